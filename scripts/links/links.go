// Command links checks the links between Markdown files of a folder: that the file is there, and the heading. It uses no network.
package main

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

var (
	// [words](target) and ![words](target); a target has no spaces.
	inline = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	code   = regexp.MustCompile("`[^`]*`")
	// Links inside a heading show only their words.
	shown = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
)

// page is a Markdown file: its headings as a code host names them in addresses, and its links with the lines they stand in.
type page struct {
	anchors map[string]bool
	links   []link
}

type link struct {
	line   int
	target string
}

// parse reads a page. What stands between fences is code, and no link.
func parse(text string) page {
	p := page{anchors: map[string]bool{}}
	fenced := false
	for i, line := range strings.Split(text, "\n") {
		if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
			fenced = !fenced
			continue
		}
		if fenced {
			continue
		}
		if heading := strings.TrimLeft(line, "#"); heading != line && strings.HasPrefix(heading, " ") {
			p.addAnchor(anchor(heading))
		}
		for _, found := range inline.FindAllStringSubmatch(code.ReplaceAllString(line, ""), -1) {
			p.links = append(p.links, link{line: i + 1, target: found[1]})
		}
	}
	return p
}

// addAnchor numbers a heading that was there before, as code hosts do.
func (p page) addAnchor(name string) {
	unique := name
	for n := 1; p.anchors[unique]; n++ {
		unique = fmt.Sprintf("%s-%d", name, n)
	}
	p.anchors[unique] = true
}

// anchor is the name of a heading in an address: lower case, letters, digits, hyphens and underscores, with a hyphen for each space.
func anchor(heading string) string {
	heading = shown.ReplaceAllString(strings.TrimSpace(heading), "$1")
	var name strings.Builder
	for _, r := range strings.ToLower(heading) {
		switch {
		case r == ' ':
			name.WriteByte('-')
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
			name.WriteRune(r)
		}
	}
	return name.String()
}

// check gives a sentence for each link that leads nowhere, and the number of links looked at.
func check(root string) (problems []string, count int, err error) {
	pages := map[string]page{}
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			switch entry.Name() {
			case ".git", "target", "testdata", "node_modules":
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".md" {
			return nil
		}
		text, err := os.ReadFile(path)
		pages[path] = parse(string(text))
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	for path, p := range pages {
		for _, l := range p.links {
			count++
			if problem := follow(root, path, l.target, pages); problem != "" {
				problems = append(problems, fmt.Sprintf("%s:%d: %s: %s", path, l.line, l.target, problem))
			}
		}
	}
	return problems, count, nil
}

// follow says what is wrong with a link; nothing about those that leave the folder.
func follow(root, from, target string, pages map[string]page) string {
	address, err := url.Parse(target)
	if err != nil {
		return "is no address"
	}
	if address.IsAbs() || address.Host != "" {
		return ""
	}
	to := from
	if address.Path != "" {
		to = filepath.Join(filepath.Dir(from), filepath.FromSlash(address.Path))
		if strings.HasPrefix(address.Path, "/") {
			to = filepath.Join(root, filepath.FromSlash(address.Path))
		}
		if _, err := os.Stat(to); err != nil {
			return "there is no such file"
		}
	}
	if p, known := pages[to]; known && address.Fragment != "" && !p.anchors[address.Fragment] {
		return "there is no such heading"
	}
	return ""
}

func main() {
	root := "."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	problems, count, err := check(filepath.Clean(root))
	if err != nil {
		fmt.Fprintln(os.Stderr, "links:", err)
		os.Exit(2)
	}
	for _, problem := range problems {
		fmt.Println(problem)
	}
	if len(problems) > 0 {
		os.Exit(1)
	}
	fmt.Printf("%d links\n", count)
}
