package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const rules = `
# a comment
allow Apache-2.0: ours
allow EPL-2.0: kept apart
name Apache-2.0: The Apache License
name EPL-2.0: EPL 2
name GPL-2.0-only WITH Classpath-exception-2.0: GPL2 w/ CPE
component pkg:deb/*/libc6 LGPL-2.1-or-later: linked dynamically
`

// given makes sources: poms by their path without ending, and one Go module whose licence has the text.
func given(t *testing.T, poms map[string]string, licence string) sources {
	t.Helper()
	p, err := parsePolicy("policy", rules)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, pom := range poms {
		write(t, filepath.Join(folder, name+".pom"), "<project>"+pom+"</project>")
	}
	module := t.TempDir()
	write(t, filepath.Join(module, "LICENSE"), licence)
	return sources{p, repository(folder), func(string, string) (string, error) { return module, nil }}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func licenced(names ...string) string {
	return "<licenses><license><name>" + strings.Join(names, "</name></license><license><name>") + "</name></license></licenses>"
}

func TestLicencesOfJars(t *testing.T) {
	const jar = `{"type":"library","name":"g.h:a","purl":"pkg:maven/g.h/a@1"}`
	for _, c := range []struct{ name, pom, parent, want, problem string }{
		{"its own", licenced("The  apache\n License"), "", `[{"license":{"id":"Apache-2.0"}}]`, ""},
		{"its parent's", "<parent><groupId>g</groupId><artifactId>p</artifactId><version>2</version></parent>", licenced("EPL 2"), `[{"license":{"id":"EPL-2.0"}}]`, ""},
		{"one of two is allowed", licenced("EPL 2", "GPL2 w/ CPE"), "", `[{"expression":"EPL-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0"}]`, ""},
		{"not allowed", licenced("GPL2 w/ CPE"), "", "", "GPL-2.0-only WITH Classpath-exception-2.0 is not allowed"},
		{"unknown beside an allowed one", licenced("EPL 2", "Ask Us First"), "", "", `which licence "Ask Us First" is`},
		{"none", "", "", "", "no pom of it names a licence"},
		{"a circle", "<parent><groupId>g.h</groupId><artifactId>a</artifactId><version>1</version></parent>", "", "", "more than 16 parents"},
		{"no parent where it should be", "<parent><groupId>g</groupId><artifactId>q</artifactId><version>2</version></parent>", "", "", "q-2.pom"},
	} {
		t.Run(c.name, func(t *testing.T) {
			check(t, given(t, map[string]string{"g/h/a/1/a-1": c.pom, "g/p/2/p-2": c.parent}, ""), jar, c.want, c.problem)
		})
	}
}

func TestLicencesOfModules(t *testing.T) {
	const module = `{"type":"library","name":"m","purl":"pkg:golang/example.com/m@v1.0.0"}`
	const bsd = "Redistribution and use in source and\nbinary forms, with or without modification, are permitted."
	for _, c := range []struct{ name, text, want, problem string }{
		{"Apache", "Apache License\n  Version 2.0, January 2004", `[{"license":{"id":"Apache-2.0"}}]`, ""},
		{"BSD of three clauses is not that of two", bsd + " Neither the name of", "", "BSD-3-Clause is not allowed"},
		{"BSD of two clauses", bsd, "", "BSD-2-Clause is not allowed"},
		{"no licence that is known", "All rights reserved.", "", "0 known licences"},
		{"two in one file", bsd + " Apache License Version 2.0, January 2004", "", "2 known licences"},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, given(t, nil, c.text), module, c.want, c.problem) })
	}
}

func TestPartsThatWereLookedUpByHand(t *testing.T) {
	check(t, given(t, nil, ""), `{"name":"libc6","purl":"pkg:deb/debian/libc6@2.36"}`, `[{"license":{"id":"LGPL-2.1-or-later"}}]`, "")
	check(t, given(t, nil, ""), `{"name":"x","purl":"pkg:deb/debian/x@1"}`, "", "look it up")
	check(t, given(t, nil, ""), `{"name":"x"}`, "", "no package URL")
}

func check(t *testing.T, s sources, line, want, problem string) {
	t.Helper()
	var out bytes.Buffer
	problems := s.run(strings.NewReader(line+"\n"), &out)
	if problem != "" {
		if len(problems) != 1 || !strings.Contains(problems[0].Error(), problem) || out.Len() > 0 {
			t.Fatalf("got %q and the problems %v, want one that says %q", out.String(), problems, problem)
		}
		return
	}
	if len(problems) > 0 || !strings.Contains(out.String(), `"licenses":`+want) {
		t.Fatalf("got %s and the problems %v, want %s", out.String(), problems, want)
	}
}

func TestPoliciesWithoutAReasonAreRefused(t *testing.T) {
	for _, line := range []string{"allow GPL-3.0-only", "allow GPL-3.0-only: ", "component pkg:a/b: why", "component [ MIT: why", "permit MIT: why"} {
		if _, err := parsePolicy("policy", line); err == nil || !strings.HasPrefix(err.Error(), "policy:1: ") {
			t.Errorf("%q: got %v, want an error that names the line", line, err)
		}
	}
}

func TestThePolicyOfThisRepositoryIsOne(t *testing.T) {
	if _, err := readPolicy("policy.txt"); err != nil {
		t.Fatal(err)
	}
}
