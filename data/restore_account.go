package data

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"kept/playbook"
)

// BackupAccounts returns the live accounts of a backup by name, and where each
// is in this workspace.
func (s *Store) BackupAccounts(ctx context.Context, from *OpenedBackup) ([]playbook.BackupAccount, error) {
	var there []playbook.Account
	if err := from.Read(ctx, func(r playbook.Reader) error { return r.Rows(&there, playbook.ID{}) }); err != nil {
		return nil, fmt.Errorf("read the accounts of the backup: %w", err)
	}
	here := map[playbook.ID]bool{} // and whether it lives
	err := s.reading(ctx, func(r *reader) error {
		return r.each(func(scan func(...any) error) error {
			var id playbook.ID
			var live bool
			err := scan(&id, &live)
			here[id] = live
			return err
		}, "SELECT id, trashed_at = '' FROM accounts")
	})
	if err != nil {
		return nil, fmt.Errorf("read the accounts: %w", err)
	}
	out := make([]playbook.BackupAccount, 0, len(there))
	for i := range there {
		live, known := here[there[i].ID]
		out = append(out, backupAccount(&there[i], known, live))
	}
	return out, nil
}

func backupAccount(a *playbook.Account, known, live bool) playbook.BackupAccount {
	b := playbook.BackupAccount{ID: a.ID, Name: a.Name, Stage: a.Stage, CSM: a.CSM, Here: playbook.HereGone}
	switch {
	case live:
		b.Here = playbook.HereLive
	case known:
		b.Here = playbook.HereTrash
	}
	return b
}

// A returned is one row on its way back.
type returned struct {
	kind     *kind
	now, was playbook.Noun // here and in the backup; nil where it is not
}

// rowsOf returns every row of an account, in the trash or not, by id.
func (r *reader) rowsOf(account playbook.ID) (map[playbook.ID]playbook.Noun, error) {
	out := map[playbook.ID]playbook.Noun{}
	for _, k := range r.kinds.list {
		if k.workspace {
			continue
		}
		rows := reflect.New(reflect.SliceOf(k.typ)).Elem()
		if err := r.rows(k, rows, k.selectSQL+" WHERE account_id = ? ORDER BY pos, id", idValue(account)); err != nil {
			return nil, fmt.Errorf("read the rows of %s: %w", k.table, err)
		}
		for i := range rows.Len() {
			n := rows.Index(i).Addr().Interface().(playbook.Noun)
			out[n.Key().ID] = n
		}
	}
	return out, nil
}

// pairs puts the rows of an account here and in a backup side by side, the
// account first, those that do not differ left out. was and now are by id.
func pairs(ks *kinds, was, now map[playbook.ID]playbook.Noun) ([]returned, error) {
	var out []returned
	for id, w := range was {
		k, err := ks.of(w)
		if err != nil {
			return nil, err
		}
		p := returned{k, now[id], w}
		if p.now != nil && len(k.differs(p.now, w)) == 0 {
			continue
		}
		out = append(out, p)
	}
	for id, n := range now {
		if was[id] != nil || n.Key().TrashedAt != "" {
			continue
		}
		k, err := ks.of(n)
		if err != nil {
			return nil, err
		}
		out = append(out, returned{k, n, nil})
	}
	slices.SortFunc(out, func(a, b returned) int {
		if a.kind != b.kind {
			return slices.Index(ks.list, a.kind) - slices.Index(ks.list, b.kind)
		}
		return strings.Compare(a.id().String(), b.id().String())
	})
	return out, nil
}

func (p *returned) id() playbook.ID {
	if p.was != nil {
		return p.was.Key().ID
	}
	return p.now.Key().ID
}

// tell counts what bringing the rows back does, and words it.
func tell(list []returned) playbook.Return {
	var out playbook.Return
	line := func(p returned, col, now, then string) {
		named := p.was
		if named == nil {
			named = p.now
		}
		if out.Count++; len(out.Lines) < maxLines {
			out.Lines = append(out.Lines, playbook.Line{Noun: p.kind.name, Row: p.id(), Col: col, Old: now, New: then, RowTitle: title(p.kind, named)})
		}
	}
	for _, p := range list {
		lives := p.now != nil && p.now.Key().TrashedAt == ""
		lived := p.was != nil && p.was.Key().TrashedAt == ""
		switch {
		case lived && !lives:
			out.Added++
			line(p, "", "", title(p.kind, p.was))
		case lives && !lived:
			out.Trashed++
			line(p, "", title(p.kind, p.now), "")
		case p.now != nil && p.was != nil:
			out.Changed++
		}
		if p.now == nil || p.was == nil {
			continue
		}
		for _, c := range p.kind.differs(p.now, p.was) {
			if c.Name != "trashed_at" && c.Name != "pos" {
				line(p, c.Name, c.Text(p.now), c.Text(p.was))
			}
		}
	}
	return out
}

