/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-conflict-card.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/ga-act.h"
#include "app/ga-toaster.h"
#include "app/sync/ga-conflict-words.h"
#include "app/widgets/ga-beside-layout.h"

/* Of what a button says: values can be long. */
#define MOST_LINES 2
#define SHORT      16

struct _GaConflictCard
{
  GtkBox parent_instance;

  GaContext *context;
  GaId conflict;
  GaConflictWords *words;

  GtkWidget *heading; /* takes the focus first: Enter is to decide nothing that was not chosen */
  GtkLabel *title;
  GtkLabel *what;
  GtkLabel *text;
  GtkWidget *open_button;
  GtkWidget *sides;
  GtkLabel *kept_heading;
  GtkLabel *kept_value;
  GtkLabel *kept_author;
  GtkLabel *lost_heading;
  GtkLabel *lost_value;
  GtkLabel *lost_author;
  GtkWidget *keep_button;
  GtkWidget *restore_button;
  GtkWidget *copy_button;
  GtkWidget *other_button;
};

G_DEFINE_FINAL_TYPE (GaConflictCard, ga_conflict_card, GTK_TYPE_BOX)

static gboolean
keep (GaTransaction *transaction, gpointer data, GError **error)
{
  return ga_transaction_keep (transaction, data, error);
}

static gboolean
restore (GaTransaction *transaction, gpointer data, GError **error)
{
  return ga_transaction_restore_value (transaction, data, error);
}

static void
decide (GaConflictCard *self, const char *label, GaTransactFunc func)
{
  GaToaster *toaster = ga_toaster_for (GTK_WIDGET (self));

  /* The card is gone by the time that the toast appears. */
  if (toaster != NULL)
    ga_act_transact (GTK_WIDGET (toaster), self->context, label, func,
                     g_memdup2 (&self->conflict, sizeof self->conflict), g_free, NULL, NULL);
}

static void
keep_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  decide (GA_CONFLICT_CARD (widget), N_ ("Kept as it is"), keep);
}

static void
restore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaConflictCard *self = GA_CONFLICT_CARD (widget);

  decide (self, ga_id_is_none (&self->words->other) ? N_ ("The other one taken") : N_ ("Made one"),
          restore);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaConflictCard *self = GA_CONFLICT_CARD (widget);
  GaToaster *toaster = ga_toaster_for (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->words->lost.value);
  if (toaster != NULL)
    ga_toaster_say (toaster, _ ("Copied"));
}

static void
open_record (GaConflictCard *self, const GaId *id)
{
  char text[GA_ID_TEXT_SIZE];

  ga_id_format (id, text);
  if (g_str_equal (self->words->entity->name, "meeting"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-meeting", "s", text);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)",
                                self->words->entity->name, text);
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_record (GA_CONFLICT_CARD (widget), &GA_CONFLICT_CARD (widget)->words->id);
}

static void
open_other_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_record (GA_CONFLICT_CARD (widget), &GA_CONFLICT_CARD (widget)->words->other);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* A long value is cut short; all of it stands in the tooltip, and is spoken. */
static void
name_button (GtkWidget *button, const char *label, const char *title)
{
  GtkLabel *text;

  gtk_button_set_label (GTK_BUTTON (button), label != NULL ? label : "");
  text = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)));
  /* Two of them in large letters would be wider than the window. */
  gtk_label_set_wrap (text, TRUE);
  gtk_label_set_wrap_mode (text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (text, MOST_LINES);
  gtk_label_set_ellipsize (text, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (text, SHORT);
  gtk_label_set_justify (text, GTK_JUSTIFY_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_visible (button, label != NULL);
  if (label != NULL)
    ga_accessible_set_description (button, title);
}

static void
show_words (GaConflictCard *self)
{
  const GaConflictWords *words = self->words;
  g_autofree char *open = g_strdup_printf (_ ("Open %s"), words->title);

  show_text (self->title, words->title);
  show_text (self->what, words->what);
  show_text (self->text, words->text);
  show_text (self->kept_heading, words->kept.heading);
  show_text (self->kept_value, words->kept.value);
  show_text (self->kept_author, words->kept.author);
  show_text (self->lost_heading, words->lost.heading);
  show_text (self->lost_value, words->lost.value);
  show_text (self->lost_author, words->lost.author);
  gtk_widget_set_visible (self->sides, words->kept.value != NULL || words->lost.value != NULL);
  name_button (self->keep_button, words->keep, words->title);
  name_button (self->restore_button, words->restore, words->title);
  gtk_widget_set_visible (self->copy_button, words->copies);
  gtk_widget_set_visible (self->open_button, words->is_there);
  gtk_widget_set_visible (self->other_button, !ga_id_is_none (&words->other));
  ga_accessible_set_name (self->open_button, open);
  ga_accessible_set_name (GTK_WIDGET (self), words->title);
  ga_accessible_set_description (GTK_WIDGET (self), words->text);
  ga_accessible_set_name (self->heading, words->title);
  ga_accessible_set_description (self->heading, words->text);
}

static gboolean
ga_conflict_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GA_CONFLICT_CARD (widget)->heading);
}

static void
ga_conflict_card_dispose (GObject *object)
{
  GaConflictCard *self = GA_CONFLICT_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_CONFLICT_CARD);
  g_clear_pointer (&self->words, ga_conflict_words_free);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_conflict_card_parent_class)->dispose (object);
}

static void
ga_conflict_card_class_init (GaConflictCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_conflict_card_dispose;
  widget_class->grab_focus = ga_conflict_card_grab_focus;
  g_type_ensure (GA_TYPE_BESIDE_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/sync/conflict-card.ui");
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, heading);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, title);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, what);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, text);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, open_button);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, sides);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, kept_heading);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, kept_value);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, kept_author);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, lost_heading);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, lost_value);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, lost_author);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, keep_button);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, restore_button);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, copy_button);
  gtk_widget_class_bind_template_child (widget_class, GaConflictCard, other_button);
  gtk_widget_class_install_action (widget_class, "conflict.keep", NULL, keep_cb);
  gtk_widget_class_install_action (widget_class, "conflict.restore", NULL, restore_cb);
  gtk_widget_class_install_action (widget_class, "conflict.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "conflict.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "conflict.open-other", NULL, open_other_cb);
}

static void
ga_conflict_card_init (GaConflictCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ga_conflict_card_new:
 * @conflict: a record of the entity `conflict`
 */
GtkWidget *
ga_conflict_card_new (GaContext *context, const GaRecord *conflict)
{
  GaConflictCard *self = g_object_new (GA_TYPE_CONFLICT_CARD, NULL);

  self->context = g_object_ref (context);
  self->conflict = *ga_record_get_id (conflict);
  self->words = ga_conflict_words_new (ga_context_get_reader (context), conflict);
  show_words (self);
  return GTK_WIDGET (self);
}
