package work

import (
	"errors"

	"kept/playbook"
)

// A Keeper is Books that can write a playbook as its file and read that again.
type Keeper interface {
	Whole(b *playbook.Playbook) []byte
	Read(name string, text []byte) (playbook.Playbook, error)
}

// bookAt returns a playbook as it was at a version, 0 for the newest: the one
// there is, or the text that the workspace keeps. It returns
// playbook.ErrNotFound when there is neither.
func (d *Desk) bookAt(r playbook.Reader, id string, version int) (playbook.Playbook, error) {
	b, err := d.Books.Get(id)
	if err == nil && (version == 0 || b.Version == version) {
		return b, nil
	}
	if err != nil && !errors.Is(err, playbook.ErrNotFound) {
		return b, err
	}
	keeper, ok := d.Books.(Keeper)
	if !ok {
		return playbook.Playbook{}, playbook.ErrNotFound
	}
	var kept []playbook.PlaybookVersion
	if err := r.Rows(&kept, playbook.ID{}); err != nil {
		return b, err
	}
	best := -1
	for i := range kept {
		if kept[i].PlaybookID == id && (kept[i].Version == version || version == 0 && (best < 0 || kept[i].Version > kept[best].Version)) {
			best = i
		}
	}
	if best < 0 {
		return playbook.Playbook{}, playbook.ErrNotFound
	}
	return keeper.Read(id+".yaml", []byte(kept[best].Text))
}

// keepVersion keeps the text of a playbook at its version, once.
func (d *Desk) keepVersion(tx playbook.Tx, b *playbook.Playbook) error {
	keeper, ok := d.Books.(Keeper)
	if !ok {
		return nil
	}
	var kept []playbook.PlaybookVersion
	if err := tx.Rows(&kept, playbook.ID{}); err != nil {
		return err
	}
	for i := range kept {
		if kept[i].PlaybookID == b.ID && kept[i].Version == b.Version {
			return nil
		}
	}
	return tx.Save(&playbook.PlaybookVersion{PlaybookID: b.ID, Version: b.Version, Title: b.Title, Text: string(keeper.Whole(b)), By: d.Who, At: playbook.MomentOf(d.Now())})
}
