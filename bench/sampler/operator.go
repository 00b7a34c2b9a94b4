package main

import (
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"sync"
	"time"
)

const maxReport = 8 << 20

// operator is as much of one as a sampler needs: it grants leases and remembers what was reported last.
type operator struct {
	url, ca string
	config  string
	server  *http.Server

	mu        sync.Mutex
	stacks    map[string][]string // functions by stack id
	counts    map[string]int
	reports   int
	fetches   int
	fetchTime time.Duration
	interval  time.Duration
	leased    time.Time // when the first lease was given
}

// The parts of a report that are looked at: docs/reference/report-protocol.md.
type report struct {
	Pod struct {
		Name string `json:"name"`
	} `json:"pod"`
	Target struct {
		State string `json:"state"`
	} `json:"target"`
	Seq       int `json:"seq"`
	Base      int `json:"base"`
	Snapshots []struct {
		Rung   int `json:"rung"`
		Count  int `json:"count"`
		Millis int `json:"millis"`
	} `json:"snapshots"`
	Entries []struct {
		Stack string `json:"stack"`
		Count int    `json:"count"`
	} `json:"entries"`
	Stacks []struct {
		ID     string `json:"id"`
		Frames []struct {
			Function string `json:"function"`
		} `json:"frames"`
	} `json:"stacks"`
	Ladder struct {
		IntervalMillis int `json:"intervalMillis"`
	} `json:"ladder"`
}

// watch is what samplers are told to do: to take the cheapest rung only, as the dearer ones have gates of their own.
func watch(port int, interval time.Duration) string {
	return fmt.Sprintf(`{"port":%d,"path":"/debug/pprof","scheme":"http","intervalMillis":%d,"heartbeatMillis":30000,"paused":false,`+
		`"ladder":{"cpuBudgetMillis":10,"pauseBudgetMillis":50,"leakIntervalMillis":0,"dumpIntervalMillis":0,"dumpGoroutines":2000,"dumpLocksOnly":true}}`,
		port, interval.Milliseconds())
}

// startOperator serves for one target on loopback.
func startOperator(targetPort int) (*operator, error) {
	o := &operator{config: watch(targetPort, samplingInterval), stacks: map[string][]string{}, counts: map[string]int{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/report", o.report)
	var err error
	o.server, o.url, o.ca, err = serveTLS(mux)
	return o, err
}

// serveTLS serves on loopback with a certificate of a CA of its own.
func serveTLS(handler http.Handler) (server *http.Server, url, ca string, err error) {
	ca, certificate, err := certificates()
	if err != nil {
		return nil, "", "", err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", "", err
	}
	server = &http.Server{Handler: handler, TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate}}, ErrorLog: log.New(io.Discard, "", 0)}
	go func() { _ = server.ServeTLS(listener, "", "") }() // ends with Close
	return server, fmt.Sprintf("https://localhost:%d", listener.Addr().(*net.TCPAddr).Port), ca, nil
}

func (o *operator) close() { _ = o.server.Close() }

func (o *operator) report(w http.ResponseWriter, request *http.Request) {
	r, err := read(request)
	if err != nil {
		http.Error(w, `{"error":"no report"}`, http.StatusBadRequest)
		return
	}
	o.take(r)
	accept(w, r, o.config)
}

func read(request *http.Request) (r report, err error) {
	body, err := gzip.NewReader(request.Body)
	if err == nil {
		err = json.NewDecoder(io.LimitReader(body, maxReport)).Decode(&r)
	}
	return r, err
}

func accept(w io.Writer, r report, config string) {
	fmt.Fprintf(w, `{"ack":%d,"leaseMillis":600000,"dumpGrantMillis":0,"config":%s}`, r.Seq, config)
}

func (o *operator) take(r report) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.reports++
	if o.leased.IsZero() {
		o.leased = time.Now()
	}
	if r.Base == 0 {
		clear(o.counts)
	}
	for _, stack := range r.Stacks {
		var functions []string
		for _, frame := range stack.Frames {
			functions = append(functions, frame.Function)
		}
		o.stacks[stack.ID] = functions
	}
	for _, entry := range r.Entries {
		o.counts[entry.Stack] = entry.Count
	}
	o.fetches, o.fetchTime = 0, 0
	for _, snapshot := range r.Snapshots {
		o.fetches += snapshot.Count
		o.fetchTime += time.Duration(snapshot.Millis) * time.Millisecond
	}
	o.interval = time.Duration(r.Ladder.IntervalMillis) * time.Millisecond
}

// covered tells how many of the blocked places have been reported with all their goroutines, and how many goroutines these are.
func (o *operator) covered(places []blockedPlace) (stacks, goroutines int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	type key struct {
		function string
		depth    int
	}
	reported := map[key]int{}
	for id, functions := range o.stacks {
		for _, place := range ways {
			depth := 0
			for _, function := range functions {
				if function == place.name {
					depth++
				}
			}
			if depth > 0 {
				reported[key{place.name, depth}] += o.counts[id]
			}
		}
	}
	for _, place := range places {
		if reported[key{place.Function, place.Depth}] == place.Goroutines {
			stacks++
			goroutines += place.Goroutines
		}
	}
	return stacks, goroutines
}

// certificates makes a CA, and a certificate of it for localhost.
func certificates() (string, tls.Certificate, error) {
	none := tls.Certificate{}
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", none, err
	}
	now := time.Now()
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "bench"}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	if err != nil {
		return "", none, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", none, err
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "localhost"}, NotBefore: ca.NotBefore, NotAfter: ca.NotAfter,
		DNSNames: []string{"localhost"}, KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, caKey)
	if err != nil {
		return "", none, err
	}
	text := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER}))
	return text, tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
