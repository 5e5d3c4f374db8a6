/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "insight/ga-attendance-scan.h"
#include "model/ga-attendance.h"
#include "model/ga-date.h"
#include "model/ga-number.h"

typedef struct
{
  GaAttendanceRow row;
  guint rank; /* by name */
} RankedRow;

struct _GaAttendanceReport
{
  GObject parent_instance;
  GaAttendanceBy by;
  gboolean masked;
  char *from;
  char *to;
  char *scope;
  GArray *rows; /* RankedRow */
  GaAttendanceRow total;
};

G_DEFINE_FINAL_TYPE (GaAttendanceReport, ga_attendance_report, G_TYPE_OBJECT)

static void
clear_row (gpointer data)
{
  GaAttendanceRow *row = data;

  g_free (row->key);
  g_free (row->label);
}

static char *
write_day (guint32 julian)
{
  GDate date;

  if (julian == 0)
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  return ga_date_from_gdate (&date);
}

static const char *
find_choice_label (GaAttendanceCache *cache, const char *field, const char *code)
{
  const GaEntity *meeting = ga_schema_get (ga_attendance_cache_get_schema (cache), "meeting");
  const GaChoice *choice = ga_field_get_choice (ga_entity_get_field (meeting, field), code);

  return choice != NULL ? _ (choice->label) : code;
}

static void
name_place (RankedRow *ranked, const GaPlaceName *name, const GaId *id)
{
  ranked->row.key =
      name != NULL && name->code != NULL ? g_strdup (name->code) : ga_id_to_string (id);
  ranked->row.label = g_strdup (name != NULL ? name->label : _ ("Not visible to you"));
  ranked->rank = name != NULL ? name->rank : G_MAXUINT;
}

static void
name_choice (RankedRow *ranked, GaAttendanceCache *cache, const char *field, const char *code)
{
  ranked->row.key = g_strdup (code);
  ranked->row.label = g_strdup (find_choice_label (cache, field, code));
}

static void
name_period (RankedRow *ranked, const GaPeriods *periods, guint group)
{
  ranked->row.key = ga_periods_dup_key (periods, group);
  ranked->row.label = ga_periods_dup_label (periods, group);
  ga_periods_get_numbers (periods, group, &ranked->row.year, &ranked->row.number);
}

static void
name_group (RankedRow *ranked,
            GaAttendanceCache *cache,
            const GaAttendanceScan *scan,
            GaAttendanceBy by,
            guint group)
{
  const GaMeetingColumns *columns = ga_attendance_cache_get_columns (cache);
  const GaId *id;

  if (scan->periods != NULL)
    {
      name_period (ranked, scan->periods, group);
      return;
    }
  if (by == GA_ATTENDANCE_BY_TOTAL)
    {
      ranked->row.key = g_strdup ("total");
      ranked->row.label = g_strdup (_ ("Total"));
      return;
    }
  if (group == 0)
    {
      ranked->row.key = g_strdup ("");
      ranked->row.label = g_strdup (_ ("Not given"));
      return;
    }
  switch (by)
    {
    case GA_ATTENDANCE_BY_COMMUNITY:
      id = &g_array_index (columns->communities.ids, GaId, group);
      name_place (ranked, ga_attendance_cache_find_community (cache, id), id);
      break;
    case GA_ATTENDANCE_BY_KOMMUNE:
      id = &g_array_index (columns->kommuner.ids, GaId, group);
      name_place (ranked, ga_attendance_cache_find_kommune (cache, id), id);
      ranked->rank = 0; /* in the order of their codes */
      break;
    case GA_ATTENDANCE_BY_INITIATIVE:
      id = &g_array_index (scan->initiatives.ids, GaId, group);
      name_place (ranked, ga_attendance_cache_find_initiative (cache, id), id);
      break;
    case GA_ATTENDANCE_BY_TARGET_GROUP:
      name_choice (ranked, cache, "target_group", columns->target_groups->pdata[group]);
      break;
    default:
      name_choice (ranked, cache, "arena", columns->arenas->pdata[group]);
      break;
    }
}

static int
compare_rows_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RankedRow *one = a, *other = b;
  GaAttendanceSort sort = (GaAttendanceSort) GPOINTER_TO_INT (user_data);
  gboolean one_given = one->row.key[0] != '\0', other_given = other->row.key[0] != '\0';

  if (one_given != other_given)
    return one_given ? -1 : 1;
  if (sort == GA_ATTENDANCE_SORT_TOTAL && one->row.total.value != other->row.total.value)
    return one->row.total.value > other->row.total.value ? -1 : 1;
  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;
  return strcmp (one->row.key, other->row.key);
}

static void
add_rows (GaAttendanceReport *self,
          GaAttendanceCache *cache,
          const GaAttendanceScan *scan,
          const GaAttendanceRequest *request)
{
  for (guint group = 0; group < scan->n_groups; group++)
    {
      const GaAttendanceTally *tally = &scan->tallies[group];
      RankedRow ranked = { 0 };

      /* A period without walks is a real zero; a place without walks was not asked about. */
      if (scan->periods == NULL && request->by != GA_ATTENDANCE_BY_TOTAL &&
          tally->held + tally->cancelled == 0)
        continue;
      name_group (&ranked, cache, scan, request->by, group);
      ga_attendance_tally_publish (tally, request->mask, &ranked.row);
      ga_attendance_row_add_published (&self->total, &ranked.row);
      g_array_append_val (self->rows, ranked);
    }
  self->total.key = g_strdup ("total");
  self->total.label = g_strdup (_ ("Total"));
  self->total.communities = scan->communities;
  if (scan->periods == NULL)
    g_array_sort_with_data (self->rows, compare_rows_cb, GINT_TO_POINTER (request->sort));
}

