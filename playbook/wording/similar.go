package wording

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// Match is a stored question that asks much the same as a typed one.
type Match struct {
	Index int     // place in the list given to NewIndex
	Score float64 // likeness, above 0 and at most 1; 1 for the same words
}

// Index finds questions by their meaning. It is made from all questions of a handoff at once and
// never changes; making one anew after each answer is cheap.
type Index struct {
	questions []asked
	seen      map[string]int // in how many questions a concept occurs
}

// asked is a question taken apart.
type asked struct {
	words    string   // all of them in lower case, without punctuation
	concepts []string // sorted, each once
	wants    aspect
	grams    []uint32 // sorted hashes of character triples, each once
}

// The figures were chosen together on testdata/similar.tsv and similar_second.tsv, on the side of
// silence: a paraphrase missed is asked twice, strangers shown often are not read any more.
const (
	// matchAt is the likeness from which a question is shown.
	matchAt = 0.50
	// spelling is how much the letters count beside the meaning. It lets a typing error or a
	// half-typed word still find its question, and cannot reach matchAt by itself.
	spelling = 0.15
	// lightWeight is what a light word weighs against another as rare.
	lightWeight = 0.5
	// otherAspect is the discount where one question asks who and the other when: such questions
	// share most words and no answer.
	otherAspect = 0.6
	// oneAspect is the discount where only one of the two says so. It is mild, because "is Lena
	// the technical contact" and "who is the technical contact" have one answer.
	oneAspect = 0.85
)

// NewIndex prepares questions for Like. Empty and repeated questions keep their places. The slice
// is not kept.
func NewIndex(questions []string) *Index {
	x := &Index{seen: map[string]int{}}
	for _, q := range questions {
		a := takeApart(q)
		for _, c := range a.concepts {
			x.seen[c]++
		}
		x.questions = append(x.questions, a)
	}
	return x
}

// Like returns the stored questions that ask much the same as what was typed so far, best first,
// equal ones in the order of the list. It returns nil for none; text without a subject ("who is
// it?") is like nothing but itself.
//
// Two questions are alike when they share subjects, a rare one counting more than one that half
// the list has; when they want the same kind of answer (a person, a date, a place, a reason, an
// amount); and, a little, when they share letters.
func (x *Index) Like(typed string) []Match {
	if x == nil {
		return nil
	}
	t := takeApart(typed)
	if t.words == "" {
		return nil
	}
	var out []Match
	for i, q := range x.questions {
		if s := x.likeness(t, q); s >= matchAt {
			out = append(out, Match{i, s})
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// Closest returns the place of the text that is most like another one, -1 when
// none is near.
func Closest(text string, of []string) int {
	if found := NewIndex(of).Like(text); len(found) > 0 {
		return found[0].Index
	}
	return -1
}

// likeness is the share of weighted concepts in common (twice the shared weight over both), mixed
// with that of the character triples, and discounted where the wanted answers differ.
func (x *Index) likeness(t, q asked) float64 {
	if t.words == q.words {
		return 1
	}
	var shared, all float64
	n := 0
	for _, c := range t.concepts {
		all += x.weight(c)
		if _, ok := slices.BinarySearch(q.concepts, c); ok {
			shared += 2 * x.weight(c)
			n++
		}
	}
	if n == 0 {
		return 0
	}
	for _, c := range q.concepts {
		all += x.weight(c)
	}
	s := (1-spelling)*shared/all + spelling*overlap(t.grams, q.grams)
	switch {
	case t.wants == q.wants || t.wants&q.wants != 0:
	case t.wants != 0 && q.wants != 0:
		s *= otherAspect
	default:
		s *= oneAspect
	}
	return min(s, 1)
}

// weight is how much a concept tells questions apart: the usual logarithm of how rare it is. A
// concept of no stored question weighs like one of a single question; more would punish every
// synonym that the groups lack.
func (x *Index) weight(concept string) float64 {
	n := max(float64(x.seen[concept]), 1)
	w := math.Log(1 + float64(len(x.questions)+1)/(n+0.5))
	if synonyms().light[concept] {
		w *= lightWeight
	}
	return w
}

// takeApart finds the concepts, the wanted kind of answer and the triples of a question.
func takeApart(text string) asked {
	toks := scan(text)
	syn := synonyms()
	var a asked
	low, st := make([]string, len(toks)), make([]string, len(toks))
	for i, t := range toks {
		low[i], st[i] = strings.TrimSuffix(t.low, "'s"), stem(t.low)
	}
	a.words = strings.Join(low, " ")
	for i := 0; i < len(toks); {
		p, ask := longest(syn.concepts, st, i), longest(syn.aspects, low, i)
		switch {
		case p != nil && (len(p.words) > 1 || !in(stops, low[i])):
			a.concepts = append(a.concepts, p.concept)
			i += len(p.words)
		case ask != nil:
			// A question word is no subject as well: "what was the reason" is "why".
			a.wants |= ask.aspect
			i += len(ask.words)
		default:
			if !in(stops, low[i]) {
				a.concepts = append(a.concepts, st[i])
			}
			i++
		}
	}
	slices.Sort(a.concepts)
	a.concepts = slices.Compact(a.concepts)
	for i := range toks {
		if !in(stops, low[i]) {
			a.grams = appendGrams(a.grams, st[i])
		}
	}
	slices.Sort(a.grams)
	a.grams = slices.Compact(a.grams)
	return a
}

// longest returns the longest phrase that begins at i, or nil.
func longest(in map[string][]phrase, words []string, i int) *phrase {
	for k, p := range in[words[i]] {
		if i+len(p.words) <= len(words) && slices.Equal(p.words, words[i:i+len(p.words)]) {
			return &in[words[i]][k]
		}
	}
	return nil
}

// appendGrams adds the triples of a word, with a space before and after it.
func appendGrams(to []uint32, word string) []uint32 {
	a, b := ' ', rune(0)
	for k, r := range word + " " {
		if k > 0 {
			to = append(to, hash(a, b, r))
			a = b
		}
		b = r
	}
	return to
}

// hash mixes three runes. Two triples with one hash are so rare that they may count as the same.
func hash(a, b, c rune) uint32 {
	return uint32(a)*0x9e3779b1 ^ bits.RotateLeft32(uint32(b)*0x85ebca6b, 11) ^ bits.RotateLeft32(uint32(c)*0xc2b2ae35, 22)
}

// overlap is twice the number of common values over the number of both, of two sorted lists.
func overlap(a, b []uint32) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}
