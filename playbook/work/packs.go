package work

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/merge"
)

// Packs are what a person does with account packs. Their file is made and read
// elsewhere; see package pack.
type Packs struct {
	*Desk
	Exchange playbook.Exchange
}

// A PackAccount is an account as a pack names it.
type PackAccount struct {
	ID   playbook.ID
	Name string
}

// A PackOut is what goes into a pack.
type PackOut struct {
	Accounts []PackAccount
	Claims   func(account playbook.ID) ([]playbook.Claim, error)
	Along    []playbook.Noun // members named on the accounts and the versions of their playbooks
}

// A PackIn is what a pack that was opened says.
type PackIn struct {
	ID        playbook.ID
	Sender    playbook.Peer
	MadeAt    playbook.Moment
	Sensitive bool
	Accounts  []PackAccount
	Claims    func(account playbook.ID) ([]playbook.Claim, error)
	Along     []playbook.Noun
}

// Send returns what a pack of the accounts has in it. A stay in one of their
// fields is ended, so that what was sent does not change any more. Notes that
// must not be retold are left out unless sensitive is true. A missing account is
// playbook.ErrNotFound.
func (p *Packs) Send(ctx context.Context, accounts []playbook.ID, sensitive bool) (PackOut, error) {
	out := PackOut{Claims: func(id playbook.ID) ([]playbook.Claim, error) {
		claims, err := p.Exchange.Claims(ctx, id)
		if err != nil {
			return nil, err
		}
		claims = merge.Union(claims, nil)
		if !sensitive {
			claims = merge.Withhold(claims)
		}
		return claims, nil
	}}
	seen := map[playbook.ID]bool{}
	for _, id := range accounts {
		if seen[id] {
			continue
		}
		seen[id] = true
		if err := p.Exchange.EndTyping(ctx, id); err != nil {
			return PackOut{}, err
		}
		err := p.Store.Read(ctx, func(r playbook.Reader) error {
			rec, err := playbook.LoadRecord(r, id)
			if err != nil {
				return err
			}
			out.Accounts = append(out.Accounts, PackAccount{id, rec.Account.Name})
			return out.along(r, &rec)
		})
		if err != nil {
			return PackOut{}, err
		}
	}
	return out, nil
}

// along adds what the account needs of its workspace.
func (o *PackOut) along(r playbook.Reader, rec *playbook.Record) error {
	var members []playbook.Member
	var versions []playbook.PlaybookVersion
	for _, dst := range []any{&members, &versions} {
		if err := r.Rows(dst, playbook.ID{}); err != nil {
			return err
		}
	}
	has := func(id playbook.ID) bool {
		return slices.ContainsFunc(o.Along, func(n playbook.Noun) bool { return n.Key().ID == id })
	}
	named := []string{rec.Account.Seller, rec.Account.CSM, rec.Account.SalesEngineer, rec.Account.ImplementationLead, rec.Account.SupportContact}
	for i := range rec.Tasks {
		named = append(named, rec.Tasks[i].Owner)
	}
	for i := range members {
		m := &members[i]
		if !has(m.ID) && slices.ContainsFunc(named, func(name string) bool { return playbook.SameName(name, m.Name) }) {
			o.Along = append(o.Along, m)
		}
	}
	for i := range versions {
		v := &versions[i]
		if !has(v.ID) && slices.ContainsFunc(rec.Plans, func(p playbook.Plan) bool { return p.PlaybookID == v.PlaybookID && p.Version == v.Version }) {
			o.Along = append(o.Along, v)
		}
	}
	return nil
}

// A PackView is what taking in a pack would do.
type PackView struct {
	Met      bool            // packs of the key were taken in before
	Changed  []playbook.Peer // known by this name or installation, with another key
	Accounts []PackAccountView
	Along    []string // what of the workspace comes along, in words
}

// Nothing tells whether the pack says nothing that is not known here.
func (v *PackView) Nothing() bool {
	return !slices.ContainsFunc(v.Accounts, func(a PackAccountView) bool { return !a.Nothing })
}

// A PackAccountView is what taking in a pack would do to one account.
type PackAccountView struct {
	PackAccount
	New      bool // it is not known here
	Trashed  bool // it is in the trash here
	SameName bool // another account here has the name
	Nothing  bool // the pack says nothing of it that is not known here
	Lines    []PackLine
	Count    map[merge.Class]int
	Seen     string // what is known here, to tell whether it has changed since
}

