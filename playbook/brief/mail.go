package brief

import "strings"

// Introduction returns the seller's message that introduces the CSM, as text
// to copy: the goal in the customer's words, what comes next, and that nothing
// has to be told twice. It holds what the customer's plan may hold; a name
// that is not ticked to be shown stands as a gap in brackets.
func Introduction(in Input) string {
	s := share(&in, Brief)
	gap := func(name, what string) string {
		if name == "" {
			return "[" + what + "]"
		}
		return name
	}
	csm := gap(s.csm(), "name of the CSM")
	var to []string
	for _, p := range s.yours {
		if p.leads {
			to = append(to, p.name)
		}
	}
	hello := "Hello,"
	if len(to) > 0 {
		hello = "Hello " + strings.Join(to, " and ") + ","
	}
	b := letter{}
	b.line("Subject: Introducing " + csm + ", your contact from here")
	b.gap()
	b.line(hello)
	b.gap()
	b.line("Thank you for the trust you put into " + s.us() + ". From here " + csm + " is your contact, and I stay in the loop until you have met.")
	if s.goal != "" {
		b.gap()
		b.line("This is what we set out to do together: " + sentence(oneLine(s.goal)))
	}
	if len(s.agreed) > 0 {
		k := s.agreed[0]
		if k.words != "" {
			b.line("In your words: " + inQuotes(k.words))
		}
		if k.metric != "" {
			b.line("We will both know it by this: " + sentence(joined(", ", joined(" ", k.metric, fromTo(k.from, k.to, k.unit)), prefix("by ", k.by.Long()))))
		}
	}
	b.gap()
	b.line("What you told me is written down and has been passed on, so you will not be asked for it again.")
	if s.intro != "" || s.kickoff != "" {
		b.gap()
		b.line("What comes next:")
		b.item(prefix("introduction, the three of us: ", s.intro.Long()))
		b.item(prefix("kickoff, where we go through goal, plan and dates: ", s.kickoff.Long()))
	}
	b.gap()
	b.line("Is anything above not as you understood it? Then tell us before the kickoff, and we put it right first.")
	b.gap()
	b.line("Kind regards")
	b.line(gap(s.seller, "your name"))
	return b.String()
}

// csm is the customer's contact by name, "" when the role is not ticked to be shown.
func (s *shared) csm() string {
	for _, p := range s.ours {
		if p.role == roleOfOurs("csm") {
			return p.name
		}
	}
	return ""
}

// A letter is plain text under construction.
type letter struct{ b strings.Builder }

func (l *letter) line(s string) { l.b.WriteString(s + "\n") }
func (l *letter) gap()          { l.b.WriteString("\n") }

// item writes one point of a list, and nothing for nothing.
func (l *letter) item(s string) {
	if !blank(s) {
		l.line("- " + s)
	}
}

func (l *letter) String() string { return l.b.String() }
