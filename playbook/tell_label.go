package playbook

import (
	"strings"
	"unicode/utf8"
)

// says tells whether the label of an act says some words already. Labels clip
// long titles, so their beginning is enough.
func (e *Event) says(words string) bool {
	words = strings.ToLower(strings.Join(strings.Fields(words), " "))
	cut := false
	if r := []rune(words); len(r) > 50 {
		words, cut = string(r[:50]), true
	}
	label := strings.ToLower(e.Label)
	at := strings.Index(label, words)
	if words == "" || at < 0 {
		return false
	}
	// “due” is not said by “residue”.
	end := at + len(words)
	before, _ := utf8.DecodeLastRuneInString(label[:at])
	after, _ := utf8.DecodeRuneInString(label[end:])
	return (at == 0 || !isWordRune(before)) && (cut || end == len(label) || !isWordRune(after))
}

// gives tells whether the label of an act holds a new value: in quotation marks,
// or behind a colon.
func (e *Event) gives(value string) bool {
	value = strings.Join(strings.Fields(value), " ")
	if r := []rune(value); len(r) > 50 { // labels clip long values
		value = string(r[:50])
	} else {
		value += "”"
	}
	return value != "”" && (strings.Contains(e.Label, "“"+value) || strings.HasSuffix(strings.ToLower(e.Label+"”"), ": "+strings.ToLower(value)))
}

// isAbout tells whether the label of an act is a verb and this field, as in
// “Change the story”, so that naming it again says nothing.
func (e *Event) isAbout(field string) bool {
	label, field := strings.ToLower(e.Label), strings.ToLower(field)
	verb, ok := strings.CutSuffix(label, " "+field)
	if !ok {
		verb, ok = strings.CutSuffix(label, " “"+field+"”")
	}
	return ok && len(strings.Fields(verb)) <= 2
}
