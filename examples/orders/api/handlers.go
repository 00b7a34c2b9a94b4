package api

import (
	"context"
	"net/http"

	"example.com/orders/checkout"
	"example.com/orders/stock"
)

func (s Services) placeOrder(w http.ResponseWriter, r *http.Request) {
	var order checkout.Order
	if !decode(w, r, &order) {
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.OrderTimeout)
	defer cancel()
	receipt, err := s.Desk.Place(ctx, order)
	if err != nil {
		fail(w, statusOf(err), err)
		return
	}
	reply(w, http.StatusCreated, receipt)
}

func (s Services) deductStock(w http.ResponseWriter, r *http.Request) {
	var line stock.Line
	if !decode(w, r, &line) {
		return
	}
	left, err := s.Stock.Deduct(line)
	if err != nil {
		fail(w, statusOf(err), err)
		return
	}
	reply(w, http.StatusOK, map[string]int{"left": left})
}

func (s Services) transfer(w http.ResponseWriter, r *http.Request) {
	var move struct {
		From  string `json:"from"`
		To    string `json:"to"`
		Units int    `json:"units"`
	}
	if !decode(w, r, &move) {
		return
	}
	if err := s.Ledger.Transfer(move.From, move.To, move.Units); err != nil {
		fail(w, statusOf(err), err)
		return
	}
	reply(w, http.StatusOK, move)
}

func (s Services) audit(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, map[string]bool{"balanced": s.Ledger.Audit()})
}
