package heldlocks

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// summary is what a call of a function does to the locks of its caller, in terms of what it is given. A function whose summary is nil
// has not been seen to return: what follows a call of it is never reached.
type summary struct {
	taken   map[lockKey]hold // held when it returns, beyond what was held before
	dropped map[lockKey]drop // released, though it was the caller's
	results []result
}

// result is what a function returns, if it is always the same.
type result struct {
	path     Path
	function functionValue
}

func (s *summary) equal(other *summary) bool {
	if s == nil || other == nil {
		return s == other
	}
	return maps.Equal(s.taken, other.taken) && maps.Equal(s.dropped, other.dropped) &&
		slices.EqualFunc(s.results, other.results, func(a, b result) bool {
			return a.path == b.path && a.function.fn == b.function.fn && slices.Equal(a.function.captured, b.function.captured) &&
				slices.Equal(a.function.places, b.function.places)
		})
}

// summarise reads the summary off the states at the function's returns.
func (f *lockFlow) summarise() *summary {
	var exit *state
	var results []result
	for _, leave := range f.returns() {
		exit = join(exit, leave.state)
		results = f.mergeResults(results, leave.instruction)
	}
	if exit == nil {
		return nil
	}
	s := &summary{taken: map[lockKey]hold{}, dropped: map[lockKey]drop{}, results: results}
	for key, count := range exit.held {
		key = beyond(key)
		s.taken[key] = s.taken[key].plus(count)
	}
	for key, how := range exit.dropped {
		key = beyond(key)
		s.dropped[key] = s.dropped[key].and(how)
	}
	return s
}

// beyond is what a lock is called outside of the function: its own values have no name there.
func beyond(key lockKey) lockKey {
	if key.path.isLocal() {
		key.path = Unknown
	}
	return key
}

func (f *lockFlow) mergeResults(before []result, leave *ssa.Return) []result {
	now := make([]result, len(leave.Results))
	for i, v := range leave.Results {
		now[i] = result{path: Unknown}
		if _, ok := firstWord(v.Type()); !ok {
			continue
		}
		if path := f.path(v); !path.isLocal() && !path.isMutable() {
			now[i].path = path
		}
		now[i].function = f.function(v)
		if before == nil {
			continue
		}
		if before[i].path != now[i].path {
			now[i].path = Unknown
		}
		if before[i].function.fn != now[i].function.fn {
			now[i].function = functionValue{}
		}
	}
	return now
}
