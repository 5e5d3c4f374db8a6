/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-meetings.h"
#include "ctl/ga-ctl-resolve.h"
#include "store/ga-series.h"

/* Changes one walk, this and later ones, or all of its schedule. */

typedef struct
{
  const char *meeting;
  GaSeriesScope scope;
  const char *start;
  const char *duration;
  const char *venue;
  const char *route;
  const char *host;
  const char *reason;
  GaSeriesOutcome outcome;
} Edit;

static gboolean
read_scope (const char *text, GaSeriesScope *scope, GError **error)
{
  static const char *const scopes[] = { "this", "later", "all" };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (text == NULL || g_str_equal (text, scopes[i]))
      {
        *scope = (GaSeriesScope) i;
        return TRUE;
      }
  g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
               _ ("“%s” is none of this, later and all. Write --scope this, later or all."), text);
  return FALSE;
}

static gboolean
edit (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Edit *self = user_data;
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaRecord) before = ga_ctl_resolve (
      reader, ga_schema_get (ga_reader_get_schema (reader), "meeting"), self->meeting, error);
  g_autoptr (GaRecord) meeting = NULL;

  if (before == NULL)
    return FALSE;
  meeting = ga_record_copy (before);
  if (self->start != NULL && !ga_record_parse (meeting, "start", self->start, error))
    return FALSE;
  if (self->duration != NULL && !ga_record_parse (meeting, "duration_min", self->duration, error))
    return FALSE;
  if (self->reason != NULL)
    {
      ga_record_set_text (meeting, "status", "cancelled");
      if (!ga_record_parse (meeting, "reason", self->reason, error))
        return FALSE;
    }
  return ga_ctl_set_reference (reader, meeting, "venue", self->venue, error) &&
         ga_ctl_set_reference (reader, meeting, "route", self->route, error) &&
         ga_ctl_set_reference (reader, meeting, "host", self->host, error) &&
         ga_series_edit (transaction, before, meeting, self->scope, &self->outcome, error);
}

static JsonNode *
make_json (const GaSeriesOutcome *outcome)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "changed", outcome->changed);
  json_object_set_int_member (object, "stayed", outcome->stayed);
  json_object_set_int_member (object, "dropped", outcome->dropped);
  json_object_set_int_member (object, "made", outcome->made);
  json_node_take_object (node, object);
  return node;
}

static void
tell_outcome (GaCtl *ctl, const GaSeriesOutcome *outcome)
{
  g_autofree char *text = ga_series_describe (outcome, "\n");

  if (ga_ctl_wants_json (ctl))
    ga_ctl_take_json (ctl, make_json (outcome));
  else if (text != NULL)
    ga_ctl_take_line (ctl, g_steal_pointer (&text));
  else
    ga_ctl_take_line (ctl,
                      g_strdup_printf (ngettext ("%u walk changed.", "%u walks changed.", 0), 0u));
}

static gboolean
has_fields (const Edit *self)
{
  return self->duration != NULL || self->venue != NULL || self->route != NULL || self->host != NULL;
}

static gboolean
extend (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_series_extend_all (transaction, &((Edit *) user_data)->outcome.made, error);
}

static gboolean
run_extend (GaCtl *ctl, const Edit *asked, gboolean scoped, GError **error)
{
  gboolean more = scoped || asked->start != NULL || asked->reason != NULL || has_fields (asked);
  Edit self = { 0 };
  GaStore *store;

  if (more)
    {
      g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                           _ ("“meetings extend” is about all schedules, and takes nothing else."));
      return FALSE;
    }
  store = ga_ctl_get_store (ctl, error);

  if (store == NULL || ga_store_keep (store, N_ ("Plan walks ahead"), extend, &self, error) == 0)
    return FALSE;
  ga_ctl_set_saved (ctl);
  if (self.outcome.made > 0 || ga_ctl_wants_json (ctl))
    tell_outcome (ctl, &self.outcome);
  else
    ga_ctl_take_line (ctl, g_strdup (_ ("No walk is missing. Walks are made of schedules that plan "
                                        "ahead (months_ahead).")));
  return TRUE;
}

/* Each verb wants what it is about, and nothing else. */
static gboolean
check_verb (const char *verb, const Edit *self, GError **error)
{
  gboolean fields = has_fields (self);
  const char *sentence = NULL;

  if (self->meeting == NULL)
    sentence = _ ("Say which walk is meant.");
  else if (g_str_equal (verb, "move"))
    sentence = self->start == NULL || fields || self->reason != NULL
                   ? _ ("Say where the walk goes, and nothing else: --to \"DATE HH:MM\".")
                   : NULL;
  else if (g_str_equal (verb, "change"))
    sentence = !fields || self->start != NULL || self->reason != NULL
                   ? _ ("Say what changes: --venue, --route, --host or --duration.")
                   : NULL;
  else if (g_str_equal (verb, "cancel") && self->reason == NULL)
    sentence = _ ("Say why the walk is cancelled: --reason REASON.");
  else if (g_str_equal (verb, "cancel"))
    sentence = fields || self->start != NULL
                   ? _ ("A walk that is cancelled neither moves nor changes: leave out all but "
                        "--reason and --scope.")
                   : NULL;
  else
    sentence = _ ("Walks can be moved, changed, cancelled and extended: move, change, cancel, "
                  "extend.");
  if (sentence != NULL)
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE, sentence);
  return sentence == NULL;
}

static const char *
get_label (const char *verb)
{
  if (g_str_equal (verb, "move"))
    return N_ ("Move walks");
  return g_str_equal (verb, "cancel") ? N_ ("Cancel walks") : N_ ("Change walks");
}

gboolean
ga_ctl_run_meetings (GaCtl *ctl, char **arguments, GError **error)
{
  g_autofree char *scope = NULL;
  g_autofree char *start = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *venue = NULL;
  g_autofree char *route = NULL;
  g_autofree char *host = NULL;
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "scope", 0, 0, G_OPTION_ARG_FILENAME, &scope, N_ ("Which walks are meant"),
      "this|later|all" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &start, N_ ("Where the walk goes"), "DATE HH:MM" },
    { "duration", 0, 0, G_OPTION_ARG_FILENAME, &duration, N_ ("How long a walk lasts"), "MINUTES" },
    { "venue", 0, 0, G_OPTION_ARG_FILENAME, &venue, N_ ("The meeting place"), "ID" },
    { "route", 0, 0, G_OPTION_ARG_FILENAME, &route, N_ ("The route"), "ID" },
    { "host", 0, 0, G_OPTION_ARG_FILENAME, &host, N_ ("The host"), "ID" },
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why it is cancelled"), "REASON" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 2, error);
  Edit self = { .start = start,
                .duration = duration,
                .venue = venue,
                .route = route,
                .host = host,
                .reason = reason };
  GaStore *store;

  if (rest == NULL || !read_scope (scope, &self.scope, error))
    return FALSE;
  if (g_str_equal (rest[1], "extend") && rest[2] == NULL)
    return run_extend (ctl, &self, scope != NULL, error);
  self.meeting = rest[2];
  if (!check_verb (rest[1], &self, error))
    return FALSE;
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL || ga_store_transact (store, get_label (rest[1]), edit, &self, error) == 0)
    return FALSE;
  ga_ctl_set_saved (ctl);
  tell_outcome (ctl, &self.outcome);
  return TRUE;
}
