//go:build !fixed

package stock_test

// leftBehind is how many goroutines a refused deduction leaves behind in this build.
const leftBehind = 1
