// Package e2e tests the scanner against examples/orders: what it reports, and that the running service blocks exactly there.
package e2e
