// Command commands looks after what the documentation tells people to type: each block of commands in README.md and docs says what runs it, or why nothing does.
//
//	commands check ROOT            says it of every block, and fails where one does not say it, or says what is not so
//	commands print PAGE RUNNER     the blocks of a page that RUNNER is said to run, as one script
//
// A block of commands is a fenced one without a language, or with that of a shell. The line before it is a comment, which a reader does not see:
//
//	<!-- run by QuickstartIT, scripts/type-docs.sh -->
//	<!-- not run: needs a registry -->
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	comment = regexp.MustCompile(`^\s*<!-- (.*) -->\s*$`)
	goal    = regexp.MustCompile("(?:^|[`\\s])make ([a-z][a-z-]*)")
	target  = regexp.MustCompile(`(?m)^([a-z][a-z-]*):`)
)

// block is a fenced part of a page.
type block struct {
	line     int // of the fence that opens it, from 1
	language string
	mark     string // the comment on the line before
	lines    []string
}

// isShell says whether people are to type this.
func (b block) isShell() bool {
	switch b.language {
	case "", "sh", "bash", "shell", "console":
		return true
	}
	return false
}

// runners are the files and tests that the mark says run this, and none if the mark does not say so.
func (b block) runners() []string {
	names, ok := strings.CutPrefix(b.mark, "run by ")
	if !ok {
		return nil
	}
	return strings.Split(names, ", ")
}

// blocks gives the fenced parts of a page, in order. Those in a list lose its indentation.
func blocks(page string) []block {
	var found []block
	open, indent, before := false, 0, ""
	for i, line := range strings.Split(page, "\n") {
		trimmed := strings.TrimLeft(line, " ")
		language, fence := strings.CutPrefix(trimmed, "```")
		switch {
		case fence && !open:
			indent = len(line) - len(trimmed)
			b := block{line: i + 1, language: strings.TrimSpace(language)}
			if words := comment.FindStringSubmatch(before); words != nil {
				b.mark = words[1]
			}
			found = append(found, b)
			open = true
		case fence:
			open = false
		case open:
			last := &found[len(found)-1]
			last.lines = append(last.lines, line[min(indent, len(line)-len(trimmed)):])
		}
		before = line
	}
	return found
}

// account says of every block of a page what its mark says, or what is wrong with it.
func account(root, path, page string) (told, problems []string) {
	for _, b := range blocks(page) {
		if !b.isShell() {
			continue
		}
		place := fmt.Sprintf("%s:%d: ", path, b.line)
		reason, left := strings.CutPrefix(b.mark, "not run: ")
		switch {
		case b.runners() != nil:
			for _, runner := range b.runners() {
				if problem := doubt(root, path, b, runner); problem != "" {
					problems = append(problems, place+problem)
				}
			}
		case !left || strings.TrimSpace(reason) == "":
			problems = append(problems, place+"nothing says what runs this: put <!-- run by NAME --> or <!-- not run: REASON --> on the line before")
			continue
		}
		told = append(told, place+b.mark)
	}
	return told, problems
}

// doubt says why a runner cannot run a block. It can if it names the page, since runners take blocks by their marks, or if it has every line itself.
func doubt(root, path string, b block, runner string) string {
	file := runner
	if !strings.Contains(runner, "/") {
		file = "src/test/java/io/deadlockwatch/system/" + runner + ".java"
	}
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
	if err != nil {
		return "there is no " + file
	}
	if strings.Contains(string(content), `"`+path+`"`) || strings.Contains(string(content), " "+path+" ") {
		return ""
	}
	for _, line := range b.lines {
		if !strings.Contains(string(content), strings.TrimSpace(line)) {
			return fmt.Sprintf("%s has neither \"%s\" nor the name of this page", file, strings.TrimSpace(line))
		}
	}
	return ""
}

// goals says which targets of make a page speaks of that are not there.
func goals(path, page string, known map[string]bool) (problems []string) {
	for i, line := range strings.Split(page, "\n") {
		for _, words := range goal.FindAllStringSubmatch(line, -1) {
			// In prose, "make" is a word: only what stands in code counts.
			if inCode := strings.Contains(line, "`make "+words[1]) || strings.HasPrefix(strings.TrimSpace(line), "make "); inCode && !known[words[1]] {
				problems = append(problems, fmt.Sprintf("%s:%d: the Makefile has no %s", path, i+1, words[1]))
			}
		}
	}
	return problems
}

// check reads README.md and docs.
func check(root string) (told, problems []string, err error) {
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		return nil, nil, err
	}
	known := map[string]bool{}
	for _, words := range target.FindAllStringSubmatch(string(makefile), -1) {
		known[words[1]] = true
	}
	read := func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(file) != ".md" {
			return err
		}
		page, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		path, err := filepath.Rel(root, file)
		path = filepath.ToSlash(path)
		pageTold, pageProblems := account(root, path, string(page))
		told = append(told, pageTold...)
		problems = append(append(problems, pageProblems...), goals(path, string(page), known)...)
		return err
	}
	for _, part := range []string{"README.md", "docs"} {
		if err := filepath.WalkDir(filepath.Join(root, part), read); err != nil {
			return nil, nil, err
		}
	}
	return told, problems, nil
}

// script is what a runner is to type of a page.
func script(page, runner string) string {
	var text strings.Builder
	for _, b := range blocks(page) {
		for _, name := range b.runners() {
			if b.isShell() && name == runner {
				fmt.Fprintln(&text, strings.Join(b.lines, "\n"))
			}
		}
	}
	return text.String()
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "commands:", err)
		os.Exit(1)
	}
}

func run(words []string) error {
	switch {
	case len(words) == 2 && words[0] == "check":
		told, problems, err := check(filepath.Clean(words[1]))
		if err != nil {
			return err
		}
		for _, line := range told {
			fmt.Println(line)
		}
		if len(problems) > 0 {
			return fmt.Errorf("\n%s", strings.Join(problems, "\n"))
		}
		fmt.Printf("%d blocks of commands\n", len(told))
		return nil
	case len(words) == 3 && words[0] == "print":
		page, err := os.ReadFile(words[1])
		if err != nil {
			return err
		}
		text := script(string(page), words[2])
		if text == "" {
			return fmt.Errorf("%s has no block that %s is said to run", words[1], words[2])
		}
		fmt.Print(text)
		return nil
	}
	return fmt.Errorf("usage: commands check ROOT | commands print PAGE RUNNER")
}
