package main

import (
	"cmp"
	"flag"
	"fmt"
	"strings"

	"kept/cmd/internal/boot"
)

// A command is one verb of the program.
type command struct {
	name, use, about string
	min, max         int        // arguments
	open             *boot.Want // nil for a command without a workspace, or that looks at its file first
	// setup declares the flags and returns what the command does with them.
	setup func(fs *flag.FlagSet) func(*app) error
}

func (c *command) want() boot.Want { return *c.open }

// plain is the setup of a command without flags of its own.
func plain(do func(*app) error) func(*flag.FlagSet) func(*app) error {
	return func(*flag.FlagSet) func(*app) error { return do }
}

// existing is what most commands want: a workspace that is there.
func existing() *boot.Want {
	want := boot.Existing
	return &want
}

// A chapter is a part of help.
type chapter struct {
	title    string
	commands []command
}

func chapters() []chapter {
	return []chapter{
		{"From the deal to the plan", dealCommands()},
		{"The running plan", planCommands()},
		{"Playbooks", playbookCommands()},
		{"Promises, sold and delivered", afterCommands()},
		{"The team and its calendar", teamCommands()},
		{"Between laptops", packCommands()},
		{"Documents, history and safe keeping", keepingCommands()},
	}
}

// commands lists them in the order of help.
func commands() []command {
	var out []command
	for _, c := range chapters() {
		out = append(out, c.commands...)
	}
	return out
}

// dealCommands bring an account from its first line to a running plan.
func dealCommands() []command {
	reads := existing()
	return []command{
		{"demo", "[--accounts N] [--seed S]", "fill an empty workspace with invented accounts", 0, 0, nil, demoFlags},
		{"import deals", "FILE.csv [--map FIELD=COLUMN …] [--won WORD …] [--lost WORD …] [--open WORD …] [--dates day-first|month-first] [--dry-run]", "take in a CRM export", 1, 1, nil, importFlags},
		{"form", "[ACCOUNT] [--example] [--sensitive]", "print the handoff form, empty or filled", 0, 1, nil, formFlags},
		{"apply", "FILE|-", "create or update an account from a form", 1, 1, nil, plain((*app).apply)},

		{"request", "[ACCOUNT] [-o FILE.html]", "write a page that a seller without the program fills and sends back", 0, 1, nil, requestFlags},
		{"answers", "FILE|- [--yes | --theirs]", "show what a file of answers or a form would change, or take it in", 1, 1, nil, answersFlags},

		{"accounts", "[--stage STAGE]", "list the accounts", 0, 0, reads, accountsFlags},
		{"show", "ACCOUNT", "show everything kept about an account", 1, 1, reads, plain((*app).show)},
		{"search", "WORDS [--limit N]", "find rows by the beginnings of their words", 1, 50, reads, searchFlags},

		{"handoff", "ACCOUNT", "show grade, missing items and questions", 1, 1, reads, plain((*app).handoff)},
		{"submit", "ACCOUNT [--reason TEXT]", "hand the account to CS", 1, 1, reads, submitFlags},
		{"return", "ACCOUNT --reason CODE… [--note TEXT] [--question TEXT …] [--anyway]", "give the handoff back to Sales", 1, 1, reads, returnFlags},
		{"accept", "ACCOUNT [--condition \"TEXT;OWNER;DATE\" …] [--conditions] [--note TEXT] [--playbook ID --kickoff DATE [--go-live DATE]]", "take the handoff over", 1, 1, reads, acceptFlags},
		{"ask", "ACCOUNT TEXT [--anyway]", "ask Sales, unless it was answered before", 2, 2, reads, askFlags},
		{"answer", "ACCOUNT NUMBER|ID TEXT", "answer a question", 3, 3, reads, plain((*app).answer)},
		{"reopen", "ACCOUNT NUMBER|ID --reason TEXT", "open an answered question again", 2, 2, reads, reopenFlags},

		{"start", "ACCOUNT --playbook ID --kickoff DATE [--go-live DATE]", "start a playbook for an account", 1, 1, reads, startFlags},
		{"tasks", "ACCOUNT", "list the tasks of the plan and the conditions", 1, 1, reads, plain((*app).tasks)},
		{"tick", "ACCOUNT TASK [--evidence TEXT]", "mark a task as done", 2, 2, reads, tickFlags},
		{"untick", "ACCOUNT TASK", "mark a task as to do again", 2, 2, reads, plain((*app).untick)},
		{"skip", "ACCOUNT TASK [--reason TEXT]", "leave a task out", 2, 2, reads, skipFlags},
	}
}

