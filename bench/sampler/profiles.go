package main

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// More than a poller of 5 s takes in an hour; of further ones nothing is known.
const maxProfiles = 1024

// A profile is one answer of the target's goroutine profile: from the request to the last byte, on the clock of this machine.
type profile struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// profiles are those that a target has answered, oldest first.
type profiles struct {
	mu     sync.Mutex
	all    []profile
	sample time.Time // when the first that a sampler takes had been written
}

func (p *profiles) notedBy(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		from := time.Now()
		handler.ServeHTTP(w, request)
		if request.URL.Path == "/debug/pprof/goroutine" {
			p.note(profile{from, time.Now()}, !request.URL.Query().Has("debug"))
		}
	})
}

func (p *profiles) note(one profile, sample bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if sample && p.sample.IsZero() {
		p.sample = one.To
	}
	if len(p.all) < maxProfiles {
		p.all = append(p.all, one)
	}
}

func (p *profiles) soFar() (all []profile, sample time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.all), p.sample
}

// apart are the requests during which no profile was being answered.
func apart(requests []request, from []profile) []time.Duration {
	var took []time.Duration
	for _, r := range requests {
		if !slices.ContainsFunc(from, r.meets) {
			took = append(took, r.took)
		}
	}
	return took
}
