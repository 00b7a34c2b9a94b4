#!/usr/bin/env bash
# Copies the resource definitions that crds/ generates into the chart; with --check it only says whether they are the same.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" = --check ]; then
  diff -r crds/src/main/resources/crds helm/deadlockwatch/files/crds || {
    echo "error: the chart's resource definitions are not those of crds/: run scripts/chart-crds.sh" >&2
    exit 1
  }
  exit 0
fi
rm -rf helm/deadlockwatch/files/crds
cp -r crds/src/main/resources/crds helm/deadlockwatch/files/crds
