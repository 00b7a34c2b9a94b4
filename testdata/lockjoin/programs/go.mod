module example.com/lockjoin

go 1.26
