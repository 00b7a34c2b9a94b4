#!/usr/bin/env bash
# program.sh control|full [--name NAME] kill|start|freeze|thaw PROGRAM...: what tests do to a cluster's programs (the names in its pid/).
#   kill    ends it at once, as a power cut would; containers of a killed containerd run on
#   start   starts it again with the command it was started with; containerd answers then, since a kubelet ends without it
#   freeze  halts it: its connections stay open and nothing answers
#   thaw    lets it go on
set -euo pipefail
. "$(dirname "$0")/lib.sh"
read_cluster "$@"
[ ${#REST[@]} -ge 2 ] || fail "wants a verb and programs"
verb=${REST[0]}
[ -d "$STATE/pid" ] || fail "there is no cluster in $STATE"
lock_states

# send NAME SIGNAL: to the program and all it has started.
send() {
  runs "$1" || fail "$1 does not run"
  kill "-$2" -- "-$PID"
}
for program in "${REST[@]:1}"; do
  [ -f "$STATE/cmd/$program" ] || fail "no program of this cluster is called '$program'"
  case $verb in
    kill) end "$program" ;;
    start)
      if runs "$program"; then fail "$program runs already"; fi
      eval "command=($(<"$STATE/cmd/$program"))"
      start "$program" "${command[@]}"
      [ "$program" != containerd ] || await 30 containerd ctr -a "$STATE/containerd.sock" version
      ;;
    freeze) send "$program" STOP ;;
    thaw) send "$program" CONT ;;
    *) fail "the verbs are kill, start, freeze and thaw, not '$verb'" ;;
  esac
done
