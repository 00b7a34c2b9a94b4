#!/usr/bin/env bash
# signal.sh [--name NAME] SIGNAL CONTAINER-ID: sends a signal to the first process of a container of the full cluster. The id is the one in a pod's status, without containerd://.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
read_cluster full "$@"
[ ${#REST[@]} = 2 ] || fail "wants a signal and a container's id"
runs containerd || fail "no full cluster is running; start one with $HERE/up.sh full"
exec ctr -a "$STATE/containerd.sock" -n k8s.io tasks kill --signal "${REST[0]}" "${REST[1]}"
