/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl.h"
#include "exchange/ga-example.h"
#include "exchange/ga-generator.h"
#include "store/ga-backup.h"

/* How much there is now. */
static gboolean
tell_generated (GaCtl *ctl, GaReader *reader, GError **error)
{
  static const char *const names[] = { "community", "meeting", "participant", "attendance" };
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_init_object (json_node_alloc (), object);
  gint64 counts[G_N_ELEMENTS (names)];

  json_object_unref (object);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (ga_ctl_get_schema (ctl), names[i]));

      counts[i] = ga_reader_count (reader, query, error);
      if (counts[i] < 0)
        {
          json_node_unref (node);
          return FALSE;
        }
      json_object_set_int_member (object, names[i], counts[i]);
    }
  if (!ga_ctl_wants_json (ctl))
    {
      ga_ctl_take_line (ctl,
                        g_strdup_printf (_ ("Communities: %1$d. Walks: %2$d. Participants: %3$d. "
                                            "Attendances: %4$d."),
                                         (int) counts[0], (int) counts[1], (int) counts[2],
                                         (int) counts[3]));
      json_node_unref (node);
      return TRUE;
    }
  ga_ctl_take_json (ctl, node);
  return TRUE;
}

static gboolean
generate (GaStore *store, const char *size_name, gint64 seed, GError **error)
{
  GaGeneratorSize size;

  if (g_strcmp0 (size_name, "example") == 0)
    return ga_store_transact (store, N_ ("Example filled"), ga_example_fill, NULL, error) != 0;
  return ga_generator_size_from_name (size_name, &size) &&
         ga_generator_fill (store, size, (guint64) seed, error);
}

static gboolean
run_generate (GaCtl *ctl, char **arguments, GError **error)
{
  g_autofree char *size_name = NULL;
  gint64 seed = 1;
  const GOptionEntry entries[] = {
    { "size", 0, 0, G_OPTION_ARG_FILENAME, &size_name, N_ ("How much"), "SIZE" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_ ("The same number invents the same"), "N" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 0, 0, error);
  GaGeneratorSize size;
  GaStore *store;

  if (rest == NULL)
    return FALSE;
  if (g_strcmp0 (size_name, "example") != 0 && !ga_generator_size_from_name (size_name, &size))
    {
      g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                           _ ("Choose a size: --size host, region, nation or example."));
      return FALSE;
    }
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL || !generate (store, size_name, seed, error))
    return FALSE;
  ga_ctl_set_saved (ctl);
  return tell_generated (ctl, ga_store_get_reader (store), error);
}

static gboolean
run_backup (GaCtl *ctl, char **arguments, GError **error)
{
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, N_ ("Replace a file that is there already"),
      NULL },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 1, error);
  GaStore *store = rest != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  g_autofree char *target =
      store != NULL ? ga_ctl_choose_output (store, rest[1], force, error) : NULL;

  if (target == NULL || !ga_store_backup (store, target, error))
    return FALSE;
  if (!ga_ctl_wants_json (ctl))
    ga_ctl_take_line (ctl, g_strdup_printf (_ ("Saved as “%s”."), rest[1]));
  return TRUE;
}

/* Puts the backup in the place of a file that does not open. */
static gboolean
replace_damaged (GaCtl *ctl, char *path, GaSalvaged *salvaged, GError **error)
{
  g_autofree char *folder = ga_ctl_get_folder (ctl);
  const GaBackup backup = { .path = path };

  return ga_backup_replace_damaged (folder, &backup, salvaged, error) &&
         ga_ctl_get_store (ctl, error) != NULL;
}

static void
print_restored (GaCtl *ctl, const GaSalvaged *salvaged)
{
  g_autofree char *saved = ga_salvaged_explain (salvaged);

  ga_ctl_print (ctl, salvaged->damaged
                         ? _ ("Restored. The damaged file is kept beside it.")
                         : _ ("Restored. What was there before is kept among the backups."));
  if (saved != NULL)
    ga_ctl_print (ctl, saved);
}

static gboolean
run_restore (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, NULL, 1, 1, error);
  g_autoptr (GError) local = NULL;
  gboolean closed, done;
  GaSalvaged salvaged;
  GaStore *store;

  if (rest == NULL)
    return FALSE;
  store = ga_ctl_get_store (ctl, &local);
  closed = g_error_matches (local, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT);
  if (store == NULL && !closed)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  done = closed ? replace_damaged (ctl, rest[1], &salvaged, error)
                : ga_store_restore (store, rest[1], &salvaged, error);
  if (!done)
    return FALSE;
  ga_ctl_set_saved (ctl);
  if (!ga_ctl_wants_json (ctl))
    print_restored (ctl, &salvaged);
  return TRUE;
}

static void
print_findings (GaCtl *ctl, GPtrArray *findings)
{
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < findings->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (findings, i));
  json_object_set_boolean_member (object, "sound", findings->len == 0);
  json_object_set_array_member (object, "findings", array);
  json_node_take_object (node, object);
  ga_ctl_take_json (ctl, node);
}

static gboolean
run_check (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, NULL, 0, 0, error);
  GaStore *store = rest != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  gboolean sound;

  if (store == NULL || !ga_store_check (store, findings, error))
    return FALSE;
  sound = findings->len == 0;
  if (sound && !ga_store_check_documents (store, findings, error))
    return FALSE;
  if (ga_ctl_wants_json (ctl))
    print_findings (ctl, findings);
  if (findings->len == 0)
    {
      if (!ga_ctl_wants_json (ctl))
        ga_ctl_print (ctl, _ ("The file is sound."));
      return TRUE;
    }
  /* They name documents, which no error does. */
  for (guint i = 0; i < findings->len && !ga_ctl_wants_json (ctl); i++)
    ga_ctl_print (ctl, g_ptr_array_index (findings, i));
  g_set_error_literal (
      error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED,
      sound
          ? _ ("The data are sound, but not all documents, which are in no backup. What the server "
               "has comes again when it is opened or saved. Otherwise attach the file once more: "
               "a colleague who has it may save it, or it may still be where it came from.")
          : _ ("The file is not sound. Restore the newest backup that is."));
  return FALSE;
}

const GaCommand ga_ctl_commands_profile[] = {
  { "generate", "--size host|region|nation|example [--seed N]",
    N_ ("Invent data, to try things on"),
    N_ ("Only into an empty folder. A host has 2 communities; a region 300, with 150,000 walks and "
        "2 million attendances; a nation 3,000, with 1.5 million walks and numbers only. Ten years "
        "of each, up to today. The example is what the program shows to look around in. Invented "
        "data cannot be undone."),
    run_generate },
  { "backup", "FILE [--force]", N_ ("Copy all data to a file, while programs use it"), NULL,
    run_backup },
  { "restore", "FILE", N_ ("Replace all data with that of a backup"),
    N_ ("The backup is checked first. What was there before is kept among the backups. Changes "
        "that wait to be sent are carried over; “undo” takes them out again."),
    run_restore },
  { "check", "", N_ ("Check that the file is sound and the totals are right"), NULL, run_check },
  { NULL },
};
