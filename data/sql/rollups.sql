-- SPDX-License-Identifier: GPL-3.0-or-later
-- Totals that are kept in the transaction that changes them, also inside a merge.
--
-- Inputs:  meeting (community, start, status, unnamed, host_counts), attendance (meeting, state,
--          first_time)
-- Outputs: meeting_total, a row a meeting with names: present by name, and those for the first time
--          month_total, a row a community and month with a held or cancelled meeting; named includes
--          the host where the host counts
-- Rebuilding gives the same rows (rollups-check.sql); a cancelled or planned meeting counts nobody.

CREATE TABLE IF NOT EXISTS meeting_total (
  meeting    BLOB PRIMARY KEY,
  named      INTEGER NOT NULL,
  first_time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS month_total (
  community  BLOB NOT NULL,
  month      TEXT NOT NULL,  -- 2026-01, local
  held       INTEGER NOT NULL,
  cancelled  INTEGER NOT NULL,
  named      INTEGER NOT NULL,
  unnamed    INTEGER NOT NULL,
  first_time INTEGER NOT NULL,
  PRIMARY KEY (community, month)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER count_attendance_in AFTER INSERT ON attendance WHEN new.state = 'present' BEGIN
  INSERT INTO meeting_total (meeting, named, first_time)
    VALUES (new.meeting, 1, coalesce(new.first_time, 0))
    ON CONFLICT (meeting) DO UPDATE
      SET named = named + 1, first_time = first_time + excluded.first_time;
END;

CREATE TRIGGER count_attendance_out AFTER DELETE ON attendance WHEN old.state = 'present' BEGIN
  UPDATE meeting_total
    SET named = named - 1, first_time = first_time - coalesce(old.first_time, 0)
    WHERE meeting = old.meeting;
END;

CREATE TRIGGER count_attendance_change AFTER UPDATE OF meeting, state, first_time ON attendance BEGIN
  UPDATE meeting_total
    SET named = named - 1, first_time = first_time - coalesce(old.first_time, 0)
    WHERE meeting = old.meeting AND old.state = 'present';
  INSERT INTO meeting_total (meeting, named, first_time)
    SELECT new.meeting, 1, coalesce(new.first_time, 0) WHERE new.state = 'present'
    ON CONFLICT (meeting) DO UPDATE
      SET named = named + 1, first_time = first_time + excluded.first_time;
END;

CREATE TRIGGER count_names_in AFTER INSERT ON meeting_total BEGIN
  UPDATE month_total
    SET named = named + new.named, first_time = first_time + new.first_time
    WHERE (community, month) =
          (SELECT community, substr(start, 1, 7) FROM meeting WHERE id = new.meeting AND status = 'held');
END;

CREATE TRIGGER count_names_change AFTER UPDATE ON meeting_total BEGIN
  UPDATE month_total
    SET named = named + new.named - old.named, first_time = first_time + new.first_time - old.first_time
    WHERE (community, month) =
          (SELECT community, substr(start, 1, 7) FROM meeting WHERE id = new.meeting AND status = 'held');
  DELETE FROM meeting_total WHERE meeting = new.meeting AND new.named = 0;
END;

CREATE TRIGGER count_meeting_in AFTER INSERT ON meeting WHEN new.status <> 'planned' BEGIN
  INSERT INTO month_total (community, month, held, cancelled, named, unnamed, first_time)
    SELECT new.community, substr(new.start, 1, 7), new.status = 'held', new.status = 'cancelled',
           (new.status = 'held') * (coalesce(t.named, 0) + coalesce(new.host_counts, 0)),
           (new.status = 'held') * coalesce(new.unnamed, 0),
           (new.status = 'held') * coalesce(t.first_time, 0)
      FROM (SELECT 1) LEFT JOIN meeting_total t ON t.meeting = new.id WHERE true
    ON CONFLICT (community, month) DO UPDATE
      SET held = held + excluded.held, cancelled = cancelled + excluded.cancelled,
          named = named + excluded.named, unnamed = unnamed + excluded.unnamed,
          first_time = first_time + excluded.first_time;
END;

CREATE TRIGGER count_meeting_out AFTER DELETE ON meeting BEGIN
  UPDATE month_total
    SET held = held - (old.status = 'held'), cancelled = cancelled - (old.status = 'cancelled'),
        named = named - (old.status = 'held') *
          (coalesce((SELECT named FROM meeting_total WHERE meeting = old.id), 0) + coalesce(old.host_counts, 0)),
        unnamed = unnamed - (old.status = 'held') * coalesce(old.unnamed, 0),
        first_time = first_time - (old.status = 'held') *
          coalesce((SELECT first_time FROM meeting_total WHERE meeting = old.id), 0)
    WHERE community = old.community AND month = substr(old.start, 1, 7) AND old.status <> 'planned';
  DELETE FROM month_total
    WHERE community = old.community AND month = substr(old.start, 1, 7) AND held = 0 AND cancelled = 0;
END;

CREATE TRIGGER count_meeting_change
AFTER UPDATE OF community, start, status, unnamed, host_counts ON meeting BEGIN
  UPDATE month_total
    SET held = held - (old.status = 'held'), cancelled = cancelled - (old.status = 'cancelled'),
        named = named - (old.status = 'held') *
          (coalesce((SELECT named FROM meeting_total WHERE meeting = old.id), 0) + coalesce(old.host_counts, 0)),
        unnamed = unnamed - (old.status = 'held') * coalesce(old.unnamed, 0),
        first_time = first_time - (old.status = 'held') *
          coalesce((SELECT first_time FROM meeting_total WHERE meeting = old.id), 0)
    WHERE community = old.community AND month = substr(old.start, 1, 7) AND old.status <> 'planned';
  INSERT INTO month_total (community, month, held, cancelled, named, unnamed, first_time)
    SELECT new.community, substr(new.start, 1, 7), new.status = 'held', new.status = 'cancelled',
           (new.status = 'held') * (coalesce(t.named, 0) + coalesce(new.host_counts, 0)),
           (new.status = 'held') * coalesce(new.unnamed, 0),
           (new.status = 'held') * coalesce(t.first_time, 0)
      FROM (SELECT 1) LEFT JOIN meeting_total t ON t.meeting = new.id WHERE new.status <> 'planned'
    ON CONFLICT (community, month) DO UPDATE
      SET held = held + excluded.held, cancelled = cancelled + excluded.cancelled,
          named = named + excluded.named, unnamed = unnamed + excluded.unnamed,
          first_time = first_time + excluded.first_time;
  DELETE FROM month_total
    WHERE community = old.community AND month = substr(old.start, 1, 7) AND held = 0 AND cancelled = 0;
END;
