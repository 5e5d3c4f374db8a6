/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-json-text.h"
#include "sync/ga-json-scanner.h"
#include "sync/ga-push.h"
#include "sync/ga-sync-fields.h"

static const char *const states[] = {
  [GA_ANSWER_MERGED] = "merged",
  [GA_ANSWER_REFUSED] = "refused",
  [GA_ANSWER_QUARANTINED] = "quarantined",
};

typedef struct
{
  const char *code;
  const char *sentence;
} Refusal;

static const Refusal refusals[] = {
  { "not-allowed", N_ ("Your access does not allow this change.") },
  { "not-yours", N_ ("Only consultants can delete what somebody else has written.") },
  { "unknown-entity", N_ ("The server does not know this kind of record yet.") },
  { "unknown-field", N_ ("The server does not know one of the fields yet.") },
  { "invalid", N_ ("Together with what others have changed this would not be right.") },
  { "beside",
    N_ ("It does not fit with what others have recorded meanwhile: the money may be spent already, "
        "or something that it needs was changed.") },
  { "reference", N_ ("It refers to something that is gone, or that you may not see.") },
  { "missing", N_ ("It is about something that the server does not know.") },
  { "file",
    N_ ("The server has not got this file, or no more room for files of yours. What you delete "
        "makes room after 30 days.") },
  { "damaged",
    N_ ("Its file was changed or damaged on this computer before it could be sent. Attach it once "
        "more, from where it came from.") },
  { "gone", N_ ("Somebody else has deleted it.") },
  { "space", N_ ("It belongs to a place that you have no access to.") },
  { "full",
    N_ ("So much of what you handed over waits for others to decide that there is no room for "
        "more. It stays on this computer.") },
  { "derived", N_ ("The server works this out by itself.") },
};

const char *
ga_refusal_get_sentence (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_strcmp0 (code, refusals[i].code) == 0)
      return _ (refusals[i].sentence);
  return _ ("The server did not accept this change.");
}

static void
free_answer (gpointer data)
{
  GaAnswer *self = data;

  g_free (self->code);
  g_free (self->field);
  g_free (self->message);
  g_strfreev (self->lost);
  g_clear_pointer (&self->row, ga_row_free);
  g_free (self);
}

GaReceipt *
ga_receipt_new (void)
{
  GaReceipt *self = g_new0 (GaReceipt, 1);

  self->answers = g_ptr_array_new_with_free_func (free_answer);
  return self;
}

void
ga_receipt_free (GaReceipt *self)
{
  g_ptr_array_unref (self->answers);
  g_free (self);
}

/**
 * ga_receipt_add:
 *
 * Returns: (transfer none): a new answer, to be filled in
 */
GaAnswer *
ga_receipt_add (GaReceipt *self, gint64 number, GaAnswerState state)
{
  GaAnswer *answer = g_new0 (GaAnswer, 1);

  answer->number = number;
  answer->state = state;
  g_ptr_array_add (self->answers, answer);
  return answer;
}

static int
compare_answers (gconstpointer a, gconstpointer b)
{
  const GaAnswer *left = *(GaAnswer *const *) a, *right = *(GaAnswer *const *) b;

  return left->number < right->number ? -1 : left->number > right->number;
}

/**
 * ga_receipt_find:
 *
 * Of a receipt that was read.
 *
 * Returns: (transfer none) (nullable): %NULL when the operation was accepted as it stands
 */
const GaAnswer *
ga_receipt_find (const GaReceipt *self, gint64 number)
{
  guint from = 0, until = self->answers->len;

  while (from < until)
    {
      guint middle = from + (until - from) / 2;
      const GaAnswer *answer = g_ptr_array_index (self->answers, middle);

      if (answer->number == number)
        return answer;
      if (answer->number < number)
        from = middle + 1;
      else
        until = middle;
    }
  return NULL;
}

static void
append_text (GString *json, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf (json, ",\"%s\":", name);
  ga_json_append_text (json, text);
}

