/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-query.h"
#include "ctl/ga-ctl-table.h"
#include "model/ga-date.h"
#include "model/ga-record-json.h"
#include "store/ga-history.h"

#define USUAL_LIMIT 50

/* The operation in words. */
static const char *
name_operation (const char *operation)
{
  if (g_str_equal (operation, "insert"))
    return _ ("created");
  return g_str_equal (operation, "delete") ? _ ("deleted") : _ ("changed");
}

static char *
display_moment (gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
}

static void
list_history (GaCtl *ctl, GPtrArray *list)
{
  GaTextTable *table = ga_ctl_table_new (ctl);

  ga_text_table_add_column (table, _ ("When"), FALSE);
  ga_text_table_add_column (table, _ ("What"), FALSE);
  ga_text_table_add_column (table, _ ("Entity"), FALSE);
  ga_text_table_add_column (table, _ ("Id"), FALSE);
  ga_text_table_add_column (table, _ ("Change"), FALSE);
  ga_text_table_add_column (table, _ ("Undone"), FALSE);
  ga_text_table_add_column (table, _ ("Fields"), FALSE);
  for (guint i = 0; i < list->len; i++)
    {
      const GaHistory *history = g_ptr_array_index (list, i);
      GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, display_moment (history->at));
      g_ptr_array_add (cells, g_strdup (gettext (history->label)));
      g_ptr_array_add (cells, g_strdup (history->entity != NULL ? history->entity->name : ""));
      g_ptr_array_add (cells, ga_id_to_string (&history->id));
      g_ptr_array_add (cells, g_strdup (name_operation (history->operation)));
      g_ptr_array_add (cells, g_strdup (history->undone ? _ ("yes") : ""));
      g_ptr_array_add (cells, ga_history_list_fields (history));
      ga_text_table_take_row (table, cells);
    }
  ga_text_table_end (table);
}

static void
print_history (GaCtl *ctl, const GaHistory *history)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (history->at / G_USEC_PER_SEC);
  g_autofree char *moment = g_date_time_format_iso8601 (at);
  g_autofree char *id = ga_id_to_string (&history->id);
  JsonNode *fields = json_from_string (history->fields, NULL);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "number", history->number);
  json_object_set_int_member (object, "transaction", history->transaction);
  json_object_set_string_member (object, "at", moment);
  json_object_set_string_member (object, "label", history->label);
  if (history->entity != NULL)
    json_object_set_string_member (object, "entity", history->entity->name);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "operation", history->operation);
  json_object_set_boolean_member (object, "undone", history->undone);
  json_object_set_member (object, "fields",
                          fields != NULL ? fields : json_node_new (JSON_NODE_NULL));
  json_node_take_object (node, object);
  ga_ctl_take_json (ctl, node);
}

static gboolean
read_record (GaCtl *ctl, char **words, const GaEntity **entity, GaId *id, GError **error)
{
  if (words[0] == NULL)
    return TRUE;
  *entity = ga_ctl_get_entity (ctl, words[0], error);
  if (*entity == NULL)
    return FALSE;
  if (words[1] != NULL && ga_id_parse (words[1], id))
    return TRUE;
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                       _ ("Write the entity and the id of the record."));
  return FALSE;
}

static gboolean
run_history (GaCtl *ctl, char **arguments, GError **error)
{
  int limit = USUAL_LIMIT;
  const GOptionEntry entries[] = {
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most this many"), "N" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 0, 2, error);
  const GaEntity *entity = NULL;
  g_autoptr (GPtrArray) list = NULL;
  GaStore *store;
  GaId id;

  if (rest == NULL || !read_record (ctl, rest + 1, &entity, &id, error) ||
      !ga_ctl_check_limit (limit, error))
    return FALSE;
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL)
    return FALSE;
  list = ga_reader_history (ga_store_get_reader (store), entity, &id, (guint) limit, error);
  if (list == NULL)
    return FALSE;
  if (!ga_ctl_wants_json (ctl))
    list_history (ctl, list);
  else
    for (guint i = 0; i < list->len; i++)
      print_history (ctl, g_ptr_array_index (list, i));
  return TRUE;
}

static void
tell_undone (GaCtl *ctl, const GaUndone *undone, const char *key, const char *sentence)
{
  JsonObject *object;
  JsonNode *node;

  ga_ctl_set_saved (ctl);
  if (ga_ctl_wants_json (ctl))
    {
      object = json_object_new ();
      node = json_node_new (JSON_NODE_OBJECT);
      json_object_set_string_member (object, key, undone->label);
      json_object_set_int_member (object, "kept", undone->kept);
      json_node_take_object (node, object);
      ga_ctl_take_json (ctl, node);
      return;
    }
  ga_ctl_print (ctl, sentence);
  if (undone->kept > 0)
    ga_ctl_take_line (
        ctl, g_strdup_printf (
                 ngettext ("%u value was left as it is, because it was changed since.",
                           "%u values were left as they are, because they were changed since.",
                           undone->kept),
                 undone->kept));
}

static gboolean
run_undo (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, NULL, 0, 0, error);
  GaStore *store = rest != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  g_autoptr (GaUndone) undone = store != NULL ? ga_store_undo (store, 0, error) : NULL;
  g_autofree char *sentence = NULL;

  if (undone == NULL)
    return FALSE;
  sentence = g_strdup_printf (_ ("“%s” is undone."), gettext (undone->label));
  tell_undone (ctl, undone, "undone", sentence);
  return TRUE;
}

static gboolean
run_redo (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, NULL, 0, 0, error);
  GaStore *store = rest != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  g_autoptr (GaUndone) undone = store != NULL ? ga_store_redo (store, error) : NULL;
  g_autofree char *sentence = NULL;

  if (undone == NULL)
    return FALSE;
  sentence = g_strdup_printf (_ ("“%s” is done again."), gettext (undone->label));
  tell_undone (ctl, undone, "redone", sentence);
  return TRUE;
}

const GaCommand ga_ctl_commands_history[] = {
  { "history", "[ENTITY ID] [--limit N] [--json]", N_ ("Show what was changed, newest first"), NULL,
    run_history },
  { "undo", "", N_ ("Take back the newest change"),
    N_ ("Again takes back the one before. What was changed otherwise since is left as it is."),
    run_undo },
  { "redo", "", N_ ("Do again what was undone last"), NULL, run_redo },
  { NULL },
};
