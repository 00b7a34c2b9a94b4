// Package api is the HTTP side of the service.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"example.com/orders/checkout"
	"example.com/orders/inventory"
	"example.com/orders/metrics"
	"example.com/orders/stock"
)

// maxBody bounds a request; an order is far smaller.
const maxBody = 16 << 10

// Services is what the handlers need.
type Services struct {
	Desk         *checkout.Desk
	Stock        *stock.Keeper
	Ledger       *inventory.Ledger
	Metrics      *metrics.Registry
	OrderTimeout time.Duration
}

// New routes requests to the services.
func New(s Services) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, s.Metrics.Totals()) })
	mux.HandleFunc("POST /orders", counted(s, "orders", s.placeOrder))
	mux.HandleFunc("POST /stock/deduct", counted(s, "deductions", s.deductStock))
	mux.HandleFunc("POST /inventory/transfer", counted(s, "transfers", s.transfer))
	mux.HandleFunc("POST /inventory/audit", counted(s, "audits", s.audit))
	return mux
}

func counted(s Services, name string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.Metrics.Count(name)
		next(w, r)
	}
}

func decode(w http.ResponseWriter, r *http.Request, into any) bool {
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(into)
	if err != nil {
		fail(w, http.StatusBadRequest, err)
	}
	return err == nil
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client may have gone; nothing is left to tell it
}

func fail(w http.ResponseWriter, status int, err error) {
	reply(w, status, map[string]string{"error": err.Error()})
}

func statusOf(err error) int {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusGatewayTimeout
	case errors.Is(err, stock.ErrTooMany):
		return http.StatusUnprocessableEntity
	default:
		return http.StatusConflict
	}
}
