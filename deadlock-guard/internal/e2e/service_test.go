package e2e

import (
	"bufio"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"
)

// service is a running build of examples/orders.
type service struct {
	binary, app, pprof string
}

var listening = regexp.MustCompile(`msg=listening name=(\w+) addr=(\S+)`)

// startService builds the example and runs it on free ports until the test ends.
func startService(t *testing.T, tags string) *service {
	t.Helper()
	s := &service{binary: filepath.Join(t.TempDir(), "orders")}
	build := exec.Command("go", "build", "-tags", tags, "-o", s.binary, ".")
	build.Dir = orders
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the example: %v\n%s", err, output)
	}
	command := exec.Command(s.binary, "serve", "-addr", "127.0.0.1:0", "-pprof", "127.0.0.1:0", "-settle", "250ms")
	log, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		_ = command.Wait()
	})
	s.readAddresses(t, log)
	return s
}

func (s *service) readAddresses(t *testing.T, log io.Reader) {
	t.Helper()
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		match := listening.FindStringSubmatch(lines.Text())
		switch {
		case match == nil:
		case match[1] == "pprof":
			s.pprof = match[2]
		case match[1] == "orders":
			s.app = match[2]
		}
		if s.app != "" && s.pprof != "" {
			return
		}
	}
	t.Fatal("the example ended before it listened")
}

// load triggers every bug once per round.
func (s *service) load(t *testing.T, rounds string) {
	t.Helper()
	output, err := exec.Command(s.binary, "load", "-url", "http://"+s.app, "-rounds", rounds, "-timeout", "1500ms").CombinedOutput()
	if err != nil {
		t.Fatalf("load: %v\n%s", err, output)
	}
}

func (s *service) goroutines(t *testing.T, debug string) string {
	t.Helper()
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Get("http://" + s.pprof + "/debug/pprof/goroutine?debug=" + debug)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("goroutine profile: %s, %v", response.Status, err)
	}
	return string(body)
}
