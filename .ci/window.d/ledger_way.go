package main

import "image"

// reconcile goes the way through the promises and closes the handoff at its
// end, which is refused once before.
func (w *walk) reconcile() {
	w.tab("Promises 4", "Watch 2", -3)
	w.press("Reconcile…", w.whole())
	w.look("Promise 1 of 4 · 1 of 4 have an outcome", w.whole())
	w.settled()
	w.picture("reconcile")
	w.refusedClose()
	for i, text := range shownBy {
		if text == "" { // it has its outcome
			w.next()
			continue
		}
		w.keptPromise(i, text)
	}
	for i, text := range sawBy {
		w.judgeProof(i, text)
	}
	w.closeAtEnd()
}

// next goes on from a step: with its key, or with its button.
func (w *walk) next() {
	if w.keys {
		w.key("ctrl+Return")
	} else {
		w.click("Confirm and next", strong)
	}
	w.settled()
}

// refusedClose tries to close the handoff too early, and goes where the list
// of what is open leads.
func (w *walk) refusedClose() {
	if w.keys {
		w.key("End")
		w.look("Close handoff", w.whole(), strong)
		w.settled()
		w.key("ctrl+Return")
	} else {
		w.clickIn(image.Rect(236, 240, 1430, 420), "Close", strong)
		w.click("Close handoff", strong)
	}
	w.look("The handoff cannot be closed yet", w.whole(), face{17, true})
	w.settled()
	w.picture("not-closed")
	w.press("Go there", w.whole())
	w.look("What was sold", w.whole())
	w.settled()
}

// keptPromise says that a promise was kept, and what shows it. The first one
// won the deal: it is refused until the customer’s confirmation is there.
func (w *walk) keptPromise(i int, evidence string) {
	if w.keys {
		w.key("1")
		w.settled()
		w.key("Tab")
	} else {
		w.click("1  Kept", caption)
		r := w.look("Evidence", w.whole(), caption)
		w.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	}
	w.settled()
	w.typed(evidence)
	w.settled()
	w.next()
	if i == 0 {
		w.look("Who at the customer?", w.whole())
		w.picture("refused")
		w.typed("Freja Holst") // the keyboard is where the answer goes
		w.key("Tab")
		w.settled()
		w.next()
	}
	w.until("“"+evidence+"” shows that a promise is kept", func() bool {
		var got []promise
		if !w.told("promises", &got) {
			return false
		}
		for _, p := range got {
			if p.Evidence == evidence && p.Outcome == "kept" && (i > 0 || p.ConfirmedBy == "Freja Holst") {
				return true
			}
		}
		return false
	})
	w.settled()
}

// judgeProof says that they saw a proof point, and what they saw.
func (w *walk) judgeProof(i int, saw string) {
	w.look("How they judged it", w.whole())
	w.settled()
	if w.keys {
		w.key("1", "Tab")
	} else {
		w.click("1  Yes", caption)
		r := w.look("What they saw", w.whole(), caption)
		w.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	}
	w.settled()
	w.typed(saw)
	w.settled()
	if i == 0 {
		w.picture("proof")
	}
	w.next()
	w.until("a proof point is judged by “"+saw+"”", func() bool {
		var got struct {
			ProofPoints []struct{ Shown, Result string } `json:"proof_points"`
		}
		if !w.told("reconcile", &got) {
			return false
		}
		for _, p := range got.ProofPoints {
			if p.Shown == saw && p.Result == "yes" {
				return true
			}
		}
		return false
	})
	w.settled()
}

// closeAtEnd closes the handoff on the last page of the way.
func (w *walk) closeAtEnd() {
	w.look("Close handoff", w.whole(), strong)
	w.settled()
	w.picture("end")
	if w.keys {
		w.key("ctrl+Return")
	} else {
		w.click("Close handoff", strong)
	}
	w.look("Close the handoff", w.whole(), face{17, true})
	w.settled()
	w.agree("Close handoff")
	w.until("the handoff is closed", func() bool { return flatten(w.record())["handoff.closed_on"] == "2027-03-01" })
	w.look("Reopen handoff…", w.whole(), strong)
	w.picture("closed")
}
