#!/usr/bin/env bash
# Fuzzes every reader for FUZZ_SECONDS (default 60) each, or those named of the Java ones:  fuzz.sh [TARGET...]
# Starts from fuzz/corpus; new inputs stay in fuzz/target/grown, where the next run takes them up, and what breaks a rule in fuzz/target/grown/found.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
JAVA_HOME=$(scripts/java-home.sh)
export JAVA_HOME

step "Java: engine and fuzz targets" mvn -B -ntp -pl fuzz -am package -DskipTests
"$JAVA_HOME/bin/java" -cp "fuzz/target/classes:fuzz/target/lib/*" io.deadlockwatch.fuzz.Main "${FUZZ_SECONDS:-60}" fuzz/corpus fuzz/target/grown "$@"
[ $# -eq 0 ] || exit 0

# The scanner's, each in its package; Go keeps new inputs in its build cache, and what fails in the package's testdata.
while IFS=: read -r file function; do
  step "Go: $function" go -C deadlock-guard test "./$(dirname "$file")" -run '^$' -fuzz "^$function\$" -fuzztime "${FUZZ_SECONDS:-60}s" </dev/null
done < <(cd deadlock-guard && grep -rHoE '^func Fuzz[A-Za-z]+' --include=*_test.go . | sed 's/:func /:/; s#^\./##' | sort)
