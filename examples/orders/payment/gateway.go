// Package payment stands in for a payment provider: a server on the loopback interface and the client that talks to it.
package payment

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

const (
	// ReviewAbove is the amount in cents above which a payment is reviewed, which takes ReviewTime.
	ReviewAbove = 50_000
	ReviewTime  = 300 * time.Millisecond
)

// Gateway is the provider's side.
type Gateway struct {
	server   *http.Server
	listener net.Listener
}

// StartGateway listens on a free port of the loopback interface.
func StartGateway() (*Gateway, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start payment gateway: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /ping", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("POST /authorise/{cents}", authorise)
	g := &Gateway{server: &http.Server{Handler: mux, ReadHeaderTimeout: time.Second}, listener: listener}
	go g.server.Serve(listener)
	return g, nil
}

// URL is where the gateway listens.
func (g *Gateway) URL() string { return "http://" + g.listener.Addr().String() }

// Close stops the gateway and drops its connections.
func (g *Gateway) Close() error { return g.server.Close() }

func authorise(w http.ResponseWriter, r *http.Request) {
	cents, err := strconv.Atoi(r.PathValue("cents"))
	if err != nil {
		http.Error(w, "amount is not a number", http.StatusBadRequest)
		return
	}
	if cents > ReviewAbove {
		time.Sleep(ReviewTime)
	}
	w.WriteHeader(http.StatusNoContent)
}
