// Package golangci is deadlock-guard as a module plugin of golangci-lint v2. See docs/guides/ci.md for the two files that turn it on.
package golangci

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"deadlockwatch.io/deadlock-guard/passes"
)

// Name is the linter's in .golangci.yml.
const Name = "deadlockguard"

func init() { register.Plugin(Name, newPlugin) }

// settings stand below linters.settings.custom.deadlockguard.settings.
type settings struct {
	Rules []string `json:"rules"` // by ID or name; all if empty
}

type plugin struct{ analyzers []*analysis.Analyzer }

func newPlugin(raw any) (register.LinterPlugin, error) {
	wanted, err := register.DecodeSettings[settings](raw)
	if err != nil {
		return nil, fmt.Errorf("settings of %s: %w", Name, err)
	}
	selected := passes.All()
	if len(wanted.Rules) > 0 {
		if selected, err = passes.Select(wanted.Rules); err != nil {
			return nil, fmt.Errorf("settings of %s: %w", Name, err)
		}
	}
	var p plugin
	for _, r := range selected {
		p.analyzers = append(p.analyzers, alone(r.Analyzer()))
	}
	return p, nil
}

// alone reports without related places: golangci-lint makes an issue of each.
func alone(analyzer *analysis.Analyzer) *analysis.Analyzer {
	changed := *analyzer
	changed.Run = func(pass *analysis.Pass) (any, error) {
		own := *pass
		own.Report = func(d analysis.Diagnostic) {
			d.Related = nil
			pass.Report(d)
		}
		return analyzer.Run(&own)
	}
	return &changed
}

// BuildAnalyzers implements register.LinterPlugin.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) { return p.analyzers, nil }

// GetLoadMode implements register.LinterPlugin: the rules need types.
func (p plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
