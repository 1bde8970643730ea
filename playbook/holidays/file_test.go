package holidays

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"kept/playbook"
)

// lined writes the lines of an invented calendar file.
func lined(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n"
}

func vevent(lines ...string) string {
	return "BEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT"
}

func read(t *testing.T, text string) File {
	t.Helper()
	f, err := Read(strings.NewReader(text), "days.ics", 2026, 2030)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func told(f File) string {
	var out []string
	for _, e := range f.Entries {
		s := string(e.On)
		if e.Until != "" {
			s += "/" + string(e.Until)
		}
		out = append(out, s+" "+e.Name)
	}
	return strings.Join(out, "; ")
}

// Every way in which programs write a day off is understood.
func TestReadingDaysOff(t *testing.T) {
	for _, c := range []struct{ about, event, want string }{
		{"one day", vevent("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261225", "SUMMARY:Christmas Eve"), "2026-12-24 Christmas Eve"},
		{"no end", vevent("DTSTART;VALUE=DATE:20261224", "SUMMARY:Christmas Eve"), "2026-12-24 Christmas Eve"},
		{"an end on the day itself", vevent("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261224", "SUMMARY:Christmas Eve"), "2026-12-24 Christmas Eve"},
		{"a day without its parameter", vevent("DTSTART:20261224", "SUMMARY:Christmas Eve"), "2026-12-24 Christmas Eve"},
		{"a stretch, whose end is not in it", vevent("DTSTART;VALUE=DATE:20260713", "DTEND;VALUE=DATE:20260718", "SUMMARY:Summer closing"), "2026-07-13/2026-07-17 Summer closing"},
		{"a length", vevent("DTSTART;VALUE=DATE:20260713", "DURATION:P1W", "SUMMARY:Summer closing"), "2026-07-13/2026-07-19 Summer closing"},
		{"signs and a second line", vevent("DTSTART;VALUE=DATE:20261224", `SUMMARY;LANGUAGE=en:Eve\, half\; really\nclosed`), "2026-12-24 Eve, half; really closed"},
		{"a folded line", vevent("DTSTART;VALUE=DATE:20261224", "SUMMARY:Christ", " mas Eve"), "2026-12-24 Christmas Eve"},
		{"a tab that folds, and small letters", "begin:vevent\r\ndtstart;value=date:20261224\r\nsummary:Christ\r\n\tmas Eve\r\nend:vevent", "2026-12-24 Christmas Eve"},
		{"no name", vevent("DTSTART;VALUE=DATE:20261224"), "2026-12-24 Day off"},
		{"every year", vevent("DTSTART;VALUE=DATE:20200102", "SUMMARY:Founders", "RRULE:FREQ=YEARLY;UNTIL=20281231"), "2026-01-02 Founders; 2027-01-02 Founders; 2028-01-02 Founders"},
		{"every second year, four times", vevent("DTSTART;VALUE=DATE:20220102", "SUMMARY:Fair", "RRULE:FREQ=YEARLY;INTERVAL=2;COUNT=4"), "2026-01-02 Fair; 2028-01-02 Fair"},
		{"a weekday of a month", vevent("DTSTART;VALUE=DATE:20261126", "SUMMARY:Thanks", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=2"), "2026-11-26 Thanks; 2027-11-25 Thanks"},
		{"the last Monday", vevent("DTSTART;VALUE=DATE:20260525", "SUMMARY:May", "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=2"), "2026-05-25 May; 2027-05-31 May"},
		{"a leap day", vevent("DTSTART;VALUE=DATE:20240229", "SUMMARY:Leap", "RRULE:FREQ=YEARLY"), "2028-02-29 Leap"},
		{"but not one of them", vevent("DTSTART;VALUE=DATE:20260102", "SUMMARY:F", "EXDATE;VALUE=DATE:20270102", "RRULE:FREQ=YEARLY;COUNT=3"), "2026-01-02 F; 2028-01-02 F"},
		{"twice the same", vevent("DTSTART;VALUE=DATE:20261224", "SUMMARY:Eve") + "\r\n" + vevent("DTSTART;VALUE=DATE:20261224", "SUMMARY:Eve"), "2026-12-24 Eve"},
		{"an alarm inside", vevent("DTSTART;VALUE=DATE:20261224", "SUMMARY:Eve", "BEGIN:VALARM", "SUMMARY:Wake up", "END:VALARM"), "2026-12-24 Eve"},
		{"a name in quotes with a colon", vevent(`DTSTART;X-N="a:b";VALUE=DATE:20261224`, "SUMMARY:Eve"), "2026-12-24 Eve"},
	} {
		if got := told(read(t, lined(c.event))); got != c.want {
			t.Errorf("%s: %s, want %s", c.about, got, c.want)
		}
	}
	bare := strings.ReplaceAll("\ufeff"+lined(vevent("DTSTART;VALUE=DATE:20261224", "SUMMARY:Eve")), "\r\n", "\n")
	if got := told(read(t, bare)); got != "2026-12-24 Eve" {
		t.Errorf("with a byte order mark and plain line ends: %s", got)
	}
}

// What is no day off is counted, and told where it stands.
func TestWhatIsLeftOut(t *testing.T) {
	f := read(t, lined(
		vevent("DTSTART:20261224T120000Z", "SUMMARY:Lunch"),
		vevent("DTSTART;VALUE=DATE:20401224", "SUMMARY:Far away"),
		vevent("DTSTART;VALUE=DATE:20261224", "SUMMARY:Every month", "RRULE:FREQ=MONTHLY"),
		vevent("DTSTART;VALUE=DATE:20261224", "SUMMARY:Easter", "RRULE:FREQ=YEARLY;BYEASTER=0"),
		vevent("DTSTART;VALUE=DATE:20261224", "SUMMARY:Off", "STATUS:CANCELLED")))
	if len(f.Entries) != 0 || f.Timed != 1 || f.Outside != 1 || f.Other != 3 {
		t.Errorf("got %+v", f)
	}
	if want := "Line 11: “Every month” is left out, it does not repeat yearly."; len(f.Places) != 3 || f.Places[0] != want {
		t.Errorf("places %q, want first %q", f.Places, want)
	}
}

// A bad file is refused in a sentence with its place.
func TestBadCalendarFiles(t *testing.T) {
	long := vevent("DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20290101", "SUMMARY:Sabbatical")
	for text, want := range map[string]string{
		"":                        "days.ics: it is empty",
		"On;Name\n2026-12-24;Eve": "days.ics, line 1: this is no calendar file",
		"BEGIN:VCARD\nEND:VCARD":  "days.ics, line 1: this is no calendar file",
		"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x":                     "days.ics, line 3: it ends inside of VEVENT",
		"BEGIN:VCALENDAR\nEND:VEVENT":                                  "days.ics, line 2: END:VEVENT ends what has not begun",
		"BEGIN:VCALENDAR\n<html>":                                      `days.ics, line 2: "<html>" is not understood`,
		lined(vevent("SUMMARY:No day")):                                "days.ics, line 3: “No day” has no day (DTSTART)",
		lined(vevent("SUMMARY:x", "DTSTART;VALUE=DATE:20260230")):      `days.ics, line 5: "20260230" is not a day`,
		lined(vevent("DTSTART;VALUE=DATE:20260203", "DTEND:20260202")): "days.ics, line 5: “Day off” ends before it begins",
		lined(vevent("DTSTART;VALUE=DATE:20260203", "DTEND:tomorrow")): `days.ics, line 5: "tomorrow" is not a day`,
		lined(long): "days.ics, line 3: “Sabbatical” is off for 1096 days",
		"BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:X\n", 20):               "days.ics, line 9: parts lie in each other too deeply",
		"BEGIN:VCALENDAR\r\n" + strings.Repeat("X-A:b\r\n", 3) + "\x00\x01": `line 5: `,
	} {
		_, err := Read(strings.NewReader(text), "days.ics", 2026, 2030)
		var bad *FileError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
	}
}

// many is a calendar file of n invented events, made while it is read.
func many(n int, event func(i int) string) io.Reader {
	r, w := io.Pipe()
	go func() {
		fmt.Fprint(w, "BEGIN:VCALENDAR\r\n")
		for i := range n {
			if _, err := fmt.Fprint(w, event(i), "\r\n"); err != nil {
				return
			}
		}
		fmt.Fprint(w, "END:VCALENDAR\r\n")
		w.Close()
	}()
	return r
}

// A hundred thousand events are read in a moment and cost no memory to speak
// of; as many days off are refused.
func TestAHundredThousandEvents(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	began := time.Now()
	f, err := Read(many(100_000, func(i int) string {
		return vevent(fmt.Sprintf("UID:%d", i), "DTSTAMP:20260101T000000Z", "DTSTART:20261224T120000Z", "SUMMARY:Lunch", "DESCRIPTION:"+strings.Repeat("x", 300))
	}), "days.ics", 2026, 2030)
	if err != nil || f.Timed != 100_000 || len(f.Entries) != 0 {
		t.Fatalf("%v, %+v", err, f)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	t.Logf("100,000 events took %v", time.Since(began).Round(time.Millisecond))
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("100,000 events took %v", took)
	}
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 8<<20 {
		t.Errorf("%d bytes are kept of a file without days off", kept)
	}
	first := playbook.Date("2026-01-01")
	_, err = Read(many(100_000, func(i int) string {
		return vevent("DTSTART;VALUE=DATE:"+strings.ReplaceAll(string(first.AddDays(i%1800)), "-", ""), fmt.Sprintf("SUMMARY:Day %d", i))
	}), "days.ics", 2026, 2030)
	if err == nil || !strings.Contains(err.Error(), "more than 5,000 days off from 2026 to 2030") {
		t.Errorf("100,000 days off: %v", err)
	}
}

// A line without an end costs no more memory than a short one.
func TestALineWithoutEnd(t *testing.T) {
	endless := io.MultiReader(strings.NewReader("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:"), io.LimitReader(letters{}, MaxFile))
	_, err := Read(endless, "days.ics", 2026, 2030)
	if err == nil || !strings.Contains(err.Error(), "larger than 64 megabytes") {
		t.Errorf("got %v", err)
	}
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// FuzzRead: whatever a file holds, it is read or refused, and what is read can
// be stored.
func FuzzRead(f *testing.F) {
	f.Add(lined(vevent("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261225", "SUMMARY:Christmas Eve", "RRULE:FREQ=YEARLY")))
	f.Add(lined(vevent("DTSTART:20261224", "DURATION:P2W", `SUMMARY:a\,b\nc`, "EXDATE:20271224", "RRULE:FREQ=YEARLY;INTERVAL=2;COUNT=9;BYMONTH=2;BYMONTHDAY=-1")))
	f.Add(lined(vevent("DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY;BYDAY=-5SU;BYMONTH=2")))
	f.Add("\ufeffBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261224T1\n \n\tx\nEND:VEVENT\nEND:VCALENDAR")
	f.Add("BEGIN:VCALENDAR\n:\n")
	f.Add("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:99991231\nDTEND:00000000\nEND:VEVENT\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Read(strings.NewReader(text), "days.ics", 2020, 2035)
		if err != nil {
			var bad *FileError
			if !errors.As(err, &bad) {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		for _, e := range file.Entries {
			h := playbook.Holiday{On: e.On, Until: e.Until, Name: e.Name}
			if err := h.Check(); err != nil || e.Name == "" || e.On < "2020-01-01" || e.On > "2035-12-31" {
				t.Fatalf("%+v cannot be kept: %v", e, err)
			}
		}
	})
}
