//go:build fixed

package inventory_test

// deadlocks says whether Transfer and Audit block each other in this build.
const deadlocks = false
