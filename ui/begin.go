package ui

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/playbook/sample"
	"kept/ui/kit"
	"kept/ui/screen/start"
)

// firstStart shows the page of the first start in place of a room.
func (w *Window) firstStart() {
	w.leaveRoom()
	w.side.Hide() // there is nowhere to go yet
	w.hall.Objects = []fyne.CanvasObject{start.New(start.Options{Name: w.office.SystemName(), Start: w.start})}
	w.hall.Refresh()
}

func (w *Window) start(name, role string, withSample bool, working func(bool)) {
	working(true)
	var ws *Workspace
	kit.Once(w.door.Queue()).Run(func(ctx context.Context) (err error) {
		ws, err = w.office.Start(ctx, Person{Name: name, Role: role}, withSample)
		if err != nil {
			return err
		}
		if withSample {
			if err := ws.fill(ctx); err != nil {
				return errors.Join(err, ws.Close())
			}
		}
		return ws.settle(ctx)
	}, func(err error) {
		working(false)
		if err != nil {
			w.Fail(err)
			return
		}
		w.enter(ws)
	})
}

// settle reads what the window has to know of a workspace before it shows it,
// and puts the person among its members, once.
func (ws *Workspace) settle(ctx context.Context) error {
	var members []playbook.Member
	err := ws.Desk.Store.Read(ctx, func(r playbook.Reader) error { return r.Rows(&members, playbook.ID{}) })
	if err != nil {
		return fmt.Errorf("read the members: %w", err)
	}
	have, err := settingsOf(ctx, ws.Desk.Store)
	if err != nil {
		return err
	}
	ws.Sample = have[playbook.SampleData].Value == "true"
	if ws.Sample {
		ws.Person.Name = lookingAs(ws.Person.Role)
		ws.Desk.Who = ws.Person.Name
	}
	ws.Role = ws.Person.Role
	for i := range members {
		if playbook.SameName(members[i].Name, ws.Person.Name) {
			ws.Role = cmp.Or(members[i].Role, ws.Role)
			return nil
		}
	}
	if ws.Taken != "" {
		return nil
	}
	return ws.Desk.Store.Do(ctx, ws.act("Join as "+ws.Person.Name), func(tx playbook.Tx) error {
		return tx.Save(&playbook.Member{Name: ws.Person.Name, Role: ws.Person.Role})
	})
}

// sampleSeed makes everybody's sample the same one.
const sampleSeed = 1

// fill makes the invented accounts where there are none yet.
func (ws *Workspace) fill(ctx context.Context) error {
	counts, err := ws.Portfolio.AccountCounts(ctx)
	if err != nil || len(counts) > 0 || ws.Taken != "" {
		return err
	}
	kit.Report(ctx, -1, "Making the sample…")
	if err := sample.Fill(ctx, ws.Desk, sample.Curated, sampleSeed); err != nil {
		return fmt.Errorf("make the sample: %w", err)
	}
	return nil
}

// lookingAs is the invented person through whose eyes the sample is seen in a
// role: what needs oneself is the half of it.
func lookingAs(role string) string {
	switch role {
	case "seller":
		return sample.Seller
	case "implementation":
		return sample.Implementer
	case "support":
		return sample.Supporter
	case "leader":
		return sample.Leader
	}
	return sample.CSM
}

func (ws *Workspace) act(label string) playbook.Act {
	return playbook.Act{Who: ws.Desk.Who, Device: ws.Desk.Device, Label: label, At: ws.Desk.Now()}
}

// switchWorkspace goes from the sample to one's own workspace and back.
func (w *Window) switchWorkspace() {
	toSample := !w.ws.Sample
	p := w.ws.Person
	open := func() {
		w.start(p.Name, p.Role, toSample, func(bool) {})
	}
	if toSample {
		kit.Confirm(w.Canvas(), "Explore the sample", "It opens in a workspace of its own; yours stays as it is. File → Start my own workspace brings you back.", "Open the sample", open)
		return
	}
	text := "A new, empty workspace is made for you. The sample stays as it is."
	if w.office.Own() {
		text = "Your own workspace opens. The sample stays as it is."
	}
	kit.Confirm(w.Canvas(), "Start my own workspace", text, "Open mine", open)
}
