/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-example.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "exchange/ga-example-offices.h"
#include "exchange/ga-invention.h"
#include "model/ga-date.h"
#include "model/ga-record-json.h"
#include "model/ga-recurrence.h"

#define EXAMPLE "/io/github/gangart/Gangart/demo/example.json"

#define SEED          20
#define OFFICES_SEED  21
#define DAYS_OF_WALKS 730
#define DAYS_AHEAD    28
#define DAYS_RECENT   7
#define MOST_WALKS    1000

/* A walker comes to somewhat more than half of the walks. */
#define SHARE_OF_WALKS 0.6

typedef struct
{
  GaInvention *invention;
  GaSchema *schema;
  JsonObject *data;
  GHashTable
      *made; /* key of an organisation or of what offices have, venue's or host's name → GaId */
  char *today;
  gboolean cancelled; /* one of the last days' walks was */
} Example;

/* The community that is being written. */
typedef struct
{
  JsonObject *data;
  GaRecord *record;
  GaId kommune;
  GaId venue;
  GaId host;
  GaId schedule;
  GaWalkers *walkers; /* NULL: numbers only */
  GPtrArray *days;
  char *until;
} Group;

static const char *
text_of (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static gboolean
find_kommune (Example *self, const char *code, GaId *id, GError **error)
{
  g_autoptr (GPtrArray) found =
      ga_reader_resolve (ga_invention_get_reader (self->invention),
                         ga_schema_get (self->schema, "kommune"), code, error);

  if (found == NULL)
    return FALSE;
  if (found->len != 1)
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_MISSING,
                           _ ("The register of kommuner is missing in this profile."));
      return FALSE;
    }
  *id = *ga_record_get_id (g_ptr_array_index (found, 0));
  return TRUE;
}

static gboolean
resolve_kommune (
    const GaField *field, const char *text, GaId *id, gpointer user_data, GError **error)
{
  return find_kommune (user_data, text, id, error);
}

static void
remember (Example *self, const char *name, const GaRecord *record)
{
  g_hash_table_insert (self->made, g_strdup (name), ga_id_copy (ga_record_get_id (record)));
}

static gboolean
write_organisations (Example *self, GError **error)
{
  JsonObject *all = json_object_get_object_member (self->data, "organisations");
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, all);
  while (json_object_iter_next_ordered (&iter, &key, &node))
    {
      g_autoptr (GaRecord) record =
          ga_invention_make (self->invention, "organisation", "2020-03-01");

      if (!ga_record_apply_json (record, json_node_get_object (node), resolve_kommune, self,
                                 error) ||
          !ga_invention_write (self->invention, record, error))
        return FALSE;
      remember (self, key, record);
    }
  return TRUE;
}

/* Somewhere in the kommune, not far from its middle. */
static gboolean
write_venue (Example *self, Group *group, const char *date, GError **error)
{
  static const char *const answers[] = { "yes", "yes", "no" };
  GaDice *dice = ga_invention_get_dice (self->invention);
  const char *name = text_of (group->data, "venue");
  const GaId *known = g_hash_table_lookup (self->made, name);
  g_autoptr (GaRecord) venue = NULL;
  g_autoptr (GaRecord) kommune = NULL;

  if (known != NULL)
    {
      group->venue = *known;
      return TRUE;
    }
  kommune = ga_reader_find (ga_invention_get_reader (self->invention),
                            ga_schema_get (self->schema, "kommune"), &group->kommune, error);
  if (kommune == NULL)
    return FALSE;
  venue = ga_invention_make (self->invention, "venue", date);
  ga_record_set_text (venue, "name", name);
  ga_record_set_text (venue, "address", text_of (group->data, "address"));
  ga_record_set_reference (venue, "kommune", &group->kommune);
  ga_record_set_integer (venue, "latitude",
                         ga_record_get_integer (kommune, "latitude") +
                             (gint64) ga_dice_below (dice, 40000) - 20000);
  ga_record_set_integer (venue, "longitude",
                         ga_record_get_integer (kommune, "longitude") +
                             (gint64) ga_dice_below (dice, 70000) - 35000);
  ga_record_set_text (venue, "step_free", answers[ga_dice_below (dice, 3)]);
  ga_record_set_text (venue, "parking", answers[ga_dice_below (dice, 3)]);
  ga_record_set_text (venue, "lit", answers[ga_dice_below (dice, 3)]);
  group->venue = *ga_record_get_id (venue);
  remember (self, name, venue);
  return ga_invention_write (self->invention, venue, error);
}

/* vaert.birthe@example.org: an address that nobody has. */
static char *
make_address (const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", 2);
  g_autofree char *ascii = g_str_to_ascii (words[0], "da");
  g_autofree char *lower = g_ascii_strdown (ascii, -1);

  return g_strdup_printf ("vaert.%s@example.org", lower);
}

