package ui

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// told is a key whose name is part of its item's words. The toolkit (2.8.1)
// writes the names of keys with a fifth of the ink of the words, which nobody
// can read on white, and asks the theme nothing about it; it writes none for a
// key that does not say what it is made of.
type told struct{ key fyne.KeyboardShortcut }

// ShortcutName implements fyne.Shortcut.
func (t told) ShortcutName() string { return t.key.ShortcutName() }

// keyed tells whether the window draws its own menu. The menu bar of macOS
// belongs to the system, which knows how to write a key.
func keyed() bool { return runtime.GOOS != "darwin" }

// tellKeys puts the names of the keys behind the words of a menu, one under the
// other.
func tellKeys(m *fyne.Menu) {
	if !keyed() {
		return
	}
	keys, words := make([]string, len(m.Items)), make([]string, len(m.Items))
	widest := float32(0)
	for i, it := range m.Items {
		words[i] = plainLabel(it.Label)
		switch s := it.Shortcut.(type) {
		case told:
			keys[i] = keyName(s.key)
		case fyne.KeyboardShortcut:
			it.Shortcut, keys[i] = told{s}, keyName(s)
		}
		if _, own, ok := strings.Cut(it.Label, keyGap); ok && keys[i] == "" {
			keys[i] = strings.TrimSpace(own)
		}
		widest = max(widest, labelWidth(words[i]))
	}
	for i, it := range m.Items {
		if keys[i] != "" {
			it.Label = words[i] + keyGap + fillTo(widest-labelWidth(words[i])) + keys[i]
		}
	}
}

// keyGap parts the words of an item from its key; three em spaces stand in no
// label otherwise.
const keyGap = "\u2003\u2003\u2003"

func plainLabel(label string) string {
	words, _, _ := strings.Cut(label, keyGap)
	return words
}

func labelWidth(s string) float32 {
	return fyne.MeasureText(s, theme.TextSize(), fyne.TextStyle{}).Width
}

// fillTo returns spaces that take up about the width: the widest ones first.
func fillTo(width float32) string {
	var b strings.Builder
	for _, space := range []string{"\u2003", "\u2009", "\u200a"} {
		one := labelWidth("n"+space+"n") - labelWidth("nn")
		if one < 0.5 {
			continue
		}
		for ; width >= one; width -= one {
			b.WriteString(space)
		}
	}
	return b.String()
}

// keyName is how a key is called on the keyboard and in the help.
func keyName(s fyne.KeyboardShortcut) string {
	var parts []string
	mod := s.Mod()
	for _, m := range []struct {
		is   fyne.KeyModifier
		word string
	}{{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"}, {fyne.KeyModifierSuper, "Super"}} {
		if mod&m.is != 0 {
			parts = append(parts, m.word)
		}
	}
	name := string(s.Key())
	switch s.Key() {
	case fyne.KeyReturn:
		name = "Enter"
	case fyne.KeyComma:
		name = "comma"
	}
	return strings.Join(append(parts, name), "+")
}
