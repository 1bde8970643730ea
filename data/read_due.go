package data

import (
	"context"
	"fmt"

	"kept/playbook"
)

// RowsDue returns what is due besides tasks; see playbook.Portfolio. Each
// list is read along an index that holds only what is open.
func (s *Store) RowsDue(ctx context.Context, today, until playbook.Date) ([]DueRow, error) {
	d := dueRows{today: today, until: until}
	err := s.reading(ctx, func(r *reader) error {
		for _, read := range []func(*reader) error{d.promises, d.anchored, d.beliefs, d.watches, d.proofPoints, d.inspections, d.notices} {
			if err := read(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what is due: %w", err)
	}
	return d.out, nil
}

type dueRows struct {
	today, until playbook.Date
	out          []DueRow
}

// ofAccount joins the live account of a row and gives what Today says of it.
const (
	ofAccount   = " JOIN accounts a ON a.id = x.account_id AND a.trashed_at = '' AND a.stage <> 'lost'"
	ofAccountIs = "x.id, x.account_id, a.name, a.stage, a.csm, a.seller"
)

func (d *dueRows) add(noun string, scan func(...any) error, rest func(*DueRow) []any) error {
	row := DueRow{Noun: noun}
	err := scan(append([]any{&row.Row, &row.AccountID, &row.AccountName, &row.AccountStage, &row.CSM, &row.Seller}, rest(&row)...)...)
	d.out = append(d.out, row)
	return err
}

func (d *dueRows) promises(r *reader) error {
	return r.each(func(scan func(...any) error) error {
		return d.add("promise", scan, func(x *DueRow) []any { return []any{&x.Text, &x.Person, &x.Owner, &x.DueOn} })
	}, "SELECT "+ofAccountIs+", x.text, x.to_whom, x.owner, x.due_on FROM promises x INDEXED BY promises_due"+ofAccount+
		" WHERE x.trashed_at = '' AND x.outcome = '' AND x.due_kind = 'date' AND x.due_on <> '' AND x.due_on < ?", string(d.today))
}

// anchored reads the open promises that are due days after an anchor, or on
// day 90 because no date was given. Their day is computed by the rule that
// every screen has it from.
func (d *dueRows) anchored(r *reader) error {
	return r.each(func(scan func(...any) error) error {
		var row DueRow
		var p playbook.Promise
		var rec playbook.Record
		var plan playbook.Plan
		a, h := &rec.Account, &rec.Handoff
		err := scan(&row.Row, &row.AccountID, &row.AccountName, &row.AccountStage, &row.CSM, &row.Seller, &row.Text, &row.Person, &row.Owner,
			&p.DueKind, &p.DueAnchor, &p.DueDays, &a.ActualClose, &a.ExpectedClose, &a.RenewalOn, &a.StartOn, &a.TermMonths,
			&h.KickoffOn, &h.GoLiveOn, &plan.KickoffOn, &plan.GoLiveOn)
		if err != nil {
			return err
		}
		rec.Plans = []playbook.Plan{plan}
		if row.DueOn, _ = rec.DueOf(&p); row.DueOn != "" && row.DueOn < d.today {
			row.Noun = "promise"
			d.out = append(d.out, row)
		}
		return nil
	}, "SELECT "+ofAccountIs+`, x.text, x.to_whom, x.owner, x.due_kind, x.due_anchor, x.due_days,
		a.actual_close, a.expected_close, a.renewal_on, a.start_on, a.term_months, COALESCE(h.kickoff_on, ''), COALESCE(h.go_live_on, ''),
		COALESCE(l.kickoff_on, ''), COALESCE(l.go_live_on, '')
		FROM promises x INDEXED BY promises_anchored`+ofAccount+`
		LEFT JOIN handoffs h ON h.account_id = x.account_id AND h.trashed_at = ''
		LEFT JOIN plans l ON l.id = (SELECT p.id FROM plans p WHERE p.account_id = x.account_id AND p.trashed_at = '' ORDER BY p.pos DESC, p.id DESC LIMIT 1)
		WHERE x.trashed_at = '' AND x.outcome = '' AND x.due_kind IN ('anchor', 'none')`)
}

func (d *dueRows) beliefs(r *reader) error {
	return r.each(func(scan func(...any) error) error {
		return d.add("belief", scan, func(x *DueRow) []any { return []any{&x.Text, &x.Person, &x.Owner, &x.DueOn} })
	}, "SELECT "+ofAccountIs+", x.text, x.person, x.owner, x.due_on FROM beliefs x INDEXED BY beliefs_due"+ofAccount+
		" WHERE x.trashed_at = '' AND x.matches = 'no' AND x.state = '' AND x.due_on <> '' AND x.due_on <= ?", string(d.today))
}

func (d *dueRows) watches(r *reader) error {
	return r.each(func(scan func(...any) error) error {
		return d.add("watch", scan, func(x *DueRow) []any { return []any{&x.Kind, &x.Text, &x.Owner, &x.DueOn} })
	}, "SELECT "+ofAccountIs+", x.kind, x.text, x.owner, x.due_on FROM watches x INDEXED BY watches_due"+ofAccount+
		" WHERE x.trashed_at = '' AND x.state IN ('', 'open', 'untested') AND x.due_on <> '' AND x.due_on <= ?", string(d.today))
}

// proofPoints reads the proof points that are due, by account and day, and
// keeps the first of each account.
func (d *dueRows) proofPoints(r *reader) error {
	first := len(d.out)
	return r.each(func(scan func(...any) error) error {
		var closed playbook.Date
		err := d.add("proof_point", scan, func(x *DueRow) []any { return []any{&x.Day, &x.Text, &x.Person, &closed} })
		at := len(d.out) - 1
		d.out[at].DueOn = closed.AddDays(d.out[at].Day)
		if at > first && d.out[at-1].AccountID == d.out[at].AccountID {
			d.out = d.out[:at]
			d.out[at-1].More++
		}
		return err
	}, "SELECT "+ofAccountIs+", x.day, x.text, x.judge, a.actual_close FROM proof_points x INDEXED BY proof_points_open"+ofAccount+`
		WHERE x.trashed_at = '' AND x.result = '' AND x.text <> '' AND a.actual_close <> ''
		AND a.actual_close <= CASE x.day WHEN 30 THEN ? WHEN 60 THEN ? ELSE ? END ORDER BY x.account_id, x.day`,
		string(d.until.AddDays(-30)), string(d.until.AddDays(-60)), string(d.until.AddDays(-90)))
}

// inspections reads of each account at onboarding the last inspection whose
// day has come, where it was not made. An earlier one that was missed is not
// asked for any more: the later one asks the same questions.
func (d *dueRows) inspections(r *reader) error {
	return r.each(func(scan func(...any) error) error {
		row := DueRow{Noun: "inspection"}
		var closed playbook.Date
		err := scan(&row.AccountID, &row.AccountName, &row.AccountStage, &row.CSM, &row.Seller, &closed, &row.Day)
		row.DueOn = closed.AddDays(row.Day)
		d.out = append(d.out, row)
		return err
	}, `SELECT x.id, x.name, x.stage, x.csm, x.seller, x.actual_close, x.day FROM (
			SELECT a.id, a.name, a.stage, a.csm, a.seller, a.actual_close, CASE WHEN a.actual_close <= ? THEN 30 WHEN a.actual_close <= ? THEN 14 ELSE 7 END AS day
			FROM accounts a WHERE a.trashed_at = '' AND a.stage = 'onboarding' AND a.actual_close <> '' AND a.actual_close BETWEEN ? AND ?) x
		WHERE NOT EXISTS (SELECT 1 FROM inspections i WHERE i.account_id = x.id AND i.trashed_at = '' AND i.day = x.day)`,
		string(d.today.AddDays(-30)), string(d.today.AddDays(-14)), string(d.today.AddDays(-90)), string(d.today.AddDays(-7)))
}

// notices reads the notices that nobody has seen, the newest first. One that
// names a role is for whoever has it.
func (d *dueRows) notices(r *reader) error {
	return r.each(func(scan func(...any) error) error {
		var n playbook.Notice
		err := d.add("notice", scan, func(x *DueRow) []any {
			return []any{&n.Text, &n.WasOn, &n.NowOn, &n.Why, &x.Owner, &x.Person, &x.DueOn, &x.Promise, &x.Task}
		})
		x := &d.out[len(d.out)-1]
		if x.Text = n.Words(); playbook.LabelOf(playbook.Roles(), x.Owner) != x.Owner {
			x.Kind, x.Owner = x.Owner, ""
		}
		return err
	}, "SELECT "+ofAccountIs+`, x.text, x.was_on, x.now_on, x.why, x.for_whom, x."by", x."on", x.promise_id, x.task_id FROM notices x INDEXED BY notices_open`+ofAccount+
		` WHERE x.trashed_at = '' AND x.seen_on = '' ORDER BY x."on" DESC, x.id DESC LIMIT ?`, playbook.MaxNotices)
}
