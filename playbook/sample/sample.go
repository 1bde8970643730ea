// Package sample fills an empty workspace with an invented company's
// accounts: twelve told ones, written as stories in assets/samples, and as
// many generated ones as are asked for. Everything in it is invented, and the
// workspace says so.
//
// It writes through the use cases of package work with a clock that runs
// through the past, so that history, dates and Today look lived in whenever
// the sample is made. It knows no store and no window.
package sample

import (
	"context"
	"encoding/base64"
	"fmt"
	"io/fs"
	"time"

	"kept/assets"
	"kept/playbook"
	"kept/playbook/capacity"
	"kept/playbook/work"
)

// Curated is how many accounts are told; those beyond are generated.
const Curated = 12

// MaxAccounts bounds what Fill makes.
const MaxAccounts = 100_000

// Company is the name under which documents of the sample go out.
const Company = "Fjordlight Software (sample)"

// Device is the installation that the sample's acts belong to. It is not the
// user's own, so that the user's undo takes back what the user did.
const Device = "sample"

// The invented people on our side.
const (
	CSM         = "Maya Lindqvist"
	Seller      = "Jonas Falk"
	Leader      = "Ida Bergström"
	Implementer = "Petter Aas"
	Supporter   = "Lena Holm"
	Newcomer    = "Noor Haddad"
)

// Members returns the invented people on our side, the CSM first: who looks
// at the sample does so best as that one.
func Members() []playbook.Member {
	return []playbook.Member{
		{Name: CSM, Role: "csm", Email: "maya.lindqvist@fjordlight.example"},
		{Name: Seller, Role: "seller", Email: "jonas.falk@fjordlight.example"},
		{Name: Leader, Role: "leader", Email: "ida.bergstrom@fjordlight.example"},
		{Name: Implementer, Role: "implementation", Email: "petter.aas@fjordlight.example"},
		{Name: Supporter, Role: "support", Email: "lena.holm@fjordlight.example"},
		{Name: Newcomer, Role: "csm", Email: "noor.haddad@fjordlight.example"},
	}
}

// Fill makes accounts in an empty workspace as of the desk's clock. The first
// Curated ones are the told ones; fewer are told when fewer are asked for.
// The same seed at the same moment makes the same rows but for their ids. It
// returns a *playbook.RefusedError when there are accounts already, and
// leaves the told accounts it made so far when ctx is cancelled; generated ones
// are all made or none.
func Fill(ctx context.Context, desk *work.Desk, accounts int, seed int64) error {
	return FillTelling(ctx, desk, accounts, seed, func(int) {})
}

// FillTelling is Fill, and tells how many accounts have been made so far. When
// the last are made, putting them in order takes about as long again.
func FillTelling(ctx context.Context, desk *work.Desk, accounts int, seed int64, told func(made int)) error {
	if accounts < 1 || accounts > MaxAccounts {
		return &playbook.InvalidError{Field: "accounts", Message: fmt.Sprintf("The sample can have 1 to %d accounts, not %d.", MaxAccounts, accounts)}
	}
	if err := empty(ctx, desk); err != nil {
		return err
	}
	stories, err := readStories(assets.Samples())
	if err != nil {
		return err
	}
	stories = stories[:min(len(stories), accounts)]
	now := desk.Now()
	if err := settle(ctx, desk, now); err != nil {
		return err
	}
	if err := newPlayer(desk, now).play(ctx, stories); err != nil {
		return err
	}
	told(len(stories))
	if more := accounts - len(stories); more > 0 {
		return generate(ctx, desk, now, more, seed, func(made int) { told(len(stories) + made) })
	}
	return nil
}

// empty refuses a workspace that holds accounts.
func empty(ctx context.Context, desk *work.Desk) error {
	return desk.Store.Read(ctx, func(r playbook.Reader) error {
		var all []playbook.Account
		if err := r.Rows(&all, playbook.ID{}); err != nil {
			return fmt.Errorf("look into the workspace: %w", err)
		}
		if len(all) > 0 {
			return &playbook.RefusedError{What: "The sample goes into an empty workspace only",
				Reasons: []string{fmt.Sprintf("this one holds accounts already, “%s” among them; choose a new file for the sample", all[0].Name)}}
		}
		return nil
	})
}

// settle writes who we are and that all of it is invented.
func settle(ctx context.Context, desk *work.Desk, now time.Time) error {
	logo, err := fs.ReadFile(assets.Samples(), "logo.png")
	if err != nil {
		return fmt.Errorf("read the sample's logo: %w", err)
	}
	settings := []playbook.Setting{
		{Name: playbook.SampleData, Value: "true"},
		{Name: playbook.CompanyName, Value: Company},
		{Name: playbook.CompanyColour, Value: "#0F6F68"},
		{Name: playbook.HolidaySets, Value: "SE"},
		{Name: playbook.CompanyLogo, Value: base64.StdEncoding.EncodeToString(logo)},
	}
	act := playbook.Act{Who: Leader, Device: Device, Label: "Set up the sample workspace", Why: "Every company, person and figure in it is invented", At: now.AddDate(0, -14, 0)}
	return desk.Store.Do(ctx, act, func(tx playbook.Tx) error {
		var had []playbook.Setting
		if err := tx.Rows(&had, playbook.ID{}); err != nil {
			return err
		}
		var known []playbook.Member
		if err := tx.Rows(&known, playbook.ID{}); err != nil {
			return err
		}
		for _, s := range settings {
			for i := range had {
				if had[i].Name == s.Name {
					s.Meta = had[i].Meta
				}
			}
			if err := tx.Save(&s); err != nil {
				return err
			}
		}
		for _, m := range Members() {
			for i := range known {
				if playbook.SameName(known[i].Name, m.Name) {
					m = known[i]
				}
			}
			if m.Name == Newcomer {
				m.StartedOn = playbook.DateOf(now).AddDays(-38)
			}
			if err := tx.Save(&m); err != nil {
				return err
			}
			if m.Name == Implementer {
				from := capacity.Monday(playbook.DateOf(now).AddDays(21))
				if err := tx.Save(&playbook.Absence{MemberID: m.ID, From: from, Until: from.AddDays(4), Why: "Leave"}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
