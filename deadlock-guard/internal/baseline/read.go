package baseline

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/report/sarif"
)

// maxBytes of a SARIF file; our own has at most 5,000 findings of a few kilobytes.
const maxBytes = 64 << 20

// Result is one finding of a SARIF file.
type Result struct {
	Key
	Level   finding.Level
	Message string
	File    string // empty if the file names none
	Line    int
}

// Read reads the findings of a SARIF file that this scanner wrote.
func Read(in io.Reader) ([]Result, error) {
	text, err := io.ReadAll(io.LimitReader(in, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxBytes {
		return nil, fmt.Errorf("more than %d bytes", maxBytes)
	}
	var log sarif.Log
	if err := json.Unmarshal(text, &log); err != nil {
		return nil, fmt.Errorf("no SARIF: %w", err)
	}
	if log.Version != sarif.Version {
		return nil, fmt.Errorf("SARIF version %q, not %s", log.Version, sarif.Version)
	}
	if log.Runs == nil {
		return nil, errors.New("SARIF without runs")
	}
	var results []Result
	for _, run := range log.Runs {
		for i, r := range run.Results {
			result, err := read(r)
			if err != nil {
				return nil, fmt.Errorf("result %d of %s: %w", i+1, run.Tool.Driver.Name, err)
			}
			results = append(results, result)
		}
	}
	return results, nil
}

func read(r sarif.Result) (Result, error) {
	key := Key{Rule: r.RuleID, Site: r.PartialFingerprints[sarif.SiteKey], Fingerprint: r.PartialFingerprints[sarif.FingerprintKey]}
	if key.Rule == "" || key.Site == "" || key.Fingerprint == "" {
		return Result{}, fmt.Errorf("no rule or no fingerprints %s and %s: not written by deadlock-guard", sarif.FingerprintKey, sarif.SiteKey)
	}
	level, err := finding.ParseLevel(r.Level)
	if err != nil {
		return Result{}, err
	}
	result := Result{Key: key, Level: level, Message: r.Message.Text}
	if len(r.Locations) > 0 && r.Locations[0].PhysicalLocation != nil {
		place := r.Locations[0].PhysicalLocation
		result.File = place.ArtifactLocation.URI
		if place.Region != nil {
			result.Line = place.Region.StartLine
		}
	}
	return result, nil
}

// Keys is what results are recognised by.
func Keys(results []Result) []Key {
	keys := make([]Key, len(results))
	for i, r := range results {
		keys[i] = r.Key
	}
	return keys
}
