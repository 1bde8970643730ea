package playbook

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxName and MaxText bound one value, in runes. A name longer than MaxName
// is refused; a text may hold a long note, not a book.
const (
	MaxName = 10_000
	MaxText = 200_000
)

// Money is an amount without its currency, in canonical decimal with a dot
// ("48000", "1250.50"), or empty for "not known".
type Money string

// ParseMoney reads an amount as people type it: 48000, 48,000, 48 000.50,
// 48k. It refuses what is not a number, is negative, or is over a trillion.
func ParseMoney(s string) (Money, error) {
	t := strings.ToLower(strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "").Replace(s))
	t = strings.Trim(t, "€$£")
	if t == "" {
		return "", nil
	}
	times := 1.0
	if strings.HasSuffix(t, "k") {
		t, times = strings.TrimSuffix(t, "k"), 1000
	} else if strings.HasSuffix(t, "m") {
		t, times = strings.TrimSuffix(t, "m"), 1e6
	}
	t = plainDecimal(t)
	f, err := strconv.ParseFloat(t, 64)
	// ParseFloat also takes 0x1p4, 1e5, +5, -0 and NaN, which nobody means by an amount.
	if err != nil || strings.Trim(t, "0123456789.") != "" || f*times > 1e12 {
		return "", invalid("", "%q is not an amount; write it like 48000 or 48,000.50", clip(s, 40))
	}
	return moneyOf(f * times), nil
}

func moneyOf(f float64) Money {
	out := strconv.FormatFloat(math.Round(f*100)/100, 'f', 2, 64)
	return Money(strings.TrimSuffix(out, ".00"))
}

// plainDecimal turns 48,000 and 48.000,50 into 48000 and 48000.50: the last
// separator is a decimal mark unless exactly three digits follow it.
func plainDecimal(s string) string {
	i := strings.LastIndexAny(s, ".,")
	if i < 0 {
		return s
	}
	head := strings.NewReplacer(".", "", ",", "").Replace(s[:i])
	tail := s[i+1:]
	if len(tail) == 3 && head != "0" && head != "" {
		return head + tail
	}
	return head + "." + tail
}

// Float returns the amount, 0 when it is not known.
func (m Money) Float() float64 {
	f, _ := strconv.ParseFloat(string(m), 64)
	return f
}

// Grouped returns the amount with thousands apart: "48,000", "1,250.50".
func (m Money) Grouped() string {
	whole, frac, _ := strings.Cut(string(m), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	return whole
}

// In returns the amount with its currency: "€ 48,000", "CHF 48,000".
func (m Money) In(currency string) string {
	if m == "" {
		return ""
	}
	switch currency {
	case "":
		return m.Grouped()
	case "EUR":
		return "€ " + m.Grouped()
	case "USD":
		return "$ " + m.Grouped()
	case "GBP":
		return "£ " + m.Grouped()
	}
	return currency + " " + m.Grouped()
}

func (m Money) check(col string) error {
	p, err := ParseMoney(string(m))
	if err != nil {
		return invalid(col, "%v", err)
	}
	if p != m {
		return invalid(col, "%q is not an amount in plain form; %q is meant", clip(string(m), 40), p)
	}
	return nil
}

// An Account is one customer, from pre-close to renewal.
type Account struct {
	Meta
	Name               string
	Segment            string
	Industry           string
	Regulated          bool
	ExpectedClose      Date
	ActualClose        Date
	Value              Money // per year
	Currency           string
	TermMonths         string
	StartOn            Date
	RenewalOn          Date
	NoticeDays         string
	Stage              Stage
	Seller             string
	SalesEngineer      string
	CSM                string
	ImplementationLead string
	SupportContact     string
	Shown              string // which of our roles the customer's copy names: seller, csm, …
	CustomerPromise    string
	StatusLine         string // the one official sentence
	StatusBy           string
	StatusAt           Moment
	LostWhy            string
	LostStage          string
}

// CloseOn returns the close date that counts: the actual one, or else the expected.
func (a *Account) CloseOn() Date {
	if a.ActualClose != "" {
		return a.ActualClose
	}
	return a.ExpectedClose
}

// Check refuses an account without a name, unknown choices and bad dates.
func (a *Account) Check() error {
	if strings.TrimSpace(a.Name) == "" {
		return invalid("name", "The account has no name; give it the customer's name.")
	}
	if err := checkText("name", a.Name, MaxName); err != nil {
		return err
	}
	if a.CustomerPromise != "" && utf8.RuneCountInString(a.CustomerPromise) > MaxName {
		return invalid("customer_promise", "The customer promise is longer than %d characters; one sentence is enough.", MaxName)
	}
	return firstErr(
		oneOf("segment", a.Segment, segments()),
		oneOf("stage", string(a.Stage), Stages()),
		manyOf("shown", a.Shown, ourRoles()),
		checkDates(a), a.Value.check("value"), checkTexts(a),
	)
}

func ourRoles() []Option {
	return []Option{
		{"seller", "Seller"}, {"sales_engineer", "Sales engineer"}, {"csm", "CSM"},
		{"implementation_lead", "Implementation lead"}, {"support_contact", "Support contact"},
	}
}

// firstErr returns the first error there is.
func firstErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// checkDates checks every Date column of n.
func checkDates(n Noun) error {
	for _, c := range Columns(n) {
		if !c.date {
			continue
		}
		if err := Date(c.Text(n)).Check(); err != nil {
			return invalid(c.Name, "%v", err)
		}
	}
	return nil
}

// checkTexts refuses text a database cannot keep: NUL, invalid UTF-8, or
// over MaxText runes.
func checkTexts(n Noun) error {
	for _, c := range Columns(n) {
		if !c.text {
			continue
		}
		if err := checkText(c.Name, c.Text(n), MaxText); err != nil {
			return err
		}
	}
	return nil
}

func checkText(col, s string, most int) error {
	switch {
	case !utf8.ValidString(s):
		return invalid(col, "The text is not valid UTF-8; copy it again from its source.")
	case strings.ContainsRune(s, 0):
		return invalid(col, "The text holds a NUL character; remove it and try again.")
	case len(s) > most && utf8.RuneCountInString(s) > most:
		return invalid(col, "The text is longer than %d characters; shorten it or link a document.", most)
	}
	return nil
}

// CleanText makes typed or pasted text storable: invalid bytes and NUL go,
// line ends become \n.
func CleanText(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.NewReplacer("\x00", "", "\r\n", "\n", "\r", "\n").Replace(s)
}
