package heldlocks

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// once: a goroutine in Once.Do waits for the lock inside, or holds it and runs the function.
func (c *pointCollector) once(call *ssa.CallCommon, operation lockCall, op Op, position token.Pos, s *state) {
	key := operation.key()
	key.path = key.path.add(c.onceLock(call))
	if op == Go { // the wrapper that the new goroutine starts with is not printed
		point := Point{Op: Go, Acquires: acquired(s, key)}
		c.describe(&point, call)
		c.add(point, position, s)
		return
	}
	c.add(Point{Op: Acquire, Callee: "sync.(*Once).Do", Acquires: acquired(s, key)}, position, s)
	inside := s.clone()
	c.acquire(inside, key, hold{1, 1})
	point := Point{Op: Call}
	if run, _ := c.onceTarget(call); run.fn != nil {
		c.describeFunction(&point, c.function(call.Args[len(call.Args)-1]))
	}
	c.add(point, position, inside)
}

// onceLock is where in a sync.Once its lock lies.
func (c *pointCollector) onceLock(call *ssa.CallCommon) int64 {
	pointer, ok := call.Signature().Recv(), false
	structure := (*types.Struct)(nil)
	if pointer != nil {
		if p, isPointer := pointer.Type().Underlying().(*types.Pointer); isPointer {
			structure, ok = p.Elem().Underlying().(*types.Struct)
		}
	}
	if !ok {
		return 0
	}
	for i := range structure.NumFields() {
		if lockKind(types.NewPointer(structure.Field(i).Type())) == Mutex {
			offset, _ := c.layout.fieldOffset(structure, i)
			return offset
		}
	}
	return 0
}

// condition: Cond.Wait gives a lock away, of this function or of a caller.
func (c *pointCollector) condition(position token.Pos, s *state) {
	waiting := s.clone()
	for _, class := range c.givenAway() {
		for _, mode := range []Mode{Write, Read} {
			lost := lockKey{Unknown, class, mode}
			for key, count := range waiting.held {
				if c.mayBeSame(key, lost) {
					waiting.held[key] = hold{0, count.most}
				}
			}
			waiting.drop(lost, drop{})
		}
	}
	c.add(Point{Op: Cond, Callee: "sync.(*Cond).Wait"}, position, waiting)
}

// defers has one point for each call that runs when the function ends; each of them holds what those before it left.
func (c *pointCollector) defers(instruction *ssa.RunDefers, s *state) {
	position := end(instruction)
	now := s.clone()
	for _, deferred := range c.pending(s) {
		before := len(c.points)
		c.callAt(deferred.Common(), Call, position, now)
		for i := before; i < len(c.points); i++ {
			if c.points[i].Op == Call {
				c.points[i].Op = Defers
			}
		}
		if now = c.runDeferred(now, deferred); now == nil {
			return
		}
	}
}

// end is where the function returns: Go prints the line of the return statement, or else of the closing brace.
func end(instruction *ssa.RunDefers) token.Pos {
	block := instruction.Block()
	if leave, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok && leave.Pos() != token.NoPos {
		return leave.Pos()
	}
	return instruction.Parent().Syntax().End() - 1
}
