#!/usr/bin/env bash
# Runs the tests:  test.sh all|go|java|system.   Prints each runner's closing lines at the end, whatever happened.
set -uo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
what=${1:-all}
export JAVA_HOME
JAVA_HOME=$(scripts/java-home.sh) || exit 1
MVN=(mvn -B -ntp --fail-at-end)
logs=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-test.XXXXXX")
closing=()
failed=0

# run TITLE LINES COMMAND...: shows the output, keeps the lines that match LINES for the end.
run() {
  local title=$1 lines=$2 log begin status verdict=passed
  shift 2
  log=$logs/$(tr -c 'a-z0-9\n' '-' <<<"${title,,}").log
  begin=$(date +%s)
  say "$title"
  "$@" 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  [ "$status" -eq 0 ] || { verdict="FAILED (exit $status)" failed=1; }
  closing+=("== $title: $verdict in $(($(date +%s) - begin)) s" "$(grep -E "$lines" "$log" | tail -n 24)")
  return "$status"
}

go_module() { # DIR: format, vet, staticcheck, tests
  local unformatted
  unformatted=$(gofmt -l "$1")
  [ -z "$unformatted" ] || { echo "not gofmt-ed: $unformatted" && return 1; }
  (cd "$1" && go vet ./... && "$TOOLS/staticcheck" ./... && go test -race ./...)
}
go_all() {
  local module status=0
  go -C deadlock-guard build -o "$TOOLS/staticcheck" honnef.co/go/tools/cmd/staticcheck || return 1
  for module in deadlock-guard examples/orders bench/panicparse; do
    echo "-- $module"
    go_module "$module" || status=1
  done
  # Programs that deadlock on purpose: deadlock-guard's own tests look at what they do.
  echo "-- testdata/lockjoin/programs"
  ([ -z "$(gofmt -l testdata/lockjoin/programs)" ] && go -C testdata/lockjoin/programs vet ./...) || status=1
  # The cluster's programs are assembled from others' code: only our own packages are looked at, with the build's own flags (no second full compile).
  echo "-- test-cluster/programs"
  (cd test-cluster/programs && [ -z "$(gofmt -l .)" ] && CGO_ENABLED=0 GOFLAGS=-trimpath go test ./packimage ./pause) || status=1
  return $status
}
java_all() {
  scripts/chart-crds.sh --check && test-cluster/prerequisites.sh control && test-cluster/build.sh control && "${MVN[@]}" -T 2 verify # component tests mostly wait: another module builds meanwhile
}
# A local cluster that runs already is used and left running; one that is started for the tests goes with them.
system_all() {
  local kubeconfig archive status ours=
  test-cluster/prerequisites.sh full && test-cluster/build.sh extras && scripts/images.sh || return 1
  test-cluster/kubectl.sh full get --raw /readyz >/dev/null 2>&1 || ours=1
  kubeconfig=$(test-cluster/up.sh full | tail -n 1) && [ -n "$kubeconfig" ] || return 1
  test-cluster/import.sh "$IMAGES"/*.tar "$CACHE/cluster/images/otelcol.tar" || return 1
  go -C deadlock-guard build -o "$TOOLS/deadlock-guard" ./cmd/deadlock-guard || return 1
  KUBECONFIG=$kubeconfig DEADLOCKWATCH_TOOLS=$TOOLS "${MVN[@]}" verify -pl src/test -DskipITs=false
  status=$?
  [ -z "$ours" ] || [ -n "${KEEP_CLUSTER:-}" ] || test-cluster/down.sh full
  return $status
}

maven_lines='Tests run:.*Time elapsed|^\[(INFO|ERROR)\] Tests run:|BUILD (SUCCESS|FAILURE)|Total time'
case $what in
  go | all) run "Go: format, vet, staticcheck, tests" '^(ok|FAIL|---|panic)' go_all ;;&
  java | all) run "Java: unit and component tests" "$maven_lines" java_all ;;&
  system | all) run "System: real cluster, shipped RBAC" "$maven_lines" system_all ;;&
  go | java | system | all) ;;
  *) die "usage: test.sh all|go|java|system" ;;
esac

printf '\n%s\n' "${closing[@]}"
[ $failed -eq 0 ] && echo "All passed in $(($(date +%s) - started)) s." || echo "FAILED; logs in $logs"
exit $failed
