package load

import (
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"
)

// folder is where a module's files are.
type folder struct {
	dir  string
	path string // what its files' names begin with
}

// folders are those of the loaded modules; files of the main module are named from its root on.
func folders(root string, pkgs []*packages.Package) []folder {
	all := []folder{{dir: root}}
	seen := map[string]bool{root: true}
	for _, pkg := range pkgs {
		if module := pkg.Module; module != nil && module.Dir != "" && !seen[module.Dir] {
			seen[module.Dir] = true
			all = append(all, folder{dir: module.Dir, path: module.Path})
		}
	}
	return all
}

// FileName names a file independently of the machine: from the root of the main module on, or by the path of its module. A file that belongs
// to none keeps its name.
func (r *Result) FileName(file string) string {
	for _, f := range r.folders {
		if inside, err := filepath.Rel(f.dir, file); err == nil && inside != ".." && !strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
			return path.Join(f.path, filepath.ToSlash(inside))
		}
	}
	return filepath.ToSlash(file)
}
