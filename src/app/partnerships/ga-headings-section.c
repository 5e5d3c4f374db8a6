/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-headings-section.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"

struct _GaHeadingsSection
{
  GaEditorSection parent_instance;

  const GaEntity *entity;
  GtkSwitch *wanted;
};

G_DEFINE_FINAL_TYPE (GaHeadingsSection, ga_headings_section, GA_TYPE_EDITOR_SECTION)

/* What both sides of every agreement have to come to terms about. */
static const char *const headings[] = {
  N_ ("Responsibility"),
  N_ ("Who the volunteers are"),
  N_ ("How the volunteers are recruited"),
  N_ ("Readiness of the place"),
  N_ ("Division of labour"),
};

static const char *const sides[] = { "ours", "theirs" };

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (GaId));
}

static GaRecord *
make_clause (GaHeadingsSection *self, const GaId *agreement, const char *side, const char *heading)
{
  GaRecord *clause = ga_record_new (self->entity);

  ga_record_set_reference (clause, "agreement", agreement);
  ga_record_set_text (clause, "side", side);
  ga_record_set_text (clause, "heading", heading);
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
  return gtk_switch_get_active (GA_HEADINGS_SECTION (section)->wanted);
}

static gpointer
ga_headings_section_prepare (GaEditorSection *section, const GaRecord *agreement)
{
  GaHeadingsSection *self = GA_HEADINGS_SECTION (section);
  GPtrArray *clauses;
  GaId ids[G_N_ELEMENTS (headings)];

  if (!gtk_switch_get_active (self->wanted))
    return NULL;
  clauses = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      /* What is made in the same moment is shown in the order of its ids. */
      for (guint j = 0; j < G_N_ELEMENTS (headings); j++)
        ids[j] = ga_id_new ();
      qsort (ids, G_N_ELEMENTS (ids), sizeof *ids, compare_ids);
      for (guint j = 0; j < G_N_ELEMENTS (headings); j++)
        {
          GaRecord *clause =
              make_clause (self, ga_record_get_id (agreement), sides[i], _ (headings[j]));

          ga_record_set_id (clause, &ids[j]);
          g_ptr_array_add (clauses, clause);
        }
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
ga_headings_section_class_init (GaHeadingsSectionClass *klass)
{
  GaEditorSectionClass *section_class = GA_EDITOR_SECTION_CLASS (klass);

  section_class->get_problem = ga_headings_section_get_problem;
  section_class->is_changed = ga_headings_section_is_changed;
  section_class->prepare = ga_headings_section_prepare;
  section_class->write = write_clauses;
  section_class->free_prepared = (GDestroyNotify) g_ptr_array_unref;
}

/* The headings as one line, to be read before they are asked for. */
static char *
list_headings (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) shown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_strv_builder_add (builder, _ (headings[i]));
  shown = g_strv_builder_end (builder);
  return g_strjoinv (" · ", shown);
}

static void
ga_headings_section_init (GaHeadingsSection *self)
{
  GtkWidget *row = adw_action_row_new ();
  const char *title = _ ("Begin with the usual headings on both sides");
  g_autofree char *listed = list_headings ();

  self->wanted = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->wanted), GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), listed);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->wanted));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->wanted));
  /* One stop on the way through the form, not two. */
  gtk_widget_set_focusable (row, FALSE);
  ga_accessible_set_name (GTK_WIDGET (self->wanted), title);
  ga_accessible_set_description (GTK_WIDGET (self->wanted), listed);
  g_signal_connect_object (self->wanted, "notify::active", G_CALLBACK (ga_editor_section_changed),
                           self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Expectations"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

GaEditorSection *
ga_headings_section_new (GaContext *context)
{
  GaHeadingsSection *self = g_object_new (GA_TYPE_HEADINGS_SECTION, NULL);

  self->entity = ga_context_get_entity (context, "clause");
  return GA_EDITOR_SECTION (self);
}
