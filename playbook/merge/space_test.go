package merge_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"kept/playbook"
	"kept/playbook/merge"
)

// A space is a workspace in memory with one account: rows, the acts that led to
// them, what was taken in, undo and redo. It writes as the store does, so that
// what the merge says of claims can be held against rows that nobody merged.
type space struct {
	name    string
	account playbook.ID
	now     time.Time
	rows    map[playbook.ID]playbook.Noun
	acts    []*deed
	last    int64 // stamp
	ids     uint64
}

// A deed is an act of a space.
type deed struct {
	claim  playbook.Claim
	undone int // 0 stands, 1 can be redone, 2 gone for good
	took   []playbook.Claim
	lines  []playbook.ClaimLine // what it changed here
}

func newSpace(name string, account playbook.ID, now time.Time) *space {
	return &space{name: name, account: account, now: now, rows: map[playbook.ID]playbook.Noun{}}
}

// id returns the next ID of the space, the same in every run.
func (s *space) id() playbook.ID {
	var id playbook.ID
	s.ids++
	binary.BigEndian.PutUint64(id[:], s.ids*2654435761)
	binary.BigEndian.PutUint64(id[8:], s.ids)
	copy(id[10:], s.name)
	return id
}

// known returns the claims of the space: its own acts and those taken in by acts
// that stand.
func (s *space) known() []playbook.Claim {
	var out []playbook.Claim
	for _, d := range s.acts {
		switch {
		case d.took == nil && d.claim.Kind != "":
			out = append(out, d.claim)
		case d.took != nil && d.undone == 0:
			out = append(out, d.took...)
		}
	}
	return out
}

// stamp is the next tick of the hybrid clock, after all that is known.
func (s *space) stamp() int64 {
	for _, d := range s.acts {
		s.last = max(s.last, d.claim.Stamp)
		for i := range d.took {
			s.last = max(s.last, d.took[i].Stamp)
		}
	}
	s.last = max(s.last+1, s.now.UnixMicro())
	return s.last
}

// A writing is one act under way.
type writing struct {
	s      *space
	before map[playbook.ID]playbook.Noun
	order  []playbook.ID
}

func (w *writing) save(n playbook.Noun) error {
	m := n.Key()
	if m.ID.IsZero() {
		m.ID = w.s.id()
	}
	was := w.s.rows[m.ID]
	if was == nil {
		m.AccountID, m.Revision = w.s.account, 1
		if err := n.Check(); err != nil {
			return err
		}
		if m.Pos == 0 && m.ID != m.AccountID {
			for _, other := range w.s.rows {
				if playbook.NounName(other) == playbook.NounName(n) && playbook.KindOf(other) == playbook.KindOf(n) {
					m.Pos = max(m.Pos, other.Key().Pos)
				}
			}
			m.Pos++
		}
	} else if err := playbook.CheckChange(was, n); err != nil {
		return err
	}
	w.put(m.ID, playbook.CopyOf(n))
	return nil
}

func (w *writing) put(id playbook.ID, n playbook.Noun) {
	if _, seen := w.before[id]; !seen {
		w.before[id] = w.s.rows[id]
		w.order = append(w.order, id)
	}
	if n == nil {
		delete(w.s.rows, id)
		return
	}
	w.s.rows[id] = n
}

func (w *writing) trash(n playbook.Noun, at playbook.Moment) {
	c := playbook.CopyOf(n)
	c.Key().TrashedAt = at
	w.put(n.Key().ID, c)
}

// lines is what the act has changed.
func (w *writing) lines() []playbook.ClaimLine {
	var out []playbook.ClaimLine
	for _, id := range w.order {
		was, now := w.before[id], w.s.rows[id]
		switch {
		case was == nil && now == nil:
		case was == nil:
			j := rowJSON(now)
			out = append(out, playbook.ClaimLine{Noun: playbook.NounName(now), Row: id, New: &j})
		case now == nil:
			j := rowJSON(was)
			out = append(out, playbook.ClaimLine{Noun: playbook.NounName(was), Row: id, Old: &j})
		default:
			for _, c := range playbook.Columns(now) {
				if !c.Same(was, now) {
					a, b := c.Text(was), c.Text(now)
					out = append(out, playbook.ClaimLine{Noun: playbook.NounName(now), Row: id, Col: c.Name, Old: &a, New: &b})
				}
			}
		}
	}
	return out
}

func (w *writing) rollBack() {
	for id, n := range w.before {
		if n == nil {
			delete(w.s.rows, id)
		} else {
			w.s.rows[id] = n
		}
	}
}

// rowJSON writes a row as the history keeps it.
func rowJSON(n playbook.Noun) string {
	empty := playbook.NewNoun(playbook.NounName(n))
	vals := map[string]string{}
	for _, c := range playbook.Columns(n) {
		if !c.Same(n, empty) {
			vals[c.Name] = c.Text(n)
		}
	}
	return jsonOf(vals)
}

