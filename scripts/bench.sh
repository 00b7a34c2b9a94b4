#!/usr/bin/env bash
# Measures the engine against its peer and its limits, prints one table, and writes bench/target/results.json. Takes some five minutes; nothing else should run.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
JAVA_HOME=$(scripts/java-home.sh)
export JAVA_HOME

step "Java: engine and benchmarks" mvn -B -ntp -pl bench -am package -DskipTests
step "Go: panicparse" go -C bench/panicparse build -o "$ROOT/bench/target/panicparse" .
exec "$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow -cp "bench/target/classes:bench/target/lib/*" io.deadlockwatch.bench.Main bench/target bench/target/panicparse
