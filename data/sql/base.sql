-- SPDX-License-Identifier: GPL-3.0-or-later
-- Tables that no descriptor describes. Those of the entities, their indexes and the triggers that
-- capture changes are generated; see src/store/ga-ddl.c.

-- Facts about the file itself.
CREATE TABLE IF NOT EXISTS meta (
  name  TEXT PRIMARY KEY,
  value TEXT
) STRICT, WITHOUT ROWID;

-- Who may ever receive a row. 1 is national and 2 this computer's own; the others are made as needed.
CREATE TABLE IF NOT EXISTS space (
  number INTEGER PRIMARY KEY,
  kind   INTEGER NOT NULL,  -- 1 national, 2 own, 3 of a kommune, 4 of a community
  target BLOB,              -- id of the kommune or community
  UNIQUE (kind, target)
) STRICT;
INSERT OR IGNORE INTO space (number, kind, target) VALUES (1, 1, NULL), (2, 2, NULL);

-- One act of the user: what undo takes back as a whole. Its operations are change.number first … last.
CREATE TABLE IF NOT EXISTS act (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,  -- UTC microseconds
  label  TEXT NOT NULL,     -- msgid
  kind   INTEGER NOT NULL,  -- 1 edit, 2 undo, 3 redo
  target INTEGER,           -- the act undone or done again
  undone INTEGER,           -- the act that took this one back, while that stands
  first  INTEGER,
  last   INTEGER
) STRICT;

-- One row an operation: the outbox, history and undo all read it.
CREATE TABLE IF NOT EXISTS change (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  act       INTEGER NOT NULL,
  entity    INTEGER NOT NULL,
  id        BLOB NOT NULL,
  space     INTEGER NOT NULL,
  operation INTEGER NOT NULL,  -- 1 insert, 2 update, 3 delete
  fields    TEXT NOT NULL,     -- {"field": [old, new]}
  base      INTEGER,           -- the server's revision it was made on
  clock     INTEGER NOT NULL,  -- hybrid logical clock
  acked     INTEGER            -- the server's revision once it has it
) STRICT;
CREATE INDEX IF NOT EXISTS change_record ON change (entity, id);

-- Words of every searched field; rowid = entity number × 2^40 + row of the record.
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (
  words, detail = none, tokenize = "unicode61 remove_diacritics 2"
);
