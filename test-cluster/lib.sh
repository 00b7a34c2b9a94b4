# shellcheck shell=bash disable=SC2034 # used where this is sourced
# What the scripts here share; sourced by them after `set -euo pipefail`.

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=$(realpath -m "${DEADLOCKWATCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/deadlockwatch}/cluster")
BIN=$CACHE/bin
IMAGES=$CACHE/images
STATES=$(realpath -m "${DEADLOCKWATCH_STATE:-${XDG_STATE_HOME:-$HOME/.local/state}/deadlockwatch}")
PATH=$PATH:/usr/sbin:/sbin
NODE_IP=10.99.0.1 # of the full level, inside its own network namespace

# Progress goes to standard error: standard output is for what a caller reads.
say() { printf '%s\n' "$*" >&2; }
fail() { say "$(basename "$0"): $*"; exit 1; }

# read_cluster ARGS...: reads "control|full [--name NAME]" into LEVEL and STATE, and what follows into REST.
read_cluster() {
  local name=
  LEVEL=${1:-}
  case $LEVEL in control | full) shift ;; *) fail "the first argument is a level, control or full" ;; esac
  if [ "${1:-}" = --name ]; then
    name=${2:-}
    [[ $name =~ ^[a-z0-9][a-z0-9-]*$ ]] || fail "--name wants lower-case letters, digits and hyphens, not '$name'"
    shift 2
  fi
  STATE=$STATES/cluster-$LEVEL${name:+-$name}
  REST=("$@")
}

# lock_states: one script at a time changes clusters, so that two never pick the same port. Held until the script ends.
lock_states() {
  mkdir -p "$STATES"
  exec 9<"$STATES"
  flock -n 9 || { say "waiting for another cluster to finish starting or stopping"; flock 9; }
}

# start NAME COMMAND...: runs a program of the cluster in its own session, so that Ctrl-C does not reach it. Its command is kept for program.sh.
start() {
  local name=$1
  shift
  printf '%q ' "$@" >"$STATE/cmd/$name"
  setsid "$@" >>"$STATE/log/$name.log" 2>&1 </dev/null 9<&- &
  disown $! # or bash would report its end
  remember "$name" $!
}

# remember NAME PID: a pid is only meaningful with the time its process began; pids are used again.
remember() { echo "$2 $(began "$2")" >"$STATE/pid/$1"; }

# began PID: the start time of a process, in clock ticks since boot. Fails for one that has ended, collected by its parent or not.
began() {
  local stat
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
  read -ra stat <<<"${stat##*) }"
  [ "${stat[0]}" != Z ] || [ "${stat[17]}" -gt 1 ] || return 1 # a zombie may still have threads
  echo "${stat[19]}"
}

# runs NAME: whether the process that was started as NAME is still there; leaves its pid in PID.
runs() {
  local time
  [ -f "$STATE/pid/$1" ] && read -r PID time <"$STATE/pid/$1" && [ "$(began "$PID")" = "$time" ]
}

# await SECONDS NAME COMMAND...: until the command succeeds; gives up when NAME ends.
await() {
  local limit=$((SECONDS + $1)) name=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! runs "$name"; then tail -n 15 "$STATE/log/$name.log" >&2; fail "$name has ended; above is the end of its log"; fi
    if [ $SECONDS -ge $limit ]; then tail -n 15 "$STATE/log/$name.log" >&2; fail "gave up waiting for: $*"; fi
    sleep 0.2
  done
}

kubectl() { "$BIN/kubectl" --kubeconfig "$STATE/kubeconfig" "$@"; }

# import_images ARCHIVE...: the kubelet looks for images in containerd's namespace k8s.io.
import_images() {
  local archive output
  for archive in "$@"; do
    [ -r "$archive" ] || fail "$archive cannot be read"
    output=$(ctr -a "$STATE/containerd.sock" -n k8s.io images import "$archive" 2>&1) || fail "$archive was not imported: $output"
  done
}

# healthy: everything that was started runs, the API server answers, and the node, if there is one, is ready.
healthy() {
  local file
  [ -f "$STATE/up" ] || return 1
  for file in "$STATE"/pid/*; do runs "$(basename "$file")" || return 1; done
  kubectl get --raw /readyz --request-timeout 5s >/dev/null 2>&1 || return 1
  [ "$LEVEL" = control ] || kubectl wait --for=condition=Ready node/node1 --timeout=10s >/dev/null 2>&1
}

# take_down: ends what `start` started, and removes the cluster's state.
take_down() {
  local file
  [ -d "$STATE" ] || return 0
  end node # takes with it all that runs in its namespaces
  for file in "$STATE"/pid/*; do end "$(basename "$file")"; done
  [ "$LEVEL" = control ] || remove_node_traces
  rm -rf --one-file-system "$STATE"
}

# end NAME: at once, with what it started; the state is thrown away, so nothing needs to be saved.
end() {
  runs "$1" || return 0
  kill -KILL -- "-$PID" "$PID" 2>/dev/null || true
  for _ in {1..500}; do runs "$1" || return 0; sleep 0.02; done
  fail "$1 (pid $PID) does not end"
}

# remove_node_traces: what outlives the node's namespaces, which are cgroups and empty directories made as mount points.
remove_node_traces() {
  local cgroup directory
  for cgroup in /sys/fs/cgroup/kubepods /sys/fs/cgroup/*/kubepods; do
    for _ in {1..50}; do
      [ -d "$cgroup" ] || continue 2
      find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
    done
    say "left behind: $cgroup"
  done
  [ -f "$STATE/mount-points" ] || return 0
  while read -r directory; do rmdir --ignore-fail-on-non-empty "$directory" 2>/dev/null || true; done <"$STATE/mount-points"
}
