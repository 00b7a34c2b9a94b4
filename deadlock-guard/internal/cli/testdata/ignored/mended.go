package ignored

// mended answers a finding that is no more.
func mended() int {
	results := make(chan int, 1)
	go func() { results <- 1 }() //deadlock-guard:ignore DG1001 was unbuffered once
	return <-results
}

var _ = mended
