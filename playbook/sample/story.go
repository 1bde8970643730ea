package sample

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"

	"kept/playbook"
	"kept/playbook/schedule"
)

// A story is one told account: what is known about it in the end, and the
// steps by which it came about. In its texts <+53> is the day 53 days after
// today as "15 January", <-3> three days before; in a date it is that day.
type story struct {
	Name    string                         `yaml:"name"`
	Tells   string                         `yaml:"tells"` // for the reader of the file
	Seller  string                         `yaml:"seller"`
	Account map[string]string              `yaml:"account"` // by column
	Handoff map[string]string              `yaml:"handoff"`
	Lists   map[string][]map[string]string `yaml:"lists"` // by the field's key, each row by column
	None    map[string]none                `yaml:"none"`  // by field: F9
	Plan    planScript                     `yaml:"plan"`
	Steps   []step                         `yaml:"steps"`
}

type none struct {
	Who string `yaml:"who"`
	On  string `yaml:"on"`
}

// A planScript says how far the plan has come. Tasks due up to Until days
// from today are ticked, each on its day by its owner, but for the named ones.
type planScript struct {
	Until    int               `yaml:"until"`
	Open     []string          `yaml:"open"`     // steps left open though due
	Early    []string          `yaml:"early"`    // steps ticked though not due
	Late     map[string]int    `yaml:"late"`     // days after its due day on which a step was ticked
	Skip     map[string]string `yaml:"skip"`     // step and reason
	Block    map[string]string `yaml:"block"`    // step and reason
	Doing    []string          `yaml:"doing"`    // steps begun
	Evidence map[string]string `yaml:"evidence"` // step and what was shown
	Notes    map[string]string `yaml:"notes"`
}

// A step is one act of a story. Do says which of the other values count.
type step struct {
	Day  int    `yaml:"day"` // from today
	At   string `yaml:"at"`  // 09:40
	Who  string `yaml:"who"`
	Do   string `yaml:"do"`
	Text string `yaml:"text"` // the reason, note, question, answer or status line

	Sections   []string          `yaml:"sections"` // capture: all eight when empty
	Reasons    []string          `yaml:"reasons"`
	Questions  []string          `yaml:"questions"`
	Number     int               `yaml:"number"` // of a question or row, from 1; the day of a judgement or inspection
	Conditions []condition       `yaml:"conditions"`
	Rating     []string          `yaml:"rating"`
	Playbook   string            `yaml:"playbook"`
	Kickoff    string            `yaml:"kickoff"`
	GoLive     string            `yaml:"go_live"`
	Stage      string            `yaml:"stage"`
	List       string            `yaml:"list"`
	Task       string            `yaml:"task"`
	Values     map[string]string `yaml:"values"`
}

type condition struct {
	Title string `yaml:"title"`
	Owner string `yaml:"owner"`
	Due   string `yaml:"due"`
}

// readStories returns the stories in the order of their files.
func readStories(dir fs.FS) ([]story, error) {
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the sample's stories: %w", err)
	}
	var out []story
	for _, name := range names {
		b, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("read the story %s: %w", path.Base(name), err)
		}
		dec := yaml.NewDecoder(bytes.NewReader(b))
		dec.KnownFields(true)
		var s story
		if err := dec.Decode(&s); err != nil {
			return nil, fmt.Errorf("read the story %s: %w", path.Base(name), err)
		}
		out = append(out, s)
	}
	return out, nil
}

// A calendarOf turns offsets from today into days. The past moves back to a
// working day and the future forward, so that nobody works on a Sunday.
type calendarOf struct {
	today playbook.Date
	cal   schedule.Calendar
}

func (c calendarOf) day(n int) playbook.Date {
	d := c.today.AddDays(n)
	by := 1
	if n <= 0 {
		by = -1
	}
	for range 7 {
		if c.cal.Working(d) || n == 0 {
			return d
		}
		d = d.AddDays(by)
	}
	return d
}

var mark = regexp.MustCompile(`<([+-]\d+)>`)

// date reads <+53> as a day, and anything else as it stands.
func (c calendarOf) date(s string) playbook.Date {
	m := mark.FindStringSubmatch(s)
	if m == nil || m[0] != s {
		return playbook.Date(s)
	}
	n, _ := strconv.Atoi(m[1]) // the pattern admits whole numbers only
	return c.day(n)
}

// text writes the days of a text as "15 January".
func (c calendarOf) text(s string) string {
	return mark.ReplaceAllStringFunc(s, func(m string) string {
		return c.date(m).Time().Format("2 January")
	})
}

// set puts a value of a story into a column.
func (c calendarOf) set(n playbook.Noun, col, value string) error {
	for _, column := range playbook.Columns(n) {
		if column.Name != col {
			continue
		}
		if _, ok := column.Any(n).(playbook.Date); ok {
			return column.SetText(n, string(c.date(value)))
		}
		return column.SetText(n, c.text(value))
	}
	return fmt.Errorf("%s has no column %q", playbook.NounName(n), col)
}
