package pane

import (
	"strings"

	"kept/playbook"
	"kept/ui/kit"
)

// Team lists our people: those on the account first, then everybody who works
// in this workspace, each with the role.
func Team(rec *playbook.Record, members []playbook.Member) []kit.Option {
	a := &rec.Account
	out := []kit.Option{{Text: a.CSM, Note: "CSM"}, {Text: a.Seller, Note: "Sales"}, {Text: a.ImplementationLead, Note: "Implementation"},
		{Text: a.SupportContact, Note: "Support"}, {Text: a.SalesEngineer, Note: "Sales engineer"}}
	for i := range members {
		out = append(out, kit.Option{Text: members[i].Name, Note: playbook.LabelOf(playbook.MemberRoles(), members[i].Role)})
	}
	return Names(out)
}

// Customers lists the people at the customer.
func Customers(rec *playbook.Record) []kit.Option {
	out := []kit.Option{{Text: rec.Handoff.ProjectLead, Note: "Customer"}}
	for i := range rec.People {
		note := strings.TrimSpace(rec.People[i].Title)
		if note == "" {
			note = "Customer"
		}
		out = append(out, kit.Option{Text: rec.People[i].Name, Note: note})
	}
	return Names(out)
}

// Names joins lists of people: nobody without a name, and each once, where they
// stand first.
func Names(lists ...[]kit.Option) []kit.Option {
	var out []kit.Option
	for _, list := range lists {
	next:
		for _, o := range list {
			if o.Text = strings.TrimSpace(o.Text); o.Text == "" {
				continue
			}
			for _, known := range out {
				if playbook.SameName(known.Text, o.Text) {
					continue next
				}
			}
			out = append(out, o)
		}
	}
	return out
}
