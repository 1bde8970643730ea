package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kept/cmd/internal/boot"
	"kept/playbook"
	"kept/playbook/form"
	"kept/playbook/table"
)

// The exit statuses.
const (
	statusFailed   = 1
	statusUsage    = 2
	statusRefused  = 3
	statusConflict = 4
)

// A usageError says that the program was called in a wrong way.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func usage(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// A failure is a sentence for the person, with a word for scripts and what
// belongs to it, such as the candidates for an ambiguous name.
type failure struct {
	kind, message string
	reasons       []string
}

func (e *failure) Error() string { return e.message }

// errPanic stands for a mistake of the program, of which the log knows more.
var errPanic = &failure{kind: "panic", message: "keptctl met a mistake of its own; this step was not stored, what was stored before is unharmed."}

// fail tells what happened and returns the exit status. The log gets the kind
// only: messages may hold what a customer said.
func (a *app) fail(err error) int {
	status, f := explain(err)
	if a.kept != nil && status == statusFailed {
		a.kept.Log.Error("command failed", "kind", f.kind, "type", fmt.Sprintf("%T", err))
	}
	if a.json {
		a.printTo(a.err, map[string]any{"error": map[string]any{"kind": f.kind, "message": f.message, "reasons": notNil(f.reasons)}})
		return status
	}
	fmt.Fprintln(a.err, harmless("keptctl: "+f.message))
	for _, r := range f.reasons {
		fmt.Fprintln(a.err, harmless("  "+r))
	}
	return status
}

// explain tells errors apart by kind.
func explain(err error) (int, failure) {
	var (
		use      *usageError
		own      *failure
		refused  *playbook.RefusedError
		invalid  *playbook.InvalidError
		problems form.Problems
		file     *table.FileError
		mapping  *table.MappingError
		field    *table.FieldError
	)
	switch kind := boot.ErrorKind(err); {
	case errors.As(err, &use):
		return statusUsage, failure{kind: "usage", message: use.message}
	case errors.As(err, &own):
		return statusFailed, *own
	case errors.As(err, &refused):
		return statusRefused, failure{kind: "refused", message: refused.What + ".", reasons: refused.Reasons}
	case errors.As(err, &invalid):
		return statusRefused, failure{kind: "invalid", message: invalid.Message, reasons: []string{}}
	case errors.Is(err, playbook.ErrConflict):
		return statusConflict, failure{kind: "conflict", message: sentence(err)}
	case errors.As(err, &problems):
		f := failure{kind: "form", message: fmt.Sprintf("The form was not applied: %s in it.", count(len(problems), "mistake"))}
		for _, p := range problems {
			f.reasons = append(f.reasons, p.Error())
		}
		return statusFailed, f
	case errors.As(err, &file), errors.As(err, &mapping), errors.As(err, &field):
		return statusFailed, failure{kind: "import", message: err.Error()}
	case errors.Is(err, playbook.ErrNothing):
		return statusFailed, failure{kind: "nothing", message: "There is nothing to undo or redo."}
	case errors.Is(err, playbook.ErrNotFound):
		return statusFailed, failure{kind: "not_found", message: sentence(err)}
	case errors.Is(err, context.Canceled):
		return statusFailed, failure{kind: "cancelled", message: "Stopped; this step was not stored."}
	case kind == "missing":
		return statusFailed, failure{kind: "workspace_missing", message: err.Error(), reasons: []string{"keptctl demo, keptctl import deals FILE.csv and keptctl apply FILE make one."}}
	case kind != "":
		return statusFailed, failure{kind: "workspace_" + kind, message: err.Error()}
	}
	return statusFailed, failure{kind: "failed", message: sentence(err)}
}

// sentence begins an error with a capital and ends it with a full stop.
func sentence(err error) string {
	s := err.Error()
	if s == "" {
		return s
	}
	r := []rune(s)
	s = strings.ToUpper(string(r[:1])) + string(r[1:])
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %s", n, plural(noun))
}

func plural(noun string) string {
	switch noun {
	case "criterion":
		return "criteria"
	case "person":
		return "people"
	}
	return noun + "s"
}
