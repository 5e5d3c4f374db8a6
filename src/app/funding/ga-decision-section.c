/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-decision-section.h"

#include <glib/gi18n-lib.h>

#include "app/funding/ga-application-words.h"
#include "app/widgets/ga-facts.h"
#include "model/entities/ga-entities.h"
#include "store/ga-round-figures.h"

struct _GaDecisionSection
{
  GaEditorSection parent_instance;

  GaFacts *facts;
  GaRecord *round; /* (nullable) */
  gint64 most;     /* that is left of its frame beside the other decisions, in øre */
  GError *problem; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (GaDecisionSection, ga_decision_section, GA_TYPE_EDITOR_SECTION)

static const char *
ga_decision_section_get_problem (GaEditorSection *section)
{
  GaDecisionSection *self = GA_DECISION_SECTION (section);

  return self->problem != NULL ? self->problem->message : NULL;
}

static gpointer
ga_decision_section_prepare (GaEditorSection *section, const GaRecord *record)
{
  return NULL;
}

static void
ga_decision_section_finalize (GObject *object)
{
  GaDecisionSection *self = GA_DECISION_SECTION (object);

  g_clear_object (&self->round);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (ga_decision_section_parent_class)->finalize (object);
}

static void
ga_decision_section_class_init (GaDecisionSectionClass *klass)
{
  GaEditorSectionClass *section_class = GA_EDITOR_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ga_decision_section_finalize;
  section_class->get_problem = ga_decision_section_get_problem;
  section_class->prepare = ga_decision_section_prepare;
}

static void
ga_decision_section_init (GaDecisionSection *self)
{
  self->facts = g_object_new (GA_TYPE_FACTS, NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   _ ("Good to know for the decision"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->facts));
}

static void
tell_parties (GaDecisionSection *self, GaReader *reader, const GaRecord *application)
{
  g_autoptr (GPtrArray) parties = ga_application_list_parts (reader, application, "investment");

  for (guint i = 0; i < parties->len; i++)
    {
      g_autofree char *party = ga_reader_display (reader, parties->pdata[i], "party");
      g_autofree char *puts_in = ga_application_words_investment (reader, parties->pdata[i]);
      /* TRANSLATORS: %s is an organisation */
      g_autofree char *about = g_strdup_printf (_ ("%s puts in"), party);

      ga_facts_add (self->facts, about, puts_in);
    }
  if (parties->len == 0)
    ga_facts_add (self->facts, _ ("What each party puts in"), _ ("Nothing"));
}

/* By what is known here, as the rule of the store; what it had promised itself is its own, also
 * where more is promised than there is. */
static void
find_most (GaDecisionSection *self, GaReader *reader, const GaRecord *application)
{
  const GaId *id = ga_record_get_reference (application, "round");
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "round");
  GaRoundSums sums;

  self->round = id != NULL ? ga_reader_find (reader, entity, id, NULL) : NULL;
  if (self->round != NULL && ga_reader_round_sums (reader, id, &sums, NULL))
    self->most =
        MAX (ga_round_sums_get_left (&sums, ga_record_get_integer (self->round, "frame")), 0) +
        ga_application_get_promised (application);
  else
    g_clear_object (&self->round);
}

gint64
ga_decision_section_get_most (GaDecisionSection *self)
{
  return self->round != NULL ? self->most : G_MAXINT64;
}

const char *
ga_decision_section_judge (GaDecisionSection *self, const GaRecord *record)
{
  const char *field;

  g_clear_error (&self->problem);
  if (self->round != NULL)
    ga_application_fits (record, self->round, self->most, &field, &self->problem);
  ga_editor_section_changed (GA_EDITOR_SECTION (self));
  return ga_decision_section_get_problem (GA_EDITOR_SECTION (self));
}

GaEditorSection *
ga_decision_section_new (GaContext *context, const GaRecord *application)
{
  GaDecisionSection *self = g_object_new (GA_TYPE_DECISION_SECTION, NULL);
  GaReader *reader = ga_context_get_reader (context);
  g_autofree char *applied = ga_reader_display (reader, application, "amount");
  g_autofree char *left = ga_application_words_left (reader, application);
  g_autofree char *ceiling = ga_application_words_ceiling (reader, application);
  g_autofree char *before = ga_application_words_before (reader, application);
  g_autofree char *reports = ga_application_words_reports (reader, application);

  find_most (self, reader, application);
  ga_facts_add_amount (self->facts, _ ("Amount applied for"), applied);
  /* Offices hold the applications of their own kommuner. */
  ga_facts_add_amount (self->facts, _ ("Left of the frame, as far as this computer knows"), left);
  ga_facts_add_amount (self->facts, _ ("Most for one application"), ceiling);
  tell_parties (self, reader, application);
  ga_facts_add (self->facts, _ ("Granted to the applicant before"), before);
  ga_facts_add (self->facts, _ ("Their reports"), reports);
  return GA_EDITOR_SECTION (self);
}
