package main

import (
	"os"
	"path/filepath"
)

// A packScene is two laptops on which the same account was changed, set up with
// keptctl, so that the pictures of a pack are the same each time.
type packScene struct {
	*stage
	jonas, maya *laptop
}

// packPictures takes the pictures of packs alone, at once.
func packPictures(s *stage) { s.picturePacks() }

// picturePacks takes those of the way of a pack: sent, met for the first time,
// taken in, by another key.
func (s *stage) picturePacks() {
	p := &packScene{s, s.laptop("Jonas Falk", "Seller"), s.laptop("Maya Lindqvist", "Customer success manager")}
	for l, role := range map[*laptop]string{p.jonas: "seller", p.maya: "csm"} {
		if err := os.MkdirAll(filepath.Join(l.dir, "conf", "kept"), 0o700); err != nil {
			fail("%v", err)
		}
		l.stage.write(filepath.Join(l.dir, "conf", "kept", "window.json"), `{"name":"`+l.who+`","role":"`+role+`"}`)
		l.workspace = filepath.Join(l.home(), "Documents", "workspace.kept")
		l.account = "Halden Freight"
	}
	p.onlySizes("pack-first-contact", p.first(), "First pack from this laptop", [][3]any{{1440, 900, "light"}})
	back := p.changed()
	p.onlySizes("pack-taking-in", back, "changed on both sides", [][3]any{{1440, 900, "light"}, {1440, 900, "dark"}, {1100, 700, "light"}, {2560, 1440, "light"}})
	p.maya.as("pack", "open", back, "--yes")
	if err := os.Remove(filepath.Join(p.jonas.dir, "conf", "kept", "installation.key")); err != nil {
		fail("%v", err)
	}
	p.jonas.as("promise", "edit", p.jonas.account, "2", "--text", "Routes of the next day by half past six")
	other := p.sent(p.jonas, "other")
	p.onlySizes("pack-changed-key", other, "Is it really Jonas Falk?", [][3]any{{1440, 900, "dark"}})
	p.sending()
}

// as runs keptctl as the person of the laptop.
func (l *laptop) as(args ...string) []byte { return l.ctl(append([]string{"--as", l.who}, args...)...) }

// sent writes the account into a pack.
func (p *packScene) sent(l *laptop, name string) string {
	file := filepath.Join(l.home(), "Documents", name+".keptpack")
	l.as("pack", "send", l.account, "-o", file)
	return file
}

// on runs keptctl on the account.
func (l *laptop) on(what, how string, args ...string) {
	l.as(append([]string{what, how, l.account}, args...)...)
}

// first is the first pack that Maya gets from Jonas, who has hers.
func (p *packScene) first() string {
	p.maya.ctl("demo")
	p.jonas.as("pack", "open", p.sent(p.maya, "there"), "--yes")
	p.jonas.on("promise", "edit", "2", "--owner", "Petter Aas")
	p.jonas.on("risk", "add", "The ferry company changes its times at Easter")
	return p.sent(p.jonas, "first")
}

// changed has both work on the account without knowing of each other, and
// returns the pack that comes back from the seller, whose key is known by then.
func (p *packScene) changed() string {
	p.maya.as("pack", "open", p.sent(p.jonas, "first"), "--yes")
	p.jonas.on("promise", "edit", "1", "--text", "Routes of tomorrow stand at 17:00, the ferry included")
	p.jonas.on("promise", "edit", "3", "--due", "2027-03-12")
	p.jonas.on("promise", "add", "A page for drivers without a phone", "--due", "2027-03-19")
	p.maya.on("promise", "edit", "1", "--text", "Routes of tomorrow stand at 16:30")
	p.maya.on("promise", "edit", "4", "--to", "Ola Halden")
	return p.sent(p.jonas, "Halden Freight")
}

// onlySizes opens a pack with Maya's window on screens of several sizes and
// keeps what it shows of it.
func (p *packScene) onlySizes(name, file, words string, sizes [][3]any) {
	for _, c := range sizes {
		w, h, mode := c[0].(int), c[1].(int), c[2].(string)
		as := name
		switch {
		case mode == "dark":
			as += "-dark"
		case w < 1440:
			as += "-small"
		case w > 1440:
			as += "-large"
		}
		p.maya.onScreen(w, h, func() {
			p.maya.open([]string{"KEPT_THEME=" + mode}, "--workspace", p.maya.workspace, file)
			p.maya.look(words, p.maya.whole())
			_, _ = p.maya.command("xdotool", "mousemove", itoa(w-2), itoa(h-2))
			p.maya.keep(as)
			p.maya.quit()
		})
	}
}

// sending is the sheet that writes a pack.
func (p *packScene) sending() {
	l := p.jonas
	l.open(nil, "--workspace", l.workspace)
	l.look("New deal", l.whole(), strong)
	l.openAccount(l.account, "")
	l.menu("File", "Send…")
	l.look("Save pack", l.whole(), strong)
	l.intoFile("File", "~/Documents/Halden Freight.keptpack")
	l.key("Home", "Tab")
	l.keep("pack-send")
	l.quit()
}
