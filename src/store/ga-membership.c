/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-membership.h"

#include <string.h>

#include "store/ga-membership-private.h"
#include "store/ga-outbox.h"
#include "store/ga-postponed.h"
#include "store/ga-reader-private.h"
#include "store/ga-transaction-private.h"

/* Kept in the table `meta`, a word each. */

#define PREFIX "sync:"

typedef enum
{
  TEXT,
  ID,
  INTEGER,
} Kind;

static const struct
{
  const char *name;
  Kind kind;
  gsize offset;
} words[] = {
  { "url", TEXT, G_STRUCT_OFFSET (GaMembership, url) },
  { "organisation", TEXT, G_STRUCT_OFFSET (GaMembership, organisation) },
  { "name", TEXT, G_STRUCT_OFFSET (GaMembership, name) },
  { "role", TEXT, G_STRUCT_OFFSET (GaMembership, role) },
  { "grants", TEXT, G_STRUCT_OFFSET (GaMembership, grants) },
  { "device", TEXT, G_STRUCT_OFFSET (GaMembership, device) },
  { "stopped", TEXT, G_STRUCT_OFFSET (GaMembership, stopped) },
  { "account", ID, G_STRUCT_OFFSET (GaMembership, account) },
  { "client", ID, G_STRUCT_OFFSET (GaMembership, client) },
  { "lineage", ID, G_STRUCT_OFFSET (GaMembership, lineage) },
  { "epoch", INTEGER, G_STRUCT_OFFSET (GaMembership, epoch) },
  { "head", INTEGER, G_STRUCT_OFFSET (GaMembership, head) },
  { "covered", INTEGER, G_STRUCT_OFFSET (GaMembership, covered) },
  { "push", INTEGER, G_STRUCT_OFFSET (GaMembership, push) },
  { "last_contact", INTEGER, G_STRUCT_OFFSET (GaMembership, last_contact) },
};

void
ga_membership_free (GaMembership *self)
{
  g_free (self->url);
  g_free (self->organisation);
  g_free (self->name);
  g_free (self->role);
  g_free (self->grants);
  g_free (self->device);
  g_free (self->stopped);
  g_free (self);
}

static void
take_word (GaMembership *self, const char *name, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].name, name))
      {
        gpointer member = G_STRUCT_MEMBER_P (self, words[i].offset);

        switch (words[i].kind)
          {
          case ID:
            ga_id_parse (value, member);
            break;
          case INTEGER:
            *(gint64 *) member = g_ascii_strtoll (value, NULL, 10);
            break;
          case TEXT:
          default:
            g_free (*(char **) member);
            *(char **) member = g_strdup (value);
            break;
          }
      }
}

static gboolean
read_words (GaDb *db, GaMembership *self, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      db, "SELECT substr(name, 6), value FROM meta WHERE name >= 'sync:' AND name < 'sync;'",
      error);
  gboolean row = statement != NULL;

  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (row)
        take_word (self, (const char *) sqlite3_column_text (statement, 0),
                   (const char *) sqlite3_column_text (statement, 1));
    }
  return statement != NULL;
}

GaMembership *
ga_reader_get_membership (GaReader *reader, GError **error)
{
  GaDb *db = ga_reader_get_db (reader);
  g_autoptr (GaMembership) self = g_new0 (GaMembership, 1);

  if (!read_words (db, self, error) || self->url == NULL)
    return NULL;
  if (!ga_db_get_integer (db, "SELECT count FROM waiting", &self->waiting, error) ||
      !ga_postponed_is_any_due (db, self->waiting, &self->is_due, error))
    return NULL;
  return g_steal_pointer (&self);
}

gint64
ga_reader_count_conflicts (GaReader *reader)
{
  gint64 conflicts;

  return ga_db_get_integer (ga_reader_get_db (reader),
                            "SELECT count(*) FROM conflict WHERE state = 'open'", &conflicts, NULL)
             ? conflicts
             : 0;
}

