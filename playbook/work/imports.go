package work

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kept/playbook"
)

// An ImportPlan is the preview of an import. Nothing is written until Import
// takes it.
type ImportPlan struct {
	Today    playbook.Date
	Accounts []AccountPlan // by name, without customers that have lost deals only

	New, Updated, Unchanged int
	Stages                  map[playbook.Stage]int // of the new accounts

	Won, Lost, Open int      // deals read
	Older           int      // won deals before their customer's last twelve months: left out
	Undated         int      // won deals without a date beside dated ones: left out
	Bought          int      // won deals that come into what was bought
	Expansions      int      // open deals that become expansion interest
	LostOnly        int      // customers with lost deals only: left out
	Refused         []string // one sentence for each customer that cannot be kept
	Notes           []string // one sentence each about what is left empty

	deals []Deal
}

// An AccountPlan is what an import does to one account.
type AccountPlan struct {
	Name     string
	ID       playbook.ID // zero for a new account
	Stage    playbook.Stage
	CloseOn  playbook.Date // that the file says: actual, or expected while nothing is won
	Seller   string
	Value    playbook.Money // of the newest won deal's last twelve months
	Currency string
	Changes  []string // what is written, in words; empty for an unchanged account
}

// An ImportReport is what an import did.
type ImportReport struct {
	New, Updated, Unchanged int
	Bought, Expansions      int // deals
	Lost                    int // deals left out
}

// A mapped is the change of one account: what Import saves.
type mapped struct {
	account    *playbook.Account // with its new values
	changed    bool
	items      []*playbook.Item
	bought     int
	expansions int
}

// AccountNames returns the names of the live accounts, so that a reader of
// files keeps their spelling over the file's.
func (d *Desk) AccountNames(ctx context.Context) ([]string, error) {
	var names []string
	err := d.Store.Read(ctx, func(r playbook.Reader) error {
		var all []playbook.Account
		if err := r.Rows(&all, playbook.ID{}); err != nil {
			return err
		}
		for i := range all {
			names = append(names, all[i].Name)
		}
		return nil
	})
	return names, err
}

// PlanImport says what Import would do with deals, on the day today. Each
// customer becomes one account: the newest won deal gives close date and
// seller, the won deals of the twelve months up to it the value and what was
// bought; closed within HandoffDays before today it stands at Handoff,
// earlier it is Live. Open deals become expansion interest; a customer
// without a won deal is at Pre-close. An account that is kept already gets
// empty values filled and deals not seen before, and nothing else. What the
// deals do not say stays empty.
func (d *Desk) PlanImport(ctx context.Context, deals []Deal, today playbook.Date) (ImportPlan, error) {
	p := ImportPlan{Today: today, Stages: map[playbook.Stage]int{}, deals: deals}
	for i := range deals {
		switch deals[i].Stage {
		case DealWon:
			p.Won++
		case DealLost:
			p.Lost++
		default:
			p.Open++
		}
	}
	err := d.Store.Read(ctx, func(r playbook.Reader) error {
		return eachCustomer(ctx, r, &p, func(c *customer, m *mapped) error {
			p.add(c, m)
			return nil
		})
	})
	if err != nil {
		return ImportPlan{}, fmt.Errorf("plan the import: %w", err)
	}
	return p, nil
}

// eachCustomer works out the change of every customer of the plan from what
// is stored, reading each account once. Deals are not asked for again when a
// row names their id.
func eachCustomer(ctx context.Context, r playbook.Reader, p *ImportPlan, do func(*customer, *mapped) error) error {
	var all []playbook.Account
	if err := r.Rows(&all, playbook.ID{}); err != nil {
		return err
	}
	byKey := make(map[string]*playbook.Account, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		byKey[nameKey(all[i].Name)] = &all[i]
	}
	for _, c := range digest(p.deals, p.Today) {
		if err := ctx.Err(); err != nil {
			return err
		}
		m := &mapped{account: byKey[nameKey(c.name)]}
		var items []playbook.Item
		if m.account != nil {
			if err := r.Rows(&items, m.account.ID); err != nil {
				return err
			}
		} else if len(c.won)+len(c.open) > 0 && utf8.RuneCountInString(c.name) <= playbook.MaxName {
			m.account = &playbook.Account{Name: c.name, Stage: c.stage(p.Today)}
		}
		if m.account != nil {
			m.fill(c)
			m.list(c, items)
		}
		if err := do(c, m); err != nil {
			return err
		}
	}
	return nil
}

