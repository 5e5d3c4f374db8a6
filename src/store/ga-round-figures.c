/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-round-figures.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/entities/ga-entities.h"
#include "store/ga-name-ranks.h"
#include "store/ga-reader-private.h"
#include "store/ga-words.h"

/* Applicant, kommune and purpose. */
#define N_NAMES ((int) G_N_ELEMENTS (((GaRoundApplication *) NULL)->ranks))

#define GRANTED  "(SELECT coalesce(sum(g.amount), 0) FROM \"grant\" g WHERE g.application = a.id)"
#define RETURNED "(SELECT coalesce(sum(g.returned), 0) FROM \"grant\" g WHERE g.application = a.id)"

#define APPLICATIONS_SQL                                                             \
  "SELECT a.id, o.name, k.name, a.purpose, a.status, a.amount, "                     \
  "CASE WHEN a.status IN ('approved', 'partly_approved') THEN a.decided_amount END " \
  "FROM application a LEFT JOIN organisation o ON o.id = a.applicant "               \
  "LEFT JOIN kommune k ON k.id = a.kommune WHERE a.round = ?"

/* What came back the round has again, but not the application that it was granted for. */
#define SUMS_SQL                                                                        \
  "SELECT coalesce(sum(given - back), 0), coalesce(sum(back), 0), "                     \
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

/* Of one grant, or of all of a round. */
#define YEARS_SQL                                                                            \
  "WITH given (id, back) AS (SELECT id, returned_on FROM \"grant\" WHERE id = ?1 UNION ALL " \
  "SELECT g.id, g.returned_on FROM application a JOIN \"grant\" g ON g.application = a.id "  \
  "WHERE a.round = ?1) "                                                                     \
  "SELECT min(CAST(substr(day, 1, 4) AS INTEGER)), "                                         \
  "max(CAST(substr(day, 1, 4) AS INTEGER)) FROM ("                                           \
  "SELECT t.paid_on AS day FROM given JOIN tranche t ON t.\"grant\" = given.id UNION ALL "   \
  "SELECT e.date FROM given JOIN account_entry e ON e.\"grant\" = given.id UNION ALL "       \
  "SELECT back FROM given) WHERE day IS NOT NULL"

G_DEFINE_FINAL_TYPE (GaRoundApplication, ga_round_application, G_TYPE_OBJECT)

static char *
read_name (sqlite3_stmt *statement, int column)
{
  const char *name = (const char *) sqlite3_column_text (statement, column);

  return g_strdup (name != NULL ? name : _ ("Not visible to you"));
}

static GaRoundApplication *
read_application (const GaField *status, sqlite3_stmt *statement, GaNameRanks *const *ranks)
{
  GaRoundApplication *self = g_object_new (GA_TYPE_ROUND_APPLICATION, NULL);

  ga_db_column_id (statement, 0, &self->id);
  self->applicant = read_name (statement, 1);
  self->kommune = read_name (statement, 2);
  self->purpose = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  self->status = ga_field_get_choice (status, (const char *) sqlite3_column_text (statement, 4));
  self->applied = sqlite3_column_int64 (statement, 5);
  self->is_decided = sqlite3_column_type (statement, 6) != SQLITE_NULL;
  self->decided = sqlite3_column_int64 (statement, 6);
  /* The numbers of the names, until all are known. */
  for (int i = 0; i < N_NAMES; i++)
    self->ranks[i] =
        ga_name_ranks_add (ranks[i], (const char *) sqlite3_column_text (statement, 1 + i));
  return self;
}

static int
compare_ids (const GaRoundApplication *a, const GaRoundApplication *b)
{
  return memcmp (a->id.bytes, b->id.bytes, sizeof a->id.bytes);
}

/* By applicant and purpose. */
static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const GaRoundApplication *one = *(const GaRoundApplication *const *) a;
  const GaRoundApplication *other = *(const GaRoundApplication *const *) b;
  int order = ga_round_application_compare (one, other, GA_ROUND_APPLICANT);

  if (order == 0)
    order = ga_round_application_compare (one, other, GA_ROUND_PURPOSE);
  return order != 0 ? order : compare_ids (one, other);
}

static void
put_in_order (GPtrArray *applications, GaNameRanks *const *ranks)
{
  for (int i = 0; i < N_NAMES; i++)
    ga_name_ranks_settle (ranks[i]);
  for (guint i = 0; i < applications->len; i++)
    {
      GaRoundApplication *application = applications->pdata[i];

      for (int j = 0; j < N_NAMES; j++)
        application->ranks[j] = ga_name_ranks_get (ranks[j], application->ranks[j]);
    }
  g_ptr_array_sort (applications, compare_cb);
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

static gboolean
read_applications (
    GaReader *self, const GaId *round, GaNameRanks *const *ranks, GPtrArray *found, GError **error)
{
  GaDb *db = ga_reader_get_db (self);
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (self), "application");
  const GaField *status = ga_entity_get_field (entity, "status");
  sqlite3_stmt *statement = ga_db_prepare (db, APPLICATIONS_SQL, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, round);
  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (found, read_application (status, statement, ranks));
    }
  return TRUE;
}

/**
 * ga_reader_round_applications:
 *
 * A long read: 2,000 of them take most of a frame.
 *
 * Returns: (transfer full) (element-type GaRoundApplication) (nullable): the applications of a
 *   round, by applicant and purpose; %NULL with @error set (#GaStoreError)
 */
GPtrArray *
ga_reader_round_applications (GaReader *self, const GaId *round, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  GaNameRanks *ranks[N_NAMES];
  gboolean read;

  g_return_val_if_fail (GA_IS_READER (self), NULL);

  for (int i = 0; i < N_NAMES; i++)
    ranks[i] = ga_name_ranks_new (self);
  read = read_applications (self, round, ranks, found, error);
  if (read)
    put_in_order (found, ranks);
  for (int i = 0; i < N_NAMES; i++)
    ga_name_ranks_free (ranks[i]);
  return read ? g_steal_pointer (&found) : NULL;
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
  sums->returned = sqlite3_column_int64 (statement, 1);
  sums->reserved = sqlite3_column_int64 (statement, 2);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * ga_reader_money_years:
 * @id: of a grant or of a round
 * @years: (out): of what is here
 *
 * Of a round a long read. Errors are of #GaStoreError.
 */
gboolean
ga_reader_money_years (GaReader *self, const GaId *id, GaYears *years, GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  g_return_val_if_fail (GA_IS_READER (self), FALSE);

  memset (years, 0, sizeof *years);
  statement = ga_db_prepare (ga_reader_get_db (self), YEARS_SQL, error);
  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, id);
  if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
    return FALSE;
  years->first = sqlite3_column_int (statement, 0);
  years->last = sqlite3_column_int (statement, 1);
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

/* Most are never looked for, and to fold them takes as long as to read them. */
static const char *
get_words (GaRoundApplication *self)
{
  g_autofree char *all = NULL;

  if (self->words != NULL)
    return self->words;
  all = g_strjoin (" ", self->applicant, self->kommune, self->purpose, NULL);
  self->words = ga_words_fold (all);
  return self->words;
}

/**
 * ga_round_application_matches:
 * @typed: (nullable): what somebody typed
 *
 * Returns: whether every word of @typed begins a word of applicant, kommune or purpose
 */
gboolean
ga_round_application_matches (GaRoundApplication *self, const char *typed)
{
  return typed == NULL || *typed == '\0' || ga_words_match (get_words (self), typed);
}
