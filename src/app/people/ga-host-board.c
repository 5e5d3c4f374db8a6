/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-host-board.h"

#include <glib/gi18n-lib.h>

#include "model/ga-date.h"

struct _GaHostBoard
{
  GaBoard parent_instance;
};

G_DEFINE_FINAL_TYPE (GaHostBoard, ga_host_board, GA_TYPE_BOARD)

static const GaId *
get_id (gpointer item)
{
  return &GA_HOST (item)->id;
}

static const GaChoice *
get_state (gpointer item)
{
  return GA_HOST (item)->state;
}

/* Where they lead walks, or where they would. */
static char *
tell_place (const GaHost *host)
{
  return host->communities[0] != NULL ? ga_host_list_communities (host) : g_strdup (host->kommune);
}

/* Of who leads walks the last one counts, of others since when they are that far. */
static char *
tell_time (const GaHost *host)
{
  gboolean is_active = host->state != NULL && g_str_equal (host->state->code, "active");
  const char *date = is_active ? host->last_led : host->since;
  g_autofree char *day = *date != '\0' ? ga_date_display (date) : NULL;

  if (is_active && day == NULL)
    return g_strdup (_ ("Has not led a walk yet"));
  if (is_active)
    /* TRANSLATORS: %s is a day */
    return g_strdup_printf (host->quiet ? _ ("No walk since %s") : _ ("Last walk %s"), day);
  /* TRANSLATORS: %s is a day */
  return day != NULL ? g_strdup_printf (_ ("Since %s"), day) : NULL;
}

static char *
name_column (const GaChoice *state)
{
  /* TRANSLATORS: %s is a status */
  return g_strdup_printf (_ ("Hosts with the status %s"), _ (state->label));
}

static void
tell (gpointer item, char *lines[GA_BOARD_LINES])
{
  lines[0] = g_strdup (GA_HOST (item)->name);
  lines[1] = tell_place (item);
  lines[2] = tell_time (item);
}

static char *
sum_up (GaBoard *board, GListModel *hosts)
{
  guint n = g_list_model_get_n_items (hosts);

  return n == 0 ? g_strdup (_ ("Nobody"))
                : g_strdup_printf (ngettext ("%u person", "%u people", n), n);
}

static void
ga_host_board_class_init (GaHostBoardClass *klass)
{
  GaBoardClass *board_class = GA_BOARD_CLASS (klass);

  board_class->entity = "person";
  board_class->name_column = name_column;
  board_class->is_ordered = TRUE;
  board_class->get_id = get_id;
  board_class->get_state = get_state;
  board_class->tell = tell;
  board_class->sum_up = sum_up;
}

static void
ga_host_board_init (GaHostBoard *self)
{
}
