// Command licences tells under which licence each part of a program is, and fails for one that is unknown or not allowed.
//
//	licences POLICY REPOSITORY <components >components
//
// Components are those of a CycloneDX bill of materials, one a line; they come out with their licences. POLICY says what is allowed, REPOSITORY is Maven's local one. Licences of jars are
// those of their poms, licences of Go modules are recognized by their text. It uses no network: who has built the program has both.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// component is a part of a program. Fields that are not looked at are passed on.
type component struct {
	fields map[string]any
	// purl is its package URL without version, and version that version.
	purl, version string
}

func read(line []byte) (component, error) {
	c := component{}
	if err := json.Unmarshal(line, &c.fields); err != nil {
		return c, fmt.Errorf("%.80s: %w", line, err)
	}
	purl, _ := c.fields["purl"].(string)
	c.purl, c.version, _ = strings.Cut(purl, "@")
	if c.purl == "" {
		return c, fmt.Errorf("%v has no package URL", c.fields["name"])
	}
	return c, nil
}

// licensed gives the component as it is written to a bill, with a choice of licences.
func (c component) licensed(licences []string) ([]byte, error) {
	if len(licences) == 1 && !strings.Contains(licences[0], " ") {
		c.fields["licenses"] = []any{map[string]any{"license": map[string]string{"id": licences[0]}}}
	} else {
		c.fields["licenses"] = []any{map[string]string{"expression": strings.Join(licences, " OR ")}}
	}
	return json.Marshal(c.fields)
}

// sources know under which licences a part can be had.
type sources struct {
	policy policy
	maven  repository
	// directory is where a Go module's files are.
	directory func(module, version string) (string, error)
}

// judge gives the licences of a component, of which one at least is allowed; or says what is wrong.
func (s sources) judge(c component) ([]string, error) {
	if licence, known := s.policy.component(c.purl); known {
		return []string{licence}, nil
	}
	licences, err := s.find(c)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.purl, err)
	}
	for _, licence := range licences {
		if s.policy.allowed[licence] {
			return licences, nil
		}
	}
	return nil, fmt.Errorf("%s: %s is not allowed", c.purl, strings.Join(licences, " or "))
}

func (s sources) find(c component) ([]string, error) {
	kind, path, _ := strings.Cut(strings.TrimPrefix(c.purl, "pkg:"), "/")
	switch kind {
	case "maven":
		group, artifact, _ := strings.Cut(path, "/")
		names, err := s.maven.licences(coordinates{group, artifact, c.version})
		if err != nil {
			return nil, err
		}
		return s.policy.identifiers(names)
	case "golang":
		directory, err := s.directory(path, c.version)
		if err != nil {
			return nil, err
		}
		return recognize(directory)
	}
	return nil, fmt.Errorf("nothing here knows licences of %s; look it up and write it down", kind)
}

// run adds licences to all components, and says what is wrong with each that has none that is allowed.
func (s sources) run(in io.Reader, out io.Writer) (problems []error) {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		c, err := read(lines.Bytes())
		if err != nil {
			problems = append(problems, err)
			continue
		}
		licences, err := s.judge(c)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		line, err := c.licensed(licences)
		if err != nil {
			return append(problems, err)
		}
		fmt.Fprintf(out, "%s\n", line)
	}
	if err := lines.Err(); err != nil {
		problems = append(problems, err)
	}
	return problems
}

// moduleDirectory asks the go command, which has the module's files since it has linked them; the standard library's are its own.
func moduleDirectory(module, version string) (string, error) {
	arguments := []string{"mod", "download", "-json", module + "@" + version}
	if module == "stdlib" {
		arguments = []string{"env", "-json", "GOROOT"}
	}
	answer, err := exec.Command("go", arguments...).Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w", strings.Join(arguments, " "), err)
	}
	var places struct{ Dir, GOROOT string }
	err = json.Unmarshal(answer, &places)
	return places.Dir + places.GOROOT, err
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: licences POLICY REPOSITORY <components >components")
		os.Exit(2)
	}
	policy, err := readPolicy(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(2)
	}
	problems := sources{policy, repository(os.Args[2]), moduleDirectory}.run(os.Stdin, os.Stdout)
	for _, problem := range problems {
		fmt.Fprintln(os.Stderr, "licences:", problem)
	}
	if len(problems) > 0 {
		os.Exit(1)
	}
}
