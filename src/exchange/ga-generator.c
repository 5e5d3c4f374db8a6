/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-generator.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "exchange/ga-generator-offices.h"
#include "exchange/ga-generator-plan.h"
#include "model/ga-date.h"

/* In the last days a few hosts have not yet written down who came. */
#define DAYS_UNWRITTEN  6
#define SHARE_UNWRITTEN 0.15

/* A walker comes to somewhat more than half of the walks, for some years. */
#define SHARE_OF_WALKS   0.55
#define YEARS_OF_WALKING 2.5

/* Offices throw dice of their own. */
#define SEED_OF_OFFICES G_GUINT64_CONSTANT (0x6f666669)

typedef struct
{
  GaGeneratorSize size;
  guint64 seed;
  GaInvention *invention;
  GaGeneratorPlan *plan;
  GPtrArray *kommuner;
  GaRecord *meeting; /* used again for each */
  double factor;     /* attendances to write for each planned hundredth */
  double due;        /* attendances that should have been written by now */
  guint written;     /* that have been */
} Generation;

static GPtrArray *
list_kommuner (GaReader *reader, GError **error)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "kommune"));
  g_autoptr (GPtrArray) list = NULL;

  ga_query_where_text (query, "country", GA_EQUAL, "DK");
  ga_query_where (query, "latitude", GA_NOT_EQUAL, NULL);
  ga_query_sort (query, "code");
  list = ga_reader_list (reader, query, error);
  if (list != NULL && list->len == 0)
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_MISSING,
                           _ ("The register of kommuner is missing in this profile."));
      return NULL;
    }
  return g_steal_pointer (&list);
}

static gboolean
write_venue (Generation *self,
             GaPlannedCommunity *community,
             const GaRecord *kommune,
             const char *place,
             const char *date,
             GError **error)
{
  GaDice *dice = ga_invention_get_dice (self->invention);
  g_autoptr (GaRecord) venue = ga_invention_make (self->invention, "venue", date);
  g_autofree char *name = ga_invention_name_venue (self->invention, place);
  gint64 north = (gint64) ga_dice_below (dice, 80000) - 40000;
  gint64 east = (gint64) ga_dice_below (dice, 140000) - 70000;

  ga_record_set_text (venue, "name", name);
  ga_record_set_reference (venue, "kommune", ga_record_get_id (kommune));
  ga_record_set_integer (venue, "latitude", ga_record_get_integer (kommune, "latitude") + north);
  ga_record_set_integer (venue, "longitude", ga_record_get_integer (kommune, "longitude") + east);
  ga_record_set_text (venue, "step_free", ga_dice_hits (dice, 0.6) ? "yes" : "no");
  ga_record_set_text (venue, "parking", ga_dice_hits (dice, 0.8) ? "yes" : "no");
  ga_record_set_text (venue, "lit", ga_dice_hits (dice, 0.5) ? "yes" : "no");
  community->venue = *ga_record_get_id (venue);
  return ga_invention_write (self->invention, venue, error);
}

static gboolean
write_host (
    Generation *self, GaPlannedCommunity *community, guint number, const char *date, GError **error)
{
  g_autoptr (GaRecord) host = ga_invention_make (self->invention, "person", date);
  g_autoptr (GaRecord) role = ga_invention_make (self->invention, "role", date);
  g_autofree char *name = ga_invention_name_person (self->invention);
  g_autofree char *email = g_strdup_printf ("vaert%04u@example.org", number + 1);

  ga_record_set_text (host, "name", name);
  ga_record_set_text (host, "email", email);
  ga_record_set_reference (host, "kommune", &community->kommune);
  ga_record_set_reference (role, "person", ga_record_get_id (host));
  ga_record_set_reference (role, "community", &community->id);
  ga_record_set_text (role, "role", "host");
  ga_record_set_text (role, "from", date);
  if (community->closed)
    {
      g_autofree char *until = ga_generator_plan_date (community->end_day);

      ga_record_set_text (role, "until", until);
    }
  community->host = *ga_record_get_id (host);
  return ga_invention_write (self->invention, host, error) &&
         ga_invention_write (self->invention, role, error);
}

