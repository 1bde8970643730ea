package work

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"kept/playbook"
)

// ReloadBooks reads what the workspace keeps of playbooks anew: after it was
// opened, and where another program may have written.
func (d *Desk) ReloadBooks(ctx context.Context) error {
	var rows []playbook.PlaybookVersion
	if err := d.Store.Read(ctx, func(r playbook.Reader) error { return r.Rows(&rows, playbook.ID{}) }); err != nil {
		return fmt.Errorf("read the playbooks of the workspace: %w", err)
	}
	d.Books.Keep(rows)
	return nil
}

// keeping does an act that changes what the workspace keeps of playbooks.
func (d *Desk) keeping(ctx context.Context, label string, fn func(playbook.Tx) error) error {
	return d.keepingFor(ctx, label, "", fn)
}

// keepingFor is keeping with the reason.
func (d *Desk) keepingFor(ctx context.Context, label, why string, fn func(playbook.Tx) error) error {
	if err := d.do(ctx, label, why, fn); err != nil {
		return err
	}
	return d.ReloadBooks(ctx)
}

// KeepVersion keeps the text of a playbook that a plan starts from or is
// brought up to, so that the plan's template is known whatever becomes of the
// playbook. It is kept beside one's own versions, which can be removed; the
// same text twice is kept once.
func (d *Desk) KeepVersion(tx playbook.Tx, p *playbook.Playbook) error {
	var rows []playbook.PlaybookVersion
	if err := tx.Rows(&rows, playbook.ID{}); err != nil {
		return err
	}
	text := string(d.Books.Whole(p))
	if last := newestOf(rows, func(r *playbook.PlaybookVersion) bool {
		return !r.Own && r.PlaybookID == p.ID && r.Version == p.Version
	}); last != nil && last.Text == text {
		return nil
	}
	return tx.Save(&playbook.PlaybookVersion{PlaybookID: p.ID, Version: p.Version, Title: p.Title, Text: text, By: d.Who, At: playbook.MomentOf(d.Now())})
}

// newestOf returns the row that came last among those that are meant.
func newestOf(rows []playbook.PlaybookVersion, meant func(*playbook.PlaybookVersion) bool) *playbook.PlaybookVersion {
	var best *playbook.PlaybookVersion
	for i := range rows {
		if r := &rows[i]; meant(r) && (best == nil || cmp.Or(cmp.Compare(r.At, best.At), bytes.Compare(r.ID[:], best.ID[:])) >= 0) {
			best = r
		}
	}
	return best
}

// TemplateOf returns the playbook as it was when a plan was started from it or
// brought up to it. A plan from before versions were kept has the version of
// its number; playbook.ErrNotFound says that it is not known any more.
func (d *Desk) TemplateOf(r playbook.Reader, plan *playbook.Plan) (playbook.Playbook, error) {
	var rows []playbook.PlaybookVersion
	if err := r.Rows(&rows, playbook.ID{}); err != nil {
		return playbook.Playbook{}, err
	}
	is := func(r *playbook.PlaybookVersion) bool {
		return !r.Own && r.PlaybookID == plan.PlaybookID && r.Version == plan.Version
	}
	row := newestOf(rows, func(r *playbook.PlaybookVersion) bool { return is(r) && r.At <= plan.StartedAt })
	if row == nil {
		row = newestOf(rows, is)
	}
	if row == nil {
		return d.Books.Version(plan.PlaybookID, plan.Version)
	}
	return d.Books.Read(fmt.Sprintf("%s@%d", row.PlaybookID, row.Version), []byte(row.Text))
}

// SavePlaybook keeps a playbook of one's own as its next version and returns it
// as kept. Seen is the version that was changed, 0 for a new playbook: what was
// saved by somebody else since, and an id that is taken, refuse. A playbook
// that says what its newest version says is not saved again. Phases taken from
// another playbook stay so while they say what it says.
func (d *Desk) SavePlaybook(ctx context.Context, p playbook.Playbook, seen int) (playbook.Playbook, error) {
	return d.savePlaybook(ctx, "Save playbook", p, d.isNewest(&p, seen), nil)
}

