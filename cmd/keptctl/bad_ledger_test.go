package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// An account with 500 promises is listed, filtered, sorted, given away and
// edited; every promise keeps its number.
func TestFiveHundredPromises(t *testing.T) {
	c := sitDown(t)
	var b bytes.Buffer
	b.WriteString("account: Acme\nclose: {actual_close: 2027-02-20}\npromises:\n")
	for i := range 500 {
		fmt.Fprintf(&b, "  - {text: \"Promise %03d\", due_kind: date, due_on: 2027-02-%02d, support: supported}\n", 499-i, i%28+1)
	}
	c.does("apply", c.file("a.yaml", b.Bytes()))
	type row struct {
		Number          int
		ID, Text, State string
		Owner, Next     string
	}
	var all, late, sorted []row
	c.reads(&all, "promises", "acme")
	if len(all) != 500 {
		t.Fatalf("%d promises, want 500", len(all))
	}
	for i, p := range all {
		if p.Number != i+1 || p.State != "overdue" || p.Next != "Name who delivers it" {
			t.Fatalf("promise %d is %+v", i+1, p)
		}
	}
	give := []string{"promise", "assign", "acme", "--owner", "Ada Wolf"}
	for i := range 250 {
		give = append(give, fmt.Sprint(i+1))
	}
	if out := c.does(give...); !strings.Contains(out, "Ada Wolf delivers 250 promises; 250 promises changed hands.") {
		t.Errorf("given away: %s", out)
	}
	c.does("promise", "edit", "acme", "500", "--status", "delivered", "--owner", "Cleo Marsh")
	c.reads(&late, "promises", "acme", "--filter", "overdue")
	if len(late) != 499 {
		t.Errorf("%d overdue, want 499", len(late))
	}
	c.reads(&sorted, "promises", "acme", "--sort", "owner")
	if len(sorted) != 500 || sorted[0].Owner != "" || sorted[499].Owner != "Cleo Marsh" || sorted[499].Number != 500 || sorted[499].ID != all[499].ID {
		t.Errorf("by owner: %d, first %+v, last %+v", len(sorted), sorted[0], sorted[len(sorted)-1])
	}
	if out := c.does("promises", "acme"); strings.Count(out, "\n") < 500 || !strings.Contains(out, "0 of 500 due") {
		t.Errorf("the list for a person ends with %.200q", out[max(0, len(out)-200):])
	}
	c.fails(3, "“Promise 000” has no outcome", "close", "acme")
	c.does("check")
}
