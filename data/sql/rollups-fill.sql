-- SPDX-License-Identifier: GPL-3.0-or-later
-- Makes the rollups anew, as their triggers (rollups.sql) would have kept them.
--
-- Inputs:  meeting, attendance, server_total
-- Outputs: meeting_total, month_total

DELETE FROM meeting_total;
DELETE FROM month_total;

INSERT INTO meeting_total (meeting, named, first_time)
  SELECT meeting, count(*), sum(coalesce(first_time, 0))
    FROM attendance WHERE state = 'present' GROUP BY meeting
  UNION ALL
  SELECT meeting, named, 0 FROM server_total WHERE named > 0;

INSERT INTO month_total (community, month, held, cancelled, named, unnamed, first_time)
  SELECT m.community, substr(m.start, 1, 7),
         sum(m.status = 'held'), sum(m.status = 'cancelled'),
         sum((m.status = 'held') * (coalesce(t.named, 0) + coalesce(m.host_counts, 0))),
         sum((m.status = 'held') * coalesce(m.unnamed, 0)),
         sum((m.status = 'held') * coalesce(t.first_time, 0))
    FROM meeting m LEFT JOIN meeting_total t ON t.meeting = m.id
    WHERE m.status <> 'planned' GROUP BY 1, 2;
