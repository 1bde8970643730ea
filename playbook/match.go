package playbook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Matches returns the stretches of text that a search for query found: the
// beginnings of words that begin with one of its words, blind to case and
// accents, as byte offsets in order. Words are letters and digits with what
// combines with them, as the search splits them.
func Matches(text, query string) [][2]int {
	var parts [][]rune
	for _, w := range strings.FieldsFunc(query, func(r rune) bool { return !inWord(r) }) {
		if f := foldWord(w); len(f) > 0 {
			parts = append(parts, f)
		}
	}
	var out [][2]int
	for i := 0; i < len(text) && len(parts) > 0; {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !inWord(r) {
			i += n
			continue
		}
		end := i
		for end < len(text) {
			r, n := utf8.DecodeRuneInString(text[end:])
			if !inWord(r) {
				break
			}
			end += n
		}
		if found := longestMatch(text[i:end], parts); found > 0 {
			out = append(out, [2]int{i, i + found})
		}
		i = end
	}
	return out
}

// longestMatch returns how many bytes of word the longest of the parts covers.
func longestMatch(word string, parts [][]rune) int {
	longest := 0
	for _, part := range parts {
		left, end := part, 0
		for i, r := range word {
			f, mark := foldRune(r)
			if !mark && (len(left) == 0 || left[0] != f) {
				break
			}
			if !mark {
				left = left[1:]
			}
			end = i + utf8.RuneLen(r) // an accent belongs to the letter before
		}
		if len(left) == 0 {
			longest = max(longest, end)
		}
	}
	return longest
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Co, r))
}

func foldWord(word string) []rune {
	var out []rune
	for _, r := range word {
		if f, mark := foldRune(r); !mark {
			out = append(out, f)
		}
	}
	return out
}

// The base letters, in small, of the letters from a first one on: what is left
// of é without its accent. A letter without a base stands for itself.
const (
	latinFirst, latin = 0xc0, "aaaaaaæceeeeiiiiðnooooo×øuuuuyþßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþyaaaaaaccccccccddđđeeeeeeeeeegggggggghhħħiiiiiiiiiıĳĳjjkkĸllllllŀŀłłnnnnnnŉŋŋooooooœœrrrrrrssssssssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſ" +
		"ƀɓƃƃƅƅɔƈƈɖɗƌƌƍǝəɛƒƒɠɣƕɩɨƙƙƚƛɯɲƞɵooƣƣƥƥʀƨƨʃƪƫƭƭʈuuʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuuuuuuuuuǝaaaaææǥǥggkkooooʒʒjǳǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝȝhhƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥȼȼƚⱦȿɀɂɂƀʉʌɇɇɉɉɋɋɍɍɏɏ"
	greekFirst, greek       = 0x386, "α·εηι\u038bο\u038dυωιαβγδεζηθικλμνξοπρ\u03a2στυφχψωιυαεηιυαβγδεζηθικλμνξοπρςστυφχψωιυουω"
	cyrillicFirst, cyrillic = 0x400, "ееђгєѕііјљњћкиуџабвгдежзииклмнопрстуфхцчшщъыьэюяабвгдежзииклмнопрстуфхцчшщъыьэюяееђгєѕііјљњћкиуџ"
	vietFirst, viet         = 0x1e00, "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyẚſẜẝßẟaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy"
)

// folded is built once; nothing writes to it.
var folded = foldTable()

func foldTable() map[rune]rune {
	out := map[rune]rune{}
	for _, t := range []struct {
		first rune
		bases string
	}{{latinFirst, latin}, {greekFirst, greek}, {cyrillicFirst, cyrillic}, {vietFirst, viet}} {
		r := t.first
		for _, base := range t.bases {
			out[r] = base
			r++
		}
	}
	return out
}

// foldRune returns the letter that r is compared as; mark is true for an accent
// that combines with the letter before, which is not compared at all.
func foldRune(r rune) (f rune, mark bool) {
	if r < 0x80 {
		return unicode.ToLower(r), false
	}
	if f, ok := folded[r]; ok {
		return f, false
	}
	return unicode.ToLower(r), unicode.Is(unicode.Mn, r)
}
