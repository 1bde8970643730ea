package form

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"kept/playbook"
	"kept/playbook/wording"
	"kept/playbook/work"
)

// Request writes form.html: one page that asks everything the field table asks
// of a seller, filled with what is known of an account but for sensitive notes,
// with the open questions beside their fields. The zero account asks for a new
// deal. It stores nothing.
func Request(ctx context.Context, d *work.Desk, account playbook.ID, c Company, w io.Writer) error {
	rec := &playbook.Record{}
	var team []playbook.Member
	err := d.Store.Read(ctx, func(r playbook.Reader) error { return r.Rows(&team, playbook.ID{}) })
	if err != nil {
		return err
	}
	if !account.IsZero() {
		got, err := d.Record(ctx, account)
		if err != nil {
			return err
		}
		rec = &got
	}
	var names []string
	for _, m := range team {
		names = append(names, m.Name)
	}
	return WritePage(w, PageOptions{Record: rec, Company: c, Names: names,
		ID: playbook.NewID(d.Now()), By: d.Who, At: playbook.MomentOf(d.Now()), Day: func(m playbook.Moment) string { return m.Day(d.Now().Location()).Short() }})
}

// PageOptions say what a page is filled with.
type PageOptions struct {
	Record  *playbook.Record // an empty one asks for a new deal
	Company Company
	Names   []string // of people on our side, offered where a person is asked for
	ID      playbook.ID
	By      string // who asks
	At      playbook.Moment
	Day     func(playbook.Moment) string // a moment as the day that it is here
}

// A Company is how the page of a request looks: whose it is.
type Company struct {
	Name   string
	Colour string // #0F6F68, "" for the program's own
	Logo   []byte // PNG or JPEG, nil for none
}

// A pageModel is what the script of a page is told. Everything in it is text:
// the script makes text of it and never markup.
type pageModel struct {
	Version   int                  `json:"version"`
	Request   string               `json:"request"`
	Account   string               `json:"account"`
	Name      string               `json:"name"`
	Seller    string               `json:"seller"`
	AskedBy   string               `json:"askedBy"`
	AskedAt   playbook.Moment      `json:"askedAt"`
	AskedOn   string               `json:"askedOn"`
	Company   string               `json:"company"`
	Sections  []pageSection        `json:"sections"`
	Parts     map[string]*pagePart `json:"parts"`
	Essential []pageEssential      `json:"essentials"`
	Base      map[string]sentPart  `json:"base"`
	Kept      []string             `json:"kept"` // part/row/column of what is filled and left out
	Questions []pageQuestion       `json:"questions"`
	Returned  *pageReturn          `json:"returned"`
	Names     []string             `json:"names"`
	File      string               `json:"file"`
}

type pageSection struct {
	Key   string   `json:"key"`
	Title string   `json:"title"`
	Ask   string   `json:"ask"`
	Hint  string   `json:"hint"`
	Parts []string `json:"parts"`
}

type pagePart struct {
	Key    string               `json:"key"`
	Label  string               `json:"label"`
	Ask    string               `json:"ask"`
	Help   string               `json:"help"`
	Noun   string               `json:"noun"`
	List   bool                 `json:"list"`
	None   bool                 `json:"none"`
	Gate   string               `json:"gate"`
	Plain  bool                 `json:"plain"` // the section's own question asks for it
	One    string               `json:"one"`
	Days   []int                `json:"days,omitempty"`
	Lead   []string             `json:"lead"` // of a list: what stands in the row itself
	Order  []string             `json:"order"`
	Inputs map[string]pageInput `json:"inputs"`
}

type pageInput struct {
	Label   string      `json:"label"`
	Type    string      `json:"type"`
	Options [][2]string `json:"options,omitempty"`
	Gate    string      `json:"gate"`
	Reader  string      `json:"reader"`
	Help    string      `json:"help"`
	Wide    bool        `json:"wide"`
	Link    string      `json:"link,omitempty"`
}

type pageEssential struct {
	Ask  string   `json:"ask"`
	Part string   `json:"part"` // of the first column; the others have their own
	Cols []string `json:"cols"` // as part.column
}

type pageQuestion struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	By    string `json:"by"`
	On    string `json:"on"`
	Again string `json:"again"` // why it was asked again
	Part  string `json:"part"`  // which it is about, "" for the whole
}

type pageReturn struct {
	By      string      `json:"by"`
	On      string      `json:"on"`
	Note    string      `json:"note"`
	Reasons [][2]string `json:"reasons"` // what is said, and the part that it is about
}

