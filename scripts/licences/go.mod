module deadlockwatch.io/licences

go 1.26.0
