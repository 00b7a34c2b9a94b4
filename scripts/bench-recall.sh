#!/usr/bin/env bash
# Judges the snapshots of testdata/snapshots/programs and prints, program by program, how much of what is blocked is reported, and what else is;
# then what the scanner's rules find: of their pairs, and in the sources of the programs.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
export JAVA_HOME
JAVA_HOME=$(scripts/java-home.sh)
table=core/target/recall.md
scanner=$(mktemp "${TMPDIR:-/tmp}/deadlockwatch-recall.XXXXXX")
log=$(mktemp "${TMPDIR:-/tmp}/deadlockwatch-recall.XXXXXX")
trap 'rm -f "$scanner" "$log"' EXIT
rm -f "$table"
status=0
mvn -B -ntp -q -pl core test -Dtest=RecallTest || status=$?
[ ! -f "$table" ] || cat "$table"
echo
(cd deadlock-guard && go test ./internal/recall -count=1 -table "$scanner") >"$log" 2>&1 || {
  status=$?
  cat "$log" >&2
}
cat "$scanner"
exit $status
