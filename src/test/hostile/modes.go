package main

import (
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/http/pprof"
	"os"
	"sync/atomic"
	"time"
)

// A mode answers the n-th request for a profile.
type mode func(w http.ResponseWriter, r *http.Request, n int64)

const (
	late     = 30 * time.Second
	gigabyte = 1 << 30
	// lastWords is the request in whose answer the process ends: the profiles before it are good.
	lastWords = 15
)

var modes = map[string]mode{
	"honest": profile,
	"silent": func(_ http.ResponseWriter, r *http.Request, _ int64) { <-r.Context().Done() },
	"late": func(w http.ResponseWriter, r *http.Request, n int64) {
		select {
		case <-time.After(late):
			profile(w, r, n)
		case <-r.Context().Done():
		}
	},
	"huge":  gigabyteAt(gzip.NoCompression),
	"bomb":  gigabyteAt(gzip.BestCompression),
	"cut":   cut,
	"dying": dying,
}

func modeNames() iter.Seq[string] { return maps.Keys(modes) }

func profile(w http.ResponseWriter, r *http.Request, _ int64) { pprof.Index(w, r) }

// gigabyteAt sends a gigabyte that is well-formed as far as it goes, one field that no reader knows, unless the other side hangs up before.
// Compressed it is a megabyte on the wire.
func gigabyteAt(level int) mode {
	return func(w http.ResponseWriter, _ *http.Request, _ int64) {
		zip, err := gzip.NewWriterLevel(w, level)
		if err != nil {
			panic(err)
		}
		field := binary.AppendUvarint([]byte{15<<3 | 2}, gigabyte) // field 15, bytes
		if _, err := zip.Write(field); err != nil {
			return
		}
		block := make([]byte, 1<<20)
		for sent := 0; sent < gigabyte; sent += len(block) {
			if _, err := zip.Write(block); err != nil {
				return
			}
		}
	}
}

// cut hangs up with half an answer on the wire.
func cut(w http.ResponseWriter, _ *http.Request, _ int64) {
	half(w)
	panic(http.ErrAbortHandler)
}

// dying ends the process with half an answer on the wire.
func dying(w http.ResponseWriter, r *http.Request, n int64) {
	if n < lastWords {
		profile(w, r, n)
		return
	}
	half(w)
	os.Exit(2)
}

func half(w http.ResponseWriter) {
	w.Header().Set("Content-Length", "100000")
	w.Write([]byte{0x1f, 0x8b, 8})
	http.NewResponseController(w).Flush()
}

// counted passes requests on and counts them.
type counted struct {
	answer mode
	n      atomic.Int64
}

func (c *counted) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.answer(w, r, c.n.Add(1)) }

func (c *counted) total() http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, c.n.Load()) }
}
