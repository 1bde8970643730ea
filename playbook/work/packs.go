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
	var w workspaceRows
	for _, id := range accounts {
		if seen[id] {
			continue
		}
		seen[id] = true
		if err := p.Exchange.EndTyping(ctx, id); err != nil {
			return PackOut{}, err
		}
		err := p.Store.Read(ctx, func(r playbook.Reader) error {
			a := playbook.Account{Meta: playbook.Meta{ID: id}}
			if err := r.Load(&a); err != nil {
				return err
			}
			out.Accounts = append(out.Accounts, PackAccount{id, a.Name})
			return out.along(r, &a, &w)
		})
		if err != nil {
			return PackOut{}, err
		}
	}
	return out, nil
}

// workspaceRows are the rows that may come along, read once for all accounts.
type workspaceRows struct {
	read     bool
	members  []playbook.Member
	versions []playbook.PlaybookVersion
}

// along adds what the account needs of its workspace. Of its own rows only those
// are read that tell it.
func (o *PackOut) along(r playbook.Reader, a *playbook.Account, w *workspaceRows) error {
	var tasks []playbook.Task
	var plans []playbook.Plan
	reads := []any{&tasks, &plans}
	of := []playbook.ID{a.ID, a.ID}
	if !w.read {
		w.read = true
		reads, of = append(reads, &w.members, &w.versions), append(of, playbook.ID{}, playbook.ID{})
	}
	for i, dst := range reads {
		if err := r.Rows(dst, of[i]); err != nil {
			return err
		}
	}
	has := func(id playbook.ID) bool {
		return slices.ContainsFunc(o.Along, func(n playbook.Noun) bool { return n.Key().ID == id })
	}
	named := map[string]bool{}
	for _, name := range []string{a.Seller, a.CSM, a.SalesEngineer, a.ImplementationLead, a.SupportContact} {
		named[name] = true
	}
	for i := range tasks {
		named[tasks[i].Owner] = true
	}
	for i := range w.members {
		m := &w.members[i]
		if has(m.ID) {
			continue
		}
		for name := range named {
			if playbook.SameName(name, m.Name) {
				o.Along = append(o.Along, m)
				break
			}
		}
	}
	for i := range w.versions {
		v := &w.versions[i]
		if !has(v.ID) && slices.ContainsFunc(plans, func(p playbook.Plan) bool { return p.PlaybookID == v.PlaybookID && p.Version == v.Version }) {
			o.Along = append(o.Along, v)
		}
	}
	return nil
}
