#!/usr/bin/env bash
# The main job, once, on a real cluster: a DeadlockWatch is applied, a Go service blocks, an incident names function, file and line.
#
# Without KUBECONFIG it brings up the local cluster of test-cluster/ (Linux, root). With KUBECONFIG it uses that cluster; its nodes must be able to run
# our images: IMAGE_LOADER names a command that takes an image archive (default for a context named kind-* or minikube: their own loaders).
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
kubectl=$TOOLS/kubectl
NS=deadlockwatch-demo
k() { "$kubectl" -n "$NS" "$@"; }

# The local cluster is that also for who exported its kubeconfig, as the demo says at its end.
[ "${KUBECONFIG:-}" != "$LOCAL_KUBECONFIG" ] || unset KUBECONFIG
own_cluster=
if [ -z "${KUBECONFIG:-}" ]; then
  test-cluster/prerequisites.sh full
  say "Programs of the local cluster (the first time takes about ten minutes)"
  test-cluster/build.sh extras
  say "Local cluster"
  KUBECONFIG=$(test-cluster/up.sh full | tail -n 1)
  export KUBECONFIG
  IMAGE_LOADER=${IMAGE_LOADER:-test-cluster/import.sh}
  own_cluster=1
else
  test-cluster/prerequisites.sh control
  test-cluster/build.sh tools
  context=$("$kubectl" config current-context)
  case ${IMAGE_LOADER:-}$context in
    kind-*) IMAGE_LOADER="kind load image-archive --name ${context#kind-}" ;;
    minikube) IMAGE_LOADER="minikube image load" ;;
    *) [ -n "${IMAGE_LOADER:-}" ] || die "context $context: set IMAGE_LOADER to a command that loads an image archive on the nodes, for example 'kind load image-archive'" ;;
  esac
  say "Your cluster: context $context"
fi
"$kubectl" version --request-timeout=10s >/dev/null 2>&1 || die "no API server answers for KUBECONFIG=$KUBECONFIG"

say "Images"
scripts/images.sh
load_images() {
  local archive
  for archive in "$IMAGES"/{operator,sampler,orders,orders-fixed}.tar "$CACHE"/cluster/images/otelcol.tar; do
    $IMAGE_LOADER "$archive"
  done
}
step "images to the nodes" load_images

say "DeadlockWatch"
step "helm upgrade --install deadlockwatch" scripts/install.sh

say "Findings of examples/orders: deadlock-guard scan ./..."
findings=$(mktemp "${TMPDIR:-/tmp}/orders-XXXXXX.sarif")
trap 'rm -f "$findings"' EXIT
go -C deadlock-guard build -o "$TOOLS/deadlock-guard" ./cmd/deadlock-guard
"$TOOLS/deadlock-guard" scan -C examples/orders --fail-on never ./...
"$TOOLS/deadlock-guard" scan -C examples/orders --fail-on never -o sarif --output "$findings" ./...

injects() { # asks the API server for a pod that is not made
  k run probe --image=none --labels=app.kubernetes.io/name=orders --dry-run=server -o jsonpath='{.spec.initContainers[*].name}' \
    --overrides='{"spec":{"securityContext":{"runAsNonRoot":true,"runAsUser":65532,"seccompProfile":{"type":"RuntimeDefault"}},"containers":[{"name":"probe","image":"none","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}' |
    grep -q deadlockwatch-sampler
}
fresh_namespace() { # an earlier demo's incidents would pass for this one's
  "$kubectl" delete namespace "$NS" --ignore-not-found --wait --timeout=120s
  "$kubectl" create namespace "$NS"
  "$kubectl" label namespace "$NS" pod-security.kubernetes.io/enforce=restricted
}
step "a fresh namespace $NS" fresh_namespace
scripts/finding-set.sh orders-1.0.0 localhost/deadlockwatch/orders:1.0.0 "$findings" | k apply -f -
k apply -f examples/orders/k8s/deadlockwatch.yaml
await 60 "the watch's admission entry works" injects
k apply -f examples/orders/k8s/orders.yaml
step "the service runs, samplers injected" k rollout status deployment/orders --timeout=120s
k apply -f examples/orders/k8s/load-job.yaml
step "requests that trigger its bugs" k wait job/orders-load --for=condition=Complete --timeout=120s
incidents() { [ "$(k get blockingincidents -o name | wc -l)" -ge 3 ]; }
await 180 "incidents (blocked for 20 s, seen in three samples)" incidents
observed() { [ "$(k get deadlockwatch orders -o jsonpath='{.status.coveragePercent}')" = 100 ]; }
await 180 "both pods observed long enough to count" observed

scripts/demo-report.sh "$NS"
cat <<TXT

Try next${own_cluster:+ (export KUBECONFIG=$KUBECONFIG; kubectl is at $kubectl)}:
  kubectl -n $NS get dw,sfs,bi
  kubectl -n $NS describe dw orders
  kubectl -n $NS get bi -o yaml
  kubectl -n $NS rollout restart deployment/orders        # a restart hides a deadlock, it does not fix it
  make demo-down                                          # removes all of it
TXT
