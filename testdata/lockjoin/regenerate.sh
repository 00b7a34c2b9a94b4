#!/bin/sh
# Runs every program in programs/ and keeps what it printed: regenerate.sh [version ...]
# A version is that of a Go toolchain; with -noinline after it, nothing is inlined. regenerate.sh model only writes the programs' model.
set -eu
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# dumps BUILD PROGRAM EXPECTED: healthy programs give ten dumps from their first moments on, the others two of the same state.
dumps() {
    count=
    if [ "$3" = healthy ]; then count=10; fi
    DUMPS=$count "$work/bin/$2" |
        awk -v out="$work/$2" 'BEGIN { n = 1 } $0 == "=====" { n++; next } { print > (out "." n ".txt") }'
    for dump in "$work/$2".*.txt; do
        gzip -9n <"$dump" >"$here/$1/$(basename "$dump").gz"
        rm "$dump"
    done
}

(
    cd ../../deadlock-guard
    GOOS=linux GOARCH=amd64 GOTOOLCHAIN=go1.26.8 go run ./cmd/deadlock-guard model -C "$here/programs" -o "$here/model.json.gz" ./...
)
if [ "${1:-}" = model ]; then exit; fi

for build in ${*:-go1.26.8 go1.26.8-noinline go1.27.3}; do
    flags=
    case $build in *-noinline) flags=-gcflags=all=-l ;; esac
    rm -rf "${here:?}/$build" "$work/bin"
    mkdir "$here/$build" "$work/bin"
    (cd programs && GOTOOLCHAIN=${build%-noinline} CGO_ENABLED=0 GOOS=linux GOARCH=amd64 GOFLAGS= go build -trimpath $flags -o "$work/bin/" ./...)
    while IFS='	' read -r program expected _; do
        case $program in '#'*) continue ;; esac
        dumps "$build" "$program" "$expected"
    done <truth.tsv
done
