package data

import (
	"os"
	"testing"
)

// torture tells whether the long versions of the tests run: make torture.
func torture() bool { return os.Getenv("KEPT_TORTURE") == "1" }

// rounds is how often a test does its work: as a rule, with -short, and in
// make torture. The number is logged, so that the table of counts has it.
func rounds(usual, short, long int) int {
	switch {
	case torture():
		return long
	case testing.Short():
		return short
	}
	return usual
}
