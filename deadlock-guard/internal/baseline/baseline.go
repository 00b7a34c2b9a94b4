// Package baseline tells which findings are new since an earlier scan.
//
// A finding is known if the baseline has one with its fingerprint. What is left over after that is compared by rule and site: a finding that
// moved within its function has another fingerprint and is not new. Each finding of the baseline answers one finding.
package baseline

// Key is what a finding is recognised by.
type Key struct {
	Rule        string
	Site        string
	Fingerprint string
}

// Difference is what one set of findings has and the other has not; the numbers are places in the sets, in ascending order.
type Difference struct {
	Added []int // in the later set
	Gone  []int // in the earlier set
}

// Compare matches the findings of two scans.
func Compare(earlier, later []Key) Difference {
	added, gone := unmatched(indexes(later), later, indexes(earlier), earlier, func(k Key) string { return k.Rule + "\n" + k.Fingerprint })
	added, gone = unmatched(added, later, gone, earlier, func(k Key) string { return k.Rule + "\n" + k.Site })
	return Difference{Added: added, Gone: gone}
}

// unmatched pairs what has the same name, in order, and returns what is left of both.
func unmatched(later []int, laterKeys []Key, earlier []int, earlierKeys []Key, name func(Key) string) (added, gone []int) {
	free := map[string][]int{}
	for _, i := range earlier {
		free[name(earlierKeys[i])] = append(free[name(earlierKeys[i])], i)
	}
	taken := map[int]bool{}
	for _, i := range later {
		same := free[name(laterKeys[i])]
		if len(same) == 0 {
			added = append(added, i)
			continue
		}
		taken[same[0]] = true
		free[name(laterKeys[i])] = same[1:]
	}
	for _, i := range earlier {
		if !taken[i] {
			gone = append(gone, i)
		}
	}
	return added, gone
}

func indexes(keys []Key) []int {
	all := make([]int, len(keys))
	for i := range all {
		all[i] = i
	}
	return all
}
