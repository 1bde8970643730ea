package ledger

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"kept/playbook"
	"kept/playbook/metrics"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/pane"
	"kept/ui/screen/part"
)

// A step of the way through is a promise, a proof point, or, with neither, the
// end.
type step struct {
	promise playbook.ID
	proof   playbook.ID
}

// reconcile is the way through the promises of an account: sold beside
// delivered, one after another, then the proof points, then the kept figures
// and the close. It is worked by keyboard: the arrows or J and K go from one to
// the next, digits choose, Ctrl+Enter confirms and goes on.
type reconcile struct {
	t     *Promises
	steps []step
	at    int

	object fyne.CanvasObject
	told   *kit.Label
	bar    *kit.Progress
	strip  *kit.Tabs
	first  int // the step that stands first in the strip
	page   *fyne.Container
	scroll *kit.Scroll
	ok     *kit.Button
	before *kit.Button
	hints  *fyne.Container

	sold   *soldCard
	came   *outcome
	proof  *proofCard
	ending *endCard
}

func newReconcile(t *Promises) *reconcile {
	r := &reconcile{t: t, told: kit.NewLabel("", kit.Soft), bar: kit.NewProgress(0, kit.Teal), strip: kit.NewTabs(), page: kit.Column(kit.SpaceCard), hints: kit.Flow(kit.SpaceM)}
	r.strip.OnSelected = func(i int) { r.to(r.first + i) }
	r.sold, r.came, r.proof, r.ending = newSoldCard(r), newOutcome(t, true), newProofCard(r), newEndCard(r)
	r.scroll = kit.NewScroll(kit.Pad(r.page, 2, 0, kit.SpaceL, 0))
	r.before = kit.NewButton("Previous", kit.Secondary, func() { r.to(r.at - 1) })
	r.ok = kit.NewButton("Confirm and next", kit.Primary, r.confirm)
	back := kit.NewButton("Back to the list", kit.Quiet, r.leave)
	head := kit.Row(kit.SpaceM, kit.NewLabel("Reconcile", kit.Promise), r.told, pane.Fixed(160, r.bar), kit.Spacer(), back)
	foot := kit.Row(kit.SpaceM, kit.Grow(r.hints), r.before, r.ok)
	keys := kit.NewKeys(kit.Column(kit.SpaceS, head, r.strip, kit.Grow(r.scroll), kit.Pad(foot, kit.SpaceXS, 0, kit.SpaceM, 0)))
	keys.OnRune, keys.OnKey, keys.OnChord = r.rune, r.key, r.chord
	r.object = kit.Grow(keys)
	return r
}

// read lists the steps: the promises in the order of the brief, so that none
// changes its place while it is worked on, the proof points that were set, and
// the end.
func (r *reconcile) read() {
	here := step{}
	if r.at < len(r.steps) {
		here = r.steps[r.at]
	}
	r.steps = r.steps[:0]
	for _, p := range r.t.Rec.PromisesByDue() {
		r.steps = append(r.steps, step{promise: p.ID})
	}
	for _, day := range proofDays() {
		if p := r.t.Rec.ProofPoint(day); p != nil && !part.Blank(p.Text) {
			r.steps = append(r.steps, step{proof: p.ID})
		}
	}
	r.steps = append(r.steps, step{})
	r.at = min(r.at, len(r.steps)-1)
	for i, s := range r.steps {
		if s == here {
			r.at = i
		}
	}
}

func proofDays() []int { return []int{30, 60, 90} }

// arrive goes to the step of a row; without one, to the first that has no
// outcome.
func (r *reconcile) arrive(row playbook.ID) {
	r.read()
	at := -1
	for i, s := range r.steps {
		switch {
		case !row.IsZero() && (s.promise == row || s.proof == row):
			at = i
		case row.IsZero() && at < 0 && !r.done(s):
			at = i
		}
	}
	if at >= 0 {
		r.at = at
	}
	r.show()
	r.focus()
}

