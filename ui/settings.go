package ui

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	_ "image/jpeg" // logos
	_ "image/png"
	"io"
	"os"
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/brief"
	"kept/ui/kit"
)

// maxLogo bounds a logo file: it lies in the workspace and in every document.
const maxLogo = 2 << 20

// settingsOf reads the settings of the workspace by name.
func settingsOf(ctx context.Context, store playbook.Store) (map[string]playbook.Setting, error) {
	var rows []playbook.Setting
	if err := store.Read(ctx, func(r playbook.Reader) error { return r.Rows(&rows, playbook.ID{}) }); err != nil {
		return nil, fmt.Errorf("read the settings: %w", err)
	}
	out := map[string]playbook.Setting{}
	for _, s := range rows {
		out[s.Name] = s
	}
	return out, nil
}

// saveSettings writes what differs, as one act.
func saveSettings(ctx context.Context, ws *Workspace, label string, values map[string]string) error {
	return ws.Desk.Store.Do(ctx, ws.act(label), func(tx playbook.Tx) error {
		var rows []playbook.Setting
		if err := tx.Rows(&rows, playbook.ID{}); err != nil {
			return err
		}
		for name, value := range values {
			s := playbook.Setting{Name: name}
			for i := range rows {
				if rows[i].Name == name {
					s = rows[i]
				}
			}
			if s.Value == value {
				continue
			}
			s.Value = value
			if err := tx.Save(&s); err != nil {
				return err
			}
		}
		return nil
	})
}

// settings opens the settings: who I am, how our side looks in documents, and
// how the window looks.
func (w *Window) settings() {
	ws := w.ws
	var have map[string]playbook.Setting
	w.door.Run(func(ctx context.Context) (err error) {
		have, err = settingsOf(ctx, ws.Desk.Store)
		return err
	}, func(err error) {
		if err != nil {
			w.Fail(err)
			return
		}
		w.settingsSheet(ws, have)
	})
}

func (w *Window) settingsSheet(ws *Workspace, have map[string]playbook.Setting) {
	me := kit.NewText(ws.Person.Name+" · "+playbook.LabelOf(playbook.MemberRoles(), ws.Person.Role), kit.Body)
	change := kit.NewButton("Change…", kit.Secondary, nil)

	company := kit.NewEntry("Company name")
	company.SetText(have[playbook.CompanyName].Value)
	company.SetHint("Stands at the head of documents.", kit.Neutral)
	colour := kit.NewEntry("Colour")
	colour.SetText(have[playbook.CompanyColour].Value)
	colour.SetPlaceholder("#0F6F68")
	colour.OnChanged = func(text string) {
		colour.SetHint("", kit.Neutral)
		if _, err := brief.ParseColour(text); err != nil {
			colour.SetHint(sentence(err), kit.Broken)
		}
	}
	paper := kit.NewChoice("A4", "Letter")
	papers := []string{"a4", "letter"}
	paper.Select(0)
	if have[playbook.PaperSize].Value == "letter" {
		paper.Select(1)
	}
	logo := have[playbook.CompanyLogo].Value
	logoSays := kit.NewText(aboutLogo(logo), kit.Small)
	take := kit.NewButton("Remove", kit.Quiet, nil)
	file := w.newOpenField("Logo file (PNG or JPEG)", "logo", []string{".png", ".jpg", ".jpeg"}, nil)
	load := func(path string) {
		b64, err := readLogo(path)
		if err != nil {
			file.SetHint(sentence(err), kit.Broken)
			return
		}
		logo = b64
		file.SetHint("", kit.Neutral)
		logoSays.SetText(aboutLogo(logo))
		take.Enable()
	}
	file.picked = load
	file.OnBlur = func(string) {
		if p := file.path(); p != "" {
			load(p)
		}
	}
	take.OnTapped = func() {
		logo = ""
		file.SetText("")
		logoSays.SetText(aboutLogo(logo))
		take.Disable()
	}
	if logo == "" {
		take.Disable()
	}

	modes := []kit.Mode{kit.ModeSystem, kit.ModeLight, kit.ModeDark}
	look := kit.NewChoice("As the system", "Light", "Dark")
	for i, m := range modes {
		if m == w.mode() {
			look.Select(i)
		}
	}
	look.OnChanged = func(on []int) { w.setMode(modes[on[0]]) }

	var s *kit.Sheet
	body := kit.Column(kit.SpaceL,
		group("Who I am", kit.Row(kit.SpaceM, kit.Grow(me), change)),
		group("Window", look),
		w.backupGroup(&s),
		group("Our side in documents",
			kit.FormGrid(kit.FormCell{Span: 8, Object: company}, kit.FormCell{Span: 4, Object: colour}),
			file.row, kit.Row(kit.SpaceM, kit.Grow(logoSays), take),
			kit.Column(kit.SpaceS, kit.NewLabel("Paper", kit.Caption), paper)),
	)
	save := kit.NewButton("Save", kit.Primary, func() {
		if _, err := brief.ParseColour(colour.Text()); err != nil {
			kit.Focus(colour)
			return
		}
		values := map[string]string{
			playbook.CompanyName: strings.TrimSpace(company.Text()), playbook.CompanyColour: strings.TrimSpace(colour.Text()),
			playbook.PaperSize: papers[paper.SelectedOne()], playbook.CompanyLogo: logo,
		}
		w.door.Queue().Run(func(ctx context.Context) error {
			return saveSettings(ctx, ws, "Change settings", values)
		}, func(err error) {
			if err != nil {
				w.Fail(err)
				return
			}
			s.Close()
			w.Changed()
		})
	})
	if w.ReadOnly() {
		for _, e := range []*kit.Entry{company, colour, file.Entry} {
			e.Disable()
		}
		paper.Disable()
		save, change = nil, nil
	}
	s = kit.NewSheet("Settings", kit.SheetMedium, body, save)
	if change != nil {
		change.OnTapped = func() {
			s.Close()
			w.whoSheet(ws)
		}
	}
	s.Open(w.Canvas())
}

