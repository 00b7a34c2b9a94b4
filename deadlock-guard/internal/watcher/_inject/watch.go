package testdeps

import (
	"bytes"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"syscall"
	"time"
)

// This file is compiled into the test binary, in the package that only its generated main function imports. It asks for its folder by
// the syscall package: what os.Getenv is asked for would count as an input of the tests.
func init() {
	const variable = "DEADLOCK_GUARD_WATCH"
	folder, found := syscall.Getenv(variable)
	if !found {
		return
	}
	os.Unsetenv(variable) // the tests see the environment they always see, and processes they start are not watched
	watchAtExit(func() {
		defer func() { _ = recover() }() // better no snapshot than another exit code
		watchWrite(folder)
	})
}

// watchWrite leaves one file behind, complete or not at all.
func watchWrite(folder string) {
	file, err := os.CreateTemp(folder, "writing-*")
	if err != nil {
		return
	}
	var text bytes.Buffer
	text.WriteString("deadlock-guard watch 1\n" + ImportPath + "\n")
	watchLook(&text)
	_, err = file.Write(text.Bytes())
	if file.Close() == nil && err == nil {
		os.Rename(file.Name(), strings.Replace(file.Name(), "writing-", "exit-", 1))
	}
}

// watchLook looks twice, since a goroutine that waits may just be about to go on. Where nobody waits, one look is enough.
func watchLook(text *bytes.Buffer) {
	if runtime.NumGoroutine() == 1 {
		return
	}
	first := watchStacks()
	for pause := 0; pause < 5 && watchAny(first, " [runnable"); pause++ { // those just started have not come to their wait yet
		time.Sleep(10 * time.Millisecond)
		first = watchStacks()
	}
	if !watchAny(first, " [chan ", " [select", " [sync.", " [semacquire") {
		return
	}
	for pause := 0; pause < 10 && runtime.NumGoroutine() > 1; pause++ {
		time.Sleep(10 * time.Millisecond)
	}
	text.WriteString("== first\n")
	text.Write(first)
	text.WriteString("\n== second\n")
	text.Write(watchStacks())
	if leaks := pprof.Lookup("goroutineleak"); leaks != nil {
		text.WriteString("\n== leaks\n")
		leaks.WriteTo(text, 2) // all goroutines, those that nothing can wake marked
	}
	text.WriteString("\n== end\n")
}

// watchStacks is what runtime.Stack writes of all goroutines, at most 16 MiB.
func watchStacks() []byte {
	for size := 64 << 10; ; size *= 4 {
		stacks := make([]byte, size)
		if n := runtime.Stack(stacks, true); n < size || size >= 16<<20 {
			return stacks[:n]
		}
	}
}

// watchAny tells whether a goroutine is in one of these states.
func watchAny(stacks []byte, states ...string) bool {
	for _, line := range bytes.Split(stacks, []byte("\n")) {
		if !bytes.HasPrefix(line, []byte("goroutine ")) {
			continue
		}
		for _, state := range states {
			if bytes.Contains(line, []byte(state)) {
				return true
			}
		}
	}
	return false
}
