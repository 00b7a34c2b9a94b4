//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package stats

func peakMemory() (size int64, known bool) { return 0, false }
