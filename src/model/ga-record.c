/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-number.h"

struct _GaRecord
{
  GObject parent;

  const GaEntity *entity;
  GaId id;
  gboolean stored;
  GaValue *values; /* one a field */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_TITLE,
  PROP_FIRST_FIELD,
};

static gpointer parent_class;

static GQuark
entity_quark (void)
{
  static GQuark quark;

  if (G_UNLIKELY (quark == 0))
    quark = g_quark_from_static_string ("ga-record-entity");
  return quark;
}

static gboolean
is_integer (const GaField *field)
{
  return ga_field_is_number (field) || field->type == GA_FIELD_FLAG;
}

static GParamSpec *
describe_field (const GaField *field)
{
  GParamFlags flags = G_PARAM_READWRITE; /* the name becomes canonical, so not static */

  if (field->type == GA_FIELD_FLAG)
    return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
  if (is_integer (field))
    return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
}

static void
ga_record_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GaRecord *self = GA_RECORD (object);
  const GaField *field;
  const GaValue *held;

  if (id == PROP_ID)
    {
      g_value_take_string (value, ga_id_to_string (&self->id));
      return;
    }
  if (id == PROP_TITLE)
    {
      g_value_take_string (value, ga_record_get_title (self));
      return;
    }
  field = &self->entity->fields[id - PROP_FIRST_FIELD];
  held = &self->values[id - PROP_FIRST_FIELD];
  if (field->type == GA_FIELD_FLAG)
    g_value_set_boolean (value, held->kind == GA_VALUE_INTEGER && held->integer != 0);
  else if (is_integer (field))
    g_value_set_int64 (value, held->kind == GA_VALUE_INTEGER ? held->integer : 0);
  else
    g_value_take_string (value, ga_value_to_text (field, held));
}

static void
ga_record_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GaRecord *self = GA_RECORD (object);
  const GaField *field;
  GaValue *held;

  g_return_if_fail (id >= PROP_FIRST_FIELD);

  field = &self->entity->fields[id - PROP_FIRST_FIELD];
  held = &self->values[id - PROP_FIRST_FIELD];
  if (field->type == GA_FIELD_FLAG)
    ga_value_set_integer (held, g_value_get_boolean (value));
  else if (is_integer (field))
    ga_value_set_integer (held, g_value_get_int64 (value));
  else if (!ga_value_parse (field, g_value_get_string (value), held, NULL))
    ga_value_clear (held);
}

static void
ga_record_finalize (GObject *object)
{
  GaRecord *self = GA_RECORD (object);

  for (guint i = 0; i < self->entity->n_fields; i++)
    ga_value_clear (&self->values[i]);
  g_free (self->values);
  G_OBJECT_CLASS (parent_class)->finalize (object);
}

static void
ga_record_base_init_class (gpointer klass, gpointer data)
{
  GObjectClass *object_class = klass;

  parent_class = g_type_class_peek_parent (klass);
  object_class->finalize = ga_record_finalize;
  object_class->get_property = ga_record_get_property;
  g_object_class_install_property (
      object_class, PROP_ID,
      g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
      object_class, PROP_TITLE,
      g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
ga_record_entity_init_class (gpointer klass, gpointer data)
{
  GObjectClass *object_class = klass;
  const GaEntity *entity = data;

  /* These two are not inherited. */
  object_class->get_property = ga_record_get_property;
  object_class->set_property = ga_record_set_property;
  for (guint i = 0; i < entity->n_fields; i++)
    g_object_class_install_property (object_class, PROP_FIRST_FIELD + i,
                                     describe_field (&entity->fields[i]));
}

static void
ga_record_init_instance (GTypeInstance *instance, gpointer klass)
{
  GaRecord *self = (GaRecord *) instance;

  self->entity = g_type_get_qdata (G_TYPE_FROM_CLASS (klass), entity_quark ());
  self->values = g_new0 (GaValue, self->entity->n_fields);
}

GType
ga_record_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      const GTypeInfo info = {
        .class_size = sizeof (GaRecordClass),
        .class_init = ga_record_base_init_class,
        .instance_size = sizeof (GaRecord),
      };

      g_once_init_leave (
          &type, g_type_register_static (G_TYPE_OBJECT, "GaRecord", &info, G_TYPE_FLAG_ABSTRACT));
    }
  return type;
}

