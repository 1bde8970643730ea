package data

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/playbook"
)

func TestRetain(t *testing.T) {
	// 2026-03-02 is a Monday.
	for name, c := range map[string]struct{ days, want string }{
		"none":                 {"", ""},
		"one":                  {"2026-03-02", "daily"},
		"two of one day":       {"2026-03-02 2026-03-02 2026-03-01", "daily - daily"},
		"a week, then Sundays": {"2026-03-04 2026-03-03 2026-03-02 2026-03-01 2026-02-28 2026-02-27 2026-02-26 2026-02-25 2026-02-22 2026-02-21", "daily daily daily daily daily daily daily - weekly -"},
		"rare ones": {"2026-03-02 2026-02-20 2026-02-01 2026-01-15 2025-12-01 2025-11-01 2025-10-01 2025-09-01 2025-08-01 2025-07-01 2025-06-01 2025-05-01",
			"daily daily daily daily daily daily daily weekly weekly weekly weekly -"},
		"clock set back":    {"2020-01-01 2026-03-02 2026-03-01 2026-02-28 2026-02-27 2026-02-26 2026-02-25 2026-02-24", "daily daily daily daily daily daily daily -"},
		"clock was forward": {"2026-03-03 2036-01-01 2026-03-02 2026-03-01", "daily daily daily daily"},
	} {
		var days []playbook.Date
		for _, d := range strings.Fields(c.days) {
			days = append(days, playbook.Date(d))
		}
		got := retain(days)
		for i := range got {
			if got[i] == "" {
				got[i] = "-"
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

// Whatever the days, the newest stays, no more than seven and four do, and
// asking again takes nothing more away.
func TestRetainAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var days []playbook.Date
		d := playbook.Date("2026-03-02")
		for range rapid.IntRange(1, 60).Draw(t, "backups") {
			days = append(days, d)
			d = d.AddDays(-rapid.SampledFrom([]int{0, 1, 1, 1, 2, 5, 9, 40, -400, 3000}).Draw(t, "back"))
		}
		got := retain(days)
		count := map[string]int{}
		var kept []playbook.Date
		for i, k := range got {
			count[k]++
			if k != "" {
				kept = append(kept, days[i])
			}
		}
		if got[0] != playbook.BackupDaily || count["daily"] > 7 || count["weekly"] > 4 {
			t.Fatalf("%v of %v", got, days)
		}
		if different := len(slices.Compact(slices.Sorted(slices.Values(days)))); count["daily"] != min(7, different) {
			t.Fatalf("%d daily ones of %d days", count["daily"], different)
		}
		if again := retain(kept); slices.Contains(again, "") {
			t.Fatalf("kept %v, of which again only %v", kept, again)
		}
	})
}

// Day after day, with days off: the last seven days with a backup are there,
// and one of each of the four weeks before.
func TestRetainOverTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var have, all []playbook.Date // the newest first
		d := playbook.Date("2026-01-05")
		for range rapid.IntRange(60, 90).Draw(t, "backups") {
			d = d.AddDays(rapid.SampledFrom([]int{1, 1, 1, 1, 3}).Draw(t, "on"))
			have, all = slices.Insert(have, 0, d), slices.Insert(all, 0, d)
			var stay []playbook.Date
			for i, k := range retain(have) {
				if k != "" {
					stay = append(stay, have[i])
				}
			}
			have = stay
		}
		if !slices.Equal(have[:7], all[:7]) {
			t.Fatalf("the last days are %v, want %v", have[:7], all[:7])
		}
		if reach := have[len(have)-1].DaysUntil(d); len(have) != 11 || reach < 28 || reach > 56 {
			t.Fatalf("%d are left, back to %d days: %v", len(have), reach, have)
		}
		for i, old := range have[7:] {
			if before := have[6+i]; old.DaysUntil(before) > 14 {
				t.Fatalf("nothing between %s and %s", old, before)
			}
		}
	})
}

func TestBackupNames(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 15, 0, 0, time.FixedZone("", 3600))
	name := nameBackup("/home/ada/my work-2.kept", "daily", at)
	if want := "my work-2-20260302T091500Z-daily-" + pathHash("/home/ada/my work-2.kept") + ".kept"; name != want {
		t.Errorf("%s, want %s", name, want)
	}
	n, ok := readBackupName("/else/" + name)
	if !ok || n.workspace != "my work-2" || n.kind != "daily" || !n.at.Equal(at) || n.of != pathHash("/home/ada/my work-2.kept") {
		t.Errorf("read back as %+v, %v", n, ok)
	}
	if n, ok := readBackupName(strings.TrimSuffix(name, ".kept") + "-2.kept"); !ok || !n.at.Equal(at) {
		t.Errorf("a second one of the same second: %+v, %v", n, ok)
	}
	for _, bad := range []string{"my work.kept", "x-20260302T091500Z-daily-zz.kept", "x-20261302T091500Z-daily-0123abcd.kept", "-20260302T091500Z-daily-0123abcd.kept"} {
		if _, ok := readBackupName(bad); ok {
			t.Errorf("%s was read as the name of a backup", bad)
		}
	}
}
