// Helpers lock and unlock for their callers.
package main

import (
	"sync"

	"example.com/lockjoin/probe"
)

type index struct {
	size         int
	words, pages sync.Mutex
}

func (x *index) lockWords()   { x.words.Lock(); x.size++ }
func (x *index) unlockWords() { x.words.Unlock() }

func (x *index) addWord() {
	x.lockWords()
	probe.Nap()
	x.pages.Lock()
	x.size++
	x.pages.Unlock()
	x.unlockWords()
}

func (x *index) addPage() {
	x.pages.Lock()
	probe.Nap()
	x.lockWords()
	x.size++
	x.unlockWords()
	x.pages.Unlock()
}

func main() {
	x := &index{}
	go x.addWord()
	go x.addPage()
	probe.Dump()
}
