/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-facts.h"

#include "app/compat/ga-accessible.h"

struct _GaFacts
{
  GtkGrid parent_instance;

  int rows;
  GtkSizeGroup *amounts; /* end below each other */
};

G_DEFINE_FINAL_TYPE (GaFacts, ga_facts, GTK_TYPE_GRID)

static void
ga_facts_finalize (GObject *object)
{
  g_object_unref (GA_FACTS (object)->amounts);
  G_OBJECT_CLASS (ga_facts_parent_class)->finalize (object);
}

static void
ga_facts_class_init (GaFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_facts_finalize;
}

/* Whether height depends on width is asked of a page that is out of sight once, and kept: a card
 * that has no words yet is to say so, too, or it is as high as if they did not wrap. */
static void
keep_wrapping (GaFacts *self)
{
  GtkWidget *none = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_grid_attach (GTK_GRID (self), none, 0, 0, 1, 1);
}

static void
ga_facts_init (GaFacts *self)
{
  self->amounts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_grid_set_column_spacing (GTK_GRID (self), 18);
  gtk_grid_set_row_spacing (GTK_GRID (self), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ga-facts");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  keep_wrapping (self);
}

void
ga_facts_clear (GaFacts *self)
{
  g_return_if_fail (GA_IS_FACTS (self));

  if (self->rows == 0)
    return;
  while (self->rows > 0)
    {
      gtk_grid_remove_row (GTK_GRID (self), 0);
      self->rows--;
    }
  keep_wrapping (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* (transfer none): what says @value */
static GtkWidget *
add_row (GaFacts *self, const char *label, const char *value)
{
  GtkWidget *name;
  GtkWidget *text;

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
  return text;
}

/**
 * ga_facts_add:
 * @label: what it is
 * @value: (nullable): what it says; nothing is shown without it
 */
void
ga_facts_add (GaFacts *self, const char *label, const char *value)
{
  g_return_if_fail (GA_IS_FACTS (self));

  if (value != NULL && *value != '\0')
    add_row (self, label, value);
}

/**
 * ga_facts_add_amount: the same, of money
 */
void
ga_facts_add_amount (GaFacts *self, const char *label, const char *amount)
{
  GtkWidget *text;

  g_return_if_fail (GA_IS_FACTS (self));

  if (amount == NULL || *amount == '\0')
    return;
  text = add_row (self, label, amount);
  gtk_label_set_wrap (GTK_LABEL (text), FALSE);
  gtk_label_set_xalign (GTK_LABEL (text), 1);
  gtk_label_set_justify (GTK_LABEL (text), GTK_JUSTIFY_RIGHT);
  gtk_widget_set_halign (text, GTK_ALIGN_START);
  gtk_widget_add_css_class (text, "ga-line-amount");
  gtk_size_group_add_widget (self->amounts, text);
}

/**
 * ga_facts_add_field: the value of a field of @record, as its kind is read
 */
void
ga_facts_add_field (GaFacts *self, GaReader *reader, const GaRecord *record, const char *name)
{
  const GaField *field = ga_entity_get_field (ga_record_get_entity (record), name);
  g_autofree char *value = ga_reader_display (reader, record, name);

  if (field->type == GA_FIELD_MONEY)
    ga_facts_add_amount (self, ga_field_get_label (field), value);
  else
    ga_facts_add (self, ga_field_get_label (field), value);
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

      if ((field->flags & GA_FIELD_HIDDEN) || !ga_record_has (record, field->name))
        continue;
      if (without != NULL && g_strv_contains (without, field->name))
        continue;
      /* A flag that does not hold is no news. */
      if (field->type == GA_FIELD_FLAG && !ga_record_get_flag (record, field->name))
        continue;
      ga_facts_add_field (self, reader, record, field->name);
    }
}
