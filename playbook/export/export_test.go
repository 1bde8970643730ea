package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xuri/excelize/v2"

	"kept/assets"
	"kept/data"
	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/library"
	"kept/playbook/sample"
	"kept/playbook/schedule"
	"kept/playbook/table"
	"kept/playbook/work"
)

var update = flag.Bool("update", false, "write docs/export.schema.json anew")

const (
	schemaFile = "../../docs/export.schema.json"
	secret     = "said behind a closed door"
)

// filled is a workspace with the told sample, an account of the worst texts, a
// row and an account in the trash, and an act that was taken back.
func filled(t *testing.T) *data.Store {
	t.Helper()
	s := datatest.New(t)
	lib, err := library.Open(assets.Playbooks(), nil)
	if err != nil {
		t.Fatal(err)
	}
	d := &work.Desk{Store: s, Who: sample.CSM, Device: "desk", Now: datatest.Now, Calendar: schedule.MondayToFriday(), Books: lib}
	if err := sample.Fill(t.Context(), d, sample.Curated, 1); err != nil {
		t.Fatal(err)
	}
	a := datatest.Account(t, s, `=HYPERLINK("x";"y") Łódź & <b> "Bau"`)
	person := playbook.Stakeholder{Meta: playbook.Meta{AccountID: a.ID}, Name: "@Ines _x0041_", Sensitive: secret}
	promise := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "-2+3 \x0b is\nbelow\r\n\tzero ", Quote: secret}
	long := playbook.Item{Meta: playbook.Meta{AccountID: a.ID}, Kind: playbook.Fact, Text: strings.Repeat("Långt 🙂 ", 5000)}
	gone := playbook.Item{Meta: playbook.Meta{AccountID: a.ID}, Kind: playbook.Fact, Text: "put away"}
	datatest.Save(t, s, "Write the worst", &person, &promise, &long, &gone)
	datatest.Do(t, s, "Put away", func(tx playbook.Tx) error { return tx.Trash(&gone) })
	other := datatest.Account(t, s, "Put away whole")
	datatest.Do(t, s, "Put it away", func(tx playbook.Tx) error { return tx.Trash(&other) })
	datatest.Save(t, s, "Rename", &playbook.Setting{Name: "company_name", Value: "Kelm"})
	if _, err := s.Undo(t.Context(), datatest.Act("")); err != nil {
		t.Fatal(err)
	}
	return s
}

// The tests of one workspace, which takes most of their time to fill and which
// none of them writes to.
func TestExport(t *testing.T) {
	s := filled(t)
	for _, test := range []struct {
		name string
		do   func(*testing.T, *data.Store)
	}{
		{"CSV", csvHoldsEveryRow}, {"XLSX", xlsxHoldsEveryRow}, {"document", documentHoldsEverything}, {"history", historyEndsInWhatIsStored},
		{"sensitive", sensitiveValuesStayInside}, {"cancel", nothingHalfIsLeft}, {"places", placesThatAreTaken}, {"schema", schemaRefuses},
	} {
		t.Run(test.name, func(t *testing.T) { test.do(t, s) })
	}
}

func options(t *testing.T) Options {
	return Options{To: filepath.Join(t.TempDir(), "out"), CSV: true, XLSX: true, Document: true, Who: sample.CSM, Now: datatest.Now()}
}

