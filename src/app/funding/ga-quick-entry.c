/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-quick-entry.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/ga-act.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-beside-layout.h"
#include "app/widgets/ga-bring-in.h"
#include "app/widgets/ga-documents.h"
#include "model/ga-date.h"
#include "model/ga-number.h"

/* A day and what it was spent on. */
#define LETTERS 30
#define ADDED   N_ ("Account entry added")

struct _GaQuickEntry
{
  GtkBox parent_instance;

  GaBesideLayout *fields_layout;
  GaBesideLayout *written_layout;
  GtkEditable *date;
  GtkEditable *text;
  GtkEditable *amount;
  GtkLabel *problem;
  GtkWidget *written_row;
  GtkLabel *written_text;
  GtkWidget *undo_button;

  GaContext *context;
  GaRecord *grant;
  GtkEditable *wrong; /* (nullable): what the problem is about */
  GaRecord *coming;   /* (nullable): on its way into the file */
  GaRecord *written;  /* (nullable): the last one, as long as it is there */
  gboolean changed;   /* whether that is no longer as it was written */
};

G_DEFINE_FINAL_TYPE (GaQuickEntry, ga_quick_entry, GTK_TYPE_BOX)

static void
forgive (GaQuickEntry *self)
{
  if (self->wrong == NULL)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self->wrong), "error");
  ga_accessible_set_description (GTK_WIDGET (self->wrong), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  self->wrong = NULL;
}

static void
complain (GaQuickEntry *self, GtkEditable *about, const char *problem)
{
  forgive (self);
  self->wrong = about;
  gtk_widget_add_css_class (GTK_WIDGET (about), "error");
  ga_accessible_set_description (GTK_WIDGET (about), problem);
  gtk_label_set_text (self->problem, problem);
  ga_accessible_set_name (GTK_WIDGET (self->problem), problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (about));
  ga_bring_in (GTK_WIDGET (self));
}

static void
changed_cb (GaQuickEntry *self, GtkEditable *editable)
{
  if (editable == self->wrong)
    forgive (self);
}

static void
clear (GaQuickEntry *self)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *shown = ga_date_display (today);

  forgive (self);
  gtk_editable_set_text (self->date, shown);
  gtk_editable_set_text (self->text, "");
  gtk_editable_set_text (self->amount, "");
  g_clear_object (&self->written);
}

static gboolean
read_date (GaQuickEntry *self, GaRecord *entry, GError **error)
{
  const char *written = gtk_editable_get_text (self->date);
  g_autofree char *today = ga_date_today ();
  g_autofree char *date = ga_date_parse_near (written, today);

  return ga_record_parse (entry, "date", date != NULL ? date : written, error);
}

/* As the form of an entry reads it, and refuses it. */
static gboolean
read_amount (GaQuickEntry *self, GaRecord *entry, GError **error)
{
  const GaField *field = ga_entity_get_field (ga_record_get_entity (entry), "amount");
  const char *written = gtk_editable_get_text (self->amount);

  return ga_record_parse (entry, "amount", written, error) &&
         ga_record_check_currency (entry, field, written, error);
}

static GtkEditable *
find_field (GaQuickEntry *self, const GaField *field)
{
  return field != NULL && g_str_equal (field->name, "date")   ? self->date
         : field != NULL && g_str_equal (field->name, "text") ? self->text
                                                              : self->amount;
}

/* (transfer full) (nullable): what is written; complains where it is nothing */
static GaRecord *
read_entry (GaQuickEntry *self)
{
  g_autoptr (GaRecord) entry =
      ga_record_new (ga_context_get_entity (self->context, "account_entry"));
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  const GaProblem *first;

  ga_record_set_reference (entry, "grant", ga_record_get_id (self->grant));
  ga_record_set (entry, "currency", ga_record_get (self->grant, "currency"));
  if (!read_date (self, entry, &error))
    complain (self, self->date, error->message);
  else if (*text == '\0')
    complain (self, self->text, _ ("Write what it was spent on."));
  else if (!ga_record_parse (entry, "text", text, &error))
    complain (self, self->text, error->message);
  else if (!read_amount (self, entry, &error))
    complain (self, self->amount, error->message);
  else
    {
      problems = ga_record_validate (entry);
      if (problems->len == 0)
        return g_steal_pointer (&entry);
      first = g_ptr_array_index (problems, 0);
      complain (self, find_field (self, first->field), first->error->message);
    }
  return NULL;
}

/* (transfer full): "Account entry added: Coffee, 125.00 kr." and what is attached to it
 * @attached: (out): whether there is anything */
static char *
describe_written (GaQuickEntry *self, GPtrArray *vouchers, gboolean *attached)
{
  g_autofree char *amount = ga_money_display (ga_record_get_integer (self->written, "amount"),
                                              ga_record_get_text (self->written, "currency"));
  /* TRANSLATORS: what it was spent on, and how much */
  g_autofree char *text = g_strdup_printf (_ ("Account entry added: %1$s, %2$s"),
                                           ga_record_get_text (self->written, "text"), amount);

  for (guint i = 0; i < vouchers->len; i++)
    {
      const GaRecord *voucher = g_ptr_array_index (vouchers, i);
      char *more;

      if (!ga_id_equal (ga_record_get_reference (voucher, "account_entry"),
                        ga_record_get_id (self->written)))
        continue;
      *attached = TRUE;
      more = g_strjoin (" · ", text, ga_record_get_text (voucher, "name"), NULL);
      g_free (text);
      text = more;
    }
  return g_steal_pointer (&text);
}

