#!/usr/bin/env bash
# Runs the tests:  test.sh all|go|java|nightly|system|chart|docs|monitoring|argo|flagger|everything.   Prints each runner's closing lines at the end, whatever happened.
# `all` has `chart` in it; `everything` also what takes too long for each change: real consumers of metrics and verdicts, many operators, faults.
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

# The chart without a cluster: what it renders, its rules, links of the documentation. Then what a real API server says to it.
chart_all() {
  test-cluster/prerequisites.sh control && test-cluster/build.sh tools && test-cluster/build-consumers.sh rules &&
    scripts/chart-crds.sh --check && scripts/chart-templates.sh && scripts/chart-rules.sh && scripts/check-links.sh && scripts/check-commands.sh && scripts/chart-server.sh
}
# consumers WHAT TESTS IMAGE...: builds them, and runs the system tests that need them.
consumers() {
  local what=$1 tests=$2
  shift 2
  system_build && test-cluster/build-consumers.sh $what || return 1
  selected=(-DexcludedGroups= "-Dit.test=$tests" -Dfailsafe.failIfNoSpecifiedTests=true)
  system_tests "${@/%/.tar}"
}

# follow PID NAME: shows what a job writes to NAME.log until it is done, and ends with the status it leaves in NAME.status.
follow() {
  tail --pid="$1" -n +1 -f "$logs/$2.log"
  return "$(cat "$logs/$2.status" 2>/dev/null || echo 1)"
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
  for module in deadlock-guard examples/orders bench/panicparse bench/sampler bench/scale monitoring scripts/links scripts/commands scripts/licences src/test/hostile; do
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
  scripts/chart-crds.sh --check && test-cluster/prerequisites.sh control && test-cluster/build.sh tools &&
    "${MVN[@]}" -T 2 verify -pl '!src/test' # component tests mostly wait: another module builds meanwhile
}
java_nightly() {
  test-cluster/prerequisites.sh control && test-cluster/build.sh tools &&
    "${MVN[@]}" verify -pl operator -am -Dgroups=nightly -DexcludedGroups= -Dsurefire.failIfNoSpecifiedTests=false
}
# What the system tests need; not beside java_all, which writes to the same folders.
system_build() {
  test-cluster/prerequisites.sh full && test-cluster/build.sh extras && scripts/images.sh &&
    go -C deadlock-guard build -o "$TOOLS/deadlock-guard" ./cmd/deadlock-guard
}
# A local cluster that runs already is used and left running; one that is started for the tests goes with them.
# With arguments, images of consumers to import; `selected` says which tests.
selected=()
system_tests() {
  local kubeconfig status ours=
  test-cluster/kubectl.sh full get --raw /readyz >/dev/null 2>&1 || ours=1
  kubeconfig=$(test-cluster/up.sh full | tail -n 1) && [ -n "$kubeconfig" ] || return 1
  test-cluster/import.sh "$IMAGES"/*.tar "$CACHE/cluster/images/otelcol.tar" || return 1
  [ $# -eq 0 ] || test-cluster/import.sh "${@/#/$CACHE/cluster/consumers/}" || return 1
  KUBECONFIG=$kubeconfig DEADLOCKWATCH_TOOLS=$TOOLS "${MVN[@]}" verify -pl src/test -DskipITs=false "${selected[@]}"
  status=$?
  [ -z "$ours" ] || [ -n "${KEEP_CLUSTER:-}" ] || test-cluster/down.sh full
  return $status
}

maven_lines='Tests run:.*Time elapsed|^\[(INFO|ERROR)\] Tests run:|BUILD (SUCCESS|FAILURE)|Total time'
go_title="Go: format, vet, staticcheck, tests"
java_title="Java: unit and component tests"
build_title="Images, programs of the test cluster"
system_title="System: real cluster, shipped RBAC"
beside_title="$system_title (beside the Java tests; what is left of its time)"
chart_title="Chart: templates, rules, links, a real API server"
monitoring_title="Monitoring: Prometheus, Alertmanager, dashboards"
argo_title="Canaries: Argo Rollouts"
flagger_title="Canaries: Flagger"
nightly_title="Java: component tests that take an operator each"
docs_title="Documentation: its commands, typed"
chaos_title="Faults: real cluster"
chart_lines='^(case|upgrade|rollback|uninstall|error)|alerts$|refusals$|links|blocks of commands$'
go_lines='^(ok|FAIL|---|panic)'
case $what in
  go) run "$go_title" "$go_lines" go_all ;;
  java) run "$java_title" "$maven_lines" java_all ;;
  chart) run "$chart_title" "$chart_lines" chart_all ;;
  docs)
    run "$docs_title" "$maven_lines" scripts/type-docs.sh README.md docs/guides/ci.md docs/guides/quickstart.md
    run "$docs_title, on a cluster" "$maven_lines" consumers monitoring QuickstartIT prometheus alertmanager
    ;;
  monitoring) run "$monitoring_title" "$maven_lines" consumers monitoring MonitoringIT prometheus alertmanager ;;
  argo) run "$argo_title" "$maven_lines" consumers "monitoring argo" ArgoIT prometheus alertmanager rollouts-controller ;;
  flagger) run "$flagger_title" "$maven_lines" consumers "monitoring flagger" FlaggerIT prometheus alertmanager flagger ;;
  nightly) run "$nightly_title" "$maven_lines" java_nightly ;;
  everything)
    for part in all nightly docs monitoring argo flagger; do
      run "test.sh $part" '^(==|All passed|FAILED)' "$0" "$part"
    done
    run "$chaos_title" "$maven_lines" scripts/chaos.sh
    ;;
  system) run "$build_title" '^error' system_build && run "$system_title" "$maven_lines" system_tests ;;
  all)
    run "$go_title" "$go_lines" go_all
    run "$build_title" '^error' system_build
    run "$chart_title" "$chart_lines" chart_all
    # System tests mostly wait for real time to pass: they run beside the Java tests, and are shown when those are done.
    set -m
    { system_tests && echo 0 >"$logs/beside.status"; } >"$logs/beside.log" 2>&1 &
    system=$!
    set +m
    trap 'kill -INT -- -$system 2>/dev/null' EXIT
    run "$java_title" "$maven_lines" java_all
    run "$beside_title" "$maven_lines" follow "$system" beside
    trap - EXIT
    ;;
  *) die "usage: test.sh all|go|java|nightly|system|chart|docs|monitoring|argo|flagger|everything" ;;
esac

printf '\n%s\n' "${closing[@]}"
[ $failed -eq 0 ] && echo "All passed in $(($(date +%s) - started)) s." || echo "FAILED; logs in $logs"
exit $failed
