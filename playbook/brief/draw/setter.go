package draw

import (
	"context"
	"fmt"

	"kept/playbook/brief/doc"
)

// sheet is the paper and its margins, in millimetres. Header and footer stand
// inside the margins too, so that every printer prints them.
type sheet struct{ w, h, margin float64 }

const (
	headerHeight = 9.5 // header line and the air below it
	footerHeight = 7.5
)

func sheetOf(p doc.Paper) sheet {
	if p == doc.Letter {
		return sheet{215.9, 279.4, 18}
	}
	return sheet{210, 297, 18}
}

func (s sheet) width() float64      { return s.w - 2*s.margin }
func (s sheet) bodyTop() float64    { return s.margin + headerHeight }
func (s sheet) bodyHeight() float64 { return s.h - 2*s.margin - headerHeight - footerHeight }

// setter measures blocks into pieces and collects what it has to warn about.
type setter struct {
	faces  *faces
	d      doc.Document
	sheet  sheet
	accent rgb // darkened where needed
	soft   rgb // ground in the accent's hue
	tones  [6]tint

	close float64 // what the spaces are multiplied by: 1, or less to save a page

	section string // last heading, for warnings
	where   string
	seen    map[gap]bool
	gaps    []gap
}

func newSetter(fs *faces, d doc.Document) *setter {
	accent, soft := accentOf(d.Accent)
	return &setter{faces: fs, d: d, sheet: sheetOf(d.Paper), accent: accent, soft: soft, tones: tints(accent, soft), close: 1, seen: map[gap]bool{}}
}

// Space above a block, in millimetres.
const (
	gapBlock   = 3.2
	gapSection = 6.0
	gapH1      = 9.0
	gapH2      = 6.5
)

// blocks lays out blocks one below the other at a width.
func (s *setter) blocks(ctx context.Context, bs []doc.Block, width float64) ([]piece, error) {
	var out []piece
	after := 0.0 // a block that wants its follower close or far says so here
	for i, b := range bs {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("draw document: %w", err)
		}
		if sp, ok := b.(doc.Spacer); ok {
			after += max(sp.MM, 0)
			continue
		}
		ps, err := s.block(ctx, b, width)
		if err != nil {
			return nil, err
		}
		if len(ps) == 0 {
			continue
		}
		switch {
		case i > 0 && opens(bs[i-1]):
			ps[0].gap = closeGap(bs[i-1], b)
			if _, panel := b.(doc.Callout); panel && i < len(bs)-1 {
				ps[len(ps)-1].keep = true // a banner under a heading announces what follows
			}
		case i > 0:
			ps[0].gap = before(b)
		}
		ps[0].gap = (ps[0].gap + after) * s.close
		after = 0
		out = append(out, ps...)
	}
	return out, nil
}

// before is the space a block wants above it.
func before(b doc.Block) float64 {
	switch b := b.(type) {
	case doc.Heading:
		if b.Level == 1 {
			return gapH1
		}
		return gapH2
	case doc.Section, doc.Cells, doc.Strip:
		return gapSection
	case doc.Quote, doc.SignOff:
		return gapSection - 1
	case doc.KeepTogether:
		if len(b.Blocks) > 0 {
			return before(b.Blocks[0])
		}
	case doc.Columns:
		gap := gapBlock
		for _, col := range b.Columns {
			if len(col) > 0 {
				gap = max(gap, before(col[0]))
			}
		}
		return gap
	case doc.Callout, doc.Bars, doc.Chart, doc.Timeline, doc.Cards:
		return gapBlock + 1
	}
	return gapBlock
}

// opens reports whether b is a heading of what follows.
func opens(b doc.Block) bool {
	switch b.(type) {
	case doc.Heading, doc.Section:
		return true
	}
	return false
}

// closeGap is the space between a heading and what it opens.
func closeGap(h, b doc.Block) float64 {
	if _, ok := h.(doc.Section); ok {
		switch b.(type) {
		case doc.Callout, doc.Cards, doc.Quote, doc.Columns:
			return 2
		}
		return 0.6
	}
	switch b.(type) {
	case doc.Cells, doc.Strip, doc.Section, doc.Columns, doc.Quote, doc.Cards, doc.Timeline, doc.Callout:
		return 4
	case doc.Heading, doc.Table, doc.InfluenceGrid:
		return 3
	}
	return 2
}

// block lays out one block.
func (s *setter) block(ctx context.Context, b doc.Block, width float64) ([]piece, error) {
	switch b := b.(type) {
	case doc.Masthead:
		return s.masthead(b, width), nil
	case doc.Heading:
		return s.heading(b, width), nil
	case doc.Section:
		return s.sectionRule(b, width), nil
	case doc.Paragraph:
		s.at("a paragraph")
		return s.labelled(b.Label, false, width, s.text(b.Text, s.body(), width)), nil
	case doc.Notes:
		return s.notes(b, width), nil
	case doc.Bullets:
		return s.bullets(b, width), nil
	case doc.Quote:
		return s.quote(b, width), nil
	case doc.Callout:
		return s.callout(b, width), nil
	case doc.Cells:
		return s.cells(ctx, b, width)
	case doc.Columns:
		return s.columns(ctx, b, width)
	case doc.Strip:
		return s.strip(b, width), nil
	case doc.Table:
		return s.table(b, width)
	case doc.Actions:
		return s.actions(b, width), nil
	case doc.KeyValues:
		return s.keyValues(b, width), nil
	case doc.Cards:
		return s.cards(b, width), nil
	case doc.Bars:
		return s.bars(b, width), nil
	case doc.Chart:
		return s.chart(b, width), nil
	case doc.Questions:
		return s.questions(b, width), nil
	case doc.Timeline:
		return s.timeline(b, width)
	case doc.InfluenceGrid:
		return s.influence(b, width)
	case doc.SignOff:
		return s.signOff(b, width), nil
	case doc.KeepTogether:
		ps, err := s.blocks(ctx, b.Blocks, width)
		if err != nil || height(ps) > s.sheet.bodyHeight() {
			return ps, err
		}
		return kept(ps), nil
	case doc.OnePage:
		return s.onePage(ctx, b, width)
	case doc.PageBreak:
		return []piece{{brk: true}}, nil
	}
	return nil, fmt.Errorf("the document holds a %T, which cannot be drawn", b)
}
