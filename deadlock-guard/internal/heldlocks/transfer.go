package heldlocks

// acquire adds to the count of a lock.
func (a *Analysis) acquire(s *state, key lockKey, count hold) {
	key.path = s.canonical(key.path)
	sum := s.held[key].plus(count)
	if sum.most > 0 {
		s.held[key] = sum
	}
}

// release takes a lock away. If it is not known to be held, the lock may be one of those that are, under another name, or a caller's.
func (a *Analysis) release(s *state, key lockKey, how drop) {
	key.path = s.canonical(key.path)
	held, known := s.held[key]
	if known && key.path != Unknown {
		a.releaseKnown(s, key, held, how)
		return
	}
	for other, count := range s.held {
		if a.mayBeSame(key, other) {
			s.held[other] = count.weaker()
			how = drop{} // perhaps no caller's, and then it is one that this function took
		}
	}
	s.drop(key, how)
}

func (a *Analysis) releaseKnown(s *state, key lockKey, held hold, how drop) {
	s.unlocked[key] = true
	less := held.minusOne()
	switch {
	case !how.certain && held.least > 0:
		less = held.weaker() // a call that may release it
	case held.least == 0:
		s.drop(key, drop{}) // a way on which it is not held unlocks a caller's
	}
	if less.most == 0 {
		delete(s.held, key)
		return
	}
	s.held[key] = less
}

func (s *state) drop(key lockKey, how drop) { s.dropped[key] = s.dropped[key].and(how) }

func (d drop) and(other drop) drop {
	return drop{d.certain || other.certain, d.foreign || other.foreign}
}

// mayBeSame says whether two names may stand for one lock. Names of one class that differ may, since paths are not compared further.
func (a *Analysis) mayBeSame(x, y lockKey) bool {
	if x.mode != y.mode || !sameKind(x.class.Kind, y.class.Kind) {
		return false
	}
	switch {
	case x.class.Name == y.class.Name:
		return true
	case x.class.isAny():
		return y.class.isAny() || a.escaped[y.class.Name]
	case y.class.isAny():
		return a.escaped[x.class.Name]
	default:
		return false
	}
}

func sameKind(x, y Kind) bool { return x == y || x == Locker || y == Locker }
