package brief

import (
	"strconv"
	"strings"
)

// Introduction returns the seller's message that introduces the CSM, as text
// to copy: the goal in the customer's words, what comes next, and that nothing
// has to be told twice. It holds what the customer's plan may hold; a name
// that is not ticked to be shown stands as a gap in brackets.
func Introduction(in Input) string {
	s := share(&in)
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

// KickoffAgenda returns the agenda of the kickoff as text to copy. What the
// customer told us is played back and not asked again; it holds what the
// customer's plan may hold.
func KickoffAgenda(in Input) string {
	s := share(&in)
	b := letter{}
	b.line(joined(", ", "Kickoff with "+oneLine(s.account), s.kickoff.Long()))
	b.point("Your goal", "we play it back, you correct us")
	b.item(oneLine(s.goal))
	if len(s.facts) > 0 {
		b.point("What you have told us already", "we do not ask for it again")
		for _, f := range s.facts {
			b.item(f)
		}
	}
	b.point("How we will both know it worked", "")
	for _, k := range s.agreed {
		b.item(joined(", ", joined(": ", k.metric, inQuotesOrNothing(k.words)), fromTo(k.from, k.to, k.unit), prefix("by ", k.by.Long()), prefix("judged by ", k.judge)))
	}
	for _, k := range s.proposed {
		b.item("to be agreed today: " + joined(", ", joined(": ", k.metric, inQuotesOrNothing(k.words)), fromTo(k.from, k.to, k.unit), prefix("by ", k.by.Long())))
	}
	if len(s.promises) > 0 || len(s.left) > 0 {
		b.point("What we agreed", "what you will get, and what is not part of it")
		for _, p := range s.promises {
			when := p.due.Long()
			if when == "" {
				when = p.dueWords
			}
			b.item(joined(", ", p.text, prefix("by when: ", when)))
		}
		for _, l := range s.left {
			b.item("not part of this plan: " + l)
		}
	}
	b.point("The plan", "phases, dates and what we need from you")
	for _, p := range s.phases {
		if p.name != "" {
			b.item(joined(": ", p.name, span(p.from, p.until)))
		}
	}
	for _, p := range s.phases {
		for _, t := range p.tasks {
			if t.yours && !t.done {
				b.item(joined(", ", "from you: "+t.text, prefix("by ", t.on.Long())))
			}
		}
	}
	b.item(prefix("go-live: ", s.goLive.Long()))
	b.point("Who does what", "")
	for _, p := range append(append([]sharedPerson{}, s.yours...), s.ours...) {
		b.item(joined(", ", p.name, p.title, lowerStart(p.role)))
	}
	b.point("How we work together", "")
	for _, p := range s.rhythm {
		b.item(lowerStart(p.label) + ": " + p.value)
	}
	b.point("How you raise a concern", "")
	who := s.us()
	if s.contact != "" {
		who = s.contact
	}
	b.item("tell " + who + " at once when something is not as you were told")
	for _, p := range s.concerns {
		b.item(lowerStart(p.label) + ": " + p.value)
	}
	b.point("Questions, and the next step with its date", "")
	return b.String()
}

func inQuotesOrNothing(s string) string {
	if blank(s) {
		return ""
	}
	return inQuotes(s)
}

// A letter is plain text under construction.
type letter struct {
	b strings.Builder
	n int
}

func (l *letter) line(s string) { l.b.WriteString(s + "\n") }
func (l *letter) gap()          { l.b.WriteString("\n") }

// item writes one point of a list, and nothing for nothing.
func (l *letter) item(s string) {
	if !blank(s) {
		l.line("- " + s)
	}
}

// point opens the next numbered point.
func (l *letter) point(title, why string) {
	l.n++
	l.gap()
	l.line(strconv.Itoa(l.n) + ". " + joined(": ", title, why))
}

func (l *letter) String() string { return l.b.String() }
