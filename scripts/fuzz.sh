#!/usr/bin/env bash
# Fuzzes every reader for FUZZ_SECONDS (default 60) each, or those named:  fuzz.sh [TARGET...]
# Starts from fuzz/corpus; new inputs stay in fuzz/target/grown, where the next run takes them up, and what breaks a rule in fuzz/target/grown/found.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
JAVA_HOME=$(scripts/java-home.sh)
export JAVA_HOME

step "Java: engine and fuzz targets" mvn -B -ntp -pl fuzz -am package -DskipTests
exec "$JAVA_HOME/bin/java" -cp "fuzz/target/classes:fuzz/target/lib/*" io.deadlockwatch.fuzz.Main "${FUZZ_SECONDS:-60}" fuzz/corpus fuzz/target/grown "$@"
