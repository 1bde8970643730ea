package data

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm/schema"

	"kept/playbook"
)

// A kind is what the store knows of one noun.
type kind struct {
	name      string // account, proof_point, …
	table     string
	typ       reflect.Type // the struct
	cols      []column
	byName    []*column // the columns sorted by name
	zero      playbook.Noun
	workspace bool // rows hang on no account
	isAccount bool
	listed    *column // rows of one account are several lists, told apart by this column
	selectSQL string  // every column, in the order of fields
	words     words
	band      int64 // where its search documents begin
}

type column struct {
	playbook.Column
	quoted string
}

type kinds struct {
	list   []*kind
	byName map[string]*kind
	byType map[reflect.Type]*kind
}

// newKinds derives tables and columns from the nouns of the domain; gorm's
// naming and playbook.Columns agree, which a test holds.
func newKinds() *kinds {
	ks := &kinds{byName: map[string]*kind{}, byType: map[reflect.Type]*kind{}}
	for _, n := range playbook.Nouns() {
		t := reflect.TypeOf(n).Elem()
		k := &kind{name: playbook.NounName(n), typ: t, zero: n, table: schema.NamingStrategy{}.TableName(t.Name())}
		for _, c := range playbook.Columns(n) {
			k.cols = append(k.cols, column{c, `"` + c.Name + `"`})
		}
		for i := range k.cols {
			k.byName = append(k.byName, &k.cols[i])
		}
		slices.SortFunc(k.byName, func(a, b *column) int { return strings.Compare(a.Name, b.Name) })
		switch n.(type) {
		case *playbook.Account:
			k.isAccount = true
		case *playbook.Member, *playbook.Setting, *playbook.Holiday, *playbook.Absence, *playbook.PlaybookVersion:
			k.workspace = true
		case *playbook.Item, *playbook.Watch:
			k.listed = k.col("kind")
		}
		k.selectSQL = "SELECT " + k.columnsSQL("") + " FROM " + k.table
		k.words = wordsOf(k.name)
		k.band = k.words.rank << bandBits
		ks.list = append(ks.list, k)
		ks.byName[k.name], ks.byType[t] = k, k
	}
	return ks
}

func (ks *kinds) of(n playbook.Noun) (*kind, error) {
	t := reflect.TypeOf(n)
	if t.Kind() == reflect.Pointer {
		if k := ks.byType[t.Elem()]; k != nil {
			return k, nil
		}
	}
	return nil, fmt.Errorf("%T is not a noun of the store", n)
}

func (ks *kinds) named(name string) (*kind, error) {
	if k := ks.byName[name]; k != nil {
		return k, nil
	}
	return nil, fmt.Errorf("the history names %q, which this program does not know", name)
}

func (k *kind) col(name string) *column {
	for i := range k.cols {
		if k.cols[i].Name == name {
			return &k.cols[i]
		}
	}
	return nil
}

func (k *kind) fresh() playbook.Noun { return reflect.New(k.typ).Interface().(playbook.Noun) }

// clone returns a copy; nouns are flat, so a shallow one is a full one.
func (k *kind) clone(n playbook.Noun) playbook.Noun {
	c := reflect.New(k.typ)
	c.Elem().Set(reflect.ValueOf(n).Elem())
	return c.Interface().(playbook.Noun)
}

func copyInto(dst, src playbook.Noun) {
	reflect.ValueOf(dst).Elem().Set(reflect.ValueOf(src).Elem())
}

// differs returns the columns in which a and b differ.
func (k *kind) differs(a, b playbook.Noun) []*column {
	var out []*column
	for i := range k.cols {
		if c := &k.cols[i]; !c.Same(a, b) {
			out = append(out, c)
		}
	}
	return out
}

// value is the column's value in n as the driver takes it.
func (c *column) value(n playbook.Noun) any { return plain(c.Any(n)) }

func plain(v any) any {
	switch x := v.(type) {
	case string:
		return x
	case bool:
		if x {
			return int64(1)
		}
		return int64(0)
	case playbook.ID:
		return idValue(x)
	case int:
		return int64(x)
	}
	r := reflect.ValueOf(v)
	if r.CanInt() {
		return r.Int()
	}
	return r.String()
}

// idValue is an id as the driver takes it: sixteen bytes, NULL for none.
func idValue(id playbook.ID) any {
	if id.IsZero() {
		return nil
	}
	return id[:]
}

// fields returns where the columns of selectSQL go in the struct v. It builds
// on what playbook.Columns promises: pos, trashed_at, then the struct's order.
func (k *kind) fields(v reflect.Value) []any {
	m := v.Field(0).Addr().Interface().(*playbook.Meta)
	out := make([]any, 0, len(k.cols)+3)
	out = append(out, &m.ID, &m.AccountID, &m.Revision, &m.Pos, &m.TrashedAt)
	for i := 1; i < v.NumField(); i++ {
		out = append(out, v.Field(i).Addr().Interface())
	}
	return out
}

// columnsSQL lists every column in the order of fields, on a table alias such
// as "t.".
func (k *kind) columnsSQL(alias string) string {
	names := []string{alias + "id", alias + "account_id", alias + "revision"}
	for i := range k.cols {
		names = append(names, alias+k.cols[i].quoted)
	}
	return strings.Join(names, ", ")
}

// insertSQL returns the statement that inserts a row, values in the order of
// values.
func (k *kind) insertSQL() string {
	return "INSERT INTO " + k.table + "(" + k.columnsSQL("") + ") VALUES " + marks(len(k.cols)+3)
}

func (k *kind) values(args []any, n playbook.Noun) []any {
	m := n.Key()
	args = append(args, idValue(m.ID), idValue(m.AccountID), m.Revision)
	for i := range k.cols {
		args = append(args, k.cols[i].value(n))
	}
	return args
}
