/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-membership.h"

#include <string.h>

#include "model/ga-access.h"
#include "store/ga-forgotten-access.h"
#include "store/ga-membership-private.h"
#include "store/ga-outbox.h"
#include "store/ga-postponed.h"
#include "store/ga-reader-private.h"
#include "store/ga-transaction-private.h"

/* Kept in the table `meta`, a word each. */

#define PREFIX "sync:"
/* No word of the membership, as there is none yet. */
#define JOINING "joining"

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
  { "left", TEXT, G_STRUCT_OFFSET (GaMembership, left) },
  { "lost", TEXT, G_STRUCT_OFFSET (GaMembership, lost) },
  { "account", ID, G_STRUCT_OFFSET (GaMembership, account) },
  { "client", ID, G_STRUCT_OFFSET (GaMembership, client) },
  { "lineage", ID, G_STRUCT_OFFSET (GaMembership, lineage) },
  { "epoch", INTEGER, G_STRUCT_OFFSET (GaMembership, epoch) },
  { "head", INTEGER, G_STRUCT_OFFSET (GaMembership, head) },
  { "told", INTEGER, G_STRUCT_OFFSET (GaMembership, told) },
  { "covered", INTEGER, G_STRUCT_OFFSET (GaMembership, covered) },
  { "push", INTEGER, G_STRUCT_OFFSET (GaMembership, push) },
  { "last_contact", INTEGER, G_STRUCT_OFFSET (GaMembership, last_contact) },
  { "handed", INTEGER, G_STRUCT_OFFSET (GaMembership, handed) },
  { "lacks_passphrase", INTEGER, G_STRUCT_OFFSET (GaMembership, lacks_passphrase) },
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
  g_free (self->left);
  g_free (self->lost);
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

gboolean
ga_reader_lacks_passphrase (GaReader *reader)
{
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, NULL);

  return membership != NULL && membership->lacks_passphrase != 0;
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
ga_membership_get (GaDb *db, const char *name, char **value, GError **error)
{
  g_autofree char *key = g_strconcat (PREFIX, name, NULL);
  sqlite3_stmt *statement = ga_db_prepare (db, "SELECT value FROM meta WHERE name = ?", error);
  gboolean row;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  if (row)
    *value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
ga_membership_get_integer (GaDb *db, const char *name, gint64 *value, GError **error)
{
  g_autofree char *text = NULL;

  if (!ga_membership_get (db, name, &text, error))
    return FALSE;
  *value = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return TRUE;
}

gboolean
ga_membership_get_grants (GaDb *db, char **grants, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "SELECT value FROM meta WHERE name = 'sync:grants' AND NOT EXISTS "
                     "(SELECT 1 FROM meta WHERE name = 'sync:stopped' AND value = 'revoked')",
                     error);
  gboolean row = FALSE;

  *grants = NULL;
  if (statement == NULL || !ga_db_step (db, statement, &row, error))
    return FALSE;
  if (row)
    *grants = g_strdup ((const char *) sqlite3_column_text (statement, 0));
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
  return ga_membership_set (db, JOINING, NULL, error) && ga_outbox_take_everything (self, error);
}

void
ga_reader_get_joining (GaReader *reader, GaId *client)
{
  g_autofree char *text = NULL;

  if (ga_membership_get (ga_reader_get_db (reader), JOINING, &text, NULL) && text != NULL)
    ga_id_parse (text, client);
}

gboolean
ga_transaction_set_joining (GaTransaction *self, const GaId *client, GError **error)
{
  g_autofree char *text = ga_id_to_string (client);

  return ga_membership_set (ga_transaction_get_db (self), JOINING, text, error);
}

