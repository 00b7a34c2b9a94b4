package wrong

import (
	"errors"
	"sync"
)

type server struct{ limit int }

func (s *server) answer(reply chan<- int) {
	reply <- s.limit // want `send on reply blocks for ever if wrong.\(\*server\).early`
}

func (s *server) early(n int) (int, error) {
	reply := make(chan int)
	go s.answer(reply)
	if n > s.limit {
		return 0, errors.New("too many")
	}
	return <-reply, nil
}

func nobody() {
	c := make(chan int)
	go func() { c <- 1 }() // want `send on c blocks`
}

func firstOfMany(replicas []string) int {
	c := make(chan int)
	for range replicas {
		go func() { c <- work() }() // want `send on c blocks`
	}
	return <-c
}

func oneOfTwo() int {
	c := make(chan int)
	go func() { c <- 1 }() // want `send on c blocks`
	go func() { c <- 2 }() // want `send on c blocks`
	return <-c
}

func bufferUsedUp() int {
	c := make(chan int, 1)
	go func() { c <- 1 }() // want `send on c blocks`
	go func() { c <- 2 }() // want `send on c blocks`
	go func() { c <- 3 }() // want `send on c blocks`
	return <-c
}

func firstError(tasks []func() error) error {
	errs := make(chan error)
	for _, task := range tasks {
		go func() { errs <- task() }() // want `send on errs blocks`
	}
	for range tasks {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

func generator() int {
	numbers := make(chan int)
	go func() {
		for i := range 10 {
			numbers <- i // want `send on numbers blocks`
		}
		close(numbers)
	}()
	for n := range numbers {
		if n > 3 {
			return n
		}
	}
	return 0
}

func waitGroup(fail bool) int {
	var group sync.WaitGroup
	c := make(chan int)
	group.Go(func() { c <- 1 }) // want `send on c blocks`
	if fail {
		return 0
	}
	return <-c
}

func inHelper(done <-chan struct{}) int {
	c := make(chan int)
	start(c)
	return await(c, done)
}

func start(c chan int) {
	go func() { c <- 1 }() // want `send on c blocks for ever if wrong.inHelper`
}

func await(c chan int, done <-chan struct{}) int {
	select {
	case n := <-c:
		return n
	case <-done:
		return 0
	}
}

func generic[T any](value T, stop bool) T {
	c := make(chan T)
	go func() { c <- value }() // want `send on c blocks`
	if stop {
		return value
	}
	return <-c
}

var _ = generic[int]
