/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"
#include "store/ga-membership-private.h"
#include "store/ga-transaction-private.h"

/* What people do in the program: each act is drawn by lot and goes through the store, which may
 * well refuse it, as it would in the window. */

#define MANY            520 /* operations of an act that one push does not hold */
#define ONE_IMPORTS_OF  5   /* worlds */
#define SHARE_OF_IMPORT 0.004

typedef gboolean (*ActFunc) (Client *client, GaTransaction *transaction, GError **error);

/* One act under way. */
typedef struct
{
  Client *client;
  ActFunc func;
} Act;

static const struct
{
  const char *entity;
  const char *field;
  const char *choices; /* NULL: a text that never was before */
} edits[] = {
  { "community", "name", NULL },
  { "community", "venue", "@venue" },
  { "community", "distance_m", "3000|4000|5000|6000|7000" },
  { "community", "name", NULL },
  { "venue", "name", NULL },
  { "venue", "address", NULL },
  { "venue", "toilet", "yes|no|unknown" },
  { "meeting", "weather", "sun|cloud|rain|snow|wind" },
  { "meeting", "duration_min", "30|45|60|75|90|120" },
  { "meeting", "venue", "@venue" },
  { "meeting", "host", "@person" },
  { "participant", "name", NULL },
  { "participant", "joined", "2026-01-01|2026-02-01|2026-03-01|2026-04-01" },
  { "person", "name", NULL },
  { "person", "phone", NULL },
  { "person", "note", NULL },
  { "route", "name", NULL },
  { "route", "distance_m", "3000|4000|5000|6000|7000" },
  { "organisation", "name", NULL },
  { "organisation", "address", NULL },
};

static const GaEntity *
get_entity (Client *client, const char *name)
{
  return ga_schema_get (ga_store_get_schema (client->store), name);
}

/* A record of those that are here; @where: SQL, "1" for any */
static gboolean
pick (Client *client, const char *entity, const char *where, GaId *id)
{
  g_autofree char *counting =
      g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE %s", entity, where);
  g_autofree char *picking = g_strdup_printf (
      "SELECT id FROM \"%s\" WHERE %s ORDER BY id LIMIT 1 OFFSET ?", entity, where);
  gint64 n = sql_get (sql_prepare (client->raw, counting, ""));
  sqlite3_stmt *statement;

  if (n == 0)
    return FALSE;
  statement =
      sql_prepare (client->raw, picking, "n", (gint64) world_pick (client->world, (guint) n));
  g_assert_true (sql_step (statement));
  sql_id (statement, 0, id);
  sql_end (statement);
  return TRUE;
}

static char *
new_word (Client *client)
{
  return g_strdup_printf ("w%u", ++client->world->words);
}

static GaRecord *
make (Client *client, const char *entity)
{
  const GaEntity *described = get_entity (client, entity);
  GaRecord *record = ga_record_new_blank (described, NULL);
  g_autofree char *word = new_word (client);
  GaId id = ga_id_new ();

  for (guint i = 0; i < described->n_fields; i++)
    if (described->fields[i].fallback != NULL)
      ga_record_parse (record, described->fields[i].name, described->fields[i].fallback, NULL);
  ga_record_set_id (record, &id);
  if (ga_entity_field_index (described, "name") >= 0)
    ga_record_set_text (record, "name", word);
  if (g_str_equal (entity, "community"))
    ga_record_set_text (record, "activity", "walk");
  if (g_str_equal (entity, "organisation"))
    ga_record_set_text (record, "kind", "club");
  return record;
}

static GaRecord *
find (Client *client, GaTransaction *transaction, const char *entity, const GaId *id)
{
  return ga_reader_find (ga_transaction_get_reader (transaction), get_entity (client, entity), id,
                         NULL);
}

static void
set_kommune (Client *client, GaRecord *record)
{
  World *world = client->world;
  guint index = world_draws (world, 0.7) ? 0 : world_pick (world, N_KOMMUNER);

  ga_record_set_reference (record, "kommune", &world->server->kommuner[index]);
}

static gboolean
add_in_kommune (Client *client, GaTransaction *transaction, GError **error)
{
  static const char *const entities[] = { "venue", "person", "route", "community" };
  World *world = client->world;
  g_autoptr (GaRecord) record =
      make (client, entities[world_pick (world, G_N_ELEMENTS (entities))]);

  if (ga_entity_field_index (ga_record_get_entity (record), "kommune") >= 0)
    set_kommune (client, record);
  return ga_transaction_put (transaction, record, error);
}

static gboolean
add_community (Client *client, GaTransaction *transaction, GError **error)
{
  g_autoptr (GaRecord) record = make (client, "community");

  set_kommune (client, record);
  return ga_transaction_put (transaction, record, error);
}

static gboolean
add_organisation (Client *client, GaTransaction *transaction, GError **error)
{
  g_autoptr (GaRecord) record = make (client, "organisation");

  return ga_transaction_put (transaction, record, error);
}

