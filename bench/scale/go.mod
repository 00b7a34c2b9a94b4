module deadlockwatch.io/bench/scale

go 1.26.0
