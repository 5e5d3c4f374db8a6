/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "store/ga-store.h"

/* The first page of every list in every order offered, and search while typing, on the profile
 * given: the worst of each is printed. Warm: each is asked once before it is measured. */

#define PAGE  64
#define TIMES 10

static double
time_list (GaReader *reader, const GaEntity *entity, const char *columns)
{
  double worst = 0;

  for (guint i = 0; i <= TIMES; i++)
    {
      g_autoptr (GaQuery) query = ga_query_new (entity);
      g_autoptr (GPtrArray) records = NULL;
      gint64 start = g_get_monotonic_time ();

      ga_query_sort_columns (query, columns);
      ga_query_set_window (query, 0, PAGE);
      records = ga_reader_list (reader, query, NULL);
      g_assert_nonnull (records);
      if (i > 0)
        worst = MAX (worst, (double) (g_get_monotonic_time () - start));
    }
  return worst / 1000;
}

static void
measure_lists (GaReader *reader, GaSchema *schema)
{
  double worst = 0;
  const char *slowest = "";

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);

      for (const GaSort *sort = entity->sorts; sort != NULL && sort->name != NULL; sort++)
        {
          double took = time_list (reader, entity, sort->columns);

          if (took > worst)
            slowest = entity->name;
          worst = MAX (worst, took);
        }
    }
  printf ("first page of a list, worst: %s\t%.2f\t-\tms\t16\n", slowest, worst);
}

static void
measure_search (GaReader *reader)
{
  /* Typed letter by letter, as people do. */
  static const char *const words[] = {
    "anna", "østerbro", "gå", "karen j", "løb", "ka", "me", "vej"
  };
  double worst = 0;
  g_autofree char *slowest = NULL;

  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    for (const char *end = g_utf8_next_char (words[w]); *words[w] != '\0';
         end = g_utf8_next_char (end))
      {
        g_autofree char *typed = g_strndup (words[w], (gsize) (end - words[w]));

        for (guint i = 0; i <= TIMES; i++)
          {
            gint64 start = g_get_monotonic_time ();
            g_autoptr (GPtrArray) hits = ga_reader_search (reader, typed, NULL, 8, NULL);
            double took = (double) (g_get_monotonic_time () - start) / 1000;

            g_assert_nonnull (hits);
            if (i > 0 && took > worst)
              {
                worst = took;
                g_free (slowest);
                slowest = g_strdup (typed);
              }
          }
        if (*end == '\0')
          break;
      }
  printf ("search while typing, worst: “%s”\t%.2f\t-\tms\t50\n", slowest, worst);
}

int
main (int argc, char **argv)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaStore) store = argc == 2 ? ga_store_open (argv[1], schema, &error) : NULL;

  if (store == NULL)
    g_error ("%s", error != NULL ? error->message : "Give a profile.");
  measure_lists (ga_store_get_reader (store), schema);
  measure_search (ga_store_get_reader (store));
  ga_store_close (store);
  return 0;
}
