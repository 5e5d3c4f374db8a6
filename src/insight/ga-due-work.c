/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-due-work.h"

#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"

/* Of communities that want the same so many stand in a short list. */
#define FEW 3

/* How long before its day each kind of work is told of; below 0: so long after it. What has no
 * words for being late has no day that could be kept. */
static const struct
{
  const char *code;
  const char *entity;
  const char *place;
  guint months;
  int days;
  const char *coming;
  const char *late;
} kinds[GA_N_DUE_KINDS] = {
  [GA_DUE_AGREEMENT] = { "agreement", "agreement", "agreement", GA_DUE_AGREEMENT_MONTHS, 0,
                         N_ ("Agreement ends"),
                         N_ ("Agreement has ended, and still stands as in force") },
  [GA_DUE_CLAUSE] = { "clause", "clause", "agreement", 0, 14, N_ ("Expectation is due"),
                      N_ ("Expectation is overdue") },
  [GA_DUE_TRANCHE] = { "tranche", "tranche", "grant", 0, 14, N_ ("Tranche is due"),
                       N_ ("Tranche is overdue") },
  [GA_DUE_REPORT] = { "report", "grant_report", "grant", 0, 14, N_ ("Report is due"),
                      N_ ("Report is overdue") },
  [GA_DUE_NO_REPORT] = { "report", "grant", "grant", 0, 14, N_ ("Report is due"),
                         N_ ("Report is overdue") },
  [GA_DUE_APPLICATION] = { "application", "application", "round", 0, 0,
                           N_ ("Application waits for a decision"), NULL },
  [GA_DUE_GRANT] = { "grant", "application", "round", 0, 0,
                     N_ ("Approved application waits for its grant"), NULL },
  [GA_DUE_EXTENSION] = { "extension", "grant", "grant", 0, 30,
                         N_ ("Last day to ask for an extension"), NULL },
  [GA_DUE_ACCEPTANCE] = { "acceptance", "grant", "grant", 0, 14, N_ ("Grant is to be accepted"),
                          N_ ("Grant has not been accepted in time") },
  [GA_DUE_HOST] = { "host", "community", "community", 0, 14,
                    N_ ("Host stops, and nobody takes over"),
                    N_ ("Host has stopped, and nobody took over") },
  [GA_DUE_SILENCE] = { "silence", "community", "community", 0, -GA_DUE_SILENT_DAYS,
                       N_ ("No walk for four weeks"), NULL },
};

void
ga_due_free (GaDue *self)
{
  g_free (self->title);
  g_free (self->party);
  g_free (self);
}

const char *
ga_due_get_code (const GaDue *self)
{
  return kinds[self->kind].code;
}

/* An application waits for what is next, since whenever it does. */
static gboolean
is_application (GaDueKind kind)
{
  return kind == GA_DUE_APPLICATION || kind == GA_DUE_GRANT;
}

gboolean
ga_due_opens_itself (const GaDue *self)
{
  return is_application (self->kind) && self->count == 1;
}

/* (transfer full): of more than one */
static char *
describe_many (const GaDue *self)
{
  if (self->kind == GA_DUE_GRANT)
    return g_strdup_printf (ngettext ("%u approved application waits for its grant",
                                      "%u approved applications wait for their grants",
                                      self->count),
                            self->count);
  if (self->kind == GA_DUE_APPLICATION)
    return g_strdup_printf (ngettext ("%u application waits for a decision",
                                      "%u applications wait for a decision", self->count),
                            self->count);
  if (self->kind == GA_DUE_SILENCE)
    return g_strdup_printf (ngettext ("%u community has not walked for four weeks",
                                      "%u communities have not walked for four weeks", self->count),
                            self->count);
  return g_strdup_printf (ngettext ("%u community is without a host, or soon will be",
                                    "%u communities are without a host, or soon will be",
                                    self->count),
                          self->count);
}

char *
ga_due_describe (const GaDue *self)
{
  if (self->count > 1)
    return describe_many (self);
  return g_strdup (_ (self->overdue ? kinds[self->kind].late : kinds[self->kind].coming));
}

/* What is being read. */
typedef struct
{
  GPtrArray *work;
  GaDueKind kind;
  const char *today;
  const char *until;
} Reading;

