/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/ga-reader-private.h"
#include "store/ga-store.h"
#include "store/ga-transaction-private.h"
#include "store/ga-walker-merge.h"

/* What happens to the records that refer to one that moves, goes, or turns out to be another. */

static gboolean
refers (const GaField *field)
{
  return field->type == GA_FIELD_REFERENCE || field->type == GA_FIELD_REFERENCES;
}

static GaQuery *
query_referring (const GaEntity *child, const GaField *field, const GaId *id)
{
  GaQuery *query = ga_query_new (child);
  char text[GA_ID_TEXT_SIZE];

  if (field->type == GA_FIELD_REFERENCE)
    ga_query_where_id (query, field->name, id);
  else
    {
      ga_id_format (id, text);
      ga_query_where_text (query, field->name, GA_CONTAINS, text);
    }
  return query;
}

static GPtrArray *
list_referring (GaTransaction *self,
                const GaEntity *child,
                const GaField *field,
                const GaId *id,
                GError **error)
{
  g_autoptr (GaQuery) query = query_referring (child, field, id);

  return ga_reader_list (ga_transaction_get_reader (self), query, error);
}

typedef gboolean (*ReferringFunc) (GaTransaction *self,
                                   const GaRecord *target,
                                   const GaEntity *child,
                                   const GaField *field,
                                   gpointer data,
                                   GError **error);

