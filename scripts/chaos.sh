#!/usr/bin/env bash
# Breaks the system on a real cluster, one fault after another, and looks whether it recovers without a hand (docs/reliability.md):  chaos.sh [TEST,...]
# Needs the local cluster, since it ends programs below the API. It brings up one of its own and takes it down.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
tests=${1:-'*FaultsIT,SuspensionIT'}
export JAVA_HOME
JAVA_HOME=$(scripts/java-home.sh)

tools() {
  test-cluster/prerequisites.sh full && test-cluster/build.sh extras && scripts/images.sh &&
    go -C deadlock-guard build -o "$TOOLS/deadlock-guard" ./cmd/deadlock-guard
}
step "programs and images" tools
trap 'test-cluster/down.sh full' EXIT
test-cluster/down.sh full
KUBECONFIG=$(test-cluster/up.sh full | tail -n 1)
export KUBECONFIG
step "images to the node" test-cluster/import.sh "$IMAGES"/*.tar "$CACHE/cluster/images/otelcol.tar"
DEADLOCKWATCH_TOOLS=$TOOLS mvn -B -ntp verify -pl src/test -DskipITs=false -DexcludedGroups= "-Dit.test=$tests" -Dfailsafe.failIfNoSpecifiedTests=true
say "every fault was survived"
