/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-revision-section.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-entry-row.h"
#include "model/ga-date.h"

struct _GaRevisionSection
{
  GaEditorSection parent_instance;

  GaContext *context;
  GaRecord *before;
  GtkWidget *reason;
};

G_DEFINE_FINAL_TYPE (GaRevisionSection, ga_revision_section, GA_TYPE_EDITOR_SECTION)

/* (transfer full): empty where only blanks are written */
static char *
dup_reason (GaRevisionSection *self)
{
  return g_strstrip (ga_entry_row_dup_text (GA_ENTRY_ROW (self->reason)));
}

static const char *
ga_revision_section_get_problem (GaEditorSection *section)
{
  GaRevisionSection *self = GA_REVISION_SECTION (section);
  g_autofree char *reason = dup_reason (self);
  const GaField *field =
      ga_entity_get_field (ga_context_get_entity (self->context, "revision"), "reason");

  if (*reason == '\0')
    return _ ("The initiative is under way. Give the reason why it is adjusted.");
  if (g_utf8_strlen (reason, -1) > field->max)
    return _ ("Give the reason in fewer words.");
  return NULL;
}

static gboolean
ga_revision_section_is_changed (GaEditorSection *section)
{
  g_autofree char *reason = dup_reason (GA_REVISION_SECTION (section));

  return *reason != '\0';
}

/* A line for each field: "Target group: Seniors → Families" */
static char *
describe_changes (GaRevisionSection *self, const GaRecord *after)
{
  const GaEntity *entity = ga_record_get_entity (after);
  GaReader *reader = ga_context_get_reader (self->context);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      g_autofree char *was = NULL;
      g_autofree char *is = NULL;

      if (ga_record_same (self->before, after, field->name))
        continue;
      was = ga_reader_display (reader, self->before, field->name);
      is = ga_reader_display (reader, after, field->name);
      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      /* TRANSLATORS: a field of a form, what stood there before, and what stands there now */
      g_string_append_printf (lines, _ ("%1$s: %2$s → %3$s"), ga_field_get_label (field),
                              was != NULL ? was : "–", is != NULL ? is : "–");
    }
  return g_string_free (lines, FALSE);
}

static gpointer
ga_revision_section_prepare (GaEditorSection *section, const GaRecord *record)
{
  GaRevisionSection *self = GA_REVISION_SECTION (section);
  const GaEntity *entity = ga_context_get_entity (self->context, "revision");
  GaRecord *revision = ga_record_new (entity);
  g_autofree char *today = ga_date_today ();
  g_autofree char *reason = dup_reason (self);
  g_autofree char *changes = describe_changes (self, record);
  glong most = (glong) ga_entity_get_field (entity, "text")->max;

  ga_record_set_reference (revision, "initiative", ga_record_get_id (record));
  ga_record_set_text (revision, "date", today);
  ga_record_set_text (revision, "reason", reason);
  if (*changes != '\0')
    {
      g_autofree char *text =
          g_utf8_substring (changes, 0, MIN (g_utf8_strlen (changes, -1), most));

      ga_record_set_text (revision, "text", text);
    }
  return revision;
}

static gboolean
write_revision (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_put (transaction, user_data, error);
}

static void
ga_revision_section_dispose (GObject *object)
{
  GaRevisionSection *self = GA_REVISION_SECTION (object);

  g_clear_object (&self->before);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_revision_section_parent_class)->dispose (object);
}

static void
ga_revision_section_class_init (GaRevisionSectionClass *klass)
{
  GaEditorSectionClass *section_class = GA_EDITOR_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_revision_section_dispose;
  section_class->get_problem = ga_revision_section_get_problem;
  section_class->is_changed = ga_revision_section_is_changed;
  section_class->prepare = ga_revision_section_prepare;
  section_class->write = write_revision;
  section_class->free_prepared = g_object_unref;
}

static void
ga_revision_section_init (GaRevisionSection *self)
{
  self->reason = ga_entry_row_new (_ ("Why it is adjusted"), FALSE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Adjustment"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->reason);
  g_signal_connect_object (self->reason, "changed", G_CALLBACK (ga_editor_section_changed), self,
                           G_CONNECT_SWAPPED);
}

GaEditorSection *
ga_revision_section_new (GaContext *context, const GaRecord *initiative)
{
  GaRevisionSection *self = g_object_new (GA_TYPE_REVISION_SECTION, NULL);

  self->context = g_object_ref (context);
  self->before = ga_record_copy (initiative);
  return GA_EDITOR_SECTION (self);
}
