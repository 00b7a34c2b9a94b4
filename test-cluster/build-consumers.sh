#!/usr/bin/env bash
# build-consumers.sh [rules|monitoring|argo|flagger]...: builds what consumes our metrics and verdicts, from Go modules, for tests.
#   rules       promtool (the default)
#   monitoring  promtool, Prometheus and Alertmanager, as images too
#   argo        the controller of Argo Rollouts, as an image
#   flagger     the controller of Flagger, as an image
# Each first build takes minutes; Go's build cache makes the next ones take seconds. Needs what build.sh makes for the images.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
mkdir -p "$BIN" "$CACHE/consumers"

# program NAME MODULE-DIRECTORY PACKAGE [BUILD FLAGS...]
program() {
  local name=$1 module=$2 package=$3 from=$SECONDS
  shift 3
  CGO_ENABLED=0 go build -C "$HERE/$module" -trimpath -buildvcs=false -ldflags "-s -w" "$@" -o "$BIN/$name" "$package" || fail "$name was not built"
  say "$name: $((SECONDS - from)) s"
}
# image NAME: the program of that name, alone in an image. Kept out of the folder whose images every cluster gets.
image() {
  "$BIN/packimage" -o "$CACHE/consumers/$1.tar" -tag "localhost/deadlockwatch/$1:1" -file "$BIN/$1=/$1" -dir /tmp:1777 -entrypoint "/$1" -user 65532:65532 || fail "no image of $1"
}
# Of two dozen kinds of service discovery the tests use one, and promtool none; the others would bring the clients of as many clouds.
prometheus() { program prometheus programs-monitoring github.com/prometheus/prometheus/cmd/prometheus -tags remove_all_sd,enable_kubernetes_sd; }
promtool() { program promtool programs-monitoring github.com/prometheus/prometheus/cmd/promtool -tags remove_all_sd; }

for what in "${@:-rules}"; do
  case $what in
    rules) promtool ;;
    monitoring)
      promtool
      prometheus
      program alertmanager programs-alertmanager github.com/prometheus/alertmanager/cmd/alertmanager
      image prometheus
      image alertmanager
      ;;
    argo)
      program rollouts-controller programs-argo github.com/argoproj/argo-rollouts/cmd/rollouts-controller
      image rollouts-controller
      ;;
    flagger)
      program flagger programs-flagger github.com/fluxcd/flagger/cmd/flagger
      image flagger
      ;;
    *) fail "there are rules, monitoring, argo and flagger, not '$what'" ;;
  esac
done
