package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// The account of the job, what is promised, asked and answered. Everything in it
// is invented.
const (
	baths        = "Harbour Baths"
	bathsPromise = "The till counts every visitor at both doors from 3 May 2027"
	bathsMine    = "The till counts visitors at both doors from 10 May 2027"
	bathsTheirs  = "The till counts visitors at the sea door from 3 May 2027"
	bathsBoth    = "The till counts visitors at both doors, sea door first"
	bathsAsked   = "Who may stop the old till?"
	bathsAnswer  = "Runa Vik, the manager; she said so on 26 February"
	bathsNote    = "The lifeguards have not seen it yet"
	phrase       = "cold water, warm towels"
)

// A packsWalk is two people with a laptop each, and mail between them.
type packsWalk struct {
	*stage
	jonas, maya *laptop
	mail        string // the folder that stands for it
}

// packsJob is the way of an account between the laptop of its seller and that of
// its CSM, in two windows with two workspaces and two keys.
func packsJob(s *stage) {
	s.packs(s.laptop("Jonas Falk", "Seller"), s.laptop("Maya Lindqvist", "Customer success manager"), func(*laptop, string) {})
}

// packs does it; take is called where there is something to look at.
func (s *stage) packs(jonas, maya *laptop, take func(*laptop, string)) {
	w := &packsWalk{stage: s, jonas: jonas, maya: maya, mail: filepath.Join(s.dir, "mail")}
	if err := os.Mkdir(w.mail, 0o700); err != nil {
		fail("%v", err)
	}
	w.draft()
	w.send(w.jonas, "one", "")
	w.begin(w.maya)
	w.firstContact(take)
	w.giveBack()
	w.send(w.maya, "two", "")
	w.answered()
	w.bothChange()
	w.send(w.jonas, "three", "")
	w.choose(take)
	w.again()
	w.locked(take)
	w.newKey(take)
	w.accepted(take)
	w.jonas.shut()
	w.maya.shut()
}

// begin starts somebody's window on a workspace of their own.
func (w *packsWalk) begin(l *laptop) {
	l.start()
	r := l.look("Your name", l.whole())
	l.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	l.key("ctrl+a")
	l.typed(l.who)
	l.click(l.role)
	l.click("Start my own workspace", strong)
	l.look("New deal", l.whole(), strong)
	l.settled()
}

// draft captures a deal on the seller's laptop and hands it over.
func (w *packsWalk) draft() {
	l := w.jonas
	w.begin(l)
	l.account = baths
	l.click("New deal", strong)
	r := l.look("Customer", l.whole(), caption)
	l.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	l.typed(baths)
	l.click("Create deal", strong)
	l.look("The essentials", formArea)
	l.doAll([]move{
		{how: "lone", label: "2  The customer promise, in one sentence", value: "Nobody waits at the sea door this summer.", path: "account.customer_promise"},
		row("Problem", "Guests queue at the sea door", "problems.0.text"),
		row("The promise", bathsPromise, "promises.0.text"),
	})
	l.submit("They sign tomorrow.")
}

// submit hands the account over, and says why though something is missing.
func (l *laptop) submit(why string) {
	l.beside("Submit to CS…")
	l.look("Submit to CS", l.whole(), face{17, true})
	l.settled()
	r := l.look("Why hand it over now?", l.whole(), caption)
	l.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	l.typed(why)
	l.click("Submit to CS", strong)
	l.until("the handoff is submitted", func() bool { return l.state() == "submitted" })
	l.settled()
}

// beside presses a button of the column at the right, which may have to be
// turned to it.
func (l *laptop) beside(words string) {
	for range 12 {
		if at := l.eye.find(l.settled(), words, sideArea, strong); len(at) > 0 {
			l.clickAt(middle(at[0]))
			return
		}
		l.wheel(middle(sideArea), "5", 4)
	}
	fail("“%s” is not beside the form", words)
}

// file is where a pack lies on its way.
func (w *packsWalk) file(name string) string { return filepath.Join(w.mail, name+".keptpack") }

// send writes the account into a pack from the File menu, locked with a passphrase
// if one is given.
func (w *packsWalk) send(l *laptop, name, locked string) {
	l.turn()
	l.menu("File", "Send…")
	l.look("Send accounts", l.whole(), face{17, true})
	l.look("Leave out", l.whole(), strong)
	l.settled()
	if locked != "" {
		l.clickIn(sheetArea, "Locked with a passphrase", caption)
		l.settled()
		r := l.look("Passphrase", sheetArea, caption)
		l.clickAt(pt(r.Min.X+40, r.Max.Y+26))
		l.typed(locked)
	}
	l.intoFile("File", l.file(w.file(name)))
	l.picture("send-" + name)
	l.click("Save pack", strong)
	l.until("the pack is written", func() bool { _, err := os.Stat(w.file(name)); return err == nil })
	l.settled()
}

// receive opens a pack with the keyboard, and waits for what it would change.
func (w *packsWalk) receive(l *laptop, name string) {
	l.turn()
	l.key("ctrl+o")
	l.look("Open a file", l.whole(), face{17, true})
	l.settled()
	l.typed(l.file(w.file(name)))
	l.key("Return")
	l.look("Take in a pack", l.whole(), face{17, true})
	l.settled()
}

// takeIn presses the button and waits until the sheet is gone.
func (w *packsWalk) takeIn(l *laptop) {
	l.click("Take it in", strong)
	l.until("the sheet is closed", func() bool { return !l.sees("Take in a pack", face{17, true}) })
	l.look("Timeline", l.tabBar(), strong) // where it leads to
	l.settled()
}

// peers is what keptctl tells of the keys that a laptop knows.
func (l *laptop) peers() string { return string(l.ctl("pack", "peers")) }

