package work

import (
	"context"
	"slices"

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
	Sender    playbook.Peer // Trusted once somebody has compared its fingerprint
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
