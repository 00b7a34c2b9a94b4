// Package stock keeps how many units of an article are left.
package stock

import (
	"errors"
	"fmt"
	"sync"
)

// MaxUnits is how many units of an article one customer may take.
const MaxUnits = 10

// ErrTooMany is the answer to a customer who wants more than MaxUnits.
var ErrTooMany = errors.New("more units than one customer may take")

// initialUnits is what a shelf holds when an article is asked for the first time.
const initialUnits = 1_000_000

// Line is one line of an order.
type Line struct {
	SKU   string `json:"sku"`
	Units int    `json:"units"`
}

// Keeper counts units.
type Keeper struct {
	mu   sync.Mutex // guards left
	left map[string]int
}

// NewKeeper makes a keeper of full shelves.
func NewKeeper() *Keeper {
	return &Keeper{left: map[string]int{}}
}

type deduction struct {
	left int
	err  error
}

// deduct takes the units off and replies with what is left.
func (k *Keeper) deduct(line Line, reply chan<- deduction) {
	reply <- k.take(line)
}

func (k *Keeper) take(line Line) deduction {
	k.mu.Lock()
	defer k.mu.Unlock()
	left, known := k.left[line.SKU]
	if !known {
		left = initialUnits
	}
	if left < line.Units {
		return deduction{left: left, err: fmt.Errorf("only %d units of %s are left", left, line.SKU)}
	}
	k.left[line.SKU] = left - line.Units
	return deduction{left: left - line.Units}
}

func checkLimit(line Line) error {
	if line.Units > MaxUnits {
		return fmt.Errorf("%d units of %s: %w", line.Units, line.SKU, ErrTooMany)
	}
	return nil
}