var typeNames = map[playbook.Type]string{playbook.TypeText: "text", playbook.TypeLong: "long", playbook.TypeChoice: "choice",
	playbook.TypeMulti: "multi", playbook.TypeDate: "date", playbook.TypeMoney: "money", playbook.TypeWhole: "whole",
	playbook.TypeTick: "tick", playbook.TypePerson: "person", playbook.TypeLink: "link"}

var gateNames = map[playbook.Gate]string{playbook.GateC: "C", playbook.GateCPlus: "C+", playbook.GateH: "H"}

func modelOf(o PageOptions) (*pageModel, error) {
	rec := o.Record
	m := &pageModel{Version: AnswersVersion, Request: o.ID.String(), Account: rec.Account.ID.String(), Name: rec.Account.Name, Seller: rec.Account.Seller,
		AskedBy: o.By, AskedAt: o.At, AskedOn: o.Day(o.At), Company: o.Company.Name,
		Parts: map[string]*pagePart{}, Base: baseline(rec), Kept: keptBack(rec), Names: namesOf(rec, o.Names),
		File: playbook.Slug(rec.Account.Name, "new-deal") + "-answers"}
	bySection := map[string][]string{}
	for _, p := range parts() {
		if p = askedPart(p); p == nil {
			continue
		}
		m.Parts[p.key] = partOf(p)
		if p.key == "complexity" { // it decides what else is asked
			bySection[p.section] = slices.Insert(bySection[p.section], 0, p.key)
			continue
		}
		bySection[p.section] = append(bySection[p.section], p.key)
	}
	for _, s := range playbook.Sections() {
		if s.Key == "people" {
			s.Hint = "Facts you could say to their face."
		}
		m.Sections = append(m.Sections, pageSection{s.Key, s.Title, s.Ask, s.Hint, bySection[s.Key]})
	}
	for _, e := range playbook.Essentials() {
		first := playbook.FieldByNo(e.Field)
		pe := pageEssential{Ask: e.Ask, Part: first.Key}
		for _, col := range e.Cols {
			key := m.partWith(first, col)
			if key == "" {
				return nil, errors.New("the essentials ask for " + col + ", which no field has")
			}
			pe.Cols = append(pe.Cols, key+"."+col)
		}
		m.Essential = append(m.Essential, pe)
	}
	m.questions(o)
	return m, nil
}

// partWith finds the part that has a column: the field's own, or else another
// one of the same noun.
func (m *pageModel) partWith(f *playbook.Field, col string) string {
	if _, ok := m.Parts[f.Key].Inputs[col]; ok {
		return f.Key
	}
	of, _ := playbook.FieldOfColumn(f.Noun, f.Kind, col)
	if of == nil {
		return ""
	}
	return of.Key
}

func partOf(p *part) *pagePart {
	f := p.fields[0]
	out := &pagePart{Key: p.key, Label: f.Label, Ask: cmp.Or(f.Ask, f.Label), Help: f.Help, Noun: p.noun, List: p.list, None: p.none != nil,
		Plain: f.Ask == "", One: oneOf(p), Inputs: map[string]pageInput{}}
	gates := []playbook.Gate{}
	for _, in := range p.inputs {
		if in.days() != nil {
			out.Days = in.days()
			continue
		}
		pi := pageInput{Label: in.Label, Type: typeNames[in.Type], Gate: gateNames[in.Gate], Reader: readers(in.Audience), Help: in.Help, Wide: in.Wide, Link: in.Link}
		if in.Audience == playbook.Sensitive { // the table's own help is about this program
			pi.Help = "Facts you would say to their face. It goes into the answer file, and into no document."
		}
		for _, o := range in.Options {
			pi.Options = append(pi.Options, [2]string{o.Value, o.Label})
		}
		out.Inputs[in.Col] = pi
		out.Order = append(out.Order, in.Col)
		gates = append(gates, in.Gate)
	}
	for _, f := range p.fields {
		gates = append(gates, f.Gate)
	}
	for _, g := range []playbook.Gate{playbook.GateC, playbook.GateCPlus, playbook.GateH} {
		if out.Gate == "" && slices.Contains(gates, g) {
			out.Gate = gateNames[g]
		}
	}
	if p.key == "complexity" {
		out.Gate = gateNames[playbook.GateC]
	}
	switch {
	case !p.list:
	case len(out.Order) <= 3 || out.Days != nil:
		out.Lead = out.Order
	case out.Inputs[out.Order[0]].Wide:
		out.Lead = out.Order[:1]
	default:
		out.Lead = out.Order[:2]
	}
	return out
}