/* (transfer full) (nullable): the day that counts */
static char *
find_date (GaDueKind kind, const GaDueRow *row)
{
  g_autoptr (GDate) day = row->date != NULL ? ga_date_to_gdate (row->date) : NULL;

  if (day == NULL)
    return NULL;
  if (kind == GA_DUE_NO_REPORT)
    return ga_grant_report_find_due (row->date, row->days);
  return ga_date_add_days (row->date, (int) row->days);
}

static void
add_row (const GaDueRow *row, gpointer user_data)
{
  Reading *reading = user_data;
  g_autofree char *date = find_date (reading->kind, row);
  GaDue *due;

  if (!is_application (reading->kind) && (date == NULL || strcmp (date, reading->until) > 0))
    return;
  due = g_new0 (GaDue, 1);
  due->kind = reading->kind;
  due->entity = kinds[due->kind].entity;
  due->id = row->id;
  due->place = kinds[due->kind].place;
  due->place_id = row->place;
  due->title = g_strdup (row->title);
  due->party = g_strdup (row->party);
  g_strlcpy (due->date, date != NULL ? date : "", sizeof due->date);
  due->overdue = kinds[due->kind].late != NULL && date != NULL && strcmp (date, reading->today) < 0;
  due->count = 1;
  g_ptr_array_add (reading->work, due);
}

/* (transfer full): the last day that is told of today */
static char *
find_until (GaDueKind kind, const char *today, int within)
{
  g_autoptr (GDate) day = ga_date_to_gdate (today);

  if (kinds[kind].days < 0 || (within < 0 && kinds[kind].months == 0))
    return ga_date_add_days (today, kinds[kind].days);
  if (within >= 0)
    return ga_date_add_days (today, within);
  g_date_add_months (day, kinds[kind].months);
  return ga_date_from_gdate (day);
}

/* The order of their names is no order of time; the id only keeps the list the same. */
static int
compare (gconstpointer first, gconstpointer second)
{
  const GaDue *a = *(const GaDue *const *) first;
  const GaDue *b = *(const GaDue *const *) second;
  int order = b->overdue - a->overdue;

  if (order == 0)
    order = (*a->date == '\0') - (*b->date == '\0');
  if (order == 0)
    order = strcmp (a->date, b->date);
  if (order == 0)
    order = (int) a->kind - (int) b->kind;
  return order != 0 ? order : memcmp (&a->id, &b->id, sizeof a->id);
}

GPtrArray *
ga_due_work_read (GaReader *reader, const char *today, int within, GError **error)
{
  g_autoptr (GPtrArray) work = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_due_free);

  for (GaDueKind kind = 0; kind < GA_N_DUE_KINDS; kind++)
    {
      g_autofree char *until = find_until (kind, today, within);
      Reading reading = { work, kind, today, until };

      if (!ga_reader_due_rows (reader, kind, today, until, add_row, &reading, error))
        return NULL;
    }
  g_ptr_array_sort (work, compare);
  return g_steal_pointer (&work);
}

static GaDue *
copy (const GaDue *due)
{
  GaDue *made = g_memdup2 (due, sizeof *due);

  made->title = g_strdup (due->title);
  made->party = g_strdup (due->party);
  return made;
}

/* Whether @due goes into the same line as @other. */
static gboolean
joins (const GaDue *due, const GaDue *other, const guint *counts)
{
  if (due->kind != other->kind)
    return FALSE;
  if (is_application (due->kind))
    return ga_id_equal (&due->place_id, &other->place_id);
  return (due->kind == GA_DUE_HOST || due->kind == GA_DUE_SILENCE) && counts[due->kind] > FEW;
}

/* What several have in common is the round, or nothing. */
static void
join (GaDue *line, const GaDue *due)
{
  line->count += due->count;
  if (is_application (line->kind))
    line->entity = line->place;
  else
    line->entity = line->place = NULL;
  g_clear_pointer (&line->title, g_free);
  g_clear_pointer (&line->party, g_free);
}

GPtrArray *
ga_due_work_fold (GPtrArray *work)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_due_free);
  guint counts[GA_N_DUE_KINDS] = { 0 };

  for (guint i = 0; i < work->len; i++)
    counts[((GaDue *) work->pdata[i])->kind]++;
  for (guint i = 0; i < work->len; i++)
    {
      const GaDue *due = work->pdata[i];
      guint at = 0;

      while (at < lines->len && !joins (due, lines->pdata[at], counts))
        at++;
      if (at < lines->len)
        join (lines->pdata[at], due);
      else
        g_ptr_array_add (lines, copy (due));
    }
  return lines;
}
