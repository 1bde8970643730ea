package schedule

import (
	"testing"
	"time"

	"kept/playbook"

	"pgregory.net/rapid"
)

// office has invented holidays; all dates of these tests are invented.
func office(t *testing.T) Calendar {
	t.Helper()
	c, err := NewCalendar(Weekend(time.Saturday, time.Sunday),
		Holiday{"2026-12-24", "Office closed"}, Holiday{"2026-12-25", "Christmas Day"}, Holiday{On: "2027-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const epoch = playbook.Date("2024-01-01") // a leap year is among the days drawn

func drawCalendar(t *rapid.T) Calendar {
	var weekend [7]bool
	for range rapid.IntRange(0, 4).Draw(t, "weekly days off") {
		weekend[rapid.IntRange(0, 6).Draw(t, "day off")] = true
	}
	var days []Holiday
	for range rapid.IntRange(0, 30).Draw(t, "holidays") {
		days = append(days, Holiday{epoch.AddDays(rapid.IntRange(0, 1500).Draw(t, "holiday")), "Holiday"})
	}
	c, err := NewCalendar(weekend, days...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCalendar(t *testing.T) {
	c := office(t)
	for _, x := range []struct {
		from playbook.Date
		n    int
		want playbook.Date
	}{
		{"2026-11-30", 5, "2026-12-07"},
		{"2026-11-28", 1, "2026-11-30"}, // from a Saturday the Monday is one
		{"2026-11-30", -1, "2026-11-27"},
		{"2026-11-29", -1, "2026-11-27"},
		{"2026-12-23", 1, "2026-12-28"},
		{"2026-12-28", -1, "2026-12-23"},
		{"2026-11-30", 0, "2026-11-30"},
		{"2026-11-28", 0, "2026-11-30"},
		{"", 5, ""},
	} {
		if got := c.AddWorking(x.from, x.n); got != x.want {
			t.Errorf("AddWorking(%s, %d) = %s, want %s", x.from, x.n, got, x.want)
		}
	}
	if c.Working("") || c.Working("2026-12-25") || !c.Working("2026-12-23") || c.Off("2027-01-01") != "holiday" {
		t.Error("working days are told wrongly")
	}
	if _, err := NewCalendar([7]bool{true, true, true, true, true, true, true}); err == nil {
		t.Error("a week without a working day was taken")
	}
	if _, err := NewCalendar([7]bool{}, Holiday{"2027-02-30", "Nothing"}); err == nil {
		t.Error("a holiday on 30 February was taken")
	}
	twice, err := NewCalendar(Weekend(), Holiday{"2026-12-26", "Boxing Day"}, Holiday{"2026-12-26", "St Stephen's Day"})
	if err != nil || twice.Off("2026-12-26") != "St Stephen's Day" || twice.WorkingBetween("2026-12-25", "2026-12-27") != 1 {
		t.Errorf("two names on one day: %q, %v", twice.Off("2026-12-26"), err)
	}
	var always Calendar
	if !always.Working("2026-11-28") || always.AddWorking("2026-11-28", 1) != "2026-11-29" {
		t.Error("the zero calendar has a day off")
	}
}

func TestWorkingDaysThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		d := c.AddWorking(epoch.AddDays(rapid.IntRange(0, 1000).Draw(t, "day")), 0)
		n := rapid.IntRange(1, 60).Draw(t, "n")
		there := c.AddWorking(d, n)
		if back := c.AddWorking(there, -n); back != d {
			t.Fatalf("%s + %d = %s, back is %s", d, n, there, back)
		}
		count := 0
		for on := d.AddDays(1); on <= there; on = on.AddDays(1) {
			if c.Working(on) {
				count++
			}
		}
		if count != n || !c.Working(there) {
			t.Fatalf("%s to %s holds %d working days, want %d", d, there, count, n)
		}
	})
}

// What the calendar computes by its tables is what a loop over the days counts.
func TestCalendarAgainstALoop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCalendar(t)
		from := epoch.AddDays(rapid.IntRange(-400, 1800).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(0, 500).Draw(t, "days"))
		n := 0
		for on := from.AddDays(1); on <= to; on = on.AddDays(1) {
			if c.Working(on) {
				n++
			}
		}
		if got := c.WorkingBetween(from, to); got != n {
			t.Fatalf("%s to %s: %d working days, a loop counts %d", from, to, got, n)
		}
		if got := c.WorkingBetween(to, from); got != -n {
			t.Fatalf("%s back to %s: %d working days, want %d", to, from, got, -n)
		}
		steps := rapid.IntRange(-80, 80).Draw(t, "steps")
		on, left, step := from, steps, 1
		if steps < 0 {
			left, step = -steps, -1
		}
		for on != "" && (left > 0 || steps == 0 && !c.Working(on)) {
			if on = on.AddDays(step); c.Working(on) {
				left--
			}
		}
		if got := c.AddWorking(from, steps); got != on {
			t.Fatalf("%s %+d working days is %s, a loop comes to %s", from, steps, got, on)
		}
	})
}

