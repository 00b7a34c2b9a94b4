package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	ownNamespace = "deadlockwatch"
	account      = "deadlockwatch-operator"
	readyWithin  = 3 * time.Minute
	stopWithin   = 30 * time.Second
	tick         = 10 * time.Millisecond // of CPU times in /proc: USER_HZ is 100 on every Linux
)

// operator is the program of the image, with the image's own arguments, as a process of this machine.
type operator struct {
	command   []string // the program and its arguments
	variables []string
	log       string
	base      string // of its plain HTTP port
	ingest    string // host and port for reports
	process   *exec.Cmd
	ended     chan struct{}
	begun     time.Time
}

// wordsOf reads a file of the image that has a word of a command line in each line. Words name files of the image by absolute paths, alone, after a "=" or in a class path;
// one that begins with "@" names another such file.
func wordsOf(image, file string) ([]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var words []string
	for line := range strings.Lines(string(text)) {
		word := strings.ReplaceAll(strings.TrimSpace(line), "/opt/", filepath.Join(image, "rootfs", "opt")+"/")
		if more, found := strings.CutPrefix(word, "@"); found {
			inner, err := wordsOf(image, more)
			if err != nil {
				return nil, err
			}
			words = append(words, inner...)
		} else {
			words = append(words, word)
		}
	}
	return words, nil
}

// newOperator reads the entry point that the image's own script has left beside its root file system.
func newOperator(image, work, cpu string) (*operator, error) {
	o := &operator{log: filepath.Join(work, "operator.log")}
	if cpu != "" {
		o.command = []string{"taskset", "-c", cpu}
	}
	program, err := wordsOf(image, filepath.Join(image, "entrypoint"))
	if err != nil {
		return nil, err
	}
	o.command = append(o.command, program...)
	ports := make([]string, 4)
	for i := range ports {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		ports[i] = strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
		defer listener.Close()
	}
	o.base, o.ingest = "http://127.0.0.1:"+ports[0], "127.0.0.1:"+ports[1]
	temporary := filepath.Join(work, "tmp")
	if err := os.MkdirAll(temporary, 0o700); err != nil {
		return nil, err
	}
	o.variables = []string{
		"KUBECONFIG=" + filepath.Join(work, "operator.kubeconfig"), "POD_NAMESPACE=" + ownNamespace, "DEADLOCKWATCH_ROLE=operator", "DEADLOCKWATCH_WATCH_NAMESPACES=",
		"QUARKUS_HTTP_PORT=" + ports[0], "DEADLOCKWATCH_INGEST_PORT=" + ports[1], "DEADLOCKWATCH_VERDICT_PORT=" + ports[2],
		"DEADLOCKWATCH_CERTIFICATE_EXTRA_NAMES=127.0.0.1", "DEADLOCKWATCH_INGEST_CONNECTIONS_PER_ADDRESS=0", "HOME=" + temporary, "TMPDIR=" + temporary,
	}
	return o, nil
}

// start returns how long it took to be ready.
func (o *operator) start(ctx context.Context) (time.Duration, error) {
	log, err := os.OpenFile(o.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	defer log.Close()
	o.process = exec.Command(o.command[0], o.command[1:]...)
	o.process.Env, o.process.Stdout, o.process.Stderr = o.variables, log, log
	o.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // nothing is left behind whatever happens to us
	o.begun = time.Now()
	if err := o.process.Start(); err != nil {
		return 0, err
	}
	ended := make(chan struct{})
	o.ended = ended
	go func() { _ = o.process.Wait(); close(ended) }() // how it ended is in its log
	err = until(ctx, readyWithin, 20*time.Millisecond, func() (bool, error) {
		select {
		case <-ended:
			return false, fmt.Errorf("the operator has ended, see %s", o.log)
		default:
		}
		response, err := http.Get(o.base + "/health/ready")
		if err != nil {
			return false, nil
		}
		_ = response.Body.Close()
		return response.StatusCode == http.StatusOK, nil
	})
	return time.Since(o.begun), err
}

// stop ends it as Kubernetes would.
func (o *operator) stop() {
	if o.process == nil {
		return
	}
	_ = o.process.Process.Signal(syscall.SIGTERM)
	select {
	case <-o.ended:
	case <-time.After(stopWithin):
		_ = o.process.Process.Kill()
		<-o.ended
	}
	o.process = nil
}

func (o *operator) metrics() (map[string]float64, int, error) {
	response, err := http.Get(o.base + "/metrics")
	if err != nil {
		return nil, 0, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, 64<<20))
	return parseMetrics(string(text)), len(text), err
}

