package main

import (
	"flag"
	"fmt"
	"path/filepath"

	"kept/playbook/export"
)

func exportFlags(fs *flag.FlagSet) func(*app) error {
	to := fs.String("o", "", "the `FOLDER` to make for it, or a FILE.xlsx or FILE.json for the one thing that is asked for; else a folder named after the day")
	csv := fs.Bool("csv", false, "write a CSV file for each table")
	xlsx := fs.Bool("xlsx", false, "write one workbook of all tables")
	document := fs.Bool("document", false, "write one JSON document, and its schema beside it")
	sensitive := fs.Bool("sensitive", false, sensitiveUsage)
	return func(a *app) error {
		if !*csv && !*xlsx && !*document {
			*csv, *xlsx, *document = true, true, true
		}
		desk := a.kept.Desk
		path := *to
		if path == "" {
			path = export.FolderName(desk.Today())
		}
		if a.kept.Store.IsAt(path) {
			return &failure{kind: "file", message: fmt.Sprintf("Nothing was exported: %s belongs to the workspace; choose another name.", path)}
		}
		sum, err := export.Write(a.ctx, a.kept.Store, export.Options{To: path, CSV: *csv, XLSX: *xlsx, Document: *document, Sensitive: *sensitive, Who: desk.Who, Now: desk.Now()})
		if err != nil {
			return err
		}
		files := make([]string, len(sum.Files))
		for i, f := range sum.Files {
			files[i] = filepath.Join(sum.To, f)
		}
		v := map[string]any{"to": sum.To, "files": files, "accounts": sum.Accounts, "rows": sum.Rows, "acts": sum.Acts, "with_sensitive": *sensitive, "cut": sum.Cut}
		return a.print(v, func() {
			a.say("%s: %s, %s.", sum.To, count(sum.Accounts, "account"), count(len(files), "file"))
			if !*sensitive {
				a.say("Sensitive values were left out; --sensitive writes them too.")
			}
			if sum.Cut > 0 {
				a.say("%s cut in the workbook, because a cell holds no more; the other files have all of it.", wereCut(sum.Cut))
			}
		})
	}
}

func wereCut(n int) string {
	if n == 1 {
		return "1 text was"
	}
	return fmt.Sprintf("%d texts were", n)
}
