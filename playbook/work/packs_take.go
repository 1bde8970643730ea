package work

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/merge"
)

// A PackChoice is what somebody decided about a pack that they have seen.
type PackChoice struct {
	Accounts []playbook.ID                  // only these, nil for all
	Rows     map[playbook.ID][]merge.Choice // by account; what follows a value goes along with it
	Both     merge.Side                     // of what was changed on both sides and has no choice: Newer, Mine or Theirs
	Seen     map[playbook.ID]string         // as PackAccountView has it; an account without is not held to it
}

// A PackTaken is what taking in a pack has done.
type PackTaken struct {
	Accounts []PackAccount // those of which something was not known
	Claims   int           // acts that are known now and were not
}

// Take takes in a pack as one act that can be undone. It refuses, with a
// *RefusedError, an account that has changed here since it was seen and a sender
// who was known by another key, unless Sender.Trusted says that this one was
// compared; with an *InvalidError what Look refuses and a choice that cannot be
// made. A pack that says nothing new leaves no event.
func (p *Packs) Take(ctx context.Context, in PackIn, c PackChoice) (PackTaken, error) {
	var out PackTaken
	peers, err := p.Exchange.Peers(ctx)
	if err != nil {
		return out, err
	}
	if _, changed := known(in.Sender, peers); len(changed) > 0 && !in.Sender.Trusted {
		return out, &playbook.RefusedError{What: "Not taken in", Reasons: []string{
			clip(sender(in.Sender)) + " was known by another key; call them, compare the fingerprint, and then say that it is theirs"}}
	}
	act := p.act("", "")
	names := make([]string, 0, len(in.Accounts))
	for _, a := range in.Accounts {
		names = append(names, a.Name)
	}
	act.Label = "Take in the pack of " + clip(sender(in.Sender))
	if len(names) == 1 {
		act.Label += ": “" + clip(names[0]) + "”"
	} else {
		act.Label += fmt.Sprintf(": %d accounts", len(names))
	}
	by := merge.By{Who: p.Who, Device: p.Device, Label: "Choose from the pack of " + clip(sender(in.Sender)), At: act.At}
	err = p.Exchange.TakeIn(ctx, act, playbook.PackOf{Peer: in.Sender, ID: in.ID}, func(r playbook.ExchangeReader) ([]playbook.Taking, error) {
		out = PackTaken{}
		var takings []playbook.Taking
		for _, a := range in.Accounts {
			if c.Accounts != nil && !slices.Contains(c.Accounts, a.ID) {
				continue
			}
			taking, err := p.take(r, in, a, c, by)
			if err != nil {
				return nil, err
			}
			if len(taking.Claims) > 0 {
				out.Accounts, out.Claims = append(out.Accounts, a), out.Claims+brought(taking.Claims, in.Sender.Key)
				takings = append(takings, taking)
			}
		}
		if len(takings) > 0 {
			along, err := missing(r, in.Along)
			if err != nil {
				return nil, err
			}
			takings[0].Along = along
		}
		return takings, nil
	})
	if err != nil {
		return PackTaken{}, err
	}
	return out, p.alsoBooks(context.WithoutCancel(ctx), nil) // it is taken in
}

// brought counts the claims that a pack brought, without what was decided here.
func brought(claims []playbook.Claim, key string) int {
	n := 0
	for i := range claims {
		if claims[i].Key == key {
			n++
		}
	}
	return n
}

func (p *Packs) take(r playbook.ExchangeReader, in PackIn, a PackAccount, c PackChoice, by merge.By) (playbook.Taking, error) {
	s, err := p.sides(r, in, a)
	if err != nil {
		return playbook.Taking{}, err
	}
	if was, ok := c.Seen[a.ID]; ok && was != seenOf(s.Here) {
		return playbook.Taking{}, &playbook.RefusedError{What: "“" + clip(a.Name) + "” was changed here meanwhile", Reasons: []string{"look at the differences again, then take them in"}}
	}
	var lines []merge.Difference
	if len(s.Here) > 0 || len(c.Rows[a.ID]) > 0 { // of what nobody knows here there is nothing else to choose
		lines = merge.Compare(s)
	}
	choices := along(lines, c.Rows[a.ID])
	if c.Both == merge.Mine || c.Both == merge.Theirs {
		for _, d := range lines {
			chosen := slices.ContainsFunc(choices, func(c merge.Choice) bool { return c.Row == d.Row && c.Col == d.Col })
			if d.Class == merge.Both && !chosen {
				choices = append(choices, merge.Choice{Row: d.Row, Col: d.Col, Take: c.Both})
			}
		}
	}
	taking, err := merge.Take(s, choices, by)
	if err != nil || len(taking.Claims) == 0 || !bothPlanned(lines) {
		return taking, err
	}
	return taking, redateTaking(r, s, &taking, by)
}

