/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "exchange/ga-record-paper.h"
#include "exchange/ga-walk-paper.h"
#include "model/ga-date.h"

#define SCALE       130 /* % */
#define DATE_LENGTH 10

typedef enum
{
  DAY,
  TIME,
  PLACE,
  HOST,
  NOTE,
  N_COLUMNS,
} Column;

/* A place or a host is read once, however many walks there are. */
typedef struct
{
  GaReader *reader;
  GHashTable *places; /* GaId → char */
  GHashTable *hosts;  /* GaId → char */
  gboolean reveals_health;
} Programme;

static void
programme_clear (Programme *self)
{
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->hosts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Programme, programme_clear)

/* (transfer none) */
static const char *
find_place (Programme *self, const GaRecord *meeting)
{
  const GaId *id = ga_record_get_reference (meeting, "venue");
  char *place = id != NULL ? g_hash_table_lookup (self->places, id) : NULL;

  if (place != NULL || id == NULL)
    return place != NULL ? place : "";
  place = ga_walk_paper_place (self->reader, id);
  if (place == NULL)
    place = g_strdup ("");
  g_hash_table_insert (self->places, ga_id_copy (id), place);
  return place;
}

/* (transfer none) */
static const char *
find_host (Programme *self, const GaRecord *meeting)
{
  const GaId *id = self->reveals_health ? NULL : ga_record_get_reference (meeting, "host");
  char *host = id != NULL ? g_hash_table_lookup (self->hosts, id) : NULL;

  if (host != NULL || id == NULL)
    return host != NULL ? host : "";
  host = ga_reader_display (self->reader, meeting, "host");
  if (host == NULL)
    host = g_strdup ("");
  g_hash_table_insert (self->hosts, ga_id_copy (id), host);
  return host;
}

static gboolean
is_cancelled (const GaRecord *meeting)
{
  return ga_record_is_one_of (meeting, "status", "cancelled");
}

/* (transfer full): why there is no walk; empty where there is one */
static char *
describe_note (Programme *self, const GaRecord *meeting)
{
  g_autofree char *reason = NULL;

  if (!is_cancelled (meeting))
    return g_strdup ("");
  if (!self->reveals_health)
    reason = ga_reader_display (self->reader, meeting, "reason");
  if (reason == NULL)
    return g_strdup (_ ("Cancelled"));
  /* TRANSLATORS: why a walk was cancelled */
  return g_strdup_printf (_ ("Cancelled: %s"), reason);
}

static void
add_row (Programme *self, GaTable *table, const GaRecord *meeting, const gboolean *shown)
{
  const char *start = ga_record_get_text (meeting, "start");
  g_autofree char *date = g_strndup (start, DATE_LENGTH);
  g_autofree char *day = ga_date_display_long (date);
  g_autofree char *clock = ga_clock_display (start + DATE_LENGTH + 1);
  g_autofree char *note = describe_note (self, meeting);
  const char *const all[N_COLUMNS] = { day, clock, find_place (self, meeting),
                                       find_host (self, meeting), note };
  const char *cells[N_COLUMNS + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; i < N_COLUMNS; i++)
    if (shown[i])
      cells[n++] = all[i];
  ga_table_add_row (table, cells);
  if (is_cancelled (meeting))
    ga_table_strike_row (table, n - 1);
}

/* (transfer none) (nullable): where all of them begin, if they begin in one place */
static const char *
find_only_place (Programme *self, GPtrArray *meetings)
{
  const char *place = meetings->len > 0 ? find_place (self, meetings->pdata[0]) : NULL;

  for (guint i = 1; i < meetings->len; i++)
    if (!g_str_equal (find_place (self, meetings->pdata[i]), place))
      return NULL;
  return place;
}

/* A column in which nothing stands, or all the time the same, takes room from the others. */
static void
add_table (Programme *self, GaPaper *paper, GPtrArray *meetings)
{
  const char *const headings[N_COLUMNS] = { _ ("Day"), _ ("Time"), _ ("Meeting place"), _ ("Host"),
                                            "" };
  const char *place = find_only_place (self, meetings);
  gboolean shown[N_COLUMNS] = { [DAY] = TRUE, [TIME] = TRUE, [PLACE] = place == NULL };
  g_autoptr (GaTable) table = ga_table_new ();

  ga_paper_add_fact (paper, headings[PLACE], place);
  for (guint i = 0; i < meetings->len; i++)
    {
      shown[HOST] |= *find_host (self, meetings->pdata[i]) != '\0';
      shown[NOTE] |= is_cancelled (meetings->pdata[i]);
    }
  for (guint i = 0; i < N_COLUMNS; i++)
    if (shown[i])
      ga_table_add_column (table, headings[i], FALSE);
  for (guint i = 0; i < meetings->len; i++)
    add_row (self, table, meetings->pdata[i], shown);
  ga_paper_add_table (paper, table);
}

/* (transfer full) (element-type GaRecord) (nullable) */
static GPtrArray *
list_meetings (
    GaReader *reader, const GaId *community, const char *from, const char *to, GError **error)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "meeting"));
  g_autofree char *today = ga_date_today ();
  g_autofree char *after = to != NULL ? ga_date_add_days (to, 1) : NULL;

  ga_query_where_id (query, "community", community);
  ga_query_where_text (query, "start", GA_AT_LEAST, from != NULL ? from : today);
  if (after != NULL)
    ga_query_where_text (query, "start", GA_LESS, after);
  ga_query_sort (query, "start");
  return ga_reader_list (reader, query, error);
}

static char *
dup_day (const GaRecord *meeting)
{
  g_autofree char *date = g_strndup (ga_record_get_text (meeting, "start"), DATE_LENGTH);

  return ga_date_display (date);
}

/* (transfer full): "6 January 2026 – 24 June 2026" */
static char *
describe_season (GPtrArray *meetings)
{
  g_autofree char *first = dup_day (meetings->pdata[0]);
  g_autofree char *last = dup_day (meetings->pdata[meetings->len - 1]);

  return g_str_equal (first, last) ? g_steal_pointer (&first)
                                   : g_strjoin (" – ", first, last, NULL);
}

GaPaper *
ga_programme_new (
    GaReader *reader, const GaId *id, const char *from, const char *to, GError **error)
{
  g_autoptr (GaRecord) community = ga_record_paper_find (reader, "community", id, error);
  g_autoptr (GPtrArray) meetings =
      community != NULL ? list_meetings (reader, id, from, to, error) : NULL;
  g_auto (Programme) programme = { .reader = reader };
  g_autoptr (GaPaper) paper = NULL;
  g_autofree char *title = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *season = NULL;

  programme.places = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, g_free);
  programme.hosts = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, g_free);
  if (meetings == NULL)
    return NULL;
  programme.reveals_health = ga_record_get_flag (community, "reveals_health");
  title = ga_walk_paper_title (community);
  whole = g_strjoin (" · ", _ ("Programme"), title, NULL);
  season = meetings->len > 0 ? describe_season (meetings) : NULL;
  paper = ga_paper_new (whole);
  ga_paper_set_scale (paper, SCALE);
  ga_paper_add (paper, GA_PAPER_TITLE, title);
  ga_paper_add (paper, GA_PAPER_TEXT, season != NULL ? season : _ ("No walks are planned."));
  add_table (&programme, paper, meetings);
  return g_steal_pointer (&paper);
}
