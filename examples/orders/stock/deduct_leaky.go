//go:build !fixed

package stock

// Deduct takes the units of one line and says how many are left.
//
// Bug: a line over the limit returns before the reply is received. Nobody else has the channel: deduct never ends.
func (k *Keeper) Deduct(line Line) (int, error) {
	reply := make(chan deduction)
	go k.deduct(line, reply)
	if err := checkLimit(line); err != nil {
		return 0, err
	}
	d := <-reply
	return d.left, d.err
}
