#!/usr/bin/env bash
# import.sh [--name NAME] ARCHIVE...: puts image archives into the full cluster's container runtime; its pods cannot pull images.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
read_cluster full "$@"
[ ${#REST[@]} -gt 0 ] || fail "which archives?"
runs containerd || fail "no full cluster is running; start one with $HERE/up.sh full"
import_images "${REST[@]}"
say "imported: ${REST[*]}"
