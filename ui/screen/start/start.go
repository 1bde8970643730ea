// Package start is the page of the first start: who I am, and whether to look
// at the sample or begin with my own.
package start

import (
	"strings"

	"fyne.io/fyne/v2"

	"kept/playbook"
	"kept/ui/kit"
)

// Options are what the page shows and where its answers go.
type Options struct {
	Name string // as the system has it
	Role string
	// Start is called once with both answers filled in; working tells the page
	// whether that is still under way.
	Start func(name, role string, sample bool, working func(bool))
}

// width of the page.
const width = 620

// New returns the page.
func New(o Options) fyne.CanvasObject {
	name := kit.NewEntry("Your name")
	name.SetRequired(true)
	name.SetText(o.Name)
	name.SetHint("It stands beside what you write and do here.", kit.Neutral)

	roles := playbook.MemberRoles()
	words := make([]string, len(roles))
	on := len(roles) - 1 // "I do everything" is right for a small team and shows most
	for i, r := range roles {
		words[i] = r.Label
		if r.Value == o.Role {
			on = i
		}
	}
	role := kit.NewChoice(words...)
	role.Select(on)

	var sample, own *kit.Button
	busy := kit.NewLabel("", kit.Small)
	begin := func(withSample bool) {
		text := strings.Join(strings.Fields(name.Text()), " ")
		if text == "" {
			name.SetHint("Please type your name first.", kit.Broken)
			kit.Focus(name)
			return
		}
		o.Start(text, roles[role.SelectedOne()].Value, withSample, func(working bool) {
			if working {
				sample.Disable()
				own.Disable()
				busy.SetText("Opening…")
				return
			}
			sample.Enable()
			own.Enable()
			busy.SetText("")
		})
	}
	name.OnChanged = func(string) { name.SetHint("It stands beside what you write and do here.", kit.Neutral) }
	sample = kit.NewButton("Explore the sample", kit.Secondary, func() { begin(true) })
	own = kit.NewButton("Start my own workspace", kit.Primary, func() { begin(false) })

	who := kit.NewCard("Who are you?", kit.Column(kit.SpaceL, name,
		kit.Column(kit.SpaceS, kit.NewLabel("What you do", kit.Caption), role)))
	how := kit.NewCard("How do you want to begin?", kit.Column(kit.SpaceM,
		kit.NewText("The sample has twelve invented customers at every stage, in a workspace of its own. You can leave it at any time.", kit.Soft),
		kit.NewText("Your own workspace starts empty, as one file on this computer. No account, no network, nothing leaves it.", kit.Soft),
		kit.Gap(0, 2), kit.Row(kit.SpaceM, kit.Grow(busy), sample, own)))
	page := kit.Column(kit.SpaceCard,
		kit.NewLabel("Welcome to Kept", kit.Title),
		kit.NewText("What was promised before the signature, what was delivered, and what is at risk: in one place, for Sales and Customer Success.", kit.Body),
		kit.Gap(0, 4), who, how)
	return kit.NewScroll(kit.Centred(width, 0.36, page))
}