// done tells whether a step needs nothing any more; the end never does.
func (r *reconcile) done(s step) bool {
	rec := r.t.Rec
	for i := range rec.Promises {
		if rec.Promises[i].ID == s.promise {
			return rec.Promises[i].Outcome != ""
		}
	}
	for i := range rec.ProofPoints {
		if rec.ProofPoints[i].ID == s.proof {
			return rec.ProofPoints[i].Result != ""
		}
	}
	return false
}

// to goes to a step; beyond the ends it stays.
func (r *reconcile) to(at int) {
	if at < 0 || at >= len(r.steps) || at == r.at {
		return
	}
	r.flush()
	r.at = at
	r.scroll.ScrollToTop()
	r.show()
	r.focus()
}

func (r *reconcile) focus() {
	if c := r.t.Win.Canvas(); c != nil {
		c.Focus(r.strip)
	}
}

func (r *reconcile) flush() {
	r.came.flush()
	r.proof.flush()
}

func (r *reconcile) leave() {
	r.t.Win.Go(screen.Place{Screen: screen.Account, Account: r.t.Account, Tab: screen.Promises, Row: r.steps[r.at].promise})
}

// stripSteps are how many steps the strip shows at once.
const stripSteps = 12

// show puts the step as stored on the page.
func (r *reconcile) show() {
	r.read()
	rec := r.t.Rec
	s := r.steps[r.at]
	ended := metrics.Concluded(rec)
	of := fmt.Sprintf("%d of %d", ended, len(rec.Promises))
	if s.promise.IsZero() { // the step is none of those that are counted
		of += " promises"
	}
	r.told.SetText(r.name(s) + " · " + of + " have an outcome")
	if len(rec.Promises) > 0 {
		r.bar.Set(float64(ended)/float64(len(rec.Promises)), kit.Teal)
	}
	r.showStrip()
	var parts []fyne.CanvasObject
	word := "Confirm and next"
	switch {
	case !s.promise.IsZero():
		p := find(rec.Promises, s.promise)
		r.sold.show(p)
		r.came.show(p)
		parts = []fyne.CanvasObject{pair2(r.sold.card, kit.Column(kit.SpaceCard, r.came.card, r.sold.missing))}
	case !s.proof.IsZero():
		r.proof.show(s.proof)
		parts = []fyne.CanvasObject{pair2(r.proof.wanted, r.proof.judged)}
	default:
		r.ending.show()
		parts, word = []fyne.CanvasObject{r.ending.card}, r.ending.word()
	}
	if len(r.page.Objects) != 1 || !sameParts(r.page.Objects[0], parts[0]) {
		r.page.Objects = parts
	}
	r.ok.SetText(word)
	if r.t.Win.ReadOnly() {
		r.ok.Disable()
	}
	if r.at == 0 {
		r.before.Disable()
	} else {
		r.before.Enable()
	}
	r.showHints(s)
	r.page.Refresh()
	r.scroll.Refresh()
	r.object.Refresh()
}

func find(all []playbook.Promise, id playbook.ID) *playbook.Promise {
	for i := range all {
		if all[i].ID == id {
			return &all[i]
		}
	}
	return nil
}

// name says which step this is.
func (r *reconcile) name(s step) string {
	switch {
	case !s.promise.IsZero():
		return fmt.Sprintf("Promise %d of %d", r.at+1, len(r.t.Rec.Promises))
	case !s.proof.IsZero():
		return "Proof point"
	}
	return "The end"
}

