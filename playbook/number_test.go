package playbook

import (
	"math"
	"testing"
)

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct {
		typed string
		value float64
		unit  string
	}{
		{"4.5", 4.5, ""}, {"4.5 hours", 4.5, "hours"}, {"92 %", 92, "%"}, {"92%", 92, "%"}, {" 12\u00a0% ", 12, "%"},
		{"1,5", 1.5, ""}, {"1,50", 1.5, ""}, {"1.500", 1500, ""}, {"1,500", 1500, ""}, {"0.500", 0.5, ""}, {"0,5 days", 0.5, "days"},
		{"1234.567", 1234.567, ""}, {"12.3450", 12.345, ""}, {".5", 0.5, ""}, {"-.5 %", -0.5, "%"}, {"5.", 5, ""}, {"12, at most", 12, "at most"},
		{"€ 1,200", 1200, "€"}, {"1.200 €", 1200, "€"}, {"€ 1.250,50", 1250.5, "€"}, {"$1,234,567.89", 1234567.89, "$"}, {"1 200", 1200, ""},
		{"1\u202f200 kg", 1200, "kg"}, {"1'200.5", 1200.5, ""}, {"1’200", 1200, ""}, {"CHF 3", 3, "CHF"},
		{"-3", -3, ""}, {"−3", -3, ""}, {"–3 °C", -3, "°C"}, {"- 3", -3, ""}, {"€ -3", -3, "€"}, {"+5 %", 5, "%"},
		{"≥ 95 %", 95, "%"}, {"< 4 h", 4, "h"}, {"~ 30 minutes", 30, "minutes"}, {"12 m²", 12, "m²"}, {"No.5", 5, "No."}, {"week-3", 3, "week-"},
		{"0", 0, ""}, {"007", 7, ""},
	} {
		n, ok := ParseNumber(c.typed)
		if !ok || n.Value != c.value || n.Unit != c.unit {
			t.Errorf("%q is read as %v %q (%t), want %v %q", c.typed, n.Value, n.Unit, ok, c.value, c.unit)
		}
	}
	for _, s := range []string{"", "many", "4–5", "4-5", "4 - 5 days", "4 to 5", "3/4", "12:30", "1.2.2027", "2027-03-01", "1,2,3", "1.2.3", "1,23,456", "12'34", "4 5", "1.234,567.8",
		"1e5", "٣", "4٣", "1..5", "CO2 5 kg", "0,123,456", "1 234 5"} {
		if n, ok := ParseNumber(s); ok {
			t.Errorf("%q is read as %v %q, and is no single number", s, n.Value, n.Unit)
		}
	}
}

func TestNumbersAreWrittenSoThatTheyReadTheSame(t *testing.T) {
	for v, want := range map[float64]string{4.5: "4.5", 12.345: "12.3450", -12.345: "-12.3450", 0.125: "0.125", 1234.567: "1234.567", 1500: "1500", 12.34: "12.34"} {
		got := Number{Value: v, Unit: "hours"}.String()
		if n, ok := ParseNumber(got); got != want || !ok || n.Value != v {
			t.Errorf("%v is written %q and read as %v, want %q", v, got, n.Value, want)
		}
	}
}

// Whatever is typed for a measured value: no single number, or one that is
// written in a form which reads as itself.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"", "4.5", "4–5", "1,5", "1.500", "-3", "€ 1,200", "12 %", "1'234.5", "12.345", ".5", "-.125", "1e5", "٣", "1..5", "9999999999999999999", "0,000,001", "≥ 95 %", "1 234 567,8", "No.5", "--3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := ParseNumber(s)
		if !ok {
			if n != (Number{}) {
				t.Errorf("%q is no number, and %+v", s, n)
			}
			return
		}
		if math.IsNaN(n.Value) || math.IsInf(n.Value, 0) {
			t.Errorf("%q is read as %v", s, n.Value)
		}
		again, ok := ParseNumber(n.String())
		if !ok || again.Value != n.Value || again.Unit != "" {
			t.Errorf("%q is read as %v, written %q, and read as %+v (%t)", s, n.Value, n, again, ok)
		}
	})
}
