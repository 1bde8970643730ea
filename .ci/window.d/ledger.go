package main

import (
	"encoding/json"
	"image"
	"path/filepath"
	"strings"
)

// The account of the job, and what is promised, logged, measured and said of
// it. Everything in it is invented.
const (
	soldTo       = "Lumen Studio"
	addedPromise = "A day of photographs at the harbour museum by 5 March"
	loggedSignal = "Freja asked what happens after the first page"
	counted      = "Mailbox, counted on 1 March"
	reachedAt    = "Mail of Freja Holst, 1 March 2027"
	lookedAt     = "Crop list complete since this morning"
	lumenDuty    = "Promise check; thank-you; referral only if green"
)

// What shows each promise of the account to be kept, in the order of the way
// through. The second one was released by the customer before.
var shownBy = []string{"Page online, seen on the jury’s laptop", "", "Two lists of changes, both done", "Forty pictures in the archive"}

// What they saw of each proof point.
var sawBy = []string{"Page approved in the meeting of 1 March", "Twenty works open, three architects wrote", "Four letters, one of them from Oslo"}

// A walk takes an account from its first promise to its closed handoff, with
// the mouse or by keyboard alone.
type walk struct {
	*stage
	keys bool
}

// ledgerJob is the way by mouse.
func ledgerJob(s *stage) { (&walk{s, false}).all() }

// ledgerKeysJob is the way by keyboard alone: there is no mouse event in it.
func ledgerKeysJob(s *stage) { (&walk{s, true}).all() }

func (w *walk) all() {
	w.sample()
	w.account = soldTo
	w.open(nil, "--workspace", w.workspace)
	w.arrive()
	w.signal()
	w.promise()
	w.success()
	w.watch()
	w.reconcile()
	w.release()
	w.pdf()
}

// told asks keptctl about the account.
func (w *walk) told(command string, to any) bool {
	out, err := w.tryCtl(command, w.account, "--json")
	return err == nil && json.Unmarshal(out, to) == nil
}

// arrive opens the account.
func (w *walk) arrive() {
	w.look("New deal", w.whole(), strong)
	if !w.keys {
		w.openAccount(w.account, "")
		return
	}
	w.settled()
	w.key("ctrl+k")
	w.look("Search everything", w.whole())
	w.settled()
	w.typed(w.account)
	w.look("All", w.whole(), caption)
	w.settled()
	w.key("Return")
	w.look("Timeline", w.tabBar(), strong)
	w.settled()
	w.tabTo("Handoff", w.tabBar(), aboveWords, strong)
}

// tab goes to a tab by its word: with the mouse on it, or from the tab that is
// shown, by as many steps of the arrow keys.
func (w *walk) tab(word, from string, steps int) {
	if !w.keys {
		w.clickTab(word)
		return
	}
	if from != "" {
		w.walkTo("shift+Tab", from, w.framedIn(from, w.tabBar(), aboveWords, strong))
	}
	step := "Right"
	if steps < 0 {
		step, steps = "Left", -steps
	}
	w.times(steps, step)
	w.settled()
}

// press presses a button: one with a frame of its own.
func (w *walk) press(words string, area image.Rectangle) {
	if !w.keys {
		w.clickIn(area, words, strong)
		return
	}
	w.tabToButton(words, area)
	w.key("Return")
}

// write types into a field of a sheet or a card.
func (w *walk) write(label, text string) {
	if w.keys {
		w.tabTo(label, w.whole(), underCaption, caption)
	} else {
		r := w.look(label, w.whole(), caption)
		w.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	}
	w.key("ctrl+a")
	w.typed(text)
}

// agree presses the button that ends a sheet.
func (w *walk) agree(words string) {
	w.settled()
	if w.keys {
		w.confirm()
		return
	}
	cancel := w.look("Cancel", w.whole(), strong)
	w.clickIn(image.Rect(cancel.Max.X, cancel.Min.Y-10, w.width, cancel.Max.Y+10), words, strong)
}

// signal logs a signal from the keyboard’s shortcut.
func (w *walk) signal() {
	w.key("ctrl+l")
	w.look("What happened?", w.whole(), caption)
	w.settled()
	if w.keys {
		w.key("1")
		w.settled()
	} else {
		w.click("1  Confused", caption)
		w.settled()
	}
	w.typed(loggedSignal)
	w.picture("signal")
	if w.keys {
		w.key("Return")
	} else {
		w.agree("Log signal")
	}
	w.until("the signal is stored", func() bool {
		var got struct {
			Signals []struct{ Kind, Text, On string }
		}
		if !w.told("signals", &got) {
			return false
		}
		for _, g := range got.Signals {
			if g.Kind == "confused" && g.Text == loggedSignal && g.On == "2027-03-01" {
				return true
			}
		}
		return false
	})
	w.settled()
}

