/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-form-field.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-entry-row.h"
#include "app/widgets/ga-date-row.h"
#include "app/widgets/ga-reference-row.h"
#include "model/ga-number.h"

typedef struct
{
  void (*make) (GaFormField *self, GaContext *context);
  void (*load) (GaFormField *self, const GaRecord *record);
  gboolean (*store) (GaFormField *self, GaRecord *record, GError **error);
  void (*say) (GaFormField *self, const char *text);
} Kind;

struct _GaFormField
{
  const GaField *field;
  const Kind *kind;
  GtkWidget *row;
  GtkWidget *toggle; /* of a flag */
  GCallback changed;
  GCallback left;
  gpointer user_data;
};

static const char *
hint_of (GaFormField *self)
{
  return self->field->hint != NULL ? _ (self->field->hint) : NULL;
}

static void
connect_changed (GaFormField *self, gpointer instance, const char *signal)
{
  g_signal_connect_swapped (instance, signal, self->changed, self->user_data);
}

/* Below a row of libadwaita's own, hint and complaint share its subtitle. */
static void
say_in_subtitle (GaFormField *self, const char *text)
{
  const char *shown = text != NULL ? text : hint_of (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), shown != NULL ? shown : "");
  if (text != NULL)
    gtk_widget_add_css_class (self->row, "error");
  else
    gtk_widget_remove_css_class (self->row, "error");
}

static void
make_entry (GaFormField *self, GaContext *context)
{
  gboolean lines = self->field->type == GA_FIELD_TEXT && (self->field->flags & GA_FIELD_LONG);

  self->row = ga_entry_row_new (ga_field_get_label (self->field), lines);
  ga_entry_row_set_hint (GA_ENTRY_ROW (self->row), hint_of (self));
  if (g_str_equal (self->field->name, "email"))
    ga_entry_row_set_purpose (GA_ENTRY_ROW (self->row), GTK_INPUT_PURPOSE_EMAIL);
  else if (g_str_equal (self->field->name, "phone"))
    ga_entry_row_set_purpose (GA_ENTRY_ROW (self->row), GTK_INPUT_PURPOSE_PHONE);
  connect_changed (self, self->row, "changed");
  if (self->field->type == GA_FIELD_DATE)
    g_signal_connect (self->row, "left", G_CALLBACK (ga_date_row_complete), NULL);
  g_signal_connect_swapped (self->row, "left", self->left, self->user_data);
}

/* Money as it is read everywhere else. Other numbers are short: no separators are in the way of
 * writing there. */
static char *
dup_text (const GaField *field, const GaRecord *record)
{
  const GaValue *value = ga_record_get (record, field->name);

  if (field->type == GA_FIELD_MONEY && ga_record_has (record, field->name))
    return ga_money_display (ga_record_get_integer (record, field->name), NULL);
  return ga_field_is_number (field) ? ga_value_to_text (field, value)
                                    : ga_value_display (field, value);
}

static void
load_entry (GaFormField *self, const GaRecord *record)
{
  g_autofree char *text = dup_text (self->field, record);

  ga_entry_row_set_text (GA_ENTRY_ROW (self->row), text);
}

static gboolean
store_entry (GaFormField *self, GaRecord *record, GError **error)
{
  GaEntryRow *row = GA_ENTRY_ROW (self->row);
  g_autofree char *text =
      self->field->type == GA_FIELD_DATE ? ga_date_row_dup (row) : ga_entry_row_dup_text (row);

  g_strstrip (text);
  if (*text == '\0')
    {
      ga_record_clear (record, self->field->name);
      return TRUE;
    }
  /* Several words are shown, and written, with commas between them. */
  if (self->field->type == GA_FIELD_WORDS)
    g_strdelimit (text, ",", '|');
  return ga_record_parse (record, self->field->name, text, error) &&
         (self->field->type != GA_FIELD_MONEY ||
          ga_record_check_currency (record, self->field, text, error));
}

static void
say_in_entry (GaFormField *self, const char *text)
{
  ga_entry_row_set_problem (GA_ENTRY_ROW (self->row), text);
}

static gboolean
may_be_empty (GaFormField *self)
{
  return !(self->field->flags & GA_FIELD_REQUIRED);
}

static void
make_choice (GaFormField *self, GaContext *context)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  if (may_be_empty (self))
    gtk_string_list_append (labels, _ ("Not said"));
  for (const GaChoice *choice = self->field->choices; choice->code != NULL; choice++)
    gtk_string_list_append (labels, _ (choice->label));
  self->row = adw_combo_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), ga_field_get_label (self->field));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->row), G_LIST_MODEL (labels));
  ga_accessible_set_name (self->row, ga_field_get_label (self->field));
  say_in_subtitle (self, NULL);
  connect_changed (self, self->row, "notify::selected");
}

static void
load_choice (GaFormField *self, const GaRecord *record)
{
  const char *code = ga_record_get_text (record, self->field->name);
  guint at = may_be_empty (self) ? 1 : 0;
  guint selected = may_be_empty (self) ? 0 : GTK_INVALID_LIST_POSITION;

  for (const GaChoice *choice = self->field->choices; choice->code != NULL; choice++, at++)
    if (g_strcmp0 (choice->code, code) == 0)
      selected = at;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), selected);
}

