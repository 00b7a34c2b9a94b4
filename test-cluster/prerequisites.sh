#!/usr/bin/env bash
# prerequisites.sh [control|full]: says what this machine lacks to build and run a cluster, and installs Debian packages if it may.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

level=${1:-full}
case $level in control | full) ;; *) fail "the levels are control and full, not '$level'" ;; esac
way_out="To use a cluster you have instead: KUBECONFIG=<its file> make demo"

[ "$(uname -s)" = Linux ] || fail "the test cluster needs Linux. $way_out"
command -v go >/dev/null || fail "Go is missing; it builds Kubernetes from Go modules. Install Go 1.26 or later. $way_out"
go=$(cd "$HERE/programs" && go version 2>&1) || fail "this Go is too old: $go. $way_out"
[ "$level" = control ] || [ "$(id -u)" = 0 ] || fail "the full level needs root, to make namespaces and run containers. $way_out"

# package | what must be there | what it is for
static_busybox() { command -v busybox >/dev/null && ! ldd "$(command -v busybox)" >/dev/null 2>&1; }
cni_plugins() { [ -x /usr/lib/cni/bridge ] || [ -x /opt/cni/bin/bridge ] || [ -x /usr/libexec/cni/bridge ]; }
needed='openssl|command -v openssl|makes the certificates
util-linux|command -v flock|keeps two scripts from changing the same cluster'
[ "$level" = control ] || needed+='
containerd|command -v containerd ctr|runs the pods
runc|command -v runc|runs the containers
containernetworking-plugins|cni_plugins|connects the pods
nftables|command -v nft|carries the service addresses
iproute2|command -v ip|sets up the network of the node
procps|command -v pgrep|finds the process that holds the namespaces
socat|command -v socat|leads from the machine to the API server
busybox-static|static_busybox|is in the image that the checks use'

# list_missing: the lines of `needed` whose check fails.
list_missing() {
  local package check purpose
  while IFS='|' read -r package check purpose; do $check >/dev/null 2>&1 || echo "$package|$purpose"; done <<<"$needed"
}

missing=$(list_missing)
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  mapfile -t packages < <(cut -d'|' -f1 <<<"$missing")
  say "installing ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -q && apt-get install -q -y --no-install-recommends "${packages[@]}"; } >&2 || say "apt-get failed"
  missing=$(list_missing)
fi
if [ -n "$missing" ]; then
  while IFS='|' read -r package purpose; do say "The package $package is missing; it $purpose."; done <<<"$missing"
  fail "install what is missing (the names are Debian's). $way_out"
fi

# What the kernel, or a container around this shell, may not allow.
if [ "$level" = full ]; then
  reason=$(unshare --net --mount sh -c 'ip link add probe0 type bridge && nft add table ip t' 2>&1) ||
    fail "this machine does not let root make a network namespace with a bridge and nftables: $reason. $way_out"
fi
say "everything the $level level needs is here"