// fill puts what the customer's deals say into empty values.
func (m *mapped) fill(c *customer) {
	a := m.account
	put := func(to, from string) string {
		if to == "" && from != "" {
			m.changed = true
			return from
		}
		return to
	}
	a.ActualClose = playbook.Date(put(string(a.ActualClose), string(c.closeOn)))
	if a.ActualClose == "" {
		a.ExpectedClose = playbook.Date(put(string(a.ExpectedClose), string(c.expected)))
	}
	a.Seller = put(a.Seller, c.seller)
	// An amount means nothing beside another currency than its own.
	if a.Value == "" && (a.Currency == "" || a.Currency == c.currency) {
		a.Value = playbook.Money(put("", string(c.value)))
		a.Currency = put(a.Currency, c.currency)
	}
}

// list adds the deals that no row names yet.
func (m *mapped) list(c *customer, items []playbook.Item) {
	seen := map[string]bool{} // kind and id: an open deal may be won later
	for i := range items {
		for _, id := range refsOf(&items[i]) {
			seen[items[i].Kind+refMark+id] = true
		}
	}
	unseen := func(deals []Deal, kind string) (out []Deal) {
		for _, d := range deals {
			if key := kind + refMark + d.ID; !seen[key] {
				seen[key] = true
				out = append(out, d)
			}
		}
		return out
	}
	won, open := unseen(c.won, playbook.Bought), unseen(c.open, playbook.Expansion)
	m.bought, m.expansions = len(won), len(open)
	m.items = append(addBought(items, won), addExpansions(items, open)...)
}

func (m *mapped) isNew() bool { return m.account.ID.IsZero() }

func (m *mapped) isUnchanged() bool { return !m.isNew() && !m.changed && len(m.items) == 0 }

// add counts one customer into the preview.
func (p *ImportPlan) add(c *customer, m *mapped) {
	p.Older += c.older
	p.Undated += c.undate
	if m.account == nil {
		if len(c.won)+len(c.open) > 0 {
			p.Refused = append(p.Refused, fmt.Sprintf("The customer “%s” is left out: a name may have %d characters.", clip(c.name), playbook.MaxName))
		} else {
			p.LostOnly++
		}
		return
	}
	a := m.account
	row := AccountPlan{Name: a.Name, ID: a.ID, Stage: a.Stage, CloseOn: c.closeOn, Seller: c.seller, Value: c.value, Currency: c.currency}
	if len(c.won) == 0 {
		row.CloseOn = c.expected
	}
	p.Bought += m.bought
	p.Expansions += m.expansions
	switch {
	case m.isNew():
		p.New++
		p.Stages[a.Stage]++
		row.Changes = append(row.Changes, "new at "+a.Stage.Label())
	case m.isUnchanged():
		p.Unchanged++
	default:
		p.Updated++
		if m.changed {
			row.Changes = append(row.Changes, "empty values filled")
		}
	}
	if m.bought > 0 {
		row.Changes = append(row.Changes, counted(m.bought, "won deal", "won deals"))
	}
	if m.expansions > 0 {
		row.Changes = append(row.Changes, counted(m.expansions, "open deal", "open deals"))
	}
	if c.note != "" && !m.isUnchanged() {
		p.Notes = append(p.Notes, a.Name+": "+c.note+".")
	}
	if !m.isNew() && a.Stage == playbook.PreClose && len(c.won) > 0 {
		p.Notes = append(p.Notes, a.Name+": a deal is won in the file; the account stays at Pre-close until someone moves it.")
	}
	p.Accounts = append(p.Accounts, row)
}

