/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-form.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/widgets/ga-form-field.h"
#include "store/ga-permission.h"

typedef struct
{
  GaForm *form;
  GaFormField *field;
  gboolean touched; /* left once, so that a complaint helps more than it disturbs */
} Entry;

struct _GaForm
{
  AdwBin parent_instance;

  GaContext *context;
  GaRecord *original;
  GaRecord *record; /* the copy */
  GPtrArray *entries;
  GPtrArray *groups; /* as they follow each other */
  AdwPreferencesPage *page;
  char *first_problem;
  const GaField *refused; /* (nullable): what is written there was refused by the store … */
  char *refusal;          /* … which said why */
  gboolean loading;
  gboolean unreadable; /* something is written that no field takes */
  gboolean valid;
};

enum
{
  PROP_VALID = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (GaForm, ga_form, ADW_TYPE_BIN)

static const char *
find_problem (GPtrArray *problems, const GaField *field)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const GaProblem *problem = problems->pdata[i];

      if (problem->field == field)
        return problem->error->message;
    }
  return NULL;
}

/* Away from its field a complaint needs the name of the field. */
static char *
name_problem (const GaField *field, const char *problem)
{
  /* TRANSLATORS: a field of a form, and what is wrong with it */
  return field != NULL ? g_strdup_printf (_ ("%1$s: %2$s"), ga_field_get_label (field), problem)
                       : g_strdup (problem);
}

/* An amount is counted in the currency that is chosen beside it, before or below. */
static void
store_choices (GaForm *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (ga_form_field_get_field (entry->field)->type == GA_FIELD_CHOICE)
        ga_form_field_store (entry->field, self->record, NULL);
    }
}

/* The one place where it is decided whether the form may be saved. */
static void
validate (GaForm *self)
{
  g_autoptr (GPtrArray) problems = NULL;
  gboolean valid;

  store_choices (self);
  self->unreadable = FALSE;
  g_clear_pointer (&self->first_problem, g_free);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      g_autoptr (GError) error = NULL;

      if (ga_form_field_store (entry->field, self->record, &error))
        continue;
      self->unreadable = TRUE;
      if (self->first_problem == NULL)
        self->first_problem = name_problem (ga_form_field_get_field (entry->field), error->message);
      ga_form_field_set_problem (entry->field, entry->touched ? error->message : NULL);
    }
  problems = ga_record_validate (self->record);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      g_autoptr (GError) error = NULL;
      const GaField *field = ga_form_field_get_field (entry->field);
      const char *problem = find_problem (problems, field);

      if (problem == NULL && field == self->refused)
        problem = self->refusal;
      if (ga_form_field_store (entry->field, self->record, &error))
        ga_form_field_set_problem (entry->field, entry->touched ? problem : NULL);
    }
  if (self->first_problem == NULL && problems->len > 0)
    {
      const GaProblem *first = problems->pdata[0];

      self->first_problem = name_problem (first->field, first->error->message);
    }

  valid = !self->unreadable && problems->len == 0;
  if (valid != self->valid)
    {
      self->valid = valid;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VALID]);
    }
}

/* Whether another amount counts in the same currency, so that it is not to be changed by one. */
static gboolean
counts_others (GaForm *self, const GaField *amount)
{
  const GaEntity *entity = ga_record_get_entity (self->record);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];

      if (field != amount && field->type == GA_FIELD_MONEY &&
          g_strcmp0 (field->currency, amount->currency) == 0 &&
          ga_record_has (self->record, field->name))
        return TRUE;
    }
  return FALSE;
}

/* "500 NOK", written first of all in a new record, chooses the currency that can be seen beside it;
 * later it is refused. */
static void
follow_currency (GaForm *self, Entry *entry)
{
  const GaField *field = ga_form_field_get_field (entry->field);
  g_autofree char *said = ga_form_field_dup_currency (entry->field);

  if (said != NULL && !ga_record_is_stored (self->record) && !counts_others (self, field))
    ga_form_set_text (self, field->currency, said);
}

static void
changed_cb (Entry *entry)
{
  if (entry->form->loading)
    return;
  entry->form->loading = TRUE;
  follow_currency (entry->form, entry);
  entry->form->loading = FALSE;
  if (ga_form_field_get_field (entry->field) == entry->form->refused)
    entry->form->refused = NULL;
  validate (entry->form);
  g_signal_emit (entry->form, changed_signal, 0);
}

static void
left_cb (Entry *entry)
{
  if (entry->form->loading)
    return;
  entry->touched = TRUE;
  validate (entry->form);
}

static void
entry_free (Entry *entry)
{
  ga_form_field_free (entry->field);
  g_free (entry);
}

