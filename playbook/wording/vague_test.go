package wording

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

type labelled struct {
	vague bool
	kind  Kind
	text  string
}

func readLabelled(t *testing.T, name string) []labelled {
	t.Helper()
	kinds := map[string]Kind{"plain": Plain, "promise": Promise, "criterion": Criterion}
	var out []labelled
	for _, row := range readRows(t, name) {
		kind, ok := kinds[row[1]]
		if !ok || row[0] != "vague" && row[0] != "precise" {
			t.Fatalf("%s: row %q has an unknown label or kind", name, row)
		}
		out = append(out, labelled{row[0] == "vague", kind, row[2]})
	}
	return out
}

// readRows reads a file of testdata: three columns between tabs, "#" begins a comment line.
func readRows(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		if s.Text() == "" || strings.HasPrefix(s.Text(), "#") {
			continue
		}
		row := strings.Split(s.Text(), "\t")
		if len(row) != 3 {
			t.Fatalf("%s: %q has %d columns, want 3", name, s.Text(), len(row))
		}
		out = append(out, row)
	}
	return out
}

// The rules were tuned on vague.tsv. The held-out sentences were written together with it, before
// the rules, by the author of both, so their figure (29 of 30, no false alarm) flatters. The fresh
// ones were written when the rules were done; measured for the first time, 15 of 20 were found
// without a false alarm, which is what to expect of unknown text. Their misses then gave a few
// wordings to the lexicon.
func TestVagueOnLabelledSentences(t *testing.T) {
	for _, c := range []struct {
		file                 string
		minFound, maxAlarms  int
		wantVague, wantTotal int
		showMisses           bool
	}{
		{"vague.tsv", 25, 3, 30, 60, true},
		{"vague_heldout.tsv", 25, 3, 30, 60, false},
		{"vague_fresh.tsv", 15, 2, 20, 40, true},
	} {
		t.Run(c.file, func(t *testing.T) {
			var found, alarms, vague int
			rows := readLabelled(t, c.file)
			for _, r := range rows {
				f := Vague(r.text, r.kind)
				if r.vague {
					vague++
				}
				switch {
				case r.vague && len(f) > 0:
					found++
				case r.vague && c.showMisses:
					t.Logf("missed: %s", r.text)
				case !r.vague && len(f) > 0:
					alarms++
					if c.showMisses {
						t.Logf("false alarm: %s: %s", r.text, Short(f))
					}
				}
			}
			t.Logf("found %d of %d vague sentences, %d false alarms on %d precise ones", found, vague, alarms, len(rows)-vague)
			if vague != c.wantVague || len(rows) != c.wantTotal {
				t.Fatalf("%d vague of %d sentences, want %d of %d", vague, len(rows), c.wantVague, c.wantTotal)
			}
			if found < c.minFound || alarms > c.maxAlarms {
				t.Errorf("want at least %d found and at most %d false alarms", c.minFound, c.maxAlarms)
			}
		})
	}
}

// Words found, joined with "|"; "(missing)" stands for a finding about the whole text.
func wordsOf(f []Finding) string {
	var out []string
	for _, f := range f {
		if f.Word == "" {
			f.Word = "(missing)"
		}
		out = append(out, f.Word)
	}
	return strings.Join(out, "|")
}

