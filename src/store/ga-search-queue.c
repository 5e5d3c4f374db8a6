/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-search-queue.h"

/* Rows that wait at most, so that a large import needs little memory. */
#define LONG 4096

typedef struct
{
  gint64 rowid;
  gsize start, length; /* of its words */
  char operation;      /* `i`, `u` or `d`, as ga_fields() has it */
} Entry;

struct _GaSearchQueue
{
  GArray *entries;
  GString *words;
};

GaSearchQueue *
ga_search_queue_new (void)
{
  GaSearchQueue *self = g_new (GaSearchQueue, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->words = g_string_new (NULL);
  return self;
}

void
ga_search_queue_free (GaSearchQueue *self)
{
  g_array_unref (self->entries);
  g_string_free (self->words, TRUE);
  g_free (self);
}

/**
 * ga_search_queue_add:
 * @operation: `i`, `u` or `d`
 * @words: what the row is found by; nothing for `d`
 */
void
ga_search_queue_add (GaSearchQueue *self, char operation, gint64 rowid, GString *words)
{
  Entry entry = { rowid, self->words->len, words->len, operation };

  g_string_append_len (self->words, words->str, (gssize) words->len);
  g_array_append_val (self->entries, entry);
}

/**
 * ga_search_queue_is_long:
 *
 * Returns: whether it is time for ga_search_queue_write(), between two rows
 */
gboolean
ga_search_queue_is_long (GaSearchQueue *self)
{
  return self->entries->len >= LONG;
}

/**
 * ga_search_queue_drop:
 *
 * Forgets what waits, after a rollback.
 */
void
ga_search_queue_drop (GaSearchQueue *self)
{
  g_array_set_size (self->entries, 0);
  g_string_truncate (self->words, 0);
}

static sqlite3_stmt *
prepare (GaDb *db, char operation, GError **error)
{
  switch (operation)
    {
    case 'i':
      return ga_db_prepare (db, "INSERT INTO search (rowid, words) VALUES (?1, ?2)", error);
    case 'u':
      return ga_db_prepare (db, "UPDATE search SET words = ?2 WHERE rowid = ?1", error);
    default:
      return ga_db_prepare (db, "DELETE FROM search WHERE rowid = ?1", error);
    }
}

/**
 * ga_search_queue_write:
 *
 * Brings the index up to date. Within the transaction that wrote the rows.
 */
gboolean
ga_search_queue_write (GaSearchQueue *self, GaDb *db, GError **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      sqlite3_stmt *statement = prepare (db, entry->operation, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, entry->rowid);
      if (entry->operation != 'd')
        sqlite3_bind_text (statement, 2, self->words->str + entry->start, (int) entry->length,
                           SQLITE_STATIC);
      if (!ga_db_run (db, statement, error))
        return FALSE;
    }
  ga_search_queue_drop (self);
  return TRUE;
}
