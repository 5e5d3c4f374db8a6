/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-round-figures.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/entities/ga-entities.h"
#include "store/ga-reader-private.h"

#define GRANTED  "(SELECT coalesce(sum(g.amount), 0) FROM \"grant\" g WHERE g.application = a.id)"
#define RETURNED "(SELECT coalesce(sum(g.returned), 0) FROM \"grant\" g WHERE g.application = a.id)"

/* The places in the alphabet are found here, where its rules are. */
#define APPLICATIONS_SQL                                                           \
  "SELECT a.id, o.name, k.name, a.purpose, a.status, a.amount, a.decided_amount, " \
  "dense_rank() OVER (ORDER BY o.name COLLATE danish), "                           \
  "dense_rank() OVER (ORDER BY k.name COLLATE danish), "                           \
  "dense_rank() OVER (ORDER BY a.purpose COLLATE danish) "                         \
  "FROM application a LEFT JOIN organisation o ON o.id = a.applicant "             \
  "LEFT JOIN kommune k ON k.id = a.kommune WHERE a.round = ? ORDER BY 8, 10, a.id"

/* What came back the round has again, but not the application that it was granted for. */
#define SUMS_SQL                                                                        \
  "SELECT coalesce(sum(given - back), 0), "                                             \
  "coalesce(sum(CASE WHEN status IN ('approved', 'partly_approved') "                   \
  "THEN max(decided - given, 0) ELSE 0 END), 0) "                                       \
  "FROM (SELECT a.status AS status, coalesce(a.decided_amount, 0) AS decided, " GRANTED \
  " AS given, " RETURNED " AS back FROM application a WHERE a.round = ?)"

#define APPLICANT_SQL                                                           \
  "SELECT count(*), coalesce(sum(g.amount - coalesce(g.returned, 0)), 0), "     \
  "coalesce(sum((SELECT count(*) FROM grant_report r WHERE r.\"grant\" = g.id " \
  "AND r.received IS NULL AND r.due < ?4)), 0) "                                \
  "FROM application a JOIN \"grant\" g ON g.application = a.id "                \
  "WHERE a.applicant = ?1 AND a.id <> ?2 AND g.currency = ?3"

/* Their grants whose report nobody has written yet. */
#define NO_REPORTS_SQL                                                          \
  "SELECT coalesce(g.extended_until, g.until), r.report_days "                  \
  "FROM application a JOIN \"grant\" g ON g.application = a.id "                \
  "JOIN round r ON r.id = a.round "                                             \
  "WHERE a.applicant = ?1 AND a.id <> ?2 AND g.currency = ?3 AND g.until < ?4 " \
  "AND NOT EXISTS (SELECT 1 FROM grant_report w WHERE w.\"grant\" = g.id)"

G_DEFINE_FINAL_TYPE (GaRoundApplication, ga_round_application, G_TYPE_OBJECT)

static char *
read_name (sqlite3_stmt *statement, int column)
{
  const char *name = (const char *) sqlite3_column_text (statement, column);

  return g_strdup (name != NULL ? name : _ ("Not visible to you"));
}

/* As search does, so that Ø is found by o, by oe and by ø. */
static char *
fold (const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);

  ga_fold_words (words, text);
  return g_utf8_casefold (words->str, (gssize) words->len);
}

static GaRoundApplication *
read_application (const GaField *status, sqlite3_stmt *statement)
{
  GaRoundApplication *self = g_object_new (GA_TYPE_ROUND_APPLICATION, NULL);
  g_autofree char *all = NULL;
  g_autofree char *words = NULL;

  ga_db_column_id (statement, 0, &self->id);
  self->applicant = read_name (statement, 1);
  self->kommune = read_name (statement, 2);
  self->purpose = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  self->status = ga_field_get_choice (status, (const char *) sqlite3_column_text (statement, 4));
  self->applied = sqlite3_column_int64 (statement, 5);
  self->is_decided = sqlite3_column_type (statement, 6) != SQLITE_NULL;
  self->decided = sqlite3_column_int64 (statement, 6);
  for (int i = 0; i < (int) G_N_ELEMENTS (self->ranks); i++)
    self->ranks[i] = (guint) sqlite3_column_int (statement, 7 + i);
  all = g_strjoin (" ", self->applicant, self->kommune, self->purpose, NULL);
  words = fold (all);
  self->words = g_strconcat (" ", words, NULL);
  return self;
}

static void
ga_round_application_finalize (GObject *object)
{
  GaRoundApplication *self = GA_ROUND_APPLICATION (object);

  g_free (self->applicant);
  g_free (self->kommune);
  g_free (self->purpose);
  g_free (self->words);
  G_OBJECT_CLASS (ga_round_application_parent_class)->finalize (object);
}

static void
ga_round_application_class_init (GaRoundApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_round_application_finalize;
}

static void
ga_round_application_init (GaRoundApplication *self)
{
}

/**
 * ga_reader_round_applications:
 *
 * Some 20 ms for 2,000 of them, so a long read.
 *
 * Returns: (transfer full) (element-type GaRoundApplication) (nullable): the applications of a
 *   round, by applicant and purpose; %NULL with @error set (#GaStoreError)
 */
