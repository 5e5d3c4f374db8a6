/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-conflicts-page.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/sync/ga-conflict-card.h"
#include "store/ga-permission.h"

#define SHOWN_AT_ONCE 10

struct _GaConflictsPage
{
  GaPage parent_instance;

  guint limit;
  GArray *shown; /* GaId of what there is a card for */

  GtkStack *states;
  GtkBox *cards;
  GtkWidget *more_button;
};

G_DEFINE_FINAL_TYPE (GaConflictsPage, ga_conflicts_page, GA_TYPE_PAGE)

static GPtrArray *
list_conflicts (GaConflictsPage *self)
{
  GaContext *context = ga_page_get_context (GA_PAGE (self));

  return ga_reader_list_conflicts (ga_context_get_reader (context), self->limit + 1, NULL);
}

static GtkWidget *
get_card (GaConflictsPage *self, guint at)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  while (card != NULL && at-- > 0)
    card = gtk_widget_get_next_sibling (card);
  return card;
}

/* Which card the focus is in; how many there are where it is in none. */
static guint
find_focus (GaConflictsPage *self)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));
  guint at = 0;

  for (; card != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self->cards)) != card; at++)
    card = gtk_widget_get_next_sibling (card);
  return at;
}

/* Whoever works down the list by keyboard goes on with the card that takes the place. */
static void
focus_card (GaConflictsPage *self, guint at, guint n)
{
  if (n > 0)
    gtk_widget_grab_focus (get_card (self, MIN (at, n - 1)));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
show (GaConflictsPage *self)
{
  GaContext *context = ga_page_get_context (GA_PAGE (self));
  g_autoptr (GPtrArray) found = list_conflicts (self);
  guint n = found != NULL ? MIN (found->len, self->limit) : 0;
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->cards)) != NULL;
  guint at = had_focus ? find_focus (self) : 0;
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, card);
  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < n; i++)
    {
      gtk_box_append (self->cards, ga_conflict_card_new (context, found->pdata[i]));
      g_array_append_vals (self->shown, ga_record_get_id (found->pdata[i]), 1);
    }
  gtk_widget_set_visible (self->more_button, found != NULL && found->len > n);
  gtk_stack_set_visible_child_name (self->states, n > 0 ? "cards" : "nothing");
  if (had_focus)
    focus_card (self, at, n);
}

static void
store_changed_cb (GaConflictsPage *self, GaChanges *changes)
{
  if (ga_changes_touch (changes, "conflict") || ga_changes_touch (changes, "attendance"))
    show (self);
}

/* What the account may decide may have become another. */
static void
sync_changed_cb (GaConflictsPage *self)
{
  GaContext *context = ga_page_get_context (GA_PAGE (self));
  g_autoptr (GPtrArray) found = NULL;
  gboolean same;

  if (ga_context_get_store (context) == NULL)
    return;
  found = list_conflicts (self);
  same = found != NULL && MIN (found->len, self->limit) == self->shown->len;
  for (guint i = 0; same && i < self->shown->len; i++)
    same = ga_id_equal (&g_array_index (self->shown, GaId, i), ga_record_get_id (found->pdata[i]));
  if (!same)
    show (self);
}

static void
more_cb (GaConflictsPage *self)
{
  guint before = self->limit;

  self->limit += SHOWN_AT_ONCE;
  show (self);
  gtk_widget_grab_focus (get_card (self, before));
}

static gboolean
ga_conflicts_page_grab_focus (GtkWidget *widget)
{
  GtkWidget *first = get_card (GA_CONFLICTS_PAGE (widget), 0);

  return first != NULL && gtk_widget_grab_focus (first);
}

static void
ga_conflicts_page_constructed (GObject *object)
{
  GaConflictsPage *self = GA_CONFLICTS_PAGE (object);

  G_OBJECT_CLASS (ga_conflicts_page_parent_class)->constructed (object);
  g_signal_connect_object (ga_context_get_store (ga_page_get_context (GA_PAGE (self))), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ga_page_get_context (GA_PAGE (self)), "sync-changed",
                           G_CALLBACK (sync_changed_cb), self, G_CONNECT_SWAPPED);
  show (self);
}

static void
ga_conflicts_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GA_TYPE_CONFLICTS_PAGE);
  G_OBJECT_CLASS (ga_conflicts_page_parent_class)->dispose (object);
}

static void
ga_conflicts_page_finalize (GObject *object)
{
  g_array_unref (GA_CONFLICTS_PAGE (object)->shown);
  G_OBJECT_CLASS (ga_conflicts_page_parent_class)->finalize (object);
}

static void
ga_conflicts_page_class_init (GaConflictsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ga_conflicts_page_constructed;
  object_class->dispose = ga_conflicts_page_dispose;
  object_class->finalize = ga_conflicts_page_finalize;
  widget_class->grab_focus = ga_conflicts_page_grab_focus;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/sync/conflicts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GaConflictsPage, states);
  gtk_widget_class_bind_template_child (widget_class, GaConflictsPage, cards);
  gtk_widget_class_bind_template_child (widget_class, GaConflictsPage, more_button);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
ga_conflicts_page_init (GaConflictsPage *self)
{
  self->limit = SHOWN_AT_ONCE;
  self->shown = g_array_new (FALSE, FALSE, sizeof (GaId));
  gtk_widget_init_template (GTK_WIDGET (self));
}
