package pack_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kept/playbook"
	"kept/playbook/merge"
	"kept/playbook/pack"
)

// stored is forged for many inputs a second: nothing is packed. Without a list
// it has one that fits the claims.
func stored(t *testing.T, listed, claims, along string) []byte {
	if listed == "" {
		listed = strings.Replace(list("", strings.Count(claims, `"noun"`)), `"claims":1`, fmt.Sprintf(`"claims":%d`, strings.Count(claims, "\n")), 1)
	}
	var body bytes.Buffer
	z := zip.NewWriter(&body)
	for _, e := range []entry{{name: "kept.json", text: listed}, {name: "accounts/0001.ndjson", text: claims}, {name: "along.ndjson", text: along}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(e.text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return signed(body.Bytes())
}

// opens opens a pack and takes it in twice: it is refused with a sentence, or it
// can be read to its end, and a second time it brings nothing.
func opens(t *testing.T, b []byte) {
	p, err := pack.Read(b, pack.Unlock{})
	if err != nil {
		oneSentence(t, err)
		return
	}
	for _, a := range p.Accounts {
		claims, err := p.Claims(a.ID)
		if err != nil || len(claims) != a.Claims {
			t.Fatalf("a pack that opened: %d of %d claims, %v", len(claims), a.Claims, err)
		}
		if err := merge.Accept(a.ID, claims, fixed()); err != nil {
			oneSentence(t, err)
			continue
		}
		taking, err := merge.Take(merge.Sides{Account: a.ID, There: claims}, nil, merge.By{})
		if err != nil {
			oneSentence(t, err)
			continue
		}
		for _, n := range taking.Rows {
			if err := playbook.CheckValues(n); err != nil && n.Key().TrashedAt == "" {
				t.Errorf("a row breaks the rules: %v", err)
			}
		}
		again, err := merge.Take(merge.Sides{Account: a.ID, Here: taking.Claims, There: claims}, nil, merge.By{})
		if err != nil || again.Claims != nil {
			t.Errorf("the second time it brings %+v, %v", again.Claims, err)
		}
	}
}

func oneSentence(t *testing.T, err error) {
	var invalid *playbook.InvalidError
	if !errors.As(err, &invalid) || strings.ContainsAny(err.Error(), "\n\x00") {
		t.Errorf("%T %q", err, err)
	}
}

// What stands in the entries of a pack may be anything; its signature holds.
func FuzzPack(f *testing.F) {
	f.Add(list("", 1), goodClaim, "")
	f.Add("", goodClaim+strings.NewReplacer(id2, "019cadc6-63d0-7f41-a098-0166561f9321", `"do"`, `"undo","undoes":"`+id2+`"`).Replace(goodClaim), "")
	f.Add("", strings.Replace(goodClaim, `"Aster\"}"}`, `"Aster\"}"},{"noun":"promise","row":"`+id2+`","old":null,"new":"{\"text\":\"A report\"}"},{"noun":"promise","row":"`+id2+`","col":"due_on","old":"","new":"2026-05-01"}`, 1),
		`{"noun":"member","id":"`+id2+`","values":{"name":"Ada Marsh","role":"seller"}}`+"\n")
	f.Fuzz(func(t *testing.T, listed, claims, along string) {
		if len(listed)+len(claims)+len(along) > 16<<10 {
			return
		}
		opens(t, stored(t, listed, claims, along))
	})
}

// What follows the head of a pack may be anything.
func FuzzPackBody(f *testing.F) {
	account := playbook.NewID(fixed())
	f.Add(written(f, source(account, story(account)), key(f), pack.Lock{})[106:])
	f.Add(forged(f, entry{name: "kept.json", text: list("", 1)}, entry{name: "accounts/0001.ndjson", text: goodClaim}, entry{name: "along.ndjson"})[106:])
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) <= 16<<10 {
			opens(t, signed(body))
		}
	})
}

// lockOf is the key for which the kept inputs of FuzzLocked are locked. It is
// known to everybody and opens nothing else.
const lockOf = "ed25519 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nage AGE-SECRET-KEY-17XGAU0V77UJ60XA2QCJLFY9ME2344TSEWSN3RNNZLKP59356TG9S3RK3S4\n"

// What is locked may be anything, and so may the lock.
func FuzzLocked(f *testing.F) {
	account := playbook.NewID(fixed())
	var k pack.Key
	if err := k.UnmarshalText([]byte(lockOf)); err != nil {
		f.Fatal(err)
	}
	f.Add(written(f, source(account, story(account)), k, pack.Lock{Recipients: []string{k.Recipient()}}))
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\nAAAA\n--- AAAA\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, u := range []pack.Unlock{{}, {Key: k}} {
			if _, err := pack.Read(b, u); err != nil && !errors.Is(err, pack.ErrLocked) {
				oneSentence(t, err)
			}
		}
	})
}

func FuzzPDF(f *testing.F) {
	account := playbook.NewID(fixed())
	b := written(f, source(account, story(account)), key(f), pack.Lock{})
	f.Add(document(f, b))
	f.Add(plainPDF("/Length 12 0 R", string(b), "\nendstream\n"))
	f.Add(plainPDF(fmt.Sprintf("/Length %d", len(b)), string(b), "\r\nendstream\r\n"))
	f.Fuzz(func(t *testing.T, pdf []byte) {
		if len(pdf) > 64<<10 {
			return
		}
		got, err := pack.FromPDF(pdf)
		if err == nil && !pack.Is(got) {
			t.Errorf("found %q, which is no pack", got[:min(len(got), 32)])
		}
		if _, err := pack.Read(pdf, pack.Unlock{}); err != nil && !errors.Is(err, pack.ErrLocked) {
			oneSentence(t, err)
		}
	})
}
