package merge_test

import (
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/merge"
)

// A chain is two spaces that know one account, with rows that name each other.
type chain struct {
	t    *testing.T
	a, b *space
	ref  playbook.Reference
	rows map[string]playbook.ID // by a name of the story
}

func chained(t *testing.T, ref playbook.Reference) *chain {
	start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	account := playbook.ID{1, 2, 3}
	c := &chain{t: t, a: newSpace("a", account, start), b: newSpace("b", account, start), ref: ref, rows: map[string]playbook.ID{}}
	c.do(c.a, func(w *writing) error {
		return w.save(&playbook.Account{Meta: playbook.Meta{ID: account}, Name: "Acme", Stage: playbook.Live})
	})
	if ref.From != ref.To {
		c.add(c.a, "first end", ref.To, "")
		c.add(c.a, "link", ref.From, "first end")
	} else {
		c.add(c.a, "link", ref.From, "")
	}
	c.meet()
	return c
}

func (c *chain) do(s *space, fn func(*writing) error) {
	c.t.Helper()
	for _, o := range []*space{c.a, c.b} {
		o.now = o.now.Add(time.Second)
	}
	if err := s.do("step", fn); err != nil {
		c.t.Fatal(err)
	}
	s.holds(c.t)
}

// add adds a row that keeps the rules, and lets it name another where it is of the
// noun that does. What else it would name it names not, or the first end.
func (c *chain) add(s *space, name, noun, names string) {
	c.t.Helper()
	n := playbook.CopyOf(valid()[noun][0])
	for _, r := range playbook.References() {
		if r.From == noun {
			c.set(n, r.Col, playbook.ID{})
		}
	}
	if names != "" {
		c.set(n, c.ref.Col, c.rows[names])
	}
	for _, r := range playbook.References() { // what a row cannot do without
		if is, _ := playbook.GetText(n, r.Col); r.From == noun && is == "" && playbook.CheckValues(n) != nil {
			other := "for " + r.Col
			if c.rows[other].IsZero() {
				c.add(s, other, r.To, "")
			}
			c.set(n, r.Col, c.rows[other])
		}
	}
	c.do(s, func(w *writing) error { return w.save(n) })
	c.rows[name] = n.Key().ID
}

func (c *chain) set(n playbook.Noun, col string, to playbook.ID) {
	c.t.Helper()
	text := ""
	if !to.IsZero() {
		text = to.String()
	}
	if err := playbook.SetText(n, col, text); err != nil {
		c.t.Fatal(err)
	}
}

// names lets one row name another in a space, "" for none.
func (c *chain) names(s *space, name, other string) {
	c.t.Helper()
	n := playbook.CopyOf(s.rows[c.rows[name]])
	c.set(n, c.ref.Col, c.rows[other])
	c.do(s, func(w *writing) error { return w.save(n) })
}

func (c *chain) trash(s *space, name string) {
	c.t.Helper()
	c.do(s, func(w *writing) error {
		w.trash(s.rows[c.rows[name]], playbook.MomentOf(s.now))
		return nil
	})
}

func (c *chain) undo(s *space, times int) {
	c.t.Helper()
	for range times {
		if err := s.undo(); err != nil {
			c.t.Fatal(err)
		}
	}
	s.holds(c.t)
}

// meet lets both take in what the other knows until neither has anything new. All
// that was ever written is known to both then, and both have the same rows, none
// of which names one that is not there.
func (c *chain) meet() {
	c.t.Helper()
	for range 3 {
		for _, s := range []*space{c.a, c.b} {
			o := c.a
			if s == c.a {
				o = c.b
			}
			s.now = s.now.Add(time.Second)
			if pack := o.send(true); pack != nil {
				if err := s.take(pack, nil); err != nil {
					c.t.Fatal(err)
				}
			}
		}
	}
	everywhere(c.t, []*space{c.a, c.b})
	for _, n := range c.a.rows {
		for _, r := range playbook.References() {
			if r.From != playbook.NounName(n) {
				continue
			}
			text, err := playbook.GetText(n, r.Col)
			if err != nil {
				c.t.Fatal(err)
			}
			if id, err := playbook.ParseID(text); text != "" && (err != nil || c.a.rows[id] == nil || playbook.NounName(c.a.rows[id]) != r.To) {
				c.t.Errorf("the %s of a %s is %q, and there is none", r.Col, r.From, text)
			}
		}
	}
	if mends, _ := merge.Mend(c.a.account, c.a.known()); mends != nil {
		c.t.Errorf("there is something to mend still: %+v", mends)
	}
}

// is fails unless a row names the other at both.
func (c *chain) is(name, other string) {
	c.t.Helper()
	want := ""
	if other != "" {
		want = c.rows[other].String()
	}
	for _, s := range []*space{c.a, c.b} {
		n := s.rows[c.rows[name]]
		if n == nil {
			c.t.Errorf("at %s the %s is not there", s.name, name)
			continue
		}
		if got, _ := playbook.GetText(n, c.ref.Col); got != want {
			c.t.Errorf("at %s the %s names %q, want %q", s.name, name, got, want)
		}
	}
}

// gone fails unless the row is at neither.
func (c *chain) gone(name string) {
	c.t.Helper()
	for _, s := range []*space{c.a, c.b} {
		if s.rows[c.rows[name]] != nil {
			c.t.Errorf("at %s the %s is still there", s.name, name)
		}
	}
}

