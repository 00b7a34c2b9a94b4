package heldlocks

import "golang.org/x/tools/go/ssa"

// describe says what is called with what.
func (c *pointCollector) describe(point *Point, call *ssa.CallCommon) {
	if call.IsInvoke() {
		point.Callee = call.Method.Name()
		point.Arguments = append(point.Arguments, known(c.argument(call.Value)))
	} else if value := c.function(call.Value); value.fn != nil {
		c.describeFunction(point, value)
	}
	for _, v := range call.Args {
		point.Arguments = append(point.Arguments, known(c.argument(v)))
	}
}

func (c *pointCollector) describeFunction(point *Point, value functionValue) {
	point.Callee = symbolOf(declared(value.fn))
	if value.fn.Synthetic != "" && value.isBound() {
		point.Arguments = append(point.Arguments, known(value.captured[0]))
		return
	}
	for _, content := range value.captured {
		point.Captures = append(point.Captures, known(content))
	}
}

func known(a argument) Path {
	if a.path == Unknown {
		return ""
	}
	return a.path
}
