/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-application-table.h"

#include <glib/gi18n-lib.h>

#include "model/ga-number.h"

struct _GaApplicationTable
{
  GaRecordTable parent_instance;

  gboolean whole; /* no amount has any øre */
};

G_DEFINE_FINAL_TYPE (GaApplicationTable, ga_application_table, GA_TYPE_RECORD_TABLE)

/* Who applied for how much, and what came of it, is the last to be spared. */
static const GaRecordColumn columns[] = {
  [GA_ROUND_APPLICANT] = { 0 },
  [GA_ROUND_KOMMUNE] = { .letters = 76 },
  [GA_ROUND_PURPOSE] = { .letters = 100 },
  [GA_ROUND_APPLIED] = { .numeric = TRUE, .largest_first = TRUE },
  [GA_ROUND_DECIDED] = { .numeric = TRUE, .largest_first = TRUE, .letters = 58 },
  [GA_ROUND_STATUS] = { 0 },
};

const char *
ga_application_table_get_heading (int column)
{
  static const char *const headings[] = {
    [GA_ROUND_APPLICANT] = N_ ("Applicant"), [GA_ROUND_KOMMUNE] = N_ ("Kommune"),
    [GA_ROUND_PURPOSE] = N_ ("Purpose"),     [GA_ROUND_APPLIED] = N_ ("Applied for"),
    [GA_ROUND_DECIDED] = N_ ("Decided"),     [GA_ROUND_STATUS] = N_ ("Status"),
  };

  g_return_val_if_fail ((guint) column < G_N_ELEMENTS (headings), NULL);

  return _ (headings[column]);
}

/* All in one unit: whole kroner where there is no øre anywhere. */
static char *
show_amount (GaApplicationTable *self, gint64 oere)
{
  return self->whole ? ga_number_display (oere / 100) : ga_money_display (oere, NULL);
}

static const GaId *
get_id (gpointer item)
{
  return &GA_ROUND_APPLICATION (item)->id;
}

static char *
tell (GaRecordTable *table, gpointer item, int column)
{
  GaApplicationTable *self = GA_APPLICATION_TABLE (table);
  const GaRoundApplication *application = item;

  switch ((GaRoundColumn) column)
    {
    case GA_ROUND_KOMMUNE:
      return g_strdup (application->kommune);
    case GA_ROUND_PURPOSE:
      return g_strdup (application->purpose);
    case GA_ROUND_APPLIED:
      return show_amount (self, application->applied);
    case GA_ROUND_DECIDED:
      return application->is_decided ? show_amount (self, application->decided) : g_strdup ("");
    case GA_ROUND_STATUS:
      return g_strdup (application->status != NULL ? _ (application->status->label) : "");
    case GA_ROUND_APPLICANT:
    default:
      return g_strdup (application->applicant);
    }
}

static int
compare (gconstpointer a, gconstpointer b, int column)
{
  return ga_round_application_compare (a, b, (GaRoundColumn) column);
}

static void
ga_application_table_class_init (GaApplicationTableClass *klass)
{
  GaRecordTableClass *table_class = GA_RECORD_TABLE_CLASS (klass);

  table_class->entity = "application";
  table_class->name = N_ ("Applications");
  table_class->columns = columns;
  table_class->n_columns = G_N_ELEMENTS (columns);
  table_class->get_heading = ga_application_table_get_heading;
  table_class->get_id = get_id;
  table_class->tell = tell;
  table_class->compare = compare;
}

static void
ga_application_table_init (GaApplicationTable *self)
{
}

/**
 * ga_application_table_set_whole: before its model gets what is to be shown so
 * @whole: whether amounts are shown without øre
 */
void
ga_application_table_set_whole (GaApplicationTable *self, gboolean whole)
{
  g_return_if_fail (GA_IS_APPLICATION_TABLE (self));

  self->whole = whole;
}
