package payment

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Client talks to the provider over connections that it keeps open.
type Client struct {
	base string
	http *http.Client
}

// NewClient makes a client for the gateway at the base URL.
func NewClient(base string) *Client {
	transport := &http.Transport{MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute}
	return &Client{base: base, http: &http.Client{Transport: transport, Timeout: 5 * time.Second}}
}

// Authorise asks the provider for the amount.
func (c *Client) Authorise(ctx context.Context, cents int) error {
	return c.do(ctx, http.MethodPost, "/authorise/"+strconv.Itoa(cents))
}

// KeepAlive pings the provider until ctx ends, so that a connection stays open.
func (c *Client) KeepAlive(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			_ = c.do(ctx, http.MethodGet, "/ping") // the next order shows whether the provider is there
		case <-ctx.Done():
			return
		}
	}
}

func (c *Client) do(ctx context.Context, method, path string) error {
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, nil)
	if err != nil {
		return fmt.Errorf("payment request: %w", err)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("payment provider: %w", err)
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 4096)) // read to the end, so that the connection is used again
	if response.StatusCode >= 300 {
		return fmt.Errorf("payment provider answered %s", response.Status)
	}
	return nil
}
