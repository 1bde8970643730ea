package ics

import (
	"strings"
	"unicode/utf8"

	"kept/playbook"
)

// maxLine is how many bytes a line may have before it is folded.
const maxLine = 75

// A writer puts lines together.
type writer struct{ b strings.Builder }

// text writes a value that people read.
func (w *writer) text(name, value string) {
	if value != "" {
		w.put(name, escape(value))
	}
}

// put writes one line, folded between characters, never inside of one.
func (w *writer) put(name, value string) {
	line, room := name+":"+value, maxLine
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		w.b.WriteString(line[:cut])
		w.b.WriteString("\r\n ")
		line, room = line[cut:], maxLine-1 // the space that marks a folded line counts
	}
	w.b.WriteString(line)
	w.b.WriteString("\r\n")
}

// escape writes a text so that nothing in it is taken for the format's own
// signs. Characters that no text has, such as control characters, go.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ReplaceAll(playbook.CleanText(s), "\r\n", "\n"))
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

func escaped(all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = escape(s)
	}
	return out
}
