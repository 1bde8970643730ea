package wording

import (
	"strings"
	"sync"
)

// guard says when a listed wording is not vague after all.
type guard int

const (
	// always: no figure elsewhere in the sentence says what the wording leaves out.
	always guard = iota
	// unlessNumber: a figure in the same sentence gives the word its meaning ("faster: 3 days
	// instead of 9"), and after "the" or "their" it belongs to a thing's name ("the flexible
	// packaging line").
	unlessNumber
	// unlessFact: a figure or a date in the same sentence is enough.
	unlessFact
	// never: a harmless wording that holds a listed word ("at most", "rather than").
	never
)

// class is a group of wordings with the same thing missing.
type class struct {
	why, ask string
	kinds    []Kind // nil: all
	guard    guard
	list     string // wordings, separated by commas; "*" stands for any one word
}

const (
	whyWhen, askWhen       = "Gives no date.", "By which date?"
	whyOften, askOften     = "Does not say how often.", "How often, or on which days?"
	whyAmount, askAmount   = "Gives no amount.", "How many, or how much?"
	whyGuess, askGuess     = "An estimate without limits.", "Which figure, or which lowest and highest?"
	whyOpen, askOpen       = "Leaves open what is included.", "What exactly is included?"
	whyHedge, askHedge     = "Leaves open whether it happens.", "Is it agreed, and what does it depend on?"
	whyView, askView       = "An impression rather than a fact.", "Who said or did what, and when?"
	whyPraise, askPraise   = "Nobody can check this.", "What will the customer see, and how is it measured?"
	whyMore, askMore       = "Names no figure to compare with.", "From which figure to which, by when?"
	whyWho, askWho         = "Names nobody.", "Who, by name or role?"
	whyEffort, askEffort   = "Describes an effort, not a result.", "What will be there at the end, and by when?"
	whyWhere, askWhere     = "Refers to something not written here.", "What was agreed?"
	whyNoFact, askNoFact   = "No date, number or name.", "What exactly, for whom and by when?"
	whyNoScale, askNoScale = "No number to measure.", "Which figure today, which target, and how is it measured?"
)