static void
show_written (GaQuickEntry *self, GPtrArray *vouchers)
{
  gboolean had_focus = gtk_widget_get_focus_child (self->written_row) != NULL;
  gboolean attached = FALSE;
  g_autofree char *text =
      self->written != NULL ? describe_written (self, vouchers, &attached) : NULL;

  gtk_label_set_text (self->written_text, text != NULL ? text : "");
  gtk_widget_set_visible (self->written_row, text != NULL);
  /* What others need, or have corrected, is not taken out by undoing that it was written. */
  gtk_widget_set_visible (self->undo_button, !attached && !self->changed);
  if (text == NULL && had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* Only what is saved goes from the fields. The day stays: vouchers lie in order. No toast, which
 * would lie over the fields of the next. */
static gboolean
added_cb (GtkWidget *widget, gint64 transaction, gpointer user_data)
{
  GaQuickEntry *self = GA_QUICK_ENTRY (widget);
  g_autoptr (GaRecord) entry = g_steal_pointer (&self->coming);
  g_autoptr (GPtrArray) vouchers = g_ptr_array_new ();
  GaToaster *toaster = ga_toaster_for (widget);

  if (transaction == 0 || entry == NULL)
    return FALSE;
  if (!ga_id_equal (ga_record_get_reference (entry, "grant"), ga_record_get_id (self->grant)))
    {
      /* Another grant is shown by now. */
      if (toaster != NULL)
        ga_toaster_offer_undo (toaster, _ (ADDED), transaction);
      return TRUE;
    }
  g_set_object (&self->written, entry);
  self->changed = FALSE;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->undo_button), "x", transaction);
  show_written (self, vouchers);
  gtk_editable_set_text (self->text, "");
  gtk_editable_set_text (self->amount, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  ga_bring_in (GTK_WIDGET (self));
  return TRUE;
}

static void
add_cb (GaQuickEntry *self)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  /* Enter twice is no second voucher. */
  if (self->coming != NULL || self->grant == NULL)
    return;
  self->coming = read_entry (self);
  if (self->coming == NULL)
    return;
  forgive (self);
  g_ptr_array_add (records, g_object_ref (self->coming));
  ga_act_put (GTK_WIDGET (self), self->context, ADDED, records, added_cb, NULL);
}

static gboolean
attached_cb (GtkWidget *widget, gint64 transaction, gpointer user_data)
{
  GaQuickEntry *self = GA_QUICK_ENTRY (widget);

  if (transaction > 0 && self->text != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
  return FALSE;
}

static void
attach_cb (GaQuickEntry *self)
{
  if (self->written != NULL)
    ga_documents_attach (GTK_WIDGET (self), self->context, self->written, attached_cb);
}

/* In large letters the amount stands below. */
static void
ga_quick_entry_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ga_quick_entry_parent_class)->css_changed (widget, change);
  ga_beside_layout_fit (GA_QUICK_ENTRY (widget)->fields_layout, widget, LETTERS);
  ga_beside_layout_fit (GA_QUICK_ENTRY (widget)->written_layout, widget, LETTERS);
}

static void
ga_quick_entry_dispose (GObject *object)
{
  GaQuickEntry *self = GA_QUICK_ENTRY (object);

  self->wrong = NULL;
  g_clear_object (&self->coming);
  g_clear_object (&self->written);
  g_clear_object (&self->grant);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (object), GA_TYPE_QUICK_ENTRY);
  G_OBJECT_CLASS (ga_quick_entry_parent_class)->dispose (object);
}

static void
ga_quick_entry_class_init (GaQuickEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_quick_entry_dispose;
  widget_class->css_changed = ga_quick_entry_css_changed;
  g_type_ensure (GA_TYPE_BESIDE_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/funding/quick-entry.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, GaQuickEntry, child)
  BIND (fields_layout);
  BIND (written_layout);
  BIND (date);
  BIND (text);
  BIND (amount);
  BIND (problem);
  BIND (written_row);
  BIND (written_text);
  BIND (undo_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, attach_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
ga_quick_entry_init (GaQuickEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->date), _ ("Date"));
  ga_accessible_set_name (GTK_WIDGET (self->text), _ ("Text"));
  ga_accessible_set_name (GTK_WIDGET (self->amount), _ ("Amount"));
}

/* (transfer none) (nullable) */
static GaRecord *
find_among (GPtrArray *records, const GaRecord *record)
{
  for (guint i = 0; i < records->len; i++)
    if (ga_id_equal (ga_record_get_id (g_ptr_array_index (records, i)), ga_record_get_id (record)))
      return g_ptr_array_index (records, i);
  return NULL;
}

/* It may have been corrected in its form since. */
static void
follow_written (GaQuickEntry *self, GPtrArray *entries)
{
  GaRecord *now = self->written != NULL ? find_among (entries, self->written) : NULL;

  self->changed = now != NULL && (self->changed || !ga_record_equal (now, self->written));
  g_set_object (&self->written, now);
}

void
ga_quick_entry_show (GaQuickEntry *self,
                     GaContext *context,
                     const GaRecord *grant,
                     GPtrArray *entries,
                     GPtrArray *vouchers)
{
  g_return_if_fail (GA_IS_QUICK_ENTRY (self));

  g_set_object (&self->context, context);
  if (self->grant == NULL ||
      !ga_id_equal (ga_record_get_id (self->grant), ga_record_get_id (grant)))
    clear (self);
  g_clear_object (&self->grant);
  self->grant = ga_record_copy (grant);
  follow_written (self, entries);
  show_written (self, vouchers);
}
