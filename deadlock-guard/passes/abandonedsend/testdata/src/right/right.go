package right

import (
	"context"
	"log"
	"sync"
	"time"
)

func work() int { return 1 }

func buffered(ctx context.Context) int {
	result := make(chan int, 1)
	go func() { result <- work() }()
	select {
	case n := <-result:
		return n
	case <-ctx.Done():
		return 0
	}
}

func computedBuffer(replicas []string) int {
	c := make(chan int, len(replicas))
	for range replicas {
		go func() { c <- work() }()
	}
	return <-c
}

func unknownRounds(replicas []string) int {
	c := make(chan int, 3)
	for range replicas {
		go func() { c <- work() }()
	}
	return <-c
}

func sendsInSelect(ctx context.Context) {
	c := make(chan int)
	go func() {
		select {
		case c <- work():
		case <-ctx.Done():
		}
	}()
}

func always() int {
	c := make(chan int)
	go func() { c <- work() }()
	return <-c
}

func eitherBranch(b bool) int {
	c := make(chan int)
	go func() { c <- work() }()
	if b {
		return <-c
	}
	n := <-c
	return n + 1
}

func patient(ticks <-chan time.Time) int {
	c := make(chan int)
	go func() { c <- work() }()
	for {
		select {
		case n := <-c:
			return n
		case <-ticks:
			log.Print("still waiting")
		}
	}
}

func drainsAfterTimeout(ctx context.Context) int {
	c := make(chan int)
	go func() { c <- work() }()
	select {
	case n := <-c:
		return n
	case <-ctx.Done():
		return <-c
	}
}

func fanIn(inputs []int) (sum int) {
	c := make(chan int)
	for range inputs {
		go func() { c <- work() }()
	}
	for range inputs {
		sum += <-c
	}
	return sum
}

func fanInCounted(n int) (sum int) {
	c := make(chan int)
	for range n {
		go func() { c <- work() }()
	}
	for range n {
		sum += <-c
	}
	for i := 0; i < n; i++ {
		sum++
	}
	return sum
}

func closedByGroup(inputs []int) (sum int) {
	var group sync.WaitGroup
	c := make(chan int)
	for range inputs {
		group.Go(func() { c <- work() })
	}
	go func() {
		group.Wait()
		close(c)
	}()
	for n := range c {
		sum += n
	}
	return sum
}

func oneByOne(inputs []int) (sum int) {
	c := make(chan int)
	for range inputs {
		go func() { c <- work() }()
		sum += <-c
	}
	return sum
}

func otherGoroutineReceives() {
	c := make(chan int)
	go func() { c <- work() }()
	go func() { <-c }()
}

func returned() <-chan int {
	c := make(chan int)
	go func() { c <- work() }()
	return c
}

type box struct{ c chan int }

func stored(b *box) {
	b.c = make(chan int)
	go func() { b.c <- work() }()
}

func passed(f func(chan int)) {
	c := make(chan int)
	go func() { c <- work() }()
	f(c)
}

func panics(bad bool) int {
	c := make(chan int)
	go func() { c <- work() }()
	if bad {
		panic("bad")
	}
	return <-c
}

func ends(bad bool) int {
	c := make(chan int)
	go func() { c <- work() }()
	if bad {
		log.Fatal("bad")
	}
	return <-c
}

func deferredReceive(bad bool) {
	c := make(chan int)
	go func() { c <- work() }()
	defer func() { <-c }()
	if bad {
		return
	}
}

func twoAndTwo() int {
	c := make(chan int)
	go func() { c <- 1 }()
	go func() { c <- 2 }()
	return <-c + <-c
}

func errorOrValue() (int, error) {
	c := make(chan int)
	errs := make(chan error)
	go func() {
		if n := work(); n > 0 {
			c <- n
			errs <- nil
		}
	}()
	return <-c, <-errs
}

func valueOrError(f func() (int, error)) (int, error) {
	c, errs := make(chan int), make(chan error)
	go func() {
		n, err := f()
		if err != nil {
			errs <- err
			return
		}
		c <- n
	}()
	select {
	case n := <-c:
		return n, nil
	case err := <-errs:
		return 0, err
	}
}

func valueOrPanic(f func() int) int {
	c, failed := make(chan int), make(chan any, 1)
	go func() {
		defer func() {
			if reason := recover(); reason != nil {
				failed <- reason
			}
		}()
		c <- f()
	}()
	select {
	case n := <-c:
		return n
	case <-failed:
		return 0
	}
}

func bothAskTheSame(needed bool) int {
	c := make(chan int)
	go func() {
		if needed {
			c <- work()
		}
	}()
	if !needed {
		return 0
	}
	return <-c
}

func lastValue() {
	c := make(chan int)
	go func() {
		for i := range 10 {
			c <- i
		}
		c <- -1
	}()
	for {
		if n := <-c; n == -1 {
			return
		}
	}
}
