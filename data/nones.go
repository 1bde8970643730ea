package data

import "kept/playbook"

// checkNone refuses to bring an explicit none back beside rows of its field.
// Undo does not ask: it gives back what stood there, whatever that was.
func (t *tx) checkNone(n playbook.Noun) error {
	none, ok := n.(*playbook.None)
	if !ok {
		return nil
	}
	f := playbook.FieldByKey(none.Field)
	if f == nil || !f.List {
		return nil
	}
	rec := playbook.Record{}
	if err := t.listRows(&rec, f, none.AccountID); err != nil {
		return err
	}
	if len(rec.Rows(f)) == 0 {
		return nil
	}
	return &playbook.RefusedError{What: "The explicit none cannot stand beside rows",
		Reasons: []string{"“" + f.Label + "” has rows now; remove them first, or leave the none in the trash"}}
}

// listRows reads the rows of one list into a record.
func (t *tx) listRows(rec *playbook.Record, f *playbook.Field, account playbook.ID) error {
	for noun, dst := range map[string]any{"item": &rec.Items, "watch": &rec.Watches, "criterion": &rec.Criteria, "proof_point": &rec.ProofPoints,
		"stakeholder": &rec.People, "belief": &rec.Beliefs, "promise": &rec.Promises} {
		if noun == f.Noun {
			return t.Rows(dst, account)
		}
	}
	return nil
}

// dropNonesBeside sends the explicit nones of the fields that a row belongs to
// into the trash.
func (t *tx) dropNonesBeside(n playbook.Noun) error {
	var nones []playbook.None
	if _, self := n.(*playbook.None); self || n.Key().AccountID.IsZero() {
		return nil
	}
	if err := t.Rows(&nones, n.Key().AccountID); err != nil {
		return err
	}
	for i := range nones {
		f := playbook.FieldByKey(nones[i].Field)
		if f != nil && f.List && f.Noun == playbook.NounName(n) && f.Kind == playbook.KindOf(n) {
			if err := t.Trash(&nones[i]); err != nil {
				return err
			}
		}
	}
	return nil
}
