CREATE INDEX absences_trash ON absences(trashed_at) WHERE trashed_at <> '';
CREATE INDEX account_anchors_account ON account_anchors(account_id, pos);
CREATE INDEX account_anchors_trash ON account_anchors(trashed_at) WHERE trashed_at <> '';
CREATE INDEX accounts_name ON accounts(name COLLATE NOCASE, id) WHERE trashed_at = '';
CREATE INDEX accounts_stage ON accounts(stage, name COLLATE NOCASE, id) WHERE trashed_at = '';
CREATE INDEX accounts_trash ON accounts(trashed_at) WHERE trashed_at <> '';
CREATE INDEX baselines_account ON baselines(account_id, pos);
CREATE INDEX baselines_trash ON baselines(trashed_at) WHERE trashed_at <> '';
CREATE INDEX beliefs_account ON beliefs(account_id, pos);
CREATE INDEX beliefs_due ON beliefs(due_on) WHERE trashed_at = '' AND matches = 'no' AND state = '' AND due_on <> '';
CREATE INDEX beliefs_trash ON beliefs(trashed_at) WHERE trashed_at <> '';
CREATE INDEX blocks_account ON blocks(account_id, pos);
CREATE INDEX blocks_running ON blocks(task_id) WHERE trashed_at = '' AND until = '';
CREATE INDEX blocks_trash ON blocks(trashed_at) WHERE trashed_at <> '';
CREATE INDEX changes_device ON changes(device, seq);
CREATE UNIQUE INDEX changes_stamp ON changes(stamp);
CREATE INDEX changes_standing ON changes(device, kind, undone, seq);
CREATE INDEX criterions_account ON criterions(account_id, pos);
CREATE INDEX criterions_trash ON criterions(trashed_at) WHERE trashed_at <> '';
CREATE INDEX customer_questions_account ON customer_questions(account_id, pos);
CREATE INDEX customer_questions_trash ON customer_questions(trashed_at) WHERE trashed_at <> '';
CREATE INDEX forgotten_marks_number ON forgotten_marks(number);
CREATE INDEX handoffs_account ON handoffs(account_id, pos);
CREATE INDEX handoffs_state ON handoffs(state) WHERE trashed_at = '';
CREATE INDEX handoffs_trash ON handoffs(trashed_at) WHERE trashed_at <> '';
CREATE INDEX history_account ON history(account, change);
CREATE INDEX history_change ON history(change);
CREATE INDEX history_row ON history(row, change);
CREATE INDEX holidays_trash ON holidays(trashed_at) WHERE trashed_at <> '';
CREATE INDEX inspections_account ON inspections(account_id, pos);
CREATE INDEX inspections_trash ON inspections(trashed_at) WHERE trashed_at <> '';
CREATE INDEX items_account ON items(account_id, kind, pos);
CREATE INDEX items_ref ON items(ref) WHERE ref <> '';
CREATE INDEX items_trash ON items(trashed_at) WHERE trashed_at <> '';
CREATE INDEX measurements_account ON measurements(account_id, pos);
CREATE INDEX measurements_trash ON measurements(trashed_at) WHERE trashed_at <> '';
CREATE INDEX members_trash ON members(trashed_at) WHERE trashed_at <> '';
CREATE INDEX nones_account ON nones(account_id, pos);
CREATE INDEX nones_trash ON nones(trashed_at) WHERE trashed_at <> '';
CREATE INDEX notices_account ON notices(account_id, pos);
CREATE INDEX notices_open ON notices("on") WHERE trashed_at = '' AND seen_on = '';
CREATE INDEX notices_trash ON notices(trashed_at) WHERE trashed_at <> '';
CREATE INDEX phases_account ON phases(account_id, pos);
CREATE INDEX phases_plan ON phases(plan_id);
CREATE INDEX phases_trash ON phases(trashed_at) WHERE trashed_at <> '';
CREATE INDEX plans_account ON plans(account_id, pos);
CREATE INDEX plans_trash ON plans(trashed_at) WHERE trashed_at <> '';
CREATE INDEX playbook_versions_id ON playbook_versions(playbook_id, version);
CREATE INDEX playbook_versions_trash ON playbook_versions(trashed_at) WHERE trashed_at <> '';
CREATE INDEX promises_account ON promises(account_id, pos);
CREATE INDEX promises_anchored ON promises(account_id) WHERE trashed_at = '' AND outcome = '' AND due_kind IN ('anchor', 'none');
CREATE INDEX promises_due ON promises(due_on) WHERE trashed_at = '' AND outcome = '' AND due_kind = 'date' AND due_on <> '';
CREATE INDEX promises_trash ON promises(trashed_at) WHERE trashed_at <> '';
CREATE INDEX proof_points_account ON proof_points(account_id, pos);
CREATE INDEX proof_points_open ON proof_points(account_id, day) WHERE trashed_at = '' AND result = '' AND text <> '';
CREATE INDEX proof_points_trash ON proof_points(trashed_at) WHERE trashed_at <> '';
CREATE INDEX questions_account ON questions(account_id, pos);
CREATE INDEX questions_open ON questions(asked_at) WHERE answered_at = '' AND trashed_at = '';
CREATE INDEX questions_trash ON questions(trashed_at) WHERE trashed_at <> '';
CREATE INDEX settings_trash ON settings(trashed_at) WHERE trashed_at <> '';
CREATE INDEX signals_account ON signals(account_id, pos);
CREATE INDEX signals_on ON signals("on") WHERE trashed_at = '';
CREATE INDEX signals_trash ON signals(trashed_at) WHERE trashed_at <> '';
CREATE INDEX stakeholders_account ON stakeholders(account_id, pos);
CREATE INDEX stakeholders_trash ON stakeholders(trashed_at) WHERE trashed_at <> '';
CREATE UNIQUE INDEX taken_changes_once ON taken_changes(taken, id);
CREATE INDEX taken_changes_stamp ON taken_changes(stamp);
CREATE INDEX taken_history_account ON taken_history(account);
CREATE INDEX taken_history_claim ON taken_history(taken, claim);
CREATE INDEX taken_history_row ON taken_history(row);
CREATE INDEX task_inputs_account ON task_inputs(account_id, pos);
CREATE INDEX task_inputs_trash ON task_inputs(trashed_at) WHERE trashed_at <> '';
CREATE INDEX tasks_account ON tasks(account_id, pos, trashed_at, state);
CREATE INDEX tasks_due ON tasks(condition, due_on, owner, role, account_id)
  WHERE trashed_at = '' AND due_on <> '' AND state <> 'done' AND state <> 'skipped';
