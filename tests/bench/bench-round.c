/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "../store/store-fixture.h"
#include "model/ga-date.h"
#include "store/ga-round-figures.h"
#include "store/ga-transaction.h"

/* A round of 2,000 applications: to open it, to filter and to sort the table, and what a board
 * shows of it. Beside each the same rows asked of SQLite alone, in turns, on a connection of its
 * own that knows no alphabet but that of bytes. Medians; of the orders, that of the slowest. */

#define TIMES        20
#define APPLICATIONS 2000
#define APPLICANTS   400
#define KOMMUNER     98
#define BOUND_MS     16

#define RAW_ROWS                                                                              \
  "SELECT a.id, o.name, k.name, a.purpose, a.status, a.amount, a.decided_amount "             \
  "FROM application a LEFT JOIN organisation o ON o.id = a.applicant LEFT JOIN kommune k ON " \
  "k.id = a.kommune WHERE a.round = ?1 "
#define RAW_OPEN   RAW_ROWS "ORDER BY o.name COLLATE BINARY, a.purpose COLLATE BINARY, a.id"
#define RAW_FILTER RAW_ROWS "AND a.status = 'submitted'"
#define RAW_SEARCH RAW_ROWS "AND a.purpose LIKE '%tur%rundt%'"
#define RAW_BOARD                                                                                \
  "SELECT status, count(*), sum(coalesce(decided_amount, amount)) FROM application WHERE round " \
  "= ?1 GROUP BY status"

typedef struct
{
  GaTransaction *transaction;
  GaSchema *schema;
  GaId kommuner[KOMMUNER];
  GaId applicants[APPLICANTS];
  GaId round;
  const char *today;
} Filling;

static const char *const statuses[] = { "draft",     "submitted", "submitted", "eligible",
                                        "submitted", "declined",  "withdrawn" };

/* With letters that come at different places in the alphabet, also those that only we have. */
static char *
invent (const char *what, guint number)
{
  static const char *const beginnings[] = { "Å",  "Gå", "Ø",  "Ven", "Løbe", "Aa",
                                            "Ær", "By", "Om", "St",  "Tur",  "Ud" };

  return g_strdup_printf ("%s%s i %u. kreds", beginnings[number * 7 % G_N_ELEMENTS (beginnings)],
                          what, number * 37 % 2003);
}

static GaRecord *
make (Filling *filling, const char *entity)
{
  return ga_record_new (ga_schema_get (filling->schema, entity));
}

/* Takes @record. Returns: its id */
static GaId
put (Filling *filling, GaRecord *record)
{
  g_autoptr (GError) error = NULL;
  GaId id = *ga_record_get_id (record);

  ga_transaction_put (filling->transaction, record, &error);
  g_assert_no_error (error);
  g_object_unref (record);
  return id;
}

static void
add_parties (Filling *filling)
{
  for (guint i = 0; i < KOMMUNER; i++)
    {
      g_autofree char *name = invent ("købing", i);
      g_autofree char *code = g_strdup_printf ("%04u", 101 + i);
      GaRecord *kommune = make (filling, "kommune");

      ga_record_set_text (kommune, "code", code);
      ga_record_set_text (kommune, "name", name);
      ga_record_derive_id (kommune);
      filling->kommuner[i] = put (filling, kommune);
    }
  for (guint i = 0; i < APPLICANTS; i++)
    {
      g_autofree char *name = invent ("foreningen", i);
      GaRecord *organisation = make (filling, "organisation");
      char id[GA_ID_TEXT_SIZE];

      ga_id_format (&filling->kommuner[i % KOMMUNER], id);
      ga_record_set_text (organisation, "name", name);
      ga_record_set_text (organisation, "kommuner", id);
      filling->applicants[i] = put (filling, organisation);
    }
}

/* Takes @application. Its applicant puts something in, and then it gets its status. */
static void
put_with_status (Filling *filling, GaRecord *application, const GaId *applicant, const char *status)
{
  GaRecord *investment = make (filling, "investment");

  ga_record_set_reference (investment, "application", ga_record_get_id (application));
  ga_record_set_reference (investment, "party", applicant);
  ga_record_set_integer (investment, "amount", 1000);
  put (filling, g_object_ref (application));
  put (filling, investment);
  ga_record_set_text (application, "status", status);
  if (ga_record_is_one_of (application, "status", "declined"))
    {
      ga_record_set_text (application, "decided_on", filling->today);
      ga_record_set_text (application, "decision_reason", "Rammen er brugt");
    }
  put (filling, application);
}