// Import writes what the plan says as one act, which is one undo step. It
// decides again on what is stored by then, so a plan that lay for a while is
// safe. progress, when given, is told the customers done and their number.
// Cancelling ctx leaves nothing written; the same deals again write nothing.
func (d *Desk) Import(ctx context.Context, plan ImportPlan, progress func(done, total int)) (ImportReport, error) {
	var rep ImportReport
	total := len(plan.Accounts) + plan.LostOnly + len(plan.Refused)
	label := "Import deals of " + counted(len(plan.Accounts), "customer", "customers")
	err := d.do(ctx, label, "", func(tx playbook.Tx) error {
		rep = ImportReport{Lost: plan.Lost}
		// All is read before the first row is saved, so that rows are written
		// in runs instead of before every look at the next account.
		var changes []*mapped
		err := eachCustomer(ctx, tx, &plan, func(_ *customer, m *mapped) error {
			if m.account != nil {
				changes = append(changes, m)
			}
			return nil
		})
		if err != nil {
			return err
		}
		total = max(total, len(changes))
		for i, m := range changes {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := d.take(tx, &rep, m); err != nil {
				return fmt.Errorf("import “%s”: %w", clip(m.account.Name), err)
			}
			if progress != nil {
				progress(i+1, total)
			}
		}
		if progress != nil && len(changes) < total {
			progress(total, total)
		}
		return nil
	})
	if err != nil {
		return ImportReport{}, err
	}
	return rep, nil
}

// take writes one account, and moves the dates of its plan when one runs.
func (d *Desk) take(tx playbook.Tx, rep *ImportReport, m *mapped) error {
	known := !m.isNew()
	if err := rep.save(tx, m); err != nil || !known || !m.changed {
		return err
	}
	return d.Redate(tx, m.account.ID)
}

// save writes one account. Rows are saved without ids of their own, which
// tells the store that they are new and need no looking up.
func (rep *ImportReport) save(tx playbook.Tx, m *mapped) error {
	fresh := m.isNew()
	switch {
	case fresh:
		rep.New++
	case m.isUnchanged():
		rep.Unchanged++
		return nil
	default:
		rep.Updated++
	}
	rep.Bought += m.bought
	rep.Expansions += m.expansions
	if fresh || m.changed {
		if err := tx.Save(m.account); err != nil {
			return err
		}
	}
	if fresh {
		h := playbook.Handoff{State: playbook.Draft}
		h.AccountID, h.Pos = m.account.ID, 1
		if err := tx.Save(&h); err != nil {
			return err
		}
	}
	for _, it := range m.items {
		it.AccountID = m.account.ID
		if err := tx.Save(it); err != nil {
			return err
		}
	}
	return nil
}

func counted(n int, one, many string) string {
	word := many
	if n == 1 {
		word = one
	}
	return playbook.Money(fmt.Sprint(n)).Grouped() + " " + word
}

// ImportChoices are a person's answers about a file of deals, remembered for
// the next file with the same heading.
type ImportChoices struct {
	Columns map[string]string `json:"columns,omitempty"` // field to column, "" for none
	Stages  map[string]string `json:"stages,omitempty"`  // the file's word to won, lost or open
	Dates   string            `json:"dates,omitempty"`   // the order of day and month, in the reader's word
	Decimal string            `json:"decimal,omitempty"` // the decimal mark, in the reader's word
}

func importSetting(headerKey string) string { return "import-map:" + headerKey }

// ImportChoices returns what was answered for the last file with the heading,
// and the zero value when nothing was, or when it cannot be read any more.
func (d *Desk) ImportChoices(ctx context.Context, headerKey string) (c ImportChoices, err error) {
	err = d.Store.Read(ctx, func(r playbook.Reader) error {
		s, err := setting(r, importSetting(headerKey))
		if err == nil && s != nil && json.Unmarshal([]byte(s.Value), &c) != nil {
			c = ImportChoices{}
		}
		return err
	})
	return c, err
}

// RememberImport keeps the answers for the heading. Call it before Import, so
// that undo takes the import back first. Answers as they were write nothing.
func (d *Desk) RememberImport(ctx context.Context, headerKey string, c ImportChoices) error {
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("remember the columns: %w", err)
	}
	return d.do(ctx, "Remember the columns of an import", "", func(tx playbook.Tx) error {
		s, err := setting(tx, importSetting(headerKey))
		if err != nil {
			return err
		}
		if s == nil {
			s = &playbook.Setting{Name: importSetting(headerKey)}
		}
		s.Value = string(text)
		return tx.Save(s)
	})
}

// setting returns the setting with the name, nil when there is none.
func setting(r playbook.Reader, name string) (*playbook.Setting, error) {
	var all []playbook.Setting
	if err := r.Rows(&all, playbook.ID{}); err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(all, func(s playbook.Setting) bool { return strings.EqualFold(s.Name, name) }); i >= 0 {
		return &all[i], nil
	}
	return nil, nil
}