/* Named after the entity; a test may have two descriptors of one name. */
static GType
register_type (const GaEntity *entity)
{
  g_autofree char *name = g_strdup_printf ("GaRecord_%s", entity->name);
  const GTypeInfo info = {
    .class_size = sizeof (GaRecordClass),
    .class_init = ga_record_entity_init_class,
    .class_data = entity,
    .instance_size = sizeof (GaRecord),
    .instance_init = ga_record_init_instance,
  };
  GType type;

  while (g_type_from_name (name) != G_TYPE_INVALID)
    {
      char *longer = g_strconcat (name, "_", NULL);

      g_free (name);
      name = longer;
    }
  type = g_type_register_static (GA_TYPE_RECORD, name, &info, G_TYPE_FLAG_NONE);
  g_type_set_qdata (type, entity_quark (), (gpointer) entity);
  return type;
}

/**
 * ga_record_type_for:
 *
 * Returns: the class of the records of @entity, registered when first asked for. Any thread.
 */
GType
ga_record_type_for (const GaEntity *entity)
{
  static GHashTable *types;
  static GMutex mutex;
  GType type;

  g_mutex_lock (&mutex);
  if (types == NULL)
    types = g_hash_table_new (NULL, NULL);
  type = (GType) GPOINTER_TO_SIZE (g_hash_table_lookup (types, entity));
  if (type == 0)
    {
      type = register_type (entity);
      g_hash_table_insert (types, (gpointer) entity, GSIZE_TO_POINTER (type));
    }
  g_mutex_unlock (&mutex);
  return type;
}

/**
 * ga_record_new:
 *
 * Returns: (transfer full): a new record with a new id and the fields' usual values
 */
GaRecord *
ga_record_new (const GaEntity *entity)
{
  GaId id = ga_id_new ();
  GaRecord *self = ga_record_new_blank (entity, &id);

  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].fallback != NULL)
      ga_value_parse (&entity->fields[i], entity->fields[i].fallback, &self->values[i], NULL);
  return self;
}

/**
 * ga_record_new_blank:
 * @id: (nullable): its id
 *
 * Returns: (transfer full): a record with every field empty, for filling from a file
 */
GaRecord *
ga_record_new_blank (const GaEntity *entity, const GaId *id)
{
  GaRecord *self = g_object_new (ga_record_type_for (entity), NULL);

  if (id != NULL)
    self->id = *id;
  return self;
}

/**
 * ga_record_copy:
 *
 * Returns: (transfer full): a copy to edit
 */
GaRecord *
ga_record_copy (const GaRecord *self)
{
  GaRecord *copy = ga_record_new_blank (self->entity, &self->id);

  for (guint i = 0; i < self->entity->n_fields; i++)
    ga_value_copy (&self->values[i], &copy->values[i]);
  copy->stored = self->stored;
  return copy;
}

const GaEntity *
ga_record_get_entity (const GaRecord *self)
{
  return self->entity;
}

const GaId *
ga_record_get_id (const GaRecord *self)
{
  return &self->id;
}

void
ga_record_set_id (GaRecord *self, const GaId *id)
{
  self->id = *id;
}

/**
 * ga_record_derive_id:
 *
 * Sets the id that follows from what the record is, where its entity says so (`identity`) and those
 * fields have values; leaves it alone otherwise.
 */
void
ga_record_derive_id (GaRecord *self)
{
  g_autoptr (GString) fact = NULL;

  if (self->entity->identity == NULL)
    return;
  fact = g_string_new (self->entity->name);
  for (const char *const *name = self->entity->identity; *name != NULL; name++)
    {
      int index = ga_entity_field_index (self->entity, *name);
      g_autofree char *text = ga_value_to_text (&self->entity->fields[index], &self->values[index]);

      if (text == NULL)
        return;
      g_string_append_c (fact, ':');
      g_string_append (fact, text);
    }
  self->id = ga_id_for_fact (fact->str);
}

/**
 * ga_record_is_stored:
 *
 * Returns: whether it was read from a file (a change), or is new
 */
gboolean
ga_record_is_stored (const GaRecord *self)
{
  return self->stored;
}

void
ga_record_set_stored (GaRecord *self, gboolean stored)
{
  self->stored = stored;
}

const GaValue *
ga_record_get_nth (const GaRecord *self, guint index)
{
  return &self->values[index];
}

/**
 * ga_record_take_nth:
 * @value: (transfer full): its content moves into the record; empty afterwards
 */
void
ga_record_take_nth (GaRecord *self, guint index, GaValue *value)
{
  ga_value_clear (&self->values[index]);
  self->values[index] = *value;
  memset (value, 0, sizeof *value);
}

/* A name that the entity lacks is a programmer's mistake, never a user's. */
static GaValue *
slot (const GaRecord *self, const char *field)
{
  int index = ga_entity_field_index (self->entity, field);

  if (G_UNLIKELY (index < 0))
    g_error ("%s has no field %s", self->entity->name, field);
  return &self->values[index];
}

