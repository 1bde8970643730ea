package boot

import (
	"context"
	"fmt"
	"path/filepath"

	"kept/data"
	"kept/playbook"
)

// A forgetter forgets in the workspace and beside it: the logs are cleaned, and
// the backups that still hold the name are told.
type forgetter struct{ k *Kept }

// Forgetter returns what makes a person leave this installation's workspace.
func (k *Kept) Forgetter() playbook.Forgetter { return forgetter{k} }

// PlanForget implements playbook.Forgetter.
func (f forgetter) PlanForget(ctx context.Context, who playbook.ForgetWho) (playbook.ForgetPlan, error) {
	plan, err := f.k.Store.PlanForget(ctx, who)
	if err != nil {
		return plan, err
	}
	s := data.NewSpotter(plan)
	if plan.Logs, err = inLogs(f.k.folders.Logs(), s, false); err != nil {
		return plan, err
	}
	plan.Backups, err = f.holding(ctx, s)
	return plan, err
}

// Forget implements playbook.Forgetter.
func (f forgetter) Forget(ctx context.Context, a playbook.Act, who playbook.ForgetWho) (playbook.ForgetPlan, error) {
	plan, err := f.k.Store.Forget(ctx, a, who)
	if err != nil {
		return plan, err
	}
	s := data.NewSpotter(plan)
	if plan.Logs, err = inLogs(f.k.folders.Logs(), s, true); err != nil {
		return plan, fmt.Errorf("the person is forgotten, but the logs could not be cleaned: %w", err)
	}
	plan.Backups, err = f.holding(ctx, s)
	return plan, err
}

// holding returns the backups in which the name stands.
func (f forgetter) holding(ctx context.Context, s *data.Spotter) ([]string, error) {
	list, err := f.k.Backups.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for backups: %w", err)
	}
	var out []string
	for _, b := range list {
		found, err := s.InFile(ctx, b.Path)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if found || err != nil { // one that cannot be read may hold it
			out = append(out, b.Path)
		}
	}
	return out, nil
}

// forgetAgain is what is done to a copy of a backup before it is brought back.
func forgetAgain(who, device string, list []data.Forgotten) func(context.Context, *data.Store) error {
	return func(ctx context.Context, restored *data.Store) error {
		_, err := restored.ForgetAgain(ctx, playbook.Act{Who: who, Device: device}, list)
		return err
	}
}

// knownForgotten gathers who was forgotten from a workspace that does not open
// and from its backups: what was forgotten is written in every later one.
func knownForgotten(ctx context.Context, c Config) []data.Forgotten {
	files := []string{c.Path()}
	if list, err := ListUnopened(ctx, c); err == nil {
		for _, b := range list {
			files = append(files, b.Path)
		}
	}
	var out []data.Forgotten
	seen := map[string]bool{}
	for _, file := range files {
		if abs, err := filepath.Abs(file); err == nil {
			file = abs
		}
		for _, f := range data.ForgottenIn(ctx, file) {
			if !seen[string(f.Key)] {
				seen[string(f.Key)] = true
				out = append(out, f)
			}
		}
	}
	return out
}
