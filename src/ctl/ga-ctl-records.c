/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-records.h"

#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-query.h"
#include "ctl/ga-ctl-table.h"
#include "store/ga-series.h"

typedef struct
{
  GaCtl *ctl;
  GaCtlRecords *records;
} Listing;

static gboolean
list_record (GaRecord *record, gpointer user_data)
{
  Listing *listing = user_data;

  ga_ctl_records_add (listing->records, record);
  return !ga_ctl_is_unheard (listing->ctl);
}

static gboolean
run_list (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) wheres = NULL;
  g_autofree char *sort = NULL;
  int limit = 0;
  const GOptionEntry entries[] = {
    { "where", 'w', 0, G_OPTION_ARG_FILENAME_ARRAY, &wheres,
      N_ ("Only records for which this holds; also !=, < and >="), "FIELD=VALUE" },
    { "sort", 's', 0, G_OPTION_ARG_FILENAME, &sort,
      N_ ("Sort by this field, falling with - before it"), "FIELD" },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most this many"), "N" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 1, error);
  const GaEntity *entity = rest != NULL ? ga_ctl_get_entity (ctl, rest[1], error) : NULL;
  GaStore *store = entity != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  g_autoptr (GaQuery) query = NULL;
  Listing listing = { ctl };
  gboolean done;

  if (store == NULL)
    return FALSE;
  query = ga_ctl_make_query (ga_store_get_reader (store), entity, wheres, sort, limit, error);
  if (query == NULL)
    return FALSE;
  listing.records = ga_ctl_records_new (ctl, ga_store_get_reader (store), entity);
  done = ga_reader_for_each (ga_store_get_reader (store), query, list_record, &listing, error);
  ga_ctl_records_end (listing.records);
  return done;
}

typedef struct
{
  const GaEntity *entity;
  GArray *ids;
} Deletion;

/* The walks that a plan has ahead go with it, as in the window: without it they would stay beside
 * those of one that has taken over on another computer. */
static gboolean
delete_record (GaTransaction *transaction, const GaEntity *entity, const GaId *id, GError **error)
{
  GaSeriesOutcome outcome;

  if (g_str_equal (entity->name, "schedule"))
    return ga_series_remove (transaction, id, &outcome, error);
  return ga_transaction_delete (transaction, entity, id, error);
}

static gboolean
delete_records (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Deletion *deletion = user_data;

  for (guint i = 0; i < deletion->ids->len; i++)
    if (!delete_record (transaction, deletion->entity, &g_array_index (deletion->ids, GaId, i),
                        error))
      return FALSE;
  return TRUE;
}

static gboolean
contains (GArray *ids, const GaId *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (ga_id_equal (&g_array_index (ids, GaId, i), id))
      return TRUE;
  return FALSE;
}

/* Who names a record twice means it once. */
static gboolean
read_ids (char **texts, GArray *ids, GError **error)
{
  for (guint i = 0; texts[i] != NULL; i++)
    {
      GaId id;

      if (!ga_id_parse (texts[i], &id))
        {
          g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                       _ ("“%s” is not the id of a record."), texts[i]);
          return FALSE;
        }
      if (!contains (ids, &id))
        g_array_append_val (ids, id);
    }
  return TRUE;
}

static gboolean
tell_deleted (GaCtl *ctl, GaReader *reader, gint64 act, guint asked, GError **error)
{
  guint all = asked;

  if (!ga_reader_count_deleted (reader, act, &all, error))
    return FALSE;
  ga_ctl_take_line (
      ctl, g_strdup_printf (ngettext ("%u record deleted.", "%u records deleted.", asked), asked));
  if (all > asked)
    ga_ctl_take_line (
        ctl, g_strdup_printf (ngettext ("%u record that belonged to it went too.",
                                        "%u records that belonged to it went too.", all - asked),
                              all - asked));
  return TRUE;
}

static gboolean
run_delete (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, NULL, 2, G_MAXUINT, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  Deletion deletion = { NULL, ids };
  GaStore *store;
  gint64 act;

  if (rest == NULL)
    return FALSE;
  deletion.entity = ga_ctl_get_entity (ctl, rest[1], error);
  if (deletion.entity == NULL || !read_ids (rest + 2, ids, error))
    return FALSE;
  store = ga_ctl_get_store (ctl, error);
  act = store != NULL
            ? ga_store_transact (store, N_ ("Delete records"), delete_records, &deletion, error)
            : 0;
  if (act == 0)
    return FALSE;
  ga_ctl_set_saved (ctl);
  return ga_ctl_wants_json (ctl) ||
         tell_deleted (ctl, ga_store_get_reader (store), act, ids->len, error);
}

const GaCommand ga_ctl_commands_records[] = {
  { "entities", "[ENTITY]", N_ ("List what is kept, or the fields of one entity"), NULL,
    ga_ctl_run_entities },
  { "list", "ENTITY [--where FIELD=VALUE]… [--sort FIELD] [--limit N] [--json]",
    N_ ("List records"),
    N_ ("A value is written as in the window or as in JSON: a day in any usual form, a choice as "
        "its code or its words, a reference as an id, a kommune’s code, or a name. Nothing after "
        "the = asks for records without a value."),
    run_list },
  { "put", "ENTITY [--json]", N_ ("Create or change records"),
    N_ ("Reads one JSON object a line from standard input. Without “id” a record is created; with "
        "“id” the fields named are changed. All of them are saved, or none; then they are "
        "printed. A second walk or schedule like one that is there is created and told. A schedule "
        "is written without walks: “schedule” makes it with them, “meetings extend” those of one "
        "that plans ahead."),
    ga_ctl_run_put },
  { "delete", "ENTITY ID…", N_ ("Delete records, and what belongs to them alone"),
    N_ ("All of them are deleted, or none. A schedule takes along those of its walks ahead that are "
        "only planned. The command “undo” brings them back."),
    run_delete },
  { NULL },
};