static gboolean
write_schedule (Generation *self, GaPlannedCommunity *community, const char *date, GError **error)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  g_autoptr (GaRecord) schedule = ga_invention_make (self->invention, "schedule", date);
  g_autoptr (GString) rule = g_string_new ("FREQ=WEEKLY;BYDAY=");
  const char *separator = "";

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (community->weekdays & 1u << i)
      {
        g_string_append_printf (rule, "%s%s", separator, names[i]);
        separator = ",";
      }
  ga_record_set_reference (schedule, "community", &community->id);
  ga_record_set_text (schedule, "rule", rule->str);
  ga_record_set_text (schedule, "from", date);
  ga_record_set_text (schedule, "at", community->at);
  if (community->closed)
    {
      g_autofree char *until = ga_generator_plan_date (community->end_day);

      ga_record_set_text (schedule, "until", until);
    }
  community->schedule = *ga_record_get_id (schedule);
  return ga_invention_write (self->invention, schedule, error);
}

static gboolean
write_walkers (Generation *self, GaPlannedCommunity *community, GError **error)
{
  GaDice *dice = ga_invention_get_dice (self->invention);
  double per_year = 50.0 * __builtin_popcount (community->weekdays);
  double at_once = community->size * self->factor * 100 / SHARE_OF_WALKS * 1.2 + 4;
  double years = community->n_meetings / per_year;
  guint n = (guint) (at_once * (1 + years / YEARS_OF_WALKING));

  community->walkers = ga_walkers_new ();
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = ga_invention_name_walker (self->invention);
      int first = i < at_once / 2 ? 0 : (int) ga_dice_below (dice, community->n_meetings);
      double stays = YEARS_OF_WALKING * per_year * (0.2 + 1.6 * ga_dice_share (dice));
      int end = first + 1 + (int) stays;
      int days_a_walk = (int) (7 / __builtin_popcount (community->weekdays));
      g_autofree char *joined =
          ga_generator_plan_date (community->first_day + (guint) (first * days_a_walk));
      g_autofree char *left = NULL;

      if (end < (int) community->n_meetings)
        left = ga_generator_plan_date (community->first_day + (guint) (end * days_a_walk));
      if (!ga_walkers_add (community->walkers, self->invention, &community->id, name, joined, left,
                           first, end, error))
        return FALSE;
    }
  return TRUE;
}

static void
fill_community (Generation *self,
                GaPlannedCommunity *community,
                GaRecord *record,
                const char *place,
                const char *date)
{
  static const char *const levels[] = { "easy", "easy", "moderate", "brisk", "mixed" };
  GaDice *dice = ga_invention_get_dice (self->invention);
  g_autofree char *name = ga_invention_name_group (self->invention, place, community->runs);

  ga_record_set_text (record, "name", name);
  ga_record_set_text (record, "activity", community->runs ? "run" : "walk");
  ga_record_set_reference (record, "kommune", &community->kommune);
  ga_record_set_reference (record, "venue", &community->venue);
  if (!ga_id_is_none (&community->initiative))
    ga_record_set_reference (record, "initiative", &community->initiative);
  ga_record_set_text (record, "level", levels[ga_dice_below (dice, G_N_ELEMENTS (levels))]);
  ga_record_set_integer (record, "distance_m", 2000 + 500 * (gint64) ga_dice_below (dice, 9));
  ga_record_set_text (record, "target_group", community->target_group);
  ga_record_set_text (record, "arena", community->arena);
  ga_record_set_integer (record, "reveals_health", community->reveals_health);
  ga_record_set_text (record, "started", date);
  if (community->closed)
    {
      g_autofree char *closed = ga_generator_plan_date (community->end_day);

      ga_record_set_text (record, "status", "closed");
      ga_record_set_text (record, "closed_on", closed);
    }
}

