/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-application-board.h"

#include <glib/gi18n-lib.h>

#include "model/ga-number.h"

struct _GaApplicationBoard
{
  GaBoard parent_instance;

  char *currency;
};

G_DEFINE_FINAL_TYPE (GaApplicationBoard, ga_application_board, GA_TYPE_BOARD)

static const GaId *
get_id (gpointer item)
{
  return &GA_ROUND_APPLICATION (item)->id;
}

static const GaChoice *
get_state (gpointer item)
{
  return GA_ROUND_APPLICATION (item)->status;
}

static char *
name_column (const GaChoice *state)
{
  /* TRANSLATORS: %s is a status */
  return g_strdup_printf (_ ("Applications with the status %s"), _ (state->label));
}

static gboolean
is_granted (const GaRoundApplication *application)
{
  return application->is_decided && application->decided > 0;
}

/* (transfer full): what is granted, and of how much where that is less */
static char *
describe_amount (const GaRoundApplication *application)
{
  g_autofree char *applied = ga_money_display (application->applied, NULL);
  g_autofree char *granted = ga_money_display (application->decided, NULL);

  if (!is_granted (application) || application->decided == application->applied)
    return g_steal_pointer (&applied);
  /* TRANSLATORS: so many of so many: "3 of 4" */
  return g_strdup_printf (_ ("%1$s of %2$s"), granted, applied);
}

static void
tell (gpointer item, char *lines[GA_BOARD_LINES])
{
  GaRoundApplication *application = item;

  lines[0] = g_strdup (application->applicant);
  lines[1] = g_strdup (application->purpose);
  lines[2] = describe_amount (application);
}

/* How many, and how much: what was decided where that is known. */
static char *
sum_up (GaBoard *board, GListModel *applications)
{
  guint n = g_list_model_get_n_items (applications), granted = 0;
  g_autofree char *amount = NULL;
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GaRoundApplication) application = g_list_model_get_item (applications, i);

      granted += is_granted (application);
      sum += is_granted (application) ? application->decided : application->applied;
    }
  amount = ga_money_display (sum, GA_APPLICATION_BOARD (board)->currency);
  if (granted > 0)
    /* TRANSLATORS: how many are in a column, and what they got together */
    return g_strdup_printf (
        ngettext ("%1$u application, %2$s granted", "%1$u applications, %2$s granted", n), n,
        amount);
  /* TRANSLATORS: how many are in a column, and their sum */
  return g_strdup_printf (ngettext ("%1$u application, %2$s", "%1$u applications, %2$s", n), n,
                          amount);
}

static void
ga_application_board_finalize (GObject *object)
{
  g_free (GA_APPLICATION_BOARD (object)->currency);
  G_OBJECT_CLASS (ga_application_board_parent_class)->finalize (object);
}

static void
ga_application_board_class_init (GaApplicationBoardClass *klass)
{
  GaBoardClass *board_class = GA_BOARD_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ga_application_board_finalize;
  board_class->entity = "application";
  board_class->name_column = name_column;
  board_class->ends_in_amount = TRUE;
  board_class->get_id = get_id;
  board_class->get_state = get_state;
  board_class->tell = tell;
  board_class->sum_up = sum_up;
}

static void
ga_application_board_init (GaApplicationBoard *self)
{
}

/**
 * ga_application_board_set_currency:
 * @currency: (nullable): of the sums
 */
void
ga_application_board_set_currency (GaApplicationBoard *self, const char *currency)
{
  g_return_if_fail (GA_IS_APPLICATION_BOARD (self));

  g_free (self->currency);
  self->currency = g_strdup (currency);
}
