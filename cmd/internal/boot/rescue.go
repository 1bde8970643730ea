package boot

import (
	"context"
	"errors"
	"fmt"
	"os"

	"kept/data"
	"kept/playbook"
)

// Examine reads every page of a workspace file and says what is damaged. The
// file is not written to.
func Examine(ctx context.Context, path string, tell func(float64, string)) (playbook.Damage, error) {
	return data.Examine(ctx, path, data.SalvageOptions{Tell: tell})
}

// Salvage writes what can be read of a damaged workspace into a new one, where
// there is no file yet, and returns the list of what was lost. The log gets
// the counts, never a name.
func Salvage(ctx context.Context, c Config, program, from, to string, tell func(float64, string)) (playbook.Salvaged, error) {
	log, file := OpenLog(c.Folders.Logs(), program)
	defer file.Close()
	who := c.Who
	if who == "" {
		who = SystemUser(os.Getenv)
	}
	out, err := data.Salvage(ctx, from, to, data.SalvageOptions{Who: who, Now: c.Now, Tell: tell})
	if err != nil {
		log.Error("not salvaged", "kind", ErrorKind(err), "type", fmt.Sprintf("%T", err))
		return out, err
	}
	if err := forgetSalvaged(ctx, c, who, from, to); err != nil {
		log.Error("not salvaged", "kind", ErrorKind(err), "type", fmt.Sprintf("%T", err))
		return out, errors.Join(err, os.Remove(to))
	}
	log.Info("salvaged", "pages", out.Damage.Pages, "bad", out.Damage.BadPages, "rows", out.Rows, "lost", out.Lost())
	return out, nil
}

// forgetSalvaged forgets again who was forgotten: a page of before may have come
// back with the name on it. Who that is stands in the damaged file and in the
// backups beside it.
func forgetSalvaged(ctx context.Context, c Config, who, from, to string) error {
	c.Workspace = from
	list := knownForgotten(ctx, c)
	if len(list) == 0 {
		return nil
	}
	s, err := data.Open(ctx, to, data.Options{Now: c.Now})
	if err != nil {
		return fmt.Errorf("open what was salvaged: %w", err)
	}
	return errors.Join(forgetAgain(who, data.SalvageDevice, list)(ctx, s), s.Close())
}

// Place tells whether a workspace lies in a network or synced folder.
func Place(path string, env Env) playbook.FilePlace { return data.LookAtPlace(path, env) }