static gboolean
write_community (Generation *self, guint number, GError **error)
{
  GaPlannedCommunity *community = &self->plan->communities[number];
  const GaRecord *kommune = g_ptr_array_index (
      self->kommuner, self->plan->n_communities == 2 ? self->seed % self->kommuner->len
                                                     : number % self->kommuner->len);
  /* Neighbours in one kommune meet at different places. */
  const char *place =
      ga_invention_place (self->invention, number / self->kommuner->len * 7 + number + number / 2);
  g_autofree char *date = ga_generator_plan_date (community->first_day);
  g_autoptr (GaRecord) record = ga_invention_make (self->invention, "community", date);

  community->id = *ga_record_get_id (record);
  community->kommune = *ga_record_get_id (kommune);
  if (!write_venue (self, community, kommune, place, date, error))
    return FALSE;
  fill_community (self, community, record, place, date);
  return ga_invention_write (self->invention, record, error) &&
         write_host (self, community, number, date, error) &&
         write_schedule (self, community, date, error) &&
         (!community->named || write_walkers (self, community, error));
}

static void
fill_meeting (GaRecord *meeting, const GaPlannedCommunity *community, const char *date)
{
  g_autofree char *start = g_strdup_printf ("%sT%s", date, community->at);

  ga_record_set_stored (meeting, FALSE);
  ga_record_set_reference (meeting, "community", &community->id);
  ga_record_set_text (meeting, "start", start);
  ga_record_set_reference (meeting, "schedule", &community->schedule);
  ga_record_set_reference (meeting, "venue", &community->venue);
  ga_record_set_reference (meeting, "host", &community->host);
  ga_record_set_reference (meeting, "kommune", &community->kommune);
  ga_record_set_text (meeting, "target_group", community->target_group);
  ga_record_set_text (meeting, "arena", community->arena);
  ga_record_set_text (meeting, "status", "planned");
  ga_record_clear (meeting, "reason");
  ga_record_clear (meeting, "weather");
  ga_record_set_integer (meeting, "unnamed", 0);
  ga_record_set_integer (meeting, "host_counts", FALSE);
}

/* How many are to be written for this walk, so that all of them come to what was asked for. */
static guint
take_due (Generation *self, const GaPlannedMeeting *planned)
{
  self->due += planned->wanted * self->factor;
  return (guint) MAX (0, floor (self->due + 1e-6) - self->written);
}

static gboolean
write_presence (Generation *self,
                const GaPlannedMeeting *planned,
                const GaOutcome *outcome,
                GError **error)
{
  GaPlannedCommunity *community = &self->plan->communities[planned->community];
  GaDice *dice = ga_invention_get_dice (self->invention);
  guint came = 0;

  ga_record_set_text (self->meeting, "status", "held");
  ga_record_set_integer (self->meeting, "host_counts", community->host_counts);
  if (!community->named)
    ga_record_set_integer (self->meeting, "unnamed",
                           MAX (1, llround (planned->wanted / 100.0 * outcome->pull)));
  else if (ga_dice_hits (dice, 0.2))
    ga_record_set_integer (self->meeting, "unnamed", 1 + ga_dice_below (dice, 3));
  if (community->named &&
      !ga_walkers_attend (community->walkers, self->invention, ga_record_get_id (self->meeting),
                          community->number, take_due (self, planned), &came, error))
    return FALSE;
  self->written += came;
  return TRUE;
}

static gboolean
write_meeting (Generation *self,
               const GaPlannedMeeting *planned,
               const GaOutcome *outcome,
               GError **error)
{
  GaPlannedCommunity *community = &self->plan->communities[planned->community];
  GaDice *dice = ga_invention_get_dice (self->invention);
  g_autofree char *date = ga_generator_plan_date (planned->day);
  gint64 days = (gint64) planned->day - 719163;
  GaId id = ga_dice_id (dice, days * 24 * 60 * 60 * 1000);

  fill_meeting (self->meeting, community, date);
  ga_record_set_id (self->meeting, &id);
  if (outcome->weather != NULL)
    {
      ga_record_set_text (self->meeting, "weather", outcome->weather);
      if (outcome->reason != NULL)
        {
          ga_record_set_text (self->meeting, "status", "cancelled");
          ga_record_set_text (self->meeting, "reason", outcome->reason);
        }
      else if (!write_presence (self, planned, outcome, error))
        return FALSE;
    }
  community->number++;
  return ga_invention_write (self->invention, self->meeting, error);
}

