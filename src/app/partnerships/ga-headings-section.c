/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-headings-section.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/funding/ga-line-row.h"
#include "model/ga-agreement-template.h"

/* What an agreement begins with. */
enum
{
  NOTHING,
  HEADINGS,
  EXPECTATIONS,
};

struct _GaHeadingsSection
{
  GaEditorSection parent_instance;

  GaContext *context;
  GaForm *form; /* (nullable): which it is part of */
  AdwComboRow *beginning;
  GtkWidget *shown;
  GtkListBox *lists[GA_AGREEMENT_SIDES]; /* in it, a side each */
  char *kind;                            /* (nullable): that @clauses are for … */
  char *partner;                         /* (nullable): … and with which kind of organisation */
  GaAgreementClause clauses[GA_AGREEMENT_CLAUSES];
};

G_DEFINE_FINAL_TYPE (GaHeadingsSection, ga_headings_section, GA_TYPE_EDITOR_SECTION)

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (GaId));
}

/* (transfer full) (nullable): the kind of organisation; what was just written has none yet */
static char *
find_partner_kind (GaHeadingsSection *self, const GaRecord *agreement)
{
  const GaId *partner = ga_record_get_reference (agreement, "partner");
  g_autoptr (GaRecord) found = NULL;

  if (partner != NULL)
    found = ga_reader_find (ga_context_get_reader (self->context),
                            ga_context_get_entity (self->context, "organisation"), partner, NULL);
  return found != NULL ? g_strdup (ga_record_get_text (found, "kind")) : NULL;
}

static gboolean
wants_texts (GaHeadingsSection *self)
{
  return adw_combo_row_get_selected (self->beginning) == EXPECTATIONS;
}

/* What is going to be written, to be read before. */
static void
show_clauses (GaHeadingsSection *self)
{
  for (guint i = 0; i < GA_AGREEMENT_SIDES; i++)
    {
      ga_list_box_remove_all (self->lists[i]);
      for (guint j = 0; j < GA_AGREEMENT_HEADINGS; j++)
        {
          const GaAgreementClause *clause = &self->clauses[i * GA_AGREEMENT_HEADINGS + j];
          const char *text = wants_texts (self) ? _ (clause->text) : NULL;
          GtkWidget *row = ga_line_row_new (_ (clause->heading), text, NULL);

          adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
          gtk_list_box_append (self->lists[i], row);
        }
    }
}

/* Other kinds of agreements and partners expect other things. */
static void
follow (GaHeadingsSection *self)
{
  const GaRecord *agreement = ga_form_get_record (self->form);
  g_autofree char *partner = find_partner_kind (self, agreement);
  const char *kind = ga_record_get_text (agreement, "kind");

  if (self->kind != NULL && g_strcmp0 (kind, self->kind) == 0 &&
      g_strcmp0 (partner, self->partner) == 0)
    return;
  g_free (self->kind);
  self->kind = g_strdup (kind != NULL ? kind : "");
  g_free (self->partner);
  self->partner = g_steal_pointer (&partner);
  ga_agreement_template_list (self->kind, self->partner, self->clauses);
  show_clauses (self);
}

static void
chosen_cb (GaHeadingsSection *self)
{
  show_clauses (self);
  gtk_widget_set_visible (self->shown, adw_combo_row_get_selected (self->beginning) != NOTHING);
  ga_editor_section_changed (GA_EDITOR_SECTION (self));
}

static GaRecord *
make_clause (GaHeadingsSection *self, const GaId *agreement, const GaAgreementClause *from)
{
  GaRecord *clause = ga_record_new (ga_context_get_entity (self->context, "clause"));

  ga_record_set_reference (clause, "agreement", agreement);
  ga_record_set_text (clause, "side", from->side);
  ga_record_set_text (clause, "heading", _ (from->heading));
  if (wants_texts (self))
    ga_record_set_text (clause, "text", _ (from->text));
  return clause;
}

static const char *
ga_headings_section_get_problem (GaEditorSection *section)
{
  return NULL;
}

static gboolean
ga_headings_section_is_changed (GaEditorSection *section)
{
  return adw_combo_row_get_selected (GA_HEADINGS_SECTION (section)->beginning) != NOTHING;
}

