package bad

var N int = "not a number"
