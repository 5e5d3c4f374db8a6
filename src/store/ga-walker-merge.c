/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-walker-merge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-date.h"
#include "store/ga-reader-private.h"
#include "store/ga-transaction-private.h"

/* In order of time, so that the first of anything is the earliest. */
#define PRESENCE_SQL                                                     \
  "SELECT a.participant, a.first_time, m.id, m.start FROM attendance a " \
  "JOIN meeting m ON m.id = a.meeting WHERE a.participant IN (?1, ?2) "  \
  "AND a.state = 'present' AND m.status = 'held' ORDER BY m.start, m.id"

/* One of the two, as the file has it. */
typedef struct
{
  guint visits;
  char *came;   /* when first */
  char *new_at; /* (nullable): when new */
  GaId new_meeting;
} Walker;

static void
clear_walker (Walker *walker)
{
  g_free (walker->came);
  g_free (walker->new_at);
}

static void
read_presence (sqlite3_stmt *statement, Walker *walker, const GaId *meeting)
{
  const char *start = (const char *) sqlite3_column_text (statement, 3);

  walker->visits++;
  if (walker->came == NULL)
    walker->came = g_strdup (start);
  if (walker->new_at != NULL || !sqlite3_column_int (statement, 1))
    return;
  walker->new_at = g_strdup (start);
  walker->new_meeting = *meeting;
}

static gboolean
read_walkers (GaReader *reader, const GaId *ids[2], Walker walkers[2], guint *both, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (ga_reader_get_db (reader), PRESENCE_SQL, error);
  gboolean row = TRUE;
  GaId before = { 0 };

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, ids[0]);
  ga_db_bind_id (statement, 2, ids[1]);
  while (ga_db_step (ga_reader_get_db (reader), statement, &row, error))
    {
      GaId participant, meeting;

      if (!row)
        return TRUE;
      ga_db_column_id (statement, 0, &participant);
      ga_db_column_id (statement, 2, &meeting);
      read_presence (statement, &walkers[ga_id_equal (&participant, ids[1]) ? 1 : 0], &meeting);
      *both += ga_id_equal (&meeting, &before) ? 1 : 0;
      before = meeting;
    }
  return FALSE;
}

/* Who never was new here, and came before the other was, is no news under either name. */
static gboolean
was_here_before (const Walker *walker, const GaRecord *record, const char *new_at)
{
  const char *joined = ga_record_get_text (record, "joined");

  if (walker->new_at != NULL)
    return FALSE;
  return (walker->came != NULL && strcmp (walker->came, new_at) < 0) ||
         (joined != NULL && strncmp (joined, new_at, strlen (joined)) < 0);
}

static void
decide_first (GaWalkerMerge *self, Walker walkers[2], GaRecord *records[2])
{
  guint first;

  if (walkers[0].new_at == NULL && walkers[1].new_at == NULL)
    return;
  first = walkers[0].new_at == NULL ||
          (walkers[1].new_at != NULL && strcmp (walkers[1].new_at, walkers[0].new_at) < 0);
  if (was_here_before (&walkers[1 - first], records[1 - first], walkers[first].new_at))
    return;
  self->first_meeting = walkers[first].new_meeting;
  self->first_day = ga_time_dup_day (walkers[first].new_at);
}

static gboolean
refuse_itself (const GaId *stays, const GaId *goes, GError **error)
{
  if (!ga_id_equal (stays, goes))
    return TRUE;
  g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                       _ ("These are one already. Choose another participant."));
  return FALSE;
}

GaWalkerMerge *
ga_walker_merge_look (GaReader *reader, const GaId *stays, const GaId *goes, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "participant");
  g_autoptr (GaWalkerMerge) self = g_new0 (GaWalkerMerge, 1);
  g_autoptr (GaRecord) gone = NULL;
  g_autoptr (GaRecord) kept = NULL;
  const GaId *ids[] = { stays, goes };
  Walker walkers[2] = { 0 };
  GaRecord *records[2];
  gboolean done;

  if (!refuse_itself (stays, goes, error))
    return NULL;
  kept = ga_reader_find (reader, entity, stays, error);
  gone = kept != NULL ? ga_reader_find (reader, entity, goes, error) : NULL;
  if (gone == NULL)
    return NULL;
  self->result = ga_record_copy (kept);
  if (!entity->join (self->result, gone, error))
    return NULL;
  ga_transaction_fill_gaps (self->result, gone);
  done = read_walkers (reader, ids, walkers, &self->visits_both, error);
  records[0] = kept;
  records[1] = gone;
  if (done)
    decide_first (self, walkers, records);
  self->visits_stays = walkers[0].visits;
  self->visits_goes = walkers[1].visits;
  self->visits = self->visits_stays + self->visits_goes - self->visits_both;
  clear_walker (&walkers[0]);
  clear_walker (&walkers[1]);
  return done ? g_steal_pointer (&self) : NULL;
}

void
ga_walker_merge_free (GaWalkerMerge *self)
{
  g_clear_object (&self->result);
  g_free (self->first_day);
  g_free (self);
}

/**
 * ga_walker_merge_be_new_once:
 * @first: where @participant stays new; of none, nowhere
 */
gboolean
ga_walker_merge_be_new_once (GaTransaction *transaction,
                             const GaId *participant,
                             const GaId *first,
                             GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "attendance"));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_id (query, "participant", participant);
  ga_query_where_integer (query, "first_time", GA_EQUAL, TRUE);
  found = ga_reader_list (reader, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      GaRecord *attendance = found->pdata[i];

      if (ga_id_equal (ga_record_get_reference (attendance, "meeting"), first))
        continue;
      ga_record_set_integer (attendance, "first_time", FALSE);
      if (!ga_transaction_put (transaction, attendance, error))
        return FALSE;
    }
  return found != NULL;
}

gboolean
ga_walker_merge (GaTransaction *transaction, const GaId *stays, const GaId *goes, GError **error)
{
  GaSchema *schema = ga_reader_get_schema (ga_transaction_get_reader (transaction));

  return refuse_itself (stays, goes, error) &&
         ga_transaction_merge (transaction, ga_schema_get (schema, "participant"), goes, stays,
                               error);
}
