package data

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/glebarez/sqlite"
	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"

	"kept/playbook"
)

// A Spotter finds the person of a plan outside of the workspace: in logs and
// in backups.
type Spotter struct {
	finder
	token string
	forms [][]byte
}

// NewSpotter returns a Spotter for the names and addresses of a plan.
func NewSpotter(plan playbook.ForgetPlan) *Spotter {
	s := &Spotter{token: plan.Token}
	add := func(kind int, texts []string) {
		for _, t := range texts {
			s.terms = append(s.terms, newTerm(kind, t))
			for _, form := range []string{t, strings.ToLower(t), strings.ToUpper(t), norm.NFC.String(t), norm.NFD.String(t)} {
				s.forms = append(s.forms, []byte(form))
			}
		}
	}
	for _, n := range plan.Names {
		add(wholeName, spellings(n))
	}
	add(mailAddress, plan.Mails)
	add(phoneNumber, plan.Phones)
	return s
}

// Clean returns a text without the person, and whether they stood in it.
func (s *Spotter) Clean(text string) (string, bool) {
	out, spans := s.redact(text, playbook.ID{}, s.token)
	return out, len(spans) > 0
}

// spotAtOnce is how much of a file is looked at together, and overlap what is
// looked at twice, because a name may lie across the border.
const (
	spotAtOnce = 1 << 20
	overlap    = 4 << 10
)

// InFile tells whether the bytes of a name or an address stand in a file, in
// one of its usual forms: as spelled, in small letters, in capitals. It knows
// nothing of the file's format, so that it can be asked of any backup, also of
// a damaged one; a name that its format cuts in two can be missed.
func (s *Spotter) InFile(ctx context.Context, path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	buf := make([]byte, 0, spotAtOnce+overlap)
	for {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		keep := buf[max(0, len(buf)-overlap):]
		n := copy(buf[:cap(buf)], keep)
		got, err := io.ReadFull(f, buf[n:cap(buf)])
		buf = buf[:n+got]
		if s.inBytes(buf) {
			return true, nil
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
}

func (s *Spotter) inBytes(b []byte) bool {
	for _, form := range s.forms {
		for at := 0; ; {
			i := bytes.Index(b[at:], form)
			if i < 0 || len(form) == 0 {
				break
			}
			i += at
			before, _ := utf8.DecodeLastRune(b[:i])
			after, _ := utf8.DecodeRune(b[i+len(form):])
			first, _ := utf8.DecodeRune(form)
			last, _ := utf8.DecodeLastRune(form)
			if (!wordly(before) || !wordly(first) || unspaced(first)) && (!wordly(after) || !wordly(last) || unspaced(last)) && !joiner(after) {
				return true
			}
			at = i + 1
		}
	}
	return false
}

// ForgottenIn returns who was forgotten in a workspace or backup at a path,
// without opening it for more than a look. A file that cannot be read, or is
// older than forgetting, has none.
func ForgottenIn(ctx context.Context, path string) []Forgotten {
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	db, err := sql.Open(sqlite.DriverName, dsn(path, url.Values{"mode": {"ro"}, "immutable": {"1"}}))
	if err != nil {
		return nil
	}
	defer db.Close()
	g, err := gorm.Open(&sqlite.Dialector{Conn: db}, &gorm.Config{DisableAutomaticPing: true, Logger: quiet{slog.New(slog.DiscardHandler)}})
	if err != nil {
		return nil
	}
	list, err := (&Store{kinds: newKinds(), read: g}).Forgotten(ctx)
	if err != nil {
		return nil
	}
	return list
}