func write(t *testing.T, s playbook.Exporter, o Options) Summary {
	t.Helper()
	sum, err := Write(t.Context(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// stored is what the store has of a noun: the text of every column of every
// live row, by id.
func stored(t *testing.T, s *data.Store) map[string]map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]map[string]string{}
	err := s.Read(t.Context(), func(r playbook.Reader) error {
		var accounts []playbook.Account
		if err := r.Rows(&accounts, playbook.ID{}); err != nil {
			return err
		}
		of := []playbook.ID{{}}
		for _, a := range accounts {
			of = append(of, a.ID)
		}
		for _, n := range playbook.Nouns() {
			name := playbook.NounName(n)
			out[name] = map[string]map[string]string{}
			for _, id := range of {
				if _, ok := n.(*playbook.Account); ok && !id.IsZero() {
					continue
				}
				list := reflect.New(reflect.SliceOf(reflect.TypeOf(n).Elem()))
				if err := r.Rows(list.Interface(), id); err != nil {
					return err
				}
				for i := range list.Elem().Len() {
					row := list.Elem().Index(i).Addr().Interface().(playbook.Noun)
					cols := map[string]string{}
					for _, c := range playbook.Columns(row) {
						cols[c.Name] = c.Text(row)
					}
					out[name][row.Key().ID.String()] = cols
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The CSV tables read back are the rows of the store, cell by cell.
func csvHoldsEveryRow(t *testing.T, s *data.Store) {
	o := options(t)
	o.XLSX, o.Document, o.Sensitive = false, false, true
	sum := write(t, s, o)
	want := stored(t, s)
	rows := 0
	for _, n := range playbook.Nouns() {
		name := playbook.NounName(n)
		head, lines := readCSV(t, filepath.Join(o.To, plural(name)+".csv"))
		if len(lines) != len(want[name]) {
			t.Errorf("%s: %d rows, the store has %d", name, len(lines), len(want[name]))
		}
		rows += len(lines)
		for _, line := range lines {
			row := want[name][line[0]]
			if row == nil {
				t.Fatalf("%s: the store has no live row %s", name, line[0])
			}
			for i, col := range head {
				if text, ok := row[col]; ok && line[i] != csvText(text) {
					t.Errorf("%s %s: %q, the store has %q", name, col, line[i], text)
				}
			}
			if len(head) < len(row) { // all but trashed_at, and the ids beside them
				t.Errorf("%s: %d columns of %d", name, len(head), len(row))
			}
		}
	}
	if sum.Rows != rows || rows < 500 || sum.Accounts != len(want["account"]) {
		t.Errorf("the summary has %d rows and %d accounts; %d rows were read back", sum.Rows, sum.Accounts, rows)
	}
	if all := slices.Sorted(maps.Keys(want)); sum.Files[0] != "absences.csv" || len(sum.Files) != len(all)+2 { // the history and the columns
		t.Errorf("files: %v", sum.Files)
	}
}

// csvText is what a CSV reader gives back: guarded, and line ends as the
// reader has them.
func csvText(s string) string { return strings.ReplaceAll(table.Guard(s), "\r\n", "\n") }

func readCSV(t *testing.T, path string) (head []string, rows [][]string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rest, marked := bytes.CutPrefix(b, []byte("\ufeff"))
	all, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
	if err != nil || !marked || len(all) == 0 {
		t.Fatalf("%s: %v, byte order mark %v", path, err, marked)
	}
	return all[0], all[1:]
}

// The workbook read back by the library that others read it with has the same
// rows, numbers as numbers and days as days; only what no cell holds is cut.
func xlsxHoldsEveryRow(t *testing.T, s *data.Store) {
	o := options(t)
	o.Document, o.Sensitive = false, true
	sum := write(t, s, o)
	f, err := excelize.OpenFile(filepath.Join(o.To, bookName))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if first := f.GetSheetList()[0]; first != "contents" || f.GetActiveSheetIndex() != 0 {
		t.Errorf("the workbook opens on sheet %d, the first is %s", f.GetActiveSheetIndex(), first)
	}
	if sum.Cut != 1+1 { // the long fact, and the line of the history that added it
		t.Errorf("%d texts were cut", sum.Cut)
	}
	raw := excelize.Options{RawCellValue: true}
	for _, n := range append(playbook.Nouns(), nil) {
		name, sh := "history", historySheet()
		if n != nil {
			name, sh = plural(playbook.NounName(n)), nounSheet(n, true)
		}
		_, want := readCSV(t, filepath.Join(o.To, name+".csv"))
		got, err := f.GetRows(name, raw)
		if err != nil || len(got) != len(want)+1 {
			t.Fatalf("%s: %d rows below the heading, want %d, %v", name, len(got)-1, len(want), err)
		}
		if heads := got[0]; len(heads) != len(sh.cols) || len(slices.Compact(slices.Sorted(slices.Values(heads)))) != len(heads) {
			t.Errorf("%s: headings %q", name, heads)
		}
		for i, row := range want {
			for j, text := range row {
				cell := ""
				if j < len(got[i+1]) {
					cell = got[i+1][j]
				}
				if !sameCell(sh.cols[j], text, cell) {
					t.Errorf("%s %s: %.80q, the CSV has %.80q", name, sh.cols[j].name, cell, text)
				}
			}
		}
	}
	shown, err := f.GetRows("accounts")
	if err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(slices.Concat(shown...), " "); !strings.Contains(all, "2027-0") && !strings.Contains(all, "2026-0") {
		t.Errorf("no day is shown as one: %.400s", all)
	}
}

// sameCell tells whether a raw cell of the workbook says what the CSV says.
func sameCell(c column, text, cell string) bool {
	if text == cell || strings.ReplaceAll(strings.ReplaceAll(text, "\x0b", ""), "\r\n", "\n") == strings.ReplaceAll(cell, "\r\n", "\n") {
		return true
	}
	if cut, ok := strings.CutSuffix(cell, " … [cut here: a cell holds no more]"); ok {
		return strings.HasPrefix(text, cut) && len(cell) > 32000
	}
	if text == "true" {
		return cell == "1"
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339Nano} {
		if at, err := time.Parse(layout, text); err == nil {
			var days float64
			if json.Unmarshal([]byte(cell), &days) != nil {
				return false
			}
			back, err := excelize.ExcelDateToTime(days, false)
			return err == nil && back.Sub(at).Abs() < time.Second
		}
	}
	return false
}

// The document is what its schema says, and what the store has.
func documentHoldsEverything(t *testing.T, s *data.Store) {
	o := options(t)
	o.To += ".json"
	o.CSV, o.XLSX, o.Sensitive = false, false, true
	sum := write(t, s, o)
	doc := readDocument(t, o.To)
	want := stored(t, s)
	seen := map[string]int{}
	check := func(noun string, v any) {
		row := v.(map[string]any)
		id := row["id"].(string)
		seen[noun]++
		cols := want[noun][id]
		for col, text := range cols {
			if col == "trashed_at" {
				continue
			}
			if got, ok := row[col]; !ok || plainText(got) != text {
				t.Errorf("%s %s: %.80q, the store has %.80q", noun, col, got, text)
			}
		}
		if len(row) != len(cols) { // id is more, trashed_at is less
			t.Errorf("%s: %d keys for %d columns", noun, len(row), len(cols))
		}
	}
	acts := 0
	object := func(v any) {
		of := v.(map[string]any)
		for _, n := range playbook.Nouns() {
			name := playbook.NounName(n)
			switch rows := of[plural(name)].(type) {
			case []any:
				for _, r := range rows {
					check(name, r)
				}
			}
			if r, ok := of[name].(map[string]any); ok {
				check(name, r)
			}
		}
		acts += len(of["history"].([]any))
	}
	object(doc["workspace"])
	for _, a := range doc["accounts"].([]any) {
		object(a)
	}
	for noun, rows := range want {
		if seen[noun] != len(rows) {
			t.Errorf("%s: %d in the document, %d in the store", noun, seen[noun], len(rows))
		}
	}
	if acts != sum.Acts || acts < 100 {
		t.Errorf("%d acts in the document, %d in the summary", acts, sum.Acts)
	}
}

func plainText(v any) string {
	switch x := v.(type) {
	case string:
		return x
	case bool:
		return tick(x)
	case json.Number:
		return x.String()
	}
	return "?"
}

func readDocument(t *testing.T, path string) map[string]any {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	s, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Fatal(err)
	}
	return v.(map[string]any)
}

// Sheet for sheet the history replays: the last value it tells of a column is
// what is stored.
func historyEndsInWhatIsStored(t *testing.T, s *data.Store) {
	o := options(t)
	o.To += ".json"
	o.CSV, o.XLSX, o.Sensitive = false, false, true
	write(t, s, o)
	doc := readDocument(t, o.To)
	want := stored(t, s)
	undone := false
	told := func(v any) {
		now := map[string]map[string]string{} // by row
		for _, a := range v.(map[string]any)["history"].([]any) {
			act := a.(map[string]any)
			undone = undone || act["undone"] == true
			for _, l := range act["lines"].([]any) {
				line := l.(map[string]any)
				row := line["noun"].(string) + " " + line["row"].(string)
				switch to := line["new"].(type) {
				case map[string]any:
					now[row] = map[string]string{}
					for col, text := range to {
						now[row][col] = text.(string)
					}
				case nil:
					delete(now, row)
				case string:
					now[row][line["column"].(string)] = to
				}
			}
		}
		for row, cols := range now {
			noun, id, _ := strings.Cut(row, " ")
			if cols["trashed_at"] != "" {
				continue
			}
			for col, text := range cols {
				if want[noun][id][col] != text {
					t.Errorf("%s %s: the history ends in %.60q, stored is %.60q", row, col, text, want[noun][id][col])
				}
			}
		}
	}
	told(doc["workspace"])
	for _, a := range doc["accounts"].([]any) {
		told(a)
	}
	if !undone {
		t.Error("no act is told as taken back")
	}
}

// What is sensitive is in no file unless it was asked for.
func sensitiveValuesStayInside(t *testing.T, s *data.Store) {
	for _, asked := range []bool{false, true} {
		o := options(t)
		o.Sensitive = asked
		write(t, s, o)
		if doc := readDocument(t, filepath.Join(o.To, documentName)); doc["with_sensitive"] != asked {
			t.Errorf("with_sensitive is %v", doc["with_sensitive"])
		}
		f, err := excelize.OpenFile(filepath.Join(o.To, bookName))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, sh := range f.GetSheetList() {
			rows, err := f.GetRows(sh)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				all.WriteString(strings.Join(r, "\n"))
			}
		}
		f.Close()
		found := map[string]bool{bookName: strings.Contains(all.String(), secret)}
		for _, name := range []string{"people.csv", "promises.csv", "history.csv", documentName} {
			b, err := os.ReadFile(filepath.Join(o.To, name))
			if err != nil {
				t.Fatal(err)
			}
			found[name] = bytes.Contains(b, []byte(secret))
		}
		for name, is := range found {
			if is != asked {
				t.Errorf("sensitive asked for: %v, in %s: %v", asked, name, is)
			}
		}
	}
}

// A cancelled export leaves nothing, wherever it is cancelled; so does one whose
// place cannot be written to.
func nothingHalfIsLeft(t *testing.T, s *data.Store) {
	for _, at := range []int{0, 1, 30, 60, 99} {
		o := options(t)
		ctx, cancel := context.WithCancel(t.Context())
		o.Progress = func(done, total int) {
			if done*100 >= at*total {
				cancel()
			}
		}
		if at == 0 {
			cancel()
		}
		_, err := Write(ctx, s, o)
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at %d%%: %v", at, err)
		}
		nothingIn(t, filepath.Dir(o.To))
		nothingOpen(t, filepath.Dir(o.To))
	}
	o := options(t)
	o.To = filepath.Join(filepath.Dir(o.To), "nowhere", "out")
	if _, err := Write(t.Context(), s, o); err == nil || !strings.Contains(err.Error(), "there is no folder") {
		t.Errorf("into no folder: %v", err)
	}
	if runtime.GOOS != "windows" && os.Getuid() != 0 {
		o := options(t)
		if err := os.Chmod(filepath.Dir(o.To), 0o500); err != nil {
			t.Fatal(err)
		}
		if _, err := Write(t.Context(), s, o); err == nil || !strings.Contains(err.Error(), "cannot be written to") {
			t.Errorf("into a folder of others: %v", err)
		}
	}
}

func nothingIn(t *testing.T, folder string) {
	t.Helper()
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// nothingOpen looks whether this process still has files of the folder, which
// Windows would not let go of.
func nothingOpen(t *testing.T, folder string) {
	t.Helper()
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return // only Linux tells
	}
	for _, fd := range all {
		if to, err := os.Readlink("/proc/self/fd/" + fd.Name()); err == nil && strings.HasPrefix(to, folder) {
			t.Errorf("still open: %s", to)
		}
	}
}

// A folder with files in it and a file in the way are left as they are; an
// empty folder is filled, and a file that was named is written over.
func placesThatAreTaken(t *testing.T, s *data.Store) {
	o := options(t)
	o.XLSX, o.CSV = false, false
	if err := os.Mkdir(o.To, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, s, o)
	var place *placeError
	var refused *playbook.RefusedError
	if _, err := Write(t.Context(), s, o); !errors.As(err, &place) || !strings.Contains(err.Error(), "has files in it") {
		t.Errorf("into a full folder: %v", err)
	}
	o.To = filepath.Join(o.To, documentName)
	sum := write(t, s, o) // over the file there
	if !slices.Equal(sum.Files, []string{""}) {
		t.Errorf("files of a single one: %q", sum.Files)
	}
	readDocument(t, o.To)
	o.XLSX = true
	if _, err := Write(t.Context(), s, o); !errors.As(err, &place) || !strings.Contains(err.Error(), "is a file") {
		t.Errorf("two files into one: %v", err)
	}
	o.XLSX, o.Document = false, false
	if _, err := Write(t.Context(), s, o); !errors.As(err, &refused) {
		t.Errorf("nothing at all: %v", err)
	}
}

// The published schema is the one that the program writes beside its document.
func TestSchemaIsPublished(t *testing.T) {
	if *update {
		if err := os.WriteFile(schemaFile, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(schemaFile)
	if err != nil || !bytes.Equal(b, Schema()) {
		t.Errorf("docs/export.schema.json is another one, %v; run this test with -update and look at it", err)
	}
}

// What a pack of somebody else has brought is told with the key that it was
// signed with, while its taking in stands.
func TestWhatPacksBroughtIsTold(t *testing.T) {
	theirs, here := datatest.New(t), datatest.New(t)
	a := datatest.Account(t, theirs, "Norrland Dental")
	p := playbook.Promise{Meta: playbook.Meta{AccountID: a.ID}, Text: "Live in May", Quote: secret}
	datatest.Save(t, theirs, "Promise", &p)
	claims, err := theirs.Claims(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	key := strings.Repeat("a1", 32)
	for i := range claims {
		claims[i].Key = key
	}
	err = here.TakeIn(t.Context(), datatest.Act("Take in"), playbook.PackOf{Peer: playbook.Peer{Key: key, Name: "Ada"}}, func(playbook.ExchangeReader) ([]playbook.Taking, error) {
		return []playbook.Taking{{Account: a.ID, Claims: claims, Rows: []playbook.Noun{&a, &p}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	told := func() (took, brought int) {
		o := options(t)
		o.XLSX = false
		write(t, here, o)
		doc := readDocument(t, filepath.Join(o.To, documentName))
		for _, a := range doc["accounts"].([]any) {
			for _, h := range a.(map[string]any)["history"].([]any) {
				act := h.(map[string]any)
				if act["took"] == key {
					took++
				}
				if act["key"] == key {
					brought++
				}
			}
		}
		b, err := os.ReadFile(filepath.Join(o.To, "history.csv"))
		if err != nil || strings.Count(string(b), key) < took+brought || bytes.Contains(b, []byte(secret)) {
			t.Errorf("history.csv: %s, %v", b, err)
		}
		return took, brought
	}
	if took, brought := told(); took != 1 || brought != len(claims) {
		t.Errorf("%d acts that took in a pack, %d of the pack; want 1 and %d", took, brought, len(claims))
	}
	if _, err := here.Undo(t.Context(), datatest.Act("")); err != nil {
		t.Fatal(err)
	}
	if _, brought := told(); brought != 0 {
		t.Errorf("%d acts of a pack whose taking in was undone", brought)
	}
}

// The schema refuses what the document never says.
func schemaRefuses(t *testing.T, store *data.Store) {
	o := options(t)
	o.To += ".json"
	o.CSV, o.XLSX = false, false
	write(t, store, o)
	doc := readDocument(t, o.To)
	s, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	account := doc["accounts"].([]any)[0].(map[string]any)
	row := account["account"].(map[string]any)
	for name, spoil := range map[string]func() func(){
		"another format":    func() func() { doc["format"] = json.Number("2"); return func() { doc["format"] = json.Number("1") } },
		"an unknown column": func() func() { row["mood"] = "good"; return func() { delete(row, "mood") } },
		"a missing list": func() func() {
			was := account["promises"]
			delete(account, "promises")
			return func() { account["promises"] = was }
		},
		"a day in words": func() func() {
			was := row["expected_close"]
			row["expected_close"] = "soon"
			return func() { row["expected_close"] = was }
		},
	} {
		back := spoil()
		if s.Validate(doc) == nil {
			t.Errorf("%s is taken", name)
		}
		back()
		if err := s.Validate(doc); err != nil {
			t.Fatal(err)
		}
	}
}
