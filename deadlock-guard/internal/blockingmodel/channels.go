package blockingmodel

import "deadlockwatch.io/deadlock-guard/internal/channels"

// channel: made is [file, line, symbol, capacity], an operation [word, file, line, symbol] with what a case of a select does at the end.
type channel struct {
	Class int     `json:"class"`
	Known bool    `json:"known,omitempty"`
	Made  [][]int `json:"made,omitempty"`
	Ops   [][]any `json:"ops"`
}

func (w *writer) channel(c channels.Channel) channel {
	encoded := channel{Class: w.strings.add(c.Class), Known: c.Known}
	for _, made := range c.Made {
		encoded.Made = append(encoded.Made, []int{w.strings.add(made.At.File), made.At.Line, w.strings.add(made.At.Symbol), made.Capacity})
	}
	for _, op := range c.Ops {
		written := []any{op.Word, w.strings.add(op.At.File), op.At.Line, w.strings.add(op.At.Symbol)}
		if op.Does != "" {
			written = append(written, op.Does)
		}
		encoded.Ops = append(encoded.Ops, written)
	}
	return encoded
}