static gboolean
add_meeting (Client *client, GaTransaction *transaction, GError **error)
{
  g_autoptr (GaRecord) record = make (client, "meeting");
  g_autofree char *start = NULL;
  GaId community;

  if (!pick (client, "community", "1", &community))
    return TRUE;
  start = g_strdup_printf ("2026-%02u-%02uT10:00", 1 + world_pick (client->world, 12),
                           1 + world_pick (client->world, 28));
  ga_record_set_reference (record, "community", &community);
  ga_record_set_text (record, "start", start);
  return ga_transaction_put (transaction, record, error);
}

static gboolean
add_participants (Client *client, GaTransaction *transaction, guint n, GError **error)
{
  GaId community;

  if (!pick (client, "community", "1", &community))
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GaRecord) record = make (client, "participant");

      ga_record_set_reference (record, "community", &community);
      if (!ga_transaction_put (transaction, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_participant (Client *client, GaTransaction *transaction, GError **error)
{
  return add_participants (client, transaction, 1 + world_pick (client->world, 3), error);
}

/* A list from a spreadsheet, which takes two to four pushes. It comes on top of what else is done.
 */
static gboolean
import (Client *client, GaTransaction *transaction, GError **error)
{
  guint n = MANY + world_pick (client->world, 2 * MANY);

  if (!add_participants (client, transaction, n, error))
    return FALSE;
  client->world->imported += n;
  return TRUE;
}

static gboolean
tick (Client *client,
      GaTransaction *transaction,
      const GaId *meeting,
      const GaId *participant,
      GError **error)
{
  g_autoptr (GaRecord) record = make (client, "attendance");
  g_autoptr (GaRecord) known = NULL;
  g_autoptr (GaRecord) changed = NULL;

  ga_record_set_reference (record, "meeting", meeting);
  ga_record_set_reference (record, "participant", participant);
  ga_record_derive_id (record);
  known = find (client, transaction, "attendance", ga_record_get_id (record));
  changed = ga_record_copy (known != NULL ? known : record);
  ga_record_set_text (changed, "state", world_draws (client->world, 0.85) ? "present" : "absent");
  return ga_transaction_put (transaction, changed, error);
}

/* By name: where no number stands yet. */
static gboolean
attend (Client *client, GaTransaction *transaction, GError **error)
{
  sqlite3_stmt *statement;
  GaId meeting, participant;
  gboolean done = TRUE;

  if (!pick (client, "meeting",
             "coalesce (unnamed, 0) = 0 AND status <> 'cancelled' AND community IN "
             "(SELECT community FROM participant)",
             &meeting))
    return TRUE;
  statement = sql_prepare (client->raw,
                           "SELECT id FROM participant WHERE community = "
                           "(SELECT community FROM meeting WHERE id = ?) ORDER BY id LIMIT 4",
                           "i", &meeting);
  while (sql_step (statement))
    {
      sql_id (statement, 0, &participant);
      if (done && world_draws (client->world, 0.6))
        done = tick (client, transaction, &meeting, &participant, error);
    }
  return done;
}

/* As a number: where no names stand yet. */
static gboolean
count (Client *client, GaTransaction *transaction, GError **error)
{
  g_autoptr (GaRecord) known = NULL;
  g_autoptr (GaRecord) meeting = NULL;
  GaId id;

  if (!pick (client, "meeting",
             "id NOT IN (SELECT meeting FROM attendance WHERE state = 'present') AND id NOT IN "
             "(SELECT meeting FROM server_total WHERE coalesce (named, 1) > 0)",
             &id))
    return TRUE;
  known = find (client, transaction, "meeting", &id);
  meeting = ga_record_copy (known);
  ga_record_set_integer (meeting, "unnamed", 1 + world_pick (client->world, 30));
  ga_record_set_text (meeting, "status", "held");
  ga_record_clear (meeting, "reason");
  return ga_transaction_put (transaction, meeting, error);
}

static gboolean
cancel (Client *client, GaTransaction *transaction, GError **error)
{
  g_autoptr (GaRecord) known = NULL;
  g_autoptr (GaRecord) meeting = NULL;
  GaId id;

  if (!pick (client, "meeting", "status = 'planned'", &id))
    return TRUE;
  known = find (client, transaction, "meeting", &id);
  meeting = ga_record_copy (known);
  ga_record_set_text (meeting, "status", "cancelled");
  ga_record_set_text (meeting, "reason", "ice");
  return ga_transaction_put (transaction, meeting, error);
}

static void
choose (Client *client, GaRecord *record, const char *field, const char *choices)
{
  g_auto (GStrv) each = NULL;
  GaId id;

  if (choices[0] == '@')
    {
      if (pick (client, choices + 1, "1", &id))
        ga_record_set_reference (record, field, &id);
      return;
    }
  each = g_strsplit (choices, "|", -1);
  ga_record_parse (record, field, each[world_pick (client->world, g_strv_length (each))], NULL);
}

static gboolean
edit (Client *client, GaTransaction *transaction, GError **error)
{
  guint index = world_pick (client->world, G_N_ELEMENTS (edits));
  g_autofree char *word = new_word (client);
  g_autoptr (GaRecord) known = NULL;
  g_autoptr (GaRecord) record = NULL;
  GaId id;

  if (!pick (client, edits[index].entity, "1", &id))
    return TRUE;
  known = find (client, transaction, edits[index].entity, &id);
  record = ga_record_copy (known);
  if (edits[index].choices != NULL)
    choose (client, record, edits[index].field, edits[index].choices);
  else
    ga_record_set_text (record, edits[index].field, word);
  return ga_transaction_put (transaction, record, error);
}

static gboolean
move (Client *client, GaTransaction *transaction, GError **error)
{
  static const char *const entities[] = { "community", "community", "venue", "person" };
  const char *entity = entities[world_pick (client->world, G_N_ELEMENTS (entities))];
  g_autoptr (GaRecord) known = NULL;
  g_autoptr (GaRecord) record = NULL;
  GaId id;

  if (!pick (client, entity, "1", &id))
    return TRUE;
  known = find (client, transaction, entity, &id);
  record = ga_record_copy (known);
  set_kommune (client, record);
  return ga_transaction_put (transaction, record, error);
}

static gboolean delete (Client *client, GaTransaction *transaction, GError **error)
{
  static const char *const entities[] = { "meeting", "participant", "attendance",  "venue",
                                          "route",   "person",      "participant", "meeting" };
  World *world = client->world;
  const char *entity = world_draws (world, 0.05)
                           ? "community"
                           : entities[world_pick (world, G_N_ELEMENTS (entities))];
  GaId id;

  if (!pick (client, entity, "1", &id))
    return TRUE;
  return ga_transaction_delete (transaction, get_entity (client, entity), &id, error);
}

static gboolean
decide (Client *client, GaTransaction *transaction, GError **error)
{
  GaId id;

  if (!pick (client, "conflict", "state = 'open'", &id))
    return TRUE;
  return world_draws (client->world, 0.5) ? ga_transaction_keep (transaction, &id, error)
                                          : ga_transaction_restore_value (transaction, &id, error);
}

static const struct
{
  ActFunc func;
  guint weight;
} acts[] = {
  { edit, 38 },           { attend, 12 },        { count, 9 },         { add_meeting, 8 },
  { add_participant, 6 }, { add_in_kommune, 8 }, { add_community, 4 }, { delete, 5 },
  { cancel, 4 },          { decide, 4 },         { move, 3 },          { add_organisation, 2 },
};

static ActFunc
draw (const Client *client)
{
  World *world = client->world;
  guint sum = 0, at;

  if (world->seed % ONE_IMPORTS_OF == 0 && world->imported == 0 && client->joined &&
      world_draws (world, SHARE_OF_IMPORT))
    return import;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    sum += acts[i].weight;
  at = world_pick (world, sum);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (at < acts[i].weight)
        return acts[i].func;
      at -= acts[i].weight;
    }
  g_assert_not_reached ();
}

static gboolean
act_cb (GaTransaction *transaction, gpointer data, GError **error)
{
  Act *act = data;

  return act->func (act->client, transaction, error);
}

/* What a person is told, and can do something about. */
static gboolean
is_for_people (const GError *error)
{
  return error->domain == GA_MODEL_ERROR ||
         g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED) ||
         g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_MISSING) ||
         g_error_matches (error, GA_STORE_ERROR, GA_STORE_ERROR_NOTHING);
}

