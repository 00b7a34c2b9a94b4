package golangci_test

import (
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

	"deadlockwatch.io/deadlock-guard/golangci"
	"deadlockwatch.io/deadlock-guard/passes"
)

func TestThePluginIsRegisteredAndTakesSettings(t *testing.T) {
	create, err := register.GetPlugin(golangci.Name)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		settings  any
		analyzers int
		complaint string
	}{
		{name: "none", analyzers: len(passes.All())},
		{name: "two rules", settings: map[string]any{"rules": []string{"DG1003", "abandonedsend"}}, analyzers: 2},
		{name: "unknown rule", settings: map[string]any{"rules": []string{"DG9999"}}, complaint: `no rule "DG9999"`},
		{name: "unknown setting", settings: map[string]any{"rule": "DG1003"}, complaint: "unknown field"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plugin, err := create(c.settings)
			if c.complaint != "" {
				if err == nil || !strings.Contains(err.Error(), c.complaint) {
					t.Errorf("error %v, want %q", err, c.complaint)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			analyzers, err := plugin.BuildAnalyzers()
			if err != nil || len(analyzers) != c.analyzers || plugin.GetLoadMode() != register.LoadModeTypesInfo {
				t.Errorf("%d analyzers in mode %s, error %v; want %d", len(analyzers), plugin.GetLoadMode(), err, c.analyzers)
			}
		})
	}
}
