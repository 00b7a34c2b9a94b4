#!/usr/bin/env bash
# Lets an hour's worth of sampling intervals pass in four minutes, while pods, goroutines, findings and watches come and go, and says whether anything of the operator grows:
# heap, threads, open files, series, objects. Nothing leaves the machine and nothing is left behind. The figures are also in bench/target/soak.json.
#   SOAK_TIME   how long (4m: 240 intervals of one second)
#   SOAK_PODS   how many pods (300)
#   SCALE_IMAGE a folder that operator/image/build-rootfs.sh has filled, instead of building one
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$ROOT/scripts/scale-lib.sh"
cd "$ROOT"
scale_prepare
scale_run -soak "${SOAK_TIME:-4m}" -pods "${SOAK_PODS:-300}" -workloads 20 -watches 2 -stacks 50 -interval 1s -blocked-for 10s -json bench/target/soak.json
