/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/ga-due-list.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/ga-toaster.h"
#include "app/today/ga-due-row.h"
#include "model/ga-date.h"
#include "store/ga-permission.h"

#define FEW  12  /* lines before somebody asks for more */
#define MORE 100 /* rows that a press of the button adds */

struct _GaDueList
{
  GtkBox parent_instance;

  GtkListBox *list;
  GtkButton *more;

  GaContext *context;
  GtkWidget *page; /* it stands on */
  GPtrArray *work; /* of GaDue */
  guint limit;     /* how many rows of @work there are; 0 while they are told in few lines */
  gboolean stale;  /* something changed while it was out of sight */
  GCancellable *reading;
};

enum
{
  FILLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaDueList, ga_due_list, GTK_TYPE_BOX)

static void
append (GaDueList *self, GPtrArray *work, guint from, guint limit)
{
  GaReader *reader = ga_context_get_reader (self->context);
  g_autofree char *today = ga_date_today ();

  for (guint i = from; i < MIN (limit, work->len); i++)
    gtk_list_box_append (self->list, ga_due_row_new (reader, work->pdata[i], today));
}

static void
show_more (GaDueList *self, guint rest)
{
  g_autofree char *label = NULL;

  if (self->limit > 0 || self->work->len > MORE)
    label = g_strdup (_ ("Show more"));
  else
    /* TRANSLATORS: %u is how many there are, 13 at least or some that stand in one line */
    label = g_strdup_printf (_ ("Show all %u"), self->work->len);
  gtk_button_set_label (self->more, label);
  ga_accessible_set_name (GTK_WIDGET (self->more), label);
  gtk_widget_set_visible (GTK_WIDGET (self->more), rest > 0);
}

static int
find_focus (GaDueList *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

/* What moved up takes the place of what is done. */
static void
restore_focus (GaDueList *self, int at)
{
  GtkListBoxRow *row = NULL;

  for (; at >= 0 && row == NULL; at--)
    row = gtk_list_box_get_row_at_index (self->list, at);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
show_work (GaDueList *self)
{
  g_autoptr (GPtrArray) lines = ga_due_work_fold (self->work);
  int focus = find_focus (self);

  ga_list_box_remove_all (self->list);
  if (self->limit > 0)
    append (self, self->work, 0, self->limit);
  else
    append (self, lines, 0, FEW);
  show_more (self, self->limit > 0
                       ? self->work->len - MIN (self->limit, self->work->len)
                       : lines->len - MIN (FEW, lines->len) + self->work->len - lines->len);
  restore_focus (self, focus);
  gtk_widget_set_visible (GTK_WIDGET (self), self->work->len > 0);
  g_signal_emit (self, signals[FILLED], 0);
}

static gpointer
read_work (GaReader *reader, gpointer today, GError **error)
{
  return ga_due_work_read (reader, today, GA_DUE_AS_USUAL, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GaDueList *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) work = ga_store_read_finish (GA_STORE (source), result, &error);

  /* The list may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (work == NULL)
    {
      if (ga_toaster_for (GTK_WIDGET (self)) != NULL)
        ga_toaster_say_error (ga_toaster_for (GTK_WIDGET (self)), error);
      return;
    }
  g_ptr_array_unref (self->work);
  self->work = g_steal_pointer (&work);
  show_work (self);
}

void
ga_due_list_refresh (GaDueList *self)
{
  g_return_if_fail (GA_IS_DUE_LIST (self));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->stale = FALSE;
  if (!ga_reader_is_office (ga_context_get_reader (self->context)))
    {
      g_ptr_array_set_size (self->work, 0);
      show_work (self);
      return;
    }
  self->reading = g_cancellable_new ();
  ga_store_read_async (ga_context_get_store (self->context), read_work, ga_date_today (), g_free,
                       (GDestroyNotify) g_ptr_array_unref, self->reading, read_cb, self);
}

gboolean
ga_due_list_is_empty (GaDueList *self)
{
  g_return_val_if_fail (GA_IS_DUE_LIST (self), TRUE);

  return self->work->len == 0;
}

static void
changed_cb (GaDueList *self, GaChanges *changes)
{
  static const char *const entities[] = { "agreement",    "clause",  "tranche",   "grant",
                                          "grant_report", "round",   "community", "application",
                                          "role",         "meeting", "kommune",   "organisation" };
  gboolean touched = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (entities) && !touched; i++)
    touched = ga_changes_touch (changes, entities[i]);
  if (!touched)
    return;
  if (gtk_widget_get_mapped (self->page))
    ga_due_list_refresh (self);
  else
    self->stale = TRUE;
}

static void
seen_cb (GaDueList *self)
{
  if (self->stale)
    ga_due_list_refresh (self);
}

/* What stands for several places shows them. */
static void
activated_cb (GaDueList *self, GtkListBoxRow *row)
{
  if (gtk_actionable_get_action_name (GTK_ACTIONABLE (row)) == NULL)
    gtk_widget_activate (GTK_WIDGET (self->more));
}

static void
more_cb (GaDueList *self)
{
  guint shown = self->limit;
  GtkListBoxRow *row;

  self->limit += MORE;
  show_work (self);
  row = gtk_list_box_get_row_at_index (self->list, (int) shown);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
ga_due_list_dispose (GObject *object)
{
  GaDueList *self = GA_DUE_LIST (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_DUE_LIST);
  G_OBJECT_CLASS (ga_due_list_parent_class)->dispose (object);
}

static void
ga_due_list_finalize (GObject *object)
{
  g_ptr_array_unref (GA_DUE_LIST (object)->work);
  G_OBJECT_CLASS (ga_due_list_parent_class)->finalize (object);
}

static void
ga_due_list_class_init (GaDueListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_due_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_due_list_finalize;
  signals[FILLED] = g_signal_new ("filled", GA_TYPE_DUE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/today/due-list.ui");
  gtk_widget_class_bind_template_child (widget_class, GaDueList, list);
  gtk_widget_class_bind_template_child (widget_class, GaDueList, more);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
ga_due_list_init (GaDueList *self)
{
  self->work = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_due_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->list), _ ("Needs you"));
}

void
ga_due_list_set_up (GaDueList *self, GaContext *context, GtkWidget *page)
{
  g_return_if_fail (GA_IS_DUE_LIST (self));

  self->context = g_object_ref (context);
  self->page = page;
  g_signal_connect_object (page, "map", G_CALLBACK (seen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ga_context_get_store (context), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}
