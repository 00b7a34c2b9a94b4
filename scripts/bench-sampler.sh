#!/usr/bin/env bash
# Measures what watching a Go process costs it: alone, beside the sampler of the image, beside pollers of debug=2 and debug=1. Prints a table for each size and
# the targets; then the same of one sampler for 100 processes. All figures go to bench/target/sampler.json and node.json. Some 19 minutes; nothing else should run.
# Settings: BENCH_SAMPLER_PHASE (12s), BENCH_SAMPLER_ROUNDS (4), BENCH_SAMPLER_WARMUP (65s), BENCH_SAMPLER_GOROUTINES (1000,10000,100000), BENCH_NODE_TARGETS (100),
# BENCH_NODE_LENGTH (3m).
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
step "Programs that pack images" test-cluster/build.sh control
step "Image of the sampler" scripts/images.sh
mkdir -p bench/target
step "Go: target, load, operator" go -C bench/sampler build -o "$ROOT/bench/target/sampler" .
bench/target/sampler -image "$IMAGES/sampler.tar" -phase "${BENCH_SAMPLER_PHASE:-12s}" -warmup "${BENCH_SAMPLER_WARMUP:-65s}" -rounds "${BENCH_SAMPLER_ROUNDS:-4}" \
  -goroutines "${BENCH_SAMPLER_GOROUTINES:-1000,10000,100000}" -json bench/target/sampler.json

# The sampler of a node goes to addresses of pods only, never to loopback: here they are on the lo of a network of its own, which leads nowhere.
network='ip link set lo up && ip route add local 10.199.0.0/16 dev lo && exec "$@"'
unshare --map-root-user --net sh -c "$network" sh \
  bench/target/sampler node -image "$IMAGES/sampler.tar" -targets "${BENCH_NODE_TARGETS:-100}" -length "${BENCH_NODE_LENGTH:-3m}" -json bench/target/node.json
