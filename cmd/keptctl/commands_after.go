package main

import "slices"

// promiseUse is what promise add and promise edit share.
const promiseUse = "[--to NAME] [--by NAME] [--said-on DATE] [--where TEXT] [--quote TEXT] [--due DATE | --due-anchor A --due-days N | --no-date] [--kind K] [--in-contract A] [--scope TEXT] [--basis B] [--basis-ref TEXT] [--support S] [--approver NAME] [--plan TEXT] [--owner NAME] [--status S] [--deciding] [--show] [--criterion CRITERION] [--evidence TEXT] [--delivered DATE]"

// afterCommands keep what was sold beside what is delivered, until the handoff
// is closed.
func afterCommands() []command {
	reads := existing()
	return slices.Concat([]command{
		{"promises", "ACCOUNT [--filter owed|at-risk|overdue|differs|unsupported] [--sort due|owner|state]", "list what was promised, and where it stands", 1, 1, reads, promisesFlags},
		{"promise add", "ACCOUNT TEXT " + promiseUse, "write down a promise", 2, 2, reads, promiseAddFlags},
		{"promise edit", "ACCOUNT PROMISE [--text TEXT] " + promiseUse, "change a promise", 2, 2, reads, promiseEditFlags},
		{"promise outcome", "ACCOUNT PROMISE kept|kept-late|partly|renegotiated|broken|withdrawn|released --evidence TEXT [--confirmed-by NAME] [--confirmed-on DATE] [--delivered DATE]", "say how a promise ended", 3, 3, reads, promiseOutcomeFlags},
		{"promise confirm", "ACCOUNT PROMISE --by NAME [--on DATE] | --take-back", "record that the customer confirmed its delivery", 2, 2, reads, promiseConfirmFlags},
		{"promise link", "ACCOUNT PROMISE TASK [--take-back]", "make a task deliver a promise", 3, 3, reads, promiseLinkFlags},
		{"promise reopen", "ACCOUNT PROMISE --reason TEXT", "take back how a promise ended", 2, 2, reads, promiseReopenFlags},
		{"promise assign", "ACCOUNT --owner NAME PROMISE…", "make one person deliver several promises", 2, 2000, reads, promiseAssignFlags},

		{"belief", "ACCOUNT", "list what people believe they will get", 1, 1, reads, plain((*app).beliefs)},
		{"belief add", "ACCOUNT NAME TEXT [--matches yes|no|unknown] [--basis B] [--confidence C] [--owner NAME] [--due DATE]", "write down a belief", 3, 3, reads, beliefAddFlags},
		{"belief correct", "ACCOUNT BELIEF TEXT", "settle a belief: what was said to them", 3, 3, reads, plain((*app).beliefCorrect)},
		{"belief promise", "ACCOUNT BELIEF", "accept a belief as a promise", 2, 2, reads, plain((*app).beliefPromise)},
		{"belief withdraw", "ACCOUNT BELIEF --reason TEXT", "settle a belief that nobody holds", 2, 2, reads, beliefWithdrawFlags},
		{"belief reopen", "ACCOUNT BELIEF --reason TEXT", "open a settled belief again", 2, 2, reads, beliefReopenFlags},
	},
		watchCommands("assumption", "assumptions", "[--owner NAME] [--due DATE] [--how TEXT] [--effect TEXT]"),
		[]command{{"assumption to-risk", "ACCOUNT ASSUMPTION", "make a risk of an assumption that is false", 2, 2, reads, plain((*app).toRisk)}},
		watchCommands("risk", "risks", "[--kind K] [--severity S] [--sign TEXT] [--plan TEXT] [--raised-by NAME] [--owner NAME] [--due DATE]"),
		[]command{{"risk unsee", "ACCOUNT RISK", "take back that the first sign of a risk was seen", 2, 2, reads, plain((*app).unsee)}},
		watchCommands("gap", "gaps", "[--owner NAME] [--due DATE]"),
		[]command{
			{"criteria", "ACCOUNT", "list the criteria with what was measured", 1, 1, reads, plain((*app).criteria)},
			{"measure", "ACCOUNT CRITERION VALUE [--on DATE] [--source TEXT]", "record a measured value of a criterion", 3, 3, reads, measureFlags},
			{"achieved", "ACCOUNT CRITERION --by NAME [--on DATE] [--how TEXT] | --take-back TEXT", "record that the customer confirmed a criterion as reached", 2, 2, reads, achievedFlags},
			{"judge", "ACCOUNT 30|60|90 yes|partly|no --evidence TEXT [--by NAME] [--on DATE]", "record how the customer judged a proof point", 3, 3, reads, judgeFlags},
			{"stage", "ACCOUNT STAGE [--reason TEXT]", "move an account on its ladder", 2, 2, reads, stageFlags},

			{"people", "ACCOUNT", "list the people at the customer", 1, 1, reads, plain((*app).people)},
			{"left", "ACCOUNT PERSON [--on DATE] | --take-back", "record that a person left the customer", 2, 2, reads, leftFlags},
			{"remove", "ACCOUNT LIST ROW [--reason TEXT]", "put a row of a list into the trash", 3, 3, reads, removeFlags},

			{"signal", "ACCOUNT KIND TEXT [--cause C] [--promise PROMISE] [--belief BELIEF] [--on DATE]", "log what went wrong, in one sentence of fact", 3, 3, reads, signalFlags},
			{"signals", "ACCOUNT", "list the signals, and count them by type and phase", 1, 1, reads, plain((*app).signals)},
			{"fact", "ACCOUNT TEXT --who NAME [--on DATE] [--answers QUESTION]", "keep what the customer has told us", 2, 2, reads, factFlags},
			{"facts", "ACCOUNT", "list what they have told us, and the questions for them", 1, 1, reads, plain((*app).facts)},
			{"ask-customer", "ACCOUNT TEXT [--anyway]", "put a question for the customer on the list, unless they have told us", 2, 2, reads, askCustomerFlags},
			{"inspect", "ACCOUNT 7|14|30 [--yes QUESTION …] [--no QUESTION …] [--note TEXT]", "answer the six questions of an inspection", 2, 2, reads, inspectFlags},
			{"inspections", "ACCOUNT", "list the inspections with their scores", 1, 1, reads, plain((*app).inspections)},

			{"reconcile", "ACCOUNT", "show what was sold beside what was delivered, and what is open", 1, 1, reads, plain((*app).reconcile)},
			{"release-sales", "ACCOUNT", "record that Sales is done with the account", 1, 1, reads, plain((*app).releaseSales)},
			{"close", "ACCOUNT", "close the handoff, when nothing is open", 1, 1, reads, plain((*app).closeHandoff)},
			{"reopen-handoff", "ACCOUNT --reason TEXT", "open a closed handoff again", 1, 1, reads, reopenHandoffFlags},
		})
}
