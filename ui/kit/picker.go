package kit

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// An Option is one line of a Picker.
type Option struct {
	Text string
	Note string // faint, at the right; also searched
}

// Picker is a field with a list that narrows while one types. Down opens the
// list, the arrows walk it, Enter takes the marked line, Esc closes it.
type Picker struct {
	*Entry
	// OnPicked is called when a line was taken, or free text was left.
	OnPicked func(text string)
	// FreeText allows words that are not in the list.
	FreeText bool

	options []Option
	drop    dropdown
	menu    *menu
	picked  string
	typed   bool
	hint    string // of its holder
	tone    Tone
	missed  string // why nothing was taken of what was typed
}

// NewPicker returns a picker. The Entry's OnChanged, OnBlur and OnFocus belong to
// the picker.
func NewPicker(label string, options ...Option) *Picker {
	p := &Picker{Entry: newEntry(label, false), options: options}
	p.menu = newMenu(func(text string) { p.take(text) })
	p.Entry.OnChanged = func(string) { p.typed = true; p.miss(""); p.list() }
	p.Entry.OnBlur = func(string) { p.leave() }
	p.Entry.OnSubmitted = func(string) { p.leave() }
	p.Entry.OnKey(p.typedKey)
	p.ExtendBaseWidget(p)
	return p
}

// SetOptions replaces the list.
func (p *Picker) SetOptions(options ...Option) { p.options = options }

// SetText shows a value; it does not report.
func (p *Picker) SetText(text string) {
	p.picked, p.typed = text, false
	p.Entry.SetText(text)
}

// SetHint sets the line below; it stands back while the field says that nothing
// was taken of what was typed.
func (p *Picker) SetHint(text string, tone Tone) {
	p.hint, p.tone = text, tone
	p.miss(p.missed)
}

func (p *Picker) miss(why string) {
	p.missed = why
	if why != "" {
		p.Entry.SetHint(why, Late)
		return
	}
	p.Entry.SetHint(p.hint, p.tone)
}

// Picked returns the value: the last line taken, free text, or "".
func (p *Picker) Picked() string { return p.picked }

// matches narrows the options to those with every typed word in them; those
// that begin with what is typed come first, then those with a word that does.
func (p *Picker) matches() (items, notes []string) {
	typed := strings.ToLower(strings.TrimSpace(p.Entry.Text()))
	if !p.typed {
		typed = ""
	}
	var ranks [3][]Option
next:
	for _, o := range p.options {
		hay := strings.ToLower(o.Text + " " + o.Note)
		for _, w := range strings.Fields(typed) {
			if !strings.Contains(hay, w) {
				continue next
			}
		}
		rank := 2
		switch {
		case strings.HasPrefix(hay, typed):
			rank = 0
		case strings.Contains(hay, " "+typed):
			rank = 1
		}
		ranks[rank] = append(ranks[rank], o)
	}
	for _, r := range ranks {
		for _, o := range r {
			items, notes = append(items, o.Text), append(notes, o.Note)
		}
	}
	return items, notes
}

func (p *Picker) list() {
	items, notes := p.matches()
	none := "Nothing fits. Try fewer letters."
	if p.FreeText {
		none = "Not in the list; kept as you typed it."
	}
	p.menu.set(items, notes, none)
	size := p.menu.size(max(p.Entry.frame.rect.Size().Width, 220))
	if !p.drop.shown() {
		p.drop.open(p.Entry.in, p.Entry.frame.rect, p.menu, size)
	}
	p.drop.resize(size)
}

func (p *Picker) typedKey(e *fyne.KeyEvent) bool {
	if !p.drop.shown() {
		if e.Name == fyne.KeyDown {
			p.list()
			p.menu.move(1)
			return true
		}
		return false
	}
	switch e.Name {
	case fyne.KeyDown:
		p.menu.move(1)
	case fyne.KeyUp:
		p.menu.move(-1)
	case fyne.KeyPageDown:
		p.menu.move(menuRows)
	case fyne.KeyPageUp:
		p.menu.move(-menuRows)
	case fyne.KeyEscape:
		p.drop.close()
	case fyne.KeyReturn, fyne.KeyEnter:
		if p.menu.cursor < 0 && len(p.menu.items) > 0 && !p.FreeText {
			p.menu.move(1)
		}
		if p.menu.cursor < 0 {
			return false
		}
		p.take(p.menu.items[p.menu.cursor])
	default:
		return false
	}
	return true
}

func (p *Picker) take(text string) {
	p.drop.close()
	p.miss("")
	changed := text != p.picked
	p.SetText(text)
	p.Entry.in.CursorColumn = len([]rune(text))
	if changed && p.OnPicked != nil {
		p.OnPicked(text)
	}
}

// leave settles what was typed: a line of the list in any case of letters, free
// text where allowed, nothing where empty, else the one line that fits. Where
// none or several fit, what was there before stays and the field says so.
func (p *Picker) leave() {
	p.drop.close()
	if !p.typed {
		return
	}
	text := strings.TrimSpace(p.Entry.Text())
	for _, o := range p.options {
		if strings.EqualFold(o.Text, text) {
			p.take(o.Text)
			return
		}
	}
	if p.FreeText || text == "" {
		p.take(text)
		return
	}
	items, _ := p.matches()
	if len(items) == 1 {
		p.take(items[0])
		return
	}
	p.SetText(p.picked)
	why := "“" + text + "” is not in the list"
	if len(items) > 1 {
		why = "“" + text + "” fits " + strconv.Itoa(len(items)) + " lines of the list"
	}
	if p.picked == "" {
		p.miss(why + "; nothing was chosen.")
		return
	}
	p.miss(why + "; this stays as it was.")
}
