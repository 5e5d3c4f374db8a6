/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-pushing.h"

#include "model/ga-flaw.h"
#include "server/ga-accounts-private.h"
#include "server/ga-conflicts.h"
#include "server/ga-quarantine.h"
#include "server/ga-server-work.h"
#include "server/ga-totals.h"
#include "server/ga-walk-question.h"

/* What is known of one operation while it is done.
 *
 * @revision: its own, whatever becomes of it
 * @stamp: who gives the fields their values
 * @row: (nullable): what the server has, also when that is gone
 * @before: (nullable): the same as a record
 * @after: the record that is to be
 * @outcomes: a value of the operation each
 * @access: the grant's that allows it
 * @overtaken: something that followed from an earlier operation of the push has changed the row
 */
typedef struct
{
  const GaOperation *operation;
  gint64 revision;
  GaFieldStamp stamp;
  GaStoredRow *row;
  GaRecord *before;
  GaRecord *after;
  GaSpace space;
  GaMergeOutcome *outcomes;
  GaAccess access;
  gboolean overtaken;
  GaRefusal refusal;
} Step;

static void
step_clear (Step *self)
{
  g_clear_object (&self->before);
  g_clear_object (&self->after);
  g_clear_pointer (&self->outcomes, g_free);
  ga_refusal_clear (&self->refusal);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

static const GaFieldValue *
nth_value (const GaOperation *operation, guint index)
{
  return &g_array_index (operation->values, GaFieldValue, index);
}

/* Who gives a field the value that it has already has said so, too. */
static gboolean
stands (GaMergeOutcome outcome)
{
  return outcome == GA_MERGE_CLEAN || outcome == GA_MERGE_WINS || outcome == GA_MERGE_SAME;
}

/* The client has taken over what it pushed; a row tells it what became of it instead. */
static void
answer_with_row (GaPushing *self, const Step *step, GaAnswerState state)
{
  GaAnswer *answer = ga_receipt_add (self->receipt, step->operation->number, state);

  if (step->row != NULL)
    answer->row = ga_pushing_show (self, step->row);
}

static void
answer_lost (GaPushing *self, const Step *step)
{
  g_autoptr (GStrvBuilder) lost = g_strv_builder_new ();
  GaAnswer *answer = ga_receipt_add (self->receipt, step->operation->number, GA_ANSWER_MERGED);

  for (guint i = 0; i < step->operation->values->len; i++)
    if (step->outcomes[i] == GA_MERGE_LOSES || step->outcomes[i] == GA_MERGE_ASKS)
      g_strv_builder_add (
          lost, step->operation->entity->fields[nth_value (step->operation, i)->field].name);
  answer->lost = g_strv_builder_end (lost);
  answer->row = ga_pushing_show (self, step->row);
}

/* Nothing refers to what was refused. */
GaAnswer *
ga_pushing_answer_refused (GaPushing *self, const GaOperation *operation, const GaRefusal *refusal)
{
  GaAnswer *answer = ga_receipt_add (self->receipt, operation->number, GA_ANSWER_REFUSED);

  answer->code = g_strdup (refusal->code);
  answer->field = g_strdup (refusal->field);
  answer->message = g_strdup (refusal->sentence != NULL ? refusal->sentence
                                                        : ga_refusal_get_sentence (refusal->code));
  if (operation->kind == GA_OPERATION_INSERT)
    g_hash_table_remove (self->arriving, &operation->id);
  return answer;
}

/* What becomes of each value by itself. */
static void
weigh (const Step *step)
{
  const GaOperation *operation = step->operation;

  for (guint i = 0; i < operation->values->len; i++)
    {
      const GaFieldValue *comes = nth_value (operation, i);

      step->outcomes[i] = GA_MERGE_CLEAN;
      if (step->row != NULL && !step->row->gone && !GA_FLAW (WHOLE_ROW))
        step->outcomes[i] = ga_merge_field (
            &operation->entity->fields[comes->field], &step->row->row->values[comes->field],
            &step->row->stamps[comes->field], &comes->value, operation->base, &step->stamp);
    }
}

static void
make_records (Step *step)
{
  const GaOperation *operation = step->operation;

  if (step->row != NULL)
    {
      step->before = ga_row_to_record (step->row->row);
      step->after = ga_record_copy (step->before);
    }
  else
    {
      step->after = ga_record_new (operation->entity);
      ga_record_set_id (step->after, &operation->id);
    }
  for (guint i = 0; i < operation->values->len; i++)
    if (stands (step->outcomes[i]))
      {
        const GaFieldValue *comes = nth_value (operation, i);
        g_auto (GaValue) value = { 0 };

        ga_value_copy (&comes->value, &value);
        ga_record_take_nth (step->after, comes->field, &value);
      }
}

/* Whether the change may be made; @step then has the record and the space it is to lie in. Nor is
 * what was deleted, or is only offered, taken over by whoever has its id: it stays whose it was. */
static gboolean
check_put (GaPushing *self, Step *step, GError **error)
{
  /* What was deleted may refer to what is no longer there. */
  gboolean is_there = step->row != NULL && !step->row->gone;
  g_autoptr (GaRecord) gone =
      step->row != NULL && !is_there ? ga_row_to_record (step->row->row) : NULL;

  if (step->row == NULL ? !ga_quarantine_check_id (self, step->operation, &step->refusal, error)
                        : !ga_pushing_check_right (
                              self, step->operation, step->row, is_there ? step->before : gone,
                              &step->row->row->space, &step->access, &step->refusal, error))
    return FALSE;
  if (step->refusal.code != NULL)
    return TRUE;
  return ga_pushing_check_record (self, step->operation, step->row, step->after,
                                  is_there ? step->before : NULL, &step->space, &step->access,
                                  &step->refusal, error);
}

/* What goes along with a field that people see is no question to them. */
static gboolean
goes_along (const GaField *field)
{
  return field->together != NULL && (field->flags & GA_FIELD_HIDDEN) != 0;
}

/* The values that do not stand become conflict records. */
static void
keep_losers (GaPushing *self, const Step *step)
{
  for (guint i = 0; i < step->operation->values->len; i++)
    {
      const GaFieldValue *comes = nth_value (step->operation, i);
      const GaValue *stood = &step->row->row->values[comes->field];
      const GaFieldStamp *stamp = &step->row->stamps[comes->field];

      if (goes_along (&step->operation->entity->fields[comes->field]))
        continue;
      if (step->outcomes[i] == GA_MERGE_WINS)
        ga_conflicts_add_field (self, step->row, "edit", comes->field, &comes->value, &step->stamp,
                                stood, stamp);
      else if (step->outcomes[i] == GA_MERGE_LOSES)
        ga_conflicts_add_field (self, step->row, "edit", comes->field, stood, stamp, &comes->value,
                                &step->stamp);
      else if (step->outcomes[i] == GA_MERGE_ASKS)
        ga_conflicts_add_field (self, step->row, "question", comes->field, stood, stamp,
                                &comes->value, &step->stamp);
    }
}

/* A change that did not know of a delete brings the row back. */
static void
bring_back (GaPushing *self, Step *step)
{
  GaStoredRow *row = step->row;
  GaConflict *conflict;

  if (step->operation->base < row->row->revision &&
      !ga_id_equal (&row->client, &self->push->client))
    {
      conflict = ga_conflicts_add (self, row, "deleted");
      conflict->kept_stamp = step->stamp;
      conflict->lost_stamp = (GaFieldStamp){ row->row->revision, row->row->at, row->client };
    }
  row->gone = FALSE;
}

/* A host who registers a community is its host from then on. That takes a revision, so that whoever
 * wrote it, too, asks what there is to see now. */
static gboolean
become_host (GaPushing *self, const Step *step, GError **error)
{
  GaGrant grant = { GA_ACCESS_HOST, { GA_PLACE_COMMUNITY, step->operation->id } };

  if (step->access != GA_ACCESS_HOST || !g_str_equal (step->operation->entity->name, "community"))
    return TRUE;
  ga_rights_add (self->rights, grant.access, &grant.space, &step->space.target);
  g_clear_pointer (&self->had, ga_rights_free);
  ga_pushing_next_revision (self);
  return ga_grants_add (self->sql, self->session->tenant, self->session->account, &grant, error);
}

/* Who has a grant for a community works in the kommune around it. */
static void
follow_community (GaPushing *self, const GaRow *row)
{
  if (g_str_equal (row->entity->name, "community"))
    ga_rights_move (self->rights, &row->id,
                    &row->values[ga_entity_field_index (row->entity, "kommune")].id);
}

static gboolean
write_new (GaPushing *self, Step *step, GError **error)
{
  const GaEntity *entity = step->operation->entity;
  GaStoredRow *row = ga_rows_add (self->rows, entity, &step->operation->id);

  step->row = row;
  row->made = step->stamp;
  for (guint i = 0; i < entity->n_fields; i++)
    ga_stored_row_set (row, i, ga_record_get_nth (step->after, i), &step->stamp);
  row->row->space = step->space;
  ga_stored_row_touch (row, &step->stamp, self->session->account);
  ga_pushing_want (self->made, entity, &row->row->id);
  return ga_rows_write (self->rows, row, error) && become_host (self, step, error);
}

/* A row never goes back to an earlier revision: it was told to be at the later one. */
static void
touch (GaPushing *self, Step *step)
{
  step->overtaken = step->row->row->revision > step->revision;
  ga_stored_row_touch (step->row, &step->stamp, self->session->account);
  if (step->overtaken)
    step->row->row->revision = ga_pushing_next_revision (self);
}

static gboolean
write_changed (GaPushing *self, Step *step, GError **error)
{
  GaStoredRow *row = step->row;
  GaSpace space_before = row->row->space;
  gboolean was_gone = row->gone;

  keep_losers (self, step);
  if (was_gone)
    bring_back (self, step);
  for (guint i = 0; i < step->operation->values->len; i++)
    {
      const GaFieldValue *comes = nth_value (step->operation, i);

      if (stands (step->outcomes[i]))
        ga_stored_row_set (row, comes->field, &comes->value, &step->stamp);
    }
  row->row->space = step->space;
  touch (self, step);
  if (!ga_space_equal (&row->row->space, &space_before))
    follow_community (self, row->row);
  return ga_rows_write (self->rows, row, error) &&
         (was_gone || ga_pushing_move_children (self, row, step->before, &space_before, error));
}

/* Whether anything of the operation stands; a row that is not there or gone comes (back). */
static gboolean
changes (const Step *step)
{
  if (step->row == NULL || step->row->gone)
    return TRUE;
  for (guint i = 0; i < step->operation->values->len; i++)
    if (stands (step->outcomes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_lost (const Step *step)
{
  for (guint i = 0; i < step->operation->values->len; i++)
    if (step->outcomes[i] == GA_MERGE_LOSES || step->outcomes[i] == GA_MERGE_ASKS)
      return TRUE;
  return FALSE;
}

static gboolean
do_put (GaPushing *self, Step *step, GError **error)
{
  gboolean writes = changes (step);
  gboolean is_new = step->row == NULL;
  gboolean comes_back = !is_new && step->row->gone;

  if (writes && !ga_pushing_revive_parents (self, step->after, error))
    return FALSE;
  /* History has what was brought, also where it does not stand. */
  if (!writes)
    keep_losers (self, step);
  else if (!(step->row == NULL ? write_new (self, step, error)
                               : write_changed (self, step, error)) ||
           ((is_new || comes_back) &&
            !ga_pushing_note_new (self, step->operation, step->after, error)) ||
           !ga_pushing_note_part (self, step->after, error))
    return FALSE;
  if (!ga_history_add (self, step->operation, step->row, step->before, step->revision, error) ||
      !ga_totals_touch (self, step->row, step->before, error))
    return FALSE;
  if (writes)
    ga_walk_question_note (self, step->row, step->operation->head);
  if (!writes || has_lost (step))
    answer_lost (self, step);
  else if (comes_back || step->overtaken)
    /* With what else was done to it before it went, which its author may not have seen. */
    answer_with_row (self, step, GA_ANSWER_MERGED);
  return TRUE;
}

static gboolean
put (GaPushing *self, Step *step, GError **error)
{
  gboolean is_known = FALSE;

  step->outcomes = g_new0 (GaMergeOutcome, step->operation->values->len + 1);
  weigh (step);
  if (!ga_walk_question_weigh (self, step->operation, step->row, step->outcomes, error))
    return FALSE;
  /* Of what was only asked about, the row does not tell that it has been here before. */
  if (!changes (step) && !ga_history_has (self, step->operation, &is_known, error))
    return FALSE;
  if (is_known)
    {
      answer_with_row (self, step, GA_ANSWER_MERGED);
      return TRUE;
    }
  make_records (step);
  if (!check_put (self, step, error))
    return FALSE;
  if (step->refusal.code != NULL && !(GA_FLAW (REFUSED_WRITES) && step->space.place > GA_PLACE_OWN))
    return TRUE;
  return do_put (self, step, error);
}

/* The row stays, and with it what was to go. */
static void
keep_alive (GaPushing *self, const Step *step)
{
  const GaStoredRow *row = step->row;
  GaConflict *conflict = ga_conflicts_add (self, row, "deleted");

  conflict->kept_stamp = (GaFieldStamp){ row->row->revision, row->row->at, row->client };
  conflict->lost_stamp = step->stamp;
  answer_with_row (self, step, GA_ANSWER_MERGED);
}

static gboolean
take_away (GaPushing *self, Step *step, GError **error)
{
  GaStoredRow *row = step->row;
  gboolean needed = FALSE, unseen = FALSE;

  if (!ga_pushing_check_right (self, step->operation, row, step->before, &row->row->space, NULL,
                               &step->refusal, error))
    return FALSE;
  if (step->refusal.code != NULL)
    return TRUE;
  if (!ga_pushing_is_needed (self, row, &needed, error) ||
      !ga_history_has_newer (self, step->operation, &unseen, error))
    return FALSE;
  if ((needed || unseen) && !GA_FLAW (DELETE_WINS))
    {
      keep_alive (self, step);
      return TRUE;
    }
  row->gone = TRUE;
  ga_stored_row_touch (row, &step->stamp, self->session->account);
  return ga_rows_write (self->rows, row, error) &&
         ga_history_add (self, step->operation, row, step->before, step->revision, error) &&
         ga_totals_touch (self, row, step->before, error);
}

static gboolean
do_step (GaPushing *self, Step *step, GError **error)
{
  const GaOperation *operation = step->operation;
  gboolean is_known = FALSE;

  if (!ga_pushing_check_form (operation, &step->refusal))
    return TRUE;
  if (!ga_rows_find (self->rows, operation->entity, &operation->id, &step->row, error))
    return FALSE;
  if (g_hash_table_contains (self->forgotten, &operation->id) && step->row == NULL &&
      !ga_history_has (self, operation, &is_known, error))
    return FALSE;
  if (!is_known)
    ga_pushing_check_known (self, operation, step->row, &step->refusal);
  if (step->refusal.code != NULL)
    return TRUE;
  if (step->row != NULL && step->row->row->revision > operation->base && !GA_FLAW (EFFECT_ALONE) &&
      !ga_history_has (self, operation, &is_known, error))
    return FALSE;
  if (is_known)
    {
      answer_with_row (self, step, GA_ANSWER_MERGED);
      return TRUE;
    }
  if (operation->kind != GA_OPERATION_DELETE)
    return put (self, step, error);
  if (step->row == NULL || step->row->gone)
    return TRUE;
  step->before = ga_row_to_record (step->row->row);
  return take_away (self, step, error);
}

gint64
ga_pushing_find_time (GaPushing *self, const GaOperation *operation)
{
  gint64 time = GA_FLAW (ANY_TIME) ? (gint64) ((guint64) operation->clock >> 16) * 1000
                                   : ga_merge_correct_time (operation->clock, self->push->now,
                                                            self->now, self->written_before);

  self->written = MAX (self->written, time);
  return time;
}

/* Refused for good, unless it would have been allowed before an access ended. */
static gboolean
refuse (GaPushing *self, Step *step, GError **error)
{
  gboolean taken = FALSE;
  GaAnswer *answer;

  if (!ga_quarantine_take_one (self, step->operation, &step->refusal, &taken, error))
    return FALSE;
  if (taken)
    {
      answer_with_row (self, step, GA_ANSWER_QUARANTINED);
      return TRUE;
    }
  answer = ga_pushing_answer_refused (self, step->operation, &step->refusal);
  if (step->row != NULL && !step->row->gone)
    answer->row = ga_pushing_show (self, step->row);
  return TRUE;
}

static gboolean
run_operation (GaPushing *self, guint index, GError **error)
{
  g_auto (Step) step = { .operation = g_ptr_array_index (self->operations, index) };

  step.revision = self->first + index;
  step.stamp = (GaFieldStamp){ step.revision, ga_pushing_find_time (self, step.operation),
                               self->push->client };
  ga_pushing_refuse_partial (self, step.operation, &step.refusal);
  if (step.refusal.code == NULL && !do_step (self, &step, error))
    return FALSE;
  return step.refusal.code == NULL || refuse (self, &step, error);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (ga_id_hash, ga_id_equal, (GDestroyNotify) g_free, NULL);
}

GaPushing *
ga_pushing_new (GaSql *sql,
                GaSchema *schema,
                const GaSession *session,
                const GaPush *push,
                GPtrArray *operations,
                gint64 now)
{
  GaPushing *self = g_new0 (GaPushing, 1);

  self->sql = sql;
  self->schema = schema;
  self->session = session;
  self->push = push;
  self->operations = operations;
  self->now = now;
  self->rows = ga_rows_new (sql, schema, session->tenant);
  self->work = ga_server_work_new (self->rows);
  self->arriving = new_set ();
  self->erased = new_set ();
  self->forgotten = new_set ();
  self->made = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  self->totals = new_set ();
  self->months =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  self->partials = ga_pushing_new_partials ();
  self->questions = g_hash_table_new_full (ga_id_hash, ga_id_equal, (GDestroyNotify) g_free,
                                           (GDestroyNotify) g_free);
  self->is_any_offered = -1;
  self->n_offered = -1;
  self->quarantined = g_ptr_array_new ();
  self->conflicts = g_ptr_array_new_with_free_func (ga_conflict_free);
  self->receipt = ga_receipt_new ();
  return self;
}

void
ga_pushing_free (GaPushing *self)
{
  g_object_unref (self->work);
  ga_rows_free (self->rows);
  g_clear_pointer (&self->rights, ga_rights_free);
  g_clear_pointer (&self->had, ga_rights_free);
  g_hash_table_unref (self->arriving);
  g_hash_table_unref (self->erased);
  g_hash_table_unref (self->forgotten);
  g_hash_table_unref (self->made);
  g_hash_table_unref (self->totals);
  g_hash_table_unref (self->months);
  g_hash_table_unref (self->partials);
  g_hash_table_unref (self->questions);
  g_ptr_array_unref (self->quarantined);
  g_ptr_array_unref (self->conflicts);
  ga_receipt_free (self->receipt);
  g_free (self);
}

gboolean
ga_pushing_run (GaPushing *self, GError **error)
{
  self->newest = self->first + self->operations->len - 1;
  self->rights = ga_rights_load (self->sql, self->schema, self->session, error);
  if (self->rights == NULL)
    return FALSE;
  if (!ga_pushing_load (self, error))
    return FALSE;
  for (guint i = 0; i < self->operations->len; i++)
    if (!run_operation (self, i, error))
      return FALSE;
  return ga_pushing_look_at_partials (self, error) && ga_conflicts_look_for_same (self, error) &&
         ga_walk_question_ask (self, error) && ga_quarantine_keep (self, error) &&
         ga_conflicts_write (self, error) && ga_totals_write (self, error) &&
         ga_rows_write_sums (self->rows, error);
}

gint64
ga_pushing_next_revision (GaPushing *self)
{
  return ++self->newest;
}

GaFieldStamp
ga_pushing_own_stamp (GaPushing *self)
{
  return (GaFieldStamp){ ga_pushing_next_revision (self), self->now, { { 0 } } };
}

void
ga_pushing_note (GHashTable *ids, const GaId *id)
{
  g_hash_table_add (ids, g_memdup2 (id, sizeof *id));
}

GaRow *
ga_pushing_show (GaPushing *self, const GaStoredRow *stored)
{
  const GaRow *from = stored->row;
  gboolean sees_names = ga_rights_see_names (self->rights, &from->space);
  GaRow *row;

  /* A row without a revision is only offered (ga-quarantine.c). */
  if (stored->gone || from->revision == 0 || !ga_rights_see (self->rights, &from->space) ||
      (!sees_names && ga_entity_is_private (from->entity)))
    return NULL;
  row = ga_row_new (from->entity);
  row->id = from->id;
  row->space = from->space;
  row->revision = from->revision;
  row->by = from->by;
  row->at = from->at;
  /* What this program does not know may be anybody's name. */
  row->extra = sees_names ? g_strdup (from->extra) : NULL;
  for (guint i = 0; i < from->entity->n_fields; i++)
    if (sees_names || !(from->entity->fields[i].flags & GA_FIELD_PERSONAL))
      ga_value_copy (&from->values[i], &row->values[i]);
  return row;
}
