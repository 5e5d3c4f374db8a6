/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-lost-report.h"

#include <glib/gi18n-lib.h>

#include "app/sync/ga-sync-words.h"

/* Within which the authority is to be told (GDPR, article 33). */
#define HOURS_TO_TELL 72

static void
free_place (gpointer data)
{
  GaLostPlace *place = data;

  g_free (place->title);
  g_free (place->counts);
  g_free (place);
}

static void
append_count (GString *counts, char *count)
{
  g_string_append_printf (counts, "%s%s", counts->len > 0 ? " · " : "", count);
  g_free (count);
}

/* (transfer full): of whom and what there was something in one place; empty if there was nothing */
static char *
describe_counts (JsonObject *held)
{
  gulong participants = (gulong) json_object_get_int_member_with_default (held, "participants", 0);
  gulong persons = (gulong) json_object_get_int_member_with_default (held, "persons", 0);
  gulong documents = (gulong) json_object_get_int_member_with_default (held, "documents", 0);
  GString *counts = g_string_new (NULL);

  if (participants > 0)
    append_count (counts,
                  g_strdup_printf (ngettext ("%lu participant", "%lu participants", participants),
                                   participants));
  if (persons > 0)
    append_count (counts,
                  g_strdup_printf (ngettext ("%lu person", "%lu persons", persons), persons));
  if (documents > 0)
    append_count (
        counts, g_strdup_printf (ngettext ("%lu document", "%lu documents", documents), documents));
  return g_string_free (counts, FALSE);
}

static void
add_place (GaLostReport *self, GaContext *context, JsonObject *held)
{
  const char *kind = json_object_has_member (held, "kommune") ? "kommune" : "community";
  g_autofree char *counts = describe_counts (held);
  GaLostPlace *place;
  GaId id;

  if (*counts == '\0' ||
      !ga_id_parse (json_object_get_string_member_with_default (held, kind, ""), &id))
    return;
  place = g_new0 (GaLostPlace, 1);
  place->title =
      ga_reader_title (ga_context_get_reader (context), ga_context_get_entity (context, kind), &id);
  place->counts = g_steal_pointer (&counts);
  g_ptr_array_add (self->places, place);
}

static char *
describe_duty (gint64 lost)
{
  g_autofree char *moment =
      ga_sync_words_moment (lost + (gint64) HOURS_TO_TELL * 60 * 60 * G_USEC_PER_SEC);

  /* TRANSLATORS: %s is a day and a time of day. The authority is Datatilsynet in both countries. */
  return g_strdup_printf (
      _ ("Tell whoever is responsible for the data in your association, today. If somebody could "
         "get at the names, and that may harm anybody, the data protection authority has to be told "
         "within 72 hours: before %s."),
      moment);
}

GaLostReport *
ga_lost_report_new (
    GaContext *context, const char *name, gint64 lost, gint64 emptied, JsonArray *names)
{
  GaLostReport *self = g_new0 (GaLostReport, 1);
  g_autofree char *moment = ga_sync_words_moment (lost);

  /* TRANSLATORS: %s is the name of a computer */
  self->title = g_strdup_printf (_ ("%s has no access any more"), name);
  /* TRANSLATORS: %s is a day and a time of day */
  self->when = g_strdup_printf (_ ("Reported lost: %s"), moment);
  self->emptied = emptied > 0;
  if (self->emptied)
    {
      g_autofree char *reported = g_steal_pointer (&self->when);
      g_autofree char *then = ga_sync_words_moment (emptied);
      /* TRANSLATORS: %s is a day and a time of day */
      g_autofree char *told = g_strdup_printf (_ ("It has removed what was on it: %s"), then);

      self->when = g_strjoin ("\n", reported, told, NULL);
    }
  self->places = g_ptr_array_new_with_free_func (free_place);
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (names, i)))
      add_place (self, context, json_array_get_object_element (names, i));
  if (self->places->len > 0)
    self->duty = describe_duty (lost);
  return self;
}

void
ga_lost_report_free (GaLostReport *self)
{
  g_free (self->title);
  g_free (self->when);
  g_ptr_array_unref (self->places);
  g_free (self->duty);
  g_free (self);
}

char *
ga_lost_report_to_text (const GaLostReport *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s\n\n", self->title, self->when);
  for (guint i = 0; i < self->places->len; i++)
    {
      const GaLostPlace *place = g_ptr_array_index (self->places, i);

      g_string_append_printf (text, "%s: %s\n", place->title, place->counts);
    }
  if (self->duty != NULL)
    g_string_append_printf (text, "\n%s\n", self->duty);
  return g_string_free (text, FALSE);
}
