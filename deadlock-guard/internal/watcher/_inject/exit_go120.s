//go:build !go1.23

// An assembly file, though empty, lets the package declare functions without a body.
