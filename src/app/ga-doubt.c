/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-doubt.h"

#include <glib/gi18n-lib.h>

GaRecord *
ga_doubt_find_report (GaReader *reader, const GaRecord *record)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "grant_report");
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autoptr (GPtrArray) reports = NULL;

  ga_query_where_id (query, "grant", ga_record_get_reference (record, "grant"));
  reports = ga_reader_list (reader, query, NULL);
  for (guint i = 0; reports != NULL && i < reports->len; i++)
    if (ga_record_has (reports->pdata[i], "received"))
      return g_object_ref (reports->pdata[i]);
  return NULL;
}

/* What was paid before is not asked about again. */
static gboolean
is_paid_now (GaReader *reader, const GaRecord *tranche)
{
  g_autoptr (GaRecord) before = NULL;

  if (!ga_record_has (tranche, "paid_on"))
    return FALSE;
  before =
      ga_reader_find (reader, ga_record_get_entity (tranche), ga_record_get_id (tranche), NULL);
  return before == NULL || !ga_record_has (before, "paid_on");
}

/* People write a condition in their own words, and only they know if it is met. */
gboolean
ga_doubt_ask (GtkWidget *parent,
              GaContext *context,
              const GaRecord *record,
              GaChoiceFunc answer,
              gpointer user_data)
{
  GaReader *reader = ga_context_get_reader (context);
  g_autoptr (GaRecord) report = NULL;
  g_autofree char *received = NULL;
  g_autofree char *body = NULL;
  const char *condition;

  if (!g_str_equal (ga_record_get_entity (record)->name, "tranche") ||
      !ga_record_has (record, "condition") || ga_record_has (record, GA_DOUBT_SETTLED) ||
      !is_paid_now (reader, record))
    return FALSE;
  condition = ga_record_get_text (record, "condition");
  report = ga_doubt_find_report (reader, record);
  if (report != NULL)
    {
      received = ga_reader_display (reader, report, "received");
      /* TRANSLATORS: what has to be before a tranche is paid, as somebody wrote it, and a day */
      body = g_strdup_printf (
          _ ("This tranche has a condition: “%1$s”. The report of the grant came on %2$s."),
          condition, received);
    }
  else
    /* TRANSLATORS: %s is what has to be before a tranche is paid, as somebody wrote it */
    body = g_strdup_printf (
        _ ("This tranche has a condition: “%s”. The report of the grant is not in yet."),
        condition);
  ga_question_choose (parent, _ ("Is the condition met?"), body, _ ("_Not yet"), _ ("_Pay anyway"),
                      _ ("It _is met: pay"), report != NULL, answer, user_data);
  return TRUE;
}
