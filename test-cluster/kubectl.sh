#!/usr/bin/env bash
# kubectl.sh control|full [--name NAME] ARGS...: kubectl of the cluster's own version, against that cluster.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
read_cluster "$@"
[ -f "$STATE/kubeconfig" ] || fail "there is no cluster in $STATE; start one with $HERE/up.sh $LEVEL"
exec "$BIN/kubectl" --kubeconfig "$STATE/kubeconfig" "${REST[@]}"