func TestVagueRules(t *testing.T) {
	const missing = "(missing)"
	for _, c := range []struct {
		name string
		kind Kind
		text string
		want string
	}{
		{"the longest wording wins", Plain, "Done as soon as possible", "as soon as possible"},
		{"an anchor is not vague", Plain, "Starts as soon as the contract is signed", ""},
		{"a wildcard in a wording", Plain, "Done as cheaply as possible", "as cheaply as possible"},
		{"hyphens and spaces are the same", Plain, "A best-in-class and best in class tool", "best-in-class|best in class"},
		{"white space inside a wording", Plain, "a\n  few sites", "a\n  few"},
		{"punctuation parts a wording", Plain, "Grade a, few sites", "few"},
		{"a curly apostrophe", Promise, "We’ll ask Dr Sand about it when we can", "when we can"},
		{"capitals at the beginning", Plain, "Soon.", "Soon"},
		{"capitals throughout", Plain, "THIS IS DONE SOON", "SOON"},
		{"a name inside the sentence", Plain, "They bought from Seamless Ltd", ""},
		{"a name at the beginning", Plain, "Best Western signed", ""},
		{"at most", Criterion, "At most 3 returns a week", ""},

		{"estimate with its unit", Plain, "It takes about six weeks", "about six weeks"},
		{"estimate with a sign", Plain, "It takes ~6 weeks", "~6 weeks"},
		{"estimate of a date", Plain, "Opening around 15 January 2027", "around 15 January 2027"},
		{"estimate of a month", Plain, "Opening in mid-March", "mid-March"},
		{"estimate of no number", Plain, "Roughly a dozen or roughly a few", "Roughly a dozen|roughly a few"},
		{"a subject is no estimate", Plain, "They asked about 3 invoices", ""},
		{"a place is no estimate", Plain, "Racks stand around the loading bay", ""},

		{"hedge in a promise", Promise, "Marta should load 40 files by Friday", "should"},
		{"the same in a note", Plain, "Marta should load 40 files by Friday", ""},
		{"comparison with its figures", Criterion, "Close faster: 4 days instead of 9", ""},
		{"comparison without", Criterion, "Close faster", "faster|" + missing},
		{"a figure in another sentence", Criterion, "Close faster. There are 9 sites.", "faster"},
		{"an adjective in a thing's name", Promise, "Marta Oyelaran connects the flexible packaging line", ""},
		{"an effort with a date", Promise, "Dr Sand will look into it by Friday", ""},
		{"an effort without", Promise, "Dr Sand will look into it", "look into"},
		{"nobody", Promise, "Someone comes on 3 May", "Someone"},

		{"a promise of nothing", Promise, "We load their files", missing},
		{"with an ISO date", Promise, "We load their files on 2027-01-15", ""},
		{"with a day and month", Promise, "We load their files by 15 January", ""},
		{"with slashes", Promise, "We load their files by 15/01/2027", ""},
		{"with a quarter", Promise, "We load their files in Q1", ""},
		{"with a weekday", Promise, "We load their files on Monday", ""},
		{"with an anchor", Promise, "We load their files at go-live", ""},
		{"with an anchor and days", Promise, "Files loaded: go-live + 5 days", ""},
		{"with the anchor's name only", Promise, "We support the go-live", missing},
		{"with the month May", Promise, "We load their files in May", ""},
		{"with the verb may", Promise, "We load what may be loaded", missing},
		{"with a cadence", Promise, "We load their files every night", ""},
		{"with the end of a month", Promise, "We load their files by the end of the month", ""},
		{"with a number word", Promise, "We load twelve files", ""},
		{"with a pronoun that looks like one", Promise, "We load this one and no one complains", missing},
		{"with a title", Promise, "We load their files for Dr Sand", ""},
		{"with one name", Promise, "We load their files for Marta", ""},
		{"with two names first", Promise, "Marta Oyelaran loads their files", ""},
		{"with a role", Promise, "We load files for the clinic manager", ""},
		{"with a role in plural", Promise, "We load files for clinic managers", missing},
		{"with a verb that looks like a role", Promise, "We lead the loading", missing},
		{"with a product", Promise, "We load their files into Xero", missing},
		{"with a product and what it is", Promise, "We build their Xero connector", missing},
		{"with an abbreviation", Promise, "We load their CSV files", missing},
		{"with a language", Promise, "We load their English files", missing},

		{"a criterion with a date only", Criterion, "Files are loaded by 31 March 2027", missing},
		{"a criterion due after an anchor", Criterion, "Files are loaded within 30 days of go-live", missing},
		{"a criterion with a duration", Criterion, "Files are loaded within 30 minutes", ""},
		{"a criterion with a share", Criterion, "90% of files are loaded by 31 March 2027", ""},
		{"a criterion without exceptions", Criterion, "Every file is loaded", ""},
		{"no later than is no number", Criterion, "Loaded no later than Friday", missing},

		{"nothing typed", Promise, "", ""},
		{"white space", Promise, " \n\t", ""},
		{"punctuation", Criterion, "... !?", ""},
		{"another script in a note", Plain, "Скоро всё будет готово", ""},
		{"another script in a promise", Promise, "Мы загрузим их файлы для Марты", ""},
		{"right to left", Plain, "בקרוב מאוד", ""},
		{"not UTF-8", Plain, "\xff soon \xc3", "soon"},
		{"a NUL byte", Plain, "so\x00on soon", "soon"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := wordsOf(Vague(c.text, c.kind)); got != c.want {
				t.Errorf("Vague(%q) points out %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestMissingStandsWhereTypingGoesOn(t *testing.T) {
	text := "We load their files.  \n"
	f := Vague(text, Promise)
	if len(f) != 1 || f[0].Word != "" || f[0].Start != len("We load their files.") || f[0].End != f[0].Start {
		t.Errorf("Vague(%q) = %+v, want one finding without a word at byte %d", text, f, len("We load their files."))
	}
}

func TestShort(t *testing.T) {
	for _, c := range []struct {
		name string
		kind Kind
		text string
		want string
	}{
		{"nothing", Plain, "Contract signed on 3 May 2027", ""},
		{"one word", Plain, "They sign soon", "Vague: “soon”. By which date?"},
		{"the first asks", Promise, "Seamless for Marta, and soon", "Vague: “Seamless”, “soon”. What will the customer see, and how is it measured?"},
		{"a word twice", Plain, "soon, very soon", "Vague: “soon”. By which date?"},
		{"more than fit", Plain, "maybe some stuff soon, perhaps", "Vague: “maybe”, “some”, “stuff” and more. Is it agreed, and what does it depend on?"},
		{"on one line", Plain, "a\nfew", "Vague: “a few”. How many, or how much?"},
		{"something missing", Promise, "We load their files", "No date, number or name. What exactly, for whom and by when?"},
		{"words before what is missing", Criterion, "Close faster", "Vague: “faster”. From which figure to which, by when?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Short(Vague(c.text, c.kind)); got != c.want {
				t.Errorf("Short = %q, want %q", got, c.want)
			}
		})
	}
}

// Every class must say what is wrong and what to do, or a finding would be an empty line.
func TestLexiconIsComplete(t *testing.T) {
	for first, list := range lexicon() {
		for k, e := range list {
			if e.class.guard != never && (!strings.HasSuffix(e.class.why, ".") || !strings.HasSuffix(e.class.ask, "?")) {
				t.Errorf("%q: Why %q and Ask %q are not a sentence and a question", e.words, e.class.why, e.class.ask)
			}
			if k > 0 && len(list[k-1].words) < len(e.words) {
				t.Errorf("%q: %q stands before the longer %q", first, list[k-1].words, e.words)
			}
		}
	}
}

func FuzzVague(f *testing.F) {
	for _, s := range []string{
		"We will get it done soon, etc.", "about six weeks", "~", "~~6", "go-live + 5 days", "as * as possible", "as \xff as possible",
		"\xff\xfe\x00", "Dr", "15 January 2027", "2027-02-30", "1.2.3.4/5", "’’’", "e\u0301tc", "ﷺ soon", "around the", "early", "half-term", "İstanbul soon", "of go live", "+ kickoff +",
	} {
		for kind := Plain; kind <= Criterion; kind++ {
			f.Add(s, int(kind))
		}
	}
	f.Fuzz(func(t *testing.T, text string, kind int) {
		found := Vague(text, Kind(kind))
		last := 0
		for _, x := range found {
			if x.Start < last || x.End < x.Start || x.End > len(text) || text[x.Start:x.End] != x.Word || x.Why == "" || x.Ask == "" {
				t.Fatalf("Vague(%q, %d) gives %+v after byte %d", text, kind, x, last)
			}
			last = x.End
		}
		line := Short(found)
		if (line == "") != (len(found) == 0) || strings.ContainsAny(line, "\n\r") || utf8.ValidString(text) && !utf8.ValidString(line) {
			t.Fatalf("Short of Vague(%q, %d) = %q", text, kind, line)
		}
	})
}

func BenchmarkVague2000Words(b *testing.B) {
	text := strings.Repeat("Marta loads about six of the files soon, as agreed with the clinic manager. ", 2000/14+1)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Vague(text, Promise)
	}
}
