#!/usr/bin/env bash
# Compares deadlock-guard scan with go vet on real modules, and prints two tables.
#
#   scripts/bench-scan.sh [MODULE@VERSION...]
#
# Both start with their own results cold and everything else warm, which is what a change in CI finds:
#   - "go build" and one "go vet" fill the build cache with the compiled dependencies, those of the tests too. Neither is timed.
#   - go vet keeps its results by the name and version that the vet tool prints. A vet under a name of its own has none yet.
#   - deadlock-guard keeps no results.
# go vet reads test files too, deadlock-guard does not unless told. The ratio is that of processor time, user and system: it holds on a busy
# machine as well. Peak memory is that of the scanner, without the go command that it asks.
#
# The second table is what a developer has: go vet -vettool=deadlock-guard-vet, whose results the build cache keeps, and scan. First all, then
# once more, then after an exported function was added to the package that most others of the module import, with all who import it.
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

stamp=$(date +%s)-$$
vet=$work/vet-$stamp
guard=$work/deadlock-guard-vet-$stamp
(
	cd "$root/deadlock-guard"
	export GOFLAGS=''
	go build -o "$work/deadlock-guard" ./cmd/deadlock-guard
	go build -o "$guard" -ldflags "-X main.stamp=$stamp" ./cmd/deadlock-guard-vet
	go build -o "$vet" cmd/vet
)

# timed COMMAND...: sets wall and processor, in seconds. What the command finds, and says, is not of interest here.
timed() {
	local measured TIMEFORMAT='%R %U %S'
	measured=$({ time "$@" >"$work/out" 2>"$work/err" || true; } 2>&1)
	read -r wall processor <<<"$(awk '{printf "%.1f %.1f", $1, $2 + $3}' <<<"$measured")"
}

stat() { awk -v name="$1" 'index($0, name " ") == 1 {print $(NF - ('"$2"'))}' "$work/err"; }

# most_imported MODULE: the package of the module that most others of it import, and by how many.
most_imported() {
	go list -f '{{range .Imports}}{{.}}{{"\n"}}{{end}}' ./... | awk -v module="$1" '
		index($0, module "/") == 1 {count[$0]++}
		END {for (p in count) if (count[p] > most || count[p] == most && p < best) {best = p; most = count[p]}; print best, most}'
}

changed=''
row() { changed+=$(printf '| %s ' "$@")$'|\n'; }

# change PATH: what the first run, the next one, and one after a change take.
change() {
	local package importers times=() run
	read -r package importers <<<"$(most_imported "$1")"
	for run in first again changed; do
		if [ $run = changed ]; then
			printf '\nfunc DeadlockGuardBench() {}\n' >>"$(go list -f '{{.Dir}}/{{index .GoFiles 0}}' "$package")"
			go build ./... >"$work/out" 2>&1
		fi
		timed go vet -vettool="$guard" ./...
		times+=("$wall" "$processor")
		if [ $run != again ]; then
			timed "$work/deadlock-guard" scan --fail-on never ./...
			times+=("$wall" "$processor")
		fi
	done
	row "$1" "${package#"$1"/}, $importers" "${times[@]}"
}

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
	change "$(go list -m)"
done
printf '\nSeconds, those of the processor behind them.\n\n'
printf '| module | changed, importers | vettool first | CPU | scan first | CPU | vettool again | CPU | vettool changed | CPU | scan changed | CPU |\n'
printf '|---|---|---|---|---|---|---|---|---|---|---|---|\n%b' "$changed"
