package user

import "example.com/broken/bad"

var N = bad.N
