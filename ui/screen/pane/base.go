package pane

// A Base is what the person at a field has seen of its stored value. A write
// handed over while another is under way has seen what that one stores; where
// that one was refused, what it had seen. So words typed behind a slow write
// are no conflict with the person's own words. It belongs to the UI goroutine.
type Base struct {
	Value string
	last  *Step
}

// A Step is one write of the value. Seen and Landed belong to the work of a
// queue, which runs one write after another in the order they were handed over.
type Step struct {
	before *Step
	seen   string
	stored string
	landed bool
}

// Take notes that the person has now seen v, whatever is still under way: a
// conflict was settled.
func (b *Base) Take(v string) { b.Value, b.last = v, nil }

// Step begins a write; its work calls Seen and Landed, and its end End.
func (b *Base) Step() *Step {
	b.last = &Step{before: b.last, seen: b.Value}
	return b.last
}

// End notes that the answer of a write has arrived.
func (b *Base) End(s *Step) {
	if b.last == s {
		b.last = nil
	}
}

// Seen is the value this write goes over.
func (s *Step) Seen() string {
	switch {
	case s.before == nil:
		return s.seen
	case s.before.landed:
		return s.before.stored
	}
	return s.before.Seen()
}

// Landed notes what this write has stored.
func (s *Step) Landed(stored string) { s.stored, s.landed = stored, true }
