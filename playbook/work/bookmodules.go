package work

import (
	"fmt"
	"slices"

	"kept/playbook"
)

// takenInBy returns the playbooks that take in phases of another.
func (d *Desk) takenInBy(id string) []playbook.Playbook {
	var out []playbook.Playbook
	for _, p := range d.Books.All() {
		if slices.ContainsFunc(p.Phases, func(ph playbook.TemplatePhase) bool { return ph.Included == id }) {
			out = append(out, p)
		}
	}
	return out
}

// fitsOthers refuses a version of a playbook that those could not take in any
// more which take in its phases: they would be left out of the list.
func (d *Desk) fitsOthers(p *playbook.Playbook) error {
	for _, other := range d.takenInBy(p.ID) {
		for i := range other.Phases {
			ph := &other.Phases[i]
			if ph.Included != p.ID {
				continue
			}
			j := slices.IndexFunc(p.Phases, func(now playbook.TemplatePhase) bool { return now.Code == ph.Code })
			if j < 0 {
				return &playbook.RefusedError{What: "Not saved", Reasons: []string{fmt.Sprintf("“%s” takes in the phase %s, which is gone; write it out there first", clip(other.Title), ph.Code)}}
			}
			*ph = p.Phases[j]
		}
		for _, a := range p.Anchors {
			if other.Own(a.ID) == nil && other.Uses(a.ID) {
				other.Anchors = append(other.Anchors, a)
			}
		}
		if err := other.Check(); err != nil {
			return &playbook.RefusedError{What: "Not saved", Reasons: []string{fmt.Sprintf("“%s” takes in its phases and would not be right any more (%v)", clip(other.Title), err)}}
		}
	}
	return nil
}
