package main

import "strconv"

// A planWalk writes a playbook, starts it for an account, works on the plan, and
// brings it to a second version of the playbook: what docs/playbooks.md tells,
// in the window.
type planWalk struct {
	walk
	ids map[string]string // of the steps of the document, what they are here
}

func itoa(n int) string { return strconv.Itoa(n) }

// planJob is the way of a plan, from a playbook that nobody has written yet to
// its second version.
func planJob(s *stage) {
	w := &planWalk{walk: walk{stage: s}, ids: map[string]string{}}
	w.sample()
	w.halls()
	w.open(nil, "--workspace", w.workspace)
	w.look("New deal", w.whole(), strong)
	w.settled()
	w.newBook()
	w.startPlan(southside, true)
	w.startPlan(northside, false)
	w.moveAnchors()
	w.moveTask()
	w.blockTask()
	w.contribute()
	w.skipTask()
	w.passGate()
	w.secondVersion()
	w.apply()
	w.carry()
	w.calendars()
	w.printed()
	w.promising()
	w.blackout()
	w.quit()
}

// The accounts of the job. Everything in them is invented.
const (
	northside = "Northside Climbing"
	southside = "Southside Climbing"
)

// halls are two accounts that have just closed.
func (w *planWalk) halls() {
	for name, closed := range map[string]string{northside: "1 Mar 2027", southside: "2 Mar 2027"} {
		form := w.dir + "/hall.yaml"
		w.stage.write(form, "form: 1\naccount: "+name+"\nclose: {actual_close: "+closed+"}\n"+
			"team: {seller: Jonas Falk, csm: "+me+", implementation_lead: Petter Aas, support_contact: Lena Holm}\n")
		w.ctl("--as", me, "apply", form)
	}
	w.account = northside
}
