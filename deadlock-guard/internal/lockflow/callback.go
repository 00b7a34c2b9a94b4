package lockflow

import (
	"golang.org/x/tools/go/ssa"
)

// runners are functions of the standard library that run an argument before they return; the receiver counts as an argument.
var runners = map[string]int{
	"(*sync.Once).Do": 1, "(*sync.Map).Range": 1,
	"sort.Slice": 1, "sort.SliceStable": 1, "sort.Search": 1,
	"slices.SortFunc": 1, "slices.SortStableFunc": 1, "slices.ContainsFunc": 1, "slices.IndexFunc": 1, "slices.DeleteFunc": 1,
	"maps.DeleteFunc": 1, "path/filepath.Walk": 1, "path/filepath.WalkDir": 1, "strings.Map": 0,
}

// runsNow: the ops of such an argument happen here. What it does to locks beyond that is not followed.
func (w *walker) runsNow(s *state, call ssa.CallInstruction) {
	index, ok := runners[MethodName(call)]
	if !ok || index >= len(call.Common().Args) {
		return
	}
	w.runs(s, call, call.Common().Args[index], s.holds)
}

// callBack: a function that is called here calls one of its arguments, perhaps with locks of its own held.
func (w *walker) callBack(s *state, call ssa.CallInstruction, at site, op Op) {
	if op.fn >= len(at.arguments) || !at.allows(s, op.facts) {
		return
	}
	held := at.outside(op, call, s.holds).Under
	argument := at.arguments[op.fn]
	if parameter, ok := argument.(*ssa.Parameter); ok {
		op.fn = indexOf(w.fn.Params, parameter)
		op.Calls = append([]ssa.CallInstruction{call}, op.Calls...)
		op.Under = held
		w.tellCallers(s, op)
		return
	}
	w.runs(s, call, argument, held)
}

// runs notes the ops of a function value.
func (w *walker) runs(s *state, call ssa.CallInstruction, v ssa.Value, held []Hold) {
	fn, at := w.functionValue(v)
	if fn == nil {
		return
	}
	result := w.Of(fn)
	if result == nil {
		return
	}
	for _, op := range result.summary.ops {
		if op.Kind != callback && at.allows(s, op.facts) {
			w.reach(s, held, at.outside(op, call, held))
		}
	}
}

func parameterCall(call ssa.CallInstruction) (index int, ok bool) {
	common := call.Common()
	parameter, ok := common.Value.(*ssa.Parameter)
	if !ok || common.IsInvoke() {
		return 0, false
	}
	return indexOf(parameter.Parent().Params, parameter), true
}

func isParameterCall(call ssa.CallInstruction) bool {
	_, ok := parameterCall(call)
	return ok
}