GPtrArray *
ga_reader_round_applications (GaReader *self, const GaId *round, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (self), "application");
  const GaField *status = ga_entity_get_field (entity, "status");
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  g_return_val_if_fail (GA_IS_READER (self), NULL);

  statement = ga_db_prepare (ga_reader_get_db (self), APPLICATIONS_SQL, error);
  if (statement == NULL)
    return NULL;
  ga_db_bind_id (statement, 1, round);
  while (row)
    {
      if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (found, read_application (status, statement));
    }
  return g_steal_pointer (&found);
}

/**
 * ga_reader_round_sums:
 * @sums: (out): of the applications that are here
 *
 * A short read. Errors are of #GaStoreError.
 */
gboolean
ga_reader_round_sums (GaReader *self, const GaId *round, GaRoundSums *sums, GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  g_return_val_if_fail (GA_IS_READER (self), FALSE);

  memset (sums, 0, sizeof *sums);
  statement = ga_db_prepare (ga_reader_get_db (self), SUMS_SQL, error);
  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, round);
  if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
    return FALSE;
  sums->granted = sqlite3_column_int64 (statement, 0);
  sums->reserved = sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);
  return TRUE;
}

/* (nullable): with what both questions about the applicant are asked */
static sqlite3_stmt *
prepare_applicant (
    GaReader *self, const char *sql, const GaRecord *application, const char *today, GError **error)
{
  const GaId *applicant = ga_record_get_reference (application, "applicant");
  sqlite3_stmt *statement = ga_db_prepare (ga_reader_get_db (self), sql, error);

  if (statement == NULL)
    return NULL;
  if (applicant != NULL)
    ga_db_bind_id (statement, 1, applicant);
  ga_db_bind_id (statement, 2, ga_record_get_id (application));
  ga_db_bind_value (statement, 3, ga_record_get (application, "currency"));
  sqlite3_bind_text (statement, 4, today, -1, SQLITE_STATIC);
  return statement;
}

static gboolean
count_unwritten (GaReader *self,
                 const GaRecord *application,
                 const char *today,
                 GaApplicantRecord *known,
                 GError **error)
{
  sqlite3_stmt *statement = prepare_applicant (self, NO_REPORTS_SQL, application, today, error);
  gboolean row = statement != NULL;

  while (row)
    {
      g_autofree char *due = NULL;

      if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      due = ga_grant_report_find_due ((const char *) sqlite3_column_text (statement, 0),
                                      sqlite3_column_int64 (statement, 1));
      known->overdue += strcmp (due, today) < 0;
    }
  return FALSE;
}

/**
 * ga_reader_applicant_record:
 * @today: canonical text
 * @known: (out): in the currency of @application
 *
 * A short read. Errors are of #GaStoreError.
 */
gboolean
ga_reader_applicant_record (GaReader *self,
                            const GaRecord *application,
                            const char *today,
                            GaApplicantRecord *known,
                            GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  g_return_val_if_fail (GA_IS_READER (self), FALSE);

  memset (known, 0, sizeof *known);
  statement = prepare_applicant (self, APPLICANT_SQL, application, today, error);
  if (statement == NULL || !ga_db_step (ga_reader_get_db (self), statement, &row, error))
    return FALSE;
  known->grants = (guint) sqlite3_column_int (statement, 0);
  known->granted = sqlite3_column_int64 (statement, 1);
  known->overdue = (guint) sqlite3_column_int (statement, 2);
  sqlite3_reset (statement);
  return count_unwritten (self, application, today, known, error);
}

static int
compare_amounts (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/**
 * ga_round_application_compare:
 *
 * Returns: below 0 where @a stands before @b; what is not decided stands before what is
 */
int
ga_round_application_compare (const GaRoundApplication *a,
                              const GaRoundApplication *b,
                              GaRoundColumn column)
{
  switch (column)
    {
    case GA_ROUND_APPLIED:
      return compare_amounts (a->applied, b->applied);
    case GA_ROUND_DECIDED:
      return compare_amounts (a->is_decided ? a->decided : -1, b->is_decided ? b->decided : -1);
    case GA_ROUND_STATUS:
      return (a->status > b->status) - (a->status < b->status);
    case GA_ROUND_APPLICANT:
    case GA_ROUND_KOMMUNE:
    case GA_ROUND_PURPOSE:
    default:
      return (a->ranks[column] > b->ranks[column]) - (a->ranks[column] < b->ranks[column]);
    }
}

/**
 * ga_round_application_matches:
 * @typed: (nullable): what somebody typed
 *
 * Returns: whether every word of @typed begins a word of applicant, kommune or purpose
 */
gboolean
ga_round_application_matches (const GaRoundApplication *self, const char *typed)
{
  g_autofree char *folded = fold (typed != NULL ? typed : "");
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *begins = g_strconcat (" ", words[i], NULL);

      if (*words[i] != '\0' && strstr (self->words, begins) == NULL)
        return FALSE;
    }
  return TRUE;
}
