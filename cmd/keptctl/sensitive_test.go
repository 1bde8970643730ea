package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// What is sensitive is in no output but for those who ask for it: not in the
// history, also where a whole row was added or removed, nor in what a restore
// tells.
func TestSensitiveValuesAreAskedFor(t *testing.T) {
	dir := t.TempDir()
	keptctl := func(in string, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		env := func(name string) string {
			switch name {
			case "KEPT_WORKSPACE":
				return filepath.Join(dir, "w.kept")
			case "KEPT_NOW", "KEPT_AS":
				return ""
			}
			return dir
		}
		if status := run(context.Background(), args, strings.NewReader(in), &out, &errs, env); status != 0 {
			t.Fatalf("%v: status %d, %s", args, status, errs.String())
		}
		return out.String()
	}
	backup := filepath.Join(dir, "b.kept")
	keptctl("account: Acme\navoid: the first secret\npeople:\n- name: Ingrid Moe\n  sensitive: the second secret\n", "apply", "-")
	keptctl("", "backup", backup)
	keptctl("account: Acme\navoid: the third secret\npeople:\n- name: Ingrid Moe\n  sensitive: the fourth secret\n", "apply", "-")
	secrets := func(text string) (n int) {
		for _, s := range []string{"first", "second", "third", "fourth"} {
			if strings.Contains(text, "the "+s+" secret") {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		args []string
		want int // secrets with --sensitive
	}{
		{[]string{"history", "--json"}, 4},
		{[]string{"history", "Acme", "--json"}, 4},
		{[]string{"restore", backup, "--account", "Acme", "--json"}, 4},
	} {
		told := keptctl("", c.args...)
		if n := secrets(told); n != 0 || !strings.Contains(told, `"hidden":true`) && !strings.Contains(told, `"hidden": true`) {
			t.Errorf("%v tells %d secrets, or does not say that it hides them:\n%s", c.args, n, told)
		}
		if n := secrets(keptctl("", append(c.args, "--sensitive")...)); n != c.want {
			t.Errorf("%v --sensitive tells %d secrets, want %d", c.args, n, c.want)
		}
	}
	for _, args := range [][]string{{"history"}, {"history", "Acme", "--sensitive"}, {"restore", backup, "--account", "Acme"}} {
		if told := keptctl("", args...); secrets(told) != 0 {
			t.Errorf("%v tells secrets:\n%s", args, told)
		}
	}
}