// A promise as keptctl lists it.
type promise struct {
	Text, Outcome, Evidence string
	DueOn                   string `json:"due_on"`
	ConfirmedBy             string `json:"confirmed_by"`
}

// promise adds one to the ledger.
func (w *walk) promise() {
	w.tab("Promises 3", "", 2)
	w.look("Reconcile…", w.whole(), strong)
	w.settled()
	if w.keys { // “Add promise” is filled with the colour of the frame
		w.tabToButton("Reconcile…", w.whole())
		w.key("Tab", "Return")
	} else {
		w.click("Add promise", strong)
	}
	w.look("Add a promise", w.whole())
	w.settled()
	w.write("What did we say they would get?", addedPromise)
	w.write("To whom", "Freja Holst")
	w.key("Tab")
	w.write("Due on", "5 Mar 2027")
	w.picture("promise")
	w.agree("Add promise")
	w.until("the promise is stored", func() bool {
		var got []promise
		if !w.told("promises", &got) {
			return false
		}
		for _, p := range got {
			if p.Text == addedPromise && p.DueOn == "2027-03-05" {
				return true
			}
		}
		return false
	})
	w.look("Promises 4", w.tabBar(), strong)
	w.settled()
}

// success adds a measurement and confirms the criterion as reached.
func (w *walk) success() {
	w.tab("Success 1", "Promises 4", 1)
	w.press("Add measurement", w.whole())
	value := w.look("Value in enquiries", w.whole(), caption)
	w.settled()
	w.typed("4")
	if w.keys {
		w.key("Tab", "Tab")
	} else {
		w.clickAt(pt(w.look("Source", image.Rect(value.Max.X, value.Min.Y-6, w.width, value.Max.Y+6), caption).Min.X+40, value.Max.Y+26))
	}
	w.typed(counted)
	w.picture("measurement")
	w.key("Return")
	type measured struct{ Value, Source string }
	var got []struct {
		Achieved     bool
		AchievedHow  string `json:"achieved_how"`
		Measurements []measured
	}
	w.until("the measurement is stored", func() bool {
		if !w.told("criteria", &got) || len(got) != 1 {
			return false
		}
		for _, m := range got[0].Measurements {
			if m == (measured{"4", counted}) {
				return true
			}
		}
		return false
	})
	w.settled()
	w.key("Escape")
	w.settled()
	w.press("Confirm as reached…", w.whole())
	w.look("Confirm as reached", w.whole(), face{17, true})
	w.settled()
	w.write("Where: a mail, a meeting, a report", reachedAt)
	w.picture("reached")
	w.agree("Confirm")
	w.until("the criterion is confirmed as reached", func() bool {
		return w.told("criteria", &got) && len(got) == 1 && got[0].Achieved && got[0].AchievedHow == reachedAt
	})
	w.settled()
}

// watch takes one look at the first risk.
func (w *walk) watch() {
	w.tab("Watch 2", "Success 1", 2)
	w.look("Nothing new", w.whole(), strong)
	w.settled()
	w.press("Nothing new", w.whole())
	w.look("What did you find?", w.whole(), caption)
	w.settled()
	w.write("What did you find?", lookedAt)
	w.picture("look")
	w.agree("Record it")
	w.until("the look is stored", func() bool {
		return strings.Contains(string(w.ctl("risk", w.account, "--json")), lookedAt)
	})
	w.settled()
	w.picture("watch")
}

// release ticks the last duty of Sales, where its refusal leads to, and
// releases Sales.
func (w *walk) release() {
	sheet := func() {
		w.press("More…", w.whole())
		w.look("Release Sales…", w.whole(), strong)
		w.settled()
		w.press("Release Sales…", w.whole())
		w.look("Sales is released when", w.whole(), caption)
		w.settled()
	}
	sheet()
	w.look("In the way", w.whole(), caption)
	w.picture("not-released")
	w.press("Go there", w.whole())
	w.look("Hide done", w.whole())
	w.settled()
	if w.keys {
		w.key("space")
	} else {
		w.clickIn(image.Rect(1110, 200, 1430, 892), "Tick", strong)
	}
	w.until("the duty of Sales is done", func() bool { return w.tasks()[lumenDuty].State == "done" })
	w.settled()
	sheet()
	w.agree("Release Sales")
	w.until("Sales is released", func() bool { return flatten(w.record())["handoff.sales_released_on"] == "2027-03-01" })
	w.settled()
	w.picture("released")
}

// pdf saves the promise reconciliation.
func (w *walk) pdf() {
	w.key("ctrl+b")
	w.look("Make a brief", w.whole())
	w.look("Save PDF", w.whole(), strong)
	w.settled()
	if w.keys {
		w.key("Right", "space")
	} else {
		w.click("Promise reconciliation", caption)
	}
	w.settled()
	w.picture("pdf")
	w.agree("Save PDF")
	w.expectPDF(filepath.Join(w.home(), "Documents"), "*econciliation*INTERNAL*.pdf", addedPromise)
	w.settled()
}
