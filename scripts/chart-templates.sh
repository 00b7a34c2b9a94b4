#!/usr/bin/env bash
# Compares what the chart renders with what it rendered before: helm/cases/NAME has the values of a case and what comes of them.
#   chart-templates.sh            fails with a diff where they are not the same
#   chart-templates.sh --update   writes down what is rendered now; look at the diff before you commit it
# `default` is written down whole; every other case only as its difference from `default`, so that a file shows what the values change.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
update=
[ "${1:-}" != --update ] || update=1
work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-chart.XXXXXX")
trap 'rm -rf "$work"' EXIT

# render CASE: without the resource definitions, which chart-crds.sh compares, and without the version, which every release changes.
render() {
  "$TOOLS/helm" template deadlockwatch helm/deadlockwatch --namespace deadlockwatch-system --kube-version 1.35.4 --set crds.install=false -f "helm/cases/$1/values.yaml" |
    sed "s/deadlockwatch-$VERSION\$/deadlockwatch-VERSION/; s/\"$VERSION\"/\"VERSION\"/; s/:$VERSION\\([\"} ]*\\)\$/:VERSION\\1/"
}
# difference FILE FILE: with the lines around, and without line numbers, which change with everything above.
difference() { diff -U2 "$1" "$2" | sed '1,2d; s/^@@.*/@@/' || true; }

status=0
for directory in helm/cases/*/; do
  name=$(basename "$directory")
  if [ "$name" = refused ]; then continue; fi
  render "$name" >"$work/$name.yaml"
done
for file in "$work"/*.yaml; do
  name=$(basename "$file" .yaml)
  expected=helm/cases/$name/expected.diff now=$work/$name.diff
  if [ "$name" = default ]; then
    expected=helm/cases/default/expected.yaml now=$file
  else
    difference "$work/default.yaml" "$file" >"$now"
    [ -s "$now" ] || die "the values of case $name change nothing"
  fi
  if [ -n "$update" ]; then
    cp "$now" "$expected"
  elif ! diff -u "$expected" "$now"; then
    echo "error: case $name renders something else; if that is meant: scripts/chart-templates.sh --update" >&2
    status=1
  fi
done

# helm/cases/refused/*.yaml: values that the schema refuses; the first line is a comment with words of the reason.
for values in helm/cases/refused/*.yaml; do
  reason=$(sed -n '1s/^# //p' "$values")
  if output=$("$TOOLS/helm" template x helm/deadlockwatch --kube-version 1.35.4 -f "$values" 2>&1 >/dev/null); then
    echo "error: $values is accepted" >&2
    status=1
  elif ! grep -qF -- "$reason" <<<"$output"; then
    printf 'error: %s is refused, but not with "%s":\n%s\n' "$values" "$reason" "$output" >&2
    status=1
  fi
done
for values in helm/cases/*/values.yaml; do "$TOOLS/helm" lint --quiet helm/deadlockwatch -f "$values" || status=1; done
[ $status -ne 0 ] || echo "$(find helm/cases -name values.yaml | wc -l) cases, $(find helm/cases/refused -name '*.yaml' | wc -l) refusals"
exit $status
