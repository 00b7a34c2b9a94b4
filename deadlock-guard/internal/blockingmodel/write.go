package blockingmodel

import (
	"encoding/json"
	"fmt"
	"io"

	"deadlockwatch.io/deadlock-guard/internal/channels"
	"deadlockwatch.io/deadlock-guard/internal/heldlocks"
	"deadlockwatch.io/deadlock-guard/internal/version"
)

// Write writes a model, with channels if there are any; the same model gives the same bytes.
func Write(out io.Writer, model *heldlocks.Model, channels []channels.Channel, build Build) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(encode(model, channels, build)); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}

func encode(model *heldlocks.Model, channels []channels.Channel, build Build) document {
	w := &writer{strings: newTable(), locks: map[heldlocks.Class]int{}}
	encoded := document{Version: formatVersion, Tool: tool{"deadlock-guard", version.Semantic}, Build: build, Locks: []lock{}, Functions: []function{}}
	for i, l := range model.Locks {
		w.locks[l.Class] = i
		encoded.Locks = append(encoded.Locks, w.lock(l))
	}
	for _, fn := range model.Functions {
		encoded.Functions = append(encoded.Functions, w.function(fn))
	}
	for _, c := range channels {
		encoded.Channels = append(encoded.Channels, w.channel(c))
	}
	encoded.Strings = w.strings.all
	return encoded
}

type writer struct {
	strings *table
	locks   map[heldlocks.Class]int
}

func (w *writer) lock(l heldlocks.Lock) lock {
	return lock{
		Class: w.strings.add(l.Name), Kind: string(l.Kind), Handoff: l.Handoff, Lost: l.Lost, Open: l.Open, LeakedBy: numbers(w, l.LeakedBy),
	}
}

func (w *writer) function(fn heldlocks.Function) function {
	encoded := function{
		Symbol: w.strings.add(fn.Symbol), File: w.strings.add(fn.File), Start: fn.Start, End: fn.End,
		Parameters: fn.Parameters, Captured: fn.Captured, Dictionary: fn.Dictionary,
	}
	for _, p := range fn.Points {
		encoded.Points = append(encoded.Points, w.point(p))
	}
	return encoded
}

func (w *writer) point(p heldlocks.Point) point {
	encoded := point{
		Line: p.Line, Op: string(p.Op), Callee: w.strings.add(p.Callee), Args: numbers(w, p.Arguments), Captures: numbers(w, p.Captures),
	}
	for _, held := range p.Held {
		triple := w.held(held)
		if held.Must {
			triple = append(triple, true)
		}
		encoded.Held = append(encoded.Held, triple)
	}
	for _, released := range p.Released {
		encoded.Released = append(encoded.Released, w.held(released))
	}
	if p.Acquires != nil {
		encoded.Acquires = w.held(*p.Acquires)
	}
	return encoded
}

func (w *writer) held(h heldlocks.Held) []any {
	return []any{w.strings.add(string(h.Path)), w.locks[h.Class], string(h.Mode)}
}

// numbers drops what is not known at the end.
func numbers[T ~string](w *writer, texts []T) []int {
	end := len(texts)
	for end > 0 && texts[end-1] == "" {
		end--
	}
	var all []int
	for _, text := range texts[:end] {
		all = append(all, w.strings.add(string(text)))
	}
	return all
}
