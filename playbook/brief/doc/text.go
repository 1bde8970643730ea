package doc

// Tone is the state a word carries. It is never told by colour alone: each tone
// has a shape of its own, drawn before the word, so it survives black-and-white.
type Tone int

const (
	Neutral Tone = iota // ○ grey: no judgement
	Good                // ● green: kept, on track, confirmed
	Warn                // ▲ amber: tight, conditional, late, waiting
	Bad                 // ■ red: broken, stuck, contradiction
	Info                // ◆ blue: facts: basis, judge, proof point
	Accent              // ◆ in the document's colour
)

// Style changes how a run of text is set. Styles combine, except that bold
// italic is set bold: the family has three faces.
type Style uint8

const (
	Bold Style = 1 << iota
	Italic
	Muted  // grey, still readable
	Small  // one step smaller
	Struck // a line through it: known already
	Large  // the one figure of a cell
)

// Kind says whether a span is running text or a mark that is not broken over lines.
type Kind uint8

const (
	Run    Kind = iota // text; "\n" starts a new line
	Badge              // soft rounded pill: shape and word in the tone's colour
	Status             // shape and word in the tone's colour without a pill: ● On track
	Star               // ★, marks the deciding promise; Text is ignored
)

// Span is a run of text in one style.
type Span struct {
	Text  string
	Style Style
	Tone  Tone // colour of a Run when not Neutral; shape and colour of a Badge or Status
	Kind  Kind
}

// Text is one or more spans read as one sentence or paragraph; spaces between
// spans are part of the spans.
type Text []Span

// T is plain text.
func T(s string) Text { return Text{{Text: s}} }

// B is bold text.
func B(s string) Text { return Text{{Text: s, Style: Bold}} }

// I is italic text.
func I(s string) Text { return Text{{Text: s, Style: Italic}} }

// Grey is text one step back: sources, second lines.
func Grey(s string) Text { return Text{{Text: s, Style: Muted}} }

// Toned is text in the colour of a tone, without a shape; use it only where the
// words themselves say the state.
func Toned(t Tone, s string) Text { return Text{{Text: s, Tone: t}} }

// Pill is a soft pill with the tone's shape and a word.
func Pill(t Tone, word string) Text { return Text{{Text: word, Tone: t, Kind: Badge}} }

// State is the tone's shape and a word, for table cells: ● On track.
func State(t Tone, word string) Text { return Text{{Text: word, Tone: t, Kind: Status}} }

// StarMark is the sign of the deciding promise.
func StarMark() Text { return Text{{Kind: Star}} }

// Missing is the grey italic "Not captured" of internal documents.
// In a customer's copy the row is left out instead.
func Missing() Text { return Text{{Text: "Not captured", Style: Muted | Italic}} }

// Or is plain text of s, or Missing when s is empty.
func Or(s string) Text {
	if s == "" {
		return Missing()
	}
	return T(s)
}

// Join sets texts one after the other, with nothing between them.
func Join(parts ...Text) Text {
	var out Text
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// Sep sets texts one after the other with sep (" · ", ", ", "\n") between those that are not empty.
func Sep(sep string, parts ...Text) Text {
	var out Text
	for _, p := range parts {
		if p.Empty() {
			continue
		}
		if len(out) > 0 {
			out = append(out, Span{Text: sep})
		}
		out = append(out, p...)
	}
	return out
}

// Empty reports whether nothing would be drawn.
func (t Text) Empty() bool {
	for _, s := range t {
		if s.Text != "" || s.Kind == Star {
			return false
		}
	}
	return true
}

// Plain is the words without styles; marks are their words, a star is "★".
func (t Text) Plain() string {
	out := ""
	for _, s := range t {
		if s.Kind == Star {
			out += "★"
			continue
		}
		out += s.Text
	}
	return out
}
