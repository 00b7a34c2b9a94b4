// Package identity computes the names that the scanner and the runtime engine share: symbols and sites.
// docs/reference/identity.md is its contract, testdata/identity its test vectors.
package identity

import (
	"strconv"
	"strings"
)

// name is a function's name as Go prints it, taken apart.
type name struct {
	pkg      string   // import path, unescaped
	elements []string // what follows the package: receiver, function, closures, wrappers
	standard bool     // of Go's own library
}

// parse takes a raw name apart. It splits before it decodes: Go escapes the dots in a path's last element, so that the first dot
// after the last slash ends the package.
func parse(raw string) name {
	raw = dropTypeArguments(raw)
	path := dropVendor(raw)
	slash := strings.LastIndexByte(path, '/') + 1
	dot := strings.IndexByte(path[slash:], '.')
	if dot < 0 {
		return name{elements: []string{decode(path)}}
	}
	pkg := decode(path[:slash+dot])
	return name{pkg: pkg, elements: split(path[slash+dot+1:]), standard: strings.HasPrefix(raw, "vendor/") || isStandard(pkg)}
}

func dropVendor(raw string) string {
	if i := strings.LastIndex(raw, "/vendor/"); i >= 0 {
		return raw[i+len("/vendor/"):]
	}
	return strings.TrimPrefix(raw, "vendor/")
}

// dropTypeArguments removes every balanced [...]; an unbalanced one is removed up to the end.
func dropTypeArguments(raw string) string {
	if !strings.ContainsAny(raw, "[]") {
		return raw
	}
	var kept strings.Builder
	depth := 0
	for _, r := range raw {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth = max(depth-1, 0)
		case depth == 0:
			kept.WriteRune(r)
		}
	}
	return kept.String()
}

// decode replaces every %xx; what is no such escape stays.
func decode(path string) string {
	if !strings.Contains(path, "%") {
		return path
	}
	var decoded strings.Builder
	for i := 0; i < len(path); i++ {
		if path[i] == '%' && i+2 < len(path) {
			if value, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				decoded.WriteByte(byte(value))
				i += 2
				continue
			}
		}
		decoded.WriteByte(path[i])
	}
	return decoded.String()
}

// split cuts at dots, except inside parentheses.
func split(text string) []string {
	var elements []string
	depth, start := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '(':
			depth++
		case ')':
			depth--
		case '.':
			if depth == 0 {
				elements = append(elements, text[start:i])
				start = i + 1
			}
		}
	}
	return append(elements, text[start:])
}
