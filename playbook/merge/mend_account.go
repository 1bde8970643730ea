package merge

import (
	"reflect"

	"kept/playbook"
)

// accountRules holds the rules across the rows of the account. Later ones build
// on what earlier ones leave.
func (m *mender) accountRules() {
	root := m.byID[m.k.account]
	if !root.live() {
		m.withAccount(root)
		return
	}
	m.nones()
	m.stars()
	m.handoffs()
	m.closed()
	m.stage(root.now.(*playbook.Account), root)
}

// withAccount sends to the trash what came to an account that went there.
func (m *mender) withAccount(root *mended) {
	for _, one := range m.rows {
		if one.live() {
			m.trash(one, root.now.Key().TrashedAt, "what came to an account in the trash went there too")
		}
	}
}

// nones sends to the trash the answer that there is none, where there are rows.
func (m *mender) nones() {
	for _, one := range listed[playbook.None](m) {
		f := playbook.FieldByKey(one.now.(*playbook.None).Field)
		if f == nil || !f.List {
			continue
		}
		for _, other := range m.rows {
			if other.past.name == f.Noun && other.live() && playbook.KindOf(other.now) == f.Kind {
				m.trash(one, m.at, "where there are rows, the answer that there is none went to the trash")
				break
			}
		}
	}
}

// stars leaves the star to the promise that got it last.
func (m *mender) stars() {
	var keeps *mended
	var by *playbook.Claim
	for _, one := range listed[playbook.Promise](m) {
		if !one.now.(*playbook.Promise).Deciding {
			continue
		}
		c := m.newest(one, "deciding")
		if keeps != nil {
			if !later(one, keeps, c, by) {
				m.unstar(one)
				continue
			}
			m.unstar(keeps)
		}
		keeps, by = one, c
	}
}

func (m *mender) unstar(one *mended) {
	one.edit().(*playbook.Promise).Deciding = false
	m.say("two promises were the one that won the deal, and the newer star stays")
}

// handoffs leaves the handoff that was written last.
func (m *mender) handoffs() {
	var keeps *mended
	for _, one := range listed[playbook.Handoff](m) {
		if keeps != nil {
			if !later(one, keeps, m.touched(one), m.touched(keeps)) {
				m.trash(one, m.at, "of two handoffs the one that was written last stays")
				continue
			}
			m.trash(keeps, m.at, "of two handoffs the one that was written last stays")
		}
		keeps = one
	}
}

// closed reopens a handoff that was closed over something open.
func (m *mender) closed() {
	for _, one := range listed[playbook.Handoff](m) {
		h := one.now.(*playbook.Handoff)
		if !h.IsClosed() {
			continue
		}
		rec := playbook.Record{Handoff: *h}
		for _, p := range listed[playbook.Promise](m) {
			rec.Promises = append(rec.Promises, *p.now.(*playbook.Promise))
		}
		for _, p := range listed[playbook.ProofPoint](m) {
			rec.ProofPoints = append(rec.ProofPoints, *p.now.(*playbook.ProofPoint))
		}
		if len(rec.CloseBlockers()) > 0 {
			h := one.edit().(*playbook.Handoff)
			h.ClosedOn, h.ClosedBy = "", ""
			m.say("the handoff was closed with something open under it, and is open again")
		}
	}
}

// stage takes an account back to Live when no criterion is reached any more.
func (m *mender) stage(a *playbook.Account, root *mended) {
	if a.Stage != playbook.ValueProven {
		return
	}
	for _, c := range listed[playbook.Criterion](m) {
		if c.now.(*playbook.Criterion).Achieved {
			return
		}
	}
	root.edit().(*playbook.Account).Stage = playbook.Live
	m.say("no criterion is reached, and the account is live again")
}

// A reading is rows as a playbook.Reader, for CheckAccount.
type reading []playbook.Noun

// Load fills n with the live row that has its ID.
func (r reading) Load(n playbook.Noun) error {
	for _, row := range r {
		if row.Key().ID == n.Key().ID && row.Key().TrashedAt == "" && reflect.TypeOf(row) == reflect.TypeOf(n) {
			reflect.ValueOf(n).Elem().Set(reflect.ValueOf(row).Elem())
			return nil
		}
	}
	return playbook.ErrNotFound
}

// Rows fills dst with the live rows of its noun; there is one account.
func (r reading) Rows(dst any, _ playbook.ID) error {
	out := reflect.ValueOf(dst).Elem()
	for _, row := range r {
		if v := reflect.ValueOf(row).Elem(); v.Type() == out.Type().Elem() && row.Key().TrashedAt == "" {
			out.Set(reflect.Append(out, v))
		}
	}
	return nil
}

// RowsWith is not asked of rows in memory.
func (r reading) RowsWith(dst any, account playbook.ID, _ string, _ ...string) error {
	return r.Rows(dst, account)
}
