/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-cursor.h"
#include "server/ga-life.h"
#include "server/ga-rights-load.h"
#include "sync/ga-pull.h"

G_BEGIN_DECLS

/* Where an answer ends and the client asks again: small enough to be read whole at the other end,
 * with room for the last row. */
#define GA_PULL_MOST_BYTES (1536 * 1024)

/**
 * GaPulling:
 *
 * One answer to a pull while it is written, private to the files that do (ga-exchange-pull.c). One
 * snapshot, one thread.
 *
 * @lines: the answer
 * @page: rows since the last page
 * @authors: numbers of the accounts that rows in it tell of
 * @names: of which entities that are names how many rows, by space
 */
typedef struct
{
  GaSql *sql;
  GaSchema *schema;
  const GaSession *session;
  GaRights *rights;
  GaLife life;
  GString *lines;
  guint page;
  GHashTable *authors;
  GString *names;
} GaPulling;

/**
 * GaPullSection: a space in it.
 * @number: in the database; 0: nothing is in it yet
 * @sees_names: whether entities and fields that are names are read at all
 */
typedef struct
{
  GaSpace space;
  gint64 number;
  gboolean sees_names;
  GaCursor cursor;
} GaPullSection;

gboolean ga_pulling_is_full (GaPulling *self);
void ga_pulling_add_page (GaPulling *self, const GaCursor *cursor);

/* Each writes what the section's cursor does not have of one step, moving it, until the step is
 * done (@done) or the answer is full. ga-pulling-rows.c: */
gboolean ga_pulling_add_rows (GaPulling *self,
                              GaPullSection *section,
                              const GaEntity *entity,
                              gboolean *done,
                              GError **error);
/* ga-pulling-marks.c: */
gboolean
ga_pulling_add_marks (GaPulling *self, GaPullSection *section, gboolean *done, GError **error);
gboolean
ga_pulling_add_totals (GaPulling *self, GaPullSection *section, gboolean *done, GError **error);
gboolean
ga_pulling_add_months (GaPulling *self, GaPullSection *section, gboolean *done, GError **error);

G_END_DECLS
