/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-conflict-subject.h"
#include "model/ga-flaw.h"
#include "model/ga-judging.h"
#include "server/ga-files.h"
#include "server/ga-quarantine.h"

/* Whether an operation may be done: known, allowed, right, and referring to what its author sees.
 */

static void
refuse (GaRefusal *refusal, const char *code, const char *field)
{
  refusal->code = code;
  refusal->field = field;
}

void
ga_refusal_say (GaRefusal *self, const char *code, const GaProblem *problem)
{
  g_autoptr (GError) said = ga_problem_to_error (problem);

  refuse (self, code, problem->field != NULL ? problem->field->name : NULL);
  ga_refusal_clear (self);
  if (!g_error_matches (said, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE))
    self->sentence = g_strdup (said->message);
}

void
ga_refusal_clear (GaRefusal *self)
{
  g_clear_pointer (&self->sentence, g_free);
}

/**
 * ga_pushing_check_form:
 *
 * What can be told without looking at any row. Conflict records are the server's; people only say
 * what they decided. Returns: whether it may go on
 */
gboolean
ga_pushing_check_form (const GaOperation *operation, GaRefusal *refusal)
{
  const GaEntity *entity = operation->entity;

  if (entity == NULL)
    refuse (refusal, "unknown-entity", NULL);
  else if (operation->unknown != NULL || operation->extra != NULL)
    refuse (refusal, "unknown-field", NULL);
  else if (g_str_equal (entity->name, "conflict"))
    {
      int state = ga_entity_field_index (entity, "state");

      if (operation->kind != GA_OPERATION_UPDATE)
        refuse (refusal, "derived", NULL);
      for (guint i = 0; i < operation->values->len; i++)
        {
          guint field = g_array_index (operation->values, GaFieldValue, i).field;

          if ((int) field != state)
            refuse (refusal, "derived", entity->fields[field].name);
        }
    }
  return refusal->code == NULL;
}

/* Erasure by law beats every edit. What was deleted long ago comes back only as a whole. */
static gboolean
is_gone_for_good (GaPushing *self, const GaId *id)
{
  return g_hash_table_contains (self->erased, id) || (g_hash_table_contains (self->forgotten, id) &&
                                                      !g_hash_table_contains (self->arriving, id));
}

/* What is in quarantine is there for what goes into quarantine with it. */
static gboolean
is_only_offered (GaPushing *self, const GaStoredRow *row)
{
  return row->row->revision == 0 && !self->offers;
}

/* @row: (nullable): what the server has under the operation's id */
void
ga_pushing_check_known (GaPushing *self,
                        const GaOperation *operation,
                        const GaStoredRow *row,
                        GaRefusal *refusal)
{
  gboolean is_there = row != NULL && !row->gone;
  gboolean is_gone = !is_there && is_gone_for_good (self, &operation->id);

  if (operation->kind == GA_OPERATION_DELETE && (is_gone || (row != NULL && row->gone)))
    return;
  if (is_gone)
    refuse (refusal, "gone", NULL);
  else if (row == NULL && operation->kind != GA_OPERATION_INSERT)
    refuse (refusal, "missing", NULL);
  else if (row != NULL &&
           (!ga_rights_see (self->rights, &row->row->space) || is_only_offered (self, row)))
    refuse (refusal, "not-allowed", NULL);
}

static gboolean
add_community_of_meeting (GaPushing *self, const GaId *meeting, GaRowPlace *place, GError **error)
{
  const GaEntity *entity = ga_schema_get (self->schema, "meeting");
  GaStoredRow *row = NULL;

  if (!ga_rows_find (self->rows, entity, meeting, &row, error))
    return FALSE;
  if (row != NULL)
    ga_row_place_add (place, &row->row->values[ga_entity_field_index (entity, "community")].id);
  return TRUE;
}

