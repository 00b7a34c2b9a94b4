package right

import (
	"context"
	"errors"
)

func handle(string) {}

func load() error { return errors.New("no") }

func closedOnAllPaths(names []string) error {
	jobs := make(chan string)
	defer close(jobs)
	go func() {
		for name := range jobs {
			handle(name)
		}
	}()
	if err := load(); err != nil {
		return err
	}
	for _, name := range names {
		jobs <- name
	}
	return nil
}

func deferredClosure() error {
	c := make(chan int)
	defer func() { close(c) }()
	go func() { <-c }()
	return load()
}

func closedInHelper() {
	c := make(chan int)
	go func() { <-c }()
	finish(c)
}

func finish(c chan int) { close(c) }

func inBuffer() {
	c := make(chan int, 1)
	c <- 1
	go func() { <-c }()
}

func oneEach(n int) {
	c := make(chan int)
	for range n {
		go func() { <-c }()
	}
	for range n {
		c <- 1
	}
}

func cancelled(ctx context.Context) {
	c := make(chan int)
	go func() {
		select {
		case <-c:
		case <-ctx.Done():
		}
	}()
}

func stopMessage() {
	c := make(chan string)
	go func() {
		for {
			if <-c == "stop" {
				return
			}
		}
	}()
	c <- "work"
	c <- "stop"
}

func otherSender() {
	c := make(chan int)
	go func() { c <- 1 }()
	go func() { <-c }()
}

func stored() chan<- int {
	c := make(chan int)
	go func() { <-c }()
	return c
}

func closedOnce(once interface{ Do(func()) }) {
	c := make(chan int)
	go func() { <-c }()
	once.Do(func() { close(c) })
}