static AdwPreferencesGroup *
add_heading (GaForm *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  if (title != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (title, -1);

      adw_preferences_group_set_title (group, escaped);
    }
  else
    ga_accessible_name_group (GTK_WIDGET (group),
                              ga_entity_get_label (ga_record_get_entity (self->record)));
  adw_preferences_page_add (self->page, group);
  g_ptr_array_add (self->groups, group);
  return group;
}

static void
build (GaForm *self, const char *const *hidden)
{
  const GaEntity *entity = ga_record_get_entity (self->record);
  gboolean host = ga_reader_only_hosts (ga_context_get_reader (self->context));
  guint unseen = GA_FIELD_HIDDEN | (host ? GA_FIELD_OFFICE : 0);
  AdwPreferencesGroup *group = NULL;
  const char *heading = NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      Entry *entry;

      if (field->flags & unseen)
        continue;
      if (hidden != NULL && g_strv_contains (hidden, field->name))
        continue;
      if (group == NULL || (field->group != NULL && g_strcmp0 (field->group, heading) != 0))
        {
          heading = field->group != NULL ? field->group : heading;
          group = add_heading (self, heading != NULL ? _ (heading) : NULL);
        }
      entry = g_new0 (Entry, 1);
      entry->form = self;
      entry->field = ga_form_field_new (self->context, field, G_CALLBACK (changed_cb),
                                        G_CALLBACK (left_cb), entry);
      ga_form_field_load (entry->field, self->record);
      adw_preferences_group_add (group, ga_form_field_get_row (entry->field));
      g_ptr_array_add (self->entries, entry);
    }
}

static void
ga_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_VALID)
    g_value_set_boolean (value, GA_FORM (object)->valid);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static gboolean
ga_form_grab_focus (GtkWidget *widget)
{
  GaForm *self = GA_FORM (widget);
  Entry *first = self->entries->len > 0 ? self->entries->pdata[0] : NULL;

  return first != NULL && gtk_widget_grab_focus (ga_form_field_get_row (first->field));
}

static void
ga_form_dispose (GObject *object)
{
  GaForm *self = GA_FORM (object);

  /* The rows go first: a field that loses the focus while it goes must not validate any more. */
  self->loading = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      g_signal_handlers_disconnect_by_data (ga_form_field_get_row (entry->field), entry);
    }
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_ptr_array_set_size (self->entries, 0);
  g_clear_object (&self->record);
  g_clear_object (&self->original);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_form_parent_class)->dispose (object);
}

static void
ga_form_finalize (GObject *object)
{
  GaForm *self = GA_FORM (object);

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->groups);
  g_free (self->first_problem);
  g_free (self->refusal);
  G_OBJECT_CLASS (ga_form_parent_class)->finalize (object);
}

static void
ga_form_class_init (GaFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ga_form_get_property;
  object_class->dispose = ga_form_dispose;
  object_class->finalize = ga_form_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = ga_form_grab_focus;
  props[PROP_VALID] =
      g_param_spec_boolean ("valid", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  changed_signal = g_signal_new ("changed", GA_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
ga_form_init (GaForm *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->groups = g_ptr_array_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
}

/**
 * ga_form_new:
 * @record: what is edited; the form works on a copy
 * @hidden: (nullable): names of fields that go without saying here, ended by %NULL
 */
GtkWidget *
ga_form_new (GaContext *context, const GaRecord *record, const char *const *hidden)
{
  GaForm *self = g_object_new (GA_TYPE_FORM, NULL);

  self->context = g_object_ref (context);
  self->record = ga_record_copy (record);
  self->loading = TRUE;
  build (self, hidden);
  self->loading = FALSE;
  ga_accessible_mend (GTK_WIDGET (self));
  validate (self);
  self->original = ga_record_copy (self->record);
  return GTK_WIDGET (self);
}

/**
 * ga_form_add_group:
 * @group: (transfer floating): shown after the first fields, which say what it is about
 */
void
ga_form_add_group (GaForm *self, AdwPreferencesGroup *group)
{
  guint at;

  g_return_if_fail (GA_IS_FORM (self));

  at = MIN (1, self->groups->len);
  g_ptr_array_insert (self->groups, (int) at, group);
  adw_preferences_page_add (self->page, group);
  /* The page takes a group at its end only. */
  for (guint i = at + 1; i < self->groups->len; i++)
    {
      g_autoptr (AdwPreferencesGroup) after = g_object_ref (self->groups->pdata[i]);

      adw_preferences_page_remove (self->page, after);
      adw_preferences_page_add (self->page, after);
    }
  ga_accessible_mend (GTK_WIDGET (group));
}

gboolean
ga_form_is_valid (GaForm *self)
{
  return self->valid;
}

/**
 * ga_form_is_changed: whether something would be lost by closing the form
 */
gboolean
ga_form_is_changed (GaForm *self)
{
  return self->unreadable || !ga_record_equal (self->record, self->original);
}

/**
 * ga_form_get_first_problem:
 * Returns: (transfer none) (nullable): what keeps it from being saved, as a sentence
 */
const char *
ga_form_get_first_problem (GaForm *self)
{
  return self->first_problem;
}

/**
 * ga_form_show_problems: shows every complaint and puts the focus into the first field that has one
 */
void
ga_form_show_problems (GaForm *self)
{
  g_autoptr (GPtrArray) problems = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    ((Entry *) self->entries->pdata[i])->touched = TRUE;
  validate (self);
  problems = ga_record_validate (self->record);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      g_autoptr (GError) error = NULL;

      if (ga_form_field_store (entry->field, self->record, &error) &&
          find_problem (problems, ga_form_field_get_field (entry->field)) == NULL)
        continue;
      gtk_widget_grab_focus (ga_form_field_get_row (entry->field));
      return;
    }
}

/* (nullable): the entry of the field of that name, at which it complains now */
static Entry *
complain (GaForm *self, const char *name, const char *complaint)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];
      const GaField *field = ga_form_field_get_field (entry->field);

      if (g_strcmp0 (field->name, name) != 0)
        continue;
      g_free (self->refusal);
      self->refusal = g_strdup (complaint);
      self->refused = field;
      entry->touched = TRUE;
      validate (self);
      return entry;
    }
  return NULL;
}

