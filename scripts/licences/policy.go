package main

import (
	"fmt"
	"os"
	"path"
	"strings"
)

// policy says which licences may be shipped; policy.txt explains its form.
type policy struct {
	allowed map[string]bool
	// names are what poms call licences, in lower case, with the SPDX identifier of each.
	names map[string]string
	// components have licences that were looked up by hand.
	components []exception
}

type exception struct{ pattern, licence string }

func readPolicy(file string) (policy, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return policy{}, err
	}
	return parsePolicy(file, string(text))
}

// parsePolicy wants a reason or a name in each line: what is allowed without a reason is refused.
func parsePolicy(file, text string) (policy, error) {
	p := policy{allowed: map[string]bool{}, names: map[string]string{}}
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		what, why, _ := strings.Cut(line, ": ")
		verb, object, _ := strings.Cut(what, " ")
		if object == "" || strings.TrimSpace(why) == "" {
			return p, fmt.Errorf("%s:%d: want VERB WHAT: WHY", file, i+1)
		}
		switch verb {
		case "allow":
			p.allowed[object] = true
		case "name":
			p.names[normal(why)] = object
		case "component":
			pattern, licence, _ := strings.Cut(object, " ")
			if _, err := path.Match(pattern, ""); err != nil || licence == "" {
				return p, fmt.Errorf("%s:%d: want component ADDRESS LICENCE: WHY", file, i+1)
			}
			p.components = append(p.components, exception{pattern, licence})
		default:
			return p, fmt.Errorf("%s:%d: %s is none of allow, name, component", file, i+1, verb)
		}
	}
	return p, nil
}

// component gives the licence of a part that the policy names itself.
func (p policy) component(purl string) (licence string, known bool) {
	for _, e := range p.components {
		if matches, _ := path.Match(e.pattern, purl); matches {
			return e.licence, true
		}
	}
	return "", false
}

// identifiers translates names of licences. One that is unknown is an error beside others that are known too: nobody has looked at what it says.
func (p policy) identifiers(names []string) ([]string, error) {
	var identifiers []string
	for _, name := range names {
		identifier, known := p.names[normal(name)]
		if !known {
			return nil, fmt.Errorf("nobody has said which licence %q is", name)
		}
		identifiers = append(identifiers, identifier)
	}
	return identifiers, nil
}

func normal(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }
