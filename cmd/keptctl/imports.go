package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kept/cmd/internal/boot"
	"kept/playbook"
	"kept/playbook/sample"
	"kept/playbook/table"
	"kept/playbook/work"
)

func demoFlags(fs *flag.FlagSet) func(*app) error {
	accounts := fs.Int("accounts", 12, "how many accounts; those beyond 12 are generated")
	seed := fs.Int64("seed", 1, "another seed gives other generated accounts, the same one the same")
	return func(a *app) error {
		if *accounts < 1 || *accounts > 100_000 {
			return usage("--accounts is a number from 1 to 100,000")
		}
		cfg, err := a.config()
		if err != nil {
			return err
		}
		made := 0
		a.kept, err = boot.OpenFilled(a.ctx, cfg, "keptctl", func(ctx context.Context, d *work.Desk) error {
			return sample.FillTelling(ctx, d, *accounts, *seed, func(n int) {
				if made = n; n > sample.Curated && !a.json {
					fmt.Fprintf(a.err, "%d of %d accounts\n", n, *accounts)
				}
			})
		})
		if err != nil {
			return err
		}
		v := map[string]any{"workspace": a.kept.Store.Path(), "accounts": made}
		return a.print(v, func() {
			a.say("%s in %s. All of it is invented.", count(made, "account"), a.kept.Store.Path())
		})
	}
}

// An importing is what the person said about the file.
type importing struct {
	columns, won, lost, open list
	dates                    string
	dry                      bool
}

func importFlags(fs *flag.FlagSet) func(*app) error {
	var i importing
	var fields []string
	for _, f := range table.Fields() {
		fields = append(fields, string(f))
	}
	fs.Var(&i.columns, "map", "`FIELD=COLUMN`, may be given several times; fields: "+strings.Join(fields, ", "))
	fs.Var(&i.won, "won", "a stage `WORD` of the file that means won")
	fs.Var(&i.lost, "lost", "a stage `WORD` of the file that means lost")
	fs.Var(&i.open, "open", "a stage `WORD` of the file that means open")
	fs.StringVar(&i.dates, "dates", "", "how 03/04/2026 is meant, the `ORDER` day-first or month-first")
	fs.BoolVar(&i.dry, "dry-run", false, "print the preview and write nothing")
	return i.run
}

