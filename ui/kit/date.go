package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// DateEntry is a field for a day. One types it (see ParseDay) or opens the
// calendar with Down or the button; there the arrows move by day and week, Page
// Up and Page Down by month, Enter takes the day.
type DateEntry struct {
	*Entry
	// OnDay is called with 2027-01-15, or "" when the field was emptied. It is
	// called for every keystroke that makes a whole day.
	OnDay func(iso string)
	// Check says what is wrong with a day that can be read; "" is fine.
	Check func(iso string) string
	// OnReadable is told when what is typed is no day any more, half a date
	// included, and when it is one again; an empty field counts as one.
	OnReadable func(ok bool)
	// Plain leaves out the line that says the day in words. In a form that line
	// would come and go with the keyboard and move what is about to be clicked.
	Plain bool

	today func() time.Time
	iso   string
	wild  bool // what is typed is no day
	hint  string
	drop  dropdown
	cal   *calendar
}

// NewDateEntry returns a field for a day. today is the clock.
func NewDateEntry(label string, today func() time.Time) *DateEntry {
	d := &DateEntry{Entry: newEntry(label, false), today: today}
	d.cal = newCalendar(func(iso string) { d.take(iso) })
	d.SetPlaceholder("Pick a day") // an example would look like a day that is set
	d.Entry.OnChanged = d.typed
	d.Entry.OnBlur = func(string) { d.leave() }
	d.Entry.OnSubmitted = func(string) { d.leave() }
	d.Entry.OnKey(d.key)
	d.in.ActionItem = newCalendarButton(d)
	d.ExtendBaseWidget(d)
	return d
}

// OnKey lets a holder take keys that the calendar has no use for; it returns
// whether it did.
func (d *DateEntry) OnKey(take func(*fyne.KeyEvent) bool) {
	d.Entry.OnKey(func(e *fyne.KeyEvent) bool { return d.key(e) || take(e) })
}

// Day returns the day as 2027-01-15, "" when there is none.
func (d *DateEntry) Day() string { return d.iso }

// SetDay shows a day given as 2027-01-15; it does not report.
func (d *DateEntry) SetDay(iso string) {
	d.iso = iso
	d.Entry.SetText(ShowDay(iso))
	d.say(nil)
	d.readable(true)
}

// Readable tells whether what is typed is a day, or nothing.
func (d *DateEntry) Readable() bool { return !d.wild }

func (d *DateEntry) readable(ok bool) {
	if d.wild != ok {
		return
	}
	d.wild = !ok
	if d.OnReadable != nil {
		d.OnReadable(ok)
	}
}

// SetHint sets the words shown while there is nothing to say about the day.
func (d *DateEntry) SetHint(text string, _ Tone) {
	d.hint = text
	d.say(nil)
}

func (d *DateEntry) typed(text string) {
	iso, err := ParseDay(text, d.today())
	if err != nil {
		d.say(nil) // half a date is no mistake yet
		d.readable(false)
		return
	}
	defer d.readable(true)
	if iso != d.iso {
		d.iso = iso
		if d.OnDay != nil {
			d.OnDay(iso)
		}
	}
	d.say(nil)
}

// leave settles what was typed: a day is shown in full, anything else stays to
// be put right.
func (d *DateEntry) leave() {
	d.drop.close()
	iso, err := ParseDay(d.Entry.Text(), d.today())
	if err != nil {
		d.say(err)
		return
	}
	d.typed(d.Entry.Text())
	d.Entry.SetText(ShowDay(iso))
}

func (d *DateEntry) say(err error) {
	switch {
	case err != nil:
		d.Entry.SetHint(err.Error(), Broken)
		return
	case d.iso != "" && d.Check != nil:
		if wrong := d.Check(d.iso); wrong != "" {
			d.Entry.SetHint(wrong, Broken)
			return
		}
	}
	if long := ShowDayLong(d.iso); long != "" && !d.Plain {
		d.Entry.SetHint(long, Neutral)
		return
	}
	d.Entry.SetHint(d.hint, Neutral)
}

func (d *DateEntry) openCalendar() {
	start := d.iso
	if start == "" {
		start = d.today().Format(isoDay)
	}
	d.cal.show(start, d.today().Format(isoDay))
	d.drop.open(d.in, d.frame.rect, d.cal, d.cal.MinSize())
}

func (d *DateEntry) toggle() {
	if d.drop.shown() {
		d.drop.close()
		return
	}
	if c := canvasOf(d.in); c != nil {
		lead(c, d.in)
	}
	d.openCalendar()
}

func (d *DateEntry) key(e *fyne.KeyEvent) bool {
	if !d.drop.shown() {
		if e.Name == fyne.KeyDown {
			d.openCalendar()
			return true
		}
		return false
	}
	switch e.Name {
	case fyne.KeyLeft:
		d.cal.move(0, -1)
	case fyne.KeyRight:
		d.cal.move(0, 1)
	case fyne.KeyUp:
		d.cal.move(0, -7)
	case fyne.KeyDown:
		d.cal.move(0, 7)
	case fyne.KeyPageUp:
		d.cal.move(-1, 0)
	case fyne.KeyPageDown:
		d.cal.move(1, 0)
	case fyne.KeyReturn, fyne.KeyEnter:
		d.take(d.cal.cursor.Format(isoDay))
	case fyne.KeyEscape:
		d.drop.close()
	default:
		d.drop.close()
		return false
	}
	return true
}

func (d *DateEntry) take(iso string) {
	d.drop.close()
	changed := iso != d.iso
	d.SetDay(iso)
	if changed && d.OnDay != nil {
		d.OnDay(iso)
	}
}

// calendarButton opens the calendar by mouse; the keyboard has Down for it, so
// it is no stop for Tab.
type calendarButton struct {
	widget.BaseWidget
	of *DateEntry
}

func newCalendarButton(d *DateEntry) *calendarButton {
	b := &calendarButton{of: d}
	b.ExtendBaseWidget(b)
	return b
}

func (b *calendarButton) MouseDown(*desktop.MouseEvent) { b.of.toggle() }
func (b *calendarButton) MouseUp(*desktop.MouseEvent)   {}
func (b *calendarButton) Cursor() desktop.Cursor        { return desktop.PointerCursor }

func (b *calendarButton) CreateRenderer() fyne.WidgetRenderer {
	page, head := box(3), box(1)
	paint := func() {
		edge(page, ColorMuted, 1.4)
		fill(head, ColorMuted)
		page.Refresh()
		head.Refresh()
	}
	paint()
	return &painter{
		objects: []fyne.CanvasObject{page, head},
		layout: func(s fyne.Size) {
			x, y := s.Width-26, s.Height/2-7
			place(page, x, y, 15, 14)
			place(head, x, y+3.5, 15, 1.6)
		},
		min:     func() fyne.Size { return fyne.NewSize(34, 20) },
		refresh: paint,
	}
}