// planCommands keep a running plan in step with what happens.
func planCommands() []command {
	reads := existing()
	return []command{
		{"plan", "ACCOUNT [--why TASK] [--critical] [--baseline [--from TITLE] [--to TITLE]]", "show the plan with its forecasts, why a task has its day, the critical path, or a baseline beside it", 1, 1, reads, planFlags},
		{"move", "ACCOUNT TASK DATE [--reason TEXT] [--dry-run] | --take-back", "move a task to a day, and see everything that follows", 2, 3, reads, moveFlags},
		{"anchor", "ACCOUNT NAME DATE|none [--reason TEXT] [--dry-run] | NAME [DATE] --add TITLE", "move a day that the plan counts from, or add one", 2, 3, reads, anchorFlags},
		{"notices", "ACCOUNT [--seen NUMBER|all]", "list the promised dates that were moved and not seen yet", 1, 1, reads, noticesFlags},
		{"add-task", "ACCOUNT TITLE [--phase PHASE] [--role ROLE] [--owner NAME] [--on DATE | --at ANCHOR±DAYS] [--after TASKS] [--duration N] [--ask TEXT] [--reason TEXT]", "add a task of your own to the plan", 2, 2, reads, addTaskFlags},
		{"split", "ACCOUNT TASK \"TITLE[;OWNER[;DATE]]\" … --reason TEXT", "make several tasks of one", 4, 20, reads, splitFlags},
		{"block", "ACCOUNT TASK --reason TEXT [--class CLASS] [--waiting-on customer|us|third-party]", "say what blocks a task, and on whom it waits", 2, 2, reads, blockFlags},
		{"unblock", "ACCOUNT TASK", "let a blocked task go on, and stop its clock", 2, 2, reads, plain((*app).unblock)},
		{"input", "ACCOUNT TASK [--ask \"ROLE: TEXT\" | --give TEXT [--by NAME] [--input INPUT]]", "list what roles contribute to a task, ask for it or give it", 2, 2, reads, inputFlags},
		{"gate", "ACCOUNT [PHASE [--exit [--note TEXT] | --reopen TEXT]]", "show what ends each phase, or leave one", 1, 2, reads, gateFlags},
		{"baseline", "ACCOUNT [--title TEXT]", "freeze the days of the plan", 1, 1, reads, baselineFlags},
		{"adherence", "ACCOUNT", "show where the plan is not what its playbook says", 1, 1, reads, plain((*app).adherence)},
		{"playbook apply", "FILE|ID[@VERSION] [ACCOUNT …] [--only STEP …] [--reason TEXT] [--dry-run]", "bring running plans to a version of their playbook", 1, 200, reads, playbookApplyFlags},

		{"feasible", "ACCOUNT [--date DATE] [--promise PROMISE]", "tell whether a date can be kept, before it is promised", 1, 1, reads, feasibleFlags},
		{"capacity", "[--weeks N] [--role ROLE] [--detail]", "show the free units by week", 0, 0, reads, capacityFlags},
	}
}