const GaValue *
ga_record_get (const GaRecord *self, const char *field)
{
  return slot (self, field);
}

void
ga_record_set (GaRecord *self, const char *field, const GaValue *value)
{
  ga_value_copy (value, slot (self, field));
}

void
ga_record_clear (GaRecord *self, const char *field)
{
  ga_value_clear (slot (self, field));
}

gboolean
ga_record_has (const GaRecord *self, const char *field)
{
  return slot (self, field)->kind != GA_VALUE_NONE;
}

/**
 * ga_record_get_text:
 *
 * Returns: (nullable): the text of a field that holds text; %NULL when empty
 */
const char *
ga_record_get_text (const GaRecord *self, const char *field)
{
  const GaValue *value = slot (self, field);

  return value->kind == GA_VALUE_TEXT ? value->text : NULL;
}

/**
 * ga_record_get_integer:
 *
 * Returns: the number, in the field's unit; 0 when empty
 */
gint64
ga_record_get_integer (const GaRecord *self, const char *field)
{
  const GaValue *value = slot (self, field);

  return value->kind == GA_VALUE_INTEGER ? value->integer : 0;
}

/* Whether the code that @field holds is one of @codes, parted by spaces. */
gboolean
ga_record_is_one_of (const GaRecord *self, const char *field, const char *codes)
{
  const char *code = ga_record_get_text (self, field);
  g_auto (GStrv) list = g_strsplit (codes, " ", -1);

  return code != NULL && g_strv_contains ((const char *const *) list, code);
}

gboolean
ga_record_same (const GaRecord *a, const GaRecord *b, const char *field)
{
  return ga_value_equal (ga_record_get (a, field), ga_record_get (b, field));
}

gboolean
ga_record_get_flag (const GaRecord *self, const char *field)
{
  return ga_record_get_integer (self, field) != 0;
}

/**
 * ga_record_get_reference:
 *
 * Returns: (nullable): the id referred to
 */
const GaId *
ga_record_get_reference (const GaRecord *self, const char *field)
{
  const GaValue *value = slot (self, field);

  return value->kind == GA_VALUE_ID ? &value->id : NULL;
}

void
ga_record_set_text (GaRecord *self, const char *field, const char *text)
{
  ga_value_set_text (slot (self, field), text);
}

void
ga_record_set_integer (GaRecord *self, const char *field, gint64 integer)
{
  ga_value_set_integer (slot (self, field), integer);
}

/**
 * ga_record_set_reference:
 * @id: (nullable): what to refer to
 */
void
ga_record_set_reference (GaRecord *self, const char *field, const GaId *id)
{
  GaValue *value = slot (self, field);

  if (id == NULL)
    ga_value_clear (value);
  else
    ga_value_set_id (value, id);
}

/* The currency that is written with an amount says something where none stands beside it to be
 * chosen: then it follows from what the record belongs to. */
static gboolean
take_currency (GaRecord *self, const GaField *field, const char *text, GError **error)
{
  const char *said = field->type == GA_FIELD_MONEY ? ga_money_find_currency (text) : NULL;
  const GaField *currency =
      said != NULL ? ga_entity_get_field (self->entity, field->currency) : NULL;

  if (currency == NULL || !(currency->flags & GA_FIELD_HIDDEN))
    return TRUE;
  if (!ga_record_has (self, currency->name))
    ga_record_set_text (self, currency->name, said);
  return ga_record_check_currency (self, field, text, error);
}

/**
 * ga_record_check_currency:
 * @field: of money
 * @text: an amount as somebody wrote it
 *
 * Whether the currency that it is written with, if it is, is that of the record.
 */
gboolean
ga_record_check_currency (const GaRecord *self,
                          const GaField *field,
                          const char *text,
                          GError **error)
{
  const char *said = ga_money_find_currency (text);
  const char *counted = ga_record_get_text (self, field->currency);
  const GaField *currency;

  if (said == NULL || g_strcmp0 (said, counted) == 0)
    return TRUE;
  currency = ga_entity_get_field (self->entity, field->currency);
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
               currency->flags & GA_FIELD_HIDDEN
                   /* TRANSLATORS: "500 NOK", NOK, DKK */
                   ? _ ("“%1$s” is in %2$s, but this is counted in %3$s. Write the amount in %3$s.")
                   /* TRANSLATORS: "500 NOK", NOK, DKK */
                   : _ ("“%1$s” is in %2$s, but this is counted in %3$s. Write the amount in %3$s, "
                        "or change the currency."),
               text, said, counted != NULL ? counted : "");
  return FALSE;
}

