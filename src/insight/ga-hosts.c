/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-hosts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-value.h"
#include "store/ga-name-ranks.h"
#include "store/ga-permission.h"
#include "store/ga-words.h"

#define DAYS_A_WEEK 7

G_DEFINE_FINAL_TYPE (GaHost, ga_host, G_TYPE_OBJECT)

/* What is being read. */
typedef struct
{
  GPtrArray *hosts;
  const GaEntity *entity; /* of recruitments */
  const char *quiet;      /* a walk on that day is not long ago */
  GaNameRanks *sources;
  GaNameRanks *communities;
} Reading;

static void
ga_host_finalize (GObject *object)
{
  GaHost *self = GA_HOST (object);

  g_free (self->name);
  g_free (self->email);
  g_free (self->kommune);
  g_free (self->source);
  g_free (self->source_name);
  g_free (self->initiative);
  g_free (self->words);
  g_strfreev (self->communities);
  G_OBJECT_CLASS (ga_host_parent_class)->finalize (object);
}

static void
ga_host_class_init (GaHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_host_finalize;
}

static void
ga_host_init (GaHost *self)
{
}

/* What the roles say counts where nobody has written down how far they are. */
static void
find_state (GaHost *host, const GaHostRow *row, const GaEntity *entity)
{
  const char *code = row->communities != NULL ? "active" : "stopped";
  const char *since = row->communities != NULL ? row->host_from : row->host_until;

  if (row->state != NULL)
    {
      code = row->state;
      since = row->since;
    }
  host->state = ga_field_get_choice (ga_entity_get_field (entity, "state"), code);
  g_strlcpy (host->since, since != NULL ? since : "", sizeof host->since);
}

/* Whoever has begun not long ago has time yet. */
static gboolean
is_quiet (const GaHost *host, const GaHostRow *row, const char *quiet)
{
  const char *begun = row->host_from != NULL && strcmp (row->host_from, host->since) > 0
                          ? row->host_from
                          : host->since;

  if (host->state == NULL || !g_str_equal (host->state->code, "active"))
    return FALSE;
  return strcmp (*host->last_led != '\0' ? host->last_led : begun, quiet) < 0;
}

/* (transfer full) (nullable): "A campaign: WE WALK" */
static char *
describe_source (const GaChoice *kind, const char *name)
{
  if (kind != NULL && name != NULL)
    /* TRANSLATORS: how a host was found, and which it was: "A campaign: WE WALK" */
    return g_strdup_printf (_ ("%1$s: %2$s"), _ (kind->label), name);
  return g_strdup (kind != NULL ? _ (kind->label) : name);
}

/* The numbers of the names, until all are known. */
static void
weigh (Reading *reading, GaHost *host)
{
  g_autofree char *communities = ga_host_list_communities (host);

  host->rank = reading->hosts->len;
  host->source_rank = ga_name_ranks_add (reading->sources, host->source);
  host->communities_rank = ga_name_ranks_add (reading->communities, communities);
}

static void
rank (Reading *reading)
{
  ga_name_ranks_settle (reading->sources);
  ga_name_ranks_settle (reading->communities);
  for (guint i = 0; i < reading->hosts->len; i++)
    {
      GaHost *host = reading->hosts->pdata[i];

      host->source_rank = ga_name_ranks_get (reading->sources, host->source_rank);
      host->communities_rank = ga_name_ranks_get (reading->communities, host->communities_rank);
    }
}

static void
add_host (const GaHostRow *row, gpointer user_data)
{
  Reading *reading = user_data;
  GaHost *host = g_object_new (GA_TYPE_HOST, NULL);
  const GaField *source = ga_entity_get_field (reading->entity, "source");

  host->id = row->id;
  host->name = g_strdup (row->name != NULL ? row->name : "");
  host->email = g_strdup (row->email);
  host->kommune = g_strdup (row->kommune);
  host->source_kind = row->source != NULL ? ga_field_get_choice (source, row->source) : NULL;
  host->source_name = g_strdup (row->source_name);
  host->source = describe_source (host->source_kind, row->source_name);
  host->initiative = g_strdup (row->initiative);
  host->communities = g_strsplit (row->communities != NULL ? row->communities : "", "\n", -1);
  g_strlcpy (host->last_led, row->last_led != NULL ? row->last_led : "", sizeof host->last_led);
  find_state (host, row, reading->entity);
  host->quiet = is_quiet (host, row, reading->quiet);
  weigh (reading, host);
  g_ptr_array_add (reading->hosts, host);
}

GPtrArray *
ga_hosts_read (GaReader *reader, const GaId *person, const char *today, guint weeks, GError **error)
{
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GaNameRanks) sources = ga_name_ranks_new (reader);
  g_autoptr (GaNameRanks) names = ga_name_ranks_new (reader);
  g_autofree char *quiet = NULL;
  Reading reading = { hosts, ga_schema_get (ga_reader_get_schema (reader), "recruitment"), NULL,
                      sources, names };

  g_return_val_if_fail (weeks <= GA_HOSTS_MOST_WEEKS, NULL);

  quiet = ga_date_add_days (today, -(int) weeks * DAYS_A_WEEK);
  if (quiet == NULL)
    {
      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                   _ ("“%s” is not a date. Write it as 31-12-2026."), today);
      return NULL;
    }
  reading.quiet = quiet;
  if (!ga_reader_host_rows (reader, person, today, add_host, &reading, error))
    return NULL;
  rank (&reading);
  return g_steal_pointer (&hosts);
}

