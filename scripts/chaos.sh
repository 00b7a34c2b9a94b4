#!/usr/bin/env bash
# Breaks the system on a real cluster, one fault after another, and looks whether it recovers without a hand (docs/reliability.md):  chaos.sh [TEST,...]
# Needs the local cluster, since it ends programs below the API. It brings up one of its own and takes it down.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
tests=${1:-'*FaultsIT,SuspensionIT,RemovalIT'}
export JAVA_HOME
JAVA_HOME=$(scripts/java-home.sh)

# A service that is a nuisance to those who want its profiles.
hostile_image() {
  local work
  work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-image.XXXXXX")
  mkdir -p "$CACHE/cluster/chaos"
  CGO_ENABLED=0 go -C src/test/hostile build -trimpath -o "$work/hostile" . &&
    "$TOOLS/packimage" -o "$CACHE/cluster/chaos/hostile.tar" -tag localhost/deadlockwatch/hostile:1 -file "$work/hostile=/hostile" -entrypoint=/hostile -user 65532:65532
  rm -rf "$work"
}
tools() {
  test-cluster/prerequisites.sh full && test-cluster/build.sh extras && scripts/images.sh && hostile_image &&
    go -C deadlock-guard build -o "$TOOLS/deadlock-guard" ./cmd/deadlock-guard
}
step "programs and images" tools
trap 'test-cluster/down.sh full' EXIT
test-cluster/down.sh full
KUBECONFIG=$(test-cluster/up.sh full | tail -n 1)
export KUBECONFIG
step "images to the node" test-cluster/import.sh "$IMAGES"/*.tar "$CACHE/cluster/images/otelcol.tar" "$CACHE/cluster/chaos/hostile.tar"
DEADLOCKWATCH_TOOLS=$TOOLS mvn -B -ntp verify -pl src/test -DskipITs=false -DexcludedGroups= "-Dit.test=$tests" -Dfailsafe.failIfNoSpecifiedTests=true
say "every fault was survived"
