// Package paths reaches locks in different ways.
package paths

import "sync"

type leaf struct {
	n  int
	mu sync.Mutex
}

type tree struct {
	once     *leaf // set when a tree is built
	changing *leaf // set again later
	inner    struct {
		n    int
		leaf leaf
	}
	leaves [3]leaf
	list   []*leaf
	leaf
}

var (
	root   leaf
	top    = &tree{once: &leaf{}}
	moving *leaf
)

func here() {}

func build() *tree { return &tree{once: &leaf{}, changing: &leaf{}} }

func (t *tree) change() { t.changing = &leaf{} }

func move() { moving = &leaf{} }

func fields(t *tree) {
	t.once.mu.Lock()
	here() // held: p0*+8/W
	t.once.mu.Unlock()
	t.changing.mu.Lock()
	here() // held: p0+8!+8/W
	t.changing.mu.Unlock()
	here() // held: -
	t.inner.leaf.mu.Lock()
	here() // held: p0+32/W
	t.inner.leaf.mu.Unlock()
	t.leaves[2].mu.Lock()
	here() // held: p0+80/W
	t.leaves[2].mu.Unlock()
	t.mu.Lock()
	here() // held: p0+120/W
}

func changed(t *tree) {
	t.changing.mu.Lock()
	t.change()             // held: v:x+8/W
	t.changing.mu.Unlock() // another one, perhaps
	here()                 // held: v:x+8/W? released: v:x+8/W
}

func setAfterwards(t *tree) {
	t.changing.mu.Lock()
	here() // held: v:x+8/W
	t.changing.mu.Unlock()
	here() // held: -
	t.changing = nil
}

type view struct{ *tree }

func (v view) field() {
	v.mu.Lock()
	here() // held: v:x+120/W
	v.mu.Unlock()
	here() // held: -
}

func variables() {
	root.mu.Lock()
	here() // held: g:example.com/held/paths.root+8/W
	root.mu.Unlock()
	top.once.mu.Lock()
	here() // held: g:example.com/held/paths.top**+8/W
	top.once.mu.Unlock()
	moving.mu.Lock()
	here() // held: g:example.com/held/paths.moving!+8/W
	moving.mu.Unlock()
}

func elements(t *tree, i int) {
	t.leaves[i].mu.Lock()
	here() // held: v:x+8/W
	t.leaves[i].mu.Unlock()
	here() // held: -
	t.list[0].mu.Lock()
	here() // held: v:x+8/W
}

func chosen(a, b *leaf, first bool) {
	x := b
	if first {
		x = a
	}
	x.mu.Lock()
	here() // held: v:x+8/W
}

type box[T any] struct {
	mu    sync.Mutex
	value T
	late  sync.Mutex
}

func (b *box[T]) generic() {
	b.mu.Lock()
	here() // held: p0/W
	b.late.Lock()
	here() // held: p0/W v:x/W
	b.late.Unlock()
	b.mu.Unlock()
	here() // held: -
}

func instance(b *box[int]) {
	b.late.Lock()
	here()      // held: p0+16/W
	b.generic() // held: p0+16/W
}
