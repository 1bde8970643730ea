package playbook

// The kinds of a FilePlace.
const (
	PlaceNetwork = "network" // a folder of another computer
	PlaceSynced  = "synced"  // a folder that a sync program copies to other computers
)

// A FilePlace is where a workspace lies, as far as that is a risk to it. The
// zero FilePlace is a disk of this computer, or one that nothing is known of.
type FilePlace struct {
	Kind string
	Name string // the protocol or program, "" when not known
}

// Risky tells whether there is something to warn about.
func (p FilePlace) Risky() bool { return p.Kind != "" }

// Words says in one or two sentences what the risk is and what is better.
func (p FilePlace) Words() string {
	named := ""
	if p.Name != "" {
		named = " (" + p.Name + ")"
	}
	switch p.Kind {
	case PlaceNetwork:
		return "This workspace is in a network folder" + named + ". Two computers writing there, or a broken connection, can damage it: keep it on this computer’s disk, and put the backups in the network folder."
	case PlaceSynced:
		program := "a sync program"
		if p.Name != "" {
			program = p.Name
		}
		return "This workspace is in a folder that " + program + " copies while it is being written. That can damage it or make a second version: keep it on this computer’s disk in a folder that is not synced, and put the backups in the synced one."
	}
	return ""
}
