// Package flags has locks that no stack, or another one, shows.
package flags

import (
	"errors"
	"io"
	"sync"
)

type store struct {
	plain    sync.Mutex
	handed   sync.Mutex // flags: handoff lost
	spawned  sync.Mutex // flags: handoff
	valued   sync.Mutex // flags: handoff
	deferred sync.Mutex
	kept     sync.Mutex // flags: lost
	leaked   sync.Mutex // flags: lost leakedBy=(*store).leak
	begun    sync.Mutex // flags: lost
	passed   sync.Mutex // flags: handoff open
	panicked sync.Mutex // flags: lost
	wrapped  sync.Mutex
	called   sync.Mutex // flags: handoff
}

func (s *store) use() {
	s.plain.Lock()
	s.plain.Unlock()
}

func (s *store) hand() {
	s.handed.Lock()
	s.deferred.Lock()
	defer s.deferred.Unlock()
	go s.take() // held: p0+32/W p0+8/W
	go s.spawned.Unlock()
	s.later(s.valued.Unlock) // held: p0+32/W p0+8/W
	s.handed.Lock()
	s.handed.Unlock()
	s.spawned.Lock()
	s.spawned.Unlock()
	s.valued.Lock()
	s.valued.Unlock()
	s.handed.Lock()
	s.handed.Unlock()
}

func (s *store) take() { s.handed.Unlock() }

func (s *store) later(f func()) { f() }

func keep(s *store) { s.kept.Lock() }

func (s *store) leak(fail bool) error {
	s.leaked.Lock()
	if fail {
		return errors.New("failed") // held: p0+48/W
	}
	s.leaked.Unlock()
	return nil
}

func (s *store) begin(fail bool) error {
	s.begun.Lock()
	s.plain.Lock()
	defer s.plain.Unlock()
	if fail {
		s.begun.Unlock()
		return errors.New("failed") // held: p0/W | p0/W
	}
	return nil
}

func (s *store) pass(w io.Writer) {
	s.passed.Lock()
	s.passed.Unlock()
	_, _ = io.WriteString(w, "x")
	pass(&s.passed)
}

var pass = func(l sync.Locker) {}

func (s *store) panic(f func()) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("panic")
		}
	}()
	s.panicked.Lock()
	f() // held: p0+72/W
	s.panicked.Unlock()
	return nil
}

func (s *store) wrap()   { s.wrapped.Lock() }
func (s *store) unwrap() { s.wrapped.Unlock() }

func usesWrapped(s *store) {
	s.wrap()
	s.unwrap() // held: p0+80/W
}

type closer struct{ *store }

func (c closer) Close() error {
	c.called.Unlock()
	return nil
}

func (s *store) open() io.Closer {
	s.called.Lock()
	defer s.called.Unlock()
	return closer{s}
}