// stays fails unless the row is at both, out of the trash.
func (c *chain) stays(name string) {
	c.t.Helper()
	for _, s := range []*space{c.a, c.b} {
		if n := s.rows[c.rows[name]]; n == nil || n.Key().TrashedAt != "" {
			c.t.Errorf("at %s the %s is not there any more", s.name, name)
		}
	}
}

// Whatever row of an account names another: while one laptop takes the end of the
// chain away the other hangs something on it, and neither is left with a name that
// leads nowhere.
func TestAChainLosesItsEndOnOneSide(t *testing.T) {
	for _, ref := range playbook.References() {
		t.Run(ref.From+" "+ref.Col, func(t *testing.T) {
			t.Run("named there, taken away here", func(t *testing.T) {
				c := chained(t, ref)
				c.add(c.a, "end", ref.To, "")
				c.meet()
				c.undo(c.a, 1)
				was, _ := playbook.GetText(c.b.rows[c.rows["link"]], ref.Col)
				c.names(c.b, "link", "end")
				c.meet()
				c.is("link", "end")
				// The end is there again: it does not go when nothing names it any more.
				n := playbook.CopyOf(c.b.rows[c.rows["link"]])
				must(t, playbook.SetText(n, ref.Col, was))
				c.do(c.b, func(w *writing) error { return w.save(n) })
				c.meet()
				c.stays("end")
			})
			t.Run("a row more there, taken away here", func(t *testing.T) {
				c := chained(t, ref)
				c.add(c.a, "end", ref.To, "")
				c.meet()
				c.add(c.b, "more", ref.From, "end")
				c.undo(c.a, 1)
				c.meet()
				c.is("more", "end")
				c.undo(c.b, 2) // what she had taken in, and the row
				c.meet()
				c.gone("more")
				c.stays("end")
			})
			t.Run("named there, in the trash here", func(t *testing.T) {
				c := chained(t, ref)
				c.add(c.a, "end", ref.To, "")
				c.meet()
				c.trash(c.a, "end")
				c.names(c.b, "link", "end")
				c.meet()
				c.is("link", "end")
				for _, s := range []*space{c.a, c.b} {
					if s.rows[c.rows["end"]].Key().TrashedAt == "" {
						t.Errorf("at %s the end came out of the trash", s.name)
					}
				}
			})
			t.Run("each another end", func(t *testing.T) {
				c := chained(t, ref)
				c.add(c.a, "his end", ref.To, "")
				c.names(c.a, "link", "his end")
				c.add(c.b, "her end", ref.To, "")
				c.names(c.b, "link", "her end")
				c.meet()
				c.is("link", "her end")
				c.undo(c.b, 1) // what she had taken in
				c.undo(c.b, 1)
				c.meet()
				c.is("link", "his end")
			})
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Where rows name rows of their own noun, two laptops can close a circle that
// neither of them has made. It stays as both have written it, can be opened by
// either, and goes with its rows.
func TestTwoCloseACircle(t *testing.T) {
	met := 0
	for _, ref := range playbook.References() {
		if ref.From != ref.To {
			continue
		}
		met++
		t.Run(ref.From+" "+ref.Col, func(t *testing.T) {
			both := func(t *testing.T) *chain {
				c := chained(t, ref)
				c.add(c.a, "other", ref.From, "")
				c.meet()
				c.names(c.a, "link", "other")
				c.names(c.b, "other", "link")
				return c
			}
			t.Run("it stays and is opened", func(t *testing.T) {
				c := both(t)
				c.meet()
				c.is("link", "other")
				c.is("other", "link")
				c.names(c.a, "link", "")
				c.meet()
				c.is("link", "")
				c.is("other", "link")
			})
			t.Run("both open it", func(t *testing.T) {
				c := both(t)
				c.meet()
				c.names(c.a, "link", "")
				c.names(c.b, "other", "")
				c.meet()
				c.is("link", "")
				c.is("other", "")
			})
			t.Run("a row of it is taken away here", func(t *testing.T) {
				c := chained(t, ref)
				c.add(c.a, "other", ref.From, "")
				c.meet()
				c.names(c.a, "link", "other")
				c.undo(c.a, 2) // the name, and the other row
				c.names(c.b, "other", "link")
				c.meet()
				c.is("other", "link")
				c.is("link", "")
			})
			t.Run("a row of it names itself", func(t *testing.T) {
				c := both(t)
				c.meet()
				c.names(c.a, "link", "link")
				c.names(c.b, "other", "other")
				c.meet()
				c.is("link", "link")
				c.is("other", "other")
			})
			t.Run("all of it is taken away", func(t *testing.T) {
				c := chained(t, ref)
				c.add(c.a, "one", ref.From, "")
				c.add(c.a, "two", ref.From, "one")
				c.names(c.a, "one", "two")
				c.meet()
				c.undo(c.a, 3)
				c.meet()
				c.gone("one")
				c.gone("two")
			})
			t.Run("a chain of three loses its middle", func(t *testing.T) {
				c := chained(t, ref)
				c.add(c.a, "middle", ref.From, "link")
				c.meet()
				c.add(c.b, "top", ref.From, "middle")
				c.undo(c.a, 1)
				c.meet()
				c.is("top", "middle")
				c.is("middle", "link")
				c.names(c.a, "top", "")
				c.meet()
				c.stays("middle")
				c.is("top", "")
			})
		})
	}
	if met < 2 {
		t.Errorf("%d nouns name their own kind", met)
	}
}