/* Whether somebody has written down what came of it. */
static gboolean
is_written (Generation *self, const GaPlannedMeeting *planned)
{
  if (planned->day >= self->plan->today)
    return FALSE;
  return planned->day + DAYS_UNWRITTEN < self->plan->today ||
         !ga_dice_hits (ga_invention_get_dice (self->invention), SHARE_UNWRITTEN);
}

/* What each walk is to have follows from what comes of all, so that is thrown first. */
static void
settle_outcomes (Generation *self, GaOutcome *outcomes)
{
  double sum = 0;

  for (guint i = 0; i < self->plan->meetings->len; i++)
    {
      GaPlannedMeeting *planned = &g_array_index (self->plan->meetings, GaPlannedMeeting, i);
      GDate day;

      g_date_clear (&day, 1);
      g_date_set_julian (&day, planned->day);
      outcomes[i] = ga_invention_outcome (self->invention, &day);
      if (!is_written (self, planned))
        outcomes[i].weather = NULL;
      if (!self->plan->communities[planned->community].named)
        continue;
      planned->wanted = (guint16) MIN (planned->wanted * outcomes[i].pull, G_MAXUINT16);
      if (outcomes[i].weather != NULL && outcomes[i].reason == NULL)
        sum += planned->wanted;
    }
  self->factor = sum > 0 ? self->plan->n_attendances / sum : 0;
}

static gboolean
write_everything (Generation *self, GError **error)
{
  g_autofree GaOutcome *outcomes = g_new (GaOutcome, self->plan->meetings->len);

  settle_outcomes (self, outcomes);
  for (guint i = 0; i < self->plan->n_communities; i++)
    if (!write_community (self, i, error))
      return FALSE;
  for (guint i = 0; i < self->plan->meetings->len; i++)
    if (!write_meeting (self, &g_array_index (self->plan->meetings, GaPlannedMeeting, i),
                        &outcomes[i], error))
      return FALSE;
  return TRUE;
}

/* A host has nothing to do with them. */
static gboolean
write_offices (Generation *self, GaTransaction *transaction, GError **error)
{
  g_autoptr (GaInvention) invention = NULL;

  if (self->size == GA_GENERATOR_HOST)
    return TRUE;
  invention = ga_invention_new (transaction, self->seed ^ SEED_OF_OFFICES, error);
  return invention != NULL &&
         ga_generator_offices_write (invention, self->kommuner, self->plan, error);
}

static gboolean
generate (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Generation *self = user_data;
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GaInvention) invention = ga_invention_new (transaction, self->seed, error);
  g_autoptr (GaGeneratorPlan) plan = NULL;
  g_autoptr (GPtrArray) kommuner = NULL;
  g_autoptr (GaRecord) meeting = NULL;

  if (invention == NULL)
    return FALSE;
  kommuner = list_kommuner (reader, error);
  if (kommuner == NULL)
    return FALSE;
  plan = ga_generator_plan_new (invention, self->size);
  meeting = ga_record_new (ga_schema_get (ga_reader_get_schema (reader), "meeting"));
  self->invention = invention;
  self->plan = plan;
  self->kommuner = kommuner;
  self->meeting = meeting;
  return write_offices (self, transaction, error) && write_everything (self, error);
}

static gboolean
fill (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_fill_all (transaction, generate, user_data, error);
}

gboolean
ga_generator_size_from_name (const char *name, GaGeneratorSize *size)
{
  static const char *const names[] = { "host", "region", "nation" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *size = (GaGeneratorSize) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * ga_generator_fill:
 * @seed: the same one invents the same on the same day
 *
 * Puts invented data into a profile that holds nothing but the register of kommuner; they are not
 * in the change log, hence never undone or sent. Blocking, for seconds or minutes.
 *
 * Errors: %GA_STORE_ERROR_REFUSED where there are data already
 */
gboolean
ga_generator_fill (GaStore *store, GaGeneratorSize size, guint64 seed, GError **error)
{
  Generation self = { size, seed };

  g_return_val_if_fail (GA_IS_STORE (store), FALSE);

  return ga_store_transact (store, N_ ("Invented data"), fill, &self, error) != 0;
}
