package load

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Summary counts answers.
type Summary struct {
	mu     sync.Mutex // guards counts
	counts map[string]int
}

// String lists the answers by request, one a line.
func (s *Summary) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var text strings.Builder
	for _, key := range slices.Sorted(maps.Keys(s.counts)) {
		fmt.Fprintf(&text, "%6d  %s\n", s.counts[key], key)
	}
	return text.String()
}

func (s *Summary) add(r request, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[r.method+" "+r.path+"  "+outcome(status)]++
}

func outcome(status int) string {
	if status == noAnswer {
		return "no answer"
	}
	return strconv.Itoa(status)
}
