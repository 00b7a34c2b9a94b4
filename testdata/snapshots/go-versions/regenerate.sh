#!/bin/sh
# Runs the probe program in src/ under the given Go versions (default: all that are here) and keeps what each prints: usage: ./regenerate.sh [VERSION...]
# Go fetches the toolchains itself. Needs go 1.21 or newer, Linux and network. Goroutine ids and addresses differ from run to run; the tests do not look at them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- $(cd "$here" && ls -d 1.*)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for version in "$@"; do
    out="$here/$version"
    rm -rf "$work/src" "$work/out"
    mkdir -p "$work/src" "$out"
    cp "$here"/src/*.go "$work/src/"
    # Labels are printed by default from the language version 1.27 on.
    language=$(echo "$version" | cut -d. -f1,2)
    printf 'module example.com/probe\n\ngo %s\n' "$language" > "$work/src/go.mod"
    experiment=
    [ "$language" != 1.26 ] || experiment=goroutineleakprofile
    (cd "$work/src" && GOTOOLCHAIN="go$version" GOEXPERIMENT="$experiment" CGO_ENABLED=0 go build -trimpath -o "$work/probe" .)
    "$work/probe" "$work/out"
    for file in "$work/out"/*.txt; do
        gzip -9n < "$file" > "$out/$(basename "$file").gz"
    done
    cp "$work/out"/*.pb.gz "$out/"
done
