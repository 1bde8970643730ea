package work

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/merge"
)

// A PackView is what taking in a pack would do. Nothing of it is stored yet.
type PackView struct {
	Sender   playbook.Peer   // as it is known here, when it is; as the pack says otherwise
	MadeAt   playbook.Moment // by the clock of the sender
	Met      bool            // packs of the key were taken in before
	Changed  []playbook.Peer // known by this name or installation, with another key
	Accounts []PackAccountView
	Along    []string // what of the workspace comes along, in words
	Warnings []string // what to look at before taking it in, one sentence each
}

// Nothing tells whether the pack says nothing that is not known here.
func (v *PackView) Nothing() bool {
	return !slices.ContainsFunc(v.Accounts, func(a PackAccountView) bool { return !a.Nothing })
}

// Count returns how many differences of each class the accounts have together.
func (v *PackView) Count() map[merge.Class]int {
	out := map[merge.Class]int{}
	for i := range v.Accounts {
		for class, n := range v.Accounts[i].Count {
			out[class] += n
		}
	}
	return out
}

// A PackAccountView is what taking in a pack would do to one account.
type PackAccountView struct {
	PackAccount
	New      bool // it is not known here
	Trashed  bool // it is in the trash here
	SameName bool // another account here has the name
	Nothing  bool // the pack says nothing of it that is not known here
	Lines    []PackLine
	Groups   []PackGroup         // the same lines by place; what the program keeps for itself is not in them
	Count    map[merge.Class]int // of the lines in the groups
	Purged   int                 // lines of rows that were removed for good here and stay away without a choice
	Warnings []string            // one sentence each
	Seen     string              // what is known here, to tell whether it has changed since
}

// Look says what taking in a pack would do, and writes nothing. It refuses, as
// an *InvalidError, a pack whose claims nobody can have made, and one of an
// installation whose clock is wrong.
func (p *Packs) Look(ctx context.Context, in PackIn) (PackView, error) {
	out := PackView{Sender: in.Sender, MadeAt: in.MadeAt}
	peers, err := p.Exchange.Peers(ctx)
	if err != nil {
		return out, err
	}
	for _, k := range peers {
		if k.Key == in.Sender.Key {
			out.Sender.MetOn, out.Sender.Trusted = k.MetOn, k.Trusted
		}
	}
	out.Met, out.Changed = known(in.Sender, peers)
	// A taking in that decides for nothing is a reading at one moment.
	err = p.Exchange.TakeIn(ctx, p.act("Look at a pack", ""), playbook.PackOf{}, func(r playbook.ExchangeReader) ([]playbook.Taking, error) {
		out.Accounts, out.Along = nil, nil
		names, err := r.Names()
		if err != nil {
			return nil, err
		}
		twins := namesakes(in.Accounts, names)
		for _, a := range in.Accounts {
			v, err := p.look(r, in, a, names)
			if err != nil {
				return nil, err
			}
			if v.SameName = twins[a.ID]; !v.Nothing {
				v.Warnings = accountWarnings(&v)
			}
			out.Accounts = append(out.Accounts, v)
		}
		along, err := missing(r, in.Along)
		for _, n := range along {
			out.Along = append(out.Along, alongWords(n))
		}
		return nil, err
	})
	out.Warnings = p.warnings(in, &out)
	return out, err
}

// warnings are about the pack as a whole.
func (p *Packs) warnings(in PackIn, v *PackView) []string {
	var out []string
	who := clip(sender(in.Sender))
	switch {
	case len(v.Changed) > 0:
		out = append(out, who+" was known by another key. Call them, and compare the fingerprint before you take this in.")
	case !v.Met:
		out = append(out, "This is the first pack of this installation. Call "+who+", and compare the fingerprint.")
	}
	if in.Sensitive {
		out = append(out, "Sensitive notes are in this pack.")
	}
	return out
}

func (p *Packs) look(r playbook.ExchangeReader, in PackIn, a PackAccount, live map[playbook.ID]string) (PackAccountView, error) {
	v := PackAccountView{PackAccount: a, Count: map[merge.Class]int{}}
	s, err := p.sides(r, in, a)
	if err != nil {
		return v, err
	}
	v.Seen = seenOf(s.Here)
	v.Nothing = len(merge.Unknown(s.Here, s.There, nil)) == 0
	v.New = len(s.Here) == 0
	_, lives := live[a.ID]
	v.Trashed = !v.New && !lives
	if v.Nothing {
		return v, nil
	}
	b := board{loc: p.Now().Location(), here: map[playbook.ID]playbook.Noun{}, there: map[playbook.ID]playbook.Noun{}}
	mine, err := r.Everything(a.ID)
	if err != nil {
		return v, err
	}
	for _, n := range mine {
		b.here[n.Key().ID] = n
	}
	for _, n := range merge.Nouns(merge.Rows(a.ID, s.There)) {
		b.there[n.Key().ID] = n
	}
	if !in.Sensitive { // what the sender withheld is not something that was changed here
		s.Here = merge.Withhold(s.Here)
	}
	for _, d := range merge.Compare(s) {
		v.Lines = append(v.Lines, b.line(d))
	}
	v.Groups = b.grouped(v.Lines)
	for _, g := range v.Groups {
		for i := range g.Lines {
			v.Count[g.Lines[i].Class]++
			if g.Lines[i].Purged {
				v.Purged++
			}
		}
	}
	return v, nil
}

// namesakes returns the accounts of a pack whose name another live account has
// here. Names are compared where their letters are alike, so that a thousand of
// each are not a million.
func namesakes(accounts []PackAccount, live map[playbook.ID]string) map[playbook.ID]bool {
	letters := func(name string) string {
		return strings.ToLower(strings.ToUpper(strings.Join(strings.Fields(name), " ")))
	}
	alike := map[string][]PackAccount{}
	for _, a := range accounts {
		alike[letters(a.Name)] = append(alike[letters(a.Name)], a)
	}
	out := map[playbook.ID]bool{}
	for id, name := range live {
		for _, a := range alike[letters(name)] {
			if a.ID != id && playbook.SameName(a.Name, name) {
				out[a.ID] = true
			}
		}
	}
	return out
}

func accountWarnings(v *PackAccountView) []string {
	var out []string
	name := "“" + clip(v.Name) + "”"
	if v.Trashed {
		out = append(out, name+" is in the trash here, and stays there unless it was written since.")
	}
	if v.SameName {
		out = append(out, "Another account here is called "+name+" too. The two stay apart.")
	}
	if v.Purged > 0 {
		out = append(out, counted(v.Purged, "row was", "rows were")+" removed for good here. Without a choice they stay away.")
	}
	return out
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

// alongWords names what comes along: Member “Runa Vik”, Playbook “Mid-market, 60
// days”, version 2.
func alongWords(n playbook.Noun) string {
	switch n := n.(type) {
	case *playbook.Member:
		return "Member “" + clip(n.Name) + "”"
	case *playbook.PlaybookVersion:
		return fmt.Sprintf("Playbook “%s”, version %d", clip(cmp.Or(n.Title, n.PlaybookID)), n.Version)
	}
	return playbook.RowWords(playbook.NounName(n), "") + " “" + clip(playbook.TitleOf(n)) + "”"
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
