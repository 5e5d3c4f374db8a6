/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-conflict-subject.h"
#include "store/ga-logged.h"
#include "store/ga-membership.h"
#include "store/ga-offers.h"
#include "store/ga-permission.h"
#include "store/ga-reader-private.h"
#include "store/ga-series-private.h"
#include "store/ga-store.h"
#include "store/ga-transaction-private.h"

/* More names than anybody was written under. */
#define MOST_MADE_ONE 32

/* What somebody decides about a conflict: both are ordinary edits, with their rules and undo. */

static GaRecord *
find_conflict (GaTransaction *self, const GaId *id, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (self);

  return ga_reader_find (reader, ga_schema_get (ga_reader_get_schema (reader), "conflict"), id,
                         error);
}

static gboolean
set_state (GaTransaction *self, GaRecord *conflict, const char *state, GError **error)
{
  ga_record_set_text (conflict, "state", state);
  return ga_transaction_put (self, conflict, error);
}

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED, sentence);
  return FALSE;
}

/* Without a value it is a deletion that did not come about. */
static gboolean
is_deletion (const GaRecord *conflict)
{
  return !g_str_equal (ga_record_get_text (conflict, "kind"), "duplicate") &&
         !ga_record_has (conflict, "field") && ga_conflict_get_lost (conflict) == NULL;
}

/* The record that a conflict is about. */
static gboolean
read_subject (GaTransaction *self,
              const GaRecord *conflict,
              const GaEntity **entity,
              GaId *id,
              GError **error)
{
  GaSchema *schema = ga_reader_get_schema (ga_transaction_get_reader (self));

  return ga_conflict_find_subject (schema, conflict, entity, id) ||
         refuse (_ ("This is of a newer version of Gangart. Install the newest version to decide."),
                 error);
}

gboolean
ga_reader_find_what_became (
    GaReader *self, const GaEntity *entity, const GaId *id, GaRecord **stays, GError **error)
{
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GError) local = NULL;
  const GaId *became = NULL;

  *stays = NULL;
  if (ga_entity_get_field (entity, "became") == NULL)
    return TRUE;
  record = ga_reader_find_any (self, entity, id, &local);
  if (record != NULL)
    became = ga_record_get_reference (record, "became");
  if (became != NULL && !ga_id_equal (became, id))
    *stays = ga_reader_find_any (self, entity, became, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Closes what may be decided about a record; the state is all that the server takes. @kind:
 * (nullable) */
static gboolean
close_cards (
    GaTransaction *self, const GaId *about, const char *field, const char *kind, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (self);
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "conflict"));
  g_autofree char *id = ga_id_to_string (about);
  g_autoptr (GPtrArray) open = NULL;

  ga_query_where_text (query, field, GA_EQUAL, id);
  ga_query_where_text (query, "state", GA_EQUAL, "open");
  if (kind != NULL)
    ga_query_where_text (query, "kind", GA_EQUAL, kind);
  open = ga_reader_list (reader, query, error);
  for (guint i = 0; open != NULL && i < open->len; i++)
    if (ga_reader_may (reader, g_ptr_array_index (open, i), GA_OPERATION_UPDATE, NULL) &&
        !set_state (self, g_ptr_array_index (open, i), "kept", error))
      return FALSE;
  return open != NULL;
}

/* Nobody can decide any more about one that has gone, so those go with it that may be decided. */
static gboolean
close_about (GaTransaction *self, const GaId *gone, GError **error)
{
  return close_cards (self, gone, "record", NULL, error) &&
         close_cards (self, gone, "other", NULL, error);
}

static gboolean
keep_deletions (GaTransaction *self, const GaId *stays, GError **error)
{
  return close_cards (self, stays, "record", "deleted", error);
}

static gboolean
has_become (const GaRecord *record, const GaId *stays)
{
  const GaId *id = ga_record_get_reference (record, "became");

  return id != NULL && ga_id_equal (id, stays);
}

