package main

import "sync"

// A blocked place: goroutines that nothing will ever wake, on stacks that are known by name and depth.
type blockedPlace struct {
	Function   string `json:"function"`
	Depth      int    `json:"depth"`
	Goroutines int    `json:"goroutines"`
}

// How many ways there are to be blocked, and how deep each is nested: 10 x 12 different stacks.
const depths = 12

var ways = []struct {
	name string
	run  func(depth int)
}{
	{"main.sendNobodyReceives", sendNobodyReceives},
	{"main.receiveNobodySends", receiveNobodySends},
	{"main.sendOnNil", sendOnNil},
	{"main.rangeNobodyCloses", rangeNobodyCloses},
	{"main.selectOfTwo", selectOfTwo},
	{"main.lockHeldForEver", lockHeldForEver},
	{"main.readLockBehindWriter", readLockBehindWriter},
	{"main.waitForLostDone", waitForLostDone},
	{"main.waitForSignal", waitForSignal},
	{"main.fullBuffer", fullBuffer},
}

// Each calls itself until the depth is reached, which makes a stack of its own.

func sendNobodyReceives(depth int) {
	if depth > 1 {
		sendNobodyReceives(depth - 1)
		return
	}
	make(chan int) <- 1
}

func receiveNobodySends(depth int) {
	if depth > 1 {
		receiveNobodySends(depth - 1)
		return
	}
	<-make(chan int)
}

func sendOnNil(depth int) {
	if depth > 1 {
		sendOnNil(depth - 1)
		return
	}
	var never chan int
	never <- 1
}

func rangeNobodyCloses(depth int) {
	if depth > 1 {
		rangeNobodyCloses(depth - 1)
		return
	}
	for range make(chan int) {
	}
}

func selectOfTwo(depth int) {
	if depth > 1 {
		selectOfTwo(depth - 1)
		return
	}
	select {
	case <-make(chan int):
	case make(chan int) <- 1:
	}
}

func lockHeldForEver(depth int) {
	if depth > 1 {
		lockHeldForEver(depth - 1)
		return
	}
	var mu sync.Mutex
	mu.Lock()
	mu.Lock()
}

func readLockBehindWriter(depth int) {
	if depth > 1 {
		readLockBehindWriter(depth - 1)
		return
	}
	var mu sync.RWMutex
	mu.Lock()
	mu.RLock()
}

func waitForLostDone(depth int) {
	if depth > 1 {
		waitForLostDone(depth - 1)
		return
	}
	var group sync.WaitGroup
	group.Add(1)
	group.Wait()
}

func waitForSignal(depth int) {
	if depth > 1 {
		waitForSignal(depth - 1)
		return
	}
	var mu sync.Mutex
	mu.Lock()
	sync.NewCond(&mu).Wait()
}

func fullBuffer(depth int) {
	if depth > 1 {
		fullBuffer(depth - 1)
		return
	}
	full := make(chan int, 1)
	full <- 1
	full <- 2
}

// block starts the goroutines and tells where they are.
func block(goroutines int) []blockedPlace {
	stacks := len(ways) * depths
	var places []blockedPlace
	for i := range stacks {
		way, depth := ways[i%len(ways)], i/len(ways)+1
		here := (goroutines + stacks - 1 - i) / stacks
		if here == 0 {
			continue
		}
		places = append(places, blockedPlace{way.name, depth, here})
		for range here {
			go way.run(depth)
		}
	}
	return places
}