static void
append_lost (GString *json, GStrv lost)
{
  if (lost == NULL)
    return;
  g_string_append (json, ",\"lost\":[");
  for (guint i = 0; lost[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      ga_json_append_text (json, lost[i]);
    }
  g_string_append_c (json, ']');
}

static void
append_row (GString *json, const GaRow *row)
{
  g_autofree char *space = NULL;

  if (row == NULL)
    {
      g_string_append (json, ",\"row\":null");
      return;
    }
  space = ga_space_to_string (&row->space);
  g_string_append_printf (json, ",\"row\":{\"entity\":\"%s\",\"id\":", row->entity->name);
  ga_json_append_id (json, &row->id);
  g_string_append_printf (json,
                          ",\"space\":\"%s\",\"revision\":%" G_GINT64_FORMAT
                          ",\"by\":%" G_GINT64_FORMAT ",\"at\":%" G_GINT64_FORMAT ",\"fields\":{",
                          space, row->revision, row->by, row->at);
  for (guint i = 0; i < row->entity->n_fields; i++)
    {
      g_string_append_printf (json, "%s\"%s\":", i > 0 ? "," : "", row->entity->fields[i].name);
      ga_json_append_value (json, &row->values[i]);
    }
  if (row->extra != NULL && strlen (row->extra) > 2)
    {
      g_string_append_c (json, ',');
      g_string_append_len (json, row->extra + 1, (gssize) strlen (row->extra) - 2);
    }
  g_string_append (json, "}}");
}

static void
append_answer (GString *json, const GaAnswer *answer)
{
  g_string_append_printf (json, "{\"n\":%" G_GINT64_FORMAT ",\"state\":\"%s\"", answer->number,
                          states[answer->state]);
  append_text (json, "code", answer->code);
  append_text (json, "field", answer->field);
  append_text (json, "message", answer->message);
  append_lost (json, answer->lost);
  append_row (json, answer->row);
  g_string_append_c (json, '}');
}

GBytes *
ga_receipt_write (const GaReceipt *self)
{
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_append_printf (json, "{\"number\":%" G_GINT64_FORMAT, self->number);
  if (self->kept)
    g_string_append (json, ",\"kept\":true");
  else
    g_string_append_printf (json,
                            ",\"first\":%" G_GINT64_FORMAT ",\"head\":%" G_GINT64_FORMAT
                            ",\"covered\":%" G_GINT64_FORMAT,
                            self->first, self->head, self->covered);
  g_string_append_printf (json, ",\"now\":%" G_GINT64_FORMAT ",\"epoch\":%" G_GINT64_FORMAT,
                          self->now, self->epoch);
  if (!self->kept)
    {
      g_string_append (json, ",\"answers\":[");
      for (guint i = 0; i < self->answers->len; i++)
        {
          if (i > 0)
            g_string_append_c (json, ',');
          append_answer (json, g_ptr_array_index (self->answers, i));
        }
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, '}');
  return g_string_free_to_bytes (g_steal_pointer (&json));
}

static gboolean
read_space (GaJsonScanner *scanner, GaSpace *space, GError **error)
{
  g_autofree char *text = NULL;

  return ga_json_scanner_expect_text (scanner, &text, error) &&
         (ga_space_parse (text, space) || ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error));
}

static gboolean
read_row_member (GaJsonScanner *scanner, GaRow *row, GError **error)
{
  if (ga_json_scanner_is (scanner, "id"))
    return ga_json_scanner_expect_id (scanner, &row->id, error);
  if (ga_json_scanner_is (scanner, "space"))
    return read_space (scanner, &row->space, error);
  if (ga_json_scanner_is (scanner, "revision"))
    return ga_json_scanner_expect_integer (scanner, &row->revision, error);
  if (ga_json_scanner_is (scanner, "by"))
    return ga_json_scanner_expect_integer (scanner, &row->by, error);
  if (ga_json_scanner_is (scanner, "at"))
    return ga_json_scanner_expect_integer (scanner, &row->at, error);
  if (ga_json_scanner_is (scanner, "fields"))
    return ga_sync_read_fields (scanner, row->entity, ga_sync_take_field, row, &row->extra, error);
  return ga_json_scanner_skip (scanner, error);
}

/* The entity comes first, as everything else depends on it. */
static gboolean
read_row (GaJsonScanner *scanner, GaSchema *schema, GaRow **row, GError **error)
{
  GaJsonToken token = ga_json_scanner_next (scanner, error);
  g_autofree char *name = NULL;
  const GaEntity *entity;

  if (token == GA_JSON_NULL)
    return TRUE;
  if (token != GA_JSON_BEGIN_OBJECT || ga_json_scanner_next (scanner, error) != GA_JSON_KEY ||
      !ga_json_scanner_is (scanner, "entity") ||
      !ga_json_scanner_expect_text (scanner, &name, error))
    {
      g_clear_error (error);
      return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
    }
  entity = ga_schema_get (schema, name);
  if (entity == NULL)
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  g_clear_pointer (row, ga_row_free);
  *row = ga_row_new (entity);
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
    if (!read_row_member (scanner, *row, error))
      return FALSE;
  return token == GA_JSON_END_OBJECT;
}

