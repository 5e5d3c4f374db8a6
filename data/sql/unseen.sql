-- SPDX-License-Identifier: GPL-3.0-or-later
-- What came for a walk below what waits is not before anybody's eyes. Who ticks a name then has not
-- seen the number that came: that name's head is the one of the change that the number lies below.

-- 12: attendance, 9: meeting
CREATE TRIGGER unseen_number AFTER INSERT ON change
WHEN new.entity = 12 AND new.acked IS NULL AND EXISTS (
  SELECT 1 FROM attendance a JOIN shadow s ON s.entity = 9 AND s.id = a.meeting
    WHERE a.id = new.id AND instr(s.fields, '"unnamed":') > 0) BEGIN
  UPDATE change SET head = min(head, coalesce((
      SELECT min(c.head) FROM attendance a JOIN change c ON c.entity = 9 AND c.id = a.meeting
        WHERE a.id = new.id AND c.acked IS NULL AND instr(c.fields, '"unnamed":[') > 0), head))
    WHERE number = new.number;
END;
