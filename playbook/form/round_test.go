package form_test

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/form"
	"kept/playbook/work"

	"pgregory.net/rapid"
)

// What is written from a record and applied to an empty workspace gives the
// same answers, whatever they are.
func TestRoundTrip(t *testing.T) {
	from, _ := desk(t)
	to, _ := desk(t)
	rapid.Check(t, func(rt *rapid.T) {
		id := fill(rt, t, from)
		rec := record(t, from, id)
		text := write(t, form.Options{Record: &rec, Sensitive: true})
		f, err := form.Read("round.yaml", strings.NewReader(text))
		if err != nil {
			rt.Fatalf("read back: %v\n%s", err, text)
		}
		out, err := form.Apply(t.Context(), to, f)
		if err != nil {
			rt.Fatalf("apply: %v\n%s", err, text)
		}
		if diff := differences(answers(t, rec), answers(t, record(t, to, out.Account))); diff != nil {
			rt.Fatalf("not the same answers: %q\n%s", diff, text)
		}
		same, err := form.Apply(t.Context(), from, f)
		if err != nil || same.Account != id || same.Answers != 0 || same.Rows != 0 {
			rt.Fatalf("on the account it came from: %+v, %v\n%s", same, err, text)
		}
		if now := record(t, from, id); !reflect.DeepEqual(now, rec) {
			rt.Fatalf("the record it came from changed")
		}
		for d, id := range map[*work.Desk]playbook.ID{from: id, to: out.Account} {
			if err := d.TrashAccount(t.Context(), id); err != nil {
				rt.Fatal(err)
			}
		}
	})
}

// fill makes an account with answers in some fields, as one act.
func fill(rt *rapid.T, t *testing.T, d *work.Desk) playbook.ID {
	id := playbook.NewID(d.Now())
	act := playbook.Act{Who: d.Who, Device: d.Device, Label: "Fill", At: d.Now()}
	err := d.Store.Do(t.Context(), act, func(tx playbook.Tx) error {
		acc := &playbook.Account{Stage: playbook.PreClose, Name: "Round " + rapid.StringMatching(`[A-Za-zäß:#"' -]{0,12}x`).Draw(rt, "name")}
		acc.ID = id
		if err := tx.Save(acc); err != nil {
			return err
		}
		hand := &playbook.Handoff{State: playbook.Draft}
		l := links{ids: map[string][]playbook.ID{}}
		for _, f := range slices.Concat(playbook.Fields(), playbook.LaterFields()) {
			if len(f.Inputs) == 0 || f.No == 1 || !rapid.Bool().Draw(rt, f.ID()) {
				continue
			}
			switch {
			case f.Noun == "account":
				answer(rt, acc, f.Inputs)
				continue
			case f.Noun == "handoff":
				answer(rt, hand, f.Inputs)
			}
			rows := 0
			if f.List && f.No == playbook.FieldOfKind(f.Noun, f.Kind).No { // others share its rows
				rows = rapid.IntRange(0, 3).Draw(rt, "rows")
			}
			if f.Noun == "measurement" && len(l.ids["criteria"]) == 0 || f.Noun == "watch_review" && len(l.ids["watches"]) == 0 {
				rows = 0
			}
			if f.None && rows == 0 {
				none := &playbook.None{Field: f.ID(), Who: "Ada: Wolf", On: "2027-01-10"}
				none.AccountID = id
				if err := tx.Save(none); err != nil {
					return err
				}
			}
			for i := range rows {
				n := row(rt, id, &f, i, &l)
				if err := tx.Save(n); err != nil {
					return err
				}
				l.ids[f.Key] = append(l.ids[f.Key], n.Key().ID)
				if f.Noun == "watch" {
					l.ids["watches"] = append(l.ids["watches"], n.Key().ID)
				}
			}
		}
		for _, w := range l.waiting {
			l.set(rt, w.from, w.in)
			if err := tx.Save(w.from); err != nil {
				return err
			}
		}
		hand.AccountID = id
		if err := tx.Save(hand); err != nil {
			return err
		}
		return tx.Save(acc)
	})
	if err != nil {
		rt.Fatal(err)
	}
	return id
}

// links are the rows that links can name, by the key of their list, and the
// links to lists that are not there yet.
type links struct {
	ids     map[string][]playbook.ID
	waiting []struct {
		from playbook.Noun
		in   playbook.Input
	}
}

// draw links a row to one that is there, or later to one that will be. A
// measurement and a review hang on a row always.
func (l *links) draw(rt *rapid.T, n playbook.Noun, in playbook.Input) {
	must := in.Col == "watch_id" || playbook.NounName(n) == "measurement"
	switch {
	case !must && !rapid.Bool().Draw(rt, "link"):
	case playbook.NounName(n) == "belief":
		l.waiting = append(l.waiting, struct {
			from playbook.Noun
			in   playbook.Input
		}{n, in})
	default:
		l.set(rt, n, in)
	}
}

