//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package stats

import (
	"runtime"
	"syscall"
)

// peakMemory is the largest resident size of this process so far, in bytes. Linux and the BSDs count in KiB, Apple's systems in bytes.
func peakMemory() (size int64, known bool) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0, false
	}
	size = int64(usage.Maxrss) // 32 bits on some systems
	if runtime.GOOS != "darwin" {
		size <<= 10
	}
	return size, true
}
