// Package profiling serves Go's own profiles on a mux of its own; the default mux stays unused.
package profiling

import (
	"net/http"
	"net/http/pprof"
)

// Handler serves /debug/pprof/ with every profile that this Go version has.
func Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}
