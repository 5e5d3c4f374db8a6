/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-meetings.h"

#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-resolve.h"
#include "store/ga-series.h"

typedef struct
{
  const char *community;
  char *rule;
  char *from;
  char *at;
  char *until;
  char *duration;
  char *months_ahead;
  char *skips;
  char *zone;
  char *venue;
  char *route;
  char *host;
  gboolean skip_holidays;
  GaRecord *schedule;
  guint made;
} Plan;

static void
plan_clear (Plan *self)
{
  char *texts[] = { self->rule,     self->from,         self->at,    self->until,
                    self->duration, self->months_ahead, self->skips, self->zone,
                    self->venue,    self->route,        self->host };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_clear_object (&self->schedule);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static gboolean
fill_schedule (GaRecord *schedule, const Plan *plan, GError **error)
{
  const struct
  {
    const char *option;
    const char *field;
    const char *text;
  } given[] = {
    { "--rule", "rule", plan->rule },
    { "--from", "from", plan->from },
    { "--at", "at", plan->at },
    { "--until", "until", plan->until },
    { "--duration", "duration_min", plan->duration },
    { "--months-ahead", "months_ahead", plan->months_ahead },
    { "--except", "skips", plan->skips },
    { "--zone", "zone", plan->zone },
    { "--skip-holidays", "skip_holidays", plan->skip_holidays ? "true" : NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_autoptr (GError) local = NULL;

      if (given[i].text == NULL ||
          ga_record_parse (schedule, given[i].field, given[i].text, &local))
        continue;
      g_set_error (error, local->domain, local->code, _ ("%1$s: %2$s"), given[i].option,
                   local->message);
      return FALSE;
    }
  return TRUE;
}

/* Here the same plan twice is a command that was given twice. */
static gboolean
check_new (GaReader *reader, const GaRecord *schedule, GError **error)
{
  static const char *const told[] = { "rule", "from", "at" };
  g_autoptr (GaQuery) query = ga_query_new (ga_record_get_entity (schedule));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_id (query, "community", ga_record_get_reference (schedule, "community"));
  found = ga_reader_list (reader, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      g_autofree char *id = NULL;
      guint same = 0;

      for (guint n = 0; n < G_N_ELEMENTS (told); n++)
        same += ga_record_same (schedule, found->pdata[i], told[n]) ? 1 : 0;
      if (same < G_N_ELEMENTS (told))
        continue;
      id = ga_id_to_string (ga_record_get_id (found->pdata[i]));
      g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED,
                   _ ("This schedule exists already. Give its id to change it: %s"), id);
      return FALSE;
    }
  return found != NULL;
}

static gboolean
make_schedule (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Plan *plan = user_data;
  GaReader *reader = ga_transaction_get_reader (transaction);
  GaSchema *schema = ga_reader_get_schema (reader);
  g_autoptr (GaRecord) community =
      ga_ctl_resolve (reader, ga_schema_get (schema, "community"), plan->community, error);

  if (community == NULL)
    return FALSE;
  plan->schedule = ga_record_new (ga_schema_get (schema, "schedule"));
  ga_record_set_reference (plan->schedule, "community", ga_record_get_id (community));
  return fill_schedule (plan->schedule, plan, error) &&
         ga_ctl_set_reference (reader, plan->schedule, "venue", plan->venue, error) &&
         ga_ctl_set_reference (reader, plan->schedule, "route", plan->route, error) &&
         ga_ctl_set_reference (reader, plan->schedule, "host", plan->host, error) &&
         check_new (reader, plan->schedule, error) &&
         ga_series_plan (transaction, plan->schedule,
                         plan->months_ahead == NULL ? ga_record_get_text (plan->schedule, "until")
                                                    : NULL,
                         &plan->made, error);
}

static void
tell_made (GaCtl *ctl, const Plan *plan)
{
  g_autofree char *id = ga_id_to_string (ga_record_get_id (plan->schedule));
  JsonObject *object;
  JsonNode *node;

  if (!ga_ctl_wants_json (ctl))
    {
      ga_ctl_take_line (
          ctl,
          g_strdup_printf (ngettext ("%u walk made.", "%u walks made.", plan->made), plan->made));
      return;
    }
  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_object_set_string_member (object, "schedule", id);
  json_object_set_int_member (object, "meetings", plan->made);
  json_node_take_object (node, object);
  ga_ctl_take_json (ctl, node);
}

static gboolean
run_schedule (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (Plan) plan = { NULL };
  const GOptionEntry entries[] = {
    { "rule", 0, 0, G_OPTION_ARG_FILENAME, &plan.rule,
      N_ ("How it repeats, as in iCalendar: FREQ=WEEKLY;BYDAY=TU"), "RRULE" },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &plan.from, N_ ("The first day that may be one"),
      "DATE" },
    { "at", 0, 0, G_OPTION_ARG_FILENAME, &plan.at, N_ ("The time of day"), "HH:MM" },
    { "until", 0, 0, G_OPTION_ARG_FILENAME, &plan.until,
      N_ ("The last day; without it a year ahead is made"), "DATE" },
    { "duration", 0, 0, G_OPTION_ARG_FILENAME, &plan.duration, N_ ("How long a walk lasts"),
      "MINUTES" },
    { "months-ahead", 0, 0, G_OPTION_ARG_FILENAME, &plan.months_ahead,
      N_ ("How far ahead further walks are made by themselves"), "N" },
    { "zone", 0, 0, G_OPTION_ARG_FILENAME, &plan.zone, N_ ("The time zone"), "ZONE" },
    { "venue", 0, 0, G_OPTION_ARG_FILENAME, &plan.venue, N_ ("The meeting place"), "ID" },
    { "route", 0, 0, G_OPTION_ARG_FILENAME, &plan.route, N_ ("The route"), "ID" },
    { "host", 0, 0, G_OPTION_ARG_FILENAME, &plan.host, N_ ("The host"), "ID" },
    { "except", 0, 0, G_OPTION_ARG_FILENAME, &plan.skips, N_ ("Days to leave out, parted by |"),
      "DATES" },
    { "skip-holidays", 0, 0, G_OPTION_ARG_NONE, &plan.skip_holidays, N_ ("Not on public holidays"),
      NULL },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 1, error);
  GaStore *store;

  if (rest == NULL)
    return FALSE;
  if (plan.rule == NULL || plan.from == NULL || plan.at == NULL)
    {
      g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                           _ ("A schedule needs --rule, --from and --at."));
      return FALSE;
    }
  plan.community = rest[1];
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL ||
      ga_store_transact (store, N_ ("Make a schedule"), make_schedule, &plan, error) == 0)
    return FALSE;
  ga_ctl_set_saved (ctl);
  tell_made (ctl, &plan);
  return TRUE;
}

