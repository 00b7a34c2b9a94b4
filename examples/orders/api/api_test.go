package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.com/orders/api"
	"example.com/orders/checkout"
	"example.com/orders/inventory"
	"example.com/orders/mail"
	"example.com/orders/metrics"
	"example.com/orders/stock"
)

func TestHandlers(t *testing.T) {
	server := newServer(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		answer             string
	}{
		{"GET", "/healthz", "", 200, ""},
		{"GET", "/metrics", "", 200, "{}"},
		{"POST", "/orders", `{"id":"7","cents":10}`, 201, `{"orderId":"7","cents":10}`},
		{"POST", "/orders", `{"id":"8","cents":99999}`, 504, "deadline exceeded"},
		{"POST", "/orders", `{`, 400, "error"},
		{"POST", "/stock/deduct", `{"sku":"lamp","units":2}`, 200, `{"left":999998}`},
		{"POST", "/stock/deduct", `{"sku":"lamp","units":11}`, 422, "more units than one customer may take"},
		{"POST", "/inventory/transfer", `{"from":"a","to":"b","units":3}`, 200, `"units":3`},
		{"POST", "/inventory/transfer", `{"from":"a","to":"b","units":300}`, 409, "cannot move 300 units"},
		{"POST", "/inventory/audit", "", 200, `{"balanced":true}`},
		{"GET", "/orders", "", 405, ""},
	} {
		response := httptest.NewRecorder()
		server.ServeHTTP(response, httptest.NewRequest(c.method, c.path, strings.NewReader(c.body)))
		if response.Code != c.status || !strings.Contains(response.Body.String(), c.answer) {
			t.Errorf("%s %s %s: %d %s, want %d %s", c.method, c.path, c.body, response.Code, response.Body, c.status, c.answer)
		}
	}
}

func newServer(t *testing.T) http.Handler {
	t.Helper()
	return api.New(api.Services{
		Desk:         checkout.NewDesk(slowAbove(1000), mail.NewPool(1)),
		Stock:        stock.NewKeeper(),
		Ledger:       inventory.NewLedger(map[string]int{"a": 10}),
		Metrics:      metrics.NewRegistry(),
		OrderTimeout: 10 * time.Millisecond,
	})
}

// slowAbove is a payment provider that takes longer than the order may for larger amounts.
type slowAbove int

func (limit slowAbove) Authorise(_ context.Context, cents int) error {
	if cents > int(limit) {
		time.Sleep(50 * time.Millisecond)
	}
	return nil
}
