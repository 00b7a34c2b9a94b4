package blockingmodel

// table numbers strings in the order of their first use; 0 is the empty one.
type table struct {
	all   []string
	index map[string]int
}

func newTable() *table { return &table{all: []string{""}, index: map[string]int{"": 0}} }

func (t *table) add(text string) int {
	number, known := t.index[text]
	if !known {
		number = len(t.all)
		t.index[text] = number
		t.all = append(t.all, text)
	}
	return number
}
