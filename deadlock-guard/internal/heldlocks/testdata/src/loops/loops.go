// Package loops holds locks from one round to the next.
package loops

import "sync"

type node struct {
	next *node
	mu   sync.Mutex
}

func here() {}

func handOverHand(n *node) {
	n.mu.Lock()
	for n.next != nil {
		n.next.mu.Lock()
		n.mu.Unlock()
		n = n.next
		here() // held: v:x*+8/W
	}
	n.mu.Unlock()
	here() // held: -
}

func untouched(n *node) {
	n.mu.Lock()
	for x := n; x != nil; x = x.next {
		here() // held: p0+8/W
	}
	n.mu.Unlock()
	here() // held: -
}

func all(nodes []*node) {
	for _, n := range nodes {
		n.mu.Lock()
		here() // held: ?/W? v:x+8/W
	}
	here() // held: ?/W? v:x+8/W?
}

func deferredInLoop(nodes []*node) {
	for _, n := range nodes {
		n.mu.Lock()
		defer n.mu.Unlock()
	}
	here() // held: ?/W? v:x+8/W?
} // held: ?/W? v:x+8/W?

func each(nodes []*node) {
	for _, n := range nodes {
		n.mu.Lock()
		if n.next == nil {
			n.mu.Unlock()
			continue
		}
		here() // held: v:x+8/W
		n.mu.Unlock()
	}
	here() // held: -
}

func overFunction(n *node, values func(func(int) bool)) {
	n.mu.Lock()
	for range values { // held: p0+8/W
		n.next.mu.Lock()
		here() // held: f1**+8/W
		n.next.mu.Unlock()
	}
	here() // held: p0+8/W
	n.mu.Unlock()
}