CREATE INDEX tasks_next ON tasks(account_id, due_on = '', due_on, pos)
  WHERE trashed_at = '' AND state <> 'done' AND state <> 'skipped';
CREATE INDEX tasks_phase ON tasks(phase_id);
CREATE INDEX tasks_plan ON tasks(plan_id);
CREATE INDEX tasks_trash ON tasks(trashed_at) WHERE trashed_at <> '';
CREATE INDEX transitions_account ON transitions(account_id, pos);
CREATE INDEX transitions_trash ON transitions(trashed_at) WHERE trashed_at <> '';
CREATE INDEX watch_reviews_account ON watch_reviews(account_id, pos);
CREATE INDEX watch_reviews_trash ON watch_reviews(trashed_at) WHERE trashed_at <> '';
CREATE INDEX watches_account ON watches(account_id, kind, pos);
CREATE INDEX watches_due ON watches(due_on) WHERE trashed_at = '' AND state IN ('', 'open', 'untested') AND due_on <> '';
CREATE INDEX watches_trash ON watches(trashed_at) WHERE trashed_at <> '';
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
CREATE TABLE accounts (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  segment TEXT NOT NULL DEFAULT '',
  industry TEXT NOT NULL DEFAULT '',
  regulated INTEGER NOT NULL DEFAULT 0,
  expected_close TEXT NOT NULL DEFAULT '',
  actual_close TEXT NOT NULL DEFAULT '',
  value TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL DEFAULT '',
  term_months TEXT NOT NULL DEFAULT '',
  start_on TEXT NOT NULL DEFAULT '',
  renewal_on TEXT NOT NULL DEFAULT '',
  notice_days TEXT NOT NULL DEFAULT '',
  stage TEXT NOT NULL DEFAULT '',
  seller TEXT NOT NULL DEFAULT '',
  sales_engineer TEXT NOT NULL DEFAULT '',
  csm TEXT NOT NULL DEFAULT '',
  implementation_lead TEXT NOT NULL DEFAULT '',
  support_contact TEXT NOT NULL DEFAULT '',
  shown TEXT NOT NULL DEFAULT '',
  customer_promise TEXT NOT NULL DEFAULT '',
  status_line TEXT NOT NULL DEFAULT '',
  status_by TEXT NOT NULL DEFAULT '',
  status_at TEXT NOT NULL DEFAULT '',
  lost_why TEXT NOT NULL DEFAULT '',
  lost_stage TEXT NOT NULL DEFAULT ''
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
CREATE TABLE beliefs (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  person TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  matches TEXT NOT NULL DEFAULT '',
  basis TEXT NOT NULL DEFAULT '',
  confidence TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT '',
  due_on TEXT NOT NULL DEFAULT ''
, state TEXT NOT NULL DEFAULT '', correction TEXT NOT NULL DEFAULT '', settled_on TEXT NOT NULL DEFAULT '', settled_by TEXT NOT NULL DEFAULT '', promise_id BLOB);
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
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  id BLOB UNIQUE,
  stamp INTEGER NOT NULL, -- hybrid clock: microseconds, strictly increasing
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  device TEXT NOT NULL,
  label TEXT NOT NULL,
  why TEXT NOT NULL,
  kind TEXT NOT NULL, -- do, undo, redo
  undoes INTEGER, -- the seq of the act that an undo takes back or a redo does again
  typing TEXT NOT NULL DEFAULT '',
  undone INTEGER NOT NULL DEFAULT 0 -- 0 stands, 1 taken back, 2 taken back and past redoing
, took TEXT NOT NULL DEFAULT '');
CREATE TABLE criterions (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',
  metric TEXT NOT NULL DEFAULT '',
  unit TEXT NOT NULL DEFAULT '',
  direction TEXT NOT NULL DEFAULT '',
  baseline TEXT NOT NULL DEFAULT '',
  baseline_on TEXT NOT NULL DEFAULT '',
  baseline_source TEXT NOT NULL DEFAULT '',
  baseline_by TEXT NOT NULL DEFAULT '',
  target TEXT NOT NULL DEFAULT '',
  target_on TEXT NOT NULL DEFAULT '',
  measured TEXT NOT NULL DEFAULT '',
  data_owner TEXT NOT NULL DEFAULT '',
  data_visible INTEGER NOT NULL DEFAULT 0,
  customer_owner TEXT NOT NULL DEFAULT '',
  judge TEXT NOT NULL DEFAULT '',
  confirmed TEXT NOT NULL DEFAULT '',
  confirmed_on TEXT NOT NULL DEFAULT '',
  confirmed_how TEXT NOT NULL DEFAULT '',
  problem_id BLOB,
  achieved INTEGER NOT NULL DEFAULT 0,
  achieved_on TEXT NOT NULL DEFAULT ''
, achieved_by TEXT NOT NULL DEFAULT '', achieved_how TEXT NOT NULL DEFAULT '');
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
CREATE TABLE forgotten (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  token TEXT NOT NULL, -- what stands in place of the name
  account BLOB, -- only there; NULL for the whole workspace
  whole_name INTEGER NOT NULL, -- 1: parts of the name that stand alone were left
  key BLOB NOT NULL UNIQUE -- random, of the marks
);
CREATE TABLE forgotten_marks (
  number INTEGER NOT NULL REFERENCES forgotten,
  kind TEXT NOT NULL, -- row, name, mail, phone
  size INTEGER NOT NULL, -- runes of what was hashed, 0 for a row
  mark BLOB NOT NULL -- the id of a row, else HMAC-SHA-256 of the folded text under the key
);
CREATE TABLE handoffs (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT '',
  story TEXT NOT NULL DEFAULT '',
  "trigger" TEXT NOT NULL DEFAULT '',
  cost_of_inaction TEXT NOT NULL DEFAULT '',
  cost_per_month TEXT NOT NULL DEFAULT '',
  cost_source TEXT NOT NULL DEFAULT '',
  cost_confirmed INTEGER NOT NULL DEFAULT 0,
  emphasised TEXT NOT NULL DEFAULT '',
  barely_discussed TEXT NOT NULL DEFAULT '',
  discount_reason TEXT NOT NULL DEFAULT '',
  previous_attempts TEXT NOT NULL DEFAULT '',
  relationship TEXT NOT NULL DEFAULT '',
  first_value TEXT NOT NULL DEFAULT '',
  first_value_on TEXT NOT NULL DEFAULT '',
  first_value_confirmed INTEGER NOT NULL DEFAULT 0,
  onboarded TEXT NOT NULL DEFAULT '',
  single_champion INTEGER NOT NULL DEFAULT 0,
  sponsor_change INTEGER NOT NULL DEFAULT 0,
  go_live_on TEXT NOT NULL DEFAULT '',
  go_live_set_by TEXT NOT NULL DEFAULT '',
  go_live_why TEXT NOT NULL DEFAULT '',
  go_live_kind TEXT NOT NULL DEFAULT '',
  environment_limits TEXT NOT NULL DEFAULT '',
  user_count TEXT NOT NULL DEFAULT '',
  user_groups TEXT NOT NULL DEFAULT '',
  locations TEXT NOT NULL DEFAULT '',
  languages TEXT NOT NULL DEFAULT '',
  training_form TEXT NOT NULL DEFAULT '',
  project_lead TEXT NOT NULL DEFAULT '',
  hours_per_week TEXT NOT NULL DEFAULT '',
  integrations TEXT NOT NULL DEFAULT '',
  data_sets TEXT NOT NULL DEFAULT '',
  sites TEXT NOT NULL DEFAULT '',
  custom_work TEXT NOT NULL DEFAULT '',
  playbook_id TEXT NOT NULL DEFAULT '',
  playbook_why TEXT NOT NULL DEFAULT '',
  effort_units TEXT NOT NULL DEFAULT '',
  fit_problem TEXT NOT NULL DEFAULT '',
  fit_segment TEXT NOT NULL DEFAULT '',
  fit_sponsor TEXT NOT NULL DEFAULT '',
  fit_time TEXT NOT NULL DEFAULT '',
  fit_scope TEXT NOT NULL DEFAULT '',
  fit_signed_by TEXT NOT NULL DEFAULT '',
  fit_signed_on TEXT NOT NULL DEFAULT '',
  fit_override TEXT NOT NULL DEFAULT '',
  cadence TEXT NOT NULL DEFAULT '',
  channels TEXT NOT NULL DEFAULT '',
  update_rhythm TEXT NOT NULL DEFAULT '',
  report_form TEXT NOT NULL DEFAULT '',
  do_not TEXT NOT NULL DEFAULT '',
  intro_on TEXT NOT NULL DEFAULT '',
  kickoff_on TEXT NOT NULL DEFAULT '',
  sales_exit TEXT NOT NULL DEFAULT '',
  sales_exit_on TEXT NOT NULL DEFAULT '',
  handoff_note TEXT NOT NULL DEFAULT '',
  avoid TEXT NOT NULL DEFAULT '',
  reviewed_by TEXT NOT NULL DEFAULT '',
  reviewed_on TEXT NOT NULL DEFAULT ''
, sales_released_on TEXT NOT NULL DEFAULT '', sales_released_by TEXT NOT NULL DEFAULT '', closed_on TEXT NOT NULL DEFAULT '', closed_by TEXT NOT NULL DEFAULT '');
CREATE TABLE history (
  change INTEGER NOT NULL REFERENCES changes,
  noun TEXT NOT NULL,
  row BLOB NOT NULL,
  account BLOB,
  col TEXT NOT NULL,
  old TEXT,
  new TEXT
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
CREATE TABLE items (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '',
  who TEXT NOT NULL DEFAULT '',
  "on" TEXT NOT NULL DEFAULT '',
  until TEXT NOT NULL DEFAULT '',
  qty TEXT NOT NULL DEFAULT '',
  amount TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT '',
  ref TEXT NOT NULL DEFAULT ''
);
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
CREATE TABLE members (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB, -- always NULL: a row of the whole workspace
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT ''
, units TEXT NOT NULL DEFAULT '', started_on TEXT NOT NULL DEFAULT '');
CREATE TABLE migrations (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE TABLE nones (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  field TEXT NOT NULL DEFAULT '',
  who TEXT NOT NULL DEFAULT '',
  "on" TEXT NOT NULL DEFAULT ''
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
CREATE TABLE peers (
  key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  device TEXT NOT NULL,
  met_on TEXT NOT NULL,
  trusted INTEGER NOT NULL DEFAULT 0
, recipient TEXT NOT NULL DEFAULT '');
CREATE TABLE phases (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  plan_id BLOB,
  code TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  exit TEXT NOT NULL DEFAULT '',
  customer_text TEXT NOT NULL DEFAULT ''
, goal TEXT NOT NULL DEFAULT '', exited_on TEXT NOT NULL DEFAULT '', exited_by TEXT NOT NULL DEFAULT '', exit_note TEXT NOT NULL DEFAULT '');
CREATE TABLE plans (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  playbook_id TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 0,
  kickoff_on TEXT NOT NULL DEFAULT '',
  go_live_on TEXT NOT NULL DEFAULT '',
  kickoff_gap INTEGER NOT NULL DEFAULT 0,
  go_live_gap INTEGER NOT NULL DEFAULT 0,
  started_by TEXT NOT NULL DEFAULT '',
  started_at TEXT NOT NULL DEFAULT ''
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
CREATE TABLE promises (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  quote TEXT NOT NULL DEFAULT '',
  to_whom TEXT NOT NULL DEFAULT '',
  by_whom TEXT NOT NULL DEFAULT '',
  said_on TEXT NOT NULL DEFAULT '',
  said_where TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT '',
  in_contract TEXT NOT NULL DEFAULT '',
  due_kind TEXT NOT NULL DEFAULT '',
  due_on TEXT NOT NULL DEFAULT '',
  due_anchor TEXT NOT NULL DEFAULT '',
  due_days TEXT NOT NULL DEFAULT '',
  full_scope TEXT NOT NULL DEFAULT '',
  basis TEXT NOT NULL DEFAULT '',
  basis_ref TEXT NOT NULL DEFAULT '',
  deciding INTEGER NOT NULL DEFAULT 0,
  support TEXT NOT NULL DEFAULT '',
  approver TEXT NOT NULL DEFAULT '',
  support_plan TEXT NOT NULL DEFAULT '',
  agreed_to_show INTEGER NOT NULL DEFAULT 0,
  owner TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT '',
  delivered_on TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT '',
  customer_confirmed INTEGER NOT NULL DEFAULT 0,
  criterion_id BLOB
, confirmed_by TEXT NOT NULL DEFAULT '', confirmed_on TEXT NOT NULL DEFAULT '');
CREATE TABLE proof_points (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  day INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  judge TEXT NOT NULL DEFAULT '',
  result TEXT NOT NULL DEFAULT '',
  judged_on TEXT NOT NULL DEFAULT ''
, judged_by TEXT NOT NULL DEFAULT '', shown TEXT NOT NULL DEFAULT '');
CREATE TABLE purged (
  row BLOB PRIMARY KEY,
  noun TEXT NOT NULL,
  account BLOB,
  at TEXT NOT NULL
);
CREATE TABLE questions (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  asked_by TEXT NOT NULL DEFAULT '',
  asked_at TEXT NOT NULL DEFAULT '',
  answer TEXT NOT NULL DEFAULT '',
  answered_by TEXT NOT NULL DEFAULT '',
  answered_at TEXT NOT NULL DEFAULT '',
  reopened_why TEXT NOT NULL DEFAULT ''
);
CREATE VIRTUAL TABLE search USING fts5(title, body, content='search_docs', content_rowid='id',
  tokenize="unicode61 remove_diacritics 2", prefix='1 2 3');
CREATE TABLE search_docs (
  id INTEGER PRIMARY KEY,
  row BLOB UNIQUE,
  account BLOB,
  noun TEXT,
  title TEXT,
  body TEXT
);
CREATE TABLE 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE settings (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB, -- always NULL: a row of the whole workspace
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  value TEXT NOT NULL DEFAULT ''
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
CREATE TABLE stakeholders (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  time_zone TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  roles TEXT NOT NULL DEFAULT '',
  influence TEXT NOT NULL DEFAULT '',
  stance TEXT NOT NULL DEFAULT '',
  concern TEXT NOT NULL DEFAULT '',
  approach TEXT NOT NULL DEFAULT '',
  personal_win TEXT NOT NULL DEFAULT '',
  style TEXT NOT NULL DEFAULT '',
  channel TEXT NOT NULL DEFAULT '',
  sensitive TEXT NOT NULL DEFAULT '',
  uninvolved INTEGER NOT NULL DEFAULT 0,
  told_handover INTEGER NOT NULL DEFAULT 0,
  met_csm_on TEXT NOT NULL DEFAULT ''
, left_on TEXT NOT NULL DEFAULT '');
CREATE TABLE taken_changes (
  seq INTEGER PRIMARY KEY,
  taken INTEGER NOT NULL REFERENCES changes,
  id BLOB NOT NULL,
  stamp INTEGER NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  device TEXT NOT NULL,
  label TEXT NOT NULL,
  why TEXT NOT NULL,
  kind TEXT NOT NULL, -- do, undo, redo, mend
  undoes BLOB,
  key TEXT NOT NULL -- of the installation whose pack brought it, '' for what was decided here
);
CREATE TABLE taken_history (
  taken INTEGER NOT NULL REFERENCES changes,
  claim BLOB NOT NULL, -- taken_changes.id
  noun TEXT NOT NULL,
  row BLOB NOT NULL,
  account BLOB,
  col TEXT NOT NULL,
  old TEXT,
  new TEXT
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
CREATE TABLE tasks (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  plan_id BLOB,
  phase_id BLOB,
  step TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT '',
  anchor TEXT NOT NULL DEFAULT '',
  days INTEGER NOT NULL DEFAULT 0,
  due_on TEXT NOT NULL DEFAULT '',
  planned_on TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT '',
  condition INTEGER NOT NULL DEFAULT 0,
  milestone INTEGER NOT NULL DEFAULT 0,
  evidence_asked TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  no_skip INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  customer_text TEXT NOT NULL DEFAULT '',
  done_at TEXT NOT NULL DEFAULT '',
  done_by TEXT NOT NULL DEFAULT '',
  criterion_id BLOB,
  promise_id BLOB
, working INTEGER NOT NULL DEFAULT 0, duration INTEGER NOT NULL DEFAULT 0, "after" TEXT NOT NULL DEFAULT '', pinned_on TEXT NOT NULL DEFAULT '', moved_by TEXT NOT NULL DEFAULT '', moved_why TEXT NOT NULL DEFAULT '', links TEXT NOT NULL DEFAULT '', guidance TEXT NOT NULL DEFAULT '', split_from BLOB);
CREATE TABLE transitions (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  "from" TEXT NOT NULL DEFAULT '',
  "to" TEXT NOT NULL DEFAULT '',
  "by" TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL DEFAULT '',
  reasons TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  grade TEXT NOT NULL DEFAULT '',
  figure INTEGER NOT NULL DEFAULT 0,
  completeness TEXT NOT NULL DEFAULT '',
  people_rating TEXT NOT NULL DEFAULT '',
  outcome_clarity TEXT NOT NULL DEFAULT '',
  risk_honesty TEXT NOT NULL DEFAULT '',
  ownership TEXT NOT NULL DEFAULT ''
);
CREATE TABLE unwiped (since TEXT NOT NULL);
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
CREATE TABLE watches (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts(id) DEFERRABLE INITIALLY DEFERRED,
  pos INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL,
  trashed_at TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  risk_kind TEXT NOT NULL DEFAULT '',
  severity TEXT NOT NULL DEFAULT '',
  "trigger" TEXT NOT NULL DEFAULT '',
  plan TEXT NOT NULL DEFAULT '',
  effect TEXT NOT NULL DEFAULT '',
  raised_by TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT '',
  due_on TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT ''
, seen_on TEXT NOT NULL DEFAULT '', seen_by TEXT NOT NULL DEFAULT '', from_id BLOB);
CREATE TRIGGER search_docs_added AFTER INSERT ON search_docs BEGIN
  INSERT INTO search(rowid, title, body) VALUES (new.id, new.title, new.body);
END;
CREATE TRIGGER search_docs_changed AFTER UPDATE OF title, body ON search_docs BEGIN
  INSERT INTO search(search, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
  INSERT INTO search(rowid, title, body) VALUES (new.id, new.title, new.body);
END;
CREATE TRIGGER search_docs_removed AFTER DELETE ON search_docs BEGIN
  INSERT INTO search(search, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;
