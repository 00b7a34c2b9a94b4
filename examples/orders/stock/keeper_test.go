package stock_test

import (
	"errors"
	"testing"

	"example.com/orders/internal/goroutines"
	"example.com/orders/stock"
)

func TestDeduct(t *testing.T) {
	keeper := stock.NewKeeper()
	for _, want := range []int{999_995, 999_990} {
		if left, err := keeper.Deduct(stock.Line{SKU: "lamp", Units: 5}); left != want || err != nil {
			t.Errorf("%d left, error %v; want %d", left, err, want)
		}
	}
}

func TestDeductRefusesTooMany(t *testing.T) {
	if _, err := stock.NewKeeper().Deduct(stock.Line{SKU: "lamp", Units: stock.MaxUnits + 1}); !errors.Is(err, stock.ErrTooMany) {
		t.Errorf("error %v, want %v", err, stock.ErrTooMany)
	}
	if n := goroutines.Settle("chan send", "stock.(*Keeper).deduct", leftBehind); n != leftBehind {
		t.Errorf("%d goroutines are left behind, want %d", n, leftBehind)
	}
}
