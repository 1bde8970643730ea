package merge_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"kept/playbook"
	"kept/playbook/merge"
)

// fullAccount returns what two sides know of an account of some 1,500 lines:
// most of it both, the last tenth one side each.
func fullAccount(seed uint64) merge.Sides {
	r := rand.New(rand.NewPCG(seed, 1))
	account := playbook.ID{1}
	a, b := newSpace("a", account, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)), newSpace("b", account, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	if err := a.do("new account", func(w *writing) error {
		return w.save(&playbook.Account{Meta: playbook.Meta{ID: account}, Name: "Acme", Stage: playbook.AtHandoff})
	}); err != nil {
		panic(err)
	}
	play := func(s *space, lines int) {
		for n := 0; n < lines; {
			before := len(s.acts)
			p := player{r: r, s: s}
			if root := s.rows[account]; root.Key().TrashedAt == "" || p.n(2) == 0 {
				p.act(r.Perm(actKinds))
			}
			for _, d := range s.acts[before:] {
				n += len(d.lines)
			}
		}
	}
	play(a, 1350)
	if err := b.take(a.send(true), nil); err != nil {
		panic(err)
	}
	play(a, 75)
	play(b, 75)
	return merge.Sides{Account: account, Here: a.known(), There: b.known()}
}

func BenchmarkCompareFullAccount(b *testing.B) {
	s := fullAccount(7)
	lines := 0
	for i := range s.There {
		lines += len(s.There[i].Lines)
	}
	b.ReportMetric(float64(lines), "lines")
	b.ReportAllocs()
	for b.Loop() {
		merge.Compare(s)
	}
}

func BenchmarkTakeFullAccount(b *testing.B) {
	s := fullAccount(7)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := merge.Take(s, nil, taker); err != nil {
			b.Fatal(err)
		}
	}
}

// A first pack, of which nothing is known here.
func BenchmarkTakeNewAccount(b *testing.B) {
	s := fullAccount(7)
	s.Here = nil
	b.ReportAllocs()
	for b.Loop() {
		if err := merge.Accept(s.Account, s.There, taker.At); err != nil {
			b.Fatal(err)
		}
		if _, err := merge.Take(s, nil, taker); err != nil {
			b.Fatal(err)
		}
	}
}

// The decoding of an added row by hand is worth its lines.
func BenchmarkRows(b *testing.B) {
	s := fullAccount(7)
	for b.Loop() {
		merge.Nouns(merge.Rows(s.Account, s.There))
	}
	b.ReportMetric(float64(len(s.There)), "claims")
}