// A PackLine is a difference with its place and its words.
type PackLine struct {
	merge.Difference
	Place string // “Promise”
	Label string // of the field, “” for a row
}

// Shown tells whether the difference says something to a person: places in
// lists do not, nor what was only changed here.
func (l *PackLine) Shown() bool {
	return l.Col != "pos" && l.Class != merge.Same && l.Class != merge.Here && l.Class != merge.OwnRow
}

// Look says what taking in a pack would do, and writes nothing. It refuses, as
// an *InvalidError, a pack whose claims nobody can have made, and one of an
// installation whose clock is wrong.
func (p *Packs) Look(ctx context.Context, in PackIn) (PackView, error) {
	var out PackView
	peers, err := p.Exchange.Peers(ctx)
	if err != nil {
		return out, err
	}
	out.Met, out.Changed = known(in.Sender, peers)
	// A taking in that decides for nothing is a reading at one moment.
	err = p.Exchange.TakeIn(ctx, p.act("Look at a pack", ""), playbook.PackOf{}, func(r playbook.ExchangeReader) ([]playbook.Taking, error) {
		for _, a := range in.Accounts {
			v, err := p.look(r, in, a)
			if err != nil {
				return nil, err
			}
			out.Accounts = append(out.Accounts, v)
		}
		along, err := missing(r, in.Along)
		for _, n := range along {
			out.Along = append(out.Along, playbook.Label(playbook.NounName(n), "")+" “"+clip(alongTitle(n))+"”")
		}
		return nil, err
	})
	return out, err
}

func (p *Packs) look(r playbook.ExchangeReader, in PackIn, a PackAccount) (PackAccountView, error) {
	v := PackAccountView{PackAccount: a, Count: map[merge.Class]int{}}
	s, err := p.sides(r, in, a)
	if err != nil {
		return v, err
	}
	v.Seen = seenOf(s.Here)
	v.Nothing = len(merge.Unknown(s.Here, s.There, nil)) == 0
	v.New = len(s.Here) == 0
	row := playbook.Account{Meta: playbook.Meta{ID: a.ID}}
	v.Trashed = !v.New && r.Load(&row) != nil
	var all []playbook.Account
	if err := r.Rows(&all, playbook.ID{}); err != nil {
		return v, err
	}
	v.SameName = slices.ContainsFunc(all, func(o playbook.Account) bool { return o.ID != a.ID && playbook.SameName(o.Name, a.Name) })
	if v.Nothing {
		return v, nil
	}
	for _, d := range merge.Compare(s) {
		l := PackLine{Difference: d, Place: playbook.Label(d.Noun, "")}
		if d.Kind != "" {
			l.Place = playbook.NameOfField(d.Noun, d.Kind, "")
		}
		if d.Col != "" {
			l.Label = playbook.NameOfField(d.Noun, d.Kind, d.Col)
		}
		v.Lines = append(v.Lines, l)
		if l.Col != "pos" {
			v.Count[d.Class]++
		}
	}
	return v, nil
}

// sides returns what is known of an account here and there.
func (p *Packs) sides(r playbook.ExchangeReader, in PackIn, a PackAccount) (merge.Sides, error) {
	s := merge.Sides{Account: a.ID}
	var err error
	if s.There, err = in.Claims(a.ID); err != nil {
		return s, err
	}
	if err := merge.Accept(a.ID, s.There, p.Now()); err != nil {
		return s, err
	}
	if s.Here, err = r.Claims(a.ID); err != nil {
		return s, err
	}
	rows := map[playbook.ID]bool{}
	for i := range s.There {
		for _, l := range s.There[i].Lines {
			rows[l.Row] = true
		}
	}
	ids := make([]playbook.ID, 0, len(rows))
	for id := range rows {
		ids = append(ids, id)
	}
	s.Purged, err = r.Purged(ids)
	return s, err
}

// seenOf tells one state of what is known from another: claims are never changed
// and never taken away but by undoing.
func seenOf(claims []playbook.Claim) string {
	lines := 0
	for i := range claims {
		lines += len(claims[i].Lines)
	}
	return fmt.Sprintf("%d %d %d", len(claims), lines, merge.Greatest(claims))
}

