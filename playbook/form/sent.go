package form

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"kept/playbook"
	"kept/playbook/strict"
)

// AnswersVersion is the version of the file of answers that this program's
// pages send back and that it reads. It is described in docs/answers-format.md.
const AnswersVersion = 1

const (
	maxKey       = 64  // of a row that the page added
	maxQuestions = 500 // of one file
)

// A sentFile is a file of answers as it is written. What was filled in and what
// stands in the page now have one shape, so that they can be compared.
type sentFile struct {
	Answers   int                 `json:"kept_answers"`
	Request   playbook.ID         `json:"request"`
	Account   playbook.ID         `json:"account"`
	Name      string              `json:"name"`
	AskedBy   string              `json:"asked_by"`
	AskedAt   string              `json:"asked_at"`
	By        string              `json:"answered_by"`
	At        string              `json:"answered_at"`
	Base      map[string]sentPart `json:"base"`
	Given     map[string]sentPart `json:"given"`
	Questions []sentQuestion      `json:"questions"`
}

// A sentPart is one key of a form: values of a single part by column, or the
// rows of a list, or an explicit none.
type sentPart struct {
	Values map[string]string `json:"values,omitempty"`
	Rows   []sentRow         `json:"rows,omitempty"`
	None   *sentNone         `json:"none,omitempty"`
}

// A sentRow is one row of a list. Its key is the id of a row that was filled
// in, and a name of the page's own for one that was added there.
type sentRow struct {
	Key    string            `json:"key"`
	Values map[string]string `json:"values"`
}

type sentNone struct {
	Who string `json:"who"`
	On  string `json:"on"`
}

type sentQuestion struct {
	ID     playbook.ID `json:"id"`
	Text   string      `json:"text"`
	Answer string      `json:"answer"`
}

// A sent is what a file of answers says besides its values and rows.
type sent struct {
	request   playbook.ID
	by        string
	at        playbook.Moment
	askedBy   string
	askedAt   playbook.Moment
	removed   []removedRow
	orders    map[*part]order
	star      *starred // which promise won the deal
	questions []sentQuestion
}

// A removedRow was filled in and is not in the page any more.
type removedRow struct {
	part *part
	id   playbook.ID
	base map[string]string
}

// An order is how the rows of a list stood, and how they stand now.
type order struct{ base, given []playbook.ID }

// A starred says which promise was marked, and which is; zero for none.
type starred struct{ base, given playbook.ID }

// readSent reads a file of answers. Values that their column cannot hold are
// kept with the reason; everything else that is not as a page of this version
// writes it is a Problem.
func readSent(name string, b []byte) (*Form, error) {
	in := &sentReader{Reader: strict.Reader{File: name, Kind: answersKind()}, form: &Form{Name: name}}
	in.read(b)
	if err := in.Err(); err != nil {
		return nil, err
	}
	return in.form, nil
}

func answersKind() strict.Kind {
	k := kind()
	k.Noun = "file of answers"
	return k
}

type sentReader struct {
	strict.Reader
	file sentFile
	form *Form
}

func (in *sentReader) read(b []byte) {
	if len(b) > maxFile {
		in.Say(0, "the file is larger than %d MB; no page sends that much, so ask for it again", maxFile>>20)
		return
	}
	var head struct {
		Answers json.Number `json:"kept_answers"`
	}
	if err := json.Unmarshal(b, &head); err != nil {
		in.Say(0, "the file is damaged or was cut off; ask for it again")
		return
	}
	if head.Answers.String() != fmt.Sprint(AnswersVersion) {
		in.Say(0, "these answers are of version %s; this program reads version %d, so open them with the program that asked for them, or a newer one", clip(head.Answers.String()), AnswersVersion)
		return
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in.file); err != nil {
		in.Say(0, "this is not what a page sends back (%s); ask for it again", whyNot(err))
		return
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		in.Say(0, "something stands behind the end of the answers; ask for the file again")
		return
	}
	in.whole()
}

// whyNot says in a few words what a decoder refuses.
func whyNot(err error) string {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return "“" + clip(kind.Field) + "” is of another kind"
	}
	return clip(strings.TrimPrefix(err.Error(), "json: "))
}

