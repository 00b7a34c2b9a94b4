module deadlockwatch.io/monitoring

go 1.26.0
