// Package blockingmodel writes which locks are held where, in the form that docs/reference/blocking-model.md defines.
package blockingmodel

// formatVersion changes when a reader of the former one would read the document wrongly.
const formatVersion = 1

// Build says of which build the model is; a model of another one must not be joined with a dump.
type Build struct {
	Module    string `json:"module"`
	GOOS      string `json:"goos"`
	GOARCH    string `json:"goarch"`
	GoVersion string `json:"goVersion"`
	Revision  string `json:"revision"`
	Tags      string `json:"tags"`
}

type document struct {
	Version   int        `json:"version"`
	Tool      tool       `json:"tool"`
	Build     Build      `json:"build"`
	Strings   []string   `json:"strings"`
	Locks     []lock     `json:"locks"`
	Functions []function `json:"functions"`
	Channels  []channel  `json:"channels,omitempty"`
}

type tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type lock struct {
	Class    int    `json:"class"`
	Kind     string `json:"kind"`
	Handoff  bool   `json:"handoff,omitempty"`
	Lost     bool   `json:"lost,omitempty"`
	Open     bool   `json:"open,omitempty"`
	LeakedBy []int  `json:"leakedBy,omitempty"`
}

type function struct {
	Symbol     int      `json:"symbol"`
	File       int      `json:"file"`
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Parameters []string `json:"params,omitempty"`
	Captured   int      `json:"captured,omitempty"`
	Dictionary bool     `json:"dictionary,omitempty"`
	Points     []point  `json:"points"`
}

// point: a held lock is [path, lock, mode] or [path, lock, mode, true].
type point struct {
	Line     int     `json:"line"`
	Op       string  `json:"op"`
	Callee   int     `json:"callee,omitempty"`
	Held     [][]any `json:"held,omitempty"`
	Released [][]any `json:"released,omitempty"`
	Acquires []any   `json:"acquires,omitempty"`
	Args     []int   `json:"args,omitempty"`
	Captures []int   `json:"captures,omitempty"`
}
