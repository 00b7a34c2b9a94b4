module deadlockwatch.io/bench/sampler

go 1.26.0