// isNewest refuses to save over another version than the one that was seen.
func (d *Desk) isNewest(p *playbook.Playbook, seen int) func(newest int) error {
	return func(newest int) error {
		switch {
		case seen == 0 && newest > 0:
			return d.idTaken(p.ID)
		case seen != newest:
			return &playbook.RefusedError{What: "Not saved", Reasons: []string{fmt.Sprintf("“%s” was saved as version %d meanwhile and you changed version %d; look at what is new, then change that", clip(p.Title), newest, seen)}}
		}
		return nil
	}
}

func (d *Desk) idTaken(id string) error {
	return &playbook.RefusedError{What: "Not saved", Reasons: []string{"there is a playbook " + id + " already; give this one another id"}}
}

// A publication is what saving a version says and does besides.
type publication struct {
	why  string
	also func(playbook.Tx) error // in the same act, also where nothing was new
}

// savePlaybook saves p unless allowed refuses; newest is the version of one's
// own that is kept last, 0 when there is none. pub may be nil.
func (d *Desk) savePlaybook(ctx context.Context, verb string, p playbook.Playbook, allowed func(newest int) error, pub *publication) (playbook.Playbook, error) {
	if pub == nil {
		pub = &publication{also: func(playbook.Tx) error { return nil }}
	}
	p = p.Clone()
	p.Builtin, p.Version = false, max(p.Version, 1)
	if err := p.Check(); err != nil {
		return p, err
	}
	if err := d.ReloadBooks(ctx); err != nil {
		return p, err
	}
	if err := d.claim(&p); err != nil {
		return p, err
	}
	if err := d.settleModules(&p); err != nil {
		return p, err
	}
	same := false
	err := d.keepingFor(ctx, verb+" “"+clip(p.Title)+"”", pub.why, func(tx playbook.Tx) error {
		if err := pub.also(tx); err != nil {
			return err
		}
		var rows []playbook.PlaybookVersion
		if err := tx.Rows(&rows, playbook.ID{}); err != nil {
			return err
		}
		newest, high := 0, 0
		text := ""
		for _, r := range rows {
			if r.PlaybookID == p.ID {
				high = max(high, r.Version)
				if r.Own && r.Version > newest {
					newest, text = r.Version, r.Text
				}
			}
		}
		if err := allowed(newest); err != nil {
			return err
		}
		if newest > 0 {
			was := p.Clone()
			was.Version = newest
			if same = string(d.Books.Write(&was)) == text; same {
				p = was
				return nil
			}
		}
		if high > 0 {
			p.Version = max(p.Version, high+1)
		}
		return tx.Save(&playbook.PlaybookVersion{PlaybookID: p.ID, Version: p.Version, Title: p.Title, Text: string(d.Books.Write(&p)), Own: true, By: d.Who, At: playbook.MomentOf(d.Now())})
	})
	return p, err
}

// claim refuses an id and a letter that another playbook answers to.
func (d *Desk) claim(p *playbook.Playbook) error {
	switch d.Books.From(p.ID) {
	case BookOfProgram:
		return &playbook.RefusedError{What: "Not saved", Reasons: []string{p.ID + " comes with the program and stays as it is; duplicate it, the copy is yours to change"}}
	case BookOfFolder:
		return &playbook.RefusedError{What: "Not saved", Reasons: []string{p.ID + " is a file in your folder of playbooks; change the file, or give this one another id"}}
	}
	if other, err := d.Books.Get(p.Letter); p.Letter != "" && err == nil && other.ID != p.ID {
		return &playbook.RefusedError{What: "Not saved", Reasons: []string{fmt.Sprintf("the letter %s belongs to “%s”; give this one another letter, or none", p.Letter, clip(other.Title))}}
	}
	return d.fitsOthers(p)
}

// settleModules makes phases one's own that do not say any more what the
// playbook says that they were taken from, and refuses what could not be read
// again.
func (d *Desk) settleModules(p *playbook.Playbook) error {
	for i := range p.Phases {
		ph := &p.Phases[i]
		if ph.Included == "" {
			continue
		}
		m, err := d.Books.Get(ph.Included)
		j := -1
		if err == nil && m.ID == ph.Included {
			j = slices.IndexFunc(m.Phases, func(o playbook.TemplatePhase) bool { return o.Code == ph.Code })
		}
		if j >= 0 {
			m.Phases[j].Included = ph.Included
		}
		if j < 0 || !reflect.DeepEqual(m.Phases[j], *ph) {
			ph.Included = ""
		}
	}
	_, err := d.Books.Read(p.ID, d.Books.Write(p))
	return err
}

