package table

import (
	"slices"
	"strings"
)

// knownStage returns what a stage word means in every CRM that uses it, or "".
// A word that means different things in different houses ("Closed", "Signed") is not known.
func knownStage(word string) Stage {
	key := stageKey(word)
	switch {
	case key == "":
		return ""
	case slices.Contains(words("won closedwon closewon wonclosed dealwon gewonnen abgeschlossengewonnen abgeschlossenundgewonnen geschlossengewonnen gagne gagnee fermegagne clotureegagnee ganado ganada cerradaganada cierreganado vinto vinta chiusavinta ganha ganho gewonnengesloten"), key):
		return StageWon
	case slices.Contains(words("lost closedlost closelost lostclosed deallost verloren abgeschlossenverloren abgeschlossenundverloren geschlossenverloren perdu perdue fermeperdu clotureeperdue perdido perdida cerradaperdida cierreperdido perso persa chiusapersa perdida"), key):
		return StageLost
	case slices.Contains(words("open new inprogress prospecting prospect engaging discovery qualification qualified qualifying qualifiedtobuy needsanalysis valueproposition iddecisionmakers identifydecisionmakers perceptionanalysis proposal proposalmade proposalsent proposalpricequote negotiation negotiationreview negotiationsstarted negotiating appointmentscheduled presentationscheduled decisionmakerboughtin contractsent contactmade demo demoscheduled leadin offen qualifizierung angebot verhandlung ouvert ouverte qualificationencours negociation abierto abierta propuesta negociacion"), key):
		return StageOpen
	}
	return ""
}

// stageKey ignores case, accents, punctuation and the pipeline that HubSpot adds in brackets.
func stageKey(word string) string {
	if i := strings.IndexByte(word, '('); i > 0 {
		word = word[:i]
	}
	return squash(word)
}

// A stageBook says what words mean: the person's answers first, then what is known.
type stageBook struct {
	answers map[string]Stage
	others  Stage // for unknown words, "" to ask
	cache   map[string]Stage
	used    map[string]bool // answers that some row needed
}

func newStageBook(o Options) *stageBook {
	b := &stageBook{answers: map[string]Stage{}, cache: map[string]Stage{}, used: map[string]bool{}}
	for w, s := range o.Stages {
		b.answers[answerKey(w)] = s
	}
	if o.OthersOpen {
		b.others = StageOpen
	}
	return b
}

// answerKey keeps what stageKey drops: a person may answer differently for each pipeline.
func answerKey(word string) string {
	if k := squash(word); k != "" {
		return k
	}
	return strings.ToLower(word)
}

func (b *stageBook) of(word string) Stage {
	if s, ok := b.cache[word]; ok {
		return s
	}
	key := answerKey(word)
	s, ok := b.answers[key]
	if ok {
		b.used[key] = true
	} else {
		s = knownStage(word)
	}
	if s == "" {
		s = b.others
	}
	b.cache[word] = s
	return s
}