const GaCommand ga_ctl_commands_meetings[] = {
  { "schedule",
    "COMMUNITY --rule RRULE --from DATE --at HH:MM [--until DATE] [--duration MINUTES] "
    "[--months-ahead N] [--except DATES] [--skip-holidays] [--zone ZONE] [--venue ID] [--route ID] "
    "[--host ID]",
    N_ ("Make a schedule and its walks"),
    N_ ("COMMUNITY is an id, or a name that only one community has; so are a place, a route and "
        "a host."),
    run_schedule },
  { "attend",
    "MEETING [--present ID…] [--first-time ID…] [--unnamed N] [--held|--cancelled REASON]",
    N_ ("Record who came to a walk"),
    N_ ("A participant is an id, or a name that only one in the community has. Several are parted "
        "by commas, follow one another, or each have an option of their own. A REASON is one of "
        "the field’s choices; other words are kept as a note of the walk, with the names, and the "
        "reason is then “other”."),
    ga_ctl_run_attend },
  { "meetings",
    "move|change|cancel|extend MEETING [--scope this|later|all] [--to \"DATE HH:MM\"] "
    "[--venue ID] [--route ID] [--host ID] [--duration MINUTES] [--reason REASON]",
    N_ ("Move, change or cancel walks of a schedule"),
    N_ ("What was held, cancelled or has somebody recorded stays as it is. “extend” makes the walks "
        "that schedules plan ahead."),
    ga_ctl_run_meetings },
  { "participants", "merge STAYS GOES [--dry-run]", N_ ("Make one of two participants"),
    N_ ("The first stays, with its name; the other’s attendance comes along. Who was ticked under "
        "both names at one walk was there once. One undo takes it all back."),
    ga_ctl_run_participants },
  { NULL },
};