/* Calls @func for every field of every entity that refers to the kind of record that @target is. */
static gboolean
for_each_referring (
    GaTransaction *self, const GaRecord *target, ReferringFunc func, gpointer data, GError **error)
{
  GaSchema *schema = ga_reader_get_schema (ga_transaction_get_reader (self));
  const char *name = ga_record_get_entity (target)->name;

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *child = ga_schema_get_nth (schema, i);

      for (guint f = 0; f < child->n_fields; f++)
        if (refers (&child->fields[f]) && g_str_equal (child->fields[f].target, name) &&
            !func (self, target, child, &child->fields[f], data, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
move_children (GaTransaction *self,
               const GaRecord *target,
               const GaEntity *child,
               const GaField *field,
               gpointer data,
               GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  if (!ga_space_depends (child, field))
    return TRUE;
  records = list_referring (self, child, field, ga_record_get_id (target), error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!ga_transaction_write (self, g_ptr_array_index (records, i), g_ptr_array_index (records, i),
                               error))
      return FALSE;
  return records != NULL;
}

/**
 * ga_transaction_move_children:
 *
 * What lives where @record lives moves with it.
 */
gboolean
ga_transaction_move_children (GaTransaction *self, const GaRecord *record, GError **error)
{
  return for_each_referring (self, record, move_children, NULL, error);
}

static gboolean
refuse_delete (const GaEntity *child, GError **error)
{
  g_set_error (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED,
               /* Translators: %s is a kind of record in the plural, such as Walks. */
               _ ("This cannot be deleted while it is used. See: %s."),
               ga_entity_get_plural (child));
  return FALSE;
}

/* Empties a reference, and takes the id out of a list. */
static void
clear_reference (GaRecord *record, const GaField *field, const GaId *id)
{
  char text[GA_ID_TEXT_SIZE];
  g_auto (GStrv) ids = NULL;
  g_autoptr (GString) rest = NULL;

  if (field->type == GA_FIELD_REFERENCE)
    {
      ga_record_clear (record, field->name);
      return;
    }
  ga_id_format (id, text);
  ids = g_strsplit (ga_record_get_text (record, field->name), " ", -1);
  rest = g_string_new (NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    if (!g_str_equal (ids[i], text))
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", ids[i]);
  ga_record_set_text (record, field->name, rest->len > 0 ? rest->str : NULL);
}

static gboolean delete_with_children (GaTransaction *self, const GaRecord *record, GError **error);

/* What the descriptors say happens to those that refer to what goes. */
static gboolean
let_go (GaTransaction *self,
        const GaRecord *target,
        const GaEntity *child,
        const GaField *field,
        gpointer data,
        GError **error)
{
  g_autoptr (GPtrArray) records = NULL;

  if (field->on_delete == GA_ON_DELETE_KEEP)
    return TRUE;
  records = list_referring (self, child, field, ga_record_get_id (target), error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      GaRecord *record = g_ptr_array_index (records, i);
      g_autoptr (GaRecord) cleared = NULL;

      if (field->on_delete == GA_ON_DELETE_REFUSE)
        return refuse_delete (child, error);
      if (field->on_delete == GA_ON_DELETE_CASCADE)
        {
          if (!delete_with_children (self, record, error))
            return FALSE;
          continue;
        }
      cleared = ga_record_copy (record);
      clear_reference (cleared, field, ga_record_get_id (target));
      if (!ga_transaction_write (self, cleared, record, error))
        return FALSE;
    }
  return records != NULL;
}

static gboolean
look_for_one (GaTransaction *self,
              const GaRecord *target,
              const GaEntity *child,
              const GaField *field,
              gpointer data,
              GError **error)
{
  g_autoptr (GaQuery) query = query_referring (child, field, ga_record_get_id (target));
  g_autoptr (GPtrArray) found = NULL;

  if (!ga_field_needs_target (field))
    return TRUE;
  ga_query_sort_columns (query, NULL);
  ga_query_set_window (query, 0, 1);
  found = ga_reader_list (ga_transaction_get_reader (self), query, error);
  return found != NULL && found->len == 0;
}

/**
 * ga_transaction_is_needed:
 * @needed: (out): whether a record that would go or refuse when @record goes refers to it
 */
gboolean
ga_transaction_is_needed (GaTransaction *self,
                          const GaRecord *record,
                          gboolean *needed,
                          GError **error)
{
  g_autoptr (GError) local = NULL;

  *needed = !for_each_referring (self, record, look_for_one, NULL, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
delete_with_children (GaTransaction *self, const GaRecord *record, GError **error)
{
  return for_each_referring (self, record, let_go, NULL, error) &&
         ga_transaction_remove (self, ga_record_get_entity (record), ga_record_get_id (record),
                                error);
}

/* What goes along is not asked. */
static gboolean
may_go (GaTransaction *self, const GaRecord *record, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  const char *field;

  return entity->let_go == NULL || entity->let_go (record, NULL, GA_WORK (self), &field, error);
}

/**
 * ga_transaction_delete:
 *
 * Deletes a record, and what its descriptor's references say goes with it; all of it comes back
 * with one undo.
 */
gboolean
ga_transaction_delete (GaTransaction *self, const GaEntity *entity, const GaId *id, GError **error)
{
  g_autoptr (GaRecord) record = NULL;

  g_return_val_if_fail (GA_IS_TRANSACTION (self), FALSE);

  record = ga_reader_find (ga_transaction_get_reader (self), entity, id, error);
  return record != NULL && may_go (self, record, error) &&
         delete_with_children (self, record, error);
}

/* Points a reference, or the one of a list, at another record. */
static void
point_reference (GaRecord *record, const GaField *field, const GaId *from, const GaId *to)
{
  g_autofree char *text = ga_id_to_string (to);
  g_autofree char *ids = NULL;
  const char *rest;

  clear_reference (record, field, from);
  if (field->type == GA_FIELD_REFERENCE)
    {
      ga_record_set_reference (record, field->name, to);
      return;
    }
  rest = ga_record_get_text (record, field->name);
  if (rest != NULL && strstr (rest, text) != NULL)
    return;
  ids = rest != NULL ? g_strdup_printf ("%s %s", rest, text) : g_strdup (text);
  ga_record_set_text (record, field->name, ids);
}

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED, sentence);
  return FALSE;
}

/* A record whose id follows from what it refers to becomes another one, which may be there already
 * and then says what either said. */
static gboolean
put_as_another (GaTransaction *self, GaRecord *moved, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (moved);
  g_autoptr (GError) local = NULL;
  g_autoptr (GaRecord) there = ga_reader_find_any (ga_transaction_get_reader (self), entity,
                                                   ga_record_get_id (moved), &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  ga_record_set_stored (moved, FALSE);
  if (there == NULL)
    return ga_transaction_put (self, moved, error);
  if (entity->join == NULL)
    return refuse (_ ("Open both records and decide which one is to stay."), error);
  return entity->join (there, moved, error) && ga_transaction_put (self, there, error);
}

static gboolean
is_referred_to (GaSchema *schema, const GaEntity *entity)
{
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *other = ga_schema_get_nth (schema, i);

      for (guint f = 0; f < other->n_fields; f++)
        if (refers (&other->fields[f]) && g_str_equal (other->fields[f].target, entity->name))
          return TRUE;
    }
  return FALSE;
}

static gboolean
say_the_same (const GaRecord *one, const GaRecord *other)
{
  for (guint i = 0; i < ga_record_get_entity (one)->n_fields; i++)
    if (!ga_value_equal (ga_record_get_nth (one, i), ga_record_get_nth (other, i)))
      return FALSE;
  return TRUE;
}

/* Whoever was host of either was it once: what is said of the one that stays already, and what
 * nothing depends on, is not said twice. */
static gboolean
is_said (GaTransaction *self,
         const GaRecord *moved,
         const GaField *field,
         const GaRecord *stays,
         gboolean *said,
         GError **error)
{
  const GaEntity *entity = ga_record_get_entity (moved);
  g_autoptr (GPtrArray) others = NULL;

  *said = FALSE;
  if (is_referred_to (ga_reader_get_schema (ga_transaction_get_reader (self)), entity))
    return TRUE;
  others = list_referring (self, entity, field, ga_record_get_id (stays), error);
  for (guint i = 0; others != NULL && !*said && i < others->len; i++)
    *said = say_the_same (g_ptr_array_index (others, i), moved);
  return others != NULL;
}

static gboolean
move_one (GaTransaction *self,
          const GaRecord *record,
          const GaField *field,
          const GaRecord *target,
          const GaRecord *stays,
          GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_autoptr (GaRecord) moved = ga_record_copy (record);
  gboolean said;

  point_reference (moved, field, ga_record_get_id (target), ga_record_get_id (stays));
  ga_record_derive_id (moved);
  if (!ga_id_equal (ga_record_get_id (moved), ga_record_get_id (record)))
    return put_as_another (self, moved, error) &&
           ga_transaction_delete (self, entity, ga_record_get_id (record), error);
  if (!is_said (self, moved, field, stays, &said, error))
    return FALSE;
  return said ? ga_transaction_delete (self, entity, ga_record_get_id (record), error)
              : ga_transaction_put (self, moved, error);
}

static gboolean
move_referring (GaTransaction *self,
                const GaRecord *target,
                const GaEntity *child,
                const GaField *field,
                gpointer stays,
                GError **error)
{
  g_autoptr (GPtrArray) records =
      list_referring (self, child, field, ga_record_get_id (target), error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!move_one (self, g_ptr_array_index (records, i), field, target, stays, error))
      return FALSE;
  return records != NULL;
}

static gboolean
refers_to (const GaRecord *record, guint field, const GaRecord *other)
{
  const GaField *reference = &ga_record_get_entity (record)->fields[field];
  const GaValue *value = ga_record_get_nth (record, field);

  return reference->type == GA_FIELD_REFERENCE &&
         g_str_equal (reference->target, ga_record_get_entity (other)->name) &&
         value->kind == GA_VALUE_ID && ga_id_equal (&value->id, ga_record_get_id (other));
}

/* Whether it is of the other alone what it became, or what days and choices it has, which belong
 * together. */
static gboolean
is_of_one (const GaField *field)
{
  return field->type == GA_FIELD_DATE || field->type == GA_FIELD_CHOICE ||
         g_str_equal (field->name, "became");
}

/* Nothing refers to itself. */
static void
forget_itself (GaRecord *stays, const GaRecord *goes)
{
  const GaEntity *entity = ga_record_get_entity (stays);

  for (guint i = 0; i < entity->n_fields; i++)
    if (refers_to (stays, i, goes))
      ga_record_clear (stays, entity->fields[i].name);
}

/* What the one that stays does not say. An organisation that was part of its other record is part
 * of what that was part of, and never of itself. */
void
ga_transaction_fill_gaps (GaRecord *stays, const GaRecord *goes)
{
  const GaEntity *entity = ga_record_get_entity (stays);

  forget_itself (stays, goes);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];

      if (!is_of_one (field) && !ga_record_has (stays, field->name) &&
          ga_record_has (goes, field->name) && !refers_to (goes, i, stays))
        ga_record_set (stays, field->name, ga_record_get_nth (goes, i));
    }
}

/**
 * ga_transaction_holds_names:
 *
 * Names that are not here would stay behind with what goes: refuses where they belong to @record.
 */
gboolean
ga_transaction_holds_names (GaTransaction *self, const GaRecord *record, GError **error)
{
  const char *entity = ga_record_get_entity (record)->name;
  gboolean is_community = g_str_equal (entity, "community"), holds = FALSE;
  GaSpace space = { .place = GA_PLACE_COMMUNITY };

  if (!ga_db_is_sending (ga_transaction_get_db (self)) ||
      (!is_community && !g_str_equal (entity, "meeting")))
    return TRUE;
  space.target =
      is_community ? *ga_record_get_id (record) : *ga_record_get_reference (record, "community");
  if (!ga_space_is_held (ga_transaction_get_db (self), &space, &holds, error))
    return FALSE;
  return holds || refuse (_ ("Names belong to this, and they are not all on this computer. Ask "
                             "somebody who sees all of them to decide."),
                          error);
}

/* What is recorded of it meanwhile, and comes later, brings it back, and this with it. */
static gboolean
say_what_became (GaTransaction *self, GaRecord *goes, const GaId *stays, GError **error)
{
  if (ga_entity_get_field (ga_record_get_entity (goes), "became") == NULL)
    return TRUE;
  ga_record_set_reference (goes, "became", stays);
  return ga_transaction_put (self, goes, error);
}

/**
 * ga_transaction_merge:
 *
 * Two records are of one thing: what refers to @goes refers to @stays, which takes over what it
 * does not say itself, and @goes is deleted. Ordinary changes, all of them, and undone together.
 * Refused where something would be lost.
 */
gboolean
ga_transaction_merge (GaTransaction *self,
                      const GaEntity *entity,
                      const GaId *goes,
                      const GaId *stays,
                      GError **error)
{
  GaReader *reader = ga_transaction_get_reader (self);
  g_autoptr (GaRecord) old = ga_reader_find (reader, entity, goes, error);
  g_autoptr (GaRecord) kept = old != NULL ? ga_reader_find (reader, entity, stays, error) : NULL;
  gboolean walkers = g_str_equal (entity->name, "participant");
  g_autoptr (GaWalkerMerge) one = NULL;

  if (kept == NULL || !ga_transaction_holds_names (self, old, error) ||
      !ga_transaction_holds_names (self, kept, error))
    return FALSE;
  /* Told while they still are two. */
  one = walkers ? ga_walker_merge_look (reader, stays, goes, error) : NULL;
  if (walkers && one == NULL)
    return FALSE;
  if (one != NULL)
    g_set_object (&kept, one->result);
  else if (entity->join != NULL && !entity->join (kept, old, error))
    return FALSE;
  else
    ga_transaction_fill_gaps (kept, old);
  forget_itself (kept, old);
  return ga_transaction_put (self, kept, error) &&
         for_each_referring (self, old, move_referring, kept, error) &&
         (one == NULL || ga_walker_merge_be_new_once (self, stays, &one->first_meeting, error)) &&
         say_what_became (self, old, stays, error) &&
         ga_transaction_delete (self, entity, goes, error);
}
