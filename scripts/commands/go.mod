module deadlockwatch.io/commands

go 1.26.0
