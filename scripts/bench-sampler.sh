#!/usr/bin/env bash
# Measures what watching a Go process costs it: alone, beside the sampler of the image, beside pollers of debug=2 and debug=1. Prints a table for each size and
# the targets; all figures go to bench/target/sampler.json. Some 14 minutes; nothing else should run. Settings: BENCH_SAMPLER_PHASE (12s), BENCH_SAMPLER_ROUNDS (4),
# BENCH_SAMPLER_WARMUP (65s), BENCH_SAMPLER_GOROUTINES (1000,10000,100000).
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
step "Programs that pack images" test-cluster/build.sh control
step "Image of the sampler" scripts/images.sh
mkdir -p bench/target
step "Go: target, load, operator" go -C bench/sampler build -o "$ROOT/bench/target/sampler" .
exec bench/target/sampler -image "$IMAGES/sampler.tar" -phase "${BENCH_SAMPLER_PHASE:-12s}" -warmup "${BENCH_SAMPLER_WARMUP:-65s}" -rounds "${BENCH_SAMPLER_ROUNDS:-4}" \
  -goroutines "${BENCH_SAMPLER_GOROUTINES:-1000,10000,100000}" -json bench/target/sampler.json
