#!/usr/bin/env bash
# Fails if anything that is shipped is under a licence that is unknown or not allowed: scripts/licences/policy.txt says which are, and why. Writes the bills of materials into
# target/licences, and prints how many parts of each program are under which licence. Wants what is shipped: builds images and scanner if they are not there.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/bills.sh"
cd "$ROOT"
export JAVA_HOME
JAVA_HOME=$(scripts/java-home.sh)
out=$ROOT/target/licences
rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-licences.XXXXXX")
trap 'rm -rf "$work"' EXIT

programs() {
  mvn -B -ntp -q package -DskipTests -pl operator,sampler-sidecar,cli -am
  for command in deadlock-guard deadlock-guard-vet; do CGO_ENABLED=0 go -C deadlock-guard build -o "$work/$command" "./cmd/$command"; done
}
scripts/images.sh
step "Java modules, scanner" programs
step "licences" write_bills "$out" "$work"/deadlock-guard*
for bill in "$out"/*.cdx.json; do
  basename "$bill" ".cdx.json"
  # Beside `license` an `expression`, where there is a choice.
  grep -oE '"(id|expression)":"[^"]*"' "$bill" | cut -d'"' -f4 | sort | uniq -c | sort -rn
done
