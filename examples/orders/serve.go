package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"example.com/orders/api"
	"example.com/orders/checkout"
	"example.com/orders/inventory"
	"example.com/orders/mail"
	"example.com/orders/metrics"
	"example.com/orders/payment"
	"example.com/orders/profiling"
	"example.com/orders/stock"
)

const (
	mailWorkers  = 4
	flushers     = 4
	flushEvery   = 50 * time.Millisecond
	pingEvery    = time.Second
	shutdownTime = 2 * time.Second
)

// serve wires the service together and runs it until ctx ends.
func serve(ctx context.Context, args []string, out io.Writer) error {
	cfg, err := parseConfig(args)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(out, nil))

	gateway, err := payment.StartGateway()
	if err != nil {
		return err
	}
	defer gateway.Close()
	client := payment.NewClient(gateway.URL())
	go client.KeepAlive(ctx, pingEvery)

	registry := metrics.NewRegistry()
	for range flushers {
		go registry.FlushEvery(ctx, flushEvery)
	}
	mails := mail.NewPool(mailWorkers)
	inventory.Main.SetSettleTime(cfg.settle)

	app := api.New(api.Services{
		Desk:         checkout.NewDesk(client, mails),
		Stock:        stock.NewKeeper(),
		Ledger:       inventory.Main,
		Metrics:      registry,
		OrderTimeout: cfg.orderTimeout,
	})
	stopProfiling, err := startProfiling(cfg.pprof, log)
	if err != nil {
		return err
	}
	defer stopProfiling()
	return listenAndServe(ctx, cfg.addr, app, log)
}

func listenAndServe(ctx context.Context, addr string, app http.Handler, log *slog.Logger) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen for the service: %w", err)
	}
	server := &http.Server{Handler: app, ReadHeaderTimeout: 5 * time.Second}
	drained := make(chan struct{})
	context.AfterFunc(ctx, func() {
		defer close(drained)
		shutdown(server)
	})
	log.Info("listening", "name", "orders", "addr", listener.Addr().String())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	<-drained
	return nil
}

// shutdown waits a little for running requests; those that are deadlocked never end, so it then closes.
func shutdown(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTime)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		server.Close()
	}
}

// startProfiling listens on an address of its own, so that the service's port never shows profiles.
func startProfiling(addr string, log *slog.Logger) (stop func(), err error) {
	if addr == off {
		log.Info("profiling is off")
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen for profiling: %w", err)
	}
	server := &http.Server{Handler: profiling.Handler(), ReadHeaderTimeout: 5 * time.Second}
	go server.Serve(listener)
	log.Info("listening", "name", "pprof", "addr", listener.Addr().String())
	return func() { server.Close() }, nil
}
