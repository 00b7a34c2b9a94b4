module deadlockwatch.io/links

go 1.26.0