static void
add_application (Filling *filling, guint number)
{
  const GaId *applicant = &filling->applicants[number % APPLICANTS];
  GaRecord *application = make (filling, "application");
  g_autofree char *purpose = invent ("ture og fællesskaber året rundt", number);

  ga_record_set_reference (application, "round", &filling->round);
  ga_record_set_reference (application, "applicant", applicant);
  ga_record_set_reference (application, "kommune",
                           &filling->kommuner[number % APPLICANTS % KOMMUNER]);
  ga_record_set_text (application, "purpose", purpose);
  ga_record_set_integer (application, "amount", 1000000 + number * 7919 % 4000000);
  ga_record_set_text (application, "submitted", filling->today);
  put_with_status (filling, application, applicant, statuses[number % G_N_ELEMENTS (statuses)]);
}

static gboolean
fill_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Filling *filling = user_data;
  GaRecord *round;

  filling->transaction = transaction;
  round = make (filling, "round");
  ga_record_set_text (round, "title", "Bevæg dig");
  ga_record_set_integer (round, "frame", G_GINT64_CONSTANT (100000000000));
  filling->round = put (filling, round);
  add_parties (filling);
  for (guint i = 0; i < APPLICATIONS; i++)
    add_application (filling, i);
  return TRUE;
}

static gboolean
transact_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_fill_all (transaction, fill_cb, user_data, error);
}

/* What is measured, and what it is measured by. */
typedef struct
{
  GaReader *reader;
  const GaId *round;
  GPtrArray *all; /* of GaRoundApplication */
  const GaField *status;
  GaRoundColumn column;
  sqlite3 *raw;
} Bench;

typedef guint (*Work) (Bench *bench);

static guint
open_round (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  GaRoundSums sums;

  ga_reader_round_sums (bench->reader, bench->round, &sums, &error);
  g_assert_no_error (error);
  found = ga_reader_round_applications (bench->reader, bench->round, &error);
  g_assert_no_error (error);
  return found->len;
}

static guint
filter_by_status (Bench *bench)
{
  const GaChoice *wanted = ga_field_get_choice (bench->status, "submitted");
  guint found = 0;

  for (guint i = 0; i < bench->all->len; i++)
    {
      GaRoundApplication *application = bench->all->pdata[i];

      found += application->status == wanted && ga_round_application_matches (application, "");
    }
  return found;
}

static guint
filter_by_word (Bench *bench)
{
  guint found = 0;

  for (guint i = 0; i < bench->all->len; i++)
    found += ga_round_application_matches (bench->all->pdata[i], "tur rundt");
  return found;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Bench *bench = user_data;

  return ga_round_application_compare (*(gpointer *) a, *(gpointer *) b, bench->column);
}

static guint
sort_by_column (Bench *bench)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (bench->all->len);

  for (guint i = 0; i < bench->all->len; i++)
    g_ptr_array_add (sorted, bench->all->pdata[i]);
  g_ptr_array_sort_with_data (sorted, compare_cb, bench);
  return sorted->len;
}

/* Each column looks at all, and adds up its own. */
static guint
read_board (Bench *bench)
{
  guint n = 0;
  gint64 sum = 0;

  for (const GaChoice *state = bench->status->choices; state->code != NULL; state++)
    for (guint i = 0; i < bench->all->len; i++)
      {
        const GaRoundApplication *application = bench->all->pdata[i];

        if (application->status != state)
          continue;
        n++;
        sum += application->is_decided ? application->decided : application->applied;
      }
  g_assert_cmpint (sum, >, 0);
  return n;
}

