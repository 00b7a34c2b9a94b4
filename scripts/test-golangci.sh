#!/usr/bin/env bash
# Builds golangci-lint with deadlock-guard in it, from its module, and checks that it says of examples/orders what a scan says.
#
#   scripts/test-golangci.sh [VERSION [FILE]]       # v2.15.0; the binary goes to FILE, or is thrown away
#
# golangci-lint custom does the same from a clone of its repository. The first build compiles some 2,000 packages, which takes a quarter of an
# hour on two processors; later ones take what has changed from the build cache.
set -euo pipefail

version=${1:-v2.15.0}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
binary=$work/custom-gcl
[ $# -lt 2 ] || binary=$(realpath "$2")

cat >"$work/go.mod" <<MOD
module example.com/custom-gcl

go 1.26.0

require (
	deadlockwatch.io/deadlock-guard v0.0.0
	github.com/golangci/golangci-lint/v2 $version
)

replace deadlockwatch.io/deadlock-guard => $root/deadlock-guard
MOD
cat >"$work/main.go" <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "deadlockwatch.io/deadlock-guard/golangci"
)

func main() {
	if err := commands.Execute(commands.BuildInfo{Version: "custom"}); err != nil {
		fmt.Fprintln(os.Stderr, "custom-gcl:", err)
		os.Exit(exitcodes.Failure)
	}
}
GO
(cd "$work" && GOWORK=off GOFLAGS=-mod=mod go build -o "$binary" .)
cd "$root/deadlock-guard"
CUSTOM_GOLANGCI_LINT=$binary go test -count=1 -run GolangciLint -v ./golangci
