package baseline_test

import (
	"bytes"
	"os"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/baseline"
)

// A baseline can be any file that somebody names: what is read has a key each, and is the same as itself.
func FuzzRead(f *testing.F) {
	golden, err := os.ReadFile("../e2e/testdata/orders.sarif")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(golden)
	f.Add([]byte(`{"version":"2.1.0","runs":[]}`))
	f.Add([]byte(`{"version":"2.1.0","runs":[{"results":[{}]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		results, err := baseline.Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		keys := baseline.Keys(results)
		for _, key := range keys {
			if key.Rule == "" || key.Site == "" || key.Fingerprint == "" {
				t.Errorf("no key: %+v", key)
			}
		}
		if difference := baseline.Compare(keys, keys); len(difference.Added)+len(difference.Gone) > 0 {
			t.Errorf("differs from itself: %+v", difference)
		}
	})
}
