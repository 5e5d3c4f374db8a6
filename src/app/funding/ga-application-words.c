/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-application-words.h"

#include <glib/gi18n-lib.h>

#include "model/ga-date.h"
#include "model/ga-number.h"
#include "store/ga-round-figures.h"

#define MOST 500 /* of what belongs to one application */

static const GaEntity *
find_entity (GaReader *reader, const char *name)
{
  return ga_schema_get (ga_reader_get_schema (reader), name);
}

GPtrArray *
ga_application_list_parts (GaReader *reader, const GaRecord *application, const char *entity)
{
  g_autoptr (GaQuery) query = ga_query_new (find_entity (reader, entity));
  GPtrArray *parts;

  ga_query_where_id (query, "application", ga_record_get_id (application));
  ga_query_set_window (query, 0, MOST);
  parts = ga_reader_list (reader, query, NULL);
  return parts != NULL ? parts : g_ptr_array_new ();
}

gint64
ga_application_sum (GPtrArray *parts)
{
  gint64 sum = 0;

  for (guint i = 0; i < parts->len; i++)
    sum += ga_record_get_integer (parts->pdata[i], "amount");
  return sum;
}

char *
ga_application_words_money (const GaRecord *application, gint64 oere)
{
  return ga_money_display (oere, ga_record_get_text (application, "currency"));
}

char *
ga_application_words_investment (GaReader *reader, const GaRecord *investment)
{
  g_autofree char *kind = ga_reader_display (reader, investment, "kind");
  g_autofree char *amount = ga_reader_display (reader, investment, "amount");
  guint hours = (guint) ga_record_get_integer (investment, "hours");
  g_autofree char *worked =
      hours > 0 ? g_strdup_printf (ngettext ("%u hour", "%u hours", hours), hours) : NULL;

  if (amount == NULL)
    return g_strjoin (" · ", kind, worked, NULL);
  return g_strjoin (" · ", kind, amount, worked, NULL);
}

/* (transfer full) (nullable) */
static GaRecord *
find_round (GaReader *reader, const GaRecord *application)
{
  const GaId *id = ga_record_get_reference (application, "round");

  return id != NULL ? ga_reader_find (reader, find_entity (reader, "round"), id, NULL) : NULL;
}

char *
ga_application_words_ceiling (GaReader *reader, const GaRecord *application)
{
  g_autoptr (GaRecord) round = find_round (reader, application);

  return round != NULL ? ga_reader_display (reader, round, "ceiling") : NULL;
}

char *
ga_application_words_left (GaReader *reader, const GaRecord *application)
{
  const GaId *id = ga_record_get_reference (application, "round");
  g_autoptr (GaRecord) round = find_round (reader, application);
  GaRoundSums sums;

  if (round == NULL || !ga_reader_round_sums (reader, id, &sums, NULL))
    return NULL;
  return ga_application_words_money (
      application, ga_round_sums_get_left (&sums, ga_record_get_integer (round, "frame")));
}

static gboolean
know_applicant (GaReader *reader, const GaRecord *application, GaApplicantRecord *known)
{
  g_autofree char *today = ga_date_today ();

  return ga_reader_applicant_record (reader, application, today, known, NULL);
}

char *
ga_application_words_before (GaReader *reader, const GaRecord *application)
{
  GaApplicantRecord known;
  g_autofree char *amount = NULL;

  if (!know_applicant (reader, application, &known))
    return NULL;
  if (known.grants == 0)
    return g_strdup (_ ("Nothing"));
  amount = ga_application_words_money (application, known.granted);
  /* TRANSLATORS: how many grants, and their sum */
  return g_strdup_printf (ngettext ("%1$u grant, %2$s", "%1$u grants, %2$s together", known.grants),
                          known.grants, amount);
}

char *
ga_application_words_reports (GaReader *reader, const GaRecord *application)
{
  GaApplicantRecord known;

  if (!know_applicant (reader, application, &known) || known.grants == 0)
    return NULL;
  if (known.overdue == 0)
    return g_strdup (_ ("None is overdue"));
  return g_strdup_printf (
      ngettext ("%u report is overdue", "%u reports are overdue", known.overdue), known.overdue);
}
