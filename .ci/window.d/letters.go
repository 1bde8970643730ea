package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// foreign are the letters beyond ASCII that the jobs type: accents, a Polish
// and a Norwegian letter, Cyrillic, quotation marks, an emoji.
const foreign = "éåÅøüłŁŻЖан“”’🚢"

// spare are keys without a letter, by their names in the X server.
const spare = "FK13 FK14 FK15 FK16 FK17 FK18 FK19 FK20 FK21 FK22 FK23 FK24 I120 I149 I154 I168 I178 I183"

// letters gives the keyboard a key for each foreign letter before any program
// has read it. Lent a key only while it types, as xdotool would do by itself,
// a letter is lost when the program reads the keyboard a moment later.
func (s *stage) letters() error {
	var keys strings.Builder
	free := strings.Fields(spare)
	for i, r := range []rune(foreign) {
		fmt.Fprintf(&keys, "  key <%s> { type = \"ONE_LEVEL\", symbols[Group1] = [ U%04X ] };\n", free[i], r)
	}
	file := filepath.Join(s.dir, "keyboard.xkb")
	s.write(file, `xkb_keymap {
 xkb_keycodes { include "evdev+aliases(qwerty)" };
 xkb_types { include "complete" };
 xkb_compat { include "complete" };
 xkb_symbols { include "pc+us+inet(evdev)"
`+keys.String()+` };
};
`)
	c := exec.Command("xkbcomp", "-w0", file, s.display)
	c.Env = s.env
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("give the keyboard its letters: %w: %.300s", err, out)
	}
	return nil
}

// typable tells which letter of a text has no key, "" when all have one.
func typable(text string) string {
	for _, r := range text {
		if r > '~' && !strings.ContainsRune(foreign, r) {
			return string(r)
		}
	}
	return ""
}
