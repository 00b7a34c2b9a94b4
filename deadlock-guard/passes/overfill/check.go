package overfill

import (
	"fmt"
	"slices"

	"deadlockwatch.io/deadlock-guard/internal/chanuse"
	"deadlockwatch.io/deadlock-guard/internal/finding"
	"deadlockwatch.io/deadlock-guard/internal/program"
)

func run(p *program.Program) []finding.Finding {
	var findings []finding.Finding
	for _, fn := range p.Functions {
		for _, channel := range chanuse.Of(fn) {
			if channel.Escape == "" && (channel.Capacity > 0 || channel.Capacity == 0 && canReceive(channel)) && !anyTime(channel) {
				findings = append(findings, check(p, channel)...)
			}
		}
	}
	return findings
}

// canReceive: an unbuffered channel that nobody receives from is another rule's.
func canReceive(channel *chanuse.Channel) bool {
	return len(channel.Ops(chanuse.Receive, chanuse.SelectReceive)) > 0
}

// anyTime: a function value that went elsewhere receives, at a time that nobody knows.
func anyTime(channel *chanuse.Channel) bool {
	return slices.ContainsFunc(channel.Ops(chanuse.Receive, chanuse.SelectReceive), func(op chanuse.Op) bool {
		return op.Node.Context() == chanuse.Unknown
	})
}

// fill is what the maker has put into the buffer so far.
type fill struct {
	values  int
	counted uint64 // sends that are counted already, with all their rounds
	helped  bool   // somebody else may receive
}

// maxSends is what fits into fill.counted.
const maxSends = 64

// check follows the maker until somebody else can receive.
func check(p *program.Program, channel *chanuse.Channel) []finding.Finding {
	c := checker{channel: channel, sends: channel.Ops(chanuse.Send), tooMuch: map[int]bool{}}
	if len(c.sends) == 0 || len(c.sends) > maxSends {
		return nil
	}
	if _, complete := chanuse.Exits(channel, fill{}, c.effects()); !complete {
		return nil
	}
	var findings []finding.Finding
	for i, op := range c.sends {
		if c.tooMuch[i] {
			findings = append(findings, report(p, channel, op))
		}
	}
	return findings
}

// checker collects the sends that do not fit on some path.
type checker struct {
	channel *chanuse.Channel
	sends   []chanuse.Op
	tooMuch map[int]bool
}

func (c *checker) effects() chanuse.Effects[fill] {
	return chanuse.Effects[fill]{
		Op: c.op,
		Spawn: func(started *chanuse.Node, s fill) fill {
			s.helped = s.helped || started.Has(chanuse.Receive, chanuse.SelectReceive)
			return s
		},
		Defer:    func(_ *chanuse.Node, s fill) fill { return s },
		Complete: func(_ []chanuse.Op, s fill) fill { return s },
		Started: func(started []*chanuse.Node, s fill) fill {
			for _, node := range started {
				s.helped = s.helped || node.Has(chanuse.Receive, chanuse.SelectReceive)
			}
			return s
		},
	}
}

func (c *checker) op(op chanuse.Op, s fill) fill {
	switch {
	case s.helped:
	case op.Kind == chanuse.Send:
		return c.send(op, s)
	case op.Kind == chanuse.Receive, op.Kind == chanuse.SelectReceive:
		s.values, s.helped = max(s.values-1, 0), op.Repeats()
	case op.Kind == chanuse.SelectSend:
		s.helped = true // how many went in is not known
	}
	return s
}

// send counts a send once, with as many rounds as its loops make.
func (c *checker) send(op chanuse.Op, s fill) fill {
	for i, known := range c.sends {
		if known.Instr != op.Instr || known.Node != op.Node || s.counted&(1<<i) != 0 {
			continue
		}
		s.counted |= 1 << i
		if s.values += rounds(c.channel, op); s.values > c.channel.Capacity {
			c.tooMuch[i] = true
			s.helped = true // no further report on this path
		}
	}
	return s
}

func report(p *program.Program, channel *chanuse.Channel, op chanuse.Op) finding.Finding {
	name := channel.Name()
	partners := []finding.Partner{{Message: fmt.Sprintf("the channel is made with a capacity of %d", channel.Capacity), Place: p.Place(channel.Make)}}
	partners = append(partners, chanuse.Partners(p, channel.Ops(chanuse.Receive, chanuse.SelectReceive), "receives, but only after this send")...)
	message := fmt.Sprintf("send on %s blocks for ever once its %d places are taken: nobody can receive yet", name, channel.Capacity)
	if channel.Capacity == 0 {
		message = fmt.Sprintf("send on %s blocks for ever: it has no buffer and nobody can receive yet; start the receiver first", name)
	}
	return chanuse.Report(p, op, name, message, partners...)
}
