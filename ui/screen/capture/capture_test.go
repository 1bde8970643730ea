package capture_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"go.yaml.in/yaml/v3"

	"kept/playbook"
	"kept/ui/kit"
	"kept/ui/screen"
	"kept/ui/screen/account"
	"kept/ui/screen/screentest"
)

func open(t testing.TB, name string) *screentest.Stage {
	t.Helper()
	s := screentest.New(t, name)
	mount(s, kit.ModeLight, fyne.NewSize(1232, 900), screen.Place{Screen: screen.Account, Tab: screen.Handoff})
	return s
}

func mount(s *screentest.Stage, mode kit.Mode, size fyne.Size, at screen.Place) {
	s.MountRoom(mode, size, func(win screen.Window, run screen.Runner) screen.Room {
		at.Account = s.Account
		return account.New(win, run, at)
	})
}

var pictures = flag.String("pictures", "", "folder to draw the page into, for looking")

// TestPictures draws every section; it runs when asked:
// go test -tags ci ./ui/screen/capture -run Pictures -pictures DIR
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no -pictures folder given")
	}
	s := screentest.New(t, "Norrland Dental (sample)")
	for _, size := range []struct {
		name string
		size fyne.Size
	}{{"1440", fyne.NewSize(1232, 900)}, {"1100", fyne.NewSize(892, 700)}, {"2560", fyne.NewSize(2352, 1440)}} {
		for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
			for _, f := range []string{"", "F1", "F13", "F25", "F36", "F44", "F54", "F66", "F68"} {
				if f != "F25" && f != "" && (mode == kit.ModeDark || size.name == "2560") {
					continue
				}
				mount(s, mode, size.size, screen.Place{Screen: screen.Account, Tab: screen.Handoff, Field: f})
				s.Picture(filepath.Join(*pictures, size.name+"_"+string(mode)+"_empty_"+f+".png"))
			}
		}
	}
	fill(t, s)
	for _, f := range []string{"", "F1", "F13", "F25", "F36", "F44", "F54", "F66", "F68"} {
		mount(s, kit.ModeLight, fyne.NewSize(1232, 900), screen.Place{Screen: screen.Account, Tab: screen.Handoff, Field: f})
		s.Picture(filepath.Join(*pictures, "1440_light_full_"+f+".png"))
	}
}

// TestPicturesOfSheets draws what the side column opens; it runs when asked,
// like TestPictures.
func TestPicturesOfSheets(t *testing.T) {
	if *pictures == "" {
		t.Skip("no -pictures folder given")
	}
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		for _, word := range []string{"Accept with conditions…", "Accept…", "Return…", "Ask a question…", "How is this computed?", "More…", "Update status"} {
			s := screentest.New(t, "Norrland Dental (sample)")
			fill(t, s)
			if err := s.Desk().Submit(t.Context(), s.Account, "Signed early."); err != nil {
				t.Fatal(err)
			}
			mount(s, mode, fyne.NewSize(1232, 900), screen.Place{Screen: screen.Account, Tab: screen.Handoff})
			press(t, s, word)
			if word == "Accept…" {
				s.Tap("Start a playbook now")
			}
			s.Picture(filepath.Join(*pictures, "sheet_"+string(mode)+"_"+word+".png"))
		}
		s := screentest.New(t, "Norrland Dental (sample)")
		mount(s, mode, fyne.NewSize(1232, 900), screen.Place{Screen: screen.Account, Tab: screen.Handoff})
		press(t, s, "Submit to CS…")
		s.Picture(filepath.Join(*pictures, "sheet_"+string(mode)+"_Submit.png"))
	}
	s := screentest.New(t, "Norrland Dental (sample)")
	fill(t, s)
	rec := s.Record()
	mount(s, kit.ModeLight, fyne.NewSize(1232, 1500), screen.Place{Screen: screen.Account, Field: "F45", Row: rec.Promises[0].ID, Col: "to_whom"})
	s.Picture(filepath.Join(*pictures, "open_promise.png"))
	mount(s, kit.ModeLight, fyne.NewSize(1232, 1500), screen.Place{Screen: screen.Account, Field: "F38", Row: rec.People[3].ID, Col: "stance"})
	s.Picture(filepath.Join(*pictures, "open_person.png"))
}

// fill stores the sample deal that comes with the program.
func fill(t testing.TB, s *screentest.Stage) {
	t.Helper()
	raw, err := os.ReadFile("../../../assets/samples/01-norrland-dental.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Account map[string]string
		Handoff map[string]string
		Lists   map[string][]map[string]string
	}
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	rec := s.Record()
	set(t, s, &rec.Account, doc.Account)
	set(t, s, &rec.Handoff, doc.Handoff)
	rows := []playbook.Noun{&rec.Account, &rec.Handoff}
	for _, f := range playbook.Fields() {
		for i, values := range doc.Lists[f.Key] {
			n := playbook.NewNoun(f.Noun)
			switch x := n.(type) {
			case *playbook.Item:
				x.Kind = f.Kind
			case *playbook.Watch:
				x.Kind = f.Kind
			}
			n.Key().Pos = i + 1
			set(t, s, n, values)
			rows = append(rows, n)
		}
		delete(doc.Lists, f.Key)
	}
	s.Save(rows...)
}

var fromToday = regexp.MustCompile(`<([+-]\d+)>`)

// set puts values into a row; <+53> is the day 53 days after today, in words
// where it stands in a text.
func set(t testing.TB, s *screentest.Stage, n playbook.Noun, values map[string]string) {
	t.Helper()
	for col, v := range values {
		v = fromToday.ReplaceAllStringFunc(v, func(m string) string {
			days, err := strconv.Atoi(m[1 : len(m)-1])
			if err != nil {
				t.Fatal(err)
			}
			on := s.Desk().Today().AddDays(days)
			if m == v {
				return string(on)
			}
			return on.Time().Format("2 January")
		})
		if err := playbook.SetText(n, col, v); err != nil {
			t.Fatal(err)
		}
	}
}
