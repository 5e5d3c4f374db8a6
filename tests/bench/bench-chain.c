/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "insight/ga-chain.h"

/* From money to visits on the profile given, warm and inside the process, reading the grants each
 * time: of the largest grant, of the first funding round, and attendance by initiative. The
 * worst is printed. */

#define TIMES 20

typedef struct
{
  GaStore *store;
  GaReader *reader;
  GaAttendanceCache *cache;
  const GaEntity *of;
  const GaId *id;
} Question;

/* (transfer full): the first in that order */
static GaRecord *
find_first (GaReader *reader, const char *entity, const char *columns)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (ga_reader_get_schema (reader), entity));
  g_autoptr (GPtrArray) list = NULL;

  ga_query_sort_columns (query, columns);
  ga_query_set_window (query, 0, 1);
  list = ga_reader_list (reader, query, NULL);
  g_assert_true (list != NULL && list->len == 1);
  return g_object_ref (g_ptr_array_index (list, 0));
}

static guint
ask_chain (const Question *question)
{
  g_autoptr (GError) error = NULL;
  GaChainRows *rows = ga_reader_chain (question->reader, question->of, question->id, &error);
  g_autoptr (GaChain) chain = NULL;

  if (rows == NULL)
    g_error ("%s", error->message);
  chain = ga_chain_new (question->cache, rows, "2026-12-31", FALSE);
  return chain->communities;
}

static guint
ask_report (const Question *question)
{
  GaAttendanceRequest request = { .by = GA_ATTENDANCE_BY_INITIATIVE };
  g_autoptr (GaAttendanceReport) report = ga_attendance_report_new (question->cache, &request);

  return ga_attendance_report_get_n_rows (report);
}

static void
measure (const char *what, guint (*ask) (const Question *question), const Question *question)
{
  double worst = 0;
  guint n = 0;

  for (guint i = 0; i <= TIMES; i++)
    {
      gint64 start = g_get_monotonic_time ();

      n = ask (question);
      if (i > 0)
        worst = MAX (worst, (double) (g_get_monotonic_time () - start));
    }
  printf ("%s (%u), worst\t%.2f\t-\tms\t16\n", what, n, worst / 1000);
}

int
main (int argc, char **argv)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaStore) store = argc == 2 ? ga_store_open (argv[1], schema, &error) : NULL;
  g_autoptr (GaAttendanceCache) cache = NULL;
  g_autoptr (GaRecord) grant = NULL;
  g_autoptr (GaRecord) round = NULL;
  Question question = { store };

  if (store == NULL)
    g_error ("%s", error != NULL ? error->message : "Give a profile.");
  question.reader = ga_store_get_reader (store);
  question.cache = cache = ga_attendance_cache_new (store);
  if (!ga_attendance_cache_load (cache, question.reader, &error))
    g_error ("%s", error->message);
  grant = find_first (question.reader, "grant", "-amount");
  question.of = ga_record_get_entity (grant);
  question.id = ga_record_get_id (grant);
  measure ("chain of the largest grant, communities", ask_chain, &question);
  round = find_first (question.reader, "round", "closes");
  question.of = ga_record_get_entity (round);
  question.id = ga_record_get_id (round);
  measure ("chain of a funding round, communities", ask_chain, &question);
  measure ("attendance by initiative, groups", ask_report, &question);
  ga_store_close (store);
  return 0;
}
