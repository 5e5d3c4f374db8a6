/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-agreement-card.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/funding/ga-line-row.h"
#include "app/partnerships/ga-clause-column.h"
#include "app/widgets/ga-beside-layout.h"
#include "insight/ga-dossier-lines.h"

struct _GaAgreementCard
{
  GtkBox parent_instance;

  GtkWidget *row;
  GtkLabel *parties;
  GtkLabel *overdue;
  GtkWidget *columns;
  GaClauseColumn *ours;
  GaClauseColumn *theirs;
};

G_DEFINE_FINAL_TYPE (GaAgreementCard, ga_agreement_card, GTK_TYPE_BOX)

/* What the columns ask for: here an expectation opens by itself. */
static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action_variant (widget, "win.open-record", parameter);
}

static void
ga_agreement_card_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GA_AGREEMENT_CARD (widget)->columns);

  GTK_WIDGET_CLASS (ga_agreement_card_parent_class)->css_changed (widget, change);
  ga_beside_layout_fit (GA_BESIDE_LAYOUT (layout), widget, GA_CLAUSE_COLUMN_LETTERS);
}

static void
ga_agreement_card_class_init (GaAgreementCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->css_changed = ga_agreement_card_css_changed;
  gtk_widget_class_install_action (widget_class, "agreement.edit", "(ss)", edit_cb);
}

static GtkLabel *
add_label (GaAgreementCard *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static GaClauseColumn *
add_column (GaAgreementCard *self, const char *side, const char *title)
{
  GaClauseColumn *column = g_object_new (GA_TYPE_CLAUSE_COLUMN, NULL);

  ga_clause_column_set_up (column, side, title);
  ga_clause_column_set_fixed (column, TRUE);
  gtk_box_append (GTK_BOX (self->columns), GTK_WIDGET (column));
  return column;
}

static void
ga_agreement_card_init (GaAgreementCard *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->row = ga_line_row_new (NULL, NULL, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  ga_accessible_set_name (list, _ ("Agreement"));
  gtk_list_box_append (GTK_LIST_BOX (list), self->row);
  gtk_box_append (GTK_BOX (self), list);
  self->parties = add_label (self);
  self->overdue = add_label (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->overdue), "ga-strong");
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (
      self->columns, g_object_new (GA_TYPE_BESIDE_LAYOUT, "even", TRUE, "spacing", 18, NULL));
  gtk_box_append (GTK_BOX (self), self->columns);
  self->ours = add_column (self, "ours", _ ("We expect of the kommune"));
  self->theirs = add_column (self, "theirs", _ ("The kommune expects of us"));
}

GtkWidget *
ga_agreement_card_new (void)
{
  return g_object_new (GA_TYPE_AGREEMENT_CARD, NULL);
}

/* A line for each side. */
static char *
list_parties (const GaDossierAgreement *agreement)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < agreement->parties->len; i++)
    {
      g_autofree char *party = ga_dossier_display_party (agreement->parties->pdata[i]);

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", party);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

void
ga_agreement_card_show (GaAgreementCard *self,
                        const GaDossierAgreement *agreement,
                        const char *today)
{
  const char *title = ga_record_get_text (agreement->record, "title");
  g_autofree char *details = ga_dossier_display_agreement (agreement);
  g_autofree char *parties = list_parties (agreement);
  g_autofree char *overdue = g_strdup_printf (
      ngettext ("%u expectation is overdue.", "%u expectations are overdue.", agreement->overdue),
      agreement->overdue);

  g_return_if_fail (GA_IS_AGREEMENT_CARD (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), details);
  ga_line_row_open (self->row, "agreement", ga_record_get_id (agreement->record));
  gtk_label_set_text (self->parties, parties);
  gtk_widget_set_visible (GTK_WIDGET (self->parties), *parties != '\0');
  gtk_label_set_text (self->overdue, overdue);
  gtk_widget_set_visible (GTK_WIDGET (self->overdue), agreement->overdue > 0);
  ga_clause_column_show (self->ours, agreement->clauses, today);
  ga_clause_column_show (self->theirs, agreement->clauses, today);
}
