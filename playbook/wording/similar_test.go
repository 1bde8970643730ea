package wording

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

type likeCase struct {
	of   int // index of the question it is a paraphrase of, -1 for a stranger
	text string
}

func readQuestions(t *testing.T, name string) (questions []string, typed []likeCase) {
	t.Helper()
	for _, row := range readRows(t, name) {
		n, err := strconv.Atoi(row[1])
		if err != nil {
			t.Fatalf("%s: %q has no number", name, row)
		}
		switch row[0] {
		case "question":
			if questions = append(questions, row[2]); n != len(questions) {
				t.Fatalf("%s: question %d stands at place %d", name, n, len(questions))
			}
		case "paraphrase", "stranger":
			typed = append(typed, likeCase{n - 1, row[2]})
		default:
			t.Fatalf("%s: unknown row %q", name, row)
		}
	}
	return questions, typed
}

// The method was first tuned on similar.tsv alone and then found 6 of the 10 held-out paraphrases,
// but only 4 of 20 in similar_second.tsv, which was written at that point; with it the synonyms
// and weights got their present form. similar_fresh.tsv was written last: measured for the first
// time, 6 of 10 paraphrases came first and 2 of 10 strangers were shown, which is what to expect
// of unknown questions. Its misses then gave a few synonyms. All are by the author of the method.
func TestLikeOnParaphrasesAndStrangers(t *testing.T) {
	for _, c := range []struct {
		file                   string
		paraphrases, strangers int
		minFound, maxStrangers int
		explain                bool
	}{
		{"similar.tsv", 20, 20, 15, 2, true},
		{"similar_second.tsv", 20, 20, 15, 2, true},
		{"similar_heldout.tsv", 10, 10, 6, 1, false},
		{"similar_fresh.tsv", 10, 10, 6, 2, true},
	} {
		t.Run(c.file, func(t *testing.T) {
			questions, typed := readQuestions(t, c.file)
			x := NewIndex(questions)
			var own, all, matched, strangers int
			for _, q := range typed {
				m := x.Like(q.text)
				if q.of < 0 {
					strangers++
					if len(m) > 0 {
						matched++
						if c.explain {
							t.Logf("stranger matched: %s: %s", q.text, questions[m[0].Index])
						}
					}
					continue
				}
				all++
				if len(m) > 0 && m[0].Index == q.of {
					own++
				} else if c.explain {
					t.Logf("not found first: %s", q.text)
				}
			}
			t.Logf("%d of %d paraphrases found with their own question first, %d of %d strangers matched", own, all, matched, strangers)
			if all != c.paraphrases || strangers != c.strangers {
				t.Fatalf("%d paraphrases and %d strangers, want %d and %d", all, strangers, c.paraphrases, c.strangers)
			}
			if own < c.minFound || matched > c.maxStrangers {
				t.Errorf("want at least %d found and at most %d strangers", c.minFound, c.maxStrangers)
			}
		})
	}
}

func TestLikeRules(t *testing.T) {
	questions := []string{
		"Who approves the report layout?",
		"When is the launch?",
		"Who owns the firewall rules?",
		"When was the firewall installed?",
		"Who is it?",
		"",
		"Who approves the report layout?",
	}
	for _, c := range []struct {
		name, typed string
		want        []int
	}{
		{"the same words, twice in the list", "who approves the report layout", []int{0, 6}},
		{"a synonym of two words", "Who signs off the report layout?", []int{0, 6}},
		{"a question word for a noun", "Launch date?", []int{1}},
		{"a phrase for a phrase", "When do they go live?", []int{1}},
		{"half typed", "Who approves the report lay", []int{0, 6}},
		{"a typing error", "Who approves the reprot layout?", []int{0, 6}},
		{"shared subject, other answer wanted", "Why the firewall?", nil},
		{"no subject is like itself only", "Who is it", []int{4}},
		{"nothing typed", "", nil},
		{"only punctuation", " ?! ", nil},
		{"another subject", "Does the warehouse have wireless internet?", nil},
		{"another script", "Кто утверждает отчёт?", nil},
		{"not UTF-8", "\xff\xfe", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []int
			for _, m := range NewIndex(questions).Like(c.typed) {
				got = append(got, m.Index)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("Like(%q) = %v, want %v", c.typed, got, c.want)
			}
		})
	}
}

