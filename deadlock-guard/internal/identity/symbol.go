package identity

import (
	"slices"
	"strings"
)

// Unknown stands where no symbol is known.
const Unknown = "?"

// Symbol makes a function's name, as Go prints it in profiles and dumps, independent of the compiler's version.
func Symbol(raw string) string {
	if symbol := parse(raw).symbol(); symbol != "" {
		return symbol
	}
	return Unknown
}

func (n name) symbol() string {
	text := strings.Join(stable(n.elements), ".")
	if n.pkg == "" {
		return text
	}
	return n.pkg + "." + text
}

// stable normalises the elements after the package. Those that somebody wrote stay, whatever they look like.
func stable(raw []string) []string {
	elements := make([]string, 0, len(raw))
	for i, element := range raw {
		element = dropSuffixes(element)
		switch {
		case i == 0 && element == "glob":
			elements = append(elements, "init")
		case i == 1 && element == "" && raw[0] == "glob":
		case i == 1 && raw[0] == "init" && isNumber(element):
		case i < written(raw):
			elements = append(elements, element)
		case isNumber(element) || isNumbered(element, "func"):
			return append(once(elements), "func")
		case isNumbered(element, "gowrap"):
			elements = append(elements, "gowrap")
		case isNumbered(element, "deferwrap"):
			elements = append(elements, "deferwrap")
		default:
			elements = append(elements, element)
		}
	}
	return elements
}

// once: a closure that was inlined into the very function that holds it has that function's name twice.
func once(holder []string) []string {
	half := len(holder) / 2
	if len(holder)%2 == 0 && slices.Equal(holder[:half], holder[half:]) {
		return holder[half:]
	}
	return holder
}

// written counts the elements that can only be names from the source: a function, or a receiver and its method.
func written(raw []string) int {
	if strings.HasPrefix(raw[0], "(") {
		return 2
	}
	return 1
}

// dropSuffixes removes the marks of method values and of bodies of range-over-func loops.
func dropSuffixes(element string) string {
	for {
		base, found := strings.CutSuffix(element, "-fm")
		if i := strings.LastIndex(base, "-range"); i >= 0 && isNumber(base[i+len("-range"):]) {
			base, found = base[:i], true
		}
		if !found {
			return element
		}
		element = base
	}
}

func isNumbered(element, word string) bool {
	rest, found := strings.CutPrefix(element, word)
	return found && isNumber(rest)
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
