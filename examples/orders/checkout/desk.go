// Package checkout places orders: it has the payment authorised and confirms by mail.
package checkout

import (
	"context"
	"fmt"
)

// Order is what a customer wants to buy.
type Order struct {
	ID    string `json:"id"`
	Cents int    `json:"cents"`
}

// Receipt is the answer to an order that was placed.
type Receipt struct {
	OrderID string `json:"orderId"`
	Cents   int    `json:"cents"`
}

// Authoriser takes payments.
type Authoriser interface {
	Authorise(ctx context.Context, cents int) error
}

// Mailer takes confirmations.
type Mailer interface {
	Offer(message string)
}

// Desk places orders.
type Desk struct {
	payments Authoriser
	mails    Mailer
}

// NewDesk makes a desk.
func NewDesk(payments Authoriser, mails Mailer) *Desk {
	return &Desk{payments: payments, mails: mails}
}

type result struct {
	receipt Receipt
	err     error
}

// charge runs to its end even if the customer leaves: a payment that has begun must not be cut off.
func (d *Desk) charge(ctx context.Context, order Order) result {
	if err := d.payments.Authorise(context.WithoutCancel(ctx), order.Cents); err != nil {
		return result{err: fmt.Errorf("order %s: %w", order.ID, err)}
	}
	d.mails.Offer("order " + order.ID + " is paid")
	return result{receipt: Receipt{OrderID: order.ID, Cents: order.Cents}}
}