func (in *sentReader) whole() {
	f := &in.file
	s := &sent{request: f.Request, by: in.person(f.By), askedBy: in.person(f.AskedBy), at: in.moment(f.At), askedAt: in.moment(f.AskedAt), orders: map[*part]order{}}
	in.form.sent, in.form.ID = s, f.Account
	if f.Request.IsZero() {
		in.Say(0, "the answers do not say which request they belong to; ask for the file again")
		return
	}
	known := map[string]bool{}
	for _, p := range parts() {
		p = askedPart(p)
		if p == nil {
			continue
		}
		known[p.key] = true
		in.part(p, f.Base[p.key], f.Given[p.key])
	}
	for _, key := range slices.Sorted(maps.Keys(f.Given)) {
		if !known[key] {
			in.Say(0, "“%s” is nothing that this program asks for; the page was made by another version, so open the answers with that one", clip(key))
		}
	}
	in.questions()
	if in.form.ID.IsZero() {
		in.form.ID = derived(f.Request.String(), "account")
	}
	if in.form.Account == "" {
		in.form.Account = strings.TrimSpace(playbook.CleanText(f.Name))
	}
	if in.form.Account == "" && f.Account.IsZero() {
		in.Say(0, "the answers name no account; write its name into the page and send it back again")
	}
}

func (in *sentReader) person(s string) string {
	s = strings.Join(strings.Fields(playbook.CleanText(s)), " ")
	if r := []rune(s); len(r) > playbook.MaxName {
		return string(r[:playbook.MaxName])
	}
	return s
}

func (in *sentReader) moment(s string) playbook.Moment {
	if t, err := time.Parse(time.RFC3339, s); err == nil && t.Year() > 1999 && t.Year() < 2201 {
		return playbook.MomentOf(t)
	}
	return ""
}

// askedPart is a part with what a page asks of it, nil when it asks nothing:
// what is filled after the close has screens of its own, and the playbook is
// chosen by CS.
func askedPart(p *part) *part {
	out := *p
	out.inputs, out.fields = nil, nil
	if p.key == "playbook" || p.section == playbook.After().Key {
		return nil
	}
	for _, i := range p.inputs {
		if i.Gate == playbook.GateAfter || i.field.Gate == playbook.GateAfter {
			continue
		}
		out.inputs = append(out.inputs, i)
	}
	for _, f := range p.fields {
		if f.Gate != playbook.GateAfter && len(f.Inputs) > 0 {
			out.fields = append(out.fields, f)
		}
	}
	if len(out.inputs) == 0 {
		return nil
	}
	return &out
}

func (in *sentReader) part(p *part, base, given sentPart) {
	a := answer{part: p}
	if !p.list {
		if len(given.Rows) > 0 {
			in.Say(0, "“%s” is no list; ask for the file again", p.key)
			return
		}
		a.values = in.values(p, base.Values, given.Values)
		if p.key == "account" {
			in.form.Account = strings.TrimSpace(playbook.CleanText(given.Values["name"]))
		}
	} else {
		in.rows(&a, base.Rows, given.Rows)
	}
	a.noneBase, a.noneSent = in.none(p, base.None), true
	a.none = in.none(p, given.None)
	if a.none != nil && (a.none.who == "" || a.none.on == "") {
		a.none = nil // half a none is no answer; the page says so while it is typed
	}
	in.form.answers = append(in.form.answers, a)
}

func (in *sentReader) none(p *part, n *sentNone) *noneAnswer {
	if n == nil || p.none == nil {
		return nil
	}
	on, err := playbook.ParseDate(n.On)
	if err != nil {
		on = ""
	}
	return &noneAnswer{who: in.person(n.Who), on: on}
}

