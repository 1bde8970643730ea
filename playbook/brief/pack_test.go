package brief

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"kept/playbook"
	"kept/playbook/brief/doc"
	"kept/playbook/brief/draw/pdftest"
)

// A pack changes nothing on the pages, and equal inputs give equal bytes with it.
func TestBriefCarriesAPack(t *testing.T) {
	in := inputOf(norrland())
	plain, _, err := PDF(context.Background(), in, doc.Internal)
	if err != nil {
		t.Fatal(err)
	}
	in.Pack = []byte("keptpack1\nnot a real one")
	carrier, _, err := PDF(context.Background(), in, doc.Internal)
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := PDF(context.Background(), in, doc.Internal)
	if err != nil || !bytes.Equal(carrier.PDF, again.PDF) {
		t.Errorf("the same pack gives other bytes, %v", err)
	}
	if a, b := pdftest.Run(t, "pdftotext", plain.PDF), pdftest.Run(t, "pdftotext", carrier.PDF); !bytes.Equal(a, b) || plain.Pages != carrier.Pages {
		t.Error("the pack changes what stands on the pages")
	}
	if list := pdftest.Run(t, "pdfdetach", carrier.PDF, "-list"); !bytes.Contains(list, []byte("1 embedded files")) || !bytes.Contains(list, []byte(".keptpack")) {
		t.Errorf("the attachments are: %s", list)
	}
	if list := pdftest.Run(t, "pdfdetach", plain.PDF, "-list"); !bytes.Contains(list, []byte("0 embedded files")) {
		t.Errorf("the attachments of a brief without one are: %s", list)
	}
}

func TestCustomersCopyCarriesNoPack(t *testing.T) {
	in := inputOf(norrland())
	for _, b := range [][]byte{{}, []byte("keptpack1\n")} {
		in.Pack = b
		res, _, err := PDF(context.Background(), in, doc.Customer)
		var invalid *playbook.InvalidError
		if !errors.As(err, &invalid) || res.PDF != nil {
			t.Errorf("%v, %d bytes", err, len(res.PDF))
		}
	}
}