// DuplicatePlaybook keeps a copy of a playbook as one's own, under an id and a
// title of its own; "" makes them of the original's.
func (d *Desk) DuplicatePlaybook(ctx context.Context, idOrLetter, id, title string) (playbook.Playbook, error) {
	if err := d.ReloadBooks(ctx); err != nil {
		return playbook.Playbook{}, err
	}
	p, err := d.Books.Get(idOrLetter)
	if err != nil {
		return p, err
	}
	if id == "" {
		id = d.freeID(p.ID + "-copy")
	}
	if title == "" {
		title = p.Title + ", copy"
	}
	p.ID, p.Title, p.Letter, p.Version = id, strings.TrimSpace(title), "", 1
	return d.savePlaybook(ctx, "Duplicate playbook", p, func(newest int) error {
		if newest > 0 {
			return d.idTaken(id)
		}
		return nil
	}, nil)
}

// freeID returns an id that no playbook has: the wished one, or with a number
// behind it.
func (d *Desk) freeID(wish string) string {
	id := wish
	for n := 2; d.Books.From(id) != ""; n++ {
		id = fmt.Sprintf("%s-%d", wish, n)
	}
	return id
}

// TrashPlaybook puts all versions of a playbook of one's own into the trash.
// Plans that were started from it keep their template.
func (d *Desk) TrashPlaybook(ctx context.Context, id string) error {
	if err := d.ReloadBooks(ctx); err != nil {
		return err
	}
	p, err := d.Books.Get(id)
	if err != nil {
		return err
	}
	switch d.Books.From(p.ID) {
	case BookOfProgram:
		return &playbook.RefusedError{What: "Not removed", Reasons: []string{"“" + clip(p.Title) + "” comes with the program and stays"}}
	case BookOfFolder:
		return &playbook.RefusedError{What: "Not removed", Reasons: []string{"“" + clip(p.Title) + "” is a file in your folder of playbooks; remove the file"}}
	}
	if others := d.takenInBy(p.ID); len(others) > 0 {
		return &playbook.RefusedError{What: "Not removed", Reasons: []string{"“" + clip(others[0].Title) + "” takes in its phases; write them out there first"}}
	}
	return d.keeping(ctx, "Remove playbook “"+clip(p.Title)+"”", func(tx playbook.Tx) error {
		var rows []playbook.PlaybookVersion
		if err := tx.Rows(&rows, playbook.ID{}); err != nil {
			return err
		}
		for i := range rows {
			if r := &rows[i]; r.Own && r.PlaybookID == p.ID {
				if err := tx.Trash(r); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// ImportPlaybook keeps the playbook of a file as one's own. Where there is one
// of its id already, it becomes the next version of that.
func (d *Desk) ImportPlaybook(ctx context.Context, name string, text []byte) (playbook.Playbook, error) {
	if err := d.ReloadBooks(ctx); err != nil {
		return playbook.Playbook{}, err
	}
	p, err := d.Books.Read(name, text)
	if err != nil {
		return p, err
	}
	return d.savePlaybook(ctx, "Take in playbook", p, func(int) error { return nil }, nil)
}

// ExportPlaybook returns the file of a playbook, one that needs no other, and a
// name for it. Version 0 is the present one.
func (d *Desk) ExportPlaybook(idOrLetter string, version int) (name string, text []byte, err error) {
	p, err := d.Books.Get(idOrLetter)
	switch {
	case version > 0 && err == nil:
		p, err = d.Books.Version(p.ID, version)
	case version > 0:
		p, err = d.Books.Version(idOrLetter, version)
	}
	if err != nil {
		return "", nil, err
	}
	return fmt.Sprintf("%s-v%d.yaml", p.ID, p.Version), d.Books.Whole(&p), nil
}
