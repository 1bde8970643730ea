package data

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"kept/data/pages"
	"kept/playbook"
)

// SalvageDevice is the installation that the acts of a salvage belong to: no
// one's undo walks them.
const SalvageDevice = "salvage"

// store writes the haul into a new, empty workspace, in one transaction.
func (h *haul) store(ctx context.Context, s *Store, who string) error {
	newest, err := layoutOf(ctx, latestVersion())
	if err != nil {
		return err
	}
	tx, err := s.writeDB.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	if err := h.storeRows(ctx, tx); err != nil {
		return err
	}
	seqOf, err := h.storeActs(ctx, tx, newest, s, who)
	if err != nil {
		return err
	}
	if err := h.storeLines(ctx, tx, seqOf); err != nil {
		return err
	}
	if err := h.storeOther(ctx, tx, newest); err != nil {
		return err
	}
	return tx.Commit()
}

func (h *haul) storeRows(ctx context.Context, tx *sql.Tx) error {
	for _, k := range h.w.kinds.list {
		stmt, err := tx.PrepareContext(ctx, k.insertSQL())
		if err != nil {
			return fmt.Errorf("write the rows of %s: %w", k.table, err)
		}
		for _, id := range h.order() {
			if r := h.rows[id]; r.kind == k {
				if _, err := stmt.ExecContext(ctx, k.values(nil, r.noun)...); err != nil {
					return fmt.Errorf("write the rows of %s: %w", k.table, err)
				}
			}
		}
		if err := stmt.Close(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// storeActs writes the acts, those of which nothing but the number is known
// among them, and returns the number of the salvage's own.
func (h *haul) storeActs(ctx context.Context, tx *sql.Tx, newest *layout, s *Store, who string) (int64, error) {
	t, to := h.w.layout.tables["changes"], newest.tables["changes"]
	var cols []string
	var from []int
	for i, c := range t.cols {
		if to.at(c.name) >= 0 {
			cols, from = append(cols, `"`+c.name+`"`), append(from, i)
		}
	}
	stmt, err := tx.PrepareContext(ctx, fmt.Sprintf("INSERT INTO changes(%s) VALUES %s", strings.Join(cols, ", "), marks(len(cols))))
	if err != nil {
		return 0, fmt.Errorf("write the acts: %w", err)
	}
	defer stmt.Close()
	stamps, ids := map[int64]bool{}, map[string]bool{}
	need := map[int64]bool{}
	for i := range h.lines {
		need[h.lines[i].change] = true
	}
	took := h.took()
	for seq := range took {
		need[seq] = true
	}
	last, newestStamp := int64(0), int64(0)
	stampAt, idAt, deviceAt := t.at("stamp"), t.at("id"), t.at("device")
	for _, seq := range sortedKeys(h.w.acts) {
		a := h.w.acts[seq]
		id := string(a.vals[idAt].Bytes)
		if seq < 1 || seq >= salvageSeq || stamps[a.vals[stampAt].Int] || ids[id] {
			delete(h.w.acts, seq) // half of one act written over another
			continue
		}
		stamps[a.vals[stampAt].Int], ids[id] = true, true
		last, newestStamp = max(last, seq), max(newestStamp, a.vals[stampAt].Int)
		args := make([]any, len(from))
		for i, at := range from {
			args[i] = driverValue(&a.vals[at])
			if at == deviceAt && h.broken[seq] {
				args[i] = "" // an act of which lines are lost is nobody's to undo
			}
		}
		if _, err := stmt.ExecContext(ctx, args...); err != nil {
			return 0, fmt.Errorf("write the acts: %w", err)
		}
	}
	turns := h.turns(took)
	turned := h.turned(turns)
	// before is the newest act before one that is lost.
	var before *foundAct
	for _, seq := range sortedKeys(need) {
		if h.w.acts[seq] != nil {
			before = h.w.acts[seq]
			continue
		}
		if seq == salvageSeq {
			continue
		}
		stamp, at := int64(1), ""
		if before != nil {
			stamp, at = before.vals[stampAt].Int+1, string(before.vals[t.at("at")].Bytes)
		}
		stamp = max(stamp, took[seq].heard+1) // no act is older than what it brought
		for stamps[stamp] {
			stamp++
		}
		id, known := playbook.NewID(s.now()), h.w.hints["changes"][seq]
		if known != nil && known.kind == kindDo && known.stamp > 0 && !stamps[known.stamp] && !known.id.IsZero() && !ids[string(known.id[:])] {
			id, stamp = known.id, known.stamp // so that elsewhere it is the act that they know
		}
		stamps[stamp], ids[string(id[:])] = true, true
		last, newestStamp = max(last, seq), max(newestStamp, stamp)
		if err := act(ctx, tx, seq, id, stamp, at, "", "", "An act that was lost", "", s); err != nil {
			return 0, err
		}
		state := standing
		if of, ok := turns[seq]; ok {
			if _, err := tx.ExecContext(ctx, "UPDATE changes SET kind = ?, undoes = ? WHERE seq = ?", of.kind, of.seq, seq); err != nil {
				return 0, fmt.Errorf("write an act: %w", err)
			}
		}
		if back, said := turned[seq]; back || !said && known != nil && known.kind == kindDo && known.undone != standing {
			state = abandoned
		}
		if _, err := tx.ExecContext(ctx, "UPDATE changes SET took = ?, undone = ? WHERE seq = ?", took[seq].key, state, seq); err != nil {
			return 0, fmt.Errorf("write an act: %w", err)
		}
	}
	if !need[salvageSeq] {
		return last + 1, nil
	}
	now := s.now()
	why := "The file was damaged. This step leads from what is left of the history to what is left of the rows."
	return last + 1, act(ctx, tx, last+1, playbook.NewID(now), NextStamp(newestStamp, now), string(playbook.MomentOf(now)), who, SalvageDevice, "Salvage a damaged workspace", why, s)
}

// A tookIn is what an act brought, as far as it can be read.
type tookIn struct {
	key   string // of the installation whose pack it was
	heard int64  // the newest stamp of it
}

// took returns the acts that took in packs, as what they took in tells.
func (h *haul) took() map[int64]tookIn {
	out := map[int64]tookIn{}
	for _, name := range []string{"taken_history", "taken_changes"} {
		t := h.w.layout.tables[name]
		if t == nil {
			continue // of an older format
		}
		takenAt, keyAt, stampAt := t.at("taken"), t.at("key"), t.at("stamp")
		for _, vals := range h.w.other[name] {
			seq := vals[takenAt].Int
			of, known := out[seq]
			if !known {
				of.key = "lost"
			}
			if keyAt >= 0 && len(vals[keyAt].Bytes) > 0 {
				of.key = string(vals[keyAt].Bytes)
			}
			if stampAt >= 0 {
				of.heard = max(of.heard, vals[stampAt].Int)
			}
			out[seq] = of
		}
	}
	return out
}

func act(ctx context.Context, tx *sql.Tx, seq int64, id playbook.ID, stamp int64, at, who, device, label, why string, s *Store) error {
	if at == "" {
		at = string(playbook.MomentOf(s.now()))
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO changes(seq, id, stamp, at, who, device, label, why, kind, typing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
		seq, idValue(id), stamp, at, who, device, label, why, kindDo)
	if err != nil {
		return fmt.Errorf("write an act: %w", err)
	}
	return nil
}

func (h *haul) storeLines(ctx context.Context, tx *sql.Tx, own int64) error {
	stmt, err := tx.PrepareContext(ctx, "INSERT INTO history(change, noun, row, account, col, old, new) VALUES (?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return fmt.Errorf("write the history: %w", err)
	}
	defer stmt.Close()
	for i := range h.lines {
		l := &h.lines[i]
		seq := l.change
		if seq == salvageSeq {
			seq = own
		}
		if _, err := stmt.ExecContext(ctx, seq, l.kind.name, idValue(l.row), idValue(l.account), l.col, nullable(l.old), nullable(l.new)); err != nil {
			return fmt.Errorf("write the history: %w", err)
		}
		if i%1024 == 0 {
			h.w.tell(0.6+0.2*float64(i)/float64(len(h.lines)), "Writing the new workspace…")
		}
	}
	return ctx.Err()
}

// storeOther copies what is kept beside rows and history, as it is. A row that
// does not fit any more is left out.
func (h *haul) storeOther(ctx context.Context, tx *sql.Tx, newest *layout) error {
	for _, name := range sortedKeys(h.w.other) {
		t, to := h.w.layout.tables[name], newest.tables[name]
		if to == nil {
			continue
		}
		var cols []string
		var from []int
		for i, c := range t.cols {
			if to.at(c.name) >= 0 {
				cols, from = append(cols, `"`+c.name+`"`), append(from, i)
			}
		}
		for _, vals := range h.w.other[name] {
			args := make([]any, len(from))
			for i, at := range from {
				args[i] = driverValue(&vals[at])
			}
			if _, err := tx.ExecContext(ctx, fmt.Sprintf(`INSERT OR IGNORE INTO "%s"(%s) VALUES %s`, name, strings.Join(cols, ", "), marks(len(cols))), args...); err != nil {
				return fmt.Errorf("write %s: %w", name, err)
			}
		}
	}
	return nil
}

func driverValue(v *pages.Value) any {
	switch v.Kind {
	case pages.Int:
		return v.Int
	case pages.Float:
		return v.Float
	case pages.Text:
		return string(v.Bytes)
	case pages.Blob:
		return v.Bytes
	}
	return nil
}
