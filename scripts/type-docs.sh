#!/usr/bin/env bash
# Types the commands of the documentation that are marked as run by this script, as they stand there:  type-docs.sh [README.md | docs/guides/ci.md | docs/guides/quickstart.md]...
# Without an argument the first two, which need no cluster. The quickstart brings up the local cluster and takes it down.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
export JAVA_HOME
JAVA_HOME=$(scripts/java-home.sh)
work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-docs.XXXXXX")
trap 'rm -rf "$work"' EXIT
go -C scripts/commands build -o "$work/commands" .

# type_page PAGE DIRECTORY: in one shell, as a reader would. Status 1 of deadlockwatch means that it found something.
type_page() {
  {
    echo 'set -uo pipefail; shopt -s expand_aliases'
    echo 'trap '\''status=$?; [[ $status = 1 && $BASH_COMMAND == */cli/bin/deadlockwatch\ * ]] || { echo "status $status: $BASH_COMMAND" >&2; exit $status; }'\'' ERR'
    "$work/commands" print "$1" scripts/type-docs.sh
  } >"$work/script"
  say "$1"
  (cd "$2" && bash -v "$work/script")
}
[ $# -gt 0 ] || set -- README.md docs/guides/ci.md
for page in "$@"; do
  case $page in
    README.md) type_page README.md "$ROOT" ;;
    docs/guides/ci.md)
      # A service without findings, its base beside it, and the scanner's folder where the page says it is.
      mkdir "$work/service" "$work/bin"
      cp -r examples/orders/. "$work/service"
      cp -r examples/orders "$work/service/base"
      ln -s "$ROOT" "$work/deadlockwatch"
      export GOBIN=$work/bin PATH=$work/bin:$PATH
      go -C deadlock-guard install ./cmd/deadlock-guard
      GOFLAGS=-tags=fixed type_page docs/guides/ci.md "$work/service"
      ;;
    docs/guides/quickstart.md)
      trap 'rm -rf "$work"; scripts/demo-down.sh' EXIT
      type_page docs/guides/quickstart.md "$ROOT"
      ;;
    *) die "no commands of $page are typed here" ;;
  esac
done
