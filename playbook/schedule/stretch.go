package schedule

import "kept/playbook"

// A Stretch is days on which something is closed or somebody is away, both
// ends among them, with the reason as it is shown.
type Stretch struct {
	From, Until playbook.Date
	Name        string
}
