package main

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// locked sends the choice back in a pack with a passphrase.
func (w *packsWalk) locked(take func(*laptop, string)) {
	w.send(w.maya, "four", phrase)
	l := w.jonas
	w.receive(l, "four")
	l.look("Unlock", l.whole(), strong)
	l.typed("warm water")
	l.key("Return")
	l.look("This is not the passphrase of the pack; ask the sender for it, then try again.", l.whole())
	l.picture("wrong-passphrase")
	take(l, "pack-locked")
	l.typed(phrase)
	l.key("Return")
	l.look("Take it in", l.whole(), strong)
	l.settled()
	l.picture("unlocked")
	w.takeIn(l)
	l.until("Maya’s choice is here", func() bool { return l.promised() == bathsBoth })
	w.alike()
}

// newKey has the seller's key lost: the next pack is a loud question.
func (w *packsWalk) newKey(take func(*laptop, string)) {
	l := w.jonas
	l.shut()
	if err := os.Remove(filepath.Join(l.dir, "conf", "kept", "installation.key")); err != nil {
		fail("%v", err)
	}
	l.start("--workspace", l.workspace)
	l.look("New deal", l.whole(), strong)
	l.settled()
	l.openAccount(baths, "Handoff")
	l.reword(bathsBoth, bathsPromise)
	w.send(l, "five", "")
	l = w.maya
	w.receive(l, "five")
	l.look("Is it really Jonas Falk?", l.whole(), heading)
	l.look("First answer whose key it is.", l.whole())
	l.picture("changed-key")
	take(l, "pack-changed-key")
	l.click("Take it in", strong)
	l.settled()
	l.look("Is it really Jonas Falk?", l.whole(), heading) // the button does nothing yet
	l.clickIn(sheetArea, "I have called Jonas Falk: the new fingerprint is theirs", plain)
	l.settled()
	w.takeIn(l)
	l.until("the seller’s words are here", func() bool { return l.promised() == bathsPromise })
}

// accepted has the seller hand it over once more; the CSM accepts it and starts
// a playbook, and the plan is there on the seller's laptop.
func (w *packsWalk) accepted(take func(*laptop, string)) {
	l := w.jonas
	l.turn()
	l.submit("The till is answered.")
	w.send(l, "six", "")
	l = w.maya
	w.receive(l, "six")
	w.takeIn(l)
	l.until("it is submitted again", func() bool { return l.state() == "submitted" })
	l.clickTab("Handoff")
	l.beside("Accept…")
	l.accept("Mid-market, 60 days")
	w.send(l, "seven", "")
	plan := len(l.tasks())
	if plan == 0 {
		fail("the accepted handoff has no plan")
	}
	l = w.jonas
	w.receive(l, "seven")
	l.picture("plan-comes")
	take(l, "pack-plan")
	w.takeIn(l)
	l.until("the acceptance and the plan are here", func() bool { return l.state() == "accepted" && len(l.tasks()) == plan })
	w.alike()
}

// alike compares all that the two know of the account.
func (w *packsWalk) alike() {
	a, b := flatten(w.jonas.record()), flatten(w.maya.record())
	for path, v := range a {
		if b[path] != v {
			fail("%s is “%s” on Jonas’s laptop and “%s” on Maya’s", path, v, b[path])
		}
	}
	if len(a) != len(b) || len(a) < 5 {
		fail("Jonas’s laptop knows %d values of the account, Maya’s %d", len(a), len(b))
	}
	w.jonas.sound()
	w.maya.sound()
}

// sound has keptctl look for damage.
func (l *laptop) sound() {
	var found struct {
		Findings []any
	}
	if out := l.ctl("check", "--json"); json.Unmarshal(out, &found) != nil || len(found.Findings) > 0 {
		fail("keptctl check on the laptop of %s: %s", l.who, out)
	}
}
