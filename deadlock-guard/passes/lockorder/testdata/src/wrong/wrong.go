package wrong

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
	b.journal.Lock() // want `lock of \(\*bank\).journal while \(\*bank\).accounts is held blocks for ever if at the same time wrong.\(\*bank\).audit locks \(\*bank\).accounts while it holds \(\*bank\).journal`
	b.journal.Unlock()
}

func (b *bank) audit() {
	b.journal.Lock()
	b.accounts.Lock() // want `lock of \(\*bank\).accounts while \(\*bank\).journal is held`
	b.accounts.Unlock()
	b.journal.Unlock()
}

var x, y, z sync.Mutex

func xy() {
	x.Lock()
	y.Lock() // want `lock of y while x is held blocks .* wrong.yz locks z while it holds y and wrong.zx locks x while it holds z`
	y.Unlock()
	x.Unlock()
}

func yz() {
	y.Lock()
	z.Lock() // want `lock of z while y is held`
	z.Unlock()
	y.Unlock()
}

func zx() {
	z.Lock()
	x.Lock() // want `lock of x while z is held`
	x.Unlock()
	z.Unlock()
}

type parent struct {
	sync.RWMutex
	child *child
}

type child struct {
	mu     sync.Mutex
	parent *parent
}

func (p *parent) visit() {
	p.RLock()
	defer p.RUnlock()
	p.child.mu.Lock() // want `lock of \(\*child\).mu while \(\*parent\).RWMutex is held`
	defer p.child.mu.Unlock()
}

func (c *child) rename() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.parent.Lock() // want `lock of \(\*parent\).RWMutex while \(\*child\).mu is held`
	defer c.parent.Unlock()
}

type helpers struct{ a, b sync.Mutex }

func (h *helpers) lockA()   { h.a.Lock() }
func (h *helpers) unlockA() { h.a.Unlock() }

func (h *helpers) ab() {
	h.lockA()
	h.b.Lock() // want `lock of \(\*helpers\).b while \(\*helpers\).a is held`
	h.b.Unlock()
	h.unlockA()
}

func (h *helpers) ba() {
	h.b.Lock()
	h.a.Lock() // want `lock of \(\*helpers\).a while \(\*helpers\).b is held`
	h.a.Unlock()
	h.b.Unlock()
}

func locals() {
	var first, second sync.Mutex
	go func() {
		first.Lock()
		second.Lock() // want `lock of second while first is held`
		second.Unlock()
		first.Unlock()
	}()
	second.Lock()
	first.Lock() // want `lock of first while second is held`
	first.Unlock()
	second.Unlock()
}