// classes lists the wordings. A wording stands in the mildest class that fits: what a note may
// well say ("they usually work Saturdays") is pointed out only in promises and criteria.
func classes() []class {
	both := []Kind{Promise, Criterion}
	promise := []Kind{Promise}
	return []class{
		{whyWhen, askWhen, nil, always, `soon, sooner or later, shortly, asap, as soon as possible, as soon as we can,
			as * as possible, near future, not too distant future, before long, in due course, eventually, at some point, at some stage,
			some time, sometime, some day, someday, early on, later on, down the line, down the road,
			in no time, in next to no time, any day now, any time now, any minute, one of these days, on the roadmap, on our roadmap, in the pipeline, coming weeks, coming months, coming days, next few weeks, next few months,
			next couple of weeks, over time, in time, when time allows, time permitting, when we can, when possible, when ready, when the time comes,
			a while, in a bit, within weeks, within days, within months, for now, for the time being,
			until further notice, this side of christmas, by the summer, by summer, by the spring, by spring, by the autumn, by autumn,
			by the winter, by winter, in the summer, in the spring, in the autumn, in the winter, before the summer, before summer,
			after the summer, over the summer, after the holidays, before the holidays, around then, in good time, day or two, week or two, month or two`},
		{whyWhen, askWhen, promise, always, `later this year, later in the year, later this month, next release, next version, next update, next phase,
			next week, next month, next quarter, next year, upcoming release, future release, in a timely manner, timely, promptly,
			in a timely fashion, at the earliest opportunity, at short notice, early next year`},
		{whyWhen, askWhen, both, unlessFact, `quickly, swiftly, speedily, rapidly, immediately, straight away, right away, sooner, later, rapid, quick, speedy, instantly, without delay`},
		{whyOften, askOften, both, unlessFact, `regularly, periodically, frequently, often, from time to time, now and then, ongoing, continuously,
			on a regular basis, occasionally, every so often, sometimes, regular`},
		{whyAmount, askAmount, nil, always, `some, several, various, a few, quite a few, few, a lot, a lot of, lots, lots of, plenty, plenty of, a couple, a couple of, a handful,
			handful of, numerous, a number of, a bit, a bit of, a little bit, quite a bit, quite a lot, countless, loads of, tons of, a ton of, a bunch of, a fair amount,
			a good deal, a great deal, a large number, the majority, good chunk of, chunk of, a chunk of, a good chunk of, good part of, a good part of, a good many, a fair few, a good number of, dozens of, hundreds of, thousands of, a variety of, a range of, multiple`},
		{whyAmount, askAmount, both, always, `most, mostly, many, largely, almost all, nearly all, much of, a small number, the bulk of, certain`},
		{whyGuess, askGuess, nil, always, `or so, give or take, ballpark, ish, thereabouts, or thereabouts, in the region of, somewhere between, in the order of,
			around half term, around easter, around christmas, around the end, around the start, around the beginning, around the middle,
			around the turn, about the end, around year end, around month end, around new year`},
		{whyOpen, askOpen, nil, always, `etc, and so on, and so forth, and the like, or something, or similar, stuff, things like, various things, and things, among others,
			within reason, as needed, as required, as necessary, as appropriate, where appropriate, if needed, if necessary, if required, where needed, where possible, wherever possible,
			where necessary, when needed, and more, you name it, whatnot, all sorts of, all kinds of, bits and pieces, bits and bobs, the usual, one way or another`},
		{whyOpen, askOpen, promise, always, `whatever, something, somehow, anything, everything they need, all their needs, full support, fully supported, tailored, customised to their needs,
			full service, hands on`},
		{whyHedge, askHedge, nil, always, `probably, maybe, perhaps, possibly, hopefully, might, presumably, supposedly, with any luck, fingers crossed, likely to, most likely, very likely, conceivably,
			if possible, if all goes well, all being well, ideally, in principle, in theory, more or less, up to a point, to some extent, to a degree, for the most part, by and large,
			tentatively, provisionally, may want, may need, may have to, may be able, may take, may also, may well, could be, could well`},
		{whyHedge, askHedge, both, always, `should, try to, try and, trying to, tries to, aim to, aim for, aiming to, aims to, intend to, hope to, hoping to, expect to, expected to, plan to, planning to, looking to,
			would be able, could, generally, normally, usually, typically, in general, as a rule, under normal circumstances, best effort, best efforts, our best, best endeavours, reasonable efforts,
			no problem, not a problem, no issue, no worries, no brainer, should be fine, be fine, seek to, endeavour to, potentially, in most cases`},
		{whyView, askView, nil, always, `i think, we think, i believe, we believe, i guess, i assume, we assume, i suppose, i feel, we feel, i reckon, my gut, gut feeling, kind of, sort of, kinda, sorta, pretty much,
			pretty, fairly, quite, somewhat, rather, seems, seem, seemed, appears to, appear to, appeared to, it looks like, looks like they, looks like we, looks like it, looks good, it sounds like, sounds like they, apparently, arguably, basically, overall good, in a way, as far as i know, afaik, decent, in good shape, in bad shape, in great shape, either way, up in the air, big fan, good feeling, good vibes, good relationship, great relationship, wait and see`},
		{whyPraise, askPraise, nil, always, `seamless, seamlessly, white glove, best in class, best of breed, world class, state of the art, cutting edge, next level, next generation, market leading, industry leading, first class, top notch, top class,
			painless, painlessly, effortless, effortlessly, frictionless, hassle free, user friendly, easy to use, bulletproof, rock solid, game changing, game changer, unrivalled, unparalleled, second to none, gold standard, silver bullet, turnkey,
			super easy, super fast, lightning fast, blazing fast, bend over backwards, go the extra mile, extra mile, go above and beyond, above and beyond, pull out all the stops, move mountains, whatever it takes, vip treatment, red carpet, wow, delighted, delight, happy customer, awesome, fantastic, amazing, terrific`},
		{whyPraise, askPraise, both, unlessNumber, `smooth, smoothly, flexible, flexibly, scalable, powerful, simple, simply, easy, easily, great, excellent, perfect, perfectly, premium, robust, reliable, reliably, intuitive, modern, holistic, comprehensive, proactive, proactively,
			responsive, convenient, high quality, top quality, good quality, good, best, efficient, efficiently, effective, effectively, adequate, adequately, sufficient, sufficiently, suitable, appropriate, appropriately, properly, proper, reasonable, acceptable,
			satisfactory, optimal, optimised, optimized, competitive, attractive, affordable, fast, cheap, slick, straightforward, minimal, transparent, very, really, extremely, highly, minor, slight, slightly, huge, hugely, massive, massively, tiny, happy, satisfied, confident, comfortable, up to speed`},
		{whyMore, askMore, both, unlessNumber, `faster, quicker, better, easier, happier, smoother, cheaper, simpler, cleaner, safer, shorter, lower, higher, bigger, smaller, stronger, greater, fewer, less, more, earlier,
			improve, improved, improves, improving, improvement, improvements, reduce, reduced, reduces, reduction, increase, increased, increases, decrease, decreased, optimise, streamline, streamlined, enhance, enhanced, boost, minimise, maximise, save time, comes down, go down, goes down, go up, goes up, grow`},
		{whyMore, askMore, nil, unlessNumber, `significant, significantly, substantial, substantially, considerable, considerably, noticeably, noticeable, markedly, dramatically, dramatic, drastically, drastic, vastly, greatly, sizeable, tangible, meaningful`},
		{whyWho, askWho, promise, always, `someone, somebody, somebody else, someone else, a colleague, one of us, one of our team, the right people, the right person, the relevant people, the relevant team, key people, key stakeholders, all stakeholders, anyone, people from our side`},
		{whyEffort, askEffort, promise, unlessFact, `look into, looking into, look at, take a look, help with, help them with, assist with, work on, working on, work towards, keep an eye on, take care of, keep them updated, keep them informed, keep them posted, keep you posted, do what we can, be there for, support them, explore, investigate, follow up, sort out, on hand, on standby`},
		{whyWhere, askWhere, nil, always, `tbd, tba, tbc, to be confirmed, to be decided, to be determined, to be discussed, to be defined, to be clarified, to be specified, as discussed, as agreed, as mentioned, as promised, as per our call, as usual, see notes, see email, see above, usual way`},
		{guard: never, list: `at most, at the most, as soon as, rather than, or rather, how many, how much, as many as, too many, not many, no more than, not more than, no less than, no fewer than, more than *, less than *, fewer than *,
			what kind of, this kind of, that kind of, each kind of, any kind of, which kind of, one kind of, what sort of, this sort of, that sort of, each sort of, any sort of,
			best practice, best before, best practices, no later than, not later than, later than, quick start, fast track, fast food, once more, any more, no more, well known, as well, as well as, whatever happens, well being, goods in, follow up call, follow up meeting, easy read, simple interest,
			good practice, by far, so far, just in time, real time, in time for, first in first out, most recent, most important, most of all, modern slavery, very first, very last, very same, follow up date, at least,
			more information, things like this, regular price, multiple choice, multiple sclerosis, certain that`},
	}
}

// entry is one wording of the lexicon.
type entry struct {
	words []string
	class *class
}

// lexicon returns the wordings by their first word, longest first. It is built on first use, so
// that a program which never asks pays nothing at its start.
var lexicon = sync.OnceValue(func() map[string][]entry {
	all := classes()
	byFirst := map[string][]entry{}
	for i := range all {
		for _, w := range strings.Split(all[i].list, ",") {
			f := strings.Fields(w)
			if len(f) == 0 {
				continue
			}
			list := byFirst[f[0]]
			at := 0
			for at < len(list) && len(list[at].words) >= len(f) {
				at++
			}
			list = append(list, entry{})
			copy(list[at+1:], list[at:])
			list[at] = entry{f, &all[i]}
			byFirst[f[0]] = list
		}
	}
	return byFirst
})
