/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-inbox.h"

#include "model/ga-flaw.h"
#include "store/ga-held.h"
#include "store/ga-membership-private.h"
#include "store/ga-outbox-private.h"
#include "store/ga-postponed.h"
#include "store/ga-purge.h"
#include "store/ga-transaction-private.h"

/* sync_space.fresh: what comes anew, and what has come so but was not compared yet. */
enum
{
  COMES = 1,
  CAME = 2,
};

struct _GaInbox
{
  GaTransaction *transaction; /* unowned */
  GaDb *db;
  GaHeld *held;
  gboolean bulk;
  gboolean uncaptured; /* something was written that the change log does not show */
  gboolean idle;       /* nothing waits, so what comes may simply be put in */
  gboolean asks_again; /* what has gone has to be made up for by something else */
  gboolean put_off;    /* a space that is to go is kept as it was */
  GaSpace place;
  gint64 space;
  gboolean fresh;
  gint64 head;
  GHashTable *sums; /* number of a space that has come to its end → GaSpaceSum of the server's */
};

GaInbox *
ga_inbox_new (GaTransaction *transaction, gboolean bulk, GError **error)
{
  g_autoptr (GaInbox) self = g_new0 (GaInbox, 1);

  self->transaction = transaction;
  self->db = ga_transaction_get_db (transaction);
  self->held = ga_held_new (self->db);
  self->bulk = bulk;
  self->sums = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return ga_outbox_is_idle (self->db, &self->idle, error) ? g_steal_pointer (&self) : NULL;
}

void
ga_inbox_free (GaInbox *self)
{
  ga_held_free (self->held);
  g_hash_table_unref (self->sums);
  g_free (self);
}

/* Whether what is written from now on is named in the change log. */
static void
capture (GaInbox *self, gboolean captured)
{
  self->uncaptured = self->uncaptured || !captured;
  ga_db_set_act (self->db, captured ? ga_transaction_get_act (self->transaction) : 0);
}

static gboolean
run (GaInbox *self, const char *sql, const char *text, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->space);
  if (text != NULL)
    sqlite3_bind_text (statement, 2, text, -1, SQLITE_STATIC);
  return ga_db_run (self->db, statement, error);
}

