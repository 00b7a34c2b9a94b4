#!/usr/bin/env bash
# Measures what one operator carries: simulated samplers report to the real operator, which runs on one processor and asks a real API server. Prints a table for each size;
# the figures are also in bench/target/scale-SIZE.json. Some 11 minutes; nothing else should run. Nothing leaves the machine and nothing is left behind.
#   SCALE_SIZES   "PODS:WORKLOADS:WATCHES:STACKS[:HEAP] ...", default "1000:50:2:200 10000:500:50:200:512m"; without HEAP the operator has the heap that its image says
#   SCALE_PODS    only one size of so many pods, a workload for 20 of them and a watch for 10 workloads; SCALE_HEAP is its heap
#   SCALE_STEADY  how long to measure (60s)
#   SCALE_IMAGE   a folder that operator/image/build-rootfs.sh has filled, instead of building one
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$ROOT/scripts/scale-lib.sh"
cd "$ROOT"
sizes=${SCALE_SIZES:-1000:50:2:200 10000:500:50:200:512m}
if [ -n "${SCALE_PODS:-}" ]; then
  workloads=$(((SCALE_PODS + 19) / 20))
  sizes=$SCALE_PODS:$workloads:$(((workloads + 9) / 10)):200:${SCALE_HEAP:-}
fi
scale_prepare
status=0
for size in $sizes; do
  IFS=: read -r pods workloads watches stacks heap <<<"$size"
  scale_run -pods "$pods" -workloads "$workloads" -watches "$watches" -stacks "$stacks" -heap "${heap:-}" -steady "${SCALE_STEADY:-60s}" -json "bench/target/scale-$pods.json" || status=$? # its table says how far it came; the next size is another run
done
exit $status