// bothPlanned tells whether what the days of a plan count from was changed on
// both sides, so that the days of neither are those of the two together.
func bothPlanned(lines []merge.Difference) bool {
	here, there := false, false
	for i := range lines {
		d := &lines[i]
		if !movesDays(d) {
			continue
		}
		switch d.Class {
		case merge.Both:
			return true
		case merge.Here, merge.OwnRow:
			here = true
		case merge.There, merge.NewRow, merge.Removed:
			there = true
		}
	}
	return here && there
}

func movesDays(d *merge.Difference) bool {
	switch d.Noun {
	case "account":
		return slices.Contains([]string{"actual_close", "expected_close", "start_on", "term_months", "renewal_on"}, d.Col)
	case "item":
		return d.Kind == playbook.Blackout
	case "task":
		return slices.Contains([]string{"", "trashed_at", "plan_id", "after", "anchor", "days", "working", "duration", "owner", "pinned_on", "state", "done_at"}, d.Col)
	case "plan", "account_anchor":
		return d.Col != "pos"
	}
	return false
}

// redateTaking computes the days of a plan that both sides have changed again.
// Tasks that wait for each other in a circle keep the days they came with.
func redateTaking(r playbook.Reader, s merge.Sides, t *playbook.Taking, by merge.By) error {
	rec := datedRecord(t.Rows)
	if rec.Plan() == nil {
		return nil
	}
	team, err := LoadTeam(r)
	if err != nil {
		return err
	}
	var saved collected
	var circle *playbook.InvalidError
	if err := redate(&saved, &rec, &team); errors.As(err, &circle) {
		return nil
	} else if err != nil {
		return err
	}
	return merge.Then(s, t, saved.rows, by)
}

// datedRecord is a record with what days are computed from, of rows in memory.
func datedRecord(rows []playbook.Noun) playbook.Record {
	var rec playbook.Record
	for _, n := range rows {
		if n.Key().TrashedAt != "" {
			continue
		}
		switch n := n.(type) {
		case *playbook.Account:
			rec.Account = *n
		case *playbook.Item:
			rec.Items = append(rec.Items, *n)
		case *playbook.AccountAnchor:
			rec.Anchors = append(rec.Anchors, *n)
		case *playbook.Plan:
			rec.Plans = append(rec.Plans, *n)
		case *playbook.Task:
			rec.Tasks = append(rec.Tasks, *n)
		}
	}
	byPlace(rec.Items)
	byPlace(rec.Anchors)
	byPlace(rec.Plans)
	byPlace(rec.Tasks)
	return rec
}

// byPlace sorts rows as a Reader has them.
func byPlace[T any, N interface {
	*T
	playbook.Noun
}](rows []T) {
	slices.SortFunc(rows, func(a, b T) int {
		x, y := N(&a).Key(), N(&b).Key()
		return cmp.Or(cmp.Compare(x.Pos, y.Pos), bytes.Compare(x.ID[:], y.ID[:]))
	})
}

// collected is what an act in memory has saved.
type collected struct {
	playbook.Tx
	rows []playbook.Noun
}

func (c *collected) Save(n playbook.Noun) error {
	c.rows = append(c.rows, playbook.CopyOf(n))
	return nil
}

// Peers returns the installations met, by name.
func (p *Packs) Peers(ctx context.Context) ([]playbook.Peer, error) { return p.Exchange.Peers(ctx) }

// Trust remembers that somebody compared the fingerprint of a peer that was met.
// It returns playbook.ErrNotFound for any other key.
func (p *Packs) Trust(ctx context.Context, key string) error {
	peers, err := p.Exchange.Peers(ctx)
	if err != nil {
		return err
	}
	for _, k := range peers {
		if k.Key == key {
			k.Trusted = true
			return p.Exchange.SavePeer(ctx, k)
		}
	}
	return playbook.ErrNotFound
}

// sender is who sent a pack, in words.
func sender(p playbook.Peer) string {
	if name := strings.TrimSpace(p.Name); name != "" {
		return name
	}
	return "somebody"
}
