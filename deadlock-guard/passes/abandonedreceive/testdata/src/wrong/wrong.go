package wrong

import "errors"

func handle(string) {}

func load() error { return errors.New("no") }

func forgottenOnError(names []string) error {
	jobs := make(chan string)
	go func() {
		for name := range jobs { // want `receive from jobs blocks for ever if wrong.forgottenOnError leaves at line 17 without closing it`
			handle(name)
		}
	}()
	if err := load(); err != nil {
		return err
	}
	for _, name := range names {
		jobs <- name
	}
	close(jobs)
	return nil
}

func neverClosed(names []string) {
	jobs := make(chan string)
	go worker(jobs)
	for _, name := range names {
		jobs <- name
	}
}

func worker(jobs <-chan string) {
	for name := range jobs { // want `receive from jobs blocks for ever if wrong.neverClosed`
		handle(name)
	}
}

func signal() error {
	ready := make(chan struct{})
	go func() {
		<-ready // want `receive from ready blocks for ever if wrong.signal leaves at line 47 without sending or closing it`
		handle("ready")
	}()
	if err := load(); err != nil {
		return err
	}
	close(ready)
	return nil
}

func oneForTwo() {
	c := make(chan int)
	go func() { <-c }() // want `receive from c blocks`
	go func() { <-c }() // want `receive from c blocks`
	c <- 1
}

func lateDefer() error {
	c := make(chan int)
	go func() { <-c }() // want `receive from c blocks`
	if err := load(); err != nil {
		return err
	}
	defer close(c)
	return nil
}