// showStrip shows the steps around this one, those that are done ticked.
func (r *reconcile) showStrip() {
	r.first = max(min(r.at-stripSteps/2, len(r.steps)-stripSteps), 0)
	last := min(r.first+stripSteps, len(r.steps))
	var words []string
	for i := r.first; i < last; i++ {
		s, word := r.steps[i], strconv.Itoa(i+1)
		switch {
		case !s.proof.IsZero():
			for j := range r.t.Rec.ProofPoints {
				if p := &r.t.Rec.ProofPoints[j]; p.ID == s.proof {
					word = "Day " + strconv.Itoa(p.Day)
				}
			}
		case s.promise.IsZero():
			word = "Close"
		}
		if r.done(s) {
			word += " ✓"
		}
		words = append(words, word)
	}
	r.strip.SetWords(words...)
	r.strip.Select(r.at - r.first)
}

// showHints shows the keys of this step.
func (r *reconcile) showHints(s step) {
	pairs := [][2]string{{"↓ or J", "next"}, {"↑ or K", "previous"}}
	switch {
	case r.t.Win.ReadOnly(): // there is nothing to choose or to confirm
	case !s.promise.IsZero():
		pairs = append(pairs, [2]string{"1–7", "outcome"}, [2]string{"Tab", "evidence"}, [2]string{"Ctrl+Enter", "confirm and next"})
	case !s.proof.IsZero():
		pairs = append(pairs, [2]string{"1–3", "judgement"}, [2]string{"Tab", "what they saw"}, [2]string{"Ctrl+Enter", "confirm and next"})
	default:
		pairs = append(pairs, [2]string{"Ctrl+Enter", "close the handoff"}, [2]string{"Esc", "back"})
	}
	r.hints.Objects = nil
	for _, p := range pairs {
		r.hints.Objects = append(r.hints.Objects, kit.Row(6, kit.NewKeyHint(p[0]), kit.NewLabel(p[1], kit.Small)))
	}
	r.hints.Refresh()
}

// confirm takes what was chosen on this step and goes to the next.
func (r *reconcile) confirm() {
	s := r.steps[r.at]
	next := func() { r.to(r.at + 1) }
	switch {
	case !s.promise.IsZero():
		p := r.came.p
		value, waiting := r.came.held[p.ID]
		switch {
		case !waiting && p.Outcome == "":
			r.came.say("Choose how it ended, 1 to 7; or J for the next one.")
			r.page.Refresh()
		case !waiting || value == p.Outcome:
			r.flush()
			next()
		default:
			r.came.flush()
			r.came.conclude(value, next)
		}
	case !s.proof.IsZero():
		r.proof.confirm(next)
	default:
		r.ending.act()
	}
}

// rune takes letters and digits where no field has the keyboard.
func (r *reconcile) rune(c rune) bool {
	s := r.steps[r.at]
	n := int(c - '1')
	switch {
	case c == 'j' || c == 'J':
		r.to(r.at + 1)
	case c == 'k' || c == 'K':
		r.to(r.at - 1)
	case !s.promise.IsZero() && n >= 0 && n < len(playbook.Outcomes()) && !r.t.Win.ReadOnly():
		r.came.ended.Select(n)
		r.came.choose([]int{n})
	case !s.proof.IsZero() && n >= 0 && n < len(playbook.Judgements()) && !r.t.Win.ReadOnly():
		r.proof.choose(n)
	default:
		return false
	}
	return true
}

func (r *reconcile) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyDown, fyne.KeyRight:
		r.to(r.at + 1)
	case fyne.KeyUp, fyne.KeyLeft:
		r.to(r.at - 1)
	default:
		return false
	}
	return true
}

// chord takes Alt and an arrow from a field too, and Ctrl+Enter where no menu
// has it.
func (r *reconcile) chord(c *desktop.CustomShortcut) bool {
	switch {
	case c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyDown:
		r.to(r.at + 1)
	case c.Modifier == fyne.KeyModifierAlt && c.KeyName == fyne.KeyUp:
		r.to(r.at - 1)
	case c.Modifier == fyne.KeyModifierShortcutDefault && c.KeyName == fyne.KeyReturn:
		r.confirm()
	default:
		return false
	}
	return true
}
