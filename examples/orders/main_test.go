package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestServeAndLoad(t *testing.T) {
	addresses := start(t, "-addr", "127.0.0.1:0", "-pprof", "127.0.0.1:0")
	var out bytes.Buffer
	err := run(t.Context(), []string{"load", "-url", "http://" + addresses["orders"], "-rounds", "2", "-healthy"}, &out)
	if err != nil || !strings.Contains(out.String(), "     2  POST /orders  201") {
		t.Errorf("load: %v\n%s", err, out.String())
	}
	for path, want := range map[string]int{"goroutine?debug=2": 200, "goroutine": 200, "": 200, "nosuch": 404} {
		if got := status(t, "http://"+addresses["pprof"]+"/debug/pprof/"+path); got != want {
			t.Errorf("/debug/pprof/%s: %d, want %d", path, got, want)
		}
	}
	if got := status(t, "http://"+addresses["orders"]+"/debug/pprof/"); got != http.StatusNotFound {
		t.Errorf("the service's own port shows profiles: %d", got)
	}
}

func TestProfilingOff(t *testing.T) {
	if addresses := start(t, "-addr", "127.0.0.1:0", "-pprof", "off"); addresses["pprof"] != "" {
		t.Errorf("profiling listens on %s", addresses["pprof"])
	}
}

func TestBadCommands(t *testing.T) {
	for _, args := range []string{"sing", "serve extra", "load extra", "serve -addr nowhere:x -pprof off"} {
		if err := run(t.Context(), strings.Fields(args), &bytes.Buffer{}); err == nil {
			t.Errorf("orders %s gives no error", args)
		}
	}
	if err := run(t.Context(), []string{"load", "-h"}, &bytes.Buffer{}); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("load -h: %v", err)
	}
}

// start runs the service until the test ends and returns its addresses by name.
func start(t *testing.T, flags ...string) map[string]string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	log := &lockedBuffer{}
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, append([]string{"serve"}, flags...), log) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	for range 200 {
		if addresses := log.addresses(); addresses["orders"] != "" {
			return addresses
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the service does not listen")
	return nil
}

func status(t *testing.T, url string) int {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return response.StatusCode
}

type lockedBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

var listening = regexp.MustCompile(`msg=listening name=(\w+) addr=(\S+)`)

func (b *lockedBuffer) addresses() map[string]string {
	b.mu.Lock()
	defer b.mu.Unlock()
	found := map[string]string{}
	for _, match := range listening.FindAllStringSubmatch(b.text.String(), -1) {
		found[match[1]] = match[2]
	}
	return found
}
