# Sourced by the scripts beside it: where things are, and how progress is shown.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VERSION=$(sed -n 's#^  <version>\(.*\)</version>#\1#p' "$ROOT/pom.xml" | head -n 1)
CACHE=${DEADLOCKWATCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/deadlockwatch}
TOOLS=$CACHE/cluster/bin
IMAGES=$CACHE/images
LOCAL_KUBECONFIG=${DEADLOCKWATCH_STATE:-${XDG_STATE_HOME:-$HOME/.local/state}/deadlockwatch}/cluster-full/kubeconfig
export DEADLOCKWATCH_CACHE=$CACHE
mkdir -p "$TOOLS" "$IMAGES"

started=$(date +%s)
say() { printf '\033[1m[%4ds] %s\033[0m\n' $(($(date +%s) - started)) "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}
# step TITLE COMMAND...: says what runs, keeps its output in a log, shows the log's end if it fails. A function ends at its first command that fails, which `if` would
# not let it.
step() {
  local title=$1 log begin status errexit=
  shift
  log=$(mktemp "${TMPDIR:-/tmp}/deadlockwatch-step.XXXXXX")
  begin=$(date +%s)
  printf '[%4ds] %-58s' $((begin - started)) "$title" >&2
  [[ $- != *e* ]] || errexit=1
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1
  status=$?
  [ -z "$errexit" ] || set -e
  if [ $status -eq 0 ]; then
    printf ' %4ds\n' $(($(date +%s) - begin)) >&2
    rm -f "$log"
  else
    printf ' failed\n' >&2
    tail -n 60 "$log" >&2
    echo "The whole output: $log" >&2
    return $status
  fi
}
# await SECONDS TITLE COMMAND...: repeats the command until it succeeds, once a second.
await() {
  local end=$(($(date +%s) + $1)) title=$2 begin
  shift 2
  begin=$(date +%s)
  printf '[%4ds] %-58s' $((begin - started)) "$title" >&2
  until "$@" >/dev/null 2>&1; do
    if [ "$(date +%s)" -ge "$end" ]; then
      printf ' not within %ds\n' $((end - begin)) >&2
      return 1
    fi
    sleep 1
  done
  printf ' %4ds\n' $(($(date +%s) - begin)) >&2
}
