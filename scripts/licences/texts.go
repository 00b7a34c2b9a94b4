package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// texts are sentences that a licence has and the others here have not; spaces and line ends do not matter. BSD-3-Clause is BSD-2-Clause with one more.
var texts = []struct{ licence, has, hasNot string }{
	{"Apache-2.0", "apache license version 2.0, january 2004", ""},
	{"MIT", "permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files", ""},
	{"BSD-3-Clause", "neither the name of", ""},
	{"BSD-2-Clause", "redistribution and use in source and binary forms", "neither the name of"},
	{"ISC", "permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted", ""},
	{"MPL-2.0", "mozilla public license version 2.0", ""},
}

// recognize finds the licence of the files in a folder by its text. Several texts in one file are nothing to guess at.
func recognize(directory string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(directory, "LICEN[CS]E*"))
	if err != nil || len(files) != 1 {
		return nil, fmt.Errorf("%d files with a licence in %s, want 1", len(files), directory)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		return nil, err
	}
	words := normal(string(text))
	var found []string
	for _, t := range texts {
		if strings.Contains(words, t.has) && (t.hasNot == "" || !strings.Contains(words, t.hasNot)) {
			found = append(found, t.licence)
		}
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%s: the text is that of %d known licences %v, want 1", files[0], len(found), found)
	}
	return found, nil
}
