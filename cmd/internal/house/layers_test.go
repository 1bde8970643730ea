package house

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room says what a package may import. Ours names packages of this module,
// with "…" for a folder and all below it; others names what else but the
// standard library it may import, by prefix.
type room struct {
	ours, others []string
}

// rooms is the picture in docs/architecture.md as data. A package with no
// place in it fails the test. Test files may import more, and so may packages
// whose name ends in test, which only tests may import.
var rooms = map[string]room{
	"assets":              {},
	"playbook":            {},
	"playbook/wording":    {},
	"playbook/schedule":   {ours: []string{"playbook"}},
	"playbook/capacity":   {ours: []string{"playbook", "playbook/schedule"}},
	"playbook/readiness":  {ours: []string{"playbook", "playbook/wording"}},
	"playbook/metrics":    {ours: []string{"playbook", "playbook/wording", "playbook/readiness"}},
	"playbook/outline":    {ours: []string{"playbook"}},
	"playbook/holidays":   {ours: []string{"playbook", "playbook/schedule"}},
	"playbook/ics":        {ours: []string{"playbook"}},
	"playbook/merge":      {ours: []string{"playbook"}},
	"playbook/pack":       {ours: []string{"playbook"}, others: []string{"filippo.io/age"}},
	"playbook/work":       {ours: []string{"playbook", "playbook/merge", "playbook/wording", "playbook/schedule", "playbook/capacity", "playbook/readiness", "playbook/holidays"}},
	"playbook/sample":     {ours: []string{"assets", "playbook", "playbook/schedule", "playbook/capacity", "playbook/readiness", "playbook/work"}, others: []string{"go.yaml.in/yaml/v3"}},
	"playbook/strict":     {others: []string{"go.yaml.in/yaml/v3"}},
	"playbook/library":    {ours: []string{"assets", "playbook", "playbook/strict"}, others: []string{"go.yaml.in/yaml/v3"}},
	"playbook/form":       {ours: []string{"playbook", "playbook/merge", "playbook/strict", "playbook/wording", "playbook/work"}, others: []string{"go.yaml.in/yaml/v3"}},
	"playbook/table":      {ours: []string{"playbook"}, others: []string{"golang.org/x/text"}},
	"playbook/table/xlsx": {others: []string{"github.com/xuri/excelize/v2"}},
	"playbook/export":     {ours: []string{"playbook", "playbook/table", "playbook/table/xlsx"}},
	"playbook/brief":      {ours: []string{"assets", "playbook", "playbook/wording", "playbook/schedule", "playbook/readiness", "playbook/metrics", "playbook/brief/…"}},
	"playbook/brief/doc":  {},
	"playbook/brief/draw": {ours: []string{"assets", "playbook/brief/doc"}, others: []string{"github.com/jung-kurt/gofpdf", "golang.org/x/text", "golang.org/x/image"}},
	"data":                {ours: []string{"playbook", "playbook/merge", "data/pages"}, others: []string{"gorm.io", "github.com/glebarez", "github.com/gofrs/flock", "golang.org/x/text", "golang.org/x/sys"}},
	"data/pages":          {},
	"data/datatest":       {ours: []string{"playbook", "data"}},
	"ui/kit":              {ours: []string{"assets"}, others: []string{"fyne.io/fyne/v2", "golang.org/x/text"}},
	"ui/uitest":           {ours: []string{"ui/kit"}, others: []string{"fyne.io/fyne/v2"}},
	"ui/screen":           {ours: []string{"playbook", "playbook/merge", "playbook/capacity", "playbook/metrics", "playbook/outline", "playbook/readiness", "playbook/wording", "playbook/schedule", "playbook/holidays", "playbook/work", "ui/kit"}, others: []string{"fyne.io/fyne/v2"}},
	"ui":                  {ours: []string{"playbook", "playbook/…", "ui/kit", "ui/screen", "ui/screen/…"}, others: []string{"fyne.io/fyne/v2"}},
	"cmd/internal/house":  {},
	"cmd/internal/boot":   {ours: []string{"assets", "data", "playbook", "playbook/…"}},
	"cmd/keptctl":         {ours: []string{"cmd/internal/boot", "playbook", "playbook/…"}},
	"cmd/kept":            {ours: []string{"cmd/internal/boot", "playbook", "ui", "ui/kit"}, others: []string{"fyne.io/fyne/v2", "golang.org/x/sys/windows"}},

	"playbook/schedule/plaintest": {}, // computes plans a second time, and so shares nothing with the first
}

// only names packages that have one door: who imports them besides is a mistake.
var only = map[string]string{
	"gorm.io":                     "data",
	"github.com/jung-kurt/gofpdf": "playbook/brief/draw",
	"github.com/xuri/excelize/v2": "playbook/table/xlsx",
	"fyne.io/fyne/v2/app":         "cmd/kept",
}

func TestLayers(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != root && d.Name() != ".." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		seen[pkg] = true
		r, ok := rooms[pkg]
		if !ok && strings.HasSuffix(pkg, "test") { // linked into tests only, which the imports below keep
			return nil
		}
		if !ok && strings.HasPrefix(pkg, "ui/screen/") {
			r, ok = rooms["ui/screen"], true
		}
		if !ok {
			t.Errorf("%s: package %s has no place in the table of rooms", path, pkg)
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, im := range f.Imports {
			name, err := strconv.Unquote(im.Path.Value)
			if err != nil {
				return err
			}
			if why := allowed(pkg, r, name); why != "" {
				t.Errorf("%s imports %s: %s", path, name, why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range rooms {
		if !seen[pkg] {
			t.Errorf("the table has a room %s, the tree has none", pkg)
		}
	}
}

func allowed(pkg string, r room, name string) string {
	for door, owner := range only {
		if under(name, door) && pkg != owner {
			return "only " + owner + " may"
		}
	}
	if name == "C" || name == "unsafe" {
		return "no cgo outside Fyne"
	}
	first, _, _ := strings.Cut(name, "/")
	switch {
	case name == "kept" || first == "kept":
		ours := strings.TrimPrefix(name, "kept/")
		ok := slices.ContainsFunc(r.ours, func(a string) bool {
			folder, all := strings.CutSuffix(a, "/…")
			return ours == a || all && under(ours, folder)
		})
		if !ok && strings.HasPrefix(pkg, "ui/screen/") && under(ours, "ui/screen") {
			ok = true
		}
		if strings.HasSuffix(ours, "test") {
			return "only tests may"
		}
		if !ok {
			return "the table does not allow it"
		}
	case strings.Contains(first, "."):
		if !slices.ContainsFunc(r.others, func(a string) bool { return under(name, a) }) {
			return "the table does not allow it"
		}
	}
	return ""
}

func under(name, prefix string) bool { return name == prefix || strings.HasPrefix(name, prefix+"/") }
