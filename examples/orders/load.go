package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"example.com/orders/load"
)

// runLoad sends traffic to a service that is running elsewhere.
func runLoad(ctx context.Context, args []string, out io.Writer) error {
	var plan load.Plan
	flags := flag.NewFlagSet("orders load", flag.ContinueOnError)
	flags.StringVar(&plan.URL, "url", env("ORDERS_URL", "http://127.0.0.1:8080"), "base `URL` of the service (ORDERS_URL)")
	flags.IntVar(&plan.Rounds, "rounds", 20, "how many rounds to send; each triggers every bug once")
	flags.DurationVar(&plan.Timeout, "timeout", time.Second, "how long to wait for one answer")
	flags.DurationVar(&plan.Pause, "pause", 100*time.Millisecond, "pause between two rounds")
	flags.BoolVar(&plan.HealthyOnly, "healthy", false, "send only requests that trigger no bug")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	summary, err := load.Run(ctx, plan)
	fmt.Fprint(out, summary)
	return err
}
