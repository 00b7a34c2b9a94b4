// Package metrics counts requests. Several goroutines flush the counters, so its lock is contended, but always free again soon.
package metrics

import (
	"context"
	"maps"
	"sync"
	"time"
)

// Registry holds counters by name.
type Registry struct {
	mu      sync.Mutex // guards pending and totals
	pending map[string]int
	totals  map[string]int
}

// NewRegistry makes an empty registry.
func NewRegistry() *Registry {
	return &Registry{pending: map[string]int{}, totals: map[string]int{}}
}

// Count adds one.
func (r *Registry) Count(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pending[name]++
}

// Totals is a copy of what was flushed so far.
func (r *Registry) Totals() map[string]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.totals)
}

// FlushEvery flushes until ctx ends.
func (r *Registry) FlushEvery(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			r.flush()
		case <-ctx.Done():
			return
		}
	}
}

// flush holds the lock for a moment longer than its map needs, as a write to disk would.
func (r *Registry) flush() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for name, n := range r.pending {
		r.totals[name] += n
	}
	clear(r.pending)
	time.Sleep(2 * time.Millisecond)
}