// A footprint is what a process takes of the machine now.
type footprint struct {
	cpu     time.Duration // since it began
	rss     int64         // bytes
	threads int
	files   int
}

func (o *operator) footprint() (footprint, error) {
	pid := o.process.Process.Pid
	folder := fmt.Sprintf("/proc/%d", pid)
	status, err1 := os.ReadFile(folder + "/status")
	stat, err2 := os.ReadFile(folder + "/stat")
	files, err3 := os.ReadDir(folder + "/fd")
	if err := errors.Join(err1, err2, err3); err != nil {
		return footprint{}, err
	}
	f := footprint{files: len(files)}
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		number, _, _ := strings.Cut(strings.TrimSpace(value), " ")
		switch name {
		case "VmRSS":
			kilobytes, _ := strconv.ParseInt(number, 10, 64)
			f.rss = kilobytes << 10
		case "Threads":
			f.threads, _ = strconv.Atoi(strings.TrimSpace(number))
		}
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	if fields := strings.Fields(rest); len(fields) > 12 {
		user, _ := strconv.Atoi(fields[11])
		system, _ := strconv.Atoi(fields[12])
		f.cpu = time.Duration(user+system) * tick
	}
	return f, nil
}

// liveHeap is what is left after a full collection, in bytes. It stops the operator for a moment.
func (o *operator) liveHeap() (int64, error) {
	pid := strconv.Itoa(o.process.Process.Pid)
	if out, err := exec.Command("jcmd", pid, "GC.run").CombinedOutput(); err != nil {
		return 0, fmt.Errorf("jcmd GC.run: %w: %s", err, out)
	}
	out, err := exec.Command("jcmd", pid, "GC.heap_info").CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("jcmd GC.heap_info: %w: %s", err, out)
	}
	var used int64
	for line := range bytes.Lines(out) {
		text := string(line)
		if !strings.HasPrefix(text, "DefNew") && !strings.HasPrefix(text, "Tenured") { // "DefNew total 19648K, used 0K [...": the serial collector's two generations
			continue
		}
		_, rest, _ := strings.Cut(text, "used ")
		number, _, _ := strings.Cut(rest, "K")
		kilobytes, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("jcmd GC.heap_info says %q", text)
		}
		used += kilobytes << 10
	}
	if used == 0 {
		return 0, fmt.Errorf("jcmd GC.heap_info says nothing of DefNew and Tenured: %s", out)
	}
	return used, nil
}

// trust is what samplers believe: the CA that the operator has made for itself.
func trust(ctx context.Context, c *cluster) (*tls.Config, error) {
	var secret struct {
		Data map[string][]byte `json:"data"`
	}
	if err := c.get(ctx, "/api/v1/namespaces/"+ownNamespace+"/secrets/deadlockwatch-tls", &secret); err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(secret.Data["ca.crt"]) {
		return nil, errors.New("the Secret deadlockwatch-tls has no ca.crt")
	}
	return &tls.Config{RootCAs: roots, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS13, CurvePreferences: []tls.CurveID{tls.CurveP256}}, nil
}

var errLate = errors.New("late")

// until asks again and again until the answer is yes.
func until(ctx context.Context, limit, pause time.Duration, ask func() (bool, error)) error {
	end := time.Now().Add(limit)
	for {
		yes, err := ask()
		if yes || err != nil {
			return err
		}
		if time.Now().After(end) {
			return fmt.Errorf("%w: not within %v", errLate, limit)
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(pause):
		}
	}
}

// incidents tells of each BlockingIncident what must outlive a restart.
func incidents(ctx context.Context, c *cluster) (map[string]string, error) {
	items, err := c.list(ctx, api+"/blockingincidents")
	found := map[string]string{}
	for _, item := range items {
		var i struct {
			Metadata struct {
				Namespace string `json:"namespace"`
				Name      string `json:"name"`
				UID       string `json:"uid"`
			} `json:"metadata"`
			Status struct {
				State     string `json:"state"`
				Verdict   string `json:"verdict"`
				Episodes  int    `json:"episodes"`
				FirstSeen string `json:"firstSeen"`
			} `json:"status"`
		}
		if err := json.Unmarshal(item, &i); err != nil {
			return nil, err
		}
		found[i.Metadata.Namespace+"/"+i.Metadata.Name] = fmt.Sprintf("%s %s %s, episode %d, since %s", i.Metadata.UID, i.Status.State, i.Status.Verdict, i.Status.Episodes, i.Status.FirstSeen)
	}
	return found, err
}
