// Command deadlock-guard scans Go packages for goroutines that can block for ever.
package main

import (
	"context"
	"os"
	"os/signal"

	"deadlockwatch.io/deadlock-guard/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := cli.Run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
