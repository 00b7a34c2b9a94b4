package passes

import "golang.org/x/tools/go/analysis"

// Analyzers are the rules for vet tools, which show one package at a time. What a rule cannot see there makes it say less, never more: a
// lock that two packages take, or a channel that one makes and another one closes, is followed by a scan only.
func Analyzers() []*analysis.Analyzer {
	var analyzers []*analysis.Analyzer
	for _, r := range All() {
		analyzers = append(analyzers, r.Analyzer())
	}
	return analyzers
}