static gboolean
swap_grants_cb (GaTransaction *transaction, gpointer data, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);
  char **grants = data;
  g_autofree char *given = g_steal_pointer (grants);

  return ga_membership_get (db, "grants", grants, error) &&
         ga_membership_set (db, "grants", given, error);
}

/* Some do not ask first what their account may: the server has to hold by itself. */
static void
swap_grants (Client *client, char **grants)
{
  g_autoptr (GError) error = NULL;

  if (client->world->asking || !client->joined)
    return;
  ga_store_sync (client->store, swap_grants_cb, grants, &error);
  g_assert_no_error (error);
}

void
people_act (Client *client)
{
  Act act = { client, draw (client) };
  g_autofree char *grants = NULL;
  g_autoptr (GError) error = NULL;

  swap_grants (client, &grants);
  if (world_draws (client->world, 0.04))
    {
      GaUndone *undone = ga_store_undo (client->store, 0, &error);

      g_clear_pointer (&undone, ga_undone_free);
    }
  else
    ga_store_transact (client->store, "Edit", act_cb, &act, &error);
  swap_grants (client, &grants);
  if (error != NULL && !is_for_people (error))
    world_complain (client->world, "computer %u: %s", client->number, error->message);
  if (error != NULL && client->world->verbose)
    g_printerr ("%u: told: %s\n", client->number, error->message);
  watch_acts (client);
}