// firstContact takes in the first pack, with the fingerprint compared.
func (w *packsWalk) firstContact(take func(*laptop, string)) {
	l := w.maya
	l.account = baths
	w.receive(l, "one")
	l.look("First pack from this laptop", l.whole(), heading)
	// What the sheet shows is what the sender's laptop reads out.
	print := regexp.MustCompile(`[0-9A-F]{4}( [0-9A-F]{4})+`).FindString(string(w.jonas.ctl("pack", "key")))
	l.look(print, l.whole())
	l.clickIn(sheetArea, "I have called Jonas Falk, and the fingerprint is the same", plain)
	l.settled()
	l.picture("first-contact")
	take(l, "pack-first-contact")
	if l.record() != nil {
		fail("looking at a pack has written the account")
	}
	w.takeIn(l)
	l.until("the deal is there as it was submitted", func() bool { return l.state() == "submitted" })
	if got := l.peers(); !strings.Contains(got, "Jonas Falk") || strings.Contains(got, "not compared") {
		fail("keptctl tells of the keys: %s", got)
	}
	l.picture("taken-in")
	w.alike()
}

// giveBack returns the handoff with a question.
func (w *packsWalk) giveBack() {
	l := w.maya
	l.clickTab("Handoff")
	l.beside("Return…")
	l.look("Return to Sales", l.whole(), face{17, true})
	l.settled()
	l.clickIn(sheetArea, "Missing person", caption)
	l.settled()
	r := l.look("Questions to answer first (optional)", sheetArea, caption)
	l.clickAt(pt(r.Min.X+40, r.Max.Y+26))
	l.typed(bathsAsked)
	l.picture("return")
	l.click("Return to Sales", strong)
	l.until("the handoff is returned", func() bool { return l.state() == "returned" })
	l.settled()
}

// answered takes in the question, and answers it.
func (w *packsWalk) answered() {
	l := w.jonas
	w.drop(l, "two")
	l.clickIn(sheetArea, "I have called Maya Lindqvist, and the fingerprint is the same", plain)
	l.picture("question")
	w.takeIn(l)
	l.until("the question is there", func() bool { return l.state() == "returned" && strings.Contains(l.questions(), bathsAsked) })
	l.clickTab("Handoff")
	l.beside("Answer…")
	l.look("Answer Maya Lindqvist", l.whole(), face{17, true})
	l.settled()
	l.typed(bathsAnswer)
	l.click("Answer", strong)
	l.until("the answer is stored", func() bool { return strings.Contains(l.questions(), bathsAnswer) })
	l.settled()
}

// questions are those of the account with their answers, as keptctl tells them.
func (l *laptop) questions() string {
	out, _ := l.tryCtl("handoff", l.account, "--json")
	return string(out)
}

// promised is the first promise as stored.
func (l *laptop) promised() string { return flatten(l.record())["promises.0.text"] }

// reword writes the first promise anew on the form.
func (l *laptop) reword(was, now string) {
	l.clickTab("Handoff")
	l.clickIn(nav, "The essentials")
	l.settled()
	r := l.seek(was, 20, plain)
	l.clickAt(middle(r))
	l.key("ctrl+a")
	l.typed(now)
	l.key("Tab")
	l.until("the promise is stored", func() bool { return l.promised() == now })
	l.settled()
}

// bothChange has the two write the same promise without knowing of each other,
// and the CSM something that the seller has not touched.
func (w *packsWalk) bothChange() {
	w.jonas.reword(bathsPromise, bathsTheirs)
	w.maya.turn()
	w.maya.reword(bathsPromise, bathsMine)
	w.maya.doAll([]move{row("Risk", bathsNote, "risks.0.text")})
}

// choose takes in what both have changed three times: theirs, taken back by one
// undo; then words of its own, which stay.
func (w *packsWalk) choose(take func(*laptop, string)) {
	l := w.maya
	before := flatten(l.record())
	w.receive(l, "three")
	l.look("Here · Maya Lindqvist, 1 Mar 2027, 09:00", sheetArea, small)
	l.look("There · Jonas Falk, 1 Mar 2027, 09:00", sheetArea, small)
	l.look(bathsMine, sheetArea)
	l.look(bathsTheirs, sheetArea)
	l.picture("both")
	take(l, "pack-both")
	l.clickIn(sheetArea, "As it is there", caption)
	l.settled()
	w.takeIn(l)
	l.until("their words count, and the answer came with them", func() bool {
		return l.promised() == bathsTheirs && strings.Contains(l.questions(), bathsAnswer)
	})
	l.key("ctrl+z")
	l.until("one undo has taken all of it back", func() bool {
		return l.promised() == bathsMine && !strings.Contains(l.questions(), bathsAnswer)
	})
	for path, v := range flatten(l.record()) {
		if before[path] != v {
			fail("after the undo %s is “%s”, it was “%s”", path, v, before[path])
		}
	}
	l.settled()
	w.receive(l, "three")
	l.clickIn(sheetArea, "Write another…", caption)
	l.settled()
	l.typed(bathsBoth)
	l.picture("third")
	w.takeIn(l)
	l.until("the third words count", func() bool {
		return l.promised() == bathsBoth && strings.Contains(l.questions(), bathsAnswer)
	})
	if risk := flatten(l.record())["risks.0.text"]; risk != bathsNote {
		fail("the risk that only Maya wrote is “%s”", risk)
	}
}

// again opens packs that bring nothing new.
func (w *packsWalk) again() {
	l := w.maya
	for _, name := range []string{"three", "one"} {
		w.receive(l, name)
		l.look("Nothing new in this pack", l.whole())
		l.picture("nothing-new")
		l.key("Escape")
		l.settled()
	}
	if l.promised() != bathsBoth {
		fail("an old pack has changed the promise to “%s”", l.promised())
	}
}
