#!/usr/bin/env bash
# enter.sh [--name NAME] COMMAND...: runs a command in the full cluster's network, where pods and services have their addresses.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
read_cluster full "$@"
[ ${#REST[@]} -gt 0 ] || fail "which command?"
runs node || fail "no full cluster is running; start one with $HERE/up.sh full"
exec nsenter --net="/proc/$PID/ns/net" -- "${REST[@]}"
