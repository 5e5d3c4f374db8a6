/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-tranche-section.h"

#include <glib/gi18n-lib.h>

#include "app/widgets/ga-facts.h"
#include "model/entities/ga-entities.h"
#include "model/ga-money.h"
#include "model/ga-number.h"

#define MOST 500 /* tranches of a grant */

struct _GaTrancheSection
{
  GaEditorSection parent_instance;

  GaFacts *facts;
  GaRecord *grant;
  gint64 most;     /* that is left of it beside the other tranches, in øre */
  gint64 before;   /* what is stored of this one, which may stand */
  GError *problem; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (GaTrancheSection, ga_tranche_section, GA_TYPE_EDITOR_SECTION)

static const char *
ga_tranche_section_get_problem (GaEditorSection *section)
{
  GaTrancheSection *self = GA_TRANCHE_SECTION (section);

  return self->problem != NULL ? self->problem->message : NULL;
}

static gpointer
ga_tranche_section_prepare (GaEditorSection *section, const GaRecord *record)
{
  return NULL;
}

static void
ga_tranche_section_finalize (GObject *object)
{
  GaTrancheSection *self = GA_TRANCHE_SECTION (object);

  g_clear_object (&self->grant);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (ga_tranche_section_parent_class)->finalize (object);
}

static void
ga_tranche_section_class_init (GaTrancheSectionClass *klass)
{
  GaEditorSectionClass *section_class = GA_EDITOR_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ga_tranche_section_finalize;
  section_class->get_problem = ga_tranche_section_get_problem;
  section_class->prepare = ga_tranche_section_prepare;
}

static void
ga_tranche_section_init (GaTrancheSection *self)
{
  self->facts = g_object_new (GA_TYPE_FACTS, NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Grant"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->facts));
}

/* As the rule of the store counts. */
static gint64
sum_others (GaReader *reader, const GaRecord *tranche)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_record_get_entity (tranche));
  g_autoptr (GPtrArray) tranches = NULL;
  gint64 sum = 0;

  ga_query_where_id (query, "grant", ga_record_get_reference (tranche, "grant"));
  ga_query_set_window (query, 0, MOST);
  tranches = ga_reader_list (reader, query, NULL);
  for (guint i = 0; tranches != NULL && i < tranches->len; i++)
    if (!ga_id_equal (ga_record_get_id (tranches->pdata[i]), ga_record_get_id (tranche)))
      sum += ga_record_get_integer (tranches->pdata[i], "amount");
  return sum;
}

static void
add_amount (GaTrancheSection *self, const char *label, gint64 oere)
{
  g_autofree char *shown = ga_money_display (oere, ga_record_get_text (self->grant, "currency"));

  ga_facts_add_amount (self->facts, label, shown);
}

/* (transfer floating); @grant: (transfer full) */
static GaTrancheSection *
section_new (GaReader *reader, const GaRecord *tranche, GaRecord *grant)
{
  GaTrancheSection *self = g_object_new (GA_TYPE_TRANCHE_SECTION, NULL);
  gint64 others = sum_others (reader, tranche);

  self->grant = grant;
  self->most = ga_record_get_integer (grant, "amount") - others;
  self->before = ga_record_is_stored (tranche) ? ga_record_get_integer (tranche, "amount") : 0;
  add_amount (self, _ ("Grant"), ga_record_get_integer (grant, "amount"));
  if (others > 0)
    add_amount (self, _ ("In other tranches"), others);
  add_amount (self, _ ("Left for this tranche"), MAX (self->most, 0));
  return self;
}

/* More than is left is told at the amount at once, and not only by who saves it. */
static void
written_cb (GaForm *form, GaTrancheSection *self)
{
  GaRecord *tranche = ga_form_get_record (form);
  const char *field;

  g_clear_error (&self->problem);
  if (ga_record_get_integer (tranche, "amount") > self->before &&
      !ga_tranche_fits (tranche, self->grant, self->most, &field, &self->problem))
    ga_form_complain (form, field, self->problem->message);
  ga_editor_section_changed (GA_EDITOR_SECTION (self));
}

void
ga_tranche_edit (GtkWidget *origin, GaContext *context, const GaRecord *tranche)
{
  static const char *const hidden[] = { "grant", NULL };
  GaReader *reader = ga_context_get_reader (context);
  GaRecord *grant = ga_reader_find (reader, ga_context_get_entity (context, "grant"),
                                    ga_record_get_reference (tranche, "grant"), NULL);
  GaEditor *editor = ga_editor_new (origin, context, tranche, hidden);
  GaTrancheSection *section;

  if (grant != NULL)
    {
      section = section_new (reader, tranche, grant);
      ga_editor_add_section (editor, GA_EDITOR_SECTION (section));
      g_signal_connect_object (ga_editor_get_form (editor), "changed", G_CALLBACK (written_cb),
                               section, 0);
    }
  ga_editor_add_documents (editor);
  gtk_window_present (GTK_WINDOW (editor));
}