/* Whoever gets the names counts them; what the server had counted makes room. */
static gboolean
forget_totals (GaInbox *self, GError **error)
{
  static const char *const statements[] = {
    /* To nothing first, which the totals of the month follow. */
    "UPDATE meeting_total SET named = 0, first_time = 0 WHERE meeting IN "
    "(SELECT t.meeting FROM server_total t JOIN meeting m ON m.id = t.meeting WHERE m.community = ?)",
    "DELETE FROM server_total WHERE meeting IN (SELECT id FROM meeting WHERE community = ?)",
    "DELETE FROM server_month WHERE community = ?",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      sqlite3_stmt *statement = ga_db_prepare (self->db, statements[i], error);

      if (statement == NULL)
        return FALSE;
      ga_db_bind_id (statement, 1, &self->place.target);
      if (!ga_db_run (self->db, statement, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  char *cursor;
  gboolean known;
  int fresh;
} SpaceState;

static gboolean
read_state (GaInbox *self, SpaceState *state, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (self->db, "SELECT cursor, fresh FROM sync_space WHERE space = ?", error);

  *state = (SpaceState){ 0 };
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->space);
  if (!ga_db_step (self->db, statement, &state->known, error))
    return FALSE;
  if (state->known)
    {
      state->cursor = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      state->fresh = sqlite3_column_int (statement, 1);
      sqlite3_reset (statement);
    }
  return TRUE;
}

static gboolean
begin_afresh (GaInbox *self, GError **error)
{
  if (self->place.place == GA_PLACE_COMMUNITY && !forget_totals (self, error))
    return FALSE;
  return ga_held_begin_afresh (self->held, self->space, error) &&
         run (self,
              "INSERT INTO sync_space (space, cursor, count, sum, fresh, reloads) "
              "VALUES (?, '', 0, 0, 1, 0) ON CONFLICT (space) DO UPDATE SET fresh = 1",
              NULL, error);
}

gboolean
ga_inbox_enter (GaInbox *self, const GaSpace *space, gboolean fresh, GError **error)
{
  SpaceState state;
  gboolean goes_on;

  self->place = *space;
  self->fresh = fresh;
  if (!ga_space_number (self->db, space, &self->space, error) || !read_state (self, &state, error))
    return FALSE;
  /* A beginning that takes several answers is begun once. */
  goes_on = state.fresh == COMES && state.cursor != NULL && *state.cursor != '\0';
  g_free (state.cursor);
  self->fresh = fresh || goes_on;
  capture (self, !self->bulk && !self->fresh);
  return !fresh || goes_on || begin_afresh (self, error);
}

gboolean
ga_inbox_put (GaInbox *self, const GaRow *row, GError **error)
{
  gboolean added = FALSE;

  if (self->idle && !ga_held_put_new (self->held, row, self->space, &added, error))
    return FALSE;
  return added || ga_held_put (self->held, row, self->space, error);
}

gboolean
ga_inbox_take_out (
    GaInbox *self, const GaEntity *entity, const GaId *id, gint64 revision, GError **error)
{
  return ga_accepted_follow (self->db, entity, id, self->space, error) &&
         ga_held_take_out (self->held, entity, id, revision, error);
}

gboolean
ga_inbox_leave (
    GaInbox *self, const GaEntity *entity, const GaId *id, gint64 revision, GError **error)
{
  g_auto (GaHeldPlace) place = { 0 };

  if (!ga_held_find (self->held, entity, id, &place, error))
    return FALSE;
  if (place.rev == 0)
    return ga_held_note_absent (self->held, entity, id, revision, error);
  if (place.space != self->space)
    return TRUE;
  /* Here it has moved already; it will come where it is now. */
  if (place.here && place.row_space != self->space)
    return ga_held_await (self->held, entity, id, &place, error) &&
           ga_held_note_absent (self->held, entity, id, revision, error);
  return ga_held_take_out (self->held, entity, id, revision, error);
}

gboolean
ga_inbox_erase (GaInbox *self, const GaEntity *entity, const GaId *id, GError **error)
{
  g_auto (GaHeldPlace) place = { 0 };

  return ga_held_find (self->held, entity, id, &place, error) &&
         ga_held_move (self->held, entity, id, &place, place.space, 0, error) &&
         ga_purge_record (self->transaction, entity, id, error);
}

#define NAMES_OF \
  "SELECT 1 FROM sync_space s JOIN space p ON p.number = s.space WHERE p.kind = 4 AND p.target = "

/* Names that are here are counted here. @sql: has a row if they are, for the meeting or community
 * that is its parameter */
static gboolean
has_names (GaInbox *self, const char *sql, const GaId *id, gboolean *has, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, id);
  if (!ga_db_step (self->db, statement, has, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

/* The meeting is the first parameter of @sql, what is known of the @n numbers those after it. */
static gboolean
write_total (GaInbox *self,
             const char *sql,
             const GaId *meeting,
             const gint64 *numbers,
             int n,
             GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, meeting);
  for (int i = 0; i < n; i++)
    if (numbers[i] >= 0)
      sqlite3_bind_int64 (statement, i + 2, numbers[i]);
  return ga_db_run (self->db, statement, error);
}

gboolean
ga_inbox_put_total (
    GaInbox *self, const GaId *meeting, gint64 revision, gint64 named, GError **error)
{
  gint64 told[] = { revision, named };
  gint64 counted[] = { MAX (named, 0) };
  gboolean has = FALSE;

  if (!has_names (self,
                  NAMES_OF "(SELECT community FROM meeting WHERE id = ?1) "
                           "UNION ALL SELECT 1 FROM attendance WHERE meeting = ?1 LIMIT 1",
                  meeting, &has, error))
    return FALSE;
  if (has)
    return TRUE;
  self->uncaptured = TRUE;
  return write_total (self,
                      "INSERT OR REPLACE INTO server_total (meeting, rev, named) VALUES (?, ?, ?)",
                      meeting, told, G_N_ELEMENTS (told), error) &&
         write_total (self, "UPDATE meeting_total SET named = ?2 WHERE meeting = ?1", meeting,
                      counted, G_N_ELEMENTS (counted), error) &&
         write_total (self,
                      "INSERT OR IGNORE INTO meeting_total (meeting, named, first_time) "
                      "SELECT ?1, ?2, 0 WHERE ?2 > 0",
                      meeting, counted, G_N_ELEMENTS (counted), error);
}

gboolean
ga_inbox_put_month (GaInbox *self, const GaMonthCount *month, GError **error)
{
  sqlite3_stmt *statement;
  gboolean has = FALSE;

  if (!has_names (self, NAMES_OF "?1", &month->community, &has, error))
    return FALSE;
  if (has)
    return TRUE;
  self->uncaptured = TRUE;
  statement = ga_db_prepare (self->db,
                             "INSERT OR REPLACE INTO server_month (community, month, rev, "
                             "first_time) VALUES (?, ?, ?, ?)",
                             error);
  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, &month->community);
  sqlite3_bind_text (statement, 2, month->month, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, month->revision);
  if (month->first_time >= 0)
    sqlite3_bind_int64 (statement, 4, month->first_time);
  return ga_db_run (self->db, statement, error);
}

gboolean
ga_inbox_keep_cursor (GaInbox *self, const char *cursor, GError **error)
{
  return run (
      self,
      "INSERT INTO sync_space (space, cursor, count, sum, fresh, reloads) "
      "VALUES (?, ?, 0, 0, 0, 0) ON CONFLICT (space) DO UPDATE SET cursor = excluded.cursor",
      cursor, error);
}

gboolean
ga_inbox_end_space (
    GaInbox *self, const char *cursor, const GaSpaceSum *sum, gint64 head, GError **error)
{
  self->head = head;
  g_hash_table_insert (self->sums, g_memdup2 (&self->space, sizeof self->space),
                       g_memdup2 (sum, sizeof *sum));
  return (!self->fresh || ga_held_sweep (self->held, self->space, head, error)) &&
         ga_inbox_keep_cursor (self, cursor, error) &&
         (!self->fresh ||
          run (self, "UPDATE sync_space SET fresh = 2 WHERE space = ?", NULL, error));
}

static gboolean
compare_sum (GaInbox *self, gint64 space, const GaSpaceSum *there, GError **error)
{
  const GaSpaceSum *here = ga_held_sum (self->held, space, error);
  SpaceState state;

  if (here == NULL)
    return FALSE;
  if (ga_space_sum_equal (here, there))
    return TRUE;
  self->space = space;
  if (!read_state (self, &state, error))
    return FALSE;
  g_free (state.cursor);
  g_debug ("A space differs from the server's: %" G_GINT64_FORMAT " rows here, %" G_GINT64_FORMAT
           " there%s",
           here->count, there->count, state.fresh == CAME ? ", though it came afresh" : "");
  /* What differs after it has come as a whole would differ again. */
  return state.fresh == CAME || ga_held_reload (self->held, space, error);
}

/* At the very end, as a row may have moved from one space to another that comes later; and not
 * while something newer than the answer was settled here. */
static gboolean
compare_sums (GaInbox *self, GError **error)
{
  GHashTableIter iter;
  gpointer space, sum;
  gint64 settled;

  if (!ga_membership_get_integer (self->db, "settled", &settled, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->sums);
  while (settled <= self->head && g_hash_table_iter_next (&iter, &space, &sum))
    if (!compare_sum (self, *(gint64 *) space, sum, error))
      return FALSE;
  return ga_db_exec (self->db, "UPDATE sync_space SET fresh = 0 WHERE fresh = 2", error);
}

/* What is postponed counts where it lies only, as it may be so for long; @space: 0 for everywhere.
 */
static gboolean
has_waiting (GaInbox *self, gint64 space, gboolean *waiting, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (self->db,
                     "SELECT 1 FROM change c INDEXED BY change_waiting WHERE acked IS NULL "
                     "AND (?1 IN (0, space) OR " GA_POSTPONED_NOT ") LIMIT 1",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, space);
  if (!ga_db_step (self->db, statement, waiting, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
ga_inbox_drop (GaInbox *self, const GaSpace *space, gint64 now, GError **error)
{
  GaSpaceSum *sum;
  gboolean waiting = FALSE, needed = FALSE;

  self->place = *space;
  if (!ga_space_number (self->db, space, &self->space, error) ||
      !has_waiting (self, self->space, &waiting, error) ||
      !ga_postponed_needs_space (self->db, space, self->space, now, &needed, error))
    return FALSE;
  /* What waits is sent first, and the server says the same again then. */
  self->put_off = self->put_off || waiting || needed;
  if (waiting || needed)
    return TRUE;
  capture (self, FALSE);
  sum = ga_held_sum (self->held, self->space, error);
  if (sum == NULL || !ga_purge_space (self->transaction, space, error))
    return FALSE;
  ga_held_forget_sum (self->held, self->space);
  g_hash_table_remove (self->sums, &self->space);
  /* The server tells totals to those who see no names. */
  if (space->place != GA_PLACE_COMMUNITY)
    return TRUE;
  self->asks_again = TRUE;
  return ga_held_ask_for_totals (self->held, error);
}

gboolean
ga_inbox_name_account (GaInbox *self, gint64 account, const char *name, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      self->db, "INSERT OR REPLACE INTO account (number, name) VALUES (?, ?)", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, account);
  sqlite3_bind_text (statement, 2, name, -1, SQLITE_STATIC);
  return ga_db_run (self->db, statement, error);
}

gboolean
ga_inbox_has_put_off (GaInbox *self)
{
  return self->put_off;
}

gboolean
ga_inbox_asks_again (GaInbox *self)
{
  return self->asks_again;
}

gboolean
ga_inbox_finish (GaInbox *self, gboolean complete, GError **error)
{
  gboolean waiting = TRUE;

  if (complete && (!compare_sums (self, error) || !has_waiting (self, 0, &waiting, error)))
    return FALSE;
  capture (self, !self->bulk);
  return (waiting || ga_held_come_to_rest (self->held, error)) &&
         ga_held_finish (self->held, error) &&
         (!self->uncaptured || ga_transaction_count_restore (self->transaction, error));
}

gboolean
ga_inbox_list_cursors (GaTransaction *transaction,
                       GaCursorFunc func,
                       gpointer user_data,
                       GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);
  sqlite3_stmt *statement = ga_db_prepare (
      db,
      "SELECT p.kind, p.target, s.cursor FROM sync_space s JOIN space p ON p.number = s.space "
      "WHERE p.kind <> 2 ORDER BY p.number",
      error);
  gboolean row = statement != NULL;

  while (row)
    {
      GaSpace space = { 0 };

      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      space.place = (GaSpacePlace) sqlite3_column_int (statement, 0);
      ga_db_column_id (statement, 1, &space.target);
      func (&space, (const char *) sqlite3_column_text (statement, 2), user_data);
    }
  return statement != NULL;
}

static gboolean
count_nothing_above (GaDb *db, gint64 fork, GError **error)
{
  GaSchema *schema = ga_db_get_schema (db);
  guint n = ga_schema_get_n_entities (schema);

  for (guint i = 0; i <= n; i++)
    {
      g_autofree char *sql = g_strdup_printf (
          i < n ? "UPDATE \"%s\" SET _rev = -max(1, min(abs(_rev), ?)) WHERE _rev IS NOT NULL"
                : "UPDATE \"%s\" SET rev = -max(1, min(abs(rev), ?))",
          i < n ? ga_schema_get_nth (schema, i)->name : "shadow");
      sqlite3_stmt *statement = ga_db_prepare (db, sql, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, fork);
      if (!ga_db_run (db, statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ga_inbox_reload_everything (GaTransaction *transaction, gint64 fork, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);

  return count_nothing_above (db, fork, error) &&
         ga_db_exec (db,
                     "UPDATE sync_space SET cursor = '', count = 0, sum = 0, fresh = 0,"
                     "reloads = reloads + 1",
                     error) &&
         ga_db_exec (db, "DELETE FROM seen", error) &&
         ga_membership_set_integer (db, "settled", 0, error);
}
