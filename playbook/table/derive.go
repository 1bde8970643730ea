package table

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
)

// deriveIDs gives every deal without an id one made of its values, "row-" and 24
// hexadecimal digits, with "-2" and so on behind it for the second alike. The same file
// gives the same ids, and so does the same deal with its customer or product
// spelt another way, or in another date order, decimal mark or encoding. A deal that changed between two exports gets a new id:
// without an id in the file nothing tells it from another deal.
func deriveIDs(deals []Deal) {
	times := map[[12]byte]int{}
	h := sha256.New()
	var sum []byte
	for i := range deals {
		d := &deals[i]
		if d.ID != "" {
			continue
		}
		h.Reset()
		for _, s := range [...]string{accountKey(d.Account), d.Seller, productKey(d.Product), string(d.Stage), d.CloseOn, d.Value, d.Currency} {
			part(h, s)
		}
		sum = h.Sum(sum[:0])
		key := [12]byte(sum)
		times[key]++
		d.ID, d.Derived = "row-"+hex.EncodeToString(key[:]), true
		if n := times[key]; n > 1 {
			d.ID += fmt.Sprintf("-%d", n)
		}
	}
}

// part writes the length first, so that no two lists of parts look alike.
func part(h hash.Hash, s string) {
	fmt.Fprintf(h, "%d:", len(s))
	io.WriteString(h, s)
}
