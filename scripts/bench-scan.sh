#!/usr/bin/env bash
# Compares deadlock-guard scan with go vet on real modules, and prints a table.
#
#   scripts/bench-scan.sh [MODULE@VERSION...]
#
# Both start with their own results cold and everything else warm, which is what a change in CI finds:
#   - "go build" and one "go vet" fill the build cache with the compiled dependencies, those of the tests too. Neither is timed.
#   - go vet keeps its results by the name and version that the vet tool prints. A vet under a name of its own has none yet.
#   - deadlock-guard keeps no results.
# go vet reads test files too, deadlock-guard does not unless told. The ratio is that of processor time, user and system: it holds on a busy
# machine as well. Peak memory is that of the scanner, without the go command that it asks.
set -euo pipefail

modules=("$@")
if [ ${#modules[@]} -eq 0 ]; then
	modules=(
		sigs.k8s.io/controller-runtime@v0.23.3
		github.com/coredns/coredns@v1.14.3
		go.etcd.io/etcd/server/v3@v3.6.10
	)
fi

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
export GOWORK=off GOFLAGS=-mod=mod

(cd "$root/deadlock-guard" && GOFLAGS='' go build -o "$work/deadlock-guard" ./cmd/deadlock-guard)
vet=$work/vet-$(date +%s)-$$
GOFLAGS='' go build -o "$vet" cmd/vet

# timed COMMAND...: sets wall and processor, in seconds. What the command finds, and says, is not of interest here.
timed() {
	local measured TIMEFORMAT='%R %U %S'
	measured=$({ time "$@" >"$work/out" 2>"$work/err" || true; } 2>&1)
	read -r wall processor <<<"$(awk '{printf "%.1f %.1f", $1, $2 + $3}' <<<"$measured")"
}

stat() { awk -v name="$1" 'index($0, name " ") == 1 {print $(NF - ('"$2"'))}' "$work/err"; }

printf '| module | lines | go vet, s | scan, s | go vet, CPU s | scan, CPU s | ratio | peak MiB |\n|---|---|---|---|---|---|---|---|\n'
for module in "${modules[@]}"; do
	directory=$(cd "$work" && go mod download -json "$module" | sed -n 's/^\t"Dir": "\(.*\)",*$/\1/p')
	copy=$work/module
	rm -rf "$copy"
	cp -r "$directory" "$copy"
	chmod -R u+w "$copy"
	cd "$copy"
	# A published module may name neighbours of its repository, which are not there.
	sed -n 's/^\(replace\)\{0,1\}[[:space:]]*\([^[:space:]]*\) => \.\{1,2\}\/.*/\2/p' go.mod | while read -r neighbour; do
		go mod edit -dropreplace="$neighbour"
	done
	go build ./... >"$work/out" 2>&1 || { echo "$module does not build: $(tail -1 "$work/out")" >&2; continue; }
	go vet ./... >"$work/out" 2>&1 || true

	timed go vet -vettool="$vet" ./...
	vet_wall=$wall vet_processor=$processor
	timed "$work/deadlock-guard" scan --stats --fail-on never ./...
	printf '| %s | %s | %s | %s | %s | %s | %s | %s |\n' "$module" "$(stat lines 0)" "$vet_wall" "$wall" "$vet_processor" "$processor" \
		"$(awk -v scan="$processor" -v vet="$vet_processor" 'BEGIN {printf "%.2f", scan / vet}')" "$(stat 'peak memory' 1)"
done
