package checkout_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.com/orders/checkout"
	"example.com/orders/internal/goroutines"
)

func TestPlace(t *testing.T) {
	receipt, err := checkout.NewDesk(delay(0), noMails{}).Place(t.Context(), checkout.Order{ID: "7", Cents: 10})
	if err != nil || receipt != (checkout.Receipt{OrderID: "7", Cents: 10}) {
		t.Errorf("receipt %v, error %v", receipt, err)
	}
}

func TestPlaceGivesUp(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	desk := checkout.NewDesk(delay(50*time.Millisecond), noMails{})
	if _, err := desk.Place(ctx, checkout.Order{ID: "8"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want deadline exceeded", err)
	}
	time.Sleep(100 * time.Millisecond) // the payment ends, then the goroutine sends
	if n := goroutines.Settle("chan send", "checkout.(*Desk).Place.func1", leftBehind); n != leftBehind {
		t.Errorf("%d goroutines are left behind, want %d", n, leftBehind)
	}
}

type delay time.Duration

func (d delay) Authorise(context.Context, int) error {
	time.Sleep(time.Duration(d))
	return nil
}

type noMails struct{}

func (noMails) Offer(string) {}
