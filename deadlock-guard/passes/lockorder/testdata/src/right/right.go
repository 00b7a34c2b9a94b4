package right

import "sync"

type bank struct {
	accounts sync.Mutex
	journal  sync.Mutex
}

func (b *bank) pay() {
	b.accounts.Lock()
	defer b.accounts.Unlock()
	b.log()
}

func (b *bank) log() {
	b.journal.Lock()
	defer b.journal.Unlock()
}

// Released before the other one is taken.
func (b *bank) audit() {
	b.journal.Lock()
	b.journal.Unlock()
	b.accounts.Lock()
	b.accounts.Unlock()
}

// Held on some paths only.
func (b *bank) maybe(yes bool) {
	if yes {
		b.journal.Lock()
	}
	if yes {
		b.journal.Unlock()
	}
	b.accounts.Lock()
	b.accounts.Unlock()
}

// A goroutine does not inherit locks.
func (b *bank) spawn() {
	b.journal.Lock()
	defer b.journal.Unlock()
	go b.pay()
}

// A lock that is only tried never waits.
func (b *bank) try() {
	b.journal.Lock()
	defer b.journal.Unlock()
	if b.accounts.TryLock() {
		b.accounts.Unlock()
	}
}

// The callee lets go of its caller's lock first.
func (b *bank) handOver() {
	b.journal.Lock()
	b.release()
}

func (b *bank) release() {
	b.journal.Unlock()
	b.accounts.Lock()
	b.accounts.Unlock()
}

type gated struct{ gate, a, b sync.Mutex }

func (g *gated) ab() {
	g.gate.Lock()
	defer g.gate.Unlock()
	g.a.Lock()
	g.b.Lock()
	g.b.Unlock()
	g.a.Unlock()
}

func (g *gated) ba() {
	g.gate.Lock()
	defer g.gate.Unlock()
	g.baLocked()
}

func (g *gated) baLocked() {
	g.b.Lock()
	g.a.Lock()
	g.a.Unlock()
	g.b.Unlock()
}

type readers struct{ a, b sync.RWMutex }

func (r *readers) ab() {
	r.a.RLock()
	r.b.RLock()
	r.b.RUnlock()
	r.a.RUnlock()
}

func (r *readers) ba() {
	r.b.RLock()
	r.a.RLock()
	r.a.RUnlock()
	r.b.RUnlock()
}

type node struct {
	mu   sync.Mutex
	next *node
}

// Two values of one type: their order is not known.
func (n *node) both() {
	n.mu.Lock()
	n.next.mu.Lock()
	n.next.mu.Unlock()
	n.mu.Unlock()
}
