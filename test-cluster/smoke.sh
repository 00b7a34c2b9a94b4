#!/usr/bin/env bash
# smoke.sh [--name NAME]: a few checks of a running full cluster, one line each; fails if one of them does.
# shellcheck disable=SC2317,SC2329 # check calls functions by name
set -euo pipefail
. "$(dirname "$0")/lib.sh"
read_cluster full "$@"
healthy || fail "no healthy full cluster in $STATE; start one with $HERE/up.sh full"

failed=0
# check NAME PATTERN COMMAND...: whether the command's output, errors included, contains the pattern.
check() {
  local name=$1 pattern=$2 output
  shift 2
  output=$("$@" 2>&1) || true
  if grep -q -- "$pattern" <<<"$output"; then echo "ok    $name"; else echo "FAIL  $name: $output"; failed=1; fi
}

smoke() { kubectl -n smoke "$@"; }

forwarded() {
  local log=$STATE/log/port-forward.log port
  "$BIN/kubectl" --kubeconfig "$STATE/kubeconfig" -n smoke port-forward pod/web :8080 >"$log" 2>&1 &
  for _ in {1..50}; do port=$(sed -n 's/.*127.0.0.1:\([0-9]*\) ->.*/\1/p' "$log"); [ -z "$port" ] || break; sleep 0.1; done
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET / HTTP/1.0\r\n\r\n' >&3
  cat <&3
  kill %1
}

summary() { kubectl get --raw /api/v1/nodes/node1/proxy/stats/summary | tr -d ' \n'; }
# The kubelet measures a container some seconds after its start.
resident_memory() { for _ in {1..30}; do summary | grep -o '"name":"sidecar"[^}]*}[^}]*"rssBytes":[0-9]*' && return; sleep 1; done; }
token() { smoke create token default | cut -d. -f2; }

trap 'kubectl delete namespace smoke --ignore-not-found --wait=false >/dev/null' EXIT
check 'node is ready' ' Ready ' kubectl get node node1
check 'strict namespace takes a strict pod' 'pod/web created' kubectl apply -f "$HERE/config/smoke.yaml"
smoke wait --for=create serviceaccount/default --timeout=10s >/dev/null
check 'strict namespace refuses another' 'violates PodSecurity "restricted' smoke run lax --image=localhost/deadlockwatch/busybox:1
check 'pod with a native sidecar is ready' 'condition met' smoke wait --for=condition=Ready pod/web --timeout=60s
check 'logs' 'main starts' smoke logs web -c main
check 'exec' 'uid=65532' smoke exec web -c main -- id
check 'service by its name from a pod' 'hello from the sidecar' smoke exec web -c main -- wget -qO- http://web.smoke.svc.cluster.local:80/
check 'service by its address from the node' 'hello from the sidecar' \
  "$HERE/enter.sh" "${@}" busybox wget -qO- "http://$(smoke get service web -o jsonpath='{.spec.clusterIP}'):80/"
check 'port-forward' 'hello from the sidecar' forwarded
check 'token request' . token
check 'resident memory by the kubelet' '"rssBytes":[1-9]' resident_memory
exit $failed
