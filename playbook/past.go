package playbook

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A HistoryField is something a history can be narrowed to, by the name a
// person knows it by: one value, a value of the rows of a list, or all that
// happened to these rows.
type HistoryField struct {
	Label string
	Noun  string
	Kind  string
	Cols  []string // none: everything that happened to the rows
}

// HistoryFields names what a history tells of, by label. What the program keeps
// for itself is left out.
func HistoryFields(ix HistoryIndex) []HistoryField {
	var out []HistoryField
	seen := map[string]int{}
	add := func(f HistoryField) {
		for _, g := range out {
			if g.Noun == f.Noun && g.Kind == f.Kind && slices.Equal(g.Cols, f.Cols) {
				return
			}
		}
		seen[f.Label]++
		out = append(out, f)
	}
	for _, t := range ix.Touched {
		kept := isOwn(t)
		switch {
		case t.Noun == "transition" || t.Noun == "phase" || t.Noun == "setting" || t.Noun == "member":
		case isSingle(t.Noun):
			if !kept && t.Col != "" {
				add(HistoryField{Label: upperFirst(NameOfField(t.Noun, t.Kind, t.Col)), Noun: t.Noun, Cols: []string{t.Col}})
			}
		case (t.Noun == "item" || t.Noun == "watch") && t.Kind == "": // of a row that is gone
		default:
			rows := upperFirst(RowsWords(t.Noun, t.Kind))
			add(HistoryField{Label: rows, Noun: t.Noun, Kind: t.Kind})
			if !kept && t.Col != "" {
				add(HistoryField{Label: rows + " · " + lowerWord(NameOfField(t.Noun, t.Kind, t.Col)), Noun: t.Noun, Kind: t.Kind, Cols: []string{t.Col}})
			}
		}
	}
	for i := range out { // “Confirmed by the customer” of which field?
		if seen[out[i].Label] > 1 && len(out[i].Cols) == 1 {
			if f, _ := FieldOfColumn(out[i].Noun, out[i].Kind, out[i].Cols[0]); f != nil {
				out[i].Label = f.Label + " · " + lowerWord(out[i].Label)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b HistoryField) int {
		return cmp.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label))
	})
	return out
}

// isOwn tells whether a column is the program's own and no news.
func isOwn(t Touched) bool {
	switch columnOf(t.Noun, t.Col).(type) {
	case ID:
		return true
	}
	return t.Noun == "plan" && (t.Col == "playbook_id" || t.Col == "title") || t.Col == "pos" || t.Col == "trashed_at" || isEcho(&Event{}, &Line{Noun: t.Noun, Col: t.Col, New: "x"})
}

// WholeIndex is what any history can be narrowed to.
func WholeIndex() HistoryIndex {
	var out HistoryIndex
	for _, n := range Nouns() {
		noun, kinds := NounName(n), []string{""}
		if noun == "item" || noun == "watch" {
			kinds = nil
			for i := range fieldTable {
				if f := &fieldTable[i]; f.Noun == noun && !slices.Contains(kinds, f.Kind) {
					kinds = append(kinds, f.Kind)
				}
			}
		}
		for _, kind := range kinds {
			out.Touched = append(out.Touched, Touched{Noun: noun, Kind: kind})
			for _, c := range Columns(n) {
				if _, in := FieldOfColumn(noun, kind, c.Name); kind == "" || in != nil {
					out.Touched = append(out.Touched, Touched{Noun: noun, Kind: kind, Col: c.Name})
				}
			}
		}
	}
	return out
}

// FindHistoryField returns what a person may mean by typed: the field with that
// label, number (F33), key of the form, or stored name (task.due_on); or else
// all whose label begins with it, or else has it inside. Case does not count.
func FindHistoryField(fields []HistoryField, typed string) []HistoryField {
	typed = strings.ToLower(strings.Join(strings.Fields(typed), " "))
	if typed == "" {
		return nil
	}
	for _, f := range fields {
		stored := f.Noun
		if len(f.Cols) == 1 {
			stored += "." + f.Cols[0]
		}
		if strings.ToLower(f.Label) == typed || stored == typed && f.Kind == "" {
			return []HistoryField{f}
		}
	}
	for i := range fieldTable {
		f := &fieldTable[i]
		if strings.ToLower(f.ID()) != typed && f.Key != typed {
			continue
		}
		h := HistoryField{Label: f.Label, Noun: f.Noun, Kind: f.Kind}
		if !f.List || strings.ToLower(f.ID()) == typed && FieldOfKind(f.Noun, f.Kind) != f {
			for _, in := range f.Inputs {
				h.Cols = append(h.Cols, in.Col)
			}
		}
		return []HistoryField{h}
	}
	var begins, inside []HistoryField
	for _, f := range fields {
		switch label := strings.ToLower(f.Label); {
		case strings.HasPrefix(label, typed):
			begins = append(begins, f)
		case strings.Contains(label, typed):
			inside = append(inside, f)
		}
	}
	if len(begins) > 0 {
		return begins
	}
	return inside
}

// Begins returns the moment at which a day begins in loc, "" for no date.
func (d Date) Begins(loc *time.Location) Moment {
	if d == "" {
		return ""
	}
	t := d.Time()
	return MomentOf(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, loc))
}
