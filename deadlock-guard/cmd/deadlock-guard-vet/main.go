// Command deadlock-guard-vet is deadlock-guard for the go command, which runs it package by package and remembers the results:
//
//	go vet -vettool=$(which deadlock-guard-vet) ./...
//
// It follows nothing from one package into another, which deadlock-guard scan does; see passes.Analyzers.
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"deadlockwatch.io/deadlock-guard/passes"
)

func main() { unitchecker.Main(passes.Analyzers()...) }