static double
time_raw (Bench *bench, const char *sql)
{
  gint64 start = g_get_monotonic_time ();
  sqlite3_stmt *statement = NULL;
  gint64 length = 0;

  g_assert_cmpint (sqlite3_prepare_v2 (bench->raw, sql, -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_blob (statement, 1, bench->round->bytes, sizeof bench->round->bytes, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      length += sqlite3_column_bytes (statement, i);
  sqlite3_finalize (statement);
  g_assert_cmpint (length, >, 0);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
time_work (Bench *bench, Work work, guint expected)
{
  gint64 start = g_get_monotonic_time ();
  guint n = work (bench);

  if (expected > 0)
    g_assert_cmpuint (n, ==, expected);
  else
    g_assert_cmpuint (n, >, 0);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

/* Sets @ms and @raw_ms to the medians. */
static void
measure (Bench *bench, Work work, guint expected, const char *sql, double *ms, double *raw_ms)
{
  double own[TIMES];
  double raw[TIMES];

  time_work (bench, work, expected);
  time_raw (bench, sql);
  for (guint i = 0; i < TIMES; i++)
    {
      raw[i] = time_raw (bench, sql);
      own[i] = time_work (bench, work, expected);
    }
  qsort (own, TIMES, sizeof *own, compare_times);
  qsort (raw, TIMES, sizeof *raw, compare_times);
  *ms = own[TIMES / 2];
  *raw_ms = raw[TIMES / 2];
}

static void
print (const char *what, double ms, double raw_ms)
{
  printf ("round of %d applications, %s\t%.2f\t%.2f\tms\t%d\n", APPLICATIONS, what, ms, raw_ms,
          BOUND_MS);
}

/* What is searched for the first time is made searchable by it. */
static void
measure_first_search (Bench *bench)
{
  double ms[TIMES];
  double raw[TIMES];

  for (guint i = 0; i < TIMES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) warm = bench->all;

      bench->all = ga_reader_round_applications (bench->reader, bench->round, &error);
      g_assert_no_error (error);
      raw[i] = time_raw (bench, RAW_SEARCH);
      ms[i] = time_work (bench, filter_by_word, 0);
    }
  qsort (ms, TIMES, sizeof *ms, compare_times);
  qsort (raw, TIMES, sizeof *raw, compare_times);
  print ("searched for the first time", ms[TIMES / 2], raw[TIMES / 2]);
}

static void
measure_orders (Bench *bench)
{
  static const char *const columns[] = { "o.name",   "k.name",           "a.purpose",
                                         "a.amount", "a.decided_amount", "a.status" };
  double worst = 0;
  double beside = 0;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *sql =
          g_strconcat (RAW_ROWS "ORDER BY ", columns[i], " COLLATE BINARY", NULL);
      double ms, raw_ms;

      bench->column = (GaRoundColumn) i;
      measure (bench, sort_by_column, APPLICATIONS, sql, &ms, &raw_ms);
      if (ms > worst)
        beside = raw_ms;
      worst = MAX (worst, ms);
    }
  print ("sorted by its slowest column", worst, beside);
}

static void
measure_all (Bench *bench)
{
  double ms, raw_ms;

  measure (bench, open_round, APPLICATIONS, RAW_OPEN, &ms, &raw_ms);
  print ("opened", ms, raw_ms);
  measure (bench, filter_by_status, 0, RAW_FILTER, &ms, &raw_ms);
  print ("filtered by status", ms, raw_ms);
  measure_first_search (bench);
  measure (bench, filter_by_word, 0, RAW_SEARCH, &ms, &raw_ms);
  print ("searched again", ms, raw_ms);
  measure_orders (bench);
  measure (bench, read_board, APPLICATIONS, RAW_BOARD, &ms, &raw_ms);
  print ("as a board", ms, raw_ms);
}

int
main (int argc, char **argv)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  Filling filling = { .today = today };
  Bench bench = { 0 };
  Profile profile;

  profile_set_up (&profile, NULL);
  filling.schema = profile.schema;
  ga_store_transact (profile.store, "Filled", transact_cb, &filling, &error);
  g_assert_no_error (error);
  path = g_build_filename (profile.folder, "gangart.db", NULL);
  g_assert_cmpint (sqlite3_open_v2 (path, &bench.raw, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  bench.reader = ga_store_get_reader (profile.store);
  bench.round = &filling.round;
  bench.status = ga_entity_get_field (ga_schema_get (profile.schema, "application"), "status");
  bench.all = ga_reader_round_applications (bench.reader, bench.round, &error);
  g_assert_no_error (error);
  measure_all (&bench);
  g_ptr_array_unref (bench.all);
  sqlite3_close (bench.raw);
  profile_tear_down (&profile, NULL);
  return 0;
}