// oneOf is what a row of a list is called on its buttons.
func oneOf(p *part) string {
	switch p.key {
	case "bought":
		return "item"
	case "not_bought":
		return "exclusion"
	case "terms":
		return "term"
	case "data_sets":
		return "data set"
	case "approvals":
		return "step"
	case "integrations":
		return "system"
	case "blackouts":
		return "date"
	case "escalations":
		return "contact"
	case "expansions":
		return "interest"
	case "facts", "actions", "documents", "problems", "drivers", "alternatives", "objections":
		return strings.TrimSuffix(p.key, "s")
	}
	return strings.ToLower(playbook.RowWords(p.noun, p.kind))
}

// keptBack names the sensitive values that are there and stay here.
func keptBack(rec *playbook.Record) []string {
	out := []string{}
	for _, p := range parts() {
		if p = askedPart(p); p == nil {
			continue
		}
		for _, n := range rec.Rows(p.fields[0]) {
			for _, in := range p.inputs {
				if text, err := playbook.GetText(n, in.Col); err == nil && text != "" && in.Audience == playbook.Sensitive {
					row := ""
					if p.list {
						row = n.Key().ID.String()
					}
					out = append(out, p.key+"/"+row+"/"+in.Col)
				}
			}
		}
	}
	return out
}

// namesOf are the people that may be meant where a person is asked for.
func namesOf(rec *playbook.Record, ours []string) []string {
	a := &rec.Account
	all := append([]string{a.Seller, a.CSM, a.SalesEngineer, a.ImplementationLead, a.SupportContact}, ours...)
	for i := range rec.People {
		all = append(all, rec.People[i].Name)
	}
	slices.Sort(all)
	all = slices.DeleteFunc(slices.Compact(all), func(s string) bool { return strings.TrimSpace(s) == "" })
	return append([]string{}, all...)
}

// reasonParts says what a reason code of a return is about.
var reasonParts = map[string]string{"missing_criterion": "criteria", "not_measurable": "criteria", "promise_unclear": "promises",
	"promise_unsupported": "promises", "missing_person": "people", "risk_not_honest": "risks", "scope_unclear": "not_bought",
	"dates_not_feasible": "go_live", "documents_missing": "documents", "contradicts_contract": "bought"}

// questions puts what is asked beside the field that it is about.
func (m *pageModel) questions(o PageOptions) {
	m.Questions = []pageQuestion{}
	about, keys := m.subjects(o.Record)
	for _, q := range o.Record.OpenQuestions() {
		pq := pageQuestion{ID: q.ID.String(), Text: q.Text, By: q.AskedBy, On: o.Day(q.AskedAt), Again: q.ReopenedWhy}
		if i := wording.Closest(q.Text, about); i >= 0 {
			pq.Part = keys[i]
		}
		m.Questions = append(m.Questions, pq)
	}
	if o.Record.Handoff.State != playbook.Returned {
		return
	}
	for i := range o.Record.Transitions {
		t := &o.Record.Transitions[i]
		if t.To != playbook.Returned {
			continue
		}
		m.Returned = &pageReturn{By: t.By, On: o.Day(t.At), Note: t.Note, Reasons: [][2]string{}}
		for _, code := range playbook.SplitMany(t.Reasons) {
			m.Returned.Reasons = append(m.Returned.Reasons, [2]string{playbook.LabelOf(playbook.ReturnReasons(), code), reasonParts[code]})
		}
	}
}

// subjects are the words that a question about a part is likely to have.
func (m *pageModel) subjects(rec *playbook.Record) (about, keys []string) {
	add := func(key, text string) {
		if strings.TrimSpace(text) != "" {
			about, keys = append(about, text), append(keys, key)
		}
	}
	for _, p := range parts() {
		if p = askedPart(p); p == nil {
			continue
		}
		if p.list {
			for _, n := range rec.Rows(p.fields[0]) {
				add(p.key, playbook.TitleOf(n))
			}
		}
		for _, f := range p.fields {
			add(p.key, f.Ask)
			add(p.key, f.Label)
		}
		for _, in := range p.inputs {
			if len(p.inputs) > 1 {
				add(p.key, in.Label)
			}
		}
	}
	return about, keys
}
