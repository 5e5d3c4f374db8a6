/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/ga-entity.h"
#include "model/ga-id.h"

G_BEGIN_DECLS

/**
 * GaBoard:
 *
 * Records as cards, in a column for each status. The arrow keys move within a column and from one
 * to the next; Enter opens a record, and the menu key, or a click of the other button, offers
 * another status for it. A card can be dragged to another column. Where the statuses follow each
 * other, Ctrl and an arrow key move the card that is chosen to the next one, and the focus goes
 * along. Main thread.
 *
 * Signal: `status-chosen (GObject *item, const char *code)`; nothing moves before its model does.
 */
#define GA_TYPE_BOARD (ga_board_get_type ())
G_DECLARE_DERIVABLE_TYPE (GaBoard, ga_board, GA, BOARD, GtkWidget)

/* The lines of a card. */
#define GA_BOARD_LINES 3

/**
 * GaBoardClass:
 * @entity: the name of what a card opens
 * @name_column: (transfer full): what the list of a status is called
 * @ends_in_amount: whether the last line is an amount, at the right
 * @is_ordered: whether the statuses follow each other; then columns without a card are shown, too
 * @get_id, @get_state: of an item of the model
 * @tell: gives each line of a card, (transfer full) (nullable)
 * @sum_up: (transfer full): what stands below the heading of a column
 */
struct _GaBoardClass
{
  GtkWidgetClass parent_class;

  const char *entity;
  gboolean ends_in_amount;
  gboolean is_ordered;
  const GaId *(*get_id) (gpointer item);
  const GaChoice *(*get_state) (gpointer item);
  char *(*name_column) (const GaChoice *state);
  void (*tell) (gpointer item, char *lines[GA_BOARD_LINES]);
  char *(*sum_up) (GaBoard *self, GListModel *items);
};

void ga_board_set_up (GaBoard *self, const GaChoice *states, GListModel *items);
gboolean ga_board_focus (GaBoard *self, const GaId *id);
void ga_board_set_fixed (GaBoard *self, gboolean fixed);

G_END_DECLS