// missing returns what comes along and is not here: members by their name,
// playbooks by id and version.
func missing(r playbook.Reader, along []playbook.Noun) ([]playbook.Noun, error) {
	var members []playbook.Member
	var versions []playbook.PlaybookVersion
	for _, dst := range []any{&members, &versions} {
		if err := r.Rows(dst, playbook.ID{}); err != nil {
			return nil, err
		}
	}
	var out []playbook.Noun
	for _, n := range along {
		switch n := n.(type) {
		case *playbook.Member:
			if !slices.ContainsFunc(members, func(m playbook.Member) bool { return playbook.SameName(m.Name, n.Name) || m.ID == n.ID }) {
				one := *n
				one.Revision = 0
				out = append(out, &one)
			}
		case *playbook.PlaybookVersion:
			if !slices.ContainsFunc(versions, func(v playbook.PlaybookVersion) bool {
				return v.PlaybookID == n.PlaybookID && v.Version == n.Version || v.ID == n.ID
			}) {
				one := *n
				one.Revision = 0
				out = append(out, &one)
			}
		}
	}
	return out, nil
}

func alongTitle(n playbook.Noun) string {
	switch n := n.(type) {
	case *playbook.Member:
		return n.Name
	case *playbook.PlaybookVersion:
		return fmt.Sprintf("%s, version %d", n.PlaybookID, n.Version)
	}
	return playbook.TitleOf(n)
}

// known tells whether a peer was met, and who of its name or installation has
// another key.
func known(p playbook.Peer, peers []playbook.Peer) (met bool, changed []playbook.Peer) {
	for _, k := range peers {
		switch {
		case k.Key == p.Key:
			met = true
		case p.Device != "" && k.Device == p.Device || k.Name != "" && playbook.SameName(k.Name, p.Name):
			changed = append(changed, k)
		}
	}
	if met {
		changed = nil
	}
	return met, changed
}

// A PackChoice is what somebody decided about a pack that they have seen.
type PackChoice struct {
	Accounts []playbook.ID                  // only these, nil for all
	Rows     map[playbook.ID][]merge.Choice // by account
	Both     merge.Side                     // of what was changed on both sides and has no choice: Newer, Mine or Theirs
	Seen     map[playbook.ID]string         // as PackAccountView has it; an account without is not held to it
}

// A PackTaken is what taking in a pack has done.
type PackTaken struct {
	Accounts []PackAccount // those of which something was not known
	Claims   int           // acts that are known now and were not
}

// Take takes in a pack as one act that can be undone. It refuses, with a
// *RefusedError, an account that has changed here since it was seen, and with an
// *InvalidError what Look refuses and a choice that cannot be made. A pack that
// says nothing new leaves no event.
func (p *Packs) Take(ctx context.Context, in PackIn, c PackChoice) (PackTaken, error) {
	var out PackTaken
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
	err := p.Exchange.TakeIn(ctx, act, playbook.PackOf{Peer: in.Sender, ID: in.ID}, func(r playbook.ExchangeReader) ([]playbook.Taking, error) {
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
				out.Accounts, out.Claims = append(out.Accounts, a), out.Claims+len(taking.Claims)
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
	return out, p.alsoBooks(ctx, nil)
}

func (p *Packs) take(r playbook.ExchangeReader, in PackIn, a PackAccount, c PackChoice, by merge.By) (playbook.Taking, error) {
	s, err := p.sides(r, in, a)
	if err != nil {
		return playbook.Taking{}, err
	}
	if was, ok := c.Seen[a.ID]; ok && was != seenOf(s.Here) {
		return playbook.Taking{}, &playbook.RefusedError{What: "“" + clip(a.Name) + "” was changed here meanwhile", Reasons: []string{"look at the differences again, then take them in"}}
	}
	choices := slices.Clone(c.Rows[a.ID])
	if c.Both == merge.Mine || c.Both == merge.Theirs {
		for _, d := range merge.Compare(s) {
			chosen := slices.ContainsFunc(choices, func(c merge.Choice) bool { return c.Row == d.Row && c.Col == d.Col })
			if d.Class == merge.Both && !chosen {
				choices = append(choices, merge.Choice{Row: d.Row, Col: d.Col, Take: c.Both})
			}
		}
	}
	return merge.Take(s, choices, by)
}

// sender is who sent a pack, in words.
func sender(p playbook.Peer) string {
	if name := strings.TrimSpace(p.Name); name != "" {
		return name
	}
	return "somebody"
}