/* Whoever is to stay is nobody else, and nobody else is that. */
static gboolean
stay_apart (GaTransaction *self, const GaRecord *conflict, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (self);
  g_autoptr (GaRecord) stays = NULL;
  g_autoptr (GaRecord) record = NULL;
  const GaEntity *entity;
  GaId id;

  if (!is_deletion (conflict) ||
      !ga_conflict_find_subject (ga_reader_get_schema (reader), conflict, &entity, &id))
    return TRUE;
  if (!ga_reader_find_what_became (reader, entity, &id, &stays, error))
    return FALSE;
  if (stays == NULL)
    return TRUE;
  record = ga_reader_find (reader, entity, &id, error);
  if (record == NULL)
    return FALSE;
  ga_record_clear (record, "became");
  if (!ga_transaction_put (self, record, error))
    return FALSE;
  if (!has_become (stays, &id))
    return TRUE;
  ga_record_clear (stays, "became");
  return keep_deletions (self, ga_record_get_id (stays), error) &&
         ga_transaction_put (self, stays, error);
}

gboolean
ga_transaction_keep (GaTransaction *self, const GaId *conflict, GError **error)
{
  g_autoptr (GaRecord) record = NULL;

  g_return_val_if_fail (GA_IS_TRANSACTION (self), FALSE);

  record = find_conflict (self, conflict, error);
  return record != NULL && set_state (self, record, "kept", error) &&
         stay_apart (self, record, error);
}

/* A number that was for all who walked: names count in it, so that nobody counts twice. */
static gboolean
subtract_names (GaTransaction *self, const GaRecord *meeting, GaValue *unnamed, GError **error)
{
  guint named = 0, first_time = 0;

  if (unnamed->kind != GA_VALUE_INTEGER)
    return TRUE;
  if (!ga_reader_meeting_presence (ga_transaction_get_reader (self), ga_record_get_id (meeting),
                                   &named, &first_time, error))
    return FALSE;
  unnamed->integer = MAX (unnamed->integer - (gint64) named, 0);
  return TRUE;
}

/* What else has to be for a walk to have the status that it gets back. */
static void
complete_status (GaRecord *meeting)
{
  if (g_strcmp0 (ga_record_get_text (meeting, "status"), "cancelled") != 0)
    ga_record_clear (meeting, "reason");
  else if (!ga_record_has (meeting, "reason"))
    ga_record_set_text (meeting, "reason", "other");
}

static gboolean
restore_field (GaTransaction *self, const GaRecord *conflict, GaRecord *record, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  const char *name = ga_record_get_text (conflict, "field");
  const GaField *field = ga_entity_get_field (entity, name);
  gboolean question = g_str_equal (ga_record_get_text (conflict, "kind"), "question");
  const char *lost = ga_conflict_get_lost (conflict);
  g_autoptr (JsonNode) node = lost != NULL ? json_from_string (lost, NULL) : NULL;
  g_auto (GaValue) value = { 0 };

  if (field == NULL)
    return refuse (
        _ ("This is of a newer version of Gangart. Install the newest version to decide."), error);
  if (node != NULL)
    ga_logged_value (field, node, &value);
  if (question && g_str_equal (name, "unnamed") && !subtract_names (self, record, &value, error))
    return FALSE;
  ga_record_set (record, name, &value);
  if (g_str_equal (entity->name, "meeting") && g_str_equal (name, "status"))
    complete_status (record);
  return ga_transaction_put (self, record, error);
}

