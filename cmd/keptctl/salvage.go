package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kept/cmd/internal/boot"
	"kept/playbook"
)

func salvageFlags(f *flag.FlagSet) func(*app) error {
	into := f.String("into", "", "the new workspace `FILE`; there must be none of that name")
	look := f.Bool("look", false, "only say what is damaged, and write nothing")
	return func(a *app) error {
		if (*into == "") != *look {
			return usage("salvage needs either --into NEW.kept or --look")
		}
		return a.salvage(a.args[0], *into)
	}
}

// salvage does not open the workspace: the file may be in no state for it.
func (a *app) salvage(from, into string) error {
	if into == "" {
		d, err := boot.Examine(a.ctx, from, func(float64, string) {})
		if err != nil {
			return err
		}
		return a.print(damageJSON(&d), func() {
			for _, s := range d.Words() {
				a.say("%s", s)
			}
		})
	}
	cfg, err := boot.FromEnv(a.env)
	if err != nil && a.now == "" {
		return usage("%v", err)
	}
	if a.now != "" {
		t, err := boot.ParseNow(a.now)
		if err != nil {
			return usage("--now: %v", err)
		}
		cfg.Now = func() time.Time { return t }
	}
	cfg.Who = strings.TrimSpace(a.as)
	if cfg.Who == "" {
		cfg.Who = boot.SystemUser(a.env)
	}
	if _, err := os.Lstat(filepath.Dir(into)); errors.Is(err, fs.ErrNotExist) {
		return &failure{kind: "file", message: fmt.Sprintf("The folder %s does not exist; make it, or choose another place.", filepath.Dir(into))}
	}
	s, err := boot.Salvage(a.ctx, cfg, "keptctl", from, into, func(float64, string) {})
	if err != nil {
		return err
	}
	list := []map[string]any{}
	for i := range s.Losses {
		l := &s.Losses[i]
		list = append(list, map[string]any{"kind": l.Kind, "account_id": l.Account, "account": l.AccountName, "noun": l.Noun, "row": l.Row,
			"column": l.Col, "title": l.Title, "count": l.Count, "text": l.Text})
	}
	v := map[string]any{"from": s.From, "to": s.To, "damage": damageJSON(&s.Damage), "accounts": s.Accounts, "rows": s.Rows, "acts": s.Acts,
		"lines": s.Lines, "lost": s.Lost(), "losses": list}
	return a.print(v, func() { a.salvaged(&s) })
}

func damageJSON(d *playbook.Damage) map[string]any {
	parts := []map[string]any{}
	for _, p := range d.Parts {
		parts = append(parts, map[string]any{"noun": p.Noun, "pages": p.Pages, "text": p.Words()})
	}
	return map[string]any{"path": d.Path, "sound": d.Sound(), "pages": d.Pages, "bad_pages": d.BadPages, "cut_off": d.CutOff, "log_lost": d.LogLost,
		"parts": parts, "accounts": d.Accounts, "rows": d.Rows, "lost": d.Lost, "from_history": d.Filled}
}

func (a *app) salvaged(s *playbook.Salvaged) {
	for _, w := range s.Damage.Words() {
		a.say("%s", w)
	}
	a.say("Salvaged into %s: %s, %s, %s with %s.", s.To, count(s.Accounts, "account"), count(s.Rows, "row"), count(s.Acts, "act"), count(s.Lines, "line"))
	if len(s.Losses) == 0 {
		a.say("Nothing was lost.")
		return
	}
	for _, real := range []bool{true, false} {
		n := s.Lost()
		head := fmt.Sprintf("%s lost, in whole or in part:", count(n, "entry"))
		if !real {
			n = len(s.Losses) - n
			head = fmt.Sprintf("%d given back by the history; nothing of these is known to be lost:", n)
		} else if n != 1 {
			head = fmt.Sprintf("%d entries of what is lost, in whole or in part:", n)
		}
		if n == 0 {
			continue
		}
		a.say("%s", head)
		for i := range s.Losses {
			if l := &s.Losses[i]; l.Real() == real {
				name := ""
				if l.AccountName != "" && l.Kind != playbook.LostLines {
					name = one(l.AccountName, 40) + ": "
				}
				a.say("  %s%s", name, one(l.Text, 200))
			}
		}
	}
}
