//go:build fixed

package stock

// Deduct takes the units of one line and says how many are left. Nothing is started before the line is known to be good.
func (k *Keeper) Deduct(line Line) (int, error) {
	if err := checkLimit(line); err != nil {
		return 0, err
	}
	reply := make(chan deduction)
	go k.deduct(line, reply)
	d := <-reply
	return d.left, d.err
}