// Whatever day the week begins on, and however many days it has.
func TestWeeks(t *testing.T) {
	for _, c := range []struct {
		name    string
		weekend [7]bool
		from    playbook.Date
		n       int
		want    playbook.Date
	}{
		{"Saturday and Sunday off", Weekend(time.Saturday, time.Sunday), "2026-11-27", 1, "2026-11-30"},
		{"Friday and Saturday off", Weekend(time.Friday, time.Saturday), "2026-11-26", 1, "2026-11-29"},
		{"Sunday off", Weekend(time.Sunday), "2026-11-28", 1, "2026-11-30"},
		{"Tuesday is the only working day", Weekend(time.Sunday, time.Monday, time.Wednesday, time.Thursday, time.Friday, time.Saturday), "2026-11-24", 3, "2026-12-15"},
		{"no day off, over a leap day", Weekend(), "2028-02-28", 2, "2028-03-01"},
		{"back over a leap day and a weekend", Weekend(time.Saturday, time.Sunday), "2028-03-01", -4, "2028-02-24"},
		{"over the year's end", Weekend(time.Saturday, time.Sunday), "2026-12-31", 1, "2027-01-01"},
		{"before 1970", Weekend(time.Saturday, time.Sunday), "1969-12-31", -3, "1969-12-26"},
		{"1900 was no leap year", Weekend(), "1900-02-28", 1, "1900-03-01"},
	} {
		cal, err := NewCalendar(c.weekend)
		if err != nil {
			t.Fatal(err)
		}
		if got := cal.AddWorking(c.from, c.n); got != c.want {
			t.Errorf("%s: %s %+d = %s, want %s", c.name, c.from, c.n, got, c.want)
		}
	}
}

// However long a run of days off is, there is a working day behind it.
func TestNoWorkingDayNear(t *testing.T) {
	var all []Holiday
	for n := range 1000 {
		all = append(all, Holiday{playbook.Date("2026-01-01").AddDays(n), "Strike"})
	}
	c, err := NewCalendar(Weekend(), all...)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.AddWorking("2026-06-01", 2); got != "2028-09-28" {
		t.Errorf("the second working day is %s, want the second behind the strike", got)
	}
	if got := c.AddWorking("2026-06-01", -1); got != "2025-12-31" {
		t.Errorf("the working day before is %s", got)
	}
}

// A hundred thousand holidays, whoever made such a file, are taken and cost a
// plan nothing that could be felt.
func TestAHundredThousandHolidays(t *testing.T) {
	var days []Holiday
	for d, n := playbook.Date("1950-01-01"), 0; n < 100_000; n++ {
		days = append(days, Holiday{d.AddDays(n % 40_000 * 2), "Day " + string(rune('A'+n%26))})
	}
	begun := time.Now()
	c, err := NewCalendar(Weekend(time.Saturday, time.Sunday), days...)
	if err != nil {
		t.Fatal(err)
	}
	in := forty()
	in.Calendar = c
	for range 100 {
		if _, err := Plan(in); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
	if c.Working("1950-01-03") || !c.Working("1950-01-02") {
		t.Error("every second day should be off")
	}
}
