package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kept/playbook/work"
	"kept/ui/kit"
	"kept/ui/screen"
)

// write imports. The answers are kept first, so that undo takes the import back
// first.
func (m *importer) write() {
	m.ok.Disable()
	m.say("Importing…")
	asked, cancel := context.WithCancel(context.Background())
	m.writing, m.cancel = true, cancel
	m.stopIt.Show()
	m.sheet.Refresh()
	desk, plan, key, choices := m.ws.Desk, m.plan, m.key, choicesOf(m.opt)
	var rep work.ImportReport
	m.run.Queue().Run(func(ctx context.Context) (err error) {
		ctx, stop := context.WithCancel(ctx)
		defer context.AfterFunc(asked, stop)()
		defer stop()
		if err := desk.RememberImport(ctx, key, choices); err != nil {
			return err
		}
		told := -1
		rep, err = desk.Import(ctx, plan, func(done, total int) {
			// One report for each hundredth: one for each account kept the
			// window drawing long after the import had ended.
			if now := done * 100 / max(total, 1); now != told {
				told = now
				kit.Report(ctx, float64(done)/float64(max(total, 1)), fmt.Sprintf("Importing %s of %s accounts…", thousands(done), thousands(total)))
			}
		})
		return err
	}, func(err error) {
		cancel()
		m.writing = false
		m.report(kit.Busy{Ended: true})
		if errors.Is(err, context.Canceled) {
			m.say("Stopped; nothing was written.")
			m.ok.Enable()
			return
		}
		if err != nil {
			m.say("Nothing was written.")
			m.ok.Enable()
			m.w.Fail(err)
			return
		}
		m.sheet.Close()
		m.w.Go(screen.Place{Screen: screen.Accounts})
		m.w.Changed()
		m.w.Toast("Imported: "+said(rep)+".", kit.ToastAction{Text: "Undo", Do: m.w.undo})
	})
}

func said(rep work.ImportReport) string {
	var out []string
	if rep.New > 0 {
		out = append(out, count(rep.New, "new account", "new accounts"))
	}
	if rep.Updated > 0 {
		out = append(out, count(rep.Updated, "account updated", "accounts updated"))
	}
	if len(out) == 0 {
		return "nothing new"
	}
	return strings.Join(out, ", ")
}
