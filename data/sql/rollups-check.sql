-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs:  meeting, attendance, server_total, meeting_total, month_total
-- Outputs: how many rows of the rollups differ from what they sum up; 0 in a sound file
WITH
names AS (
  SELECT meeting, count(*) AS named, sum(coalesce(first_time, 0)) AS first_time
    FROM attendance WHERE state = 'present' GROUP BY meeting
  UNION ALL
  SELECT meeting, named, 0 FROM server_total WHERE named > 0
),
-- Names at a meeting that is not in this file (any more) are kept, but count in no month.
months AS (
  SELECT m.community, substr(m.start, 1, 7) AS month,
         sum(m.status = 'held') AS held, sum(m.status = 'cancelled') AS cancelled,
         sum((m.status = 'held') * (coalesce(n.named, 0) + coalesce(m.host_counts, 0))) AS named,
         sum((m.status = 'held') * coalesce(m.unnamed, 0)) AS unnamed,
         sum((m.status = 'held') * coalesce(n.first_time, 0)) AS first_time
    FROM meeting m LEFT JOIN names n ON n.meeting = m.id
    WHERE m.status <> 'planned' GROUP BY 1, 2
)
SELECT (SELECT count(*) FROM (SELECT * FROM names EXCEPT SELECT * FROM meeting_total))
     + (SELECT count(*) FROM (SELECT * FROM meeting_total EXCEPT SELECT * FROM names))
     + (SELECT count(*) FROM (SELECT * FROM months EXCEPT SELECT * FROM month_total))
     + (SELECT count(*) FROM (SELECT * FROM month_total EXCEPT SELECT * FROM months));
