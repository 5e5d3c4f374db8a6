/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-scope-section.h"

#include <glib/gi18n-lib.h>

#include "app/calendar/ga-scope-choice.h"
#include "app/compat/ga-accessible.h"
#include "store/ga-series.h"

struct _GaScopeSection
{
  GaEditorSection parent_instance;

  GaRecord *meeting; /* as it is stored */
  GaScopeChoice *choice;
};

/* What the writer thread gets. */
typedef struct
{
  GaRecord *before;
  GaSeriesScope scope;
  GaSeriesOutcome outcome;
} Following;

G_DEFINE_FINAL_TYPE (GaScopeSection, ga_scope_section, GA_TYPE_EDITOR_SECTION)

static const char *
ga_scope_section_get_problem (GaEditorSection *section)
{
  return NULL;
}

/* It says nothing by itself. */
static gboolean
ga_scope_section_is_changed (GaEditorSection *section)
{
  return FALSE;
}

static gpointer
ga_scope_section_prepare (GaEditorSection *section, const GaRecord *record)
{
  GaScopeSection *self = GA_SCOPE_SECTION (section);
  GaSeriesScope scope = ga_scope_choice_get (self->choice);
  Following *following;

  if (scope == GA_SERIES_THIS)
    return NULL;
  following = g_new0 (Following, 1);
  following->before = ga_record_copy (self->meeting);
  following->scope = scope;
  return following;
}

static void
free_following (gpointer data)
{
  g_object_unref (((Following *) data)->before);
  g_free (data);
}

static gboolean
follow (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Following *following = user_data;

  return ga_series_follow (transaction, following->before, following->scope, &following->outcome,
                           error);
}

static char *
describe (gpointer prepared)
{
  return ga_series_describe (&((Following *) prepared)->outcome, " ");
}

static void
ga_scope_section_finalize (GObject *object)
{
  g_clear_object (&GA_SCOPE_SECTION (object)->meeting);
  G_OBJECT_CLASS (ga_scope_section_parent_class)->finalize (object);
}

static void
ga_scope_section_class_init (GaScopeSectionClass *klass)
{
  GaEditorSectionClass *section_class = GA_EDITOR_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ga_scope_section_finalize;
  section_class->get_problem = ga_scope_section_get_problem;
  section_class->is_changed = ga_scope_section_is_changed;
  section_class->prepare = ga_scope_section_prepare;
  section_class->write = follow;
  section_class->describe = describe;
  section_class->free_prepared = free_following;
}

static void
ga_scope_section_init (GaScopeSection *self)
{
  GtkWidget *row;

  self->choice = g_object_new (GA_TYPE_SCOPE_CHOICE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->choice), "ga-row");
  row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "child", self->choice, "activatable", FALSE,
                      "focusable", FALSE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Which walks?"));
}

GaEditorSection *
ga_scope_section_new (const GaRecord *meeting)
{
  GaScopeSection *self = g_object_new (GA_TYPE_SCOPE_SECTION, NULL);

  self->meeting = ga_record_copy (meeting);
  return GA_EDITOR_SECTION (self);
}
