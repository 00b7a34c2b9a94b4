package report

import (
	"encoding/json"
	"io"

	"deadlockwatch.io/deadlock-guard/internal/finding"
)

type jsonReport struct {
	Module   string        `json:"module"`
	Findings []jsonFinding `json:"findings"`
	Notes    []jsonNote    `json:"notes"`
	Ignored  int           `json:"ignored"`
}

type jsonFinding struct {
	Rule        string      `json:"rule"`
	State       string      `json:"baselineState,omitempty"`
	Level       string      `json:"level"`
	Message     string      `json:"message"`
	Site        string      `json:"site"`
	Fingerprint string      `json:"fingerprint"`
	Operation   string      `json:"operation"`
	Object      string      `json:"object"`
	Entry       string      `json:"entry,omitempty"`
	LockSet     []string    `json:"lockSet,omitempty"`
	Fix         string      `json:"fix,omitempty"`
	At          jsonPlace   `json:"at"`
	Path        []jsonPlace `json:"path"`
	Partners    []jsonPlace `json:"partners"`
}

type jsonPlace struct {
	Kind     string `json:"kind,omitempty"`
	Message  string `json:"message,omitempty"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Function string `json:"function"`
}

type jsonNote struct {
	Where   string `json:"where"`
	Message string `json:"message"`
}

func writeJSON(out io.Writer, scan *Scan) error {
	report := jsonReport{Module: scan.Module, Findings: []jsonFinding{}, Notes: []jsonNote{}, Ignored: scan.Ignored}
	for _, f := range scan.Findings {
		report.Findings = append(report.Findings, scan.jsonFinding(f))
	}
	for _, note := range scan.Notes {
		report.Notes = append(report.Notes, jsonNote{Where: note.Where, Message: note.Message})
	}
	return encode(out, report)
}

func (s *Scan) jsonFinding(f finding.Finding) jsonFinding {
	j := jsonFinding{
		Rule: f.Rule, State: string(f.State), Level: f.Level.String(), Message: f.Message, Site: f.Site(), Fingerprint: f.Fingerprint(),
		Operation: f.Operation, Object: f.Object, Entry: f.Entry, LockSet: f.LockSet, Fix: f.Fix, At: s.jsonPlace(f.At),
		Path: []jsonPlace{}, Partners: []jsonPlace{},
	}
	for _, step := range f.Path {
		place := s.jsonPlace(step.Place)
		place.Kind = string(step.Kind)
		j.Path = append(j.Path, place)
	}
	for _, partner := range f.Partners {
		place := s.jsonPlace(partner.Place)
		place.Message = partner.Message
		j.Partners = append(j.Partners, place)
	}
	return j
}

func (s *Scan) jsonPlace(p finding.Place) jsonPlace {
	return jsonPlace{File: s.Relative(p.Position.Filename), Line: p.Position.Line, Column: p.Position.Column, Function: p.Symbol}
}

func encode(out io.Writer, value any) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
