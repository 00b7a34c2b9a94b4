// A generic type's method and a generic function, each run twice with swapped arguments.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type box[T any] struct {
	value T
	mu    sync.Mutex
}

//go:noinline
func (b *box[T]) fillFrom(other *box[T]) {
	b.mu.Lock()
	defer b.mu.Unlock()
	probe.Nap()
	other.mu.Lock()
	b.value = other.value
	other.mu.Unlock()
}

//go:noinline
func swap[T any](a, b *box[T]) {
	a.mu.Lock()
	defer a.mu.Unlock()
	probe.Nap()
	b.mu.Lock()
	a.value, b.value = b.value, a.value
	b.mu.Unlock()
}

func main() {
	words, more := &box[string]{}, &box[string]{}
	go words.fillFrom(more)
	go more.fillFrom(words)
	one, two := &box[int]{}, &box[int]{}
	go swap(one, two)
	go swap(two, one)
	probe.Dump()
}
