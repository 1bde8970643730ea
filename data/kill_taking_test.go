package data

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/merge"
)

// Whom the workspace of these tests has forgotten, and every other pack names.
const forgottenName = "Perpetua Quill"

// elsewhere is what another laptop knows of an account with a promise and a
// task, as the rows of childAct are.
func elsewhere(name string, number int) (playbook.ID, []playbook.Claim) {
	now := time.Now()
	account := playbook.NewID(now)
	row := func(noun string, id playbook.ID, vals map[string]string) playbook.ClaimLine {
		b, _ := json.Marshal(vals) // texts
		text := string(b)
		return playbook.ClaimLine{Noun: noun, Row: id, New: &text}
	}
	industry := "Haulage"
	if number%2 == 0 {
		industry = "Met by " + forgottenName
	}
	c := playbook.Claim{ID: playbook.NewID(now), Stamp: now.UnixMicro(), At: playbook.MomentOf(now), Who: "Bo Quist", Device: "away", Label: "Capture", Kind: "do", Key: "key of away",
		Lines: []playbook.ClaimLine{
			row("account", account, map[string]string{"name": name, "industry": industry, "stage": "pre_close"}),
			row("promise", playbook.NewID(now), map[string]string{"text": "said " + name}),
			row("task", playbook.NewID(now), map[string]string{"title": "do " + name, "state": "todo"})}}
	return account, []playbook.Claim{c}
}

// childTake takes in a pack of two accounts, and every third pack is undone and
// done again. What it names as acknowledged is there as after childAct, and so
// is the same with “ too” behind its name.
func (s *Store) childTake(ctx context.Context, name string) error {
	_, n, _ := strings.Cut(name, "-")
	number, _ := strconv.Atoi(n)
	act := playbook.Act{Who: "Ada", Device: "child", Label: "Take in " + name}
	from := playbook.PackOf{Peer: playbook.Peer{Key: "key of away", Name: "Bo Quist", Device: "away"}}
	err := s.TakeIn(ctx, act, from, func(r playbook.ExchangeReader) ([]playbook.Taking, error) {
		var out []playbook.Taking
		for _, n := range []string{name, name + " too"} {
			account, there := elsewhere(n, number)
			taking, err := merge.Take(merge.Sides{Account: account, There: there}, nil, merge.By{Who: act.Who, Device: act.Device})
			if err != nil {
				return nil, err
			}
			out = append(out, taking)
		}
		return out, nil
	})
	if err != nil || number%3 != 0 {
		return err
	}
	if _, err := s.Undo(ctx, playbook.Act{Who: "Ada", Device: "child"}); err != nil {
		return err
	}
	_, err = s.Redo(ctx, playbook.Act{Who: "Ada", Device: "child"})
	return err
}

// meetsPacks makes a workspace that has forgotten somebody.
func meetsPacks(t *testing.T, path string) {
	t.Helper()
	workspaceFile(t, path)
	s, err := Open(t.Context(), path, Options{Now: fixed})
	if err != nil {
		t.Fatal(err)
	}
	save(t, s, "Add "+forgottenName, &playbook.Member{Name: forgottenName})
	if _, err := s.Forget(t.Context(), desk("Forget"), playbook.ForgetWho{Named: forgottenName}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// takenWhole fails unless what packs have brought is there as a whole or not at
// all: rows and claims, both accounts of a pack, and nobody who was forgotten.
func takenWhole(t *testing.T, what string, s *Store, names []string) {
	t.Helper()
	for _, name := range names {
		if n := whole(t, s, name+" too"); n != 3 {
			t.Errorf("%s: %s was acknowledged and %d of the 3 rows of its second account are there", what, name, n)
		}
	}
	named := 0
	for _, name := range names {
		if _, n, _ := strings.Cut(name, "-"); strings.HasSuffix(n, "2") {
			named += 2
		}
	}
	if n := count(t, s, "SELECT count(*) FROM accounts WHERE industry LIKE 'Met by _%'"); n < named {
		t.Errorf("%s: %d accounts were met by somebody, want at least %d", what, n, named)
	}
	for says, sql := range map[string]string{
		"an account that no claim brought": `SELECT count(*) FROM accounts a WHERE name LIKE '%-%' AND NOT EXISTS (
			SELECT 1 FROM taken_history h JOIN changes c ON c.seq = h.taken AND c.undone = 0 WHERE h.account = a.id)`,
		"a claim without all of its lines": `SELECT count(*) FROM taken_changes x WHERE kind = 'do' AND
			(SELECT count(*) FROM taken_history h WHERE h.taken = x.taken AND h.claim = x.id) <> 3`,
		"a pack with one of its accounts":       "SELECT count(*) FROM changes c WHERE took <> '' AND (SELECT count(*) FROM taken_changes x WHERE x.taken = c.seq) <> 2",
		"a pack from somebody who was not met":  "SELECT count(*) FROM changes WHERE took NOT IN (SELECT key FROM peers) AND took <> ''",
		"an account that was taken in half":     "SELECT abs((SELECT count(*) FROM accounts WHERE name LIKE '% too') * 2 - (SELECT count(*) FROM accounts WHERE name LIKE '%-%'))",
		"rows of an account, and not its other": "SELECT abs((SELECT count(*) FROM promises) - (SELECT count(*) FROM tasks))",
		"somebody who was forgotten": `SELECT (SELECT count(*) FROM accounts WHERE instr(industry, 'Perpetua') > 0)
			+ (SELECT count(*) FROM taken_history WHERE instr(COALESCE(new, ''), 'Perpetua') > 0) + (SELECT count(*) FROM history WHERE instr(COALESCE(new, ''), 'Perpetua') > 0)`,
	} {
		if n := count(t, s, sql); n != 0 {
			t.Errorf("%s: %d times %s", what, n, says)
		}
	}
}

// Killed while it takes in packs, a program has each of them or none of it, also
// where somebody is forgotten in it and the file is being cleared of them.
func TestKilledWhileTakingIn(t *testing.T) {
	killedAtRandom(t, rounds(15, 3, 1_000), 200*time.Millisecond, func(path string) { meetsPacks(t, path) }, func(s *Store, names []string) {
		takenWhole(t, "afterwards", s, names)
		if left := holds(t, s, "Perpetua"); len(left) > 0 {
			t.Errorf("the file was opened again and holds who was forgotten: %v", left)
		}
	}, childTakes+"=1")
}

// Whichever call fails while a pack is taken in, it is there or it is not, what
// failed was said, and tried again it is taken in.
func TestEveryCallFailsWhileTakingIn(t *testing.T) {
	tracer(t)
	failEveryCall(t, func(path string) { meetsPacks(t, path) }, func(what string, s *Store, names []string) {
		takenWhole(t, what, s, names)
	}, childTakes+"=1", childActs+"=2")
}