static gboolean
store_choice (GaFormField *self, GaRecord *record, GError **error)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->row));
  guint first = may_be_empty (self) ? 1 : 0;

  if (selected == GTK_INVALID_LIST_POSITION || selected < first)
    ga_record_clear (record, self->field->name);
  else
    ga_record_set_text (record, self->field->name, self->field->choices[selected - first].code);
  return TRUE;
}

static void
make_flag (GaFormField *self, GaContext *context)
{
  self->row = adw_action_row_new ();
  self->toggle = gtk_switch_new ();
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), ga_field_get_label (self->field));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->row), self->toggle);
  /* One stop on the way through the form, not two. */
  gtk_widget_set_focusable (self->row, FALSE);
  ga_accessible_set_name (self->toggle, ga_field_get_label (self->field));
  say_in_subtitle (self, NULL);
  connect_changed (self, self->toggle, "notify::active");
}

static void
load_flag (GaFormField *self, const GaRecord *record)
{
  gtk_switch_set_active (GTK_SWITCH (self->toggle), ga_record_get_flag (record, self->field->name));
}

static gboolean
store_flag (GaFormField *self, GaRecord *record, GError **error)
{
  gboolean active = gtk_switch_get_active (GTK_SWITCH (self->toggle));

  /* A flag that was never said stays so until somebody says it. */
  if (active || ga_record_has (record, self->field->name))
    ga_record_set_integer (record, self->field->name, active);
  return TRUE;
}

static void
make_reference (GaFormField *self, GaContext *context)
{
  self->row = ga_reference_row_new (context, self->field);
  connect_changed (self, self->row, "changed");
}

static void
load_reference (GaFormField *self, const GaRecord *record)
{
  ga_reference_row_load (GA_REFERENCE_ROW (self->row), record);
}

static gboolean
store_reference (GaFormField *self, GaRecord *record, GError **error)
{
  ga_reference_row_store (GA_REFERENCE_ROW (self->row), record);
  return TRUE;
}

static void
say_in_reference (GaFormField *self, const char *text)
{
  ga_reference_row_set_problem (GA_REFERENCE_ROW (self->row), text);
}

static const Kind entry_kind = { make_entry, load_entry, store_entry, say_in_entry };
static const Kind choice_kind = { make_choice, load_choice, store_choice, say_in_subtitle };
static const Kind flag_kind = { make_flag, load_flag, store_flag, say_in_subtitle };
static const Kind reference_kind = { make_reference, load_reference, store_reference,
                                     say_in_reference };

static const Kind *
kind_of (const GaField *field)
{
  switch (field->type)
    {
    case GA_FIELD_CHOICE:
      return &choice_kind;
    case GA_FIELD_FLAG:
      return &flag_kind;
    case GA_FIELD_REFERENCE:
    case GA_FIELD_REFERENCES:
      return &reference_kind;
    default:
      return &entry_kind;
    }
}

/**
 * ga_form_field_new:
 * @changed: called as `void (*) (gpointer user_data)` when the user edits it
 * @left: likewise, when the focus leaves a field that is written in
 */
GaFormField *
ga_form_field_new (
    GaContext *context, const GaField *field, GCallback changed, GCallback left, gpointer user_data)
{
  GaFormField *self = g_new0 (GaFormField, 1);

  self->field = field;
  self->kind = kind_of (field);
  self->changed = changed;
  self->left = left;
  self->user_data = user_data;
  self->kind->make (self, context);
  return self;
}

void
ga_form_field_free (GaFormField *self)
{
  g_free (self);
}

/**
 * ga_form_field_get_row:
 * Returns: (transfer none): the row, to be put into a group
 */
GtkWidget *
ga_form_field_get_row (GaFormField *self)
{
  return self->row;
}

const GaField *
ga_form_field_get_field (GaFormField *self)
{
  return self->field;
}

/**
 * ga_form_field_load: shows what the record holds
 */
void
ga_form_field_load (GaFormField *self, const GaRecord *record)
{
  self->kind->load (self, record);
}

/**
 * ga_form_field_store:
 * @error: what is written here cannot be read, as a sentence
 */
gboolean
ga_form_field_store (GaFormField *self, GaRecord *record, GError **error)
{
  return self->kind->store (self, record, error);
}

/**
 * ga_form_field_dup_currency:
 * Returns: (transfer full) (nullable): the currency that an amount is written with: "500 NOK"
 */
char *
ga_form_field_dup_currency (GaFormField *self)
{
  g_autofree char *text = NULL;

  if (self->field->type != GA_FIELD_MONEY)
    return NULL;
  text = ga_entry_row_dup_text (GA_ENTRY_ROW (self->row));
  return g_strdup (ga_money_find_currency (text));
}

/**
 * ga_form_field_collect:
 * @records: (element-type GaRecord): gets the records that must be written before the form's own
 */
void
ga_form_field_collect (GaFormField *self, GPtrArray *records)
{
  if (GA_IS_REFERENCE_ROW (self->row))
    ga_reference_row_collect (GA_REFERENCE_ROW (self->row), records);
}

/**
 * ga_form_field_set_problem:
 * @problem: (nullable): what is wrong with it, as a sentence
 */
void
ga_form_field_set_problem (GaFormField *self, const char *problem)
{
  self->kind->say (self, problem);
}