static gboolean
find_place (GaPushing *self,
            const GaStoredRow *row,
            const GaRecord *record,
            const GaSpace *space,
            GaRowPlace *place,
            GError **error)
{
  const GaId *meeting = ga_row_place_read (place, record, space);

  place->is_mine = row != NULL && row->row->by == self->session->account;
  return meeting == NULL || add_community_of_meeting (self, meeting, place, error);
}

/* A record that was deleted tells, too, whose it was. */
static gboolean
find_place_of_conflict (GaPushing *self,
                        const GaRecord *conflict,
                        const GaSpace *space,
                        GaRowPlace *place,
                        GError **error)
{
  GaStoredRow *row = NULL;
  g_autoptr (GaRecord) subject = NULL;
  const GaEntity *entity;
  const GaId *meeting;
  GaId id;

  if (!ga_conflict_find_subject (self->schema, conflict, &entity, &id))
    return find_place (self, NULL, conflict, space, place, error);
  if (!ga_rows_find (self->rows, entity, &id, &row, error))
    return FALSE;
  if (row != NULL)
    subject = ga_row_to_record (row->row);
  meeting = ga_row_place_read_conflict (place, conflict, entity, &id, subject, space);
  place->is_mine = row != NULL && row->row->by == self->session->account;
  return meeting == NULL || add_community_of_meeting (self, meeting, place, error);
}

/* @row: (nullable); @record and @space: as it is, or as it is to be */
gboolean
ga_pushing_check_right (GaPushing *self,
                        const GaOperation *operation,
                        const GaStoredRow *row,
                        const GaRecord *record,
                        const GaSpace *space,
                        GaAccess *access,
                        GaRefusal *refusal,
                        GError **error)
{
  gboolean is_there = row != NULL && !row->gone;
  GaOperationKind kind = operation->kind;
  GaRowPlace place = { 0 };

  if (kind != GA_OPERATION_DELETE)
    kind = is_there ? GA_OPERATION_UPDATE : GA_OPERATION_INSERT;
  if (!(g_str_equal (operation->entity->name, "conflict")
            ? find_place_of_conflict (self, record, space, &place, error)
            : find_place (self, row, record, space, &place, error)))
    return FALSE;
  if (ga_rights_may (self->rights, operation->entity, kind, &place, access))
    return TRUE;
  place.is_mine = TRUE;
  refuse (refusal,
          ga_rights_may (self->rights, operation->entity, kind, &place, NULL) ? "not-yours"
                                                                              : "not-allowed",
          NULL);
  return TRUE;
}

/* Nobody adds to what they know to be deleted, so what somebody else deleted comes back. */
static gboolean
comes_back (GaPushing *self, const GaField *field, const GaStoredRow *row)
{
  return ga_field_needs_target (field) && !ga_id_equal (&row->client, &self->push->client);
}

/* What there has never been anything of may come yet, from who brought it before the server was
 * restored. */
static gboolean
refuse_unknown (
    GaPushing *self, const GaField *field, const GaId *id, GaRefusal *refusal, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (self->sql,
                      "SELECT 1 FROM erasure WHERE tenant = $1 AND id = $2 UNION ALL "
                      "SELECT 1 FROM history WHERE tenant = $1 AND id = $2 LIMIT 1",
                      error);
  gboolean known = FALSE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, id);
  if (!ga_statement_step (statement, &known, error))
    return FALSE;
  ga_statement_reset (statement);
  refuse (refusal, known ? "reference" : "missing", field->name);
  return TRUE;
}

/* What the push itself brings is taken for there only where there is nothing: who claims to insert
 * what others have gets no hold of it. */