static gpointer
ga_headings_section_prepare (GaEditorSection *section, const GaRecord *agreement)
{
  GaHeadingsSection *self = GA_HEADINGS_SECTION (section);
  GPtrArray *clauses;
  GaId ids[GA_AGREEMENT_CLAUSES];

  if (!ga_headings_section_is_changed (section))
    return NULL;
  follow (self);
  clauses = g_ptr_array_new_with_free_func (g_object_unref);
  /* What is made in the same moment is shown in the order of its ids. */
  for (guint i = 0; i < GA_AGREEMENT_CLAUSES; i++)
    ids[i] = ga_id_new ();
  qsort (ids, GA_AGREEMENT_CLAUSES, sizeof *ids, compare_ids);
  for (guint i = 0; i < GA_AGREEMENT_CLAUSES; i++)
    {
      GaRecord *clause = make_clause (self, ga_record_get_id (agreement), &self->clauses[i]);

      ga_record_set_id (clause, &ids[i]);
      g_ptr_array_add (clauses, clause);
    }
  return clauses;
}

static gboolean
write_clauses (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GPtrArray *clauses = user_data;

  for (guint i = 0; i < clauses->len; i++)
    if (!ga_transaction_put (transaction, clauses->pdata[i], error))
      return FALSE;
  return TRUE;
}

static void
ga_headings_section_dispose (GObject *object)
{
  GaHeadingsSection *self = GA_HEADINGS_SECTION (object);

  g_clear_weak_pointer (&self->form);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_headings_section_parent_class)->dispose (object);
}

static void
ga_headings_section_finalize (GObject *object)
{
  GaHeadingsSection *self = GA_HEADINGS_SECTION (object);

  g_free (self->kind);
  g_free (self->partner);
  G_OBJECT_CLASS (ga_headings_section_parent_class)->finalize (object);
}

static void
ga_headings_section_class_init (GaHeadingsSectionClass *klass)
{
  GaEditorSectionClass *section_class = GA_EDITOR_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_headings_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_headings_section_finalize;
  section_class->get_problem = ga_headings_section_get_problem;
  section_class->is_changed = ga_headings_section_is_changed;
  section_class->prepare = ga_headings_section_prepare;
  section_class->write = write_clauses;
  section_class->free_prepared = (GDestroyNotify) g_ptr_array_unref;
}

static void
add_choice (GaHeadingsSection *self)
{
  const char *const beginnings[] = { _ ("Nothing"), _ ("Headings alone"), _ ("Usual expectations"),
                                     NULL };
  g_autoptr (GtkStringList) labels = gtk_string_list_new (beginnings);
  GtkWidget *row = adw_combo_row_new ();

  self->beginning = ADW_COMBO_ROW (row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Begin with"));
  adw_combo_row_set_model (self->beginning, G_LIST_MODEL (labels));
  ga_accessible_set_name (row, _ ("Begin with"));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_side (GaHeadingsSection *self, guint side, const char *title)
{
  GtkWidget *heading = gtk_label_new (title);
  GtkWidget *list = gtk_list_box_new ();

  self->lists[side] = GTK_LIST_BOX (list);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  gtk_list_box_set_selection_mode (self->lists[side], GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  ga_accessible_set_name (list, title);
  gtk_box_append (GTK_BOX (self->shown), heading);
  gtk_box_append (GTK_BOX (self->shown), list);
}

static void
ga_headings_section_init (GaHeadingsSection *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Expectations"));
  self->shown = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_margin_top (self->shown, 12);
  gtk_widget_set_visible (self->shown, FALSE);
  add_choice (self);
  add_side (self, 0, _ ("We expect of the kommune"));
  add_side (self, 1, _ ("The kommune expects of us"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->shown);
}

/**
 * ga_headings_section_new:
 * @form: of the agreement, whose kind and partner say what is usually expected
 */
GaEditorSection *
ga_headings_section_new (GaContext *context, GaForm *form)
{
  GaHeadingsSection *self = g_object_new (GA_TYPE_HEADINGS_SECTION, NULL);

  self->context = g_object_ref (context);
  g_set_weak_pointer (&self->form, form);
  g_signal_connect_object (form, "changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);
  return GA_EDITOR_SECTION (self);
}
