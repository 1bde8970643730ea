package watch

import (
	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen/part"
)

// showAround fills the card under the list: what the handoff says one has to
// plan around, that it hangs on one person, and days that are closed or hard.
// They are written in the handoff; here they stand where one looks.
func (t *Tab) showAround() {
	var rows []fyne.CanvasObject
	add := func(words string, late bool, no int, row playbook.ID, col string) {
		text := kit.NewText(words, kit.Body)
		if late {
			text = kit.NewText(words, kit.Soft)
		}
		rows = append(rows, kit.Row(kit.SpaceM, kit.Grow(text), t.Link("Open", playbook.FieldByNo(no).ID(), row, col)))
	}
	h, today := &t.Rec.Handoff, t.Win.Desk().Today()
	if h.SingleChampion {
		add("It hangs on a single champion.", false, 57, playbook.ID{}, "single_champion")
	}
	if h.SponsorChange {
		add("The sponsor is likely to change.", false, 57, playbook.ID{}, "sponsor_change")
	}
	for _, it := range t.Rec.ItemsOf(playbook.Blackout) {
		last := it.Until
		if last == "" {
			last = it.On
		}
		add(part.Joined(": ", daysOf(it.On, it.Until, today), it.Text), last != "" && last < today, 58, it.ID, "text")
	}
	t.around.SetContent(kit.Column(2, rows...))
	part.Visible(t.around, len(rows) > 0)
}

// daysOf says one day or several: “24 Dec to 2 Jan”.
func daysOf(from, until, today playbook.Date) string {
	if until == "" || until == from {
		return part.ShortDay(from, today)
	}
	return part.Joined(" to ", part.ShortDay(from, today), part.ShortDay(until, today))
}