func (i *importing) run(a *app) error {
	o, err := i.options()
	if err != nil {
		return err
	}
	f, size, err := openCSV(a.args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	sheet, err := table.Open(a.ctx, f, size)
	if err != nil {
		return err
	}
	key := table.HeaderKey(sheet.Columns)
	err = a.open(boot.Existing)
	missing := boot.ErrorKind(err) == "missing"
	if err != nil && !missing {
		return err
	}
	if !missing {
		if o.Accounts, err = a.kept.Desk.AccountNames(a.ctx); err != nil {
			return fmt.Errorf("read the names of the accounts: %w", err)
		}
		if err := i.recall(a, key, &o); err != nil {
			return err
		}
	}
	res, err := sheet.Deals(a.ctx, o)
	if err != nil {
		return err
	}
	if err := unsettled(res); err != nil {
		return err
	}
	if missing { // only now, so that a file that is not understood makes no workspace
		clean, err := i.make(a)
		defer clean()
		if err != nil {
			return err
		}
	}
	plan, err := a.kept.Desk.PlanImport(a.ctx, deals(res.Deals), a.kept.Desk.Today())
	if err != nil {
		return err
	}
	if i.dry {
		return a.imported(res, plan, nil)
	}
	if err := i.remember(a, key, o, res); err != nil {
		return err
	}
	rep, err := a.kept.Desk.Import(a.ctx, plan, nil)
	if err != nil {
		return err
	}
	return a.imported(res, plan, &rep)
}

// openCSV opens a file that can be read more than once.
func openCSV(path string) (*os.File, int64, error) {
	st, err := os.Stat(path)
	if err == nil && st.IsDir() {
		return nil, 0, &failure{kind: "file", message: fmt.Sprintf("%s is a folder; name the CSV file in it.", path)}
	}
	if err == nil && !st.Mode().IsRegular() { // opening a pipe would wait for its writer
		return nil, 0, &failure{kind: "file", message: fmt.Sprintf("%s is not a file; an export is read more than once, so save it to a file first.", path)}
	}
	f, openErr := os.Open(path)
	if err != nil || openErr != nil {
		return nil, 0, &failure{kind: "file", message: fmt.Sprintf("The file %s cannot be read; check its name and who may read it.", path)}
	}
	return f, st.Size(), nil
}

// make makes the workspace that the import goes into; for a dry run one that
// is thrown away by what it returns.
func (i *importing) make(a *app) (clean func(), err error) {
	if !i.dry {
		return func() {}, a.open(boot.Create)
	}
	dir, err := os.MkdirTemp("", "kept-preview-*")
	if err != nil {
		return func() {}, fmt.Errorf("make a folder for the preview: %w", err)
	}
	a.workspace = filepath.Join(dir, "preview.kept")
	err = a.open(boot.Create)
	return func() {
		// What is thrown away need not be told when it resists.
		_ = a.close()
		_ = os.RemoveAll(dir)
	}, err
}

func (i *importing) options() (table.Options, error) {
	o := table.Options{Columns: table.Mapping{}, Stages: map[string]table.Stage{}}
	for _, m := range i.columns {
		field, column, ok := strings.Cut(m, "=")
		if !ok {
			return o, usage("--map is written like --map close_date=\"Closed on\", not %q", m)
		}
		o.Columns[table.Field(strings.ReplaceAll(strings.TrimSpace(field), "-", "_"))] = strings.TrimSpace(column)
	}
	for words, stage := range map[*list]table.Stage{&i.won: table.StageWon, &i.lost: table.StageLost, &i.open: table.StageOpen} {
		for _, w := range *words {
			o.Stages[w] = stage
		}
	}
	switch o.Dates = table.DateOrder(i.dates); o.Dates {
	case table.AnyOrder, table.DayFirst, table.MonthFirst:
		return o, nil
	}
	return o, usage("--dates is day-first or month-first, not %q", i.dates)
}

// recall adds what was answered for an earlier file with the same heading.
// What the command line says counts before it.
func (i *importing) recall(a *app, key string, o *table.Options) error {
	c, err := a.kept.Desk.ImportChoices(a.ctx, key)
	if err != nil {
		return fmt.Errorf("read the remembered columns: %w", err)
	}
	for field, column := range c.Columns {
		if _, said := o.Columns[table.Field(field)]; !said {
			o.Columns[table.Field(field)] = column
		}
	}
	for word, stage := range c.Stages {
		if _, said := o.Stages[word]; !said {
			o.Stages[word] = table.Stage(stage)
		}
	}
	if o.Dates == table.AnyOrder {
		o.Dates = table.DateOrder(c.Dates)
	}
	return nil
}

func (i *importing) remember(a *app, key string, o table.Options, res table.Result) error {
	c := work.ImportChoices{Columns: map[string]string{}, Stages: map[string]string{}, Dates: string(o.Dates)}
	for field := range o.Columns {
		c.Columns[string(field)] = res.Mapping[field]
	}
	for word, stage := range o.Stages {
		c.Stages[word] = string(stage)
	}
	if len(c.Columns)+len(c.Stages) == 0 && c.Dates == "" {
		return nil
	}
	return a.kept.Desk.RememberImport(a.ctx, key, c)
}

// unsettled says what only a person can know before anything is written.
func unsettled(res table.Result) error {
	if len(res.UnknownStages) > 0 {
		f := &failure{kind: "import", message: "Nothing was imported: the file has stage words that are not known; say what each means with --won, --lost or --open."}
		for _, w := range res.UnknownStages[:min(len(res.UnknownStages), 20)] {
			f.reasons = append(f.reasons, fmt.Sprintf("“%s” on %s, the first on line %d", one(w.Word, 60), count(w.Count, "row"), w.Line))
		}
		return f
	}
	if d := res.Dates; d.Ambiguous {
		return &failure{kind: "import", message: fmt.Sprintf("Nothing was imported: %s may be %s or %s; say which with --dates day-first or --dates month-first.",
			d.Example, playbook.Date(d.DayFirst).Short(), playbook.Date(d.MonthFirst).Short())}
	}
	return nil
}

func deals(in []table.Deal) []work.Deal {
	out := make([]work.Deal, len(in))
	for i, d := range in {
		out[i] = work.Deal{Line: d.Line, ID: d.ID, Account: d.Account, Seller: d.Seller, Product: d.Product, Stage: work.DealStage(d.Stage),
			StageWord: d.StageWord, CloseOn: playbook.Date(d.CloseOn), Value: d.Value, Currency: d.Currency}
	}
	return out
}

// imported prints the preview (rep nil) or what was done.
func (a *app) imported(res table.Result, plan work.ImportPlan, rep *work.ImportReport) error {
	errs := []map[string]any{}
	for _, e := range res.Errors {
		errs = append(errs, map[string]any{"line": e.Line, "column": e.Column, "value": e.Value, "message": e.Message})
	}
	v := map[string]any{
		"dry_run": rep == nil, "rows": res.Rows, "won": plan.Won, "lost": plan.Lost, "open": plan.Open, "no_account": res.NoAccount.Count,
		"duplicates": res.Duplicates.Count, "failed": res.Failed, "errors": errs, "error_count": res.ErrorCount, "mapping": res.Mapping,
		"accounts": map[string]any{"new": plan.New, "updated": plan.Updated, "unchanged": plan.Unchanged, "lost_only": plan.LostOnly},
		"stages":   plan.Stages, "bought": plan.Bought, "expansions": plan.Expansions, "refused": notNil(plan.Refused), "notes": notNil(append(res.Notes, plan.Notes...)),
	}
	if rep != nil {
		v["accounts"] = map[string]any{"new": rep.New, "updated": rep.Updated, "unchanged": rep.Unchanged, "lost_only": plan.LostOnly}
		v["bought"], v["expansions"] = rep.Bought, rep.Expansions
	}
	return a.print(v, func() {
		a.say("%d rows: %d won, %d open, %d lost (left out).", res.Rows, plan.Won, plan.Open, plan.Lost)
		did := "Imported"
		if rep == nil {
			did = "Nothing written yet; this would be"
		}
		a.say("%s: %d new accounts, %d updated, %d unchanged; %s bought, %s of interest.", did, plan.New, plan.Updated, plan.Unchanged, count(plan.Bought, "deal"), count(plan.Expansions, "open deal"))
		for _, o := range playbook.Stages() {
			if n := plan.Stages[playbook.Stage(o.Value)]; n > 0 {
				a.say("  %s: %d", o.Label, n)
			}
		}
		if n := res.NoAccount.Count; n > 0 {
			a.say("%s without a customer left out, the first on line %d.", count(n, "row"), res.NoAccount.Lines[0])
		}
		if n := res.Duplicates.Count; n > 0 {
			a.say("%s given twice left out.", count(n, "row"))
		}
		a.sayMerges(res.Merges)
		for _, n := range append(append(res.Notes, plan.Notes...), plan.Refused...) {
			a.say("%s", one(n, 300))
		}
		if res.ErrorCount > 0 {
			fmt.Fprintf(a.err, "%s left out because of errors:\n", count(res.Failed, "row"))
		}
		for i, e := range res.Errors {
			if i == 50 {
				fmt.Fprintf(a.err, "  and %d more; --json lists them\n", res.ErrorCount-i)
				break
			}
			where := fmt.Sprintf("  line %d", e.Line)
			if e.Column != "" {
				where += ", " + one(e.Column, 40)
			}
			fmt.Fprintf(a.err, "%s: %s\n", where, one(e.Message, 200))
		}
	})
}

// sayMerges tells which spellings were taken for one name.
func (a *app) sayMerges(merges []table.Merge) {
	for i, m := range merges {
		if i == 20 {
			a.say("and %s more of this kind.", count(len(merges)-i, "name"))
			return
		}
		var others []string
		for _, o := range m.Others {
			others = append(others, fmt.Sprintf("“%s” (%d)", one(o.Word, 40), o.Count))
		}
		a.say("%s “%s” also stands as %s.", strings.ToUpper(string(m.Field[:1]))+string(m.Field[1:]), one(m.Kept, 60), strings.Join(others, ", "))
	}
}
