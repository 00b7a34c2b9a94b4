#!/usr/bin/env bash
# build.sh [packing|control|tools|full|extras]: builds the programs and image archives of a level from Go modules.
#   packing  Helm and the image packer: what a release is packed with
#   control  Kubernetes, etcd and kubectl in one binary
#   tools    control, Helm, the image packer and an OpenTelemetry Collector: what the demo needs on a cluster of yours
#   full     control, CoreDNS, Helm, and the images a node needs (default)
#   extras   full, and an OpenTelemetry Collector
# The first build of Kubernetes takes minutes; Go's build cache makes the next ones take seconds.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

level=${1:-full}
case $level in packing | control | tools | full | extras) ;; *) fail "the levels are packing, control, tools, full and extras, not '$level'" ;; esac
mkdir -p "$BIN" "$IMAGES"

# version MODULE: the version go.mod asks for.
version() { awk -v module="$1" '$1 == module && $2 ~ /^v/ {print $2; exit}' "$HERE/programs/go.mod"; }

timed() {
  local name=$1 from=$EPOCHREALTIME to
  shift
  printf '%-14s ' "$name" >&2
  "$@" || fail "$name was not built"
  to=$EPOCHREALTIME
  printf '%5d.%d s\n' $(((${to/[.,]/} - ${from/[.,]/}) / 1000000)) $(((${to/[.,]/} - ${from/[.,]/}) / 100000 % 10)) >&2
}

# program NAME MODULE-DIRECTORY PACKAGE [LDFLAGS]. The same flags for everything: others would compile Kubernetes once more.
program() { timed "$1" env CGO_ENABLED=0 go build -C "$HERE/$2" -trimpath -ldflags "-s -w ${4:-}" -o "$BIN/$1" "$3"; }

# image NAME ARGS...: packs localhost/deadlockwatch/NAME:1.
image() { timed "$1 image" "$BIN/packimage" -o "$IMAGES/$1.tar" -tag "localhost/deadlockwatch/$1:1" "${@:2}"; }

packing() {
  program packimage programs ./packimage
  program helm programs helm.sh/helm/v3/cmd/helm "-X helm.sh/helm/v3/internal/version.version=$(version helm.sh/helm/v3)"
}
if [ "$level" = packing ]; then
  packing
  exit 0
fi

kubernetes=$(version k8s.io/kubernetes)
minor=${kubernetes#v1.} stamp=k8s.io/component-base/version
program kubelite programs ./kubelite \
  "-X $stamp.gitVersion=$kubernetes -X $stamp.gitMajor=1 -X $stamp.gitMinor=${minor%%.*} -X $stamp.gitTreeState=clean"
for name in etcd kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl; do ln -sf kubelite "$BIN/$name"; done
[ "$level" != control ] || exit 0

packing
if [ "$level" = tools ] || [ "$level" = extras ]; then
  program otelcol programs-otelcol .
  image otelcol -file "$BIN/otelcol=/otelcol" -dir /tmp:1777 -entrypoint /otelcol
fi
[ "$level" != tools ] || exit 0

program pause programs ./pause
program coredns programs ./coredns
image pause -file "$BIN/pause=/pause" -entrypoint /pause
image coredns -file "$BIN/coredns=/coredns" -entrypoint /coredns
busybox=$(command -v busybox) || fail "busybox is missing; run prerequisites.sh full"
links=()
for applet in $("$busybox" --list); do [ "$applet" = busybox ] || links+=(-symlink "busybox=/bin/$applet"); done
image busybox -file "$busybox=/bin/busybox" "${links[@]}" -dir /tmp:1777 -env PATH=/bin -entrypoint /bin/sh
