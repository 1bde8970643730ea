package data

import (
	"cmp"
	"slices"
	"time"

	"kept/playbook"
)

// How many automatic backups stay.
const (
	keepDays  = 7
	keepWeeks = 4
)

// retain says what becomes of the automatic backups whose days are given, the
// newest first: BackupDaily for the newest one of each of the newest seven
// days, BackupWeekly for the newest one of each of the four weeks (Monday to
// Sunday) before, "" for one that goes. The first always stays. What is newer
// is told by the order alone, so that a clock that was set back or forward
// costs no more than the place of one day.
func retain(days []playbook.Date) []string {
	out := make([]string, len(days))
	seenDay := map[playbook.Date]bool{}
	for i, d := range days {
		if !seenDay[d] && len(seenDay) < keepDays {
			out[i] = playbook.BackupDaily
			seenDay[d] = true
		}
	}
	seenWeek, weeks := map[[2]int]bool{}, 0
	for i, d := range days {
		w := week(d)
		if seenWeek[w] {
			continue
		}
		seenWeek[w] = true
		if out[i] == "" && weeks < keepWeeks {
			out[i] = playbook.BackupWeekly
			weeks++
		}
	}
	return out
}

func week(d playbook.Date) [2]int {
	y, w := d.Time().ISOWeek()
	return [2]int{y, w}
}

// retained says for each of the backups what retain says of its day in a
// zone, and for one that is not automatic, or cannot be read, its kind. What
// is newer is told by the stamps of the acts, which only ever grow.
func retained(all []backupFile, zone *time.Location) []string {
	out := make([]string, len(all))
	var at []int
	for i, b := range all {
		out[i] = b.Kind
		if b.Kind == playbook.BackupDaily && b.Problem == "" {
			at = append(at, i)
		}
	}
	slices.SortStableFunc(at, func(a, b int) int {
		return cmp.Or(cmp.Compare(all[b].stamp, all[a].stamp), cmp.Compare(all[b].At, all[a].At))
	})
	days := make([]playbook.Date, len(at))
	for i, j := range at {
		days[i] = all[j].At.Day(zone)
	}
	for i, keep := range retain(days) {
		out[at[i]] = keep
	}
	return out
}
