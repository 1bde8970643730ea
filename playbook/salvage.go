package playbook

import (
	"fmt"
	"strings"
)

// What may be wrong with the file of a workspace, as a FileTrouble tells it.
const (
	FileMissing      = "missing"
	FileNotADatabase = "not_database"
	FileNotKept      = "not_workspace"
	FileDamaged      = "damaged"
	FileNewer        = "newer"
	FileOlder        = "older"
	FileUnwritable   = "unwritable"
	FileBusy         = "busy"
	FileFull         = "full"
)

// A FileTrouble is an error that says what is wrong with the workspace's file.
type FileTrouble interface {
	error
	// Trouble is one of FileMissing, FileDamaged, …
	Trouble() string
}

// A Damage is what a look at every page of a workspace file has found.
// Nothing was written.
type Damage struct {
	Path     string
	Pages    int           // of the file
	BadPages int           // pages that are not what they should be
	CutOff   int           // of the BadPages, those behind the end of a file that was cut off
	LogPages int           // changed pages in the log beside the file
	LogLost  int           // pieces of that log that cannot be read
	Parts    []DamagedPart // what the bad pages held, as far as it can be told
	Accounts int           // accounts that can be read, with what the history fills in
	Rows     int           // rows that can be read, accounts among them
	Lost     int           // entries of the report that a salvage would write about what is lost
	Filled   int           // rows and values that the history would give back
}

// A DamagedPart counts the bad pages of one kind of row. Noun is a noun's name,
// or "history", "search", "index", "file" for the file's own book-keeping, or
// "" for pages of which nothing is known.
type DamagedPart struct {
	Noun  string
	Pages int
}

// Sound tells whether nothing was found.
func (d *Damage) Sound() bool {
	return d.BadPages == 0 && d.LogLost == 0 && d.Lost == 0 && d.Filled == 0
}

// Words says in sentences what was found.
func (d *Damage) Words() []string {
	if d.Sound() {
		return []string{fmt.Sprintf("All %s of the file can be read.", grouped(d.Pages, "page"))}
	}
	var out []string
	switch {
	case d.BadPages > 0:
		s := fmt.Sprintf("%s of the %s in the file cannot be read.", grouped(d.BadPages, "page"), groupedNumber(d.Pages))
		if d.CutOff > 0 {
			s = fmt.Sprintf("The file has been cut off: %s of %s are missing at its end.", grouped(d.CutOff, "page"), groupedNumber(d.Pages))
			if n := d.BadPages - d.CutOff; n > 0 {
				s += fmt.Sprintf(" %s more cannot be read.", grouped(n, "page"))
			}
		}
		out = append(out, s)
	default:
		out = append(out, fmt.Sprintf("All %s of the file can be read, but they contradict each other.", grouped(d.Pages, "page")))
	}
	if len(d.Parts) > 0 {
		var parts []string
		for _, p := range d.Parts {
			parts = append(parts, fmt.Sprintf("%s (%d)", p.Words(), p.Pages))
		}
		held := "They held " + strings.Join(parts, ", ") + "."
		if again := again(d.Parts); again != "" {
			held += " " + again
		}
		out = append(out, held)
	}
	if d.LogLost > 0 {
		out = append(out, fmt.Sprintf("%s of the log beside the file cannot be read; the newest changes may be among them.", grouped(d.LogLost, "piece")))
	}
	return append(out, fmt.Sprintf("%s and %s in all can be read.", grouped(d.Accounts, "account"), grouped(d.Rows, "row")))
}

// grouped is plural with the thousands of the number apart.
func grouped(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return groupedNumber(n) + " " + noun + "s"
}

func groupedNumber(n int) string { return Money(itoa(n)).Grouped() }

// again says what is made anew from the rows, whatever it looks like.
func again(parts []DamagedPart) string {
	search, index := false, false
	for _, p := range parts {
		search, index = search || p.Noun == "search", index || p.Noun == "index"
	}
	switch {
	case search && index:
		return "The search and the lookup tables can be made anew."
	case search:
		return "The search can be made anew."
	case index:
		return "Lookup tables can be made anew."
	}
	return ""
}

// Words names the part as a person knows it.
func (p DamagedPart) Words() string {
	switch p.Noun {
	case "":
		return "something that is not known any more"
	case "history":
		return "the history"
	case "search":
		return "the search"
	case "index":
		return "lookup tables"
	case "file":
		return "the file’s own book-keeping"
	}
	return NounsWords(p.Noun)
}

// NounsWords names several rows of a noun in the middle of a sentence:
// "promises", "people", "answers that there is none".
func NounsWords(noun string) string {
	switch noun {
	case "item":
		return "rows of lists"
	case "criterion":
		return "success criteria"
	case "stakeholder":
		return "people"
	case "watch":
		return "risks, assumptions and gaps"
	case "none":
		return "answers that there is none"
	case "transition":
		return "moves of handoffs"
	case "customer_question":
		return "questions for the customer"
	case "account_anchor":
		return "anchors"
	case "task_input":
		return "inputs"
	case "holiday":
		return "days off"
	case "playbook_version":
		return "versions of playbooks"
	}
	return lowerFirst(Label(noun, "")) + "s"
}

// The kinds of a Loss.
const (
	LostAccount = "account" // an account's own row; Rows of it may be there
	LostRow     = "row"     // a row that was there and is not in the new workspace
	LostPart    = "part"    // a row put together from what was left; values may be missing
	LostValue   = "value"   // one value, or a link to a row that is lost
	FromHistory = "history" // a row or value taken from the history, or from what packs brought: nothing is known to be lost, but it may not be the newest
	LostLines   = "lines"   // lines of the history of one account, or of none
	LostActs    = "acts"    // who, when and why of acts
	LostUnknown = "unknown" // pages of which nobody can tell what they held
)

// A Loss is one entry of the report of a salvage.
type Loss struct {
	Kind        string
	Account     ID     // zero when it hangs on none, or none is known
	AccountName string // "" when not known
	Noun        string // "" when not known
	Row         ID     // zero when not known
	Col         string // of a LostValue
	Title       string // what the row was called, "" when not known
	Count       int    // of lines, acts or pages
	Text        string // the entry as one sentence
}

// Real tells whether something is lost, not only taken from the history.
func (l *Loss) Real() bool { return l.Kind != FromHistory }

// A Salvaged is the report of a salvage: what the new workspace holds and what
// was lost.
type Salvaged struct {
	From, To string
	Damage   Damage
	Accounts int // in the new workspace, the trash included
	Rows     int // accounts among them
	Acts     int
	Lines    int // of the history
	Losses   []Loss
}

// Lost counts the entries that are real losses.
func (s *Salvaged) Lost() int {
	n := 0
	for i := range s.Losses {
		if s.Losses[i].Real() {
			n++
		}
	}
	return n
}
