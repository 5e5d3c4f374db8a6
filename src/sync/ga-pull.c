/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ga-pull.h"

#include "model/ga-json-text.h"
#include "sync/ga-json-scanner.h"
#include "sync/ga-sync-fields.h"

static void
free_cursor (gpointer data)
{
  GaSpaceCursor *self = data;

  g_free (self->cursor);
  g_free (self);
}

GaPull *
ga_pull_new (void)
{
  GaPull *self = g_new0 (GaPull, 1);

  self->spaces = g_ptr_array_new_with_free_func (free_cursor);
  return self;
}

void
ga_pull_free (GaPull *self)
{
  g_ptr_array_unref (self->spaces);
  g_free (self);
}

void
ga_pull_add_space (GaPull *self, const GaSpace *space, const char *cursor)
{
  GaSpaceCursor *added = g_new0 (GaSpaceCursor, 1);

  added->space = *space;
  added->cursor = g_strdup (cursor);
  g_ptr_array_add (self->spaces, added);
}

/* Lets go of what it holds. */
void
ga_pull_head_clear (GaPullHead *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->role, g_free);
  g_clear_pointer (&self->grants, g_free);
  g_clear_pointer (&self->ended, g_free);
}

GBytes *
ga_pull_write (const GaPull *self)
{
  g_autoptr (GString) json = g_string_new ("{\"client\":");

  ga_json_append_id (json, &self->client);
  g_string_append (json, ",\"lineage\":");
  ga_json_append_id (json, &self->lineage);
  g_string_append_printf (
      json, ",\"epoch\":%" G_GINT64_FORMAT ",\"head\":%" G_GINT64_FORMAT ",\"spaces\":{",
      self->epoch, self->head);
  for (guint i = 0; i < self->spaces->len; i++)
    {
      const GaSpaceCursor *space = g_ptr_array_index (self->spaces, i);
      g_autofree char *name = ga_space_to_string (&space->space);

      g_string_append_printf (json, "%s\"%s\":", i > 0 ? "," : "", name);
      ga_json_append_text (json, space->cursor);
    }
  g_string_append (json, "}}");
  return g_string_free_to_bytes (g_steal_pointer (&json));
}

static gboolean
read_spaces (GaJsonScanner *scanner, GaPull *self, GError **error)
{
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_OBJECT, error))
    return FALSE;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
    {
      g_autofree char *cursor = NULL;
      GaSpace space;

      if (!ga_sync_take_space (scanner, &space, error) ||
          !ga_json_scanner_expect_text (scanner, &cursor, error))
        return FALSE;
      ga_pull_add_space (self, &space, cursor);
    }
  return token == GA_JSON_END_OBJECT;
}

static gboolean
read_member (GaJsonScanner *scanner, GaPull *self, GError **error)
{
  if (ga_json_scanner_is (scanner, "client"))
    return ga_json_scanner_expect_id (scanner, &self->client, error);
  if (ga_json_scanner_is (scanner, "lineage"))
    return ga_json_scanner_expect_id (scanner, &self->lineage, error);
  if (ga_json_scanner_is (scanner, "epoch"))
    return ga_json_scanner_expect_integer (scanner, &self->epoch, error);
  if (ga_json_scanner_is (scanner, "head"))
    return ga_json_scanner_expect_integer (scanner, &self->head, error);
  if (ga_json_scanner_is (scanner, "spaces"))
    return read_spaces (scanner, self, error);
  return ga_json_scanner_skip (scanner, error);
}

GaPull *
ga_pull_read (const char *text, gsize length, GError **error)
{
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (text, length);
  g_autoptr (GaPull) self = ga_pull_new ();
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_OBJECT, error))
    return NULL;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
    if (!read_member (scanner, self, error))
      return NULL;
  if (token != GA_JSON_END_OBJECT || !ga_json_scanner_expect (scanner, GA_JSON_END, error))
    return NULL;
  return g_steal_pointer (&self);
}
