package data

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/assets"
	"kept/data/pages"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/sample"
	"kept/playbook/schedule"
	"kept/playbook/work"
)

// afterManyPacks is a seller's workspace of accounts with stories, and the CSM's,
// who has taken in pack after pack of it between changes of her own: one was taken
// back, one taken back and taken in anew, one taken back and done again.
func afterManyPacks(t *testing.T, accounts int) (seller, csm *laptop) {
	t.Helper()
	seller, csm = newLaptop(t, "seller", fixed()), newLaptop(t, "csm", fixed().Add(time.Hour))
	books, err := library.Builtin(assets.Playbooks())
	if err != nil {
		t.Fatal(err)
	}
	lib, err := library.New(books...)
	if err != nil {
		t.Fatal(err)
	}
	d := &work.Desk{Store: seller.Store, Who: sample.CSM, Device: "seller", Calendar: schedule.MondayToFriday(), Books: lib,
		Now: func() time.Time { seller.now = seller.now.Add(time.Second); return seller.now }}
	if err := sample.Fill(t.Context(), d, accounts, 1); err != nil {
		t.Fatal(err)
	}
	csm.now = seller.now.Add(time.Hour)
	csm.takes(t, seller)
	r := rand.New(rand.NewPCG(8, 8))
	for i := range 60 {
		l := []*laptop{seller, csm}[r.IntN(2)]
		l.edits(t, r, i)
		if i%6 != 5 {
			continue
		}
		if csm.takes(t, seller) && i%4 == 1 {
			turns := []func() error{
				func() error { _, err := csm.Undo(t.Context(), csm.act("")); return err },
				func() error { _, err := csm.Redo(t.Context(), csm.act("")); return err },
			}
			for _, turn := range turns[:1+i/6%2] {
				if err := turn(); err != nil {
					t.Fatal(err)
				}
			}
			csm.edits(t, r, 1000+i)
		}
		seller.takes(t, csm)
	}
	csm.stands(t, "in the end")
	return seller, csm
}

// edits writes something to one of the accounts of a laptop.
func (l *laptop) edits(t *testing.T, r *rand.Rand, i int) {
	t.Helper()
	err := l.Do(t.Context(), l.act(fmt.Sprintf("Step %d", i)), func(tx playbook.Tx) error {
		var all []playbook.Account
		if err := tx.Rows(&all, playbook.ID{}); err != nil {
			return err
		}
		a := all[r.IntN(len(all))]
		switch i % 4 {
		case 0:
			return tx.Save(&playbook.Item{Meta: playbook.Meta{AccountID: a.ID}, Kind: playbook.Fact, Text: lorem(r, 60), Who: "Person " + l.device})
		case 1:
			a.StatusLine = lorem(r, 60)
			return tx.Save(&a)
		case 2:
			var items []playbook.Item
			if err := tx.Rows(&items, a.ID); err != nil || len(items) < 3 {
				return err
			}
			return tx.Trash(&items[len(items)-1])
		}
		var h []playbook.Handoff
		if err := tx.Rows(&h, a.ID); err != nil || len(h) == 0 {
			return err
		}
		h[0].Story = lorem(r, 6000)
		return tx.Save(&h[0])
	})
	if err != nil {
		t.Fatal(err)
	}
}

