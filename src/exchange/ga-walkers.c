/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "exchange/ga-invention.h"

/* Of those expected, so many send word that they cannot come. */
#define EXCUSED 0.03

typedef struct
{
  GaId id;
  int first, end; /* walks of the community, counted from its first */
  guint faithful; /* 1 … 6: how much more likely than others to come */
} Walker;

typedef struct
{
  const Walker *walker;
  double key;
} Candidate;

struct _GaWalkers
{
  GArray *all;
  GArray *candidates;
  GaRecord *attendance; /* used again for each */
};

GaWalkers *
ga_walkers_new (void)
{
  GaWalkers *self = g_new0 (GaWalkers, 1);

  self->all = g_array_new (FALSE, FALSE, sizeof (Walker));
  self->candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  return self;
}

void
ga_walkers_free (GaWalkers *self)
{
  g_array_unref (self->all);
  g_array_unref (self->candidates);
  g_clear_object (&self->attendance);
  g_free (self);
}

/**
 * ga_walkers_add:
 * @left: (nullable): the day of the last walk
 * @first: the walk they are new at, counted from the community's first written; -1 if before that
 * @end: the walk they no longer come to
 *
 * Writes a participant and remembers when they come.
 */
gboolean
ga_walkers_add (GaWalkers *self,
                GaInvention *invention,
                const GaId *community,
                const char *name,
                const char *joined,
                const char *left,
                int first,
                int end,
                GError **error)
{
  g_autoptr (GaRecord) participant = ga_invention_make (invention, "participant", joined);
  Walker walker = { *ga_record_get_id (participant), first, end,
                    1 + ga_dice_below (ga_invention_get_dice (invention), 6) };

  ga_record_set_reference (participant, "community", community);
  ga_record_set_text (participant, "name", name);
  ga_record_set_text (participant, "joined", joined);
  if (left != NULL)
    ga_record_set_text (participant, "left", left);
  g_array_append_val (self->all, walker);
  return ga_invention_write (invention, participant, error);
}

static gboolean
write_attendance (GaWalkers *self,
                  GaInvention *invention,
                  const GaId *meeting,
                  const Walker *walker,
                  const char *state,
                  gboolean first_time,
                  GError **error)
{
  if (self->attendance == NULL)
    {
      GaReader *reader = ga_invention_get_reader (invention);

      self->attendance =
          ga_record_new (ga_schema_get (ga_reader_get_schema (reader), "attendance"));
    }
  ga_record_set_stored (self->attendance, FALSE);
  ga_record_set_reference (self->attendance, "meeting", meeting);
  ga_record_set_reference (self->attendance, "participant", &walker->id);
  ga_record_set_text (self->attendance, "state", state);
  ga_record_set_integer (self->attendance, "first_time", first_time);
  return ga_invention_write (invention, self->attendance, error);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  double x = ((const Candidate *) a)->key, y = ((const Candidate *) b)->key;

  return x < y ? 1 : (x > y ? -1 : 0);
}

/* Those who might come to this walk, the likelier the further to the front; who is new there comes
 * for certain. (Weighted sampling as Efraimidis and Spirakis describe it.) */
static void
line_up (GaWalkers *self, GaDice *dice, guint number)
{
  g_array_set_size (self->candidates, 0);
  for (guint i = 0; i < self->all->len; i++)
    {
      const Walker *walker = &g_array_index (self->all, Walker, i);
      Candidate candidate = { walker, 2 };

      if ((int) number < walker->first || (int) number >= walker->end)
        continue;
      if ((int) number > walker->first)
        candidate.key = pow (ga_dice_share (dice), 1.0 / walker->faithful);
      g_array_append_val (self->candidates, candidate);
    }
  g_array_sort (self->candidates, compare_candidates);
}

/**
 * ga_walkers_attend:
 * @number: which walk of the community it is, counted from its first
 * @wanted: how many attendances to write; fewer where so many walkers are not there
 * @came: (out): how many were written
 */
gboolean
ga_walkers_attend (GaWalkers *self,
                   GaInvention *invention,
                   const GaId *meeting,
                   guint number,
                   guint wanted,
                   guint *came,
                   GError **error)
{
  GaDice *dice = ga_invention_get_dice (invention);

  line_up (self, dice, number);
  *came = MIN (wanted, self->candidates->len);
  for (guint i = 0; i < *came; i++)
    {
      const Walker *walker = g_array_index (self->candidates, Candidate, i).walker;
      gboolean first_time = walker->first == (int) number;
      gboolean excused = !first_time && ga_dice_hits (dice, EXCUSED);

      if (!write_attendance (self, invention, meeting, walker, excused ? "excused" : "present",
                             first_time, error))
        return FALSE;
    }
  return TRUE;
}
