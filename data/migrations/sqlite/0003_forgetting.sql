-- Who was forgotten, without a byte of who it was: what is needed to forget
-- them again in rows that come back from a backup.
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
CREATE INDEX forgotten_marks_number ON forgotten_marks(number);

-- Holds a row from the moment that a forgetting or a purge is committed until
-- free pages and the write-ahead log are cleared of what it removed.
CREATE TABLE unwiped (since TEXT NOT NULL);
