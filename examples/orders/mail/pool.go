// Package mail sends confirmations from a pool of workers that is idle most of the time.
package mail

import "sync/atomic"

// queued bounds the messages that wait for a worker.
const queued = 64

// Pool hands messages to its workers, which live as long as the process.
type Pool struct {
	outbox chan string
	sent   atomic.Int64
}

// NewPool starts the workers.
func NewPool(workers int) *Pool {
	p := &Pool{outbox: make(chan string, queued)}
	for range workers {
		go p.work()
	}
	return p
}

// Offer queues a message; when the queue is full the message is dropped, since an order must not wait for a mail.
func (p *Pool) Offer(message string) {
	select {
	case p.outbox <- message:
	default:
	}
}

// Sent is how many messages went out.
func (p *Pool) Sent() int64 { return p.sent.Load() }

func (p *Pool) work() {
	for range p.outbox {
		p.sent.Add(1)
	}
}
