//go:build !fixed

package checkout

import "context"

// Place charges an order, or gives up when ctx ends.
//
// Bug: results has no buffer. After a time-out nobody receives from it, and the goroutine stays in its send for ever.
func (d *Desk) Place(ctx context.Context, order Order) (Receipt, error) {
	results := make(chan result)
	go func() {
		results <- d.charge(ctx, order)
	}()
	select {
	case r := <-results:
		return r.receipt, r.err
	case <-ctx.Done():
		return Receipt{}, ctx.Err()
	}
}