// claimPages tells on which pages each claim of elsewhere lies that counts: its
// own row, and by row and column the lines that it has.
func (tr *truth) claimPages(t *testing.T) (claims map[playbook.ID][][]uint32, lines map[string][][]uint32) {
	t.Helper()
	f := tr.file(t, tr.db, tr.wal)
	w, err := readWreck(t.Context(), f, tr.kinds, func(float64, string) {})
	if err != nil {
		t.Fatal(err)
	}
	claims, lines = map[playbook.ID][][]uint32{}, map[string][][]uint32{}
	undone := w.layout.tables["changes"].at("undone")
	for _, table := range []string{"taken_changes", "taken_history"} {
		lay := w.layout.tables[table]
		_, err := f.Walk(w.roots[table], true, map[uint32]bool{}, nil, func(n uint32, p *pages.Page) error {
			for i := range p.Cells {
				if p.Type != pages.TableLeaf {
					break
				}
				chain := []uint32{n}
				vals, err := f.Record(&p.Cells[i], &chain)
				if err != nil {
					return err
				}
				vals = lay.fill(p.Cells[i].Rowid, vals)
				if w.acts[vals[lay.at("taken")].Int].vals[undone].Int != standing {
					continue
				}
				id := func(col string) (id playbook.ID) { copy(id[:], vals[lay.at(col)].Bytes); return id }
				if table == "taken_changes" {
					claims[id("id")] = append(claims[id("id")], chain)
				} else {
					key := lineKey(id("claim"), id("row"), string(vals[lay.at("col")].Bytes))
					lines[key] = append(lines[key], chain)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return claims, lines
}

func lineKey(claim, row playbook.ID, col string) string { return fmt.Sprint(claim, " ", row, " ", col) }

// Pages of a workspace that packs have filled are overwritten at random. What
// comes back is what is known there; claims on intact pages are known as before,
// those of a pack that was taken back stay unknown; and the same pack again
// brings what was lost, and no row a second time.
func TestSalvageAfterPacks(t *testing.T) {
	times, accounts := rounds(2, 1, 200), 3
	if torture() {
		accounts = 12
	}
	seller, csm := afterManyPacks(t, accounts)
	known := map[playbook.ID]bool{} // claims of elsewhere
	rowsOf := func(l *laptop) map[playbook.ID]bool {
		out := map[playbook.ID]bool{}
		ids, err := l.accounts()
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			claims, err := l.Claims(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range claims {
				if l == csm && c.Key != "" {
					known[c.ID] = true
				}
				for _, line := range c.Lines {
					out[line.Row] = true
				}
			}
		}
		return out
	}
	sellers := rowsOf(seller)
	ever := maps.Clone(sellers)
	for id := range rowsOf(csm) {
		ever[id] = true
	}
	tr := truthOf(t, csm.Store, true)
	claimsOn, linesOn := tr.claimPages(t)
	sum := struct{ pages, claims, lines, brought int }{}
	dir := t.TempDir()
	for round := range times {
		if only := os.Getenv("KEPT_ROUND"); only != "" && !slices.Contains(strings.Split(only, ","), fmt.Sprint(round)) {
			continue
		}
		r := rand.New(rand.NewPCG(uint64(round), 9))
		db, wal, hit, how := tr.wound(r, max(2, int(tr.pages)/[...]int{100, 30, 10, 4}[round%4]))
		name := fmt.Sprintf("round %d, %d pages of %d, %s", round, len(hit), tr.pages, how)
		from, to := filepath.Join(dir, fmt.Sprintf("%d.kept", round)), filepath.Join(dir, fmt.Sprintf("%d-new.kept", round))
		put(t, from, db, wal)
		report, err := Salvage(t.Context(), from, to, SalvageOptions{Who: "Ada Marsh", Now: func() time.Time { return csm.now }})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s, err := Open(t.Context(), to, Options{Now: func() time.Time { return csm.now }})
		if err != nil {
			t.Fatal(err)
		}
		here := &laptop{Store: s, device: csm.device, now: csm.now}
		intact := func(chains [][]uint32) bool {
			return slices.ContainsFunc(chains, func(chain []uint32) bool {
				return !slices.ContainsFunc(chain, func(n uint32) bool { return hit[n] })
			})
		}
		accounts, err := here.accounts()
		if err != nil {
			t.Fatal(err)
		}
		have := map[string]bool{}
		for _, id := range accounts {
			claims, err := s.Claims(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range claims {
				if c.Key != "" && !known[c.ID] {
					t.Errorf("%s: a claim is known that was not: %+v", name, c)
				}
				for _, l := range c.Lines {
					have[lineKey(c.ID, l.Row, l.Col)] = true
				}
			}
		}
		before := rowsAt(t, to)
		lost, told := 0, true
		for key, chains := range linesOn {
			id, err := playbook.ParseID(strings.Fields(key)[0])
			if err != nil {
				t.Fatal(err)
			}
			row, err := playbook.ParseID(strings.Fields(key)[1])
			if err != nil {
				t.Fatal(err)
			}
			// Of a row that cannot stand all is unknown, and the pack brings it again.
			if intact(chains) && intact(claimsOn[id]) && !have[key] && before[row] != nil {
				if lost++; lost < 3 {
					t.Errorf("%s: the line %s of a claim is on intact pages and not known", name, key)
				}
			}
			told = told && (have[key] || before[row] == nil)
			sum.lines++
		}
		if !told && !slices.ContainsFunc(report.Losses, func(l playbook.Loss) bool {
			return l.Kind == playbook.LostLines && strings.Contains(l.Text, "packs brought")
		}) {
			t.Errorf("%s: of what packs brought something is lost, and nothing says so", name)
		}
		clean(t, s)
		here.stands(t, name)
		if report.Rows != len(before) {
			t.Errorf("%s: the report has %d rows, the workspace %d", name, report.Rows, len(before))
		}
		for id, want := range tr.rows {
			k, _ := tr.kinds.of(want)
			is := before[id]
			if is != nil && len(k.differs(want, is)) == 0 {
				continue
			}
			named := slices.ContainsFunc(report.Losses, func(l playbook.Loss) bool {
				return l.Row == id && (is == nil || l.Kind != playbook.LostRow) || l.Kind == playbook.LostUnknown && l.Noun == k.name
			})
			if !named {
				t.Errorf("%s: %s %s is not what it was and is not named: %s", name, k.name, id, diff(k, want, is))
			}
		}
		if here.takes(t, seller) {
			sum.brought++
		}
		after := rowsAt(t, to)
		for id, n := range after {
			if !ever[id] && before[id] == nil && tr.rows[id] == nil {
				t.Errorf("%s: the pack brought a %T that is nowhere else: %+v", name, n, n)
			}
		}
		for id, want := range tr.rows {
			k, _ := tr.kinds.of(want)
			if is := before[id]; is == nil || len(k.differs(want, is)) > 0 {
				continue
			}
			if is := after[id]; is == nil || len(k.differs(want, is)) > 0 {
				t.Errorf("%s: %s %s was what it had been, and the pack made it another: %s", name, k.name, id, diff(k, want, is))
			}
		}
		for id, want := range tr.rows {
			if sellers[id] && after[id] == nil {
				t.Errorf("%s: the seller knows %T %s, and after her pack it is not there", name, want, id)
			}
		}
		if here.takes(t, seller) {
			t.Errorf("%s: the pack has something new a second time", name)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		sum.pages += len(hit)
		sum.claims += len(claimsOn)
		for _, p := range []string{from, from + "-wal", to} {
			os.Remove(p)
		}
	}
	t.Logf("torture: %d rounds of salvage after packs, %d pages overwritten, %d claims and %d lines of elsewhere; the pack brought something %d times", times, sum.pages, sum.claims, sum.lines, sum.brought)
}

func (l *laptop) accounts() (ids []playbook.ID, err error) {
	err = l.reading(context.Background(), func(r *reader) error {
		ids, err = r.ids("SELECT id FROM accounts UNION SELECT account FROM history WHERE account IS NOT NULL ORDER BY 1")
		return err
	})
	return ids, err
}

// lostActs are what of the acts a page can take with it: with their indexes their
// ids and stamps are lost too.
var lostActs = map[string][]string{
	"the acts":                  {"changes"},
	"the acts and their stamps": {"changes", "changes_stamp", "sqlite_autoindex_changes_1", "changes_standing", "changes_device"},
}

// without closes the workspace of a laptop, clears the roots of some trees in its
// file, and returns the laptop with what a salvage makes of that.
func (l *laptop) without(t *testing.T, trees []string) *laptop {
	t.Helper()
	tr := truthOf(t, l.Store, true)
	w, err := readWreck(t.Context(), tr.file(t, tr.db, nil), tr.kinds, func(float64, string) {})
	if err != nil {
		t.Fatal(err)
	}
	for _, tree := range trees {
		clear(tr.db[int(w.roots[tree]-1)*4096 : int(w.roots[tree])*4096])
	}
	dir := t.TempDir()
	from, to := filepath.Join(dir, "hurt.kept"), filepath.Join(dir, "new.kept")
	put(t, from, tr.db, nil)
	out := &laptop{device: l.device, now: l.now}
	now := func() time.Time { return out.now }
	if _, err := Salvage(t.Context(), from, to, SalvageOptions{Who: "Ada Marsh", Now: now}); err != nil {
		t.Fatal(err)
	}
	if out.Store, err = Open(t.Context(), to, Options{Now: now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { out.Close() })
	return out
}

// A pack that was taken back stays taken back where the acts are lost, and comes
// as for the first time; one that was taken back and done again stays. What was
// done here is the act that others know, as long as anything tells its id.
func TestSalvageKnowsWhatWasTakenBack(t *testing.T) {
	for name, trees := range lostActs {
		for _, again := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, done again %v", name, again), func(t *testing.T) {
				seller, csm, account := afterPacks(t)
				p := playbook.Promise{Meta: playbook.Meta{AccountID: account}, Text: "A crane plan for the second site"}
				seller.save(t, "Add promise", &p)
				a := playbook.Account{Meta: playbook.Meta{ID: account}}
				if err := seller.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&a) }); err != nil {
					t.Fatal(err)
				}
				a.Industry = "Cranes and lifts"
				seller.save(t, "Change", &a)
				csm.takes(t, seller)
				turns := []func(context.Context, playbook.Act) (playbook.Done, error){csm.Undo}
				if again {
					turns = append(turns, csm.Redo)
				}
				for _, turn := range turns {
					if _, err := turn(t.Context(), csm.act("")); err != nil {
						t.Fatal(err)
					}
				}
				of := func(l *laptop, key string) (out []string) {
					claims, err := l.Claims(t.Context(), account)
					if err != nil {
						t.Fatal(err)
					}
					for _, c := range claims {
						if (c.Key != "") == (key != "") {
							out = append(out, fmt.Sprint(c.ID, c.Stamp, len(c.Lines)))
						}
					}
					return out
				}
				own, brought := of(csm, ""), of(csm, "x")
				here := csm.without(t, trees)
				here.stands(t, "after the salvage")
				if is := of(here, "x"); !slices.Equal(is, brought) {
					t.Errorf("known of elsewhere is %v, want %v", is, brought)
				}
				if is := of(here, ""); len(is) != len(own) || len(trees) == 1 && !slices.Equal(is, own) {
					t.Errorf("known of here is %v, want %v", is, own)
				}
				if here.takes(t, seller) == again {
					t.Errorf("the pack has something new: %v", !again)
				}
				if n := count(t, here.Store, "SELECT count(*) FROM promises WHERE text LIKE '%second site'"); n != 1 {
					t.Errorf("%d promises of the second pack are there", n)
				}
			})
		}
	}
}

// The act that took in a pack is lost, and the clock of whoever had sent it was
// ahead. Whatever else is lost with it, the clock goes on behind all that the pack
// brought, so that what is written here afterwards counts, here and there.
func TestTheClockAfterASalvagedPack(t *testing.T) {
	for name, trees := range lostActs {
		t.Run(name, func(t *testing.T) {
			seller, csm := newLaptop(t, "seller", fixed().Add(20*time.Hour)), newLaptop(t, "csm", fixed())
			a := playbook.Account{Name: "Zugzwang Haulage", Industry: "Cranes"}
			seller.save(t, "Add account", &a)
			csm.takes(t, seller)
			here := csm.without(t, trees)
			if last, heard := count(t, here.Store, "SELECT MAX(stamp) FROM changes WHERE took <> ''"), count(t, here.Store, "SELECT MAX(stamp) FROM taken_changes"); heard == 0 || last <= heard {
				t.Errorf("the act that stands in has the stamp %d, the pack brought %d", last, heard)
			}
			if here.takes(t, seller) {
				t.Error("the pack that it knows has something new")
			}
			mine := playbook.Account{Meta: playbook.Meta{ID: a.ID}}
			if err := here.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&mine) }); err != nil {
				t.Fatal(err)
			}
			mine.Industry = "Haulage"
			here.save(t, "Change the industry", &mine)
			here.stands(t, "after the change")
			here.takes(t, seller)
			seller.takes(t, here)
			for _, l := range []*laptop{here, seller} {
				is := playbook.Account{Meta: playbook.Meta{ID: a.ID}}
				if err := l.Read(t.Context(), func(r playbook.Reader) error { return r.Load(&is) }); err != nil || is.Industry != "Haulage" {
					t.Errorf("at the %s the industry is %q, %v", l.device, is.Industry, err)
				}
			}
		})
	}
}
