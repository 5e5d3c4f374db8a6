/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-facts.h"

#include "app/compat/ga-accessible.h"

struct _GaFacts
{
  GtkGrid parent_instance;

  int rows;
};

G_DEFINE_FINAL_TYPE (GaFacts, ga_facts, GTK_TYPE_GRID)

static void
ga_facts_class_init (GaFactsClass *klass)
{
}

static void
ga_facts_init (GaFacts *self)
{
  gtk_grid_set_column_spacing (GTK_GRID (self), 18);
  gtk_grid_set_row_spacing (GTK_GRID (self), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ga-facts");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
ga_facts_clear (GaFacts *self)
{
  g_return_if_fail (GA_IS_FACTS (self));

  while (self->rows > 0)
    {
      gtk_grid_remove_row (GTK_GRID (self), 0);
      self->rows--;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * ga_facts_add:
 * @label: what it is
 * @value: (nullable): what it says; nothing is shown without it
 */
void
ga_facts_add (GaFacts *self, const char *label, const char *value)
{
  GtkWidget *name;
  GtkWidget *text;

  g_return_if_fail (GA_IS_FACTS (self));

  if (value == NULL || *value == '\0')
    return;
  name = gtk_label_new (label);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_widget_add_css_class (name, "dim-label");
  text = gtk_label_new (value);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_grid_attach (GTK_GRID (self), name, 0, self->rows, 1, 1);
  gtk_grid_attach (GTK_GRID (self), text, 1, self->rows, 1, 1);
  self->rows++;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * ga_facts_add_fields:
 * @without: (nullable): names of fields that are shown elsewhere, ended by %NULL
 */
void
ga_facts_add_fields (GaFacts *self,
                     GaReader *reader,
                     const GaRecord *record,
                     const char *const *without)
{
  const GaEntity *entity = ga_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      g_autofree char *value = NULL;

      if ((field->flags & GA_FIELD_HIDDEN) || !ga_record_has (record, field->name))
        continue;
      if (without != NULL && g_strv_contains (without, field->name))
        continue;
      /* A flag that does not hold is no news. */
      if (field->type == GA_FIELD_FLAG && !ga_record_get_flag (record, field->name))
        continue;
      value = ga_reader_display (reader, record, field->name);
      ga_facts_add (self, ga_field_get_label (field), value);
    }
}