func group(title string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	return kit.Column(kit.SpaceM, append([]fyne.CanvasObject{kit.NewLabel(title, kit.Heading)}, rows...)...)
}

func aboutLogo(b64 string) string {
	if b64 == "" {
		return "No logo yet."
	}
	raw, err := base64.StdEncoding.DecodeString(b64)
	if err != nil {
		return "The logo kept here cannot be read; choose it again."
	}
	c, kind, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return "The logo kept here cannot be read; choose it again."
	}
	return fmt.Sprintf("Logo: %s, %d by %d.", strings.ToUpper(kind), c.Width, c.Height)
}

// readLogo reads a picture as the setting keeps it. The error is a sentence.
func readLogo(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("%s cannot be read; choose another file", path)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxLogo+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("%s cannot be read; choose another file", path)
	case len(raw) > maxLogo:
		return "", fmt.Errorf("this picture is larger than 2 MB; save a smaller one")
	}
	if _, _, err := image.DecodeConfig(bytes.NewReader(raw)); err != nil {
		return "", fmt.Errorf("this is not a PNG or JPEG picture; choose another file")
	}
	return base64.StdEncoding.EncodeToString(raw), nil
}

// whoSheet changes who works here.
func (w *Window) whoSheet(ws *Workspace) {
	name := kit.NewEntry("Your name")
	name.SetText(ws.Person.Name)
	roles := playbook.MemberRoles()
	words := make([]string, len(roles))
	on := len(roles) - 1
	for i, r := range roles {
		words[i] = r.Label
		if r.Value == ws.Person.Role {
			on = i
		}
	}
	role := kit.NewChoice(words...)
	role.Select(on)
	var s *kit.Sheet
	ok := kit.NewButton("Save", kit.Primary, func() {
		text := strings.Join(strings.Fields(name.Text()), " ")
		if text == "" {
			name.SetHint("A name is needed: it stands beside what you do.", kit.Broken)
			return
		}
		s.Close()
		w.start(text, roles[role.SelectedOne()].Value, ws.Sample, func(bool) {})
	})
	s = kit.NewSheet("Who I am", kit.SheetMedium, kit.Column(kit.SpaceM, name, kit.Column(kit.SpaceS, kit.NewLabel("What you do", kit.Caption), role),
		kit.NewText("What was done so far stays under the name it was done with.", kit.Small)), ok)
	s.Open(w.Canvas())
}