gboolean
ga_transaction_note_joining (GaTransaction *self, GError **error)
{
  GaDb *db = ga_transaction_get_db (self);
  sqlite3_stmt *statement = ga_db_prepare (db, "UPDATE act SET kind = ? WHERE number = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, GA_ACT_JOIN);
  sqlite3_bind_int64 (statement, 2, ga_transaction_get_act (self));
  return ga_db_run (db, statement, error);
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
  GaDb *db = ga_transaction_get_db (self);

  return ga_membership_set_integer (db, "head", head, error) &&
         ga_membership_set_integer (db, "told", head, error);
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

static gboolean
has_access (GArray *grants, const GaSpace *space)
{
  for (guint i = 0; i < grants->len; i++)
    if (ga_space_equal (&g_array_index (grants, GaGrant, i).space, space))
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable): as people call it */
static char *
name_space (GaDb *db, const GaSpace *space)
{
  sqlite3_stmt *statement = ga_db_prepare (
      db,
      "SELECT name FROM community WHERE id = ?1 UNION ALL SELECT name FROM kommune WHERE id = ?1",
      NULL);
  gboolean row = FALSE;
  char *name = NULL;

  if (statement == NULL)
    return NULL;
  ga_db_bind_id (statement, 1, &space->target);
  if (ga_db_step (db, statement, &row, NULL) && row)
    name = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return name;
}

static gboolean
add_name (GaDb *db, const char *word, const char *names, GString *more, GError **error)
{
  if (more->len == 0)
    return TRUE;
  if (names != NULL && *names != '\0')
    g_string_prepend (g_string_prepend_c (more, '\n'), names);
  return ga_membership_set (db, word, more->str, error);
}

/* What the account is no longer given, while it is still here to be called by its name. */
static gboolean
note_left (GaDb *db, const char *grants, GError **error)
{
  g_autoptr (GaMembership) before = g_new0 (GaMembership, 1);
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GString) lost = g_string_new (NULL);
  g_autoptr (GArray) had = NULL;
  g_autoptr (GArray) has = ga_grants_parse (grants);
  g_autoptr (GArray) forgotten = ga_forgotten_access_list (db, error);

  if (forgotten == NULL || !read_words (db, before, error))
    return FALSE;
  had = ga_grants_parse (before->grants != NULL ? before->grants : "");
  for (guint i = 0; i < had->len; i++)
    {
      const GaSpace *space = &g_array_index (had, GaGrant, i).space;
      g_autofree char *name = has_access (has, space) ? NULL : name_space (db, space);
      GString *names = has_access (forgotten, space) ? lost : left;

      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? "\n" : "", name);
    }
  return add_name (db, "left", before->left, left, error) &&
         add_name (db, "lost", before->lost, lost, error);
}

gboolean
ga_transaction_set_account (GaTransaction *self,
                            const char *name,
                            const char *role,
                            const char *grants,
                            const char *ended,
                            gint64 head,
                            GError **error)
{
  GaDb *db = ga_transaction_get_db (self);

  return (name == NULL || ga_membership_set (db, "name", name, error)) &&
         (role == NULL || ga_membership_set (db, "role", role, error)) &&
         (grants == NULL ||
          (ga_forgotten_access_hear (db, grants, ended, error) && note_left (db, grants, error) &&
           ga_membership_set (db, "grants", grants, error) &&
           ga_membership_set_integer (db, "told", head, error)));
}

gboolean
ga_transaction_forget_left (GaTransaction *self, GError **error)
{
  GaDb *db = ga_transaction_get_db (self);

  return ga_membership_set (db, "left", NULL, error) &&
         ga_membership_set (db, "lost", NULL, error) &&
         ga_membership_set_integer (db, "handed", 0, error);
}

gboolean
ga_transaction_set_lacks_passphrase (GaTransaction *self, gboolean lacks, GError **error)
{
  return ga_membership_set_integer (ga_transaction_get_db (self), "lacks_passphrase", lacks, error);
}

gboolean
ga_transaction_set_stopped (GaTransaction *self, const char *code, GError **error)
{
  return ga_membership_set (ga_transaction_get_db (self), "stopped", code, error);
}
