package heldlocks

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// maxPoints bounds the points of one function, and maxHeld the locks at one point; only generated code comes near.
const (
	maxPoints = 5000
	maxHeld   = 64
)

// points are all places in the function that a stack can show.
func (f *lockFlow) points() []Point {
	collected := &pointCollector{lockFlow: f, others: map[int]*state{}}
	for _, block := range f.fn.Blocks {
		f.through(block, collected.visit)
	}
	for line, s := range collected.others {
		if !s.isIdle() {
			collected.points = append(collected.points, Point{Line: line, Op: Other, Held: s.holds(), Released: s.released()})
		}
	}
	return f.bounded(sortPoints(collected.points))
}

// bounded leaves a function out that has too many points or locks. Then nothing can be said of its locks.
func (f *lockFlow) bounded(points []Point) []Point {
	most := 0
	for _, point := range points {
		most = max(most, len(point.Held), len(point.Released))
	}
	if len(points) <= maxPoints && most <= maxHeld {
		return points
	}
	f.note(f.fn, fmt.Sprintf("left out: %d points of at most %d, %d locks at one of them of at most %d", len(points), maxPoints, most, maxHeld))
	for _, point := range points {
		for _, held := range slices.Concat(point.Held, point.Released) {
			f.untold[held.Class] = true
		}
		if point.Acquires != nil {
			f.untold[point.Acquires.Class] = true
		}
	}
	return nil
}

type pointCollector struct {
	*lockFlow
	points []Point
	others map[int]*state // of each line: what is known of all its instructions that have no point of their own
}

func (c *pointCollector) visit(instruction ssa.Instruction, s *state) {
	switch x := instruction.(type) {
	case *ssa.Call:
		if _, isBuiltin := x.Call.Value.(*ssa.Builtin); !isBuiltin {
			c.call(x, Call, s)
			return
		}
	case *ssa.Go:
		c.call(x, Go, s)
		return
	case *ssa.RunDefers:
		c.defers(x, s)
		return
	case *ssa.Send:
		c.add(Point{Op: Send}, x.Pos(), s)
		return
	case *ssa.UnOp:
		if x.Op == token.ARROW {
			c.add(Point{Op: Receive}, x.Pos(), s)
			return
		}
	case *ssa.Select:
		c.add(Point{Op: Select}, x.Pos(), s)
		return
	case *ssa.Phi, *ssa.DebugRef: // no code; a variable's Phi has the position of its declaration
		return
	}
	if line := c.line(instruction.Pos()); line > 0 {
		c.others[line] = join(c.others[line], s.clone())
	}
}

// line is the one that Go prints. A call's is that of its opening parenthesis, which is where go/ssa says that it stands.
func (c *pointCollector) line(position token.Pos) int {
	if position == token.NoPos {
		return 0
	}
	return c.program.Fset.Position(position).Line
}

func (c *pointCollector) add(point Point, position token.Pos, s *state) {
	if point.Line = c.line(position); point.Line == 0 {
		return // not of the source: go/ssa checks that a loop over a function is used as it should be
	}
	point.Held, point.Released = s.holds(), s.released()
	c.points = append(c.points, point)
}

// call is an operation on a lock, or a call of something else.
func (c *pointCollector) call(instruction ssa.CallInstruction, op Op, s *state) {
	position := instruction.Common().Pos()
	if loop := loopBody(instruction.Common()); position == token.NoPos && loop != nil {
		position = loop.Pos()
	}
	c.callAt(instruction.Common(), op, position, s)
}

// loopBody is the loop that runs over a function which this call calls.
func loopBody(call *ssa.CallCommon) ast.Node {
	for _, argument := range call.Args {
		if made, ok := argument.(*ssa.MakeClosure); ok {
			if loop, ok := made.Fn.(*ssa.Function).Syntax().(*ast.RangeStmt); ok {
				return loop
			}
		}
	}
	return nil
}

func (c *pointCollector) callAt(call *ssa.CallCommon, op Op, position token.Pos, s *state) {
	point := Point{Op: op}
	operation, known := c.operation(call)
	if op == Go {
		known = known && operation.effect == runsOnce
	}
	if known {
		switch operation.effect {
		case acquires:
			point.Op, point.Acquires = Acquire, acquired(s, operation.key())
		case runsOnce:
			c.once(call, operation, op, position, s)
			return
		case waitsForCondition:
			c.condition(position, s)
			return
		case waitsForGroup:
			point.Op = Wait
		}
	}
	c.describe(&point, call)
	c.add(point, position, s)
}

// acquired names the lock as it is named where it is held.
func acquired(s *state, key lockKey) *Held {
	return &Held{Path: s.canonical(key.path), Class: key.class, Mode: key.mode}
}
