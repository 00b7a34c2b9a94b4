package identity

// PackageOf is the import path of a function's package, from the function's name as Go prints it, and whether it is of Go's own library.
func PackageOf(raw string) (path string, standard bool) {
	n := parse(raw)
	return n.pkg, n.standard
}
