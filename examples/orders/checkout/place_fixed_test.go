//go:build fixed

package checkout_test

// leftBehind is how many goroutines an order that was given up leaves behind in this build.
const leftBehind = 0