/**
 * ga_form_complain:
 * @name: the field that it is about
 * @complaint: what will not be saved as it stands, as the record alone does not tell
 *
 * Until something else is written there; nothing else is valid or not by it.
 *
 * Returns: whether there is such a field
 */
gboolean
ga_form_complain (GaForm *self, const char *name, const char *complaint)
{
  g_return_val_if_fail (GA_IS_FORM (self), FALSE);

  return complain (self, name, complaint) != NULL;
}

/**
 * ga_form_refuse:
 * @name: (nullable): the field that the refusal is about
 * @refusal: why the record as it stands was not saved
 *
 * Complains at the field until something else is written there, and puts the focus into it; into
 * the first one where there is none of that name.
 *
 * Returns: whether it complains there
 */
gboolean
ga_form_refuse (GaForm *self, const char *name, const char *refusal)
{
  Entry *entry;

  g_return_val_if_fail (GA_IS_FORM (self), FALSE);

  entry = complain (self, name, refusal);
  gtk_widget_grab_focus (entry != NULL ? ga_form_field_get_row (entry->field) : GTK_WIDGET (self));
  return entry != NULL;
}

/**
 * ga_form_get_record:
 * Returns: (transfer none): the copy, as it stands
 */
GaRecord *
ga_form_get_record (GaForm *self)
{
  return self->record;
}

/* (nullable) */
static GaFormField *
find_shown (GaForm *self, const char *name)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      GaFormField *field = ((Entry *) self->entries->pdata[i])->field;

      if (g_str_equal (ga_form_field_get_field (field)->name, name))
        return field;
    }
  return NULL;
}

static void
load_again (GaForm *self, const char *name)
{
  GaFormField *field = find_shown (self, name);

  if (field != NULL)
    ga_form_field_load (field, self->record);
}

/**
 * ga_form_set_text: what follows from something else that was written
 * @text: a text or the code of a choice
 */
void
ga_form_set_text (GaForm *self, const char *name, const char *text)
{
  ga_record_set_text (self->record, name, text);
  load_again (self, name);
}

/**
 * ga_form_set_value: what follows from something else that was written
 * @value: (nullable): %NULL for nothing
 */
void
ga_form_set_value (GaForm *self, const char *name, const GaValue *value)
{
  if (value != NULL)
    ga_record_set (self->record, name, value);
  else
    ga_record_clear (self->record, name);
  load_again (self, name);
}

/**
 * ga_form_show_field:
 * @shown: %FALSE where nothing is to be written there, as something else says; empty it then
 */
void
ga_form_show_field (GaForm *self, const char *name, gboolean shown)
{
  GaFormField *field = find_shown (self, name);

  if (field != NULL)
    gtk_widget_set_visible (ga_form_field_get_row (field), shown);
}

/**
 * ga_form_collect:
 * @records: (element-type GaRecord): gets what is to be written: new records it refers to, then its
 * own
 */
void
ga_form_collect (GaForm *self, GPtrArray *records)
{
  for (guint i = 0; i < self->entries->len; i++)
    ga_form_field_collect (((Entry *) self->entries->pdata[i])->field, records);
  g_ptr_array_add (records, g_object_ref (self->record));
}