func jsonOf(vals map[string]string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(vals) // texts into memory cannot fail
	return string(bytes.TrimSpace(b.Bytes()))
}

// do makes fn one act. What a rule refuses is no act.
func (s *space) do(label string, fn func(*writing) error) error {
	w := &writing{s: s, before: map[playbook.ID]playbook.Noun{}}
	err := fn(w)
	if err == nil && len(w.order) > 0 {
		err = playbook.CheckAccount(rowsOf(s.rows), func(n playbook.Noun) playbook.Noun {
			id := n.Key().ID
			if was, touched := w.before[id]; touched {
				return was
			}
			return s.rows[id]
		}, s.account)
	}
	if err != nil {
		w.rollBack()
		return err
	}
	lines := w.lines()
	if lines == nil {
		return nil
	}
	for _, d := range s.acts {
		if d.undone == 1 {
			d.undone = 2
		}
	}
	s.write(playbook.Claim{Label: label, Kind: "do", Lines: lines})
	return nil
}

// write keeps an act of this space.
func (s *space) write(c playbook.Claim) *deed {
	c.ID, c.Stamp, c.At, c.Who, c.Device = s.id(), s.stamp(), playbook.MomentOf(s.now), "Who "+s.name, s.name
	d := &deed{claim: c, lines: c.Lines}
	s.acts = append(s.acts, d)
	return d
}

// A said is one value as somebody has written it.
type said struct {
	row       playbook.ID
	col, text string
}

// hear remembers every value that lines write.
func hear(lines []playbook.ClaimLine, into map[said]bool) {
	for _, l := range lines {
		switch {
		case l.Col != "":
			into[said{l.Row, l.Col, *l.New}] = true
		case l.New != nil:
			for col, text := range columnsOf(*l.New) {
				into[said{l.Row, col, text}] = true
			}
		}
	}
}

func columnsOf(row string) map[string]string {
	var vals map[string]string
	if err := json.Unmarshal([]byte(row), &vals); err != nil {
		panic(err)
	}
	return vals
}

var errNothing = errors.New("nothing to undo")

// undo takes back the newest act that stands, redo does again what was taken
// back last.
func (s *space) undo() error {
	for i := len(s.acts) - 1; i >= 0; i-- {
		if d := s.acts[i]; d.claim.Kind == "do" && d.undone == 0 {
			return s.turn(d, "undo")
		}
	}
	return errNothing
}

func (s *space) redo() error {
	for _, d := range s.acts {
		if d.claim.Kind == "do" && d.undone == 1 {
			return s.turn(d, "redo")
		}
	}
	return errNothing
}

func (s *space) turn(d *deed, kind string) error {
	w := &writing{s: s, before: map[playbook.ID]playbook.Noun{}}
	lines := slices.Clone(d.lines)
	back := kind == "undo"
	if back {
		slices.Reverse(lines)
	}
	for _, l := range lines {
		want, give := l.Old, l.New
		if back {
			want, give = give, want
		}
		n := s.rows[l.Row]
		switch {
		case l.Col != "":
			if n == nil {
				w.rollBack()
				return fmt.Errorf("%s of %s: the row is gone", kind, l.Row)
			}
			if is, _ := playbook.GetText(n, l.Col); is != *want {
				w.rollBack()
				return fmt.Errorf("%s of %s.%s: %q, want %q", kind, l.Noun, l.Col, is, *want)
			}
			n = playbook.CopyOf(n)
			if err := playbook.SetText(n, l.Col, *give); err != nil {
				return err
			}
			w.put(l.Row, n)
		case give == nil:
			if n == nil || rowJSON(n) != *want {
				w.rollBack()
				return fmt.Errorf("%s of %s %s: it is not what was left", kind, l.Noun, l.Row)
			}
			w.put(l.Row, nil)
		default:
			row := playbook.NewNoun(l.Noun)
			*row.Key() = playbook.Meta{ID: l.Row, AccountID: s.account, Revision: 1}
			for col, v := range columnsOf(*give) {
				if err := playbook.SetText(row, col, v); err != nil {
					return err
				}
			}
			w.put(l.Row, row)
		}
	}
	if d.took == nil {
		s.write(playbook.Claim{Label: d.claim.Label, Kind: kind, Undoes: d.claim.ID, Lines: w.lines()})
	}
	d.undone = 0
	if back {
		d.undone = 1
	}
	return nil
}

// send makes a pack, nil while the space does not know the account: what it has
// written of one whose taking in was undone goes nowhere.
func (s *space) send(sensitive bool) []playbook.Claim {
	claims := s.known()
	if !slices.ContainsFunc(claims, func(c playbook.Claim) bool {
		return slices.ContainsFunc(c.Lines, func(l playbook.ClaimLine) bool { return l.Row == s.account && l.Col == "" && l.New != nil })
	}) {
		return nil
	}
	if !sensitive {
		claims = merge.Withhold(claims)
	}
	return claims
}

