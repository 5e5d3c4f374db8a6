/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-attendance.h"
#include "simulator.h"

/* What people do at their computers, by chance. */

typedef struct
{
  Peer *peer;
  World *world;
  GaReader *reader;
  GaTransaction *transaction;
  gboolean done;
} Doing;

static const GaEntity *
get_entity (Doing *self, const char *name)
{
  return ga_schema_get (self->world->schema, name);
}

/* Returns: (transfer full) (nullable): some record, %NULL if there is none */
static GaRecord *
pick (Doing *self, const char *entity)
{
  g_autoptr (GaQuery) query = ga_query_new (get_entity (self, entity));
  gint64 count = ga_reader_count (self->reader, query, NULL);
  g_autoptr (GPtrArray) records = NULL;

  if (count <= 0)
    return NULL;
  ga_query_set_window (query, (guint) world_pick (self->world, count), 1);
  records = ga_reader_list (self->reader, query, NULL);
  return records->len > 0 ? g_object_ref (g_ptr_array_index (records, 0)) : NULL;
}

/* A record that breaks a rule, or refers to what is gone by now, is one that somebody could not
 * save. */
static gboolean
put (Doing *self, GaRecord *record)
{
  g_autoptr (GError) error = NULL;

  self->done = ga_transaction_put (self->transaction, record, &error);
  return self->done;
}

static char *
make_name (Doing *self, const char *what)
{
  return g_strdup_printf ("%s %u", what, g_rand_int (self->world->rand) % 1000);
}

static void
add_community (Doing *self)
{
  g_autoptr (GaRecord) record = ga_record_new (get_entity (self, "community"));
  g_autofree char *name = make_name (self, "Community");

  ga_record_set_text (record, "name", name);
  ga_record_set_reference (record, "kommune", &self->world->kommuner[world_pick (self->world, 2)]);
  put (self, record);
}

static void
add_person (Doing *self)
{
  g_autoptr (GaRecord) record = ga_record_new (get_entity (self, "person"));
  g_autofree char *name = make_name (self, "Person");

  ga_record_set_text (record, "name", name);
  if (world_chance (self->world, 80))
    ga_record_set_reference (record, "kommune",
                             &self->world->kommuner[world_pick (self->world, 2)]);
  put (self, record);
}

static void
add_organisation (Doing *self)
{
  g_autoptr (GaRecord) record = ga_record_new (get_entity (self, "organisation"));
  g_autofree char *name = make_name (self, "Organisation");

  ga_record_set_text (record, "name", name);
  ga_record_set_text (record, "kind", "association");
  put (self, record);
}

static void
add_meeting (Doing *self)
{
  g_autoptr (GaRecord) community = pick (self, "community");
  g_autoptr (GaRecord) record = ga_record_new (get_entity (self, "meeting"));
  g_autofree char *start =
      g_strdup_printf ("2026-%02d-%02dT10:00", (int) world_pick (self->world, 12) + 1,
                       (int) world_pick (self->world, 28) + 1);

  if (community == NULL)
    return;
  ga_record_set_reference (record, "community", ga_record_get_id (community));
  ga_record_set_text (record, "start", start);
  put (self, record);
}

static void
add_participant (Doing *self)
{
  g_autoptr (GaRecord) community = pick (self, "community");
  g_autoptr (GaRecord) record = ga_record_new (get_entity (self, "participant"));
  g_autofree char *name = make_name (self, "Walker");

  if (community == NULL)
    return;
  ga_record_set_reference (record, "community", ga_record_get_id (community));
  ga_record_set_text (record, "name", name);
  put (self, record);
}

static void
tick (Doing *self)
{
  g_autoptr (GaRecord) meeting = pick (self, "meeting");
  g_autoptr (GaRecord) participant = pick (self, "participant");
  g_autoptr (GError) error = NULL;

  if (meeting == NULL || participant == NULL)
    return;
  self->done = ga_attendance_mark (
      GA_WORK (self->transaction), ga_record_get_id (meeting), ga_record_get_id (participant),
      world_chance (self->world, 70) ? GA_PRESENCE_PRESENT : GA_PRESENCE_ABSENT, FALSE, &error);
}