char *
ga_reader_get_author (GaReader *reader, gint64 account)
{
  GaDb *db = ga_reader_get_db (reader);
  sqlite3_stmt *statement = ga_db_prepare (db, "SELECT name FROM account WHERE number = ?", NULL);
  gboolean row = FALSE;
  char *name = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, account);
  if (ga_db_step (db, statement, &row, NULL) && row)
    name = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return name;
}

gboolean
ga_membership_set (GaDb *db, const char *name, const char *value, GError **error)
{
  g_autofree char *key = g_strconcat (PREFIX, name, NULL);
  sqlite3_stmt *statement;

  if (value != NULL)
    return ga_db_set_meta (db, key, value, error);
  statement = ga_db_prepare (db, "DELETE FROM meta WHERE name = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
  return ga_db_run (db, statement, error);
}

gboolean
ga_membership_set_integer (GaDb *db, const char *name, gint64 value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return ga_membership_set (db, name, text, error);
}

gboolean
ga_membership_get_integer (GaDb *db, const char *name, gint64 *value, GError **error)
{
  g_autofree char *key = g_strconcat (PREFIX, name, NULL);
  sqlite3_stmt *statement = ga_db_prepare (db, "SELECT value FROM meta WHERE name = ?", error);
  gboolean row;

  *value = 0;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  if (row)
    *value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
ga_membership_is_joined (GaDb *db, gboolean *joined, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (db, "SELECT 1 FROM meta WHERE name = 'sync:url'", error);

  if (statement == NULL || !ga_db_step (db, statement, joined, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
write_word (GaDb *db, const GaMembership *membership, guint i, GError **error)
{
  gconstpointer member = G_STRUCT_MEMBER_P (membership, words[i].offset);
  g_autofree char *id = NULL;

  switch (words[i].kind)
    {
    case ID:
      id = ga_id_to_string (member);
      return ga_membership_set (db, words[i].name, id, error);
    case INTEGER:
      return ga_membership_set_integer (db, words[i].name, *(const gint64 *) member, error);
    case TEXT:
    default:
      return ga_membership_set (db, words[i].name, *(char *const *) member, error);
    }
}

gboolean
ga_transaction_join (GaTransaction *self, const GaMembership *membership, GError **error)
{
  GaDb *db = ga_transaction_get_db (self);

  g_return_val_if_fail (membership->url != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (!write_word (db, membership, i, error))
      return FALSE;
  return ga_outbox_take_everything (self, error);
}

gboolean
ga_transaction_part (GaTransaction *self, GError **error)
{
  return ga_outbox_forget (self, error);
}

gboolean
ga_transaction_note_contact (GaTransaction *self, gint64 now, gint64 covered, GError **error)
{
  GaDb *db = ga_transaction_get_db (self);

  return ga_membership_set_integer (db, "last_contact", now, error) &&
         ga_membership_set_integer (db, "covered", covered, error);
}

gboolean
ga_transaction_set_head (GaTransaction *self, gint64 head, GError **error)
{
  return ga_membership_set_integer (ga_transaction_get_db (self), "head", head, error);
}

gboolean
ga_transaction_set_epoch (GaTransaction *self, gint64 epoch, GError **error)
{
  return ga_membership_set_integer (ga_transaction_get_db (self), "epoch", epoch, error);
}

gboolean
ga_transaction_set_client (GaTransaction *self, const GaId *client, GError **error)
{
  g_autofree char *text = ga_id_to_string (client);

  return ga_membership_set (ga_transaction_get_db (self), "client", text, error);
}

gboolean
ga_transaction_set_account (GaTransaction *self,
                            const char *name,
                            const char *role,
                            const char *grants,
                            gint64 head,
                            GError **error)
{
  GaDb *db = ga_transaction_get_db (self);

  return (name == NULL || ga_membership_set (db, "name", name, error)) &&
         (role == NULL || ga_membership_set (db, "role", role, error)) &&
         (grants == NULL || (ga_membership_set (db, "grants", grants, error) &&
                             ga_membership_set_integer (db, "told", head, error)));
}

gboolean
ga_transaction_set_stopped (GaTransaction *self, const char *code, GError **error)
{
  return ga_membership_set (ga_transaction_get_db (self), "stopped", code, error);
}
