package program

// Fact is an analysis that several rules ask for: it runs when the first of them asks, once for each program.
//
// A Fact is a package variable, and its address is the key of the result. The result is shared, so nobody may change it.
type Fact[T any] struct{ compute func(*Program) T }

// NewFact says how the analysis is done.
func NewFact[T any](compute func(*Program) T) *Fact[T] { return &Fact[T]{compute} }

// Of is the result for a program.
func (f *Fact[T]) Of(p *Program) T {
	if known, ok := p.facts[f]; ok {
		return known.(T)
	}
	value := f.compute(p)
	p.facts[f] = value
	return value
}
