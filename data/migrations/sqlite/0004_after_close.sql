-- What happens after the close: how promises, beliefs, criteria, proof points
-- and watched things end, and the lists that grow on the way. Every column
-- begins empty, so rows of before say what they said.

ALTER TABLE promises ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE promises ADD COLUMN confirmed_on TEXT NOT NULL DEFAULT '';

ALTER TABLE beliefs ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE beliefs ADD COLUMN correction TEXT NOT NULL DEFAULT '';
ALTER TABLE beliefs ADD COLUMN settled_on TEXT NOT NULL DEFAULT '';
ALTER TABLE beliefs ADD COLUMN settled_by TEXT NOT NULL DEFAULT '';
ALTER TABLE beliefs ADD COLUMN promise_id BLOB;

ALTER TABLE watches ADD COLUMN seen_on TEXT NOT NULL DEFAULT '';
ALTER TABLE watches ADD COLUMN seen_by TEXT NOT NULL DEFAULT '';
ALTER TABLE watches ADD COLUMN from_id BLOB;

ALTER TABLE criterions ADD COLUMN achieved_by TEXT NOT NULL DEFAULT '';
ALTER TABLE criterions ADD COLUMN achieved_how TEXT NOT NULL DEFAULT '';

ALTER TABLE proof_points ADD COLUMN judged_by TEXT NOT NULL DEFAULT '';
ALTER TABLE proof_points ADD COLUMN shown TEXT NOT NULL DEFAULT '';

ALTER TABLE stakeholders ADD COLUMN left_on TEXT NOT NULL DEFAULT '';

ALTER TABLE handoffs ADD COLUMN sales_released_on TEXT NOT NULL DEFAULT '';
ALTER TABLE handoffs ADD COLUMN sales_released_by TEXT NOT NULL DEFAULT '';
ALTER TABLE handoffs ADD COLUMN closed_on TEXT NOT NULL DEFAULT '';
ALTER TABLE handoffs ADD COLUMN closed_by TEXT NOT NULL DEFAULT '';

CREATE TABLE measurements (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  criterion_id BLOB,
  value TEXT NOT NULL DEFAULT '',
  "on" TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT ''
);
CREATE TABLE watch_reviews (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  watch_id BLOB,
  result TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  "on" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT ''
);
CREATE TABLE signals (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  "on" TEXT NOT NULL DEFAULT '',
  cause TEXT NOT NULL DEFAULT '',
  phase TEXT NOT NULL DEFAULT '',
  logged_by TEXT NOT NULL DEFAULT '',
  logged_at TEXT NOT NULL DEFAULT '',
  promise_id BLOB,
  belief_id BLOB
);
CREATE TABLE customer_questions (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  fact_id BLOB
);
CREATE TABLE inspections (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  day INTEGER NOT NULL DEFAULT 0,
  promise TEXT NOT NULL DEFAULT '',
  success TEXT NOT NULL DEFAULT '',
  owned TEXT NOT NULL DEFAULT '',
  told_once TEXT NOT NULL DEFAULT '',
  one_story TEXT NOT NULL DEFAULT '',
  next_step TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  "on" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT ''
);

CREATE INDEX measurements_account ON measurements(account_id, pos);
CREATE INDEX watch_reviews_account ON watch_reviews(account_id, pos);
CREATE INDEX signals_account ON signals(account_id, pos);
CREATE INDEX signals_on ON signals("on") WHERE trashed_at = '';
CREATE INDEX customer_questions_account ON customer_questions(account_id, pos);
CREATE INDEX inspections_account ON inspections(account_id, pos);

-- What Today asks for: rows that wait for a day, and nothing else.
CREATE INDEX promises_due ON promises(due_on) WHERE trashed_at = '' AND outcome = '' AND due_kind = 'date' AND due_on <> '';
CREATE INDEX promises_anchored ON promises(account_id) WHERE trashed_at = '' AND outcome = '' AND due_kind IN ('anchor', 'none');
CREATE INDEX beliefs_due ON beliefs(due_on) WHERE trashed_at = '' AND matches = 'no' AND state = '' AND due_on <> '';
CREATE INDEX watches_due ON watches(due_on) WHERE trashed_at = '' AND state IN ('', 'open', 'untested') AND due_on <> '';
CREATE INDEX proof_points_open ON proof_points(account_id, day) WHERE trashed_at = '' AND result = '' AND text <> '';

CREATE INDEX measurements_trash ON measurements(trashed_at) WHERE trashed_at <> '';
CREATE INDEX watch_reviews_trash ON watch_reviews(trashed_at) WHERE trashed_at <> '';
CREATE INDEX signals_trash ON signals(trashed_at) WHERE trashed_at <> '';
CREATE INDEX customer_questions_trash ON customer_questions(trashed_at) WHERE trashed_at <> '';
CREATE INDEX inspections_trash ON inspections(trashed_at) WHERE trashed_at <> '';
