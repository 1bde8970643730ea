package work_test

import (
	"testing"

	"kept/data/datatest"
	"kept/playbook"
	"kept/playbook/work"
)

// A team is read at every write of a date, so it has to be cheap.
func BenchmarkLoadTeam(b *testing.B) {
	s := datatest.New(b)
	datatest.Save(b, s, "Invented team", &playbook.Member{Name: "Maya Lindqvist"}, &playbook.Setting{Name: playbook.HolidaySets, Value: "SE DE"},
		&playbook.Holiday{On: "2026-07-13", Until: "2026-07-17", Name: "Summer closing"})
	err := s.Read(b.Context(), func(r playbook.Reader) error {
		for b.Loop() {
			if _, err := work.LoadTeam(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