static gboolean
write_host (Example *self, Group *group, const char *name, const char *date, GError **error)
{
  g_autoptr (GaRecord) host = ga_invention_make (self->invention, "person", date);
  g_autofree char *address = make_address (name);

  ga_record_set_text (host, "name", name);
  ga_record_set_text (host, "email", address);
  ga_record_set_reference (host, "kommune", &group->kommune);
  remember (self, name, host);
  return ga_invention_write (self->invention, host, error);
}

static gboolean
write_role (
    Example *self, Group *group, const char *name, gboolean first, const char *date, GError **error)
{
  g_autoptr (GaRecord) role = ga_invention_make (self->invention, "role", date);
  const GaId *person;

  if (!g_hash_table_contains (self->made, name) && !write_host (self, group, name, date, error))
    return FALSE;
  person = g_hash_table_lookup (self->made, name);
  ga_record_set_reference (role, "person", person);
  ga_record_set_reference (role, "community", ga_record_get_id (group->record));
  ga_record_set_text (role, "role", first ? "host" : "co_host");
  ga_record_set_text (role, "from", date);
  if (json_object_has_member (group->data, "closed_weeks_ago"))
    ga_record_set_text (role, "until", group->until);
  if (first)
    group->host = *person;
  return ga_invention_write (self->invention, role, error);
}

static gboolean
write_community (Example *self, Group *group, GError **error)
{
  static const char *const copied[] = { "name",  "activity", "target_group",
                                        "arena", "started",  "closed_reason" };
  GaId *organisation = g_hash_table_lookup (self->made, text_of (group->data, "organisation"));

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    if (json_object_has_member (group->data, copied[i]))
      ga_record_set_text (group->record, copied[i], text_of (group->data, copied[i]));
  ga_record_set_reference (group->record, "kommune", &group->kommune);
  ga_record_set_reference (group->record, "organisation", organisation);
  ga_record_set_reference (group->record, "controller", organisation);
  if (json_object_has_member (group->data, "initiative"))
    ga_record_set_reference (group->record, "initiative",
                             g_hash_table_lookup (self->made, text_of (group->data, "initiative")));
  ga_record_set_reference (group->record, "venue", &group->venue);
  ga_record_set_text (group->record, "level", "easy");
  ga_record_set_integer (group->record, "distance_m",
                         json_object_get_int_member (group->data, "distance_m"));
  ga_record_set_integer (
      group->record, "reveals_health",
      json_object_get_boolean_member_with_default (group->data, "reveals_health", FALSE));
  if (json_object_has_member (group->data, "closed_weeks_ago"))
    {
      ga_record_set_text (group->record, "status", "closed");
      ga_record_set_text (group->record, "closed_on", group->until);
    }
  return ga_invention_write (self->invention, group->record, error);
}

static gboolean
write_schedule (Example *self, Group *group, const char *date, GError **error)
{
  g_autoptr (GaRecord) schedule = ga_invention_make (self->invention, "schedule", date);

  ga_record_set_reference (schedule, "community", ga_record_get_id (group->record));
  ga_record_set_text (schedule, "rule", text_of (group->data, "rule"));
  ga_record_set_text (schedule, "from", date);
  ga_record_set_text (schedule, "at", text_of (group->data, "at"));
  if (json_object_has_member (group->data, "closed_weeks_ago"))
    ga_record_set_text (schedule, "until", group->until);
  group->schedule = *ga_record_get_id (schedule);
  return ga_invention_write (self->invention, schedule, error);
}

static gboolean
is_named (GHashTable *names, const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", 2);

  return !g_hash_table_add (names, g_strdup (words[0]));
}

/* One of the first was there before the walks that are written here began, or is new at @first. */
static char *
choose_joined (Example *self, const Group *group, int first)
{
  g_autoptr (GDate) started = ga_date_to_gdate (text_of (group->data, "started"));
  g_autoptr (GDate) begun = ga_date_to_gdate (g_ptr_array_index (group->days, 0));
  int days = g_date_days_between (started, begun);

  if (first >= 0)
    return g_strdup (g_ptr_array_index (group->days, first));
  return ga_date_add_days (
      text_of (group->data, "started"),
      (int) ga_dice_below (ga_invention_get_dice (self->invention), (guint) MAX (days, 1)));
}

static gboolean
write_walker (Example *self, Group *group, const char *name, int first, GError **error)
{
  GaDice *dice = ga_invention_get_dice (self->invention);
  int walks = (int) group->days->len;
  int end = ga_dice_hits (dice, 0.25) ? first + 6 + (int) ga_dice_below (dice, group->days->len)
                                      : walks + 1;
  const char *left = end < walks ? g_ptr_array_index (group->days, end) : NULL;
  g_autofree char *joined = choose_joined (self, group, first);

  if (left != NULL && strcmp (left, self->today) >= 0)
    left = NULL;
  return ga_walkers_add (group->walkers, self->invention, ga_record_get_id (group->record), name,
                         joined, left, first, end, error);
}

