#!/usr/bin/env bash
# Fuzzes every reader and endpoint for FUZZ_SECONDS (default 60) each, or with FUZZ_RUNS inputs each, or those named of the Java ones:  fuzz.sh [TARGET...]
# Starts from fuzz/corpus; new inputs stay in fuzz/target/grown, where the next run takes them up, and what breaks a rule in fuzz/target/grown/found.
# Prints at the end how many inputs were tried. 10^8, clean, in one night on a machine that has nothing else to do:  FUZZ_RUNS=5000000 scripts/fuzz.sh
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
JAVA_HOME=$(scripts/java-home.sh)
export JAVA_HOME
logs=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-fuzz.XXXXXX")
status=0
amount=${FUZZ_SECONDS:-60}s
[ -z "${FUZZ_RUNS:-}" ] || amount=${FUZZ_RUNS}x

step "Java: programs and fuzz targets" mvn -B -ntp -pl fuzz -am package -DskipTests
"$JAVA_HOME/bin/java" -cp "fuzz/target/classes:fuzz/target/lib/*" io.deadlockwatch.fuzz.Main "$amount" \
  fuzz/corpus fuzz/target/grown "$@" 2>&1 | tee "$logs/java" || status=1

# The scanner's, each in its package; Go keeps new inputs in its build cache, and what fails in the package's testdata.
if [ $# -eq 0 ]; then
  while IFS=: read -r file function; do
    say "Go: $function"
    go -C deadlock-guard test "./$(dirname "$file")" -run '^$' -fuzz "^$function\$" -fuzztime "$amount" \
      </dev/null 2>&1 | tee "$logs/go-$function" || status=1
  done < <(cd deadlock-guard && grep -rHoE '^func Fuzz[A-Za-z]+' --include=*_test.go . | sed 's/:func /:/; s#^\./##' | sort)
fi

java=$(sed -n 's/^Done \([0-9]*\) runs in .*/\1/p' "$logs/java" | awk '{sum += $1} END {print sum + 0}')
go=0
for log in "$logs"/go-*; do
  [ -e "$log" ] || continue
  go=$((go + $(grep -o 'execs: [0-9]*' "$log" | tail -n 1 | cut -d' ' -f2)))
done
echo "Inputs tried: $java by the Java targets, $go by the Go targets, $(($java + go)) in all."
rm -rf "$logs"
exit $status
