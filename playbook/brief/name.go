package brief

import (
	"strings"
	"unicode"

	"kept/playbook"
	"kept/playbook/brief/doc"
)

// maxStem bounds the account's part of a file name, in bytes, so that the whole
// stays under the 255 bytes of common file systems and leaves room for a path.
const maxStem = 100

// FileName returns a safe name for a document of this kind about an account: letters, digits
// and hyphens, no path, never a reserved device name, at most 160 bytes. It
// ends in -customer.pdf or -INTERNAL.pdf, and the customer's says nothing but
// account, document and date.
func FileName(account string, k Kind, to doc.Audience, on playbook.Date) string {
	stem := safeStem(account)
	if stem == "" {
		stem = "account"
	}
	kind, end := sheetOf(k).stem, "INTERNAL"
	if to == doc.Customer {
		kind, end = sheetOf(k).customerStem, "customer"
	}
	return joined("-", stem, kind, string(on), end) + ".pdf"
}

// Stem returns the beginning of a file name about an account, as safe as
// FileName's: its words and what the file holds, joined by hyphens.
func Stem(account, what string) string {
	stem := safeStem(account)
	if stem == "" {
		stem = "account"
	}
	return joined("-", stem, what)
}

// safeStem keeps letters with their marks and digits; all else parts words.
// With the kind behind it the stem is never the whole of a file's base name,
// so CON or NUL cannot become a device.
func safeStem(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		keep := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && !unicode.Is(unicode.Variation_Selector, r)
		if !keep || r == unicode.ReplacementChar {
			gap = b.Len() > 0
			continue
		}
		if b.Len()+len(string(r))+1 > maxStem {
			break
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
