// Package load sends the demo's traffic: requests that go well, and those that trigger the bugs.
package load

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// Plan says what to send and where.
type Plan struct {
	URL         string
	Rounds      int
	Timeout     time.Duration
	Pause       time.Duration
	HealthyOnly bool
}

var (
	healthy = []request{
		{http.MethodGet, "/healthz", ""},
		{http.MethodPost, "/orders", `{"id":"small","cents":1990}`},
		{http.MethodPost, "/stock/deduct", `{"sku":"lamp","units":1}`},
		{http.MethodGet, "/metrics", ""},
	}
	// leaking requests leave a goroutine behind: a payment under review, and a line over the limit.
	leaking = []request{
		{http.MethodPost, "/orders", `{"id":"large","cents":99900}`},
		{http.MethodPost, "/stock/deduct", `{"sku":"lamp","units":500}`},
	}
	// deadlocking requests block each other when they run at the same time.
	deadlocking = []request{
		{http.MethodPost, "/inventory/transfer", `{"from":"north","to":"south","units":1}`},
		{http.MethodPost, "/inventory/audit", ""},
	}
)

// Run sends all rounds. The error says that the service was unhealthy at the end; failing orders are part of the plan.
func Run(ctx context.Context, plan Plan) (*Summary, error) {
	client := newClient(plan)
	summary := &Summary{counts: map[string]int{}}
	for range plan.Rounds {
		sendAll(ctx, client, summary, healthy)
		if !plan.HealthyOnly {
			sendAll(ctx, client, summary, leaking)
			sendAll(ctx, client, summary, deadlocking)
		}
		select {
		case <-time.After(plan.Pause):
		case <-ctx.Done():
			return summary, ctx.Err()
		}
	}
	if status := client.send(ctx, healthy[0]); status != http.StatusOK {
		return summary, fmt.Errorf("service at %s is not healthy: %w", plan.URL, errors.New(outcome(status)))
	}
	return summary, nil
}

// sendAll sends requests at the same time and waits for their answers or time-outs.
func sendAll(ctx context.Context, client *client, summary *Summary, requests []request) {
	var group sync.WaitGroup
	for _, r := range requests {
		group.Go(func() { summary.add(r, client.send(ctx, r)) })
	}
	group.Wait()
}
