package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"time"
)

// off as the profiling address means that there is no profiling listener.
const off = "off"

type config struct {
	addr         string
	pprof        string
	orderTimeout time.Duration
	settle       time.Duration
}

// parseConfig reads flags; their defaults come from the environment, so that a manifest can set either.
func parseConfig(args []string) (config, error) {
	var c config
	flags := flag.NewFlagSet("orders serve", flag.ContinueOnError)
	flags.StringVar(&c.addr, "addr", env("ORDERS_ADDR", ":8080"), "`address` of the service (ORDERS_ADDR)")
	flags.StringVar(&c.pprof, "pprof", env("ORDERS_PPROF", "127.0.0.1:6060"), "`address` of the profiling endpoints, or off (ORDERS_PPROF)")
	flags.DurationVar(&c.orderTimeout, "order-timeout", 100*time.Millisecond, "how long a customer waits for an order")
	flags.DurationVar(&c.settle, "settle", 50*time.Millisecond, "how long the warehouse needs for one booking")
	if err := flags.Parse(args); err != nil {
		return config{}, err
	}
	if flags.NArg() > 0 {
		return config{}, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	return c, nil
}

func env(name, fallback string) string {
	return cmp.Or(os.Getenv(name), fallback)
}