// values reads what a page says in the order of the part's inputs. Without a
// base nobody knows what the page was filled with.
func (in *sentReader) values(p *part, base, given map[string]string) []value {
	var out []value
	known := map[string]bool{}
	for _, i := range p.inputs {
		known[i.Col] = true
		text, ok := given[i.Col]
		if !ok {
			continue
		}
		v := value{in: i}
		v.text, v.why = i.said(text)
		if base != nil {
			was, _ := i.said(base[i.Col])
			v.base = &was
		}
		out = append(out, v)
	}
	for _, col := range slices.Sorted(maps.Keys(given)) {
		if !known[col] {
			in.Say(0, "“%s” of “%s” is nothing that this program asks for; the page was made by another version, so open the answers with that one", clip(col), p.key)
		}
	}
	return out
}

// said is what the column stores of a text of the page, or the text with the
// reason why it cannot be stored.
func (i *input) said(text string) (stored, why string) {
	named := *i
	named.key = i.Label
	switch i.Type {
	case playbook.TypeText, playbook.TypePerson, playbook.TypeLong:
		text = strings.TrimSpace(text)
	}
	stored, err := named.stored(text)
	if err != nil {
		return playbook.CleanText(text), err.Error()
	}
	return stored, ""
}

func (in *sentReader) rows(a *answer, base, given []sentRow) {
	p := a.part
	if len(given) > maxRows || len(base) > maxRows {
		in.Say(0, "“%s” has more than %d rows; no page sends that many, so ask for the file again", p.key, maxRows)
		return
	}
	was, left := map[playbook.ID]map[string]string{}, map[playbook.ID]bool{}
	o, star := order{}, starred{}
	for _, r := range base {
		id, err := playbook.ParseID(r.Key)
		if err != nil || id.IsZero() || was[id] != nil {
			in.Say(0, "“%s” was filled with a row that has no id of its own; ask for the file again", p.key)
			return
		}
		if r.Values == nil {
			r.Values = map[string]string{}
		}
		was[id], left[id] = r.Values, true
		o.base = append(o.base, id)
		if r.Values["deciding"] != "" {
			star.base = id
		}
	}
	seen := map[string]bool{}
	for _, r := range given {
		if seen[r.Key] || r.Key == "" || len(r.Key) > maxKey {
			in.Say(0, "two rows of “%s” have one name, or one has none; ask for the file again", p.key)
			return
		}
		seen[r.Key] = true
		id, err := playbook.ParseID(r.Key)
		if err != nil || was[id] == nil {
			id = in.idOf(r.Key)
		}
		row := row{id: id, known: was[id] != nil, values: in.values(p, was[id], r.Values)}
		delete(left, id)
		if r.Values["deciding"] != "" {
			star.given = id
		}
		row.values = slices.DeleteFunc(row.values, func(v value) bool { return v.in.Col == "deciding" })
		if !row.known && !slices.ContainsFunc(row.values, func(v value) bool { return v.text != "" && v.in.Col != "day" }) {
			continue // nothing was written into it
		}
		o.given = append(o.given, id)
		a.rows = append(a.rows, row)
	}
	for _, id := range o.base {
		if left[id] {
			in.form.sent.removed = append(in.form.sent.removed, removedRow{p, id, was[id]})
		}
	}
	if p.input("day") == nil {
		in.form.sent.orders[p] = o
	}
	if p.input("deciding") != nil && star.base != star.given {
		in.form.sent.star = &star
	}
}

// idOf is the id of a row that a page added: the same for the same row of the
// same request, so that answers taken in twice are not there twice, and none
// that a file could choose, so that no row of another account is meant.
func (in *sentReader) idOf(key string) playbook.ID { return derived(in.file.Request.String(), key) }

// derived makes an id of what it is for.
func derived(of ...string) playbook.ID {
	sum := sha256.Sum256([]byte("kept answers\x00" + strings.Join(of, "\x00")))
	var id playbook.ID
	copy(id[:], sum[:])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

func (in *sentReader) questions() {
	if len(in.file.Questions) > maxQuestions {
		in.Say(0, "the file has more than %d answers to questions; no page sends that many, so ask for it again", maxQuestions)
		return
	}
	for _, q := range in.file.Questions {
		q.Answer = strings.TrimSpace(playbook.CleanText(q.Answer))
		if q.Answer != "" && !q.ID.IsZero() {
			in.form.sent.questions = append(in.form.sent.questions, q)
		}
	}
}
