package kit

// NewSubtle returns a button for what is rarely done and stands on every card:
// grey words.
func NewSubtle(text string, tapped func()) *Button { return NewButton(text, subtle, tapped) }
