package work_test

import (
	"strings"
	"testing"
	"time"

	"kept/data"
	"kept/playbook"
	"kept/playbook/work"
)

// Every act after the close reads as one would tell it: its label names what it
// is about, and its sentences say what the label does not.
func TestActsAfterTheCloseAreTold(t *testing.T) {
	jonas := seat(t, "Jonas Falk")
	maya := sit(jonas, "Maya Lindqvist")
	ctx := t.Context()
	deal, err := jonas.NewDeal(ctx, "Halden Freight")
	must(t, err)
	id := deal.ID
	add := func(no int, values map[string]string) playbook.ID {
		t.Helper()
		row, err := jonas.AddRow(ctx, id, playbook.FieldByNo(no), values)
		must(t, err)
		return row
	}
	told := func() (out []string) {
		evs, err := any(maya.Store).(*data.Store).History(ctx, id, playbook.HistoryQuery{Limit: 100})
		must(t, err)
		for i := len(evs) - 1; i >= 0; i-- {
			var said []string
			for _, s := range playbook.TellShort(&evs[i], time.UTC) {
				said = append(said, s.String())
			}
			out = append(out, strings.TrimRight(evs[i].Label+" | "+strings.Join(said, " | "), " |"))
		}
		return out
	}
	crit := add(25, map[string]string{"words": "No call is lost", "metric": "Lost calls", "unit": "calls", "baseline": "14", "target": "0"})
	prom := add(44, map[string]string{"text": "Two training days", "due_kind": "date", "due_on": "2026-02-01", "owner": "Petter"})
	prom2 := add(44, map[string]string{"text": "SMS in two languages", "deciding": "yes"})
	bel := add(40, map[string]string{"person": "Dr Sand", "text": "lab results are part of it"})
	bel2 := add(40, map[string]string{"person": "Dr Sand", "text": "prices never rise", "matches": "no"})
	assu := add(54, map[string]string{"text": "One export holds all", "effect": "Typed by hand", "owner": "Petter"})
	risk := add(55, map[string]string{"text": "The sponsor leaves", "severity": "high"})
	gap := add(56, map[string]string{"text": "Nobody answers on weekends"})
	pers := add(36, map[string]string{"name": "Ingrid Moe", "roles": "champion,sponsor"})
	must(t, maya.SetProofPoint(ctx, id, 30, "text", "", "One calendar", ""))
	before := len(told())
	must(t, maya.ReviewWatch(ctx, assu, work.Look{Result: "open", Note: "Asked for it", NextOn: "2026-03-09"}))
	must(t, maya.ReviewWatch(ctx, assu, work.Look{Result: "false", Note: "Leaves out the archive"}))
	_, err = maya.RiskFromAssumption(ctx, assu)
	must(t, err)
	must(t, maya.ReviewWatch(ctx, risk, work.Look{Result: "seen", NextOn: "2026-03-12"}))
	must(t, maya.UnseeTrigger(ctx, risk))
	must(t, maya.ReviewWatch(ctx, gap, work.Look{Result: "open"}))
	must(t, maya.ReviewWatch(ctx, gap, work.Look{Result: "closed", Note: "Support has a rota"}))
	must(t, maya.ReopenWatch(ctx, gap, "The rota ended"))
	must(t, maya.Conclude(ctx, prom, work.Ending{Outcome: "renegotiated", Evidence: "Mail of 3 March", ConfirmedBy: "K. Lie"}))
	must(t, maya.ReopenPromise(ctx, prom, "They want both days"))
	must(t, maya.Confirm(ctx, prom2, "Dr Sand", ""))
	must(t, maya.Conclude(ctx, prom2, work.Ending{Outcome: "kept", Evidence: "Sample seen"}))
	must(t, maya.Confirm(ctx, prom, "", ""))
	_, err = maya.AssignPromises(ctx, []playbook.ID{prom, prom2}, "Lena Holt")
	must(t, err)
	_, err = maya.Set(ctx, work.Ref{Noun: "belief", ID: bel}, "matches", "", "no", "")
	must(t, err)
	must(t, maya.CorrectBelief(ctx, bel, "Told Dr Sand on the phone"))
	must(t, maya.ReopenBelief(ctx, bel, "He says it again"))
	must(t, maya.WithdrawBelief(ctx, bel, "He never said so"))
	_, err = maya.PromiseFromBelief(ctx, bel2)
	must(t, err)
	_, err = maya.Measure(ctx, crit, work.Reading{Value: "9 calls", Source: "Friday report"})
	must(t, err)
	must(t, maya.ConfirmAchieved(ctx, crit, "Ingrid Moe", "", "mail"))
	must(t, maya.TakeBackAchieved(ctx, crit, "The report was wrong"))
	must(t, maya.JudgeProof(ctx, id, 30, work.Judgement{Result: "partly", Shown: "Calendar seen together", By: "Ingrid Moe"}))
	_, err = maya.LogSignal(ctx, id, work.Sign{Kind: "contradicted", Text: "Told it would be in German", Promise: prom})
	must(t, err)
	q, err := maya.AskCustomer(ctx, id, "Who signs off the import?")
	must(t, err)
	fact, err := maya.TellFact(ctx, id, "Ingrid signs off imports", "Ingrid Moe", "", q)
	must(t, err)
	must(t, maya.AnswerWith(ctx, q, playbook.ID{}))
	must(t, maya.AnswerWith(ctx, q, fact))
	must(t, maya.Inspect(ctx, id, 7, map[string]string{"promise": "yes", "success": "no"}, "Went well"))
	must(t, maya.Inspect(ctx, id, 7, map[string]string{"success": "yes"}, "Went better"))
	_, err = maya.PersonLeft(ctx, pers, "")
	must(t, err)
	must(t, maya.PersonIsBack(ctx, pers))
	must(t, maya.RemoveCriterion(ctx, crit, "Not theirs"))
	must(t, maya.RemoveRow(ctx, work.Ref{Noun: "watch", ID: gap}))
	_, err = maya.Undo(ctx)
	must(t, err)
	_, err = maya.Set(ctx, work.Ref{Noun: "handoff", ID: record(t, maya, id).Handoff.ID}, "sales_exit", "", "After the first value", "")
	must(t, err)
	must(t, maya.Conclude(ctx, prom, work.Ending{Outcome: "released", ConfirmedBy: "K. Lie"}))
	rec := record(t, maya, id)
	for _, p := range rec.Promises {
		if p.Outcome == "" {
			must(t, maya.Conclude(ctx, p.ID, work.Ending{Outcome: "broken", Evidence: "they said so"}))
		}
	}
	must(t, jonas.Submit(ctx, id, "now"))
	must(t, maya.Accept(ctx, id, work.Acceptance{Rating: work.Rating{}}))
	rec = record(t, maya, id)
	for _, k := range rec.SalesDuties() {
		_, err := maya.SetTask(ctx, k.ID, work.TaskChange{To: playbook.TaskDone, Evidence: "asked"})
		must(t, err)
	}
	must(t, maya.ReleaseSales(ctx, id))
	must(t, maya.CloseHandoff(ctx, id))
	must(t, maya.ReopenHandoff(ctx, id, "More came up"))
	want := `Review of “One export holds all”: not known yet | Found: “Asked for it” | Test by 9 Mar 2026
Review of “One export holds all”: false | Found: “Leaves out the archive”
Make a risk of “One export holds all” | Added to risks: “Typed by hand”
Review of “The sponsor leaves”: first sign seen | Look again on 12 Mar 2026
First sign of “The sponsor leaves” not seen after all | “First sign seen on” cleared; it was 2 Mar 2026
Review of “Nobody answers on weekends”: still open
Review of “Nobody answers on weekends”: closed | Found: “Support has a rota”
Watch “Nobody answers on weekends” again | State changed from Closed to Still open
Outcome of “Two training days”: renegotiated | Evidence set to “Mail of 3 March” | Agreed by K. Lie on 2 Mar 2026
Take back the outcome of “Two training days” | Outcome emptied; it was Renegotiated
Confirmed by Dr Sand: “SMS in two languages”
Outcome of “SMS in two languages”: kept | Delivered on 2 Mar 2026 | Evidence set to Sample seen
Take back the confirmation of “Two training days” | It was confirmed by K. Lie on 2 Mar 2026 before
Lena Holt delivers 2 promises | Delivery owner of “Two training days” changed from Petter to Lena Holt | Delivery owner of “SMS in two languages” set to Lena Holt
Change “Matches the contract?” | “Matches the contract?” of “lab results are part of it” set to No | Who corrects it of “lab results are part of it” set to Maya Lindqvist | “lab results are part of it”: correct by 9 Mar 2026
Belief “lab results are part of it” corrected | What was said to them set to “Told Dr Sand on the phone”
Belief “lab results are part of it” is open again | It was corrected before | What was said to them emptied; it was “Told Dr Sand on the phone”
Belief “lab results are part of it” withdrawn | Why it is withdrawn set to “He never said so”
Belief “prices never rise” accepted as a promise
Measure “No call is lost”: 9 calls | Source: Friday report
“No call is lost” is reached, says Ingrid Moe | How they confirmed it set to mail
“No call is lost” is not reached after all | “Confirmed as reached by” emptied; it was Ingrid Moe | How they confirmed it emptied; it was mail
Judge the day-30 proof point: partly | “One calendar”: judged by Ingrid Moe | What they saw of “One calendar” set to “Calendar seen together”
Log signal: not what we were told | “Told it would be in German”
Ask the customer “Who signs off the import?”
They told us “Ingrid signs off imports” | Told by Ingrid Moe | It answers “Who signs off the import?”
Question “Who signs off the import?” is open again
Question “Who signs off the import?” answered by what they told us
Inspect the seam, day 7 | 1 of 2 answered yes; no: “Has the customer confirmed what success is?”. Note: “Went well”
Inspect the seam, day 7 | “Has the customer confirmed what success is?” changed from No to Yes | Note changed from Went well to Went better
Ingrid Moe left | Added 5 tasks
Ingrid Moe is back | “Left on” cleared; it was 2 Mar 2026
Remove criterion “No call is lost”
Remove gap “Nobody answers on weekends”
Remove gap “Nobody answers on weekends” | Took out of the trash: gap
Change “Sales is released when” | Set to “After the first value”
Outcome of “Two training days”: released by the customer | Released by K. Lie on 2 Mar 2026
Outcome of “prices never rise”: broken | Evidence set to “they said so”
Submit handoff | Stage moved from Pre-close to Handoff | From Draft to Submitted
Accept handoff | Stage moved from Handoff to Onboarding | CSM set to Maya Lindqvist | From Submitted to Accepted
Tick “Ask the sponsor who speaks for us inside from now on” | State moved from To do to Done | Evidence set to asked
Release Sales
Close handoff
Reopen the closed handoff | “Closed on” cleared; it was 2 Mar 2026`
	got := strings.Join(told()[before:], "\n")
	if got != want {
		t.Errorf("the history tells\n%s\nwant\n%s", got, want)
	}
}
