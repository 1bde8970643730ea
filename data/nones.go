package data

import "kept/playbook"

// checkNones refuses an act that brings an explicit none to life beside rows
// of its field. A workspace in which the two stand beside one another already
// can be worked in all the same, so only what comes to life is looked at.
func (t *tx) checkNones(account playbook.ID) error {
	for _, st := range t.touched {
		none, ok := st.now.(*playbook.None)
		if !ok || !st.live() || none.AccountID != account || st.before != nil && st.before.Key().TrashedAt == "" {
			continue
		}
		f := playbook.FieldByKey(none.Field)
		if f == nil || !f.List {
			continue
		}
		rec := playbook.Record{}
		if err := t.listRows(&rec, f, account); err != nil {
			return err
		}
		if len(rec.Rows(f)) > 0 {
			return &playbook.RefusedError{What: "The explicit none cannot stand beside rows",
				Reasons: []string{"“" + f.Label + "” has rows now; remove them first, or leave the none in the trash"}}
		}
	}
	return nil
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
