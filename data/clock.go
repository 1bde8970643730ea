package data

import (
	"fmt"
	"time"

	"kept/playbook"
)

// trashMoment returns the moment from at on at which no row of an account went
// to the trash yet. The account and the rows that go with it are known by their
// common moment when they come back; a clock that stands still, or went back,
// must not bring along a row that was removed before.
func (t *tx) trashMoment(account playbook.ID, at playbook.Moment) (playbook.Moment, error) {
	if err := t.flush(); err != nil {
		return "", err
	}
	for {
		taken := false
		for _, k := range t.kinds.list {
			if k.isAccount || k.workspace || taken {
				continue
			}
			var one int
			found, err := t.one([]any{&one}, "SELECT 1 FROM "+k.table+" WHERE account_id = ? AND trashed_at = ? LIMIT 1", idValue(account), string(at))
			if err != nil {
				return "", fmt.Errorf("look into the trash: %w", err)
			}
			taken = found
		}
		if !taken {
			return at, nil
		}
		at = playbook.MomentOf(at.Time().Add(time.Microsecond))
	}
}