/**
 * ga_record_parse:
 * @text: (nullable): what somebody wrote; empty clears the field
 *
 * Reads @text as the field's type. The field is unchanged on failure.
 */
gboolean
ga_record_parse (GaRecord *self, const char *field, const char *text, GError **error)
{
  const GaField *descriptor = ga_entity_get_field (self->entity, field);

  return take_currency (self, descriptor, text, error) &&
         ga_value_parse (descriptor, text, slot (self, field), error);
}

char *
ga_record_say (const GaRecord *self, const GaField *field)
{
  const GaValue *value = slot (self, field->name);
  char *said = self->entity->say != NULL ? self->entity->say (self, field) : NULL;

  if (said != NULL)
    return said;
  if (field->type == GA_FIELD_MONEY && value->kind == GA_VALUE_INTEGER)
    return ga_money_display (value->integer, ga_record_get_text (self, field->currency));
  return ga_value_display (field, value);
}

/**
 * ga_record_get_title:
 *
 * Returns: (transfer full): the record's name as far as it holds it itself; ga_reader_title()
 * follows references too
 */
char *
ga_record_get_title (const GaRecord *self)
{
  g_auto (GStrv) names = g_strsplit (self->entity->title, " ", -1);
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const GaField *field = ga_entity_get_field (self->entity, names[i]);
      g_autofree char *text = NULL;

      if (field->type == GA_FIELD_REFERENCE)
        continue;
      text = ga_record_say (self, field);
      if (text == NULL)
        continue;
      if (title->len > 0)
        g_string_append (title, " · ");
      g_string_append (title, text);
    }
  return g_string_free (g_steal_pointer (&title), FALSE);
}

/**
 * ga_record_become:
 * @now: the same record as it is now; left with what @self was
 *
 * Takes the values of @now, and notifies of the fields that differ and of the title.
 */
void
ga_record_become (GaRecord *self, GaRecord *now)
{
  g_return_if_fail (self->entity == now->entity && ga_id_equal (&self->id, &now->id));

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      GaValue before = self->values[i];

      if (ga_value_equal (&before, &now->values[i]))
        continue;
      self->values[i] = now->values[i];
      now->values[i] = before;
      g_object_notify (G_OBJECT (self), self->entity->fields[i].name);
      g_object_notify (G_OBJECT (self), "title");
    }
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
ga_record_equal (const GaRecord *a, const GaRecord *b)
{
  if (a->entity != b->entity || !ga_id_equal (&a->id, &b->id))
    return FALSE;
  for (guint i = 0; i < a->entity->n_fields; i++)
    if (!ga_value_equal (&a->values[i], &b->values[i]))
      return FALSE;
  return TRUE;
}

static void
add_problem (GPtrArray *problems, const GaField *field, GError *error)
{
  GaProblem *problem = g_new (GaProblem, 1);

  problem->field = field;
  problem->error = error;
  g_ptr_array_add (problems, problem);
}

/**
 * ga_record_validate:
 *
 * Checks everything that the record alone can tell: each field, then the rule of the whole. Whether
 * references lead somewhere the store checks.
 *
 * Returns: (transfer full) (element-type GaProblem): the problems, in the order of the fields
 */
GPtrArray *
ga_record_validate (const GaRecord *self)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_problem_free);
  const char *field = NULL;
  GError *error = NULL;

  for (guint i = 0; i < self->entity->n_fields; i++)
    if (!ga_value_check (&self->entity->fields[i], &self->values[i], &error))
      add_problem (problems, &self->entity->fields[i], g_steal_pointer (&error));
  /* The rule of the whole may count on right fields. */
  if (problems->len == 0 && self->entity->check != NULL &&
      !self->entity->check (self, &field, &error))
    add_problem (problems, field != NULL ? ga_entity_get_field (self->entity, field) : NULL,
                 g_steal_pointer (&error));
  return problems;
}

void
ga_problem_free (GaProblem *problem)
{
  g_clear_error (&problem->error);
  g_free (problem);
}

/**
 * ga_problem_to_error:
 *
 * Returns: (transfer full): the problem as one sentence that names its field
 */
GError *
ga_problem_to_error (const GaProblem *problem)
{
  if (problem->field == NULL)
    return g_error_copy (problem->error);
  /* Translators: %1$s is the name of a field, %2$s a whole sentence about it. */
  return g_error_new (problem->error->domain, problem->error->code, _ ("%1$s: %2$s"),
                      ga_field_get_label (problem->field), problem->error->message);
}
