package doc

import "testing"

func TestSepLeavesOutWhatIsEmpty(t *testing.T) {
	got := Sep(" · ", T("Mid-market"), T(""), nil, B("24 months"))
	if got.Plain() != "Mid-market · 24 months" {
		t.Errorf("Sep = %q", got.Plain())
	}
	if !Sep(", ", nil, T("")).Empty() {
		t.Error("Sep of nothing is not empty")
	}
}

func TestOrSaysNotCaptured(t *testing.T) {
	if got := Or(""); got.Plain() != "Not captured" || got[0].Style != Muted|Italic {
		t.Errorf("Or of nothing = %+v, want grey italic words", got)
	}
	if got := Or("Ingrid Moe"); got.Plain() != "Ingrid Moe" || got[0].Style != 0 {
		t.Errorf("Or = %+v", got)
	}
}

func TestPlainKeepsMarks(t *testing.T) {
	got := Join(StarMark(), T(" Live "), Pill(Warn, "tight"))
	if got.Plain() != "★ Live tight" || got.Empty() {
		t.Errorf("Plain = %q", got.Plain())
	}
}
