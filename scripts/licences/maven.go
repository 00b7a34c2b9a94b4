package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// repository is the folder of Maven's local repository.
type repository string

type coordinates struct {
	Group    string `xml:"groupId"`
	Artifact string `xml:"artifactId"`
	Version  string `xml:"version"`
}

// pom is what counts here of a project's description: its licences, of which its user chooses one, or its parent's where it has none.
type pom struct {
	Parent   *coordinates `xml:"parent"`
	Licences []string     `xml:"licenses>license>name"`
}

// deepest is how many parents are followed: no project has as many, and a circle has more.
const deepest = 16

// licences gives the names of the licences of an artifact, as its pom writes them.
func (r repository) licences(at coordinates) ([]string, error) {
	for range deepest {
		p, err := r.pom(at)
		if err != nil {
			return nil, err
		}
		if len(p.Licences) > 0 {
			return p.Licences, nil
		}
		if p.Parent == nil {
			return nil, errors.New("no pom of it names a licence")
		}
		at = *p.Parent
	}
	return nil, fmt.Errorf("more than %d parents", deepest)
}

func (r repository) pom(at coordinates) (pom, error) {
	at = coordinates{strings.TrimSpace(at.Group), strings.TrimSpace(at.Artifact), strings.TrimSpace(at.Version)}
	file := filepath.Join(string(r), filepath.FromSlash(strings.ReplaceAll(at.Group, ".", "/")), at.Artifact, at.Version, at.Artifact+"-"+at.Version+".pom")
	var p pom
	text, err := os.ReadFile(file)
	if err != nil {
		return p, err
	}
	if err := xml.Unmarshal(text, &p); err != nil {
		return p, fmt.Errorf("%s: %w", file, err)
	}
	return p, nil
}
