-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many changes wait to be sent, kept in the transaction that changes it: counting them anew for
-- each part of a long outbox would take as long as sending it. With OR FAIL no statement that writes
-- a change keeps a journal of its own; what fails ends the transaction anyway.

INSERT OR REPLACE INTO waiting (one, count) SELECT 1, count(*) FROM change WHERE acked IS NULL;

CREATE TRIGGER waiting_in AFTER INSERT ON change WHEN new.acked IS NULL BEGIN
  UPDATE OR FAIL waiting SET count = count + 1;
END;

CREATE TRIGGER waiting_change AFTER UPDATE OF acked ON change
  WHEN (new.acked IS NULL) <> (old.acked IS NULL) BEGIN
  UPDATE OR FAIL waiting SET count = count + (new.acked IS NULL) - (old.acked IS NULL);
END;

CREATE TRIGGER waiting_out AFTER DELETE ON change WHEN old.acked IS NULL BEGIN
  UPDATE OR FAIL waiting SET count = count - 1;
END;
