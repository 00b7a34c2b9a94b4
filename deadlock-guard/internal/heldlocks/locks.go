package heldlocks

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Lock is what is known of all locks of one class.
type Lock struct {
	Class
	// Handoff: a function unlocks it that did not lock it, and may run on another goroutine. Holding it proves nothing.
	Handoff bool
	// Lost: a function that no stack shows any more may have returned with it locked.
	Lost bool
	// Open: code that is not analysed may lock it.
	Open bool
	// LeakedBy are the symbols of functions that return with it locked on one way, though they unlock it on another.
	LeakedBy []string
}

// locks collects the classes and what is known of them.
type locks struct {
	*Analysis
	byClass map[Class]*Lock
}

func (l *locks) lock(class Class) *Lock {
	known := l.byClass[class]
	if known == nil {
		known = &Lock{Class: class, Open: l.isOpen(class), Handoff: l.given[class.Name]}
		l.byClass[class] = known
	}
	return known
}

func (l *locks) isOpen(class Class) bool { return class.isAny() || l.open[class.Name] }

// noteClasses makes every class known that a function names.
func (l *locks) noteClasses(fn *ssa.Function, points []Point) {
	for _, point := range points {
		for _, held := range slices.Concat(point.Held, point.Released) {
			l.lock(held.Class)
		}
		if point.Acquires != nil {
			l.lock(point.Acquires.Class)
		}
	}
	if known := l.summaries[fn]; known != nil {
		for key := range known.taken {
			l.lock(key.class)
		}
		for key := range known.dropped {
			l.lock(key.class)
		}
	}
}

// noteUntold: nothing is known of locks in functions that were left out.
func (l *locks) noteUntold() {
	for class := range l.untold {
		l.each(class, func(lock *Lock) { lock.Handoff, lock.Lost, lock.Open = true, true, true })
	}
}

// noteFunction reads off what a function's returns say.
func (l *locks) noteFunction(f *lockFlow, isRoot bool) {
	known := l.summaries[f.fn]
	if known != nil && isRoot {
		for key := range known.taken {
			l.each(key.class, func(lock *Lock) { lock.Lost = true })
		}
		for key, how := range known.dropped {
			if how.foreign {
				l.each(key.class, func(lock *Lock) { lock.Handoff = true })
			}
		}
	}
	for class := range leaks(f.returns()) {
		lock := l.lock(class)
		if symbol := symbolOf(f.fn); !slices.Contains(lock.LeakedBy, symbol) {
			lock.LeakedBy = append(lock.LeakedBy, symbol)
		}
	}
}

// each visits a class, and the classes that it may stand for.
func (l *locks) each(class Class, visit func(*Lock)) {
	visit(l.lock(class))
	if !class.isAny() {
		return
	}
	for other, lock := range l.byClass {
		if sameKind(other.Kind, class.Kind) && (other.isAny() || l.escaped[other.Name]) {
			visit(lock)
		}
	}
}

// sorted is all locks in the order of their classes.
func (l *locks) sorted() []Lock {
	var all []Lock
	for _, lock := range l.byClass {
		slices.Sort(lock.LeakedBy)
		all = append(all, *lock)
	}
	slices.SortFunc(all, func(a, b Lock) int { return compareClasses(a.Class, b.Class) })
	return all
}
