package identity_test

import (
	"testing"
	"unicode/utf8"

	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// Whatever a function is called, it has a symbol, and a site that is no longer than Kubernetes allows.
func FuzzSymbol(f *testing.F) {
	for _, name := range []string{
		"main.(*T).F.func1.2", "main.glob..func1", "main.init.0.func1", "a.b/c%2ed.F[...]", "vendor/golang.org/x/net.F", "main.F-range1", "main.T.M-fm",
		"main.F.gowrap1", "main.F.deferwrap2", "x.G[go.shape.struct { A int \"json:\\\"]\\\"\" }].F", "", ".", "a/", "%", "((", "main.F[",
	} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if !utf8.ValidString(raw) {
			t.Skip()
		}
		symbol := identity.Symbol(raw)
		if symbol == "" {
			t.Errorf("%q has no symbol", raw)
		}
		if length := utf8.RuneCountInString(identity.Site(symbol, "chan send")); length > 512 {
			t.Errorf("the site of %q has %d characters", raw, length)
		}
	})
}
