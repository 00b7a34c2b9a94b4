package good

func Leak() {
	c := make(chan int)
	go func() { c <- 1 }()
}