// keepingCommands write documents, and keep the work safe.
func keepingCommands() []command {
	reads := existing()
	return []command{
		{"brief", "ACCOUNT --for internal|customer [--document NAME] [--paper a4|letter] [-o FILE.pdf] [--check] [--with-pack]", "write the brief or another document as a PDF", 1, 1, reads, briefFlags},
		{"text", "ACCOUNT introduction|agenda", "print a text to copy: the introduction of the CSM, or the kickoff agenda", 2, 2, reads, plain((*app).text)},

		{"export", "[-o FOLDER|FILE] [--csv] [--xlsx] [--document] [--sensitive]", "write everything as tables and one document, for other programs", 0, 0, reads, exportFlags},

		{"history", "[ACCOUNT] [--field FIELD] [--who NAME] [--since DATE] [--until DATE] [--limit N] [--brought] [--sensitive]", "show who changed what, when and why", 0, 1, reads, historyFlags},
		{"bring-back", "ACCOUNT ACT [VALUE]", "write a value that the history shows again", 2, 3, reads, plain((*app).bringBack)},
		{"undo", "", "take back the last step of this installation", 0, 0, reads, plain((*app).undo)},
		{"redo", "", "do the last undone step again", 0, 0, reads, plain((*app).redo)},
		{"trash", "[list]", "list what is in the trash", 0, 1, reads, plain((*app).trash)},
		{"trash restore", "ID", "take a row out of the trash", 1, 1, reads, plain((*app).untrash)},
		{"salvage", "FILE --into NEW.kept | FILE --look", "write what can be read of a damaged workspace into a new one", 1, 1, nil, salvageFlags},
		{"trash purge", "[ID] [--yes]", "remove for good what has been in the trash for 90 days, or one row", 0, 1, reads, purgeFlags},
		{"forget", "NAME|EMAIL [--account ACCOUNT] [--whole-name] [--dry-run] [--yes]", "take a person out of fields, history, search, trash and logs for good", 1, 1, reads, forgetFlags},
		{"check", "[--mend]", "look for damage", 0, 0, reads, checkFlags},
		{"backup", "FILE [--overwrite]", "write a checked copy of the workspace", 1, 1, reads, backupFlags},
		{"backups", "[--folder FOLDER|default]", "list the backups and what they hold", 0, 0, nil, backupsFlags},
		{"restore", "FILE [--account ACCOUNT] [--yes] [--sensitive]", "bring back a backup, or one account of it", 1, 1, nil, restoreFlags},
	}
}

// find returns the command that the arguments begin with, two words before
// one, and the arguments behind it.
func find(args []string) (*command, []string) {
	all := commands()
	for words := min(2, len(args)); words > 0; words-- {
		for i := range all {
			if all[i].name == strings.Join(args[:words], " ") {
				return &all[i], args[words:]
			}
		}
	}
	return nil, nil
}

func unknownCommand(args []string) error {
	var names []string
	first := ""
	for _, c := range commands() {
		if begin, _, two := strings.Cut(c.name, " "); two && begin == args[0] {
			names = append(names, c.name)
			first = cmp.Or(first, c.use)
		}
	}
	switch len(names) {
	case 0:
	case 1:
		return usage("use it like this: keptctl %s %s", names[0], first)
	default:
		return usage("%s needs another word: %s; keptctl help shows what each takes", args[0], strings.Join(names, ", "))
	}
	return usage("there is no command %q; keptctl help lists them", args[0])
}

// help prints what there is, or one command with its flags.
func (a *app) help(args []string) error {
	c, _ := find(args)
	if c == nil && len(args) > 0 {
		return unknownCommand(args)
	}
	if c == nil {
		fmt.Fprint(a.out, "keptctl [--workspace FILE] [--as NAME] [--now TIME] [--json] COMMAND\n")
		rows, heads := [][]string{}, map[int]string{}
		for _, ch := range chapters() {
			heads[len(rows)] = ch.title
			for _, c := range ch.commands {
				rows = append(rows, []string{"  " + c.name, c.about})
			}
		}
		a.grouped(rows, heads)
		fmt.Fprint(a.out, `
ACCOUNT is a name, the beginning of only one name, or an id. TASK, PROMISE,
CRITERION and the like are a number in their list, the beginning of only one
text, or an id.
Exit status: 0 done, 1 failed, 2 wrong use, 3 refused by a rule, 4 conflict.
keptctl help COMMAND shows the flags of one.
`)
		return nil
	}
	fmt.Fprintf(a.out, "keptctl %s %s\n%s.\n\n", c.name, c.use, strings.ToUpper(c.about[:1])+c.about[1:])
	fs := a.globals(c.name)
	c.setup(fs)
	var b strings.Builder
	fs.SetOutput(&b)
	fs.PrintDefaults()
	for line := range strings.Lines(b.String()) {
		if strings.HasPrefix(line, "  -") && !strings.HasPrefix(line, "  -o ") { // both ways are read; the reference writes --
			line = "  -" + line[2:]
		}
		fmt.Fprint(a.out, line)
	}
	return nil
}

// list is a flag that may be given several times.
type list []string

func (l *list) String() string { return strings.Join(*l, ", ") }

func (l *list) Set(s string) error {
	*l = append(*l, s)
	return nil
}
