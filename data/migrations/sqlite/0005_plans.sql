-- Plans that schedule themselves: how long a task takes and what it waits for,
-- days moved by hand, baselines, blocks, inputs and notices; working days,
-- absences and capacity; and the playbooks that the workspace keeps. Every
-- column begins empty, so rows of before say what they said.

ALTER TABLE tasks ADD COLUMN working INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN duration INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN "after" TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN pinned_on TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN moved_by TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN moved_why TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN links TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN guidance TEXT NOT NULL DEFAULT '';
ALTER TABLE tasks ADD COLUMN split_from BLOB;

ALTER TABLE phases ADD COLUMN goal TEXT NOT NULL DEFAULT '';
ALTER TABLE phases ADD COLUMN exited_on TEXT NOT NULL DEFAULT '';
ALTER TABLE phases ADD COLUMN exited_by TEXT NOT NULL DEFAULT '';
ALTER TABLE phases ADD COLUMN exit_note TEXT NOT NULL DEFAULT '';

ALTER TABLE members ADD COLUMN units TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN started_on TEXT NOT NULL DEFAULT '';

CREATE TABLE account_anchors (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  "on" TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL DEFAULT '',
  days INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE baselines (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  plan_id BLOB,
  title TEXT NOT NULL DEFAULT '',
  "on" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  kickoff_on TEXT NOT NULL DEFAULT '',
  go_live_on TEXT NOT NULL DEFAULT '',
  dates TEXT NOT NULL DEFAULT ''
);
CREATE TABLE blocks (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  task_id BLOB,
  class TEXT NOT NULL DEFAULT '',
  waiting_on TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  since TEXT NOT NULL DEFAULT '',
  until TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  ended_by TEXT NOT NULL DEFAULT ''
);
CREATE TABLE task_inputs (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  task_id BLOB,
  role TEXT NOT NULL DEFAULT '',
  asked TEXT NOT NULL DEFAULT '',
  given TEXT NOT NULL DEFAULT '',
  given_by TEXT NOT NULL DEFAULT '',
  given_on TEXT NOT NULL DEFAULT ''
);
CREATE TABLE notices (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  promise_id BLOB,
  task_id BLOB,
  text TEXT NOT NULL DEFAULT '',
  was_on TEXT NOT NULL DEFAULT '',
  now_on TEXT NOT NULL DEFAULT '',
  why TEXT NOT NULL DEFAULT '',
  for_whom TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  "on" TEXT NOT NULL DEFAULT '',
  seen_by TEXT NOT NULL DEFAULT '',
  seen_on TEXT NOT NULL DEFAULT ''
);
CREATE TABLE holidays (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB, -- always NULL: a row of the whole workspace
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  "on" TEXT NOT NULL DEFAULT '',
  until TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  working INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE absences (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB, -- always NULL: a row of the whole workspace
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  member_id BLOB,
  "from" TEXT NOT NULL DEFAULT '',
  until TEXT NOT NULL DEFAULT '',
  why TEXT NOT NULL DEFAULT ''
);
CREATE TABLE playbook_versions (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB, -- always NULL: a row of the whole workspace
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  playbook_id TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 0,
  title TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  own INTEGER NOT NULL DEFAULT 0,
  "by" TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL DEFAULT ''
);

CREATE INDEX account_anchors_account ON account_anchors(account_id, pos);
CREATE INDEX baselines_account ON baselines(account_id, pos);
CREATE INDEX blocks_account ON blocks(account_id, pos);
CREATE INDEX task_inputs_account ON task_inputs(account_id, pos);
CREATE INDEX notices_account ON notices(account_id, pos);
CREATE INDEX playbook_versions_id ON playbook_versions(playbook_id, version);

-- What Today asks for: blocks that run and notices nobody has seen.
CREATE INDEX blocks_running ON blocks(task_id) WHERE trashed_at = '' AND until = '';
CREATE INDEX notices_open ON notices("on") WHERE trashed_at = '' AND seen_on = '';

CREATE INDEX account_anchors_trash ON account_anchors(trashed_at) WHERE trashed_at <> '';
CREATE INDEX baselines_trash ON baselines(trashed_at) WHERE trashed_at <> '';
CREATE INDEX blocks_trash ON blocks(trashed_at) WHERE trashed_at <> '';
CREATE INDEX task_inputs_trash ON task_inputs(trashed_at) WHERE trashed_at <> '';
CREATE INDEX notices_trash ON notices(trashed_at) WHERE trashed_at <> '';
CREATE INDEX holidays_trash ON holidays(trashed_at) WHERE trashed_at <> '';
CREATE INDEX absences_trash ON absences(trashed_at) WHERE trashed_at <> '';
CREATE INDEX playbook_versions_trash ON playbook_versions(trashed_at) WHERE trashed_at <> '';
