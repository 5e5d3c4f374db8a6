/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-walk-paper.h"

#include <glib/gi18n-lib.h>

#include "exchange/ga-record-paper.h"
#include "model/ga-date.h"
#include "store/ga-permission.h"

/* Letters of 15 points, which are read without looking for the glasses. */
#define SCALE 140 /* % */
/* For new walkers. */
#define LEAST_BLANKS 8
#define DATE_LENGTH  10

static gboolean
reveals_health (const GaRecord *community)
{
  return ga_record_get_flag (community, "reveals_health");
}

char *
ga_walk_paper_title (const GaRecord *community)
{
  return reveals_health (community) ? g_strdup (_ ("Walk")) : ga_record_get_title (community);
}

char *
ga_walk_paper_place (GaReader *reader, const GaId *id)
{
  g_autoptr (GaRecord) venue = id != NULL ? ga_record_paper_find (reader, "venue", id, NULL) : NULL;
  const char *address = venue != NULL ? ga_record_get_text (venue, "address") : NULL;

  if (venue == NULL)
    return NULL;
  return g_strjoin (", ", ga_record_get_text (venue, "name"), address, NULL);
}

char *
ga_walk_paper_when (const char *start)
{
  g_autofree char *date = g_strndup (start, DATE_LENGTH);
  g_autofree char *day = ga_date_display_long (date);
  g_autofree char *clock = ga_clock_display (start + DATE_LENGTH + 1);

  /* TRANSLATORS: the day and the time of a walk */
  return g_strdup_printf (_ ("%1$s at %2$s"), day, clock);
}

/* (transfer full) (nullable): who leads the walk, where that may stand on paper */
static char *
find_host (GaReader *reader, const GaRecord *community, const GaRecord *meeting)
{
  if (reveals_health (community) || !ga_record_has (meeting, "host"))
    return NULL;
  return ga_reader_display (reader, meeting, "host");
}

static void
add_numbers (GaPaper *paper)
{
  ga_paper_add_line (paper, _ ("How many came"), FALSE);
  ga_paper_add_line (paper, _ ("New today"), FALSE);
}

static gboolean
add_names (GaPaper *paper,
           GaReader *reader,
           const GaRecord *community,
           const GaRecord *meeting,
           GError **error)
{
  g_autofree char *day = ga_time_dup_day (ga_record_get_text (meeting, "start"));
  g_autoptr (GPtrArray) regulars = NULL;
  g_autofree char *controller = ga_reader_display (reader, community, "controller");

  if (ga_reader_sees_names (reader))
    {
      regulars = ga_reader_regulars (reader, ga_record_get_id (community), day, error);
      if (regulars == NULL)
        return FALSE;
    }
  if (ga_record_has (community, "controller"))
    ga_paper_add_fact (paper, ga_record_paper_label (community, "controller"), controller);
  ga_paper_add (paper, GA_PAPER_NOTE,
                _ ("Tick who came. Whoever is new writes a name on an empty line; a first name is "
                   "enough."));
  for (guint i = 0; regulars != NULL && i < regulars->len; i++)
    ga_paper_add_line (paper, ga_record_get_text (regulars->pdata[i], "name"), TRUE);
  ga_paper_add_blanks (paper, LEAST_BLANKS);
  ga_paper_add_line (paper, _ ("Without a name"), FALSE);
  return TRUE;
}

GaPaper *
ga_walk_list_new (GaReader *reader, const GaId *id, GError **error)
{
  g_autoptr (GaRecord) meeting = ga_record_paper_find (reader, "meeting", id, error);
  g_autoptr (GaRecord) community =
      meeting != NULL ? ga_record_paper_find_parent (reader, meeting, "community", error) : NULL;
  g_autofree char *title = community != NULL ? ga_walk_paper_title (community) : NULL;
  g_autoptr (GaPaper) paper = NULL;
  g_autofree char *when = NULL;
  g_autofree char *place = NULL;
  g_autofree char *host = NULL;
  g_autofree char *whole = NULL;

  if (community == NULL)
    return NULL;
  when = ga_walk_paper_when (ga_record_get_text (meeting, "start"));
  place = ga_walk_paper_place (reader, ga_record_get_reference (meeting, "venue"));
  host = find_host (reader, community, meeting);
  whole = g_strjoin (" · ", title, when, NULL);
  paper = ga_paper_new (whole);
  ga_paper_set_scale (paper, SCALE);
  ga_paper_add (paper, GA_PAPER_TITLE, title);
  ga_paper_add_fact (paper, _ ("When"), when);
  ga_paper_add_fact (paper, ga_record_paper_label (meeting, "venue"), place);
  ga_paper_add_fact (paper, ga_record_paper_label (meeting, "host"), host);
  if (reveals_health (community))
    add_numbers (paper);
  else if (!add_names (paper, reader, community, meeting, error))
    return NULL;
  return g_steal_pointer (&paper);
}