func (l *links) set(rt *rapid.T, n playbook.Noun, in playbook.Input) {
	if ids := l.ids[in.Link]; len(ids) > 0 {
		if err := playbook.SetText(n, in.Col, rapid.SampledFrom(ids).Draw(rt, in.Col).String()); err != nil {
			rt.Fatal(err)
		}
	}
}

func row(rt *rapid.T, account playbook.ID, f *playbook.Field, i int, l *links) playbook.Noun {
	n := playbook.NewNoun(f.Noun)
	n.Key().AccountID = account
	for _, part := range playbook.FieldsOf(f.Noun, f.Kind) {
		answer(rt, n, part.Inputs)
		for _, in := range part.Inputs {
			if in.Type == playbook.TypeLink {
				l.draw(rt, n, in)
			}
		}
	}
	switch x := n.(type) {
	case *playbook.Item:
		x.Kind, x.Text = f.Kind, x.Text+"."
	case *playbook.Watch:
		x.Kind, x.Text = f.Kind, x.Text+"."
	case *playbook.Promise:
		x.Text, x.Deciding = x.Text+".", x.Deciding && i == 0
		if x.DueOn < x.SaidOn {
			x.DueOn, x.SaidOn = x.SaidOn, x.DueOn
		}
		switch x.Outcome { // in time, or not
		case "kept":
			x.DueKind, x.DeliveredOn = "date", min(x.DeliveredOn, x.DueOn)
		case "kept_late":
			x.DueKind, x.DeliveredOn = "date", max(x.DeliveredOn, x.DueOn.AddDays(1))
		}
		if x.Outcome != "" { // it needs what shows it
			x.Evidence, x.CustomerConfirmed, x.ConfirmedBy, x.ConfirmedOn = x.Evidence+".", true, x.ConfirmedBy+".", max(x.ConfirmedOn, "2027-01-01")
		}
	case *playbook.Belief:
		x.Text, x.Correction = x.Text+".", x.Correction+"."
		if x.Differs() { // it is somebody's until a day, as every way to write has it
			x.Owner, x.DueOn = x.Owner+".", max(x.DueOn, "2027-01-01")
		}
	case *playbook.Stakeholder:
		x.Name = "Person " + strconv.Itoa(i)
	case *playbook.Criterion:
		x.Words += "."
		if x.Baseline == x.Target {
			x.Target = ""
		}
	case *playbook.ProofPoint:
		x.Day, x.Pos, x.Text = 30*(i+1), 30*(i+1), x.Text+"."
	case *playbook.Inspection:
		x.Day = playbook.InspectionDays()[i]
		x.Pos = x.Day
	case *playbook.Measurement:
		x.Value, x.On = strconv.Itoa(100*i+rapid.IntRange(0, 99).Draw(rt, "measured")), max(x.On, "2027-01-01")
	case *playbook.WatchReview:
		x.Result, x.On = "open", playbook.Date("2027-01-01").AddDays(i)
	case *playbook.Signal:
		x.Text += strconv.Itoa(i) + "."
		x.Kind = playbook.SignalKinds()[i].Value
	case *playbook.CustomerQuestion:
		x.Text += strconv.Itoa(i) + "."
	}
	return n
}

// answer fills the inputs of a row with what a person may have typed.
func answer(rt *rapid.T, n playbook.Noun, inputs []playbook.Input) {
	for _, in := range inputs {
		if in.Type == playbook.TypeLink || playbook.NounName(n) == "inspection" && in.Col == "day" {
			continue
		}
		text, err := work.Canonical(n, in.Col, typed(rt, in))
		if err == nil {
			err = playbook.SetText(n, in.Col, text)
		}
		if err != nil {
			rt.Fatal(err)
		}
	}
}

func typed(rt *rapid.T, in playbook.Input) string {
	switch in.Type {
	case playbook.TypeChoice:
		return rapid.SampledFrom(append(in.Options, playbook.Option{})).Draw(rt, in.Col).Value
	case playbook.TypeMulti:
		return rapid.SampledFrom(in.Options).Draw(rt, in.Col).Value + "," + in.Options[0].Value
	case playbook.TypeDate:
		return string(playbook.Date("2027-01-01").AddDays(rapid.IntRange(0, 800).Draw(rt, in.Col)))
	case playbook.TypeMoney, playbook.TypeWhole:
		return rapid.SampledFrom([]string{"", "3", "48000"}).Draw(rt, in.Col)
	case playbook.TypeTick:
		return rapid.SampledFrom([]string{"", "true"}).Draw(rt, in.Col)
	case playbook.TypeLong:
		return rapid.SampledFrom([]string{"One.\n\nTwo: three # four", " led by a space\nand a line", "ends\n", "tab\there\nand  ", "", "null", "\n\n"}).Draw(rt, in.Col)
	}
	return rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"null", "~", "yes", "2027-01-01", "12", "- a", "{a: b}", "a: b", "# c", "x #y", "é\u2028\ufeff\u0085", "=HYPERLINK(\"x\")", "שלום", "1_000", "0x1F", "<<", "|-", "a\r\nb"})).Draw(rt, in.Col)
}
