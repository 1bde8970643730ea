package playbook

import "strings"

// Slug makes an id of words: lower-case words joined by hyphens, at most 40
// letters of them; empty where nothing is left.
func Slug(words, empty string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(words) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case strings.ContainsRune("äàáâãå", r):
			b.WriteByte('a')
		case strings.ContainsRune("éèêë", r):
			b.WriteByte('e')
		case strings.ContainsRune("öòóôõø", r):
			b.WriteByte('o')
		case strings.ContainsRune("üùúû", r):
			b.WriteByte('u')
		default:
			b.WriteByte(' ')
		}
	}
	id := ""
	for _, w := range strings.Fields(b.String()) {
		if len(id)+1+len(w) > 40 {
			break
		}
		id = strings.Trim(id+"-"+w, "-")
	}
	if id == "" {
		return empty
	}
	return id
}
