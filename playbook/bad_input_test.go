package playbook

import (
	"strings"
	"testing"
	"time"
)

func TestDaysThatAreNone(t *testing.T) {
	for _, typed := range []string{"2027-02-30", "30 Feb 2027", "31.4.2027", "2027-13-01", "0000-00-00", "2027-2", "15 Jan 27", "١٥.١.٢٠٢٧", "99999-01-01", strings.Repeat("1", 10_000)} {
		if d, err := ParseDate(typed); err == nil {
			t.Errorf("%.20q was read as %s", typed, d)
		} else if !strings.Contains(err.Error(), "15 Jan 2027") || len(err.Error()) > 200 {
			t.Errorf("%.20q: %.200v", typed, err)
		}
	}
}

// A day beyond the calendar is none, so that dates go on comparing as text.
func TestDaysBeyondTheCalendar(t *testing.T) {
	d := Date("2027-01-31")
	for _, far := range []Date{d.AddDays(1 << 30), d.AddDays(-1 << 30), d.AddDays(3_500_000), d.AddMonths(1 << 30), d.AddMonths(-30_000), d.AddMonths(100_000)} {
		if far != "" {
			t.Errorf("got %q, want no date", far)
		}
	}
	if got := d.AddMonths(1); got != "2027-02-28" {
		t.Errorf("a month after %s is %s", d, got)
	}
	r := Record{Account: Account{ActualClose: "2027-01-31", TermMonths: "99999999"}}
	p := Promise{DueKind: "anchor", DueAnchor: "close", DueDays: "99999999"}
	if on, _ := r.DueOf(&p); on != "" || r.RenewalOn() != "" {
		t.Errorf("due %q, renewal %q; want none", on, r.RenewalOn())
	}
}

func TestAmountsThatAreNone(t *testing.T) {
	for _, typed := range []string{"-5", "-0", "+5", "0x10", "1e5", "NaN", "Inf", "1_000", "k", ".", "=1+1", "48000 EUR", "1e999", "9999999999999"} {
		if m, err := ParseMoney(typed); err == nil {
			t.Errorf("%q was read as %q", typed, m)
		}
	}
	for typed, want := range map[string]Money{"48,000.50": "48000.50", "48.000,50": "48000.50", "48 000": "48000", "€ 48k": "48000", "1.5m": "1500000", "0.5": "0.50", "": ""} {
		if m, err := ParseMoney(typed); err != nil || m != want {
			t.Errorf("%q was read as %q, %v; want %q", typed, m, err, want)
		}
	}
}

func TestRatingsAreNoughtToThree(t *testing.T) {
	for rating, good := range map[string]bool{"": true, "0": true, "3": true, "4": false, "-1": false, "good": false} {
		tr := Transition{To: Accepted, RiskHonesty: rating}
		if err := tr.Check(); (err == nil) != good {
			t.Errorf("rating %q: %v", rating, err)
		}
	}
}

// What a person pastes is kept but for what no database takes.
func TestCleanText(t *testing.T) {
	if got := CleanText("a\x00b\r\nc\rd\xffe\u202e👩‍🚀"); got != "ab\nc\nd\uFFFDe\u202e👩‍🚀" {
		t.Errorf("%q", got)
	}
	long := Account{Name: strings.Repeat("ä", MaxName)}
	if err := long.Check(); err != nil {
		t.Errorf("a name of %d characters: %v", MaxName, err)
	}
	long.Name += "ä"
	if err := long.Check(); err == nil {
		t.Errorf("a name of %d characters was taken", MaxName+1)
	}
	for _, text := range []string{"a\x00b", "a\xffb"} {
		if err := (&Account{Name: text}).Check(); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func TestMomentsHaveTheDayOfTheirZone(t *testing.T) {
	east := time.FixedZone("UTC+10", 10*3600)
	if got := Moment("2027-03-01T23:30:00.000000Z").Day(east); got != "2027-03-02" {
		t.Errorf("day %s", got)
	}
}
