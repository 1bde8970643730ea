-- Account packs: what other installations say they did to an account, kept
-- beside the acts of this workspace, and who they are.

-- The key of the installation whose pack this act took in, '' for any other
-- act. Its lines are what that changed here and are no claims themselves.
ALTER TABLE changes ADD COLUMN took TEXT NOT NULL DEFAULT '';

-- An act of elsewhere. It counts while the act that took it in stands.
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
CREATE UNIQUE INDEX taken_changes_once ON taken_changes(taken, id);
CREATE INDEX taken_changes_stamp ON taken_changes(stamp);

-- Its lines, as in history.
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
CREATE INDEX taken_history_claim ON taken_history(taken, claim);
CREATE INDEX taken_history_account ON taken_history(account);
CREATE INDEX taken_history_row ON taken_history(row);

-- Rows that were removed for good, so that a pack does not bring them back
-- unasked. It holds no word of them.
CREATE TABLE purged (
  row BLOB PRIMARY KEY,
  noun TEXT NOT NULL,
  account BLOB,
  at TEXT NOT NULL
);

CREATE TABLE peers (
  key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  device TEXT NOT NULL,
  met_on TEXT NOT NULL,
  trusted INTEGER NOT NULL DEFAULT 0,
  recipient TEXT NOT NULL DEFAULT '' -- for whom a pack is locked that it opens, '' where it has not said
);
