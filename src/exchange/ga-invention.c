/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-invention.h"

#include <json-glib/json-glib.h>

#include "model/ga-date.h"

#define NAMES "/io/github/gangart/Gangart/demo/names.json"

#define MILLISECONDS_A_DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define DAYS_TO_1970       719163 /* as GDate counts them */

struct _GaInvention
{
  GaTransaction *transaction;
  GaSchema *schema;
  guint64 seed;
  GaDice dice;
  JsonNode *names;
};

/**
 * ga_invention_new:
 * @transaction: outlives it
 *
 * Returns: (transfer full) (nullable): the invention that @seed leads to
 */
GaInvention *
ga_invention_new (GaTransaction *transaction, guint64 seed, GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (NAMES, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *text = NULL;
  JsonNode *names;
  GaInvention *self;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  names = json_from_string (text, error);
  if (names == NULL)
    return NULL;
  self = g_new0 (GaInvention, 1);
  self->transaction = transaction;
  self->schema = ga_reader_get_schema (ga_transaction_get_reader (transaction));
  self->seed = seed;
  self->dice.state = seed;
  self->names = names;
  return self;
}

void
ga_invention_free (GaInvention *self)
{
  json_node_unref (self->names);
  g_free (self);
}

GaDice *
ga_invention_get_dice (GaInvention *self)
{
  return &self->dice;
}

GaReader *
ga_invention_get_reader (GaInvention *self)
{
  return ga_transaction_get_reader (self->transaction);
}

/**
 * ga_invention_make:
 * @date: when it came to be: rows made together lie together
 *
 * Returns: (transfer full): a new record whose id follows from the seed
 */
GaRecord *
ga_invention_make (GaInvention *self, const char *entity, const char *date)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);
  gint64 days = (gint64) g_date_get_julian (day) - DAYS_TO_1970;
  GaRecord *record = ga_record_new (ga_schema_get (self->schema, entity));
  GaId id = ga_dice_id (&self->dice, days * MILLISECONDS_A_DAY);

  ga_record_set_id (record, &id);
  return record;
}

gboolean
ga_invention_write (GaInvention *self, GaRecord *record, GError **error)
{
  return ga_transaction_fill (self->transaction, record, error);
}

static JsonArray *
list (GaInvention *self, const char *name)
{
  return json_object_get_array_member (json_node_get_object (self->names), name);
}

static const char *
pick (GaInvention *self, const char *name)
{
  JsonArray *array = list (self, name);

  return json_array_get_string_element (array,
                                        ga_dice_below (&self->dice, json_array_get_length (array)));
}

/* Puts @place where the pattern says so. */
static char *
fill_in (const char *pattern, const char *place)
{
  g_auto (GStrv) parts = g_strsplit (pattern, "%s", 2);

  return g_strconcat (parts[0], place, parts[1], NULL);
}

const char *
ga_invention_place (GaInvention *self, guint number)
{
  JsonArray *array = list (self, "places");

  return json_array_get_string_element (array, number % json_array_get_length (array));
}

char *
ga_invention_name_group (GaInvention *self, const char *place, gboolean runs)
{
  return fill_in (pick (self, runs ? "runs" : "groups"), place);
}

char *
ga_invention_name_venue (GaInvention *self, const char *place)
{
  return fill_in (pick (self, "venues"), place);
}

char *
ga_invention_name_person (GaInvention *self)
{
  const char *first = pick (self, "first");

  return g_strdup_printf ("%s %s", first, pick (self, "last"));
}

/* As on a host's list: a first name, and the letter that tells two of them apart. */
char *
ga_invention_name_walker (GaInvention *self)
{
  const char *first = pick (self, "first");

  return g_strdup_printf ("%s %c.", first, (char) ('A' + ga_dice_below (&self->dice, 22)));
}

/* Shares of a month's days; what is left over is cloudy. */
typedef struct
{
  double ice, snow, rain, wind, sun;
} Climate;

static const Climate climates[] = {
  { 0.14, 0.14, 0.20, 0.10, 0.14 }, /* January */
  { 0.13, 0.14, 0.18, 0.10, 0.18 }, { 0.05, 0.06, 0.20, 0.12, 0.27 }, { 0, 0.02, 0.18, 0.10, 0.40 },
  { 0, 0, 0.17, 0.07, 0.48 },       { 0, 0, 0.18, 0.06, 0.50 },       { 0, 0, 0.22, 0.05, 0.48 },
  { 0, 0, 0.23, 0.06, 0.44 },       { 0, 0, 0.24, 0.10, 0.36 },       { 0, 0, 0.28, 0.14, 0.24 },
  { 0.04, 0.03, 0.28, 0.14, 0.16 }, { 0.11, 0.10, 0.24, 0.12, 0.12 },
};

static const char *
weather_on (GaInvention *self, const GDate *day)
{
  /* One weather a day, whoever asks and in whatever order. */
  GaDice dice = { self->seed ^ (guint64) g_date_get_julian (day) << 20 };
  const Climate *climate = &climates[g_date_get_month (day) - 1];
  double share = ga_dice_share (&dice);

  if ((share -= climate->ice) < 0)
    return "ice";
  if ((share -= climate->snow) < 0)
    return "snow";
  if ((share -= climate->rain) < 0)
    return "rain";
  if ((share -= climate->wind) < 0)
    return "wind";
  return share < climate->sun ? "sun" : "cloud";
}

static double
pull_of (const char *weather, GDateMonth month)
{
  static const double months[] = { 0.88, 0.92, 1.00, 1.08, 1.12, 1.06,
                                   0.78, 0.95, 1.12, 1.06, 0.96, 0.80 };

  switch (weather[0])
    {
    case 'i':
      return months[month - 1] * 0.55;
    case 's':
      return months[month - 1] * (weather[1] == 'u' ? 1.12 : 0.75);
    case 'r':
      return months[month - 1] * 0.78;
    case 'w':
      return months[month - 1] * 0.88;
    default:
      return months[month - 1];
    }
}

/**
 * ga_invention_outcome:
 *
 * Returns: what comes of a walk on @day; about one in fourteen is cancelled
 */
GaOutcome
ga_invention_outcome (GaInvention *self, const GDate *day)
{
  static const char *const usual[] = { "illness", "holiday", "few", "other", "illness" };
  GaOutcome outcome = { weather_on (self, day), NULL, 0 };

  if (outcome.weather[0] == 'i' && ga_dice_hits (&self->dice, 0.5))
    outcome.reason = "ice";
  else if ((outcome.weather[0] == 'r' || outcome.weather[0] == 'w') &&
           ga_dice_hits (&self->dice, 0.05))
    outcome.reason = "weather";
  else if (ga_dice_hits (&self->dice, 0.035))
    outcome.reason = usual[ga_dice_below (&self->dice, G_N_ELEMENTS (usual))];
  outcome.pull = pull_of (outcome.weather, g_date_get_month (day)) *
                 (0.85 + 0.3 * ga_dice_share (&self->dice));
  return outcome;
}
