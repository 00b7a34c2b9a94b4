// Package channels lists who works with which channel: context for people and judges, no proof. A stack prints no address of a channel, so
// that two goroutines at operations of one class need not share a channel.
package channels

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

// Limits of a list; what is cut is noted.
const (
	maxChannels = 20_000
	maxOps      = 200
)

// Channel is a class of channels: what a field or package variable holds, or what is made in one place and kept nowhere.
type Channel struct {
	Class string
	Known bool // every use of it is in the program, and followed
	Made  []Made
	Ops   []Op
}

// Made is a place where such a channel is made. The capacity is chanuse.UnknownCapacity if it is computed.
type Made struct {
	At       Place
	Capacity int
}

// Op is one operation: send, receive, close, or select for a case of a select; Does says what that case does.
type Op struct {
	At   Place
	Word string
	Does string
}

// Place is a line in a function.
type Place struct {
	File   string
	Line   int
	Symbol string
}

// lister names files as its reader does.
type lister struct {
	program  *program.Program
	fileName func(string) string
}

// Of lists the channels of a program by class, and says whether some had to be left out.
func Of(p *program.Program, fileName func(string) string) (all []Channel, cut bool) {
	l := lister{p, fileName}
	kept := map[*ssa.MakeChan]bool{}
	for _, shared := range chanuse.AllShared(p) {
		for _, made := range shared.Makes {
			kept[made] = true
		}
		all = append(all, l.shared(shared))
	}
	for _, fn := range p.Functions {
		for _, channel := range chanuse.Of(fn) {
			if !kept[channel.Make] {
				all = append(all, l.local(channel))
			}
		}
	}
	all = slices.DeleteFunc(all, func(c Channel) bool { return len(c.Ops) == 0 })
	slices.SortStableFunc(all, func(a, b Channel) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Ops[0].At.File, b.Ops[0].At.File), cmp.Compare(a.Ops[0].At.Line, b.Ops[0].At.Line))
	})
	for i := range all {
		if len(all[i].Ops) > maxOps {
			all[i].Ops, cut = all[i].Ops[:maxOps], true
		}
	}
	if len(all) > maxChannels {
		return all[:maxChannels], true
	}
	return all, cut
}

var kinds = []chanuse.Kind{chanuse.Send, chanuse.Receive, chanuse.Close, chanuse.SelectSend, chanuse.SelectReceive}

func (l lister) shared(s *chanuse.Shared) Channel {
	c := Channel{Class: className(s.Object), Known: s.IsKnown(), Ops: l.ops(s.Ops(kinds...))}
	for _, made := range s.Makes {
		c.Made = append(c.Made, Made{l.place(l.program.Place(made)), chanuse.Capacity(made)})
	}
	slices.SortFunc(c.Made, func(a, b Made) int { return a.At.compare(b.At) })
	return c
}

func (l lister) local(channel *chanuse.Channel) Channel {
	at := l.place(l.program.Place(channel.Make))
	return Channel{
		Class: at.Symbol + "." + channel.Name(), Known: channel.Escape == "", Made: []Made{{at, channel.Capacity}}, Ops: l.ops(channel.Ops(kinds...)),
	}
}

// ops are in the order of their places, each once.
func (l lister) ops(found []chanuse.Op) []Op {
	var ops []Op
	for _, op := range found {
		words := map[chanuse.Kind][2]string{
			chanuse.Send: {"send"}, chanuse.Receive: {"receive"}, chanuse.Close: {"close"},
			chanuse.SelectSend: {"select", "send"}, chanuse.SelectReceive: {"select", "receive"},
		}[op.Kind]
		ops = append(ops, Op{At: l.place(l.program.Place(op.Instr)), Word: words[0], Does: words[1]})
	}
	slices.SortFunc(ops, func(a, b Op) int {
		return cmp.Or(a.At.compare(b.At), cmp.Compare(a.Word, b.Word), cmp.Compare(a.Does, b.Does))
	})
	return slices.Compact(ops)
}

func (l lister) place(p finding.Place) Place {
	return Place{File: l.fileName(p.Position.Filename), Line: p.Position.Line, Symbol: p.Symbol}
}

func (p Place) compare(q Place) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Symbol, q.Symbol))
}