static void
count (Doing *self)
{
  g_autoptr (GaRecord) meeting = pick (self, "meeting");
  g_autoptr (GError) error = NULL;

  if (meeting != NULL)
    self->done = ga_attendance_set_unnamed (GA_WORK (self->transaction), ga_record_get_id (meeting),
                                            world_pick (self->world, 30), FALSE, &error);
}

static void
cancel (Doing *self)
{
  g_autoptr (GaRecord) meeting = pick (self, "meeting");
  g_autoptr (GError) error = NULL;

  if (meeting != NULL)
    self->done = ga_attendance_cancel (GA_WORK (self->transaction), ga_record_get_id (meeting),
                                       "ice", &error);
}

static void
rename_one (Doing *self)
{
  static const char *const named[] = { "community", "person", "organisation", "participant" };
  const char *entity = named[world_pick (self->world, G_N_ELEMENTS (named))];
  g_autoptr (GaRecord) record = pick (self, entity);
  g_autofree char *name = make_name (self, "Renamed");

  if (record == NULL)
    return;
  ga_record_set_text (record, "name", name);
  put (self, record);
}

/* Several fields, some of which others change, too. */
static void
change_community (Doing *self)
{
  static const char *const levels[] = { "easy", "moderate", "brisk", "mixed" };
  g_autoptr (GaRecord) record = pick (self, "community");

  if (record == NULL)
    return;
  ga_record_set_text (record, "level", levels[world_pick (self->world, 4)]);
  ga_record_set_integer (record, "distance_m", world_pick (self->world, 10000));
  if (world_chance (self->world, 10))
    ga_record_set_reference (record, "kommune",
                             &self->world->kommuner[world_pick (self->world, 2)]);
  put (self, record);
}

static void
remove_one (Doing *self)
{
  static const char *const removed[] = { "person", "participant", "meeting", "meeting",
                                         "community" };
  const char *entity = removed[world_pick (self->world, G_N_ELEMENTS (removed))];
  g_autoptr (GaRecord) record = pick (self, entity);
  g_autoptr (GError) error = NULL;

  if (record != NULL)
    self->done = ga_transaction_delete (self->transaction, ga_record_get_entity (record),
                                        ga_record_get_id (record), &error);
}

static void
settle_conflict (Doing *self)
{
  g_autoptr (GaRecord) conflict = pick (self, "conflict");
  g_autoptr (GError) error = NULL;

  if (conflict == NULL)
    return;
  self->done =
      world_chance (self->world, 50)
          ? ga_transaction_keep (self->transaction, ga_record_get_id (conflict), &error)
          : ga_transaction_restore_value (self->transaction, ga_record_get_id (conflict), &error);
}

typedef struct
{
  void (*func) (Doing *self);
  guint weight;
} Deed;

static const Deed deeds[] = {
  { tick, 30 },         { rename_one, 15 },      { change_community, 15 },
  { count, 8 },         { add_participant, 8 },  { add_meeting, 7 },
  { cancel, 4 },        { add_person, 4 },       { remove_one, 4 },
  { add_community, 2 }, { add_organisation, 2 }, { settle_conflict, 3 },
};

static gboolean
edit_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Doing *self = user_data;
  guint sum = 0, chosen;

  self->transaction = transaction;
  self->reader = ga_transaction_get_reader (transaction);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    sum += deeds[i].weight;
  chosen = (guint) world_pick (self->world, sum);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      if (chosen < deeds[i].weight)
        {
          deeds[i].func (self);
          break;
        }
      chosen -= deeds[i].weight;
    }
  if (self->done)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "nothing done");
  return FALSE;
}

void
peer_edit (Peer *self)
{
  Doing doing = { .peer = self, .world = self->world };
  g_autoptr (GError) error = NULL;

  if (world_chance (self->world, 4))
    {
      g_autoptr (GaUndone) undone = ga_store_undo (self->store, 0, NULL);

      self->world->tally.operations++;
      return;
    }
  if (ga_store_transact (self->store, "Edit", edit_body, &doing, &error) != 0)
    self->world->tally.operations++;
}
