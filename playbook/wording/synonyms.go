package wording

import (
	"strings"
	"sync"
)

// groups lists words and phrases of handoff questions that ask for the same thing, one group to a
// line, its first word standing for all. A word belongs to one group only; it may be given in any
// form, because both sides are stemmed. Groups are narrow on purpose: a wide one makes strangers
// look alike, and a question shown wrongly costs more trust than one missed.
const groups = `
approve, sign off, signoff, approval, accept, acceptance, validate, confirm, authorise, agree to
responsible, responsibility, accountable, in charge, owner, own, ownership, looks after, look after
golive, go live, going live, goes live, went live, we're live, are live, is live, launch, cutover, cut over, day one, first day, opening
login, log in, logon, log on, sign in
user, people, person, head count, headcount, staff, employee, worker, personnel, colleague
vendor, supplier, provider
previous, last, former, old, legacy, prior
current, existing, present
leave, left, leaving, move away, moved away, moving away, switch, abandon, quit, drop, walk away
contract, agreement, deal
include, cover, contain, part of, comprise
integrate, integration, connect, connection, link, interface, hook up, connector
promise, commitment, commit, committed, assure, guarantee, pledge
buy, bought, purchase, buyer, say yes, said yes, saying yes, sold, sell, order, ordered, acquire
convince, persuade, win over
discount, price reduction, price cut, reduced price, rebate, concession, money off
contact, talk to, speak to, speak with, talk with, reach, turn to, call on
technical, it side, it department, it contact, it team, it people, it lead, technician
sso, single sign on, singlesignon
migrate, migration, import, bring over, carry over, carried over, transfer
history, historic, historical, how far back, years of
freeze, blackout, blackouts, nothing may be changed, no changes, not change anything, can't touch, cannot touch, off limits
response, respond, reply, react, reaction, response times, response time
support, helpdesk, help desk, ticket, service desk
oppose, against, objected, object, objection, resist, sceptic, sceptical, skeptic, skeptical, opponent
cs, csm, customer success, success team, customer success manager
measure, metric, measurement, kpi
source, come from, comes from, coming from, origin
data, figure
deadline, due date, time limit, cut off date
outofscope, out of scope, not included, not include, not buy, not bought, didn't buy, not part of, isn't part of, excluded, exclude, exclusion, left out
renew, renewal, prolong
notice, notice period, cancellation period
language, english, german, french, spanish, polish
train, training, trainer, teach, instruct, coach
projectlead, project lead, project manager, project leader, lead of the project
week, weekly
month, monthly
handover, hand over, handoff, handing over, take over, taking over, takes over, taken over, transition
know, known, knowledge, told, informed, aware, heard, familiar
consequence, what happens if, happens if, what if
miss, missing, missed, slip, slipped, overrun, late, delay, delayed, overdue
system, software, tool, application, app, platform, program, product, solution
site, location, branch, premises, facility
phase, stage, wave
pay, payment, paid
invoice, bill, billing
demo, demonstrate, demonstration, shown
standard, regular, default
dedicated, assigned
security, compliance, infosec, privacy, gdpr
document, documentation, paperwork, paper
start, begin, began, kickoff, kick off, kicks off, commence
risk, worry, worries, worried, concern, concerned, danger, afraid, nervous, fear
update, keep informed, kept informed, keep posted, keep up to date, kept up to date
competitor, rival, alternative, competition
price, cost, fee, charge, expense
sandbox, test environment, test system, testing environment, demo environment
target, goal, aim, aiming, objective
sponsor, executive sponsor, sponsorship
department, team, division, unit
licence, license, seat, subscription
money, budget, fund, funding
extra, additional, further
penalty, penalties, fine, damages, service credit, compensation
deliver, delivery, delivering
dislike, unhappy, dissatisfied, complain, complained, complaint, frustrated, frustrating, annoyed, hate, hated, not like, didn't like, wrong with
legal, lawyer, solicitor, counsel, attorney
dpa, data processing agreement, processing agreement
nda, confidentiality agreement, non disclosure agreement
sign, signature, countersign
meeting, meet, call, catch up, check in
status, progress
bespoke, custom, customised, customized, customisation, tailored, tailor made, made to measure
development, develop, coding
escalate, escalation
block, blocked, stuck, stall, stalled, stop, stopped
now, right now, at this moment, at this time, at this point, just now
reference, referral, testimonial, case study
ask, request
quality, clean, cleanliness, dirty, accuracy, accurate, tidy, messy
country, nation
region, territory, area
project, initiative, undertaking
depend, dependent, dependency, condition, prerequisite, precondition, conditional, have to happen before, has to happen before, must happen before
access, credential, permission, get into, rights
production, live environment, live system, productive
name, named, do they call, call it, call this, title
internal, internally, in house
session, class, lesson, training day, workshop, course
decide, decision, judge, choose, chose, chosen, pick, select, selected, set it
decisionmaker, decision maker, economic buyer, budget holder
report, dashboard, statistic, analytic
expect, expectation, believe, belief, assume, assumption, suppose
problem, issue, pain, pain point, difficulty, trouble, challenge
bug, error, defect, fault
change, modify, alter, adjust, amend
check, review, inspect, verify
trial, pilot, try out, proof of concept, poc
important, priority, critical, key, crucial, main
urgent, urgency, hurry, rush
schedule, timeline, timetable
finish, complete, completed, done, ready
setup, set up, configure, configuration, install, installation
store, stored, storage, hosted, hosting
device, tablet, mobile, smartphone, laptop, hardware
cancel, cancellation, terminate, termination, exit
expand, expansion, upsell
champion, advocate, supporter, ally
conflict, tension, friction, politics, quarrel
boss, manager, head of, director, superior
holiday, vacation, shutdown, closure
outcome, result, achieve, achievement, benefit
involve, involved, participate, participant, take part
limit, restriction, constraint, limitation, restricted
requirement, require, required, mandatory, obligatory, compulsory, must have
allow, allowed, permit, permitted
onsite, on site, in person, face to face
partner, reseller, agency, third party, contractor
feature, function, functionality, capability
delete, remove, erase
back up, backup
stakeholder
email, mail
phone, telephone
remind, reminder
sensitive, confidential
workaround, work around
volume, quantity
offline, without internet, no internet, without a connection
downtime, down time, be down, outage, unavailable
free, free of charge, no charge, at no cost
emphasise, emphasised, emphasized, stressed, highlighted
`