/* First names, told apart by a letter where two are alike. */
static gboolean
write_walkers (Example *self, Group *group, GError **error)
{
  GaDice *dice = ga_invention_get_dice (self->invention);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint at_first =
      (guint) ((double) json_object_get_int_member (group->data, "size") / SHARE_OF_WALKS);
  gboolean is_old =
      strcmp (text_of (group->data, "started"), g_ptr_array_index (group->days, 0)) < 0;

  group->walkers = ga_walkers_new ();
  for (guint i = 0; i < at_first + at_first / 2; i++)
    {
      g_autofree char *name = ga_invention_name_walker (self->invention);
      int first = 1 + (int) ga_dice_below (dice, group->days->len - 1);

      if (!is_named (names, name))
        name[strlen (name) - 3] = '\0';
      if (i < at_first)
        first = is_old ? -1 : 0;
      if (!write_walker (self, group, name, first, error))
        return FALSE;
    }
  return TRUE;
}

static char *
start_on (const Group *group, const char *day)
{
  return g_strdup_printf ("%sT%s", day, text_of (group->data, "at"));
}

static void
fill_meeting (const Group *group, GaRecord *meeting, const char *day)
{
  static const char *const kept[] = { "kommune", "target_group", "arena" };
  g_autofree char *start = start_on (group, day);

  ga_record_set_reference (meeting, "community", ga_record_get_id (group->record));
  ga_record_set_text (meeting, "start", start);
  ga_record_set_reference (meeting, "schedule", &group->schedule);
  ga_record_set_reference (meeting, "venue", &group->venue);
  ga_record_set_reference (meeting, "host", &group->host);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    ga_record_set (meeting, kept[i], ga_record_get (group->record, kept[i]));
}

static gboolean
write_note (Example *self, GaRecord *meeting, const char *day, GError **error)
{
  g_autoptr (GaRecord) note = NULL;
  GaDice *dice = ga_invention_get_dice (self->invention);
  JsonArray *notes = json_object_get_array_member (self->data, "notes");

  if (!ga_dice_hits (dice, 0.02))
    return TRUE;
  note = ga_invention_make (self->invention, "meeting_note", day);
  ga_record_set_reference (note, "meeting", ga_record_get_id (meeting));
  ga_record_set_text (
      note, "text",
      json_array_get_string_element (notes, ga_dice_below (dice, json_array_get_length (notes))));
  return ga_invention_write (self->invention, note, error);
}

static gboolean
write_presence (
    Example *self, Group *group, GaRecord *meeting, guint number, double pull, GError **error)
{
  GaDice *dice = ga_invention_get_dice (self->invention);
  guint came = 0;
  guint wanted = (guint) lround ((double) json_object_get_int_member (group->data, "size") * pull);

  ga_record_set_text (meeting, "status", "held");
  ga_record_set_integer (
      meeting, "host_counts",
      json_object_get_boolean_member_with_default (group->data, "host_counts", FALSE));
  if (group->walkers == NULL)
    ga_record_set_integer (meeting, "unnamed", MAX (wanted, 2));
  else if (ga_dice_hits (dice, 0.3))
    ga_record_set_integer (meeting, "unnamed", 1 + ga_dice_below (dice, 3));
  return group->walkers == NULL ||
         ga_walkers_attend (group->walkers, self->invention, ga_record_get_id (meeting), number,
                            MAX (wanted, 2), &came, error);
}

/* Whether it is written down already. Of the last week and today each community that "waits" has a
 * walk that is not, so that on any day there is something to do on the first page, and one of the
 * others was cancelled. */
static gboolean
settle_recent (Example *self, Group *group, GaOutcome *outcome)
{
  g_autoptr (GDate) today = ga_date_to_gdate (self->today);
  gboolean winter =
      g_date_get_month (today) <= G_DATE_MARCH || g_date_get_month (today) >= G_DATE_NOVEMBER;

  outcome->reason = NULL;
  if (json_object_get_boolean_member_with_default (group->data, "waits", FALSE))
    return FALSE;
  if (!self->cancelled)
    outcome->reason = winter ? "ice" : "weather";
  self->cancelled = TRUE;
  return TRUE;
}

