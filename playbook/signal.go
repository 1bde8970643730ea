package playbook

// A Signal is something that went wrong between what was sold and what the
// customer meets, in one sentence of fact.
type Signal struct {
	Meta
	Kind      string
	Text      string
	On        Date
	Cause     string
	Phase     string // the title of the phase that ran, "" outside a plan
	LoggedBy  string
	LoggedAt  Moment
	PromiseID ID
	BeliefID  ID
}

// Check refuses a signal without a kind or a fact.
func (s *Signal) Check() error {
	switch {
	case s.Kind == "":
		return invalid("kind", "The signal has no kind; choose what happened.")
	case blank(s.Text):
		return invalid("text", "The signal has no fact; write in one sentence what happened.")
	}
	return firstErr(oneOf("kind", s.Kind, SignalKinds()), oneOf("cause", s.Cause, Causes()), checkDates(s), checkTexts(s))
}

// A CustomerQuestion is one that we want to put to the customer. It is struck
// out of an agenda once a fact they told us answers it.
type CustomerQuestion struct {
	Meta
	Text   string
	By     string // who wants to know
	FactID ID     // the fact that answers it, as somebody here decided
}

// Check refuses an empty question.
func (q *CustomerQuestion) Check() error {
	if blank(q.Text) {
		return invalid("text", "The question is empty; write what you want to ask the customer.")
	}
	return checkTexts(q)
}

// An Inspection is the look at the seam on day 7, 14 or 30 after close: six
// questions, each answered yes or no.
type Inspection struct {
	Meta
	Day      int
	Promise  string // the CSM can say the customer promise and why it was believed
	Success  string // the customer confirmed what success is
	Owned    string // every promise has an owner and a date
	ToldOnce string // the customer had to tell nothing twice
	OneStory string // the customer heard the same from Sales and from us
	NextStep string // the customer knows the next step and who to ask
	Note     string
	On       Date
	By       string
}

// Check refuses another day, and answers other than yes and no.
func (i *Inspection) Check() error {
	if i.Day != 7 && i.Day != 14 && i.Day != 30 {
		return invalid("day", "An inspection is for day 7, 14 or 30, not day %d.", i.Day)
	}
	for _, q := range InspectionQuestions() {
		v, _ := GetText(i, q.Value)
		if err := oneOf(q.Value, v, yesNo()); err != nil {
			return err
		}
	}
	return firstErr(checkDates(i), checkTexts(i))
}

// Score returns how many of the six questions were answered yes, and how many
// were answered.
func (i *Inspection) Score() (yes, answered int) {
	for _, q := range InspectionQuestions() {
		switch v, _ := GetText(i, q.Value); v {
		case "yes":
			yes++
			answered++
		case "no":
			answered++
		}
	}
	return yes, answered
}

// InspectionQuestions returns the six questions: the column that holds the
// answer, and the question.
func InspectionQuestions() []Option {
	return []Option{
		{"promise", "Can the CSM say the customer promise, and why they believed it?"},
		{"success", "Has the customer confirmed what success is?"},
		{"owned", "Does every promise have an owner and a date?"},
		{"told_once", "Was the customer spared from telling anything twice?"},
		{"one_story", "Has the customer heard the same from Sales and from us?"},
		{"next_step", "Does the customer know the next step and whom to ask?"},
	}
}

// InspectionDays are the days after close on which the seam is inspected.
func InspectionDays() []int { return []int{7, 14, 30} }
