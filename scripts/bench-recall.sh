#!/usr/bin/env bash
# Judges the snapshots of testdata/snapshots/programs and prints, program by program, how much of what is blocked is reported, and what else is.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
export JAVA_HOME
JAVA_HOME=$(scripts/java-home.sh)
table=core/target/recall.md
rm -f "$table"
status=0
mvn -B -ntp -q -pl core test -Dtest=RecallTest || status=$?
[ ! -f "$table" ] || cat "$table"
exit $status