static gboolean
write_meeting (Example *self, Group *group, guint number, GError **error)
{
  const char *day = g_ptr_array_index (group->days, number);
  g_autoptr (GaRecord) meeting = ga_invention_make (self->invention, "meeting", day);
  g_autoptr (GDate) date = ga_date_to_gdate (day);
  g_autofree char *recent = ga_date_add_days (self->today, -DAYS_RECENT);
  GaOutcome outcome = ga_invention_outcome (self->invention, date);
  g_autofree char *start = start_on (group, day);
  g_autofree char *now = ga_time_now ();
  gboolean written = strcmp (start, now) < 0;

  if (written && strcmp (day, recent) >= 0)
    written = settle_recent (self, group, &outcome);
  fill_meeting (group, meeting, day);
  if (written)
    {
      ga_record_set_text (meeting, "weather", outcome.weather);
      if (outcome.reason != NULL)
        {
          ga_record_set_text (meeting, "status", "cancelled");
          ga_record_set_text (meeting, "reason", outcome.reason);
        }
      else if (!write_presence (self, group, meeting, number, outcome.pull, error))
        return FALSE;
    }
  return ga_invention_write (self->invention, meeting, error) &&
         (!written || outcome.reason != NULL || write_note (self, meeting, day, error));
}

static GPtrArray *
list_days (Example *self, const Group *group, GError **error)
{
  g_autofree char *earliest = ga_date_add_days (self->today, -DAYS_OF_WALKS);
  const char *started = text_of (group->data, "started");

  return ga_recurrence_days (text_of (group->data, "rule"),
                             strcmp (started, earliest) > 0 ? started : earliest, group->until,
                             MOST_WALKS, error);
}

static gboolean
write_group (Example *self, Group *group, GError **error)
{
  JsonArray *hosts = json_object_get_array_member (group->data, "hosts");
  const char *started = text_of (group->data, "started");
  gint64 closed = json_object_get_int_member_with_default (group->data, "closed_weeks_ago", -1);

  group->until = ga_date_add_days (self->today, closed < 0 ? DAYS_AHEAD : (int) closed * -7);
  group->days = list_days (self, group, error);
  if (group->days == NULL ||
      !find_kommune (self, text_of (group->data, "kommune"), &group->kommune, error) ||
      !write_venue (self, group, started, error))
    return FALSE;
  group->record = ga_invention_make (self->invention, "community", started);
  if (!write_community (self, group, error) || !write_schedule (self, group, started, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (hosts); i++)
    if (!write_role (self, group, json_array_get_string_element (hosts, i), i == 0, started, error))
      return FALSE;
  if (json_object_get_boolean_member (group->data, "named") && group->days->len > 1 &&
      !write_walkers (self, group, error))
    return FALSE;
  for (guint i = 0; i < group->days->len; i++)
    if (!write_meeting (self, group, i, error))
      return FALSE;
  return TRUE;
}

static void
group_clear (Group *group)
{
  g_clear_object (&group->record);
  g_clear_pointer (&group->walkers, ga_walkers_free);
  g_clear_pointer (&group->days, g_ptr_array_unref);
  g_clear_pointer (&group->until, g_free);
}

static gboolean
write_offices (Example *self, GaTransaction *transaction, GError **error)
{
  static const char *const parts[] = { "offices", "possible_hosts" };
  g_autoptr (GaInvention) invention = ga_invention_new (transaction, OFFICES_SEED, error);

  if (invention == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!ga_example_offices_write (invention, json_object_get_array_member (self->data, parts[i]),
                                   self->made, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_everything (Example *self, GaTransaction *transaction, GError **error)
{
  JsonArray *all = json_object_get_array_member (self->data, "communities");

  if (!write_organisations (self, error) || !write_offices (self, transaction, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      Group group = { json_array_get_object_element (all, i) };
      gboolean done = write_group (self, &group, error);

      group_clear (&group);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill (GaTransaction *transaction, gpointer user_data, GError **error)
{
  g_autoptr (GaInvention) invention = ga_invention_new (transaction, SEED, error);
  g_autoptr (GHashTable) made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *today = ga_date_today ();
  GaReader *reader = ga_transaction_get_reader (transaction);
  Example self = { invention, ga_reader_get_schema (reader), user_data, made, today };

  return invention != NULL && write_everything (&self, transaction, error);
}

/**
 * ga_example_fill:
 *
 * The body of a transaction that fills a new profile with invented communities to look around in:
 * two years of walks up to today and four weeks on, a few of the last days not yet written down. In
 * the image of four kommuner, with nobody real in them. Not in the change log.
 *
 * Errors: %GA_STORE_ERROR_REFUSED where there are data already
 */
gboolean
ga_example_fill (GaTransaction *transaction, gpointer user_data, GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (EXAMPLE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (bytes == NULL)
    return FALSE;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  node = json_from_string (text, error);
  return node != NULL &&
         ga_transaction_fill_all (transaction, fill, json_node_get_object (node), error);
}