func TestLikeOnNothing(t *testing.T) {
	var none *Index
	for name, x := range map[string]*Index{"nil": none, "zero": {}, "empty": NewIndex(nil)} {
		if m := x.Like("Who approves the data?"); m != nil {
			t.Errorf("%s index: Like = %v, want nil", name, m)
		}
	}
}

// A caller may go on using the slice it gave.
func TestIndexKeepsNoSlice(t *testing.T) {
	questions := []string{"Who approves the report layout?"}
	x := NewIndex(questions)
	questions[0] = "Where is the warehouse?"
	if m := x.Like("Who approves the report layout?"); len(m) != 1 || m[0].Score != 1 {
		t.Errorf("Like = %v, want the first question with score 1", m)
	}
}

func TestStem(t *testing.T) {
	for _, group := range []string{
		"train trains trained training",
		"approve approves approved approving",
		"integrate integrates integrated integrating integration integrations",
		"migrate migrated migration",
		"plan plans planned planning",
		"bill bills billed billing",
		"reply replies replied",
		"customer customer's customers",
		"process processes processed",
	} {
		words := strings.Fields(group)
		for _, w := range words[1:] {
			if stem(w) != stem(words[0]) {
				t.Errorf("stem(%q) = %q, stem(%q) = %q, want the same", w, stem(w), words[0], stem(words[0]))
			}
		}
	}
}

// A word of two groups would mean whichever stands last.
func TestSynonymsBelongToOneGroup(t *testing.T) {
	seen := map[string]string{}
	for _, list := range synonyms().concepts {
		for _, p := range list {
			key := strings.Join(p.words, " ")
			if was, ok := seen[key]; ok && was != p.concept {
				t.Errorf("%q is in the groups of %q and %q", key, was, p.concept)
			}
			seen[key] = p.concept
		}
	}
}

func FuzzLike(f *testing.F) {
	f.Add("Who signs off the data?", "Who approves the data?")
	f.Add("", "")
	f.Add("\xff\xc3\x28", "как\x00 дела? 何時ですか")
	f.Add("s 's ’ - ~ +", "…'s")
	f.Add("how many how much when's the date", strings.Repeat("go live ", 50))
	f.Fuzz(func(t *testing.T, a, b string) {
		x := NewIndex([]string{a, b, a})
		last := 1.0
		for _, m := range x.Like(b) {
			if m.Index < 0 || m.Index > 2 || !(m.Score >= matchAt && m.Score <= last) {
				t.Fatalf("Like(%q) over %q gives %+v after a score of %v", b, a, m, last)
			}
			last = m.Score
		}
		if hasWord := len(scan(a)) > 0; hasWord {
			if m := x.Like(a); len(m) == 0 || m[0].Score != 1 || m[0].Index != 0 && takeApart(a).words != takeApart(b).words {
				t.Fatalf("Like(%q) does not find the question itself first: %v", a, m)
			}
		}
	})
}

func BenchmarkLike200(b *testing.B) {
	var questions []string
	for i := range 200 {
		questions = append(questions, fmt.Sprintf("Who signs off data set %d of site %d before the launch, and how many records does it hold?", i, i%7))
	}
	x := NewIndex(questions)
	for b.Loop() {
		x.Like("How many records of data set 17 are approved before we go live?")
	}
}

func BenchmarkNewIndex200(b *testing.B) {
	var questions []string
	for i := range 200 {
		questions = append(questions, fmt.Sprintf("Who signs off data set %d of site %d before the launch, and how many records does it hold?", i, i%7))
	}
	for b.Loop() {
		NewIndex(questions)
	}
}