static gboolean
check_target (
    GaPushing *self, const GaField *field, const GaId *id, GaRefusal *refusal, GError **error)
{
  const GaEntity *entity = ga_schema_get (self->schema, field->target);
  gboolean arrives = g_hash_table_lookup (self->arriving, id) == entity;
  GaStoredRow *row = NULL;

  if (GA_FLAW (ANY_REFERENCE))
    return TRUE;
  if (!ga_quarantine_find (self, entity, id, &row, error))
    return FALSE;
  if (row == NULL)
    return arrives || refuse_unknown (self, field, id, refusal, error);
  if (!ga_rights_see (self->rights, &row->row->space) || is_only_offered (self, row) ||
      (row->gone && !arrives && !comes_back (self, field, row)))
    refuse (refusal, "reference", field->name);
  return TRUE;
}

static gboolean
check_targets (GaPushing *self,
               const GaField *field,
               const char *text,
               const char *before,
               GaRefusal *refusal,
               GError **error)
{
  g_auto (GStrv) ids = g_strsplit (text, " ", -1);
  g_auto (GStrv) known = g_strsplit (before != NULL ? before : "", " ", -1);

  for (guint i = 0; ids[i] != NULL && refusal->code == NULL; i++)
    {
      GaId id;

      if (g_strv_contains ((const char *const *) known, ids[i]))
        continue;
      if (!ga_id_parse (ids[i], &id))
        refuse (refusal, "reference", field->name);
      else if (!check_target (self, field, &id, refusal, error))
        return FALSE;
    }
  return TRUE;
}

/* Only what is set must lead somewhere: what stood before may be outside what its author sees. */
static gboolean
check_references (GaPushing *self,
                  const GaRecord *after,
                  const GaRecord *before,
                  GaRefusal *refusal,
                  GError **error)
{
  const GaEntity *entity = ga_record_get_entity (after);

  for (guint i = 0; i < entity->n_fields && refusal->code == NULL; i++)
    {
      const GaField *field = &entity->fields[i];
      const GaValue *value = ga_record_get_nth (after, i);
      const GaValue *old = before != NULL ? ga_record_get_nth (before, i) : NULL;

      if (field->target == NULL || value->kind == GA_VALUE_NONE ||
          (old != NULL && ga_value_equal (value, old)))
        continue;
      if (!(field->type == GA_FIELD_REFERENCES
                ? check_targets (self, field, value->text,
                                 old != NULL && old->kind == GA_VALUE_TEXT ? old->text : NULL,
                                 refusal, error)
                : check_target (self, field, &value->id, refusal, error)))
        return FALSE;
    }
  return TRUE;
}

/* A record that is right by itself and whose references lead somewhere has a space, unless it
 * depends on one that was deleted meanwhile. */
static gboolean
find_space (
    GaPushing *self, const GaRecord *after, GaSpace *space, GaRefusal *refusal, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!ga_space_resolve (self->work, after, space, &local))
    {
      if (local->domain != GA_MODEL_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      refuse (refusal, "reference", NULL);
    }
  else if (space->place == GA_PLACE_OWN)
    refuse (refusal, "space", NULL);
  return TRUE;
}

/* A row may name a file that is there, and that its author has or has had: to know the name of a
 * file gives nobody its content. */
static gboolean
check_file (GaPushing *self,
            const GaRecord *after,
            const GaRecord *before,
            GaRefusal *refusal,
            GError **error)
{
  gint64 size;

  if (!g_str_equal (ga_record_get_entity (after)->name, "attachment") ||
      (before != NULL &&
       ga_value_equal (ga_record_get (after, "sha256"), ga_record_get (before, "sha256")) &&
       ga_value_equal (ga_record_get (after, "size"), ga_record_get (before, "size"))))
    return TRUE;
  if (!ga_files_find (self->sql, self->schema, self->session, self->rights,
                      ga_record_get_text (after, "sha256"), TRUE, &size, error))
    return FALSE;
  if (size != ga_record_get_integer (after, "size"))
    refuse (refusal, "file", NULL);
  return TRUE;
}

