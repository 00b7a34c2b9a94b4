// Package lib has functions that the compiler inlines where they are called; what remains are their closures.
package lib

// T makes senders too.
type T struct{ C chan int }

// Make returns a function that sends.
func Make(c chan int) func() {
	return func() {
		c <- 1
	}
}

// Make returns a function that sends.
func (t *T) Make() func() {
	return func() { t.C <- 1 }
}
