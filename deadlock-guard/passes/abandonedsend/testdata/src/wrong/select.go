package wrong

import (
	"context"
	"time"
)

func work() int { return 1 }

func timeout(ctx context.Context) (int, error) {
	result := make(chan int)
	go func() {
		result <- work() // want `send on result blocks for ever if wrong.timeout leaves at line 19 without receiving`
	}()
	select {
	case n := <-result:
		return n, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func implicitReturn(done <-chan struct{}) {
	result := make(chan int)
	go func() { result <- work() }() // want `send on result blocks`
	select {
	case <-result:
	case <-done:
	}
}

func poll() int {
	result := make(chan int)
	go func() { result <- work() }() // want `send on result blocks`
	select {
	case n := <-result:
		return n
	default:
		return 0
	}
}

func afterTicks(ticks <-chan time.Time) int {
	result := make(chan int)
	go func() { result <- work() }() // want `send on result blocks`
	for i := 0; ; i++ {
		select {
		case n := <-result:
			return n
		case <-ticks:
			if i > 3 {
				return 0
			}
		}
	}
}

func eachRound(ctx context.Context, inputs []int) (sum int) {
	for range inputs {
		result := make(chan int)
		go func() { result <- work() }() // want `send on result blocks`
		select {
		case n := <-result:
			sum += n
		case <-ctx.Done():
		}
	}
	return sum
}