// take takes in a pack, as one act.
func (s *space) take(pack []playbook.Claim, choices func([]merge.Difference) []merge.Choice) error {
	if err := merge.Accept(s.account, pack, s.now); err != nil {
		return err
	}
	sides := merge.Sides{Account: s.account, Here: s.known(), There: pack}
	var chosen []merge.Choice
	if choices != nil {
		chosen = choices(merge.Compare(sides))
	}
	taking, err := merge.Take(sides, chosen, merge.By{Who: "Who " + s.name, Device: s.name, Label: "Take in", At: s.now})
	if err != nil {
		return err
	}
	if len(taking.Claims) == 0 {
		return nil
	}
	w := &writing{s: s, before: map[playbook.ID]playbook.Noun{}}
	want := map[playbook.ID]bool{}
	for _, n := range taking.Rows {
		want[n.Key().ID] = true
		if was := s.rows[n.Key().ID]; was == nil || differs(was, n) {
			w.put(n.Key().ID, n)
		}
	}
	for _, id := range slices.Collect(maps.Keys(s.rows)) {
		if !want[id] {
			w.put(id, nil)
		}
	}
	for _, d := range s.acts {
		if d.undone == 1 {
			d.undone = 2
		}
	}
	// The lines of one row stay in the order of rows, which undo walks back.
	d := &deed{took: taking.Claims, lines: w.lines(), claim: playbook.Claim{Kind: "do", Label: "Take in"}}
	d.claim.Stamp = 0
	s.acts = append(s.acts, d)
	return nil
}

// story tells what was done in the space, for whoever looks for a fault.
func (s *space) story() string {
	var b bytes.Buffer
	tell := func(indent string, c playbook.Claim) {
		fmt.Fprintf(&b, "%s%s %s %x of %s at %d, turns %x\n", indent, c.Kind, c.Label, c.ID[:12], c.Device, c.Stamp, c.Undoes[:12])
		for _, l := range c.Lines {
			fmt.Fprintf(&b, "%s    %s %x %s", indent, l.Noun, l.Row[:12], l.Col)
			for _, v := range []*string{l.Old, l.New} {
				if v != nil {
					fmt.Fprintf(&b, " %q", *v)
				} else {
					b.WriteString(" -")
				}
			}
			b.WriteByte('\n')
		}
	}
	for _, d := range s.acts {
		if d.took == nil {
			tell("", d.claim)
			continue
		}
		fmt.Fprintf(&b, "took in, undone %d\n", d.undone)
		for _, c := range d.took {
			tell("  ", c)
		}
	}
	return b.String()
}

// differs tells whether two rows of a noun are not alike.
func differs(a, b playbook.Noun) bool {
	return slices.ContainsFunc(playbook.Columns(a), func(c playbook.Column) bool { return !c.Same(a, b) })
}

// rowsOf is rows as a playbook.Reader.
type rowsOf map[playbook.ID]playbook.Noun

func (r rowsOf) Load(n playbook.Noun) error {
	row := r[n.Key().ID]
	if row == nil || row.Key().TrashedAt != "" {
		return playbook.ErrNotFound
	}
	*n.(*playbook.Account) = *row.(*playbook.Account)
	return nil
}

func (r rowsOf) Rows(dst any, _ playbook.ID) error {
	switch d := dst.(type) {
	case *[]playbook.Promise:
		*d = live[playbook.Promise](r)
	case *[]playbook.Handoff:
		*d = live[playbook.Handoff](r)
	case *[]playbook.ProofPoint:
		*d = live[playbook.ProofPoint](r)
	case *[]playbook.Criterion:
		*d = live[playbook.Criterion](r)
	case *[]playbook.Plan:
		*d = live[playbook.Plan](r)
	case *[]playbook.Task:
		*d = live[playbook.Task](r)
	default:
		return fmt.Errorf("rows of %T", dst)
	}
	return nil
}

func (r rowsOf) RowsWith(dst any, account playbook.ID, _ string, _ ...string) error {
	return r.Rows(dst, account)
}

// live returns the live rows of a noun by pos, then ID.
func live[T any, P interface {
	*T
	playbook.Noun
}](rows map[playbook.ID]playbook.Noun) []T {
	var out []T
	for _, n := range rows {
		if row, ok := n.(P); ok && n.Key().TrashedAt == "" {
			out = append(out, *row)
		}
	}
	slices.SortFunc(out, func(a, b T) int {
		x, y := P(&a).Key(), P(&b).Key()
		if x.Pos != y.Pos {
			return x.Pos - y.Pos
		}
		return bytes.Compare(x.ID[:], y.ID[:])
	})
	return out
}
