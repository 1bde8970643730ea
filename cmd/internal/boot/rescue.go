package boot

import (
	"context"
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
	log.Info("salvaged", "pages", out.Damage.Pages, "bad", out.Damage.BadPages, "rows", out.Rows, "lost", out.Lost())
	return out, nil
}

// Place tells whether a workspace lies in a network or synced folder.
func Place(path string, env Env) playbook.FilePlace { return data.LookAtPlace(path, env) }