static gboolean
read_state (GaJsonScanner *scanner, GaAnswerState *state, GError **error)
{
  if (!ga_json_scanner_expect (scanner, GA_JSON_STRING, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (ga_json_scanner_is (scanner, states[i]))
      {
        *state = (GaAnswerState) i;
        return TRUE;
      }
  return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
}

static gboolean
read_lost (GaJsonScanner *scanner, GStrv *lost, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_ARRAY, error))
    return FALSE;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_STRING)
    {
      g_autofree char *name =
          g_strndup (ga_json_scanner_get_text (scanner), ga_json_scanner_get_length (scanner));

      g_strv_builder_add (names, name);
    }
  g_strfreev (*lost);
  *lost = g_strv_builder_end (names);
  return token == GA_JSON_END_ARRAY ||
         (token != GA_JSON_WRONG && ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error));
}

static gboolean
read_answer_member (GaJsonScanner *scanner, GaSchema *schema, GaAnswer *answer, GError **error)
{
  if (ga_json_scanner_is (scanner, "n"))
    return ga_json_scanner_expect_integer (scanner, &answer->number, error);
  if (ga_json_scanner_is (scanner, "state"))
    return read_state (scanner, &answer->state, error);
  if (ga_json_scanner_is (scanner, "code"))
    return ga_json_scanner_expect_text (scanner, &answer->code, error);
  if (ga_json_scanner_is (scanner, "field"))
    return ga_json_scanner_expect_text (scanner, &answer->field, error);
  if (ga_json_scanner_is (scanner, "message"))
    return ga_json_scanner_expect_text (scanner, &answer->message, error);
  if (ga_json_scanner_is (scanner, "lost"))
    return read_lost (scanner, &answer->lost, error);
  if (ga_json_scanner_is (scanner, "row"))
    return read_row (scanner, schema, &answer->row, error);
  return ga_json_scanner_skip (scanner, error);
}

static gboolean
read_answers (GaJsonScanner *scanner, GaSchema *schema, GaReceipt *self, GError **error)
{
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_ARRAY, error))
    return FALSE;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_BEGIN_OBJECT)
    {
      GaAnswer *answer = ga_receipt_add (self, 0, GA_ANSWER_REFUSED);
      GaJsonToken member;

      while ((member = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
        if (!read_answer_member (scanner, schema, answer, error))
          return FALSE;
      if (member != GA_JSON_END_OBJECT)
        return FALSE;
    }
  return token == GA_JSON_END_ARRAY ||
         (token != GA_JSON_WRONG && ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error));
}

static gboolean
read_member (GaJsonScanner *scanner, GaSchema *schema, GaReceipt *self, GError **error)
{
  if (ga_json_scanner_is (scanner, "number"))
    return ga_json_scanner_expect_integer (scanner, &self->number, error);
  if (ga_json_scanner_is (scanner, "kept"))
    return ga_json_scanner_expect_flag (scanner, &self->kept, error);
  if (ga_json_scanner_is (scanner, "first"))
    return ga_json_scanner_expect_integer (scanner, &self->first, error);
  if (ga_json_scanner_is (scanner, "head"))
    return ga_json_scanner_expect_integer (scanner, &self->head, error);
  if (ga_json_scanner_is (scanner, "covered"))
    return ga_json_scanner_expect_integer (scanner, &self->covered, error);
  if (ga_json_scanner_is (scanner, "now"))
    return ga_json_scanner_expect_integer (scanner, &self->now, error);
  if (ga_json_scanner_is (scanner, "epoch"))
    return ga_json_scanner_expect_integer (scanner, &self->epoch, error);
  if (ga_json_scanner_is (scanner, "answers"))
    return read_answers (scanner, schema, self, error);
  return ga_json_scanner_skip (scanner, error);
}

GaReceipt *
ga_receipt_read (GaSchema *schema, const char *text, gsize length, GError **error)
{
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (text, length);
  g_autoptr (GaReceipt) self = ga_receipt_new ();
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_OBJECT, error))
    return NULL;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
    if (!read_member (scanner, schema, self, error))
      return NULL;
  if (token != GA_JSON_END_OBJECT || !ga_json_scanner_expect (scanner, GA_JSON_END, error))
    return NULL;
  g_ptr_array_sort (self->answers, compare_answers);
  if (self->number > 0 && (self->kept || self->first > 0))
    return g_steal_pointer (&self);
  ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  return NULL;
}
