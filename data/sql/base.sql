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
  kind   INTEGER NOT NULL,  -- 1 edit, 2 undo, 3 redo, 4 received, 5 joined, 6 by itself
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
  base      INTEGER,           -- the newest of the server's revisions that was seen when it was made
  clock     INTEGER NOT NULL,  -- hybrid logical clock
  acked     INTEGER,           -- NULL waits to be sent; the server's revision once it has it;
                               -- 0 needs no sending; below 0 stays here
  head      INTEGER            -- everything up to here was seen then; base where that is less; NULL: base
) STRICT;
CREATE INDEX IF NOT EXISTS change_record ON change (entity, id);
CREATE INDEX IF NOT EXISTS change_waiting ON change (number) WHERE acked IS NULL;
CREATE INDEX IF NOT EXISTS change_waiting_record ON change (entity, id) WHERE acked IS NULL;

-- How many of them wait to be sent; see waiting.sql.
CREATE TABLE IF NOT EXISTS waiting (
  one   INTEGER PRIMARY KEY CHECK (one = 1),
  count INTEGER NOT NULL
) STRICT;

-- The push under way: a row a part. The same changes go again under its number until it is answered.
CREATE TABLE IF NOT EXISTS push (
  number INTEGER PRIMARY KEY,
  first  INTEGER NOT NULL,  -- change.number
  last   INTEGER NOT NULL,
  head   INTEGER NOT NULL,
  more   INTEGER NOT NULL,  -- 1: the act goes on in the next part
  kept   INTEGER NOT NULL   -- 1: the server has this part
) STRICT;

-- Changes that a restored server had lost. They may depend on what others have to send again first.
CREATE TABLE IF NOT EXISTS postponed (
  number INTEGER PRIMARY KEY,  -- change.number
  entity INTEGER NOT NULL,
  id     BLOB NOT NULL,
  waits  INTEGER NOT NULL      -- 1: is not sent until more has come from the server
) STRICT;
CREATE INDEX IF NOT EXISTS postponed_record ON postponed (entity, id) WHERE waits;

-- Spaces of the server that are here, in part or whole.
CREATE TABLE IF NOT EXISTS sync_space (
  space   INTEGER PRIMARY KEY,
  cursor  TEXT NOT NULL,     -- empty: from the beginning
  count   INTEGER NOT NULL,  -- rows here that are the server's, and the exclusive or of their check
  sum     INTEGER NOT NULL,  -- sums (GaSpaceSum)
  fresh   INTEGER NOT NULL,  -- 1: comes anew; rows with _rev < 0 have not come again yet; 2: came anew,
                             -- not compared yet
  reloads INTEGER NOT NULL   -- times that the sums differed
) STRICT;

-- Where the server has a row, while that differs from where it is here (moved or deleted, not sent
-- yet), and what came from the server of fields that wait to be sent.
CREATE TABLE IF NOT EXISTS shadow (
  entity INTEGER NOT NULL,
  id     BLOB NOT NULL,
  space  INTEGER NOT NULL,
  rev    INTEGER NOT NULL,
  fields TEXT,              -- {"field": value}
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;

-- The revision at which a row was last seen, while a later one is known only to hold what was sent
-- from here: others may have changed other fields before it. An edit is made on what was seen. And of
-- a row that waits to be sent: up to where it is known that the server has it not.
CREATE TABLE IF NOT EXISTS seen (
  entity INTEGER NOT NULL,
  id     BLOB NOT NULL,
  rev    INTEGER NOT NULL,
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;

-- What was purged and still has traces in free pages, the log and backups.
CREATE TABLE IF NOT EXISTS purged (
  kind   INTEGER NOT NULL,  -- entity of a record that was erased; 0: a space
  place  INTEGER NOT NULL,  -- of a space, its kind; else 0
  target BLOB NOT NULL,     -- id of the record, of the kommune or community; empty: everything
  PRIMARY KEY (kind, place, target)
) STRICT, WITHOUT ROWID;

-- Totals of walks whose names are not here; NULL is one to four.
CREATE TABLE IF NOT EXISTS server_total (
  meeting BLOB PRIMARY KEY,
  rev     INTEGER NOT NULL,
  named   INTEGER
) STRICT, WITHOUT ROWID;

-- Who came to those for the first time, as only a whole month may tell; NULL is one to four.
CREATE TABLE IF NOT EXISTS server_month (
  community  BLOB NOT NULL,
  month      TEXT NOT NULL,  -- 2026-01, local
  rev        INTEGER NOT NULL,
  first_time INTEGER,
  PRIMARY KEY (community, month)
) STRICT, WITHOUT ROWID;

-- Names of accounts, as revisions and conflicts name them.
CREATE TABLE IF NOT EXISTS account (
  number INTEGER PRIMARY KEY,
  name   TEXT NOT NULL
) STRICT;

-- Words of every searched field; rowid = entity number × 2^40 + row of the record.
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (
  words, detail = none, tokenize = "unicode61 remove_diacritics 2"
);
