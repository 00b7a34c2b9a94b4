package ignored

func above() {
	c := make(chan int)
	//deadlock-guard:ignore DG1001 the process ends right after
	go func() { c <- 1 }()
}

func beside() {
	c := make(chan int)
	go func() { c <- 1 }() //deadlock-guard:ignore DG1002,DG1001 the process ends right after
}

func withoutReason() {
	c := make(chan int)
	go func() { c <- 1 }() //deadlock-guard:ignore DG1001
}

func otherRule() {
	c := make(chan int)
	go func() { c <- 1 }() //deadlock-guard:ignore DG1003 not this one
}