// compare reads an account here and in a backup.
func (s *Store) compare(ctx context.Context, from *OpenedBackup, account playbook.ID, r *reader) ([]returned, playbook.Return, error) {
	var was map[playbook.ID]playbook.Noun
	err := from.reading(ctx, func(r *reader) (err error) {
		was, err = r.rowsOf(account)
		return err
	})
	if err != nil {
		return nil, playbook.Return{}, fmt.Errorf("read the account of the backup: %w", err)
	}
	a, ok := was[account].(*playbook.Account)
	if !ok || a.TrashedAt != "" {
		return nil, playbook.Return{}, fmt.Errorf("%s: %w", playbook.Label("account", ""), playbook.ErrNotFound)
	}
	now, err := r.rowsOf(account)
	if err != nil {
		return nil, playbook.Return{}, err
	}
	list, err := pairs(s.kinds, was, now)
	if err != nil {
		return nil, playbook.Return{}, err
	}
	out := tell(list)
	here := now[account]
	out.Account = backupAccount(a, here != nil, here != nil && here.Key().TrashedAt == "")
	return list, out, nil
}

// CompareAccount tells what BringAccount would do. An account that is not
// live in the backup is playbook.ErrNotFound.
func (s *Store) CompareAccount(ctx context.Context, from *OpenedBackup, account playbook.ID) (out playbook.Return, err error) {
	err = s.reading(ctx, func(r *reader) error {
		_, out, err = s.compare(ctx, from, account, r)
		return err
	})
	return out, err
}

// BringAccount brings an account back to how it is in a backup, as one act:
// what is not here is added under the ids it had, what differs gets the values
// of the backup, what was added since goes into the trash. It holds the
// rules, save those that came later than such rows, and can be undone.
func (s *Store) BringAccount(ctx context.Context, a playbook.Act, from *OpenedBackup, account playbook.ID) (out playbook.Return, err error) {
	err = s.act(ctx, a, func(t *tx) error {
		t.brings = true
		var list []returned
		list, out, err = s.compare(ctx, from, account, t.reader)
		if err != nil {
			return err
		}
		var back []playbook.ID
		for _, p := range list {
			if err := t.bring(p); err != nil {
				return err
			}
			if p.was != nil {
				back = append(back, p.id())
			}
		}
		if err := t.forgetPurged(back); err != nil {
			return err
		}
		return t.commit()
	})
	return out, err
}

// bring puts one row of a backup in the place of the one here.
func (t *tx) bring(p returned) error {
	st := t.states[p.id()]
	if st == nil {
		st = &state{kind: p.kind, before: p.now, stored: p.now, now: p.now}
		t.states[p.id()] = st
	}
	if p.was == nil {
		t.trash(st, playbook.MomentOf(t.act.At))
		return nil
	}
	if p.was.Key().TrashedAt == "" {
		if err := playbook.CheckValues(p.was); err != nil {
			return err
		}
	}
	t.set(st, p.kind.clone(p.was))
	return nil
}

// Beside is an opened backup beside this workspace, for those who compare both
// and bring accounts back. Closing it closes the backup.
func (s *Store) Beside(ob *OpenedBackup) playbook.OpenBackup { return &beside{s, ob} }

type beside struct {
	store *Store
	ob    *OpenedBackup
}

func (b *beside) Accounts(ctx context.Context) ([]playbook.BackupAccount, error) {
	return b.store.BackupAccounts(ctx, b.ob)
}

func (b *beside) Compare(ctx context.Context, account playbook.ID) (playbook.Return, error) {
	return b.store.CompareAccount(ctx, b.ob, account)
}

func (b *beside) Bring(ctx context.Context, a playbook.Act, account playbook.ID) (playbook.Return, error) {
	return b.store.BringAccount(ctx, a, b.ob, account)
}

func (b *beside) Close() error { return b.ob.Close() }
