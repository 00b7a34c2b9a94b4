package report

import (
	"fmt"
	"io"
	"slices"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/report/sarif"
	"deadlockwatch.io/deadlock-guard/internal/rule"
	"deadlockwatch.io/deadlock-guard/internal/version"
)

const informationURI = "https://deadlockwatch.io/deadlock-guard"

func writeSARIF(out io.Writer, scan *Scan) error {
	run := sarif.Run{
		Tool:               sarif.Tool{Driver: driver(scan.Rules)},
		AutomationDetails:  sarif.AutomationDetails{ID: "deadlock-guard/" + scan.Module},
		Invocations:        []sarif.Invocation{invocation(scan)},
		OriginalURIBaseIDs: bases(scan.Prefix),
		ColumnKind:         "utf16CodeUnits",
		Results:            []sarif.Result{},
	}
	places := newPlaces(scan)
	for _, f := range scan.Findings {
		run.Results = append(run.Results, places.result(f, scan.Rules))
	}
	return encode(out, sarif.Log{Schema: sarif.Schema, Version: sarif.Version, Runs: []sarif.Run{run}})
}

// bases says where the module is in the repository, and not where the repository is on this machine.
func bases(prefix string) map[string]sarif.ArtifactLocation {
	all := map[string]sarif.ArtifactLocation{sarif.SrcRoot: {Description: &sarif.Message{Text: "The root folder of the repository."}}}
	if prefix != "" {
		all[sarif.ModuleRoot] = sarif.ArtifactLocation{
			URI: escaped(prefix) + "/", URIBaseID: sarif.SrcRoot, Description: &sarif.Message{Text: "The root folder of the Go module."},
		}
	}
	return all
}

func driver(rules []*rule.Rule) sarif.Driver {
	d := sarif.Driver{
		Name: "deadlock-guard", SemanticVersion: version.Semantic, InformationURI: informationURI, Rules: []sarif.Rule{},
	}
	for _, r := range rules {
		d.Rules = append(d.Rules, sarif.Rule{
			ID:                   r.ID,
			Name:                 r.Name,
			ShortDescription:     sarif.Message{Text: r.Summary},
			FullDescription:      sarif.Message{Text: r.Summary},
			Help:                 sarif.Message{Text: r.Help, Markdown: r.Help},
			DefaultConfiguration: sarif.Configuration{Level: r.Level.String()},
			Properties: sarif.RuleProperties{
				Tags:      []string{"concurrency", "deadlock", fmt.Sprintf("external/cwe/cwe-%d", r.CWE)},
				Precision: "high",
			},
		})
	}
	return d
}

func invocation(scan *Scan) sarif.Invocation {
	result := sarif.Invocation{ExecutionSuccessful: true}
	for _, note := range scan.Notes {
		n := sarif.Notification{Level: "warning", Message: sarif.Message{Text: note.Where + ": " + note.Message}}
		if note.Failure {
			n.Level = "error"
			n.Locations = []sarif.Location{{
				LogicalLocations: []sarif.LogicalLocation{{FullyQualifiedName: note.Where, Kind: "module"}},
			}}
		}
		result.ToolExecutionNotifications = append(result.ToolExecutionNotifications, n)
	}
	return result
}

func (p *places) result(f finding.Finding, rules []*rule.Rule) sarif.Result {
	result := sarif.Result{
		RuleID:        f.Rule,
		RuleIndex:     slices.IndexFunc(rules, func(r *rule.Rule) bool { return r.ID == f.Rule }),
		Level:         f.Level.String(),
		BaselineState: string(f.State),
		Message:       sarif.Message{Text: f.Message},
		Locations:     []sarif.Location{p.location(f.At)},
		PartialFingerprints: map[string]string{
			sarif.FingerprintKey: f.Fingerprint(),
			sarif.SiteKey:        f.Site(),
		},
		Properties: sarif.ResultProperties{
			Operation: f.Operation, FunctionStartLine: f.At.StartLine, Entry: f.Entry, Object: f.Object, LockSet: f.LockSet, Fix: f.Fix,
		},
	}
	var steps []sarif.ThreadFlowLocation
	for _, step := range f.Path {
		steps = append(steps, sarif.ThreadFlowLocation{Location: p.location(step.Place), Kinds: []string{string(step.Kind)}})
	}
	result.CodeFlows = []sarif.CodeFlow{{ThreadFlows: []sarif.ThreadFlow{{Locations: steps}}}}
	for i, partner := range f.Partners {
		location := p.location(partner.Place)
		location.ID = i + 1
		location.Message = &sarif.Message{Text: partner.Message}
		result.RelatedLocations = append(result.RelatedLocations, location)
	}
	return result
}
