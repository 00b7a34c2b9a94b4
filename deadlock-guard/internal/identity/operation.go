package identity

// Wait operations that rules report; the words are those that Go prints as the wait reason.
const (
	ChanSend    = "chan send"
	ChanReceive = "chan receive"
	Select      = "select"
	MutexLock   = "sync.Mutex.Lock"
	RWMutexLock = "sync.RWMutex.Lock"
	RLock       = "sync.RWMutex.RLock"

	WaitGroupWait = "sync.WaitGroup.Wait"
	CondWait      = "sync.Cond.Wait"
)
