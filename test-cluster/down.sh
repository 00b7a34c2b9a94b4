#!/usr/bin/env bash
# down.sh control|full [--name NAME]: ends a cluster and removes everything of it, its state included.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
read_cluster "$@"
[ ${#REST[@]} = 0 ] || fail "unexpected argument '${REST[0]}'"
rm -rf "$STATE.log" # of a start that failed
[ -d "$STATE" ] || { say "there is no cluster in $STATE"; exit 0; }
lock_states
take_down
say "the cluster is gone"
