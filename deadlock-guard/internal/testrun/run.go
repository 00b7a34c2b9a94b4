// Package testrun runs go test with a watcher in each test binary, and joins what waited there with what the scan finds.
package testrun

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"

	"deadlockwatch.io/deadlock-guard/internal/watcher"
)

// Outcome is what a run of go test showed.
type Outcome struct {
	ExitCode  int // of go test
	Watched   int // test binaries that told of their goroutines
	Sightings []Sighting
	Unread    int // goroutines in dumps that make no sense
}

func (o *Outcome) add(sightings []Sighting, unread int) {
	o.Sightings = append(o.Sightings, sightings...)
	o.Unread += unread
}

// Run runs go test; its output goes to out and errs as it comes.
func Run(ctx context.Context, a Arguments, out, errs io.Writer) (o Outcome, err error) {
	w, err := watcher.New(ctx, a.Dir, a.Overlay)
	if err != nil {
		return Outcome{}, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	deaths := NewDeaths(out)
	command := exec.CommandContext(ctx, w.Go, slices.Concat([]string{"test"}, w.Flags, a.GoTest)...)
	command.Dir = a.Dir
	command.Env = append(command.Environ(), w.Env...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, deaths, errs
	// A terminal interrupts the tests too. Whoever interrupts this process alone waits for them, as with go test: killed, it would leave
	// them behind.
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	if o.ExitCode, err = exitCode(command.Run()); err != nil {
		return Outcome{}, err
	}
	snapshots, err := w.Snapshots()
	if err != nil {
		return o, err
	}
	for _, snapshot := range snapshots {
		o.add(FromSnapshot(snapshot))
	}
	for _, death := range deaths.All() {
		o.add(FromDeath(death))
	}
	o.Watched = len(snapshots) + len(deaths.All())
	return o, nil
}

func exitCode(err error) (int, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode(), nil
	default:
		return 0, fmt.Errorf("run go test: %w", err)
	}
}
