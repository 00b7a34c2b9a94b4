package load

import (
	"context"
	"net/http"
	"strings"
)

type request struct {
	method, path, body string
}

// noAnswer stands where a status would, if the answer did not come in time.
const noAnswer = 0

type client struct {
	base string
	http *http.Client
}

// newClient opens a connection for each request, so that behind a Service every pod gets its share.
func newClient(plan Plan) *client {
	transport := &http.Transport{DisableKeepAlives: true}
	return &client{base: strings.TrimRight(plan.URL, "/"), http: &http.Client{Transport: transport, Timeout: plan.Timeout}}
}

// send returns the status, or noAnswer.
func (c *client) send(ctx context.Context, r request) int {
	request, err := http.NewRequestWithContext(ctx, r.method, c.base+r.path, strings.NewReader(r.body))
	if err != nil {
		return noAnswer
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := c.http.Do(request)
	if err != nil {
		return noAnswer
	}
	defer response.Body.Close()
	return response.StatusCode
}