static void
add_place (GPtrArray *words, const GaPlaceName *name, const GaId *id)
{
  if (!ga_id_is_none (id))
    g_ptr_array_add (words, (gpointer) (name != NULL ? name->label : _ ("Not visible to you")));
}

static char *
describe_scope (GaAttendanceCache *cache, const GaAttendanceRequest *request)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  add_place (words, ga_attendance_cache_find_kommune (cache, &request->kommune), &request->kommune);
  add_place (words, ga_attendance_cache_find_community (cache, &request->community),
             &request->community);
  add_place (words, ga_attendance_cache_find_initiative (cache, &request->initiative),
             &request->initiative);
  if (request->target_group != NULL)
    g_ptr_array_add (words,
                     (gpointer) find_choice_label (cache, "target_group", request->target_group));
  if (request->arena != NULL)
    g_ptr_array_add (words, (gpointer) find_choice_label (cache, "arena", request->arena));
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

static void
ga_attendance_report_finalize (GObject *object)
{
  GaAttendanceReport *self = GA_ATTENDANCE_REPORT (object);

  g_free (self->from);
  g_free (self->to);
  g_free (self->scope);
  g_array_unref (self->rows);
  clear_row (&self->total);
  G_OBJECT_CLASS (ga_attendance_report_parent_class)->finalize (object);
}

static void
ga_attendance_report_class_init (GaAttendanceReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_attendance_report_finalize;
}

static void
ga_attendance_report_init (GaAttendanceReport *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (RankedRow));
  g_array_set_clear_func (self->rows, clear_row);
}

/**
 * ga_attendance_report_new:
 * @cache: loaded
 * @request: its days are canonical text or empty
 *
 * Answers the request from memory, within a frame, on the cache's thread. Weeks, months and years
 * run without a gap from the first to the last day of the range, a week that a year does not have
 * left out; the others are those that have a walk, held or cancelled.
 *
 * Returns: (transfer full): the report
 */
GaAttendanceReport *
ga_attendance_report_new (GaAttendanceCache *cache, const GaAttendanceRequest *request)
{
  g_autoptr (GaAttendanceScan) scan = NULL;
  GaAttendanceReport *self;

  g_return_val_if_fail (ga_attendance_cache_is_loaded (cache), NULL);

  scan = ga_attendance_scan_new (cache, request);
  self = g_object_new (GA_TYPE_ATTENDANCE_REPORT, NULL);
  self->by = request->by;
  self->masked = request->mask;
  self->from = write_day (scan->first_day);
  self->to = write_day (scan->last_day);
  self->scope = describe_scope (cache, request);
  add_rows (self, cache, scan, request);
  return self;
}

GaAttendanceBy
ga_attendance_report_get_by (GaAttendanceReport *self)
{
  g_return_val_if_fail (GA_IS_ATTENDANCE_REPORT (self), GA_ATTENDANCE_BY_TOTAL);

  return self->by;
}

guint
ga_attendance_report_get_n_rows (GaAttendanceReport *self)
{
  g_return_val_if_fail (GA_IS_ATTENDANCE_REPORT (self), 0);

  return self->rows->len;
}

/**
 * ga_attendance_report_get_row:
 *
 * Returns: (transfer none): the row
 */
const GaAttendanceRow *
ga_attendance_report_get_row (GaAttendanceReport *self, guint row)
{
  g_return_val_if_fail (GA_IS_ATTENDANCE_REPORT (self) && row < self->rows->len, NULL);

  return &g_array_index (self->rows, RankedRow, row).row;
}

/**
 * ga_attendance_report_get_total:
 *
 * Returns: (transfer none): the sum of what the rows show, and the communities active at any time
 */
const GaAttendanceRow *
ga_attendance_report_get_total (GaAttendanceReport *self)
{
  g_return_val_if_fail (GA_IS_ATTENDANCE_REPORT (self), NULL);

  return &self->total;
}

/**
 * ga_attendance_report_get_from:
 *
 * Returns: (transfer none) (nullable): the first day of the range; where the request left it open,
 *   that of the first walk
 */
const char *
ga_attendance_report_get_from (GaAttendanceReport *self)
{
  g_return_val_if_fail (GA_IS_ATTENDANCE_REPORT (self), NULL);

  return self->from;
}

/**
 * ga_attendance_report_get_to:
 *
 * Returns: (transfer none) (nullable): the last day of the range, likewise
 */
const char *
ga_attendance_report_get_to (GaAttendanceReport *self)
{
  g_return_val_if_fail (GA_IS_ATTENDANCE_REPORT (self), NULL);

  return self->to;
}

/**
 * ga_attendance_report_get_scope:
 *
 * Returns: (transfer none) (nullable): what it is limited to, as the reader says it: "Randers ·
 *   Seniors"
 */
const char *
ga_attendance_report_get_scope (GaAttendanceReport *self)
{
  g_return_val_if_fail (GA_IS_ATTENDANCE_REPORT (self), NULL);

  return self->scope;
}

/**
 * ga_figure_display:
 *
 * Returns: (transfer full): as the reader's language writes it: "1.234", "under 5", "–"
 */
char *
ga_figure_display (GaFigure figure)
{
  if (figure.unknown)
    return g_strdup ("–");
  if (figure.masked)
    return g_strdup_printf (_ ("under %d"), GA_MASK_BOUND);
  return ga_number_display (figure.value);
}