// stops are the words that carry no part of a question's subject. "customer" is among them since
// every question in a handoff is about the customer. Question words count on their own, see asks.
const stops = " a an the of to in on at by for with from and or but if as is are was were be been being am do does did done has have had having will would shall should can could may might must need needs needed get gets got give gives gave given " +
	"we us our they them their theirs it its he she his her you your i my me this that these those there here what which who whom whose when where why how many much any some all not no nor than then so such just " +
	"customer customers client clients account side s d ll re ve t what's who's it's isn't aren't don't doesn't didn't won't we're they're let make made makes exactly explicitly please about into out up over per also one take takes taken say said says tell happen happens happened regarding concerning able thing things most best same someone somebody something anyone anything everyone everything yet ever once often any already before during without while because until still after other go goes "

// light words are subjects, but of so many questions that they say little.
const light = " want wanted wants like send sent agree agreed receive received hold held keep kept put run running work works working find found look looking see seen show plan planned think exist first next new different available level kind type way moment provide offer exist add happen place big small large long short people person time start system " +
	"ask asked request requested call extra additional internal "

// aspect is what kind of answer a question wants.
type aspect int

const (
	asksWho aspect = 1 << iota
	asksWhen
	asksWhere
	asksWhy
	asksAmount
	asksLength
	asksOften
)

// asks lists wordings and the kind of answer they want. A question may want two ("who, and when").
func asks() []struct {
	aspect
	list string
} {
	return []struct {
		aspect
		list string
	}{
		{asksWho, "who, whom, whose, which person, what person"},
		{asksWhen, "when, date, dates, what day, which day, what time, which month, by when"},
		{asksWhere, "where, what source, the source"},
		{asksWhy, "why, reason, reasons, how come, what caused, cause of, trigger, triggered, what prompted, prompted"},
		{asksAmount, "how many, how much, number of, amount of"},
		{asksLength, "how long, how far, how big, how large, how high, how old"},
		{asksOften, "how often, how frequently, frequency"},
	}
}

// phrase is a wording and the word that stands for it.
type phrase struct {
	words   []string
	concept string
	aspect  aspect
}

// thesaurus holds the phrases by their first word, longest first.
type thesaurus struct {
	concepts, aspects map[string][]phrase
	light             map[string]bool // by concept
}

// synonyms is built on first use, like lexicon. Words of a phrase are stemmed, so that one entry
// serves "sign off", "signs off" and "signed off".
var synonyms = sync.OnceValue(func() thesaurus {
	t := thesaurus{map[string][]phrase{}, map[string][]phrase{}, map[string]bool{}}
	for line := range strings.Lines(groups) {
		words := strings.Split(strings.TrimSpace(line), ",")
		for _, w := range words {
			if f := strings.Fields(w); len(f) > 0 {
				addPhrase(t.concepts, phrase{words: stems(f), concept: stem(strings.TrimSpace(words[0]))})
			}
		}
	}
	for _, a := range asks() {
		for _, w := range strings.Split(a.list, ",") {
			addPhrase(t.aspects, phrase{words: strings.Fields(w), aspect: a.aspect})
		}
	}
	for _, w := range strings.Fields(light) {
		c := stem(w)
		if p := longest(t.concepts, []string{c}, 0); p != nil {
			c = p.concept
		}
		t.light[c] = true
	}
	return t
})

func addPhrase(to map[string][]phrase, p phrase) {
	list := to[p.words[0]]
	at := 0
	for at < len(list) && len(list[at].words) >= len(p.words) {
		at++
	}
	list = append(list, phrase{})
	copy(list[at+1:], list[at:])
	list[at] = p
	to[p.words[0]] = list
}

func stems(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = stem(w)
	}
	return out
}

// stem cuts the commonest endings of English, so that forms of one word meet. It need not yield a
// word, and leaves short words and other scripts alone.
func stem(w string) string {
	w = strings.TrimSuffix(w, "'s")
	cut := func(suffix, put string, left int) bool {
		if strings.HasSuffix(w, suffix) && len(w)-len(suffix) >= left {
			w = w[:len(w)-len(suffix)] + put
			return true
		}
		return false
	}
	switch {
	case cut("ies", "y", 2), cut("sses", "ss", 2), cut("ches", "ch", 2), cut("shes", "sh", 2), cut("xes", "x", 2):
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
	default:
		cut("s", "", 3)
	}
	switch {
	case cut("ations", "", 4), cut("ation", "", 4), cut("ating", "", 4), cut("ated", "", 4), cut("ate", "", 4):
	case cut("ing", "", 3), cut("ied", "y", 2), cut("ed", "", 3):
		// "planned", "shipping": the doubled letter goes with the ending.
		if n := len(w); n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("aeiousl", rune(w[n-1])) {
			w = w[:n-1]
		}
	}
	if len(w) > 3 {
		w = strings.TrimSuffix(w, "e")
	}
	return w
}
