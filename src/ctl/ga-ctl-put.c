/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "ctl/ga-ctl-records.h"
#include "ctl/ga-ctl-resolve.h"
#include "ctl/ga-ctl-table.h"
#include "model/ga-json-object.h"
#include "store/ga-series.h"

typedef struct
{
  const GaEntity *entity;
  FILE *input;
  GArray *ids;        /* of what was put, in order */
  GPtrArray *doubles; /* sentences about what is there twice now */
} Put;

/* Of these two at once are nearly always one, put twice: who puts is told, and may mean both. Of
 * others, such as people of one name, there may well be two. What an import takes for the same
 * (GaEntity.same) it does not make again; two walks at one hour a person may mean. */
typedef struct
{
  const char *entity;
  const char *fields[5];
} Once;

static const Once onces[] = {
  { "meeting", { "community", "start" } },
  { "schedule", { "community", "rule", "from", "at" } },
};

static gboolean
fail_reading (GError **error)
{
  g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED, _ ("The input could not be read: %s."),
               g_strerror (errno));
  return FALSE;
}

/* A pipe is read to its end first: nobody else may write while a transaction waits for its sender.
 * What is laid aside has no name and goes with the program. */
static FILE *
take_input (GError **error)
{
  g_autofree char *buffer = g_malloc (1 << 16);
  struct stat info;
  FILE *aside;
  size_t n;

  if (fstat (fileno (stdin), &info) == 0 && S_ISREG (info.st_mode))
    return stdin;
  aside = tmpfile ();
  if (aside == NULL)
    {
      fail_reading (error);
      return NULL;
    }
  while ((n = fread (buffer, 1, 1 << 16, stdin)) > 0)
    if (fwrite (buffer, 1, n, aside) < n)
      break;
  if (ferror (stdin) || ferror (aside) || fseek (aside, 0, SEEK_SET) < 0)
    {
      fail_reading (error);
      fclose (aside);
      return NULL;
    }
  return aside;
}

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED, sentence);
  return FALSE;
}

static JsonNode *
parse_line (const char *line, gsize length, GError **error)
{
  if (strlen (line) == length && !g_utf8_validate (line, -1, NULL))
    {
      refuse (_ ("This is not text in UTF-8."), error);
      return NULL;
    }
  return ga_json_object_read (line, length, error);
}

/* The record that the object changes, or a new one. */
static GaRecord *
take_record (GaReader *reader, const GaEntity *entity, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "id");
  GaId id;

  if (node == NULL)
    return ga_record_new (entity);
  if (json_node_get_value_type (node) != G_TYPE_STRING ||
      !ga_id_parse (json_node_get_string (node), &id))
    {
      refuse (_ ("“id” is not the id of a record. Leave it out to create one."), error);
      return NULL;
    }
  return ga_reader_find (reader, entity, &id, error);
}

/* Some ids follow from what a record is: writing it anew would empty what the one that is there has
 * and the line does not name. */
static gboolean
check_new (GaReader *reader, GaRecord *record, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_autoptr (GaRecord) existing = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *id = NULL;

  if (ga_record_is_stored (record))
    return TRUE;
  ga_record_derive_id (record);
  existing = ga_reader_find (reader, entity, ga_record_get_id (record), &local);
  if (g_error_matches (local, GA_STORE_ERROR, GA_STORE_ERROR_MISSING))
    return TRUE;
  if (existing == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  id = ga_id_to_string (ga_record_get_id (existing));
  g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED,
               /* Translators: %1$s is a kind of record, such as Kommune; %2$s an id. */
               _ ("%1$s: this one exists already. Give its id to change it: %2$s"),
               ga_entity_get_label (entity), id);
  return FALSE;
}

static const Once *
find_once (const GaEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (onces); i++)
    if (g_str_equal (entity->name, onces[i].entity))
      return &onces[i];
  return NULL;
}

