package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"deadlockwatch.io/deadlock-guard/internal/identity"
)

// The scanner's sites and those of the goroutines that really block must be equal: the join of the two halves rests on it.
func TestServiceBlocksWhereTheScannerSays(t *testing.T) {
	want := map[string]bool{}
	for _, r := range results(t) {
		want[r.PartialFingerprints["deadlockwatchSite/v1"]] = true
	}
	service := startService(t, "")
	service.load(t, "1")
	got := stuckSites(t, service)
	if !maps.Equal(got, want) {
		t.Errorf("blocked in the service: %v\nscanner's sites: %v", sorted(got), sorted(want))
	}
	symbols := innermostSymbols(service.goroutines(t, "1"))
	for site := range want {
		if symbol, _, _ := strings.Cut(site, "|"); !symbols[symbol] {
			t.Errorf("no stack of the debug=1 profile ends in %s", symbol)
		}
	}
}

func TestFixedServiceDoesNotBlock(t *testing.T) {
	service := startService(t, "fixed")
	service.load(t, "2")
	if got := stuckSites(t, service); len(got) > 0 {
		t.Errorf("blocked in the fixed service: %v", sorted(got))
	}
}

// stuckSites are the sites of goroutines that wait for a lock or in a send in each of several dumps. A service has goroutines that wait
// in receives and selects for good reasons, so those are left out.
func stuckSites(t *testing.T, s *service) map[string]bool {
	t.Helper()
	stuck := blockedSites(s.goroutines(t, "2"))
	for range 5 {
		time.Sleep(100 * time.Millisecond)
		now := blockedSites(s.goroutines(t, "2"))
		maps.DeleteFunc(stuck, func(id, site string) bool { return now[id] != site })
	}
	sites := map[string]bool{}
	for _, site := range stuck {
		_, operation, _ := strings.Cut(site, "|")
		if operation == identity.ChanSend || operation == identity.MutexLock {
			sites[site] = true
		}
	}
	return sites
}

func sorted(sites map[string]bool) []string { return slices.Sorted(maps.Keys(sites)) }
