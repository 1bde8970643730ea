package merge

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"kept/playbook"
)

// MaxAhead is how far a stamp from elsewhere may be ahead of the wall clock.
// Taking one from a clock set wrong by years would pull every later stamp of
// this workspace along.
const MaxAhead = 24 * time.Hour

// Accept refuses, as an *InvalidError, claims dated more than 24 hours ahead of
// now, with the laptop whose clock is wrong; and claims that no workspace can
// have made of this account.
func Accept(account playbook.ID, claims []playbook.Claim, now time.Time) error {
	most := now.Add(MaxAhead).UnixMicro()
	a := acceptance{account: account, nouns: map[playbook.ID]string{}}
	for i := range claims {
		c := &claims[i]
		if c.Stamp > most {
			return ahead(c, now)
		}
		if err := a.claim(c); err != nil {
			return &playbook.InvalidError{Message: fmt.Sprintf("What %s wrote on %s cannot be read: %v. Ask for the pack again.", called(c.Who), shown(c.At), err)}
		}
	}
	if !a.came {
		return &playbook.InvalidError{Message: "The account itself is not in the pack; ask for the pack again."}
	}
	return nil
}

// ahead is the sentence about a clock that is wrong.
func ahead(c *playbook.Claim, now time.Time) error {
	hours := int((time.Duration(c.Stamp-now.UnixMicro()) * time.Microsecond).Hours())
	by := fmt.Sprintf("%d hours", hours)
	if hours > 72 {
		by = fmt.Sprintf("%d days", hours/24)
	}
	return &playbook.InvalidError{Field: "stamp", Message: fmt.Sprintf(
		"The computer of %s (installation %s) dates its changes %s ahead of this computer's clock; set the clock of both computers right, then try again.", called(c.Who), clip(c.Device, 12), by)}
}

func called(who string) string {
	if who = strings.Join(strings.Fields(who), " "); who != "" {
		return clip(who, 60)
	}
	return "somebody"
}

func shown(at playbook.Moment) string {
	if day := at.Day(time.UTC); day != "" {
		return day.Short()
	}
	return "an unknown day"
}

func clip(s string, n int) string {
	if r := []rune(strings.ToValidUTF8(s, "?")); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// An acceptance remembers what claims have named.
type acceptance struct {
	account playbook.ID
	nouns   map[playbook.ID]string
	came    bool // the account itself
}

// claim says what is wrong with a claim, in words for the middle of a sentence.
func (a *acceptance) claim(c *playbook.Claim) error {
	switch c.Kind {
	case "do", "redo", playbook.ClaimMend:
	case "undo":
		if c.Undoes.IsZero() {
			return fmt.Errorf("it takes back nothing")
		}
	default:
		return fmt.Errorf("%q is no kind of change", clip(c.Kind, 40))
	}
	if c.ID.IsZero() || c.Stamp <= 0 {
		return fmt.Errorf("it has no place in the order of changes")
	}
	for _, s := range []string{c.Who, c.Device, c.Label, c.Why} {
		if err := text(s); err != nil {
			return err
		}
	}
	seen := make(map[lineKey]bool, len(c.Lines))
	for i := range c.Lines {
		l := &c.Lines[i]
		if seen[lineKey{l.Row, l.Col}] {
			return fmt.Errorf("it changes one value twice")
		}
		seen[lineKey{l.Row, l.Col}] = true
		if err := a.line(l); err != nil {
			return err
		}
	}
	return nil
}

func (a *acceptance) line(l *playbook.ClaimLine) error {
	if was, ok := a.nouns[l.Row]; ok && was != l.Noun {
		return fmt.Errorf("a row is both %s and %s", clip(was, 40), clip(l.Noun, 40))
	}
	a.nouns[l.Row] = l.Noun
	switch {
	case l.Row.IsZero() || l.Noun == "":
		return fmt.Errorf("it changes a row without a name")
	case (l.Noun == "account") != (l.Row == a.account):
		return fmt.Errorf("it changes another account")
	case nouns[l.Noun] == nil && playbook.NewNoun(l.Noun) != nil:
		return fmt.Errorf("it changes the workspace, not the account")
	case l.Col != "" && l.New == nil, l.Col == "" && l.New == nil && l.Old == nil:
		return fmt.Errorf("a change says nothing")
	}
	if l.Col == "" {
		return a.row(l)
	}
	for _, s := range []*string{l.Old, l.New} {
		if s != nil {
			if err := text(*s); err != nil {
				return err
			}
		}
	}
	return nil
}

// row looks at an added or removed row.
func (a *acceptance) row(l *playbook.ClaimLine) error {
	for _, s := range []*string{l.Old, l.New} {
		if s == nil {
			continue
		}
		wrong := written(*s)
		if !eachColumn(*s, func(_, value string) {
			if err := text(value); err != nil {
				wrong = err
			}
		}) {
			return fmt.Errorf("a row is not written as rows are")
		}
		if wrong != nil {
			return wrong
		}
	}
	a.came = a.came || l.Noun == "account" && l.New != nil
	return nil
}

// text says what keeps a text from being stored.
func text(s string) error {
	if len(s) > playbook.MaxText && utf8.RuneCountInString(s) > playbook.MaxText {
		return fmt.Errorf("a text is longer than %d characters", playbook.MaxText)
	}
	return written(s)
}

func written(s string) error {
	switch {
	case !utf8.ValidString(s):
		return fmt.Errorf("a text is not valid UTF-8")
	case strings.IndexByte(s, 0) >= 0:
		return fmt.Errorf("a text holds a NUL character")
	}
	return nil
}