/* A whole record, as it was to be. */
static gboolean
restore_whole (GaTransaction *self, const GaRecord *conflict, GError **error)
{
  g_autoptr (GaRecord) record = ga_offer_read (ga_transaction_get_reader (self), conflict, error);
  g_autoptr (GError) local = NULL;

  if (record == NULL || ga_transaction_put (self, record, &local))
    return record != NULL;
  if (g_error_matches (local, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE))
    return refuse (_ ("What this belongs to is not there, so it cannot be taken."), error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What a value stands on is offered with it, and taken with it. */
static gboolean
restore_needed (GaTransaction *self, const GaRecord *conflict, GError **error)
{
  g_autoptr (GPtrArray) needed =
      ga_offers_list_needed (ga_transaction_get_reader (self), conflict, error);

  for (guint i = 0; needed != NULL && i < needed->len; i++)
    if (!set_state (self, needed->pdata[i], "restored", error) ||
        !restore_whole (self, needed->pdata[i], error))
      return FALSE;
  return needed != NULL;
}

static gboolean
exists (GaTransaction *self, const GaEntity *entity, const GaId *id, gboolean *here, GError **error)
{
  gint64 space = 0;

  if (!ga_space_of_row (ga_transaction_get_db (self), entity, id, &space, error))
    return FALSE;
  *here = space != 0;
  return TRUE;
}

/* The one that was there before stays. Whose the other is can be told while it is there. */
static gboolean
make_one (GaTransaction *self,
          const GaRecord *conflict,
          const GaEntity *entity,
          const GaId *id,
          GError **error)
{
  const char *text = ga_record_get_text (conflict, "other");
  GaId other;

  if (text == NULL || !ga_id_parse (text, &other) || ga_id_equal (&other, id))
    return refuse (_ ("Open both records and decide which one is to stay."), error);
  return close_about (self, id, error) &&
         (g_str_equal (entity->name, "schedule")
              ? ga_series_merge (self, id, &other, error)
              : ga_transaction_merge (self, entity, id, &other, error));
}

/* A deletion that did not come about. Whoever was made one with another goes as it went then, with
 * what has come for that name since; where somebody else made the other one with this, that one is
 * not to go as well. */
static gboolean
take_away (GaTransaction *self, const GaEntity *entity, const GaId *id, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (self);
  g_autoptr (GaRecord) stays = NULL;

  if (!ga_reader_find_what_became (reader, entity, id, &stays, error))
    return FALSE;
  if (stays == NULL)
    return ga_transaction_delete (self, entity, id, error);
  return close_about (self, id, error) &&
         (!has_become (stays, id) || keep_deletions (self, ga_record_get_id (stays), error)) &&
         ga_transaction_merge (self, entity, id, ga_record_get_id (stays), error);
}

static gboolean
restore (GaTransaction *self, const GaRecord *conflict, GError **error)
{
  const char *kind = ga_record_get_text (conflict, "kind");
  const GaEntity *entity;
  g_autoptr (GaRecord) record = NULL;
  gboolean here = FALSE;
  GaId id;

  if (!read_subject (self, conflict, &entity, &id, error))
    return FALSE;
  if (g_str_equal (kind, "duplicate"))
    return make_one (self, conflict, entity, &id, error);
  if (!restore_needed (self, conflict, error) || !exists (self, entity, &id, &here, error))
    return FALSE;
  if (is_deletion (conflict))
    return !here || take_away (self, entity, &id, error);
  if (!ga_record_has (conflict, "field"))
    return restore_whole (self, conflict, error);
  if (!here)
    return refuse (_ ("This was deleted in the meantime, so it could not be saved."), error);
  record = ga_reader_find (ga_transaction_get_reader (self), entity, &id, error);
  return record != NULL && restore_field (self, conflict, record, error);
}

gboolean
ga_transaction_restore_value (GaTransaction *self, const GaId *conflict, GError **error)
{
  g_autoptr (GaRecord) record = NULL;

  g_return_val_if_fail (GA_IS_TRANSACTION (self), FALSE);

  record = find_conflict (self, conflict, error);
  return record != NULL && set_state (self, record, "restored", error) &&
         restore (self, record, error);
}

/* Two who were made one crosswise, on two computers, became each other, and more may go round in
 * the same way: the oldest of them is the one that stays, for whoever looks. @stays: what @record
 * became. @last: (out): whether it is that oldest one */
static gboolean
is_last_of_circle (
    GaReader *reader, const GaRecord *record, GaRecord *stays, gboolean *last, GError **error)
{
  const GaId *id = ga_record_get_id (record);
  g_autoptr (GaRecord) each = g_object_ref (stays);
  gboolean oldest = TRUE;

  *last = FALSE;
  for (guint i = 0; each != NULL && i < MOST_MADE_ONE; i++)
    {
      g_autoptr (GaRecord) next = NULL;

      if (ga_id_equal (ga_record_get_id (each), id))
        {
          *last = oldest;
          return TRUE;
        }
      oldest = oldest && memcmp (id, ga_record_get_id (each), sizeof *id) < 0;
      if (!ga_reader_find_what_became (reader, ga_record_get_entity (each), ga_record_get_id (each),
                                       &next, error))
        return FALSE;
      g_set_object (&each, next);
    }
  return TRUE;
}

/* Whether nobody has to be asked. */
static gboolean
can_follow (GaTransaction *self, const GaRecord *conflict, gboolean *can, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (self);
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GaRecord) stays = NULL;
  const GaEntity *entity;
  gboolean last;
  GaId id;

  *can = FALSE;
  if (!ga_conflict_find_subject (ga_reader_get_schema (reader), conflict, &entity, &id) ||
      !ga_reader_may (reader, conflict, GA_OPERATION_UPDATE, NULL))
    return TRUE;
  if (!ga_reader_find_what_became (reader, entity, &id, &stays, error))
    return FALSE;
  if (stays == NULL)
    return TRUE;
  record = ga_reader_find (reader, entity, &id, error);
  if (record == NULL || !is_last_of_circle (reader, record, stays, &last, error))
    return FALSE;
  *can = !last && ga_transaction_holds_names (self, record, NULL) &&
         ga_transaction_holds_names (self, stays, NULL) && entity->join (stays, record, NULL);
  return TRUE;
}

/* (transfer full) (element-type GaRecord): the open cards about what was made one with another that
 * is here, and is back */
static GPtrArray *
list_come_back (GaTransaction *self, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (self);
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "conflict"));
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  ga_query_where_text (query, "kind", GA_EQUAL, "deleted");
  ga_query_where_text (query, "state", GA_EQUAL, "open");
  open = ga_reader_list (reader, query, error);
  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      gboolean can;

      if (!can_follow (self, open->pdata[i], &can, error))
        return NULL;
      if (can)
        g_ptr_array_add (found, g_object_ref (open->pdata[i]));
    }
  return open != NULL ? g_steal_pointer (&found) : NULL;
}

