package kit

import "fyne.io/fyne/v2"

// What a screen reader hears, where the toolkit's build has one.

// AccessibilityLabel implements fyne.Accessible.
func (b *Button) AccessibilityLabel() string { return b.Text() }

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (l *Label) AccessibilityLabel() string { return l.Text() }

// AccessibilityRole implements fyne.Accessible.
func (l *Label) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (t *Text) AccessibilityLabel() string { return t.Text() }

// AccessibilityRole implements fyne.Accessible.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (p *Pill) AccessibilityLabel() string { return p.in.tag.Text }

// AccessibilityRole implements fyne.Accessible.
func (p *Pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (c *HeatCell) AccessibilityLabel() string { return c.line.Text }

// AccessibilityRole implements fyne.Accessible.
func (c *HeatCell) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (b *TagButton) AccessibilityLabel() string { return b.in.tag.Text }

// AccessibilityRole implements fyne.Accessible.
func (b *TagButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible; the state is part of it.
func (c *Checkbox) AccessibilityLabel() string {
	return c.Text() + [...]string{", not ticked", ", ticked", ", partly ticked"}[c.state]
}

// AccessibilityRole implements fyne.Accessible.
func (c *Checkbox) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (i *railItem) AccessibilityLabel() string {
	if i.badge.Text == "" {
		return i.text.Text
	}
	return i.text.Text + ", " + i.badge.Text
}

// AccessibilityRole implements fyne.Accessible.
func (i *railItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (h *sectionHead) AccessibilityLabel() string {
	if h.of.open {
		return h.title.Text + ", open"
	}
	return h.title.Text + ", folded"
}

// AccessibilityRole implements fyne.Accessible.
func (h *sectionHead) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