/* Whether what the id follows from has another value than before. */
static gboolean
is_of_something_else (const GaRecord *after, const GaRecord *before)
{
  const char *const *identity = ga_record_get_entity (after)->identity;

  for (guint i = 0; before != NULL && identity != NULL && identity[i] != NULL; i++)
    if (!ga_value_equal (ga_record_get (after, identity[i]), ga_record_get (before, identity[i])))
      return TRUE;
  return before == NULL;
}

/* Where the id follows from what a record is of, as that of an attendance from its walk and
 * participant: under another it would count twice, or take the place of what somebody else is about
 * to say. */
static void
check_identity (const GaRecord *after, const GaRecord *before, GaRefusal *refusal)
{
  const GaEntity *entity = ga_record_get_entity (after);
  g_autoptr (GaRecord) derived = NULL;

  if (entity->identity == NULL || !is_of_something_else (after, before))
    return;
  derived = ga_record_copy (after);
  ga_record_derive_id (derived);
  if (!ga_id_equal (ga_record_get_id (derived), ga_record_get_id (after)))
    refuse (refusal, "invalid", entity->identity[0]);
}

static gboolean
check_record (GaPushing *self,
              const GaRecord *after,
              const GaRecord *before,
              GaSpace *space,
              GaRefusal *refusal,
              GError **error)
{
  g_autoptr (GPtrArray) problems = ga_record_validate (after);

  if (problems->len > 0)
    {
      ga_refusal_say (refusal, "invalid", g_ptr_array_index (problems, 0));
      return TRUE;
    }
  if (!check_references (self, after, before, refusal, error))
    return FALSE;
  if (refusal->code == NULL)
    check_identity (after, before, refusal);
  return refusal->code != NULL || find_space (self, after, space, refusal, error);
}

/* What was right on its computer may not be any more beside what others have done. Of what is only
 * offered that is asked when somebody takes it up. */
static gboolean
judge (GaPushing *self,
       const GaRecord *after,
       const GaRecord *before,
       GaRefusal *refusal,
       GError **error)
{
  g_autoptr (GError) local = NULL;
  GaProblem problem = { 0 };
  const char *field;

  if (self->offers || ga_judging_judge (after, before, self->work, before != NULL, &field, &local))
    return TRUE;
  if (local->domain != GA_MODEL_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (field != NULL)
    problem.field = ga_entity_get_field (ga_record_get_entity (after), field);
  problem.error = local;
  ga_refusal_say (refusal, "beside", &problem);
  return TRUE;
}

static gboolean
judge_parent (GaPushing *self, GaStoredRow *row, gpointer user_data, GError **error)
{
  GaRefusal *refusal = user_data;
  g_autoptr (GaRecord) record = ga_row_to_record (row->row);

  if (refusal->code != NULL)
    return TRUE;
  if (!judge (self, record, NULL, refusal, error))
    return FALSE;
  if (refusal->code != NULL)
    refusal->field = NULL;
  return ga_pushing_for_each_gone_parent (self, record, judge_parent, refusal, error);
}

/* It stands, and what it brings back with it. */
static gboolean
judge_all (GaPushing *self,
           const GaRecord *after,
           const GaRecord *before,
           GaRefusal *refusal,
           GError **error)
{
  return judge (self, after, before, refusal, error) &&
         ga_pushing_for_each_gone_parent (self, after, judge_parent, refusal, error);
}

/* Whoever may not write it at all need not wait for room for its file. */
gboolean
ga_pushing_check_record (GaPushing *self,
                         const GaOperation *operation,
                         const GaStoredRow *row,
                         const GaRecord *after,
                         const GaRecord *before,
                         GaSpace *space,
                         GaAccess *access,
                         GaRefusal *refusal,
                         GError **error)
{
  if (!check_record (self, after, before, space, refusal, error))
    return FALSE;
  if (refusal->code == NULL &&
      !ga_pushing_check_right (self, operation, row, after, space, access, refusal, error))
    return FALSE;
  return refusal->code != NULL || (judge_all (self, after, before, refusal, error) &&
                                   check_file (self, after, before, refusal, error));
}