gboolean
ga_transaction_has_come_back (GaTransaction *self, gboolean *any, GError **error)
{
  g_autoptr (GPtrArray) found = list_come_back (self, error);

  *any = found != NULL && found->len > 0;
  return found != NULL;
}

/* One of them. What was done for another since it was found may have changed what there is to be
 * done: two cards may be about one, and what was to go may be what another came to. */
static gboolean
follow (GaTransaction *self, gpointer card, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (self);
  const GaEntity *entity;
  gboolean here, can;
  GaId id;

  if (!ga_conflict_find_subject (ga_reader_get_schema (reader), card, &entity, &id) ||
      !exists (self, entity, &id, &here, error) || !can_follow (self, card, &can, error))
    return FALSE;
  return (here && !can) || ga_transaction_restore_value (self, ga_record_get_id (card), error);
}

/* Whether it is this one alone that cannot be done. */
static gboolean
is_refusal (const GError *error)
{
  return error->domain == GA_MODEL_ERROR ||
         g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED) ||
         g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_MISSING);
}

gboolean
ga_transaction_take_along (GaTransaction *self, guint *done, GError **error)
{
  g_autoptr (GPtrArray) found = list_come_back (self, error);

  *done = 0;
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      g_autoptr (GError) refused = NULL;

      if (!ga_transaction_try (self, follow, found->pdata[i], &refused, error))
        return FALSE;
      if (refused == NULL)
        (*done)++;
      else if (!is_refusal (refused))
        {
          g_propagate_error (error, g_steal_pointer (&refused));
          return FALSE;
        }
      else
        g_debug ("What came late does not follow: %s", refused->message);
    }
  return found != NULL;
}