static gboolean
look_for_same (GaReader *reader, const GaRecord *record, Put *put, guint number, GError **error)
{
  const Once *once = ga_record_is_stored (record) ? NULL : find_once (put->entity);
  g_autoptr (GaQuery) query = ga_query_new (put->entity);
  g_autoptr (GPtrArray) same = NULL;
  g_autofree char *id = NULL;

  for (guint i = 0; once != NULL && once->fields[i] != NULL; i++)
    {
      if (!ga_record_has (record, once->fields[i]))
        return TRUE;
      ga_query_where (query, once->fields[i], GA_EQUAL, ga_record_get (record, once->fields[i]));
    }
  if (once == NULL)
    return TRUE;
  ga_query_set_window (query, 0, 1);
  same = ga_reader_list (reader, query, error);
  if (same == NULL || same->len == 0)
    return same != NULL;
  id = ga_id_to_string (ga_record_get_id (same->pdata[0]));
  g_ptr_array_add (put->doubles,
                   /* Translators: %2$s is a kind of record, such as Walk; %3$s an id. */
                   g_strdup_printf (_ ("Line %1$u: %2$s: there was one like it, and now there are "
                                       "two. Delete one unless you mean both: %3$s"),
                                    number, ga_entity_get_label (put->entity), id));
  return TRUE;
}

static gboolean
put_line (GaTransaction *transaction,
          Put *put,
          guint number,
          const char *line,
          gsize length,
          GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (JsonNode) node = parse_line (line, length, error);
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GaRecord) before = NULL;

  if (node == NULL)
    return FALSE;
  record = take_record (reader, put->entity, json_node_get_object (node), error);
  before = record != NULL && ga_record_is_stored (record) ? ga_record_copy (record) : NULL;
  if (record == NULL ||
      !ga_record_apply_json (record, json_node_get_object (node), ga_ctl_resolve_field, reader,
                             error) ||
      !check_new (reader, record, error) ||
      (before != NULL && !ga_series_check_one (reader, before, record, error)) ||
      !look_for_same (reader, record, put, number, error) ||
      !ga_transaction_put (transaction, record, error))
    return FALSE;
  g_array_append_vals (put->ids, ga_record_get_id (record), 1);
  return TRUE;
}

static gboolean
is_blank (const char *line, gsize length)
{
  return strspn (line, " \t\r\n") == length;
}

static gboolean
put_lines (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Put *put = user_data;
  char *line = NULL;
  size_t size = 0;
  guint number = 0;
  ssize_t length;
  gboolean ok = TRUE;

  while (ok && (length = getline (&line, &size, put->input)) >= 0)
    {
      g_autoptr (GError) local = NULL;
      /* Editors of one system begin a file in UTF-8 with a mark. */
      gsize skip = number++ == 0 && g_str_has_prefix (line, "\xef\xbb\xbf") ? 3 : 0;

      if (is_blank (line + skip, (gsize) length - skip))
        continue;
      ok = put_line (transaction, put, number, line + skip, (gsize) length - skip, &local);
      if (local != NULL)
        g_set_error (error, local->domain, local->code,
                     /* Translators: %2$s is a whole sentence. */
                     _ ("Line %1$u: %2$s"), number, local->message);
    }
  if (ok && ferror (put->input))
    ok = fail_reading (error);
  free (line);
  return ok;
}

static gboolean
print_put (GaCtl *ctl, GaReader *reader, const Put *put, GError **error)
{
  GaCtlRecords *records = ga_ctl_records_new (ctl, reader, put->entity);
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < put->ids->len && !ga_ctl_is_unheard (ctl); i++)
    {
      g_autoptr (GaRecord) record =
          ga_reader_find (reader, put->entity, &g_array_index (put->ids, GaId, i), error);

      ok = record != NULL;
      if (ok)
        ga_ctl_records_add (records, record);
    }
  ga_ctl_records_end (records);
  return ok;
}

gboolean
ga_ctl_run_put (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, NULL, 1, 1, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  g_autoptr (GPtrArray) doubles = g_ptr_array_new_with_free_func (g_free);
  Put put = { NULL, NULL, ids, doubles };
  GaStore *store;
  gboolean done;

  if (rest == NULL)
    return FALSE;
  put.entity = ga_ctl_get_entity (ctl, rest[1], error);
  store = put.entity != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  put.input = store != NULL ? take_input (error) : NULL;
  if (put.input == NULL)
    return FALSE;
  done = ga_store_transact (store, N_ ("Change records"), put_lines, &put, error) != 0;
  if (put.input != stdin)
    fclose (put.input);
  if (!done)
    return FALSE;
  ga_ctl_set_saved (ctl);
  for (guint i = 0; i < doubles->len; i++)
    fprintf (stderr, "gangartctl: %s\n", (const char *) doubles->pdata[i]);
  return print_put (ctl, ga_store_get_reader (store), &put, error);
}