const char *
ga_host_column_get_label (GaHostColumn column)
{
  static const char *const labels[GA_HOST_N_COLUMNS] = {
    [GA_HOST_NAME] = N_ ("Name"),
    [GA_HOST_STATE] = N_ ("Status"),
    [GA_HOST_SINCE] = N_ ("Since"),
    [GA_HOST_SOURCE] = N_ ("Found through"),
    [GA_HOST_COMMUNITIES] = N_ ("Communities"),
    [GA_HOST_LED] = N_ ("Last led"),
  };

  g_return_val_if_fail ((guint) column < GA_HOST_N_COLUMNS, NULL);

  return _ (labels[column]);
}

static char *
show_day (const char *date)
{
  return *date != '\0' ? ga_date_display (date) : g_strdup ("");
}

char *
ga_host_tell (const GaHost *self, GaHostColumn column)
{
  switch (column)
    {
    case GA_HOST_STATE:
      return g_strdup (self->state != NULL ? _ (self->state->label) : "");
    case GA_HOST_SINCE:
      return show_day (self->since);
    case GA_HOST_SOURCE:
      return g_strdup (self->source != NULL ? self->source : "");
    case GA_HOST_COMMUNITIES:
      return ga_host_list_communities (self);
    case GA_HOST_LED:
      return show_day (self->last_led);
    case GA_HOST_NAME:
    default:
      return g_strdup (self->name);
    }
}

static int
compare_numbers (gssize a, gssize b)
{
  return (a > b) - (a < b);
}

/* Before all others where there is none. */
static gssize
place_of (const GaChoice *state)
{
  return state != NULL ? state - ga_choices_recruitment : -1;
}

int
ga_host_compare (const GaHost *a, const GaHost *b, GaHostColumn column)
{
  switch (column)
    {
    case GA_HOST_STATE:
      return compare_numbers (place_of (a->state), place_of (b->state));
    case GA_HOST_SINCE:
      return strcmp (a->since, b->since);
    case GA_HOST_SOURCE:
      return compare_numbers (a->source_rank, b->source_rank);
    case GA_HOST_COMMUNITIES:
      return compare_numbers (a->communities_rank, b->communities_rank);
    case GA_HOST_LED:
      return strcmp (a->last_led, b->last_led);
    case GA_HOST_NAME:
    default:
      return compare_numbers (a->rank, b->rank);
    }
}

char *
ga_host_list_communities (const GaHost *self)
{
  return g_strjoinv (", ", self->communities);
}

gboolean
ga_host_matches (GaHost *self, const char *typed)
{
  g_autofree char *communities = NULL;
  g_autofree char *all = NULL;

  if (typed == NULL || *typed == '\0')
    return TRUE;
  if (self->words == NULL)
    {
      communities = ga_host_list_communities (self);
      all = g_strjoin (" ", self->name, communities, self->kommune != NULL ? self->kommune : "",
                       self->source, NULL);
      self->words = ga_words_fold (all);
    }
  return ga_words_match (self->words, typed);
}

void
ga_host_target_free (GaHostTarget *self)
{
  g_free (self->name);
  g_free (self);
}

static void
add_target (const GaHostTargetRow *row, gpointer targets)
{
  GaHostTarget *target = g_new0 (GaHostTarget, 1);

  target->id = row->id;
  target->name = g_strdup (row->name);
  target->target = (guint) row->target;
  target->trained = (guint) row->trained;
  g_ptr_array_add (targets, target);
}

GPtrArray *
ga_host_targets_read (GaReader *reader, GError **error)
{
  g_autoptr (GPtrArray) targets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ga_host_target_free);

  return ga_reader_host_target_rows (reader, NULL, add_target, targets, error)
             ? g_steal_pointer (&targets)
             : NULL;
}

char *
ga_host_target_describe (const GaHostTarget *self)
{
  if (self->target == 0)
    return g_strdup_printf (ngettext ("%u trained host", "%u trained hosts", self->trained),
                            self->trained);
  /* TRANSLATORS: how many were trained, and how many were to be */
  return g_strdup_printf (
      ngettext ("%1$u of %2$u trained host", "%1$u of %2$u trained hosts", self->target),
      self->trained, self->target);
}

char *
ga_host_target_of (GaReader *reader, const GaId *initiative)
{
  g_autoptr (GPtrArray) targets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ga_host_target_free);

  /* Who sees no names has no trained hosts to count. */
  if (!ga_reader_sees_names (reader) ||
      !ga_reader_host_target_rows (reader, initiative, add_target, targets, NULL) ||
      targets->len == 0)
    return NULL;
  return ga_host_target_describe (targets->pdata[0]);
}
