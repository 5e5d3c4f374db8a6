/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ctl/ga-ctl-exchange.h"
#include "exchange/ga-exchange-error.h"
#include "exchange/ga-folder-exchange.h"

/* More lines than anybody reads; the count tells of the others. */
#define MOST_PROBLEMS 50

static const char *
text_of (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static int
count_of (JsonObject *object, const char *name)
{
  return (int) json_object_get_int_member_with_default (object, name, 0);
}

/* The texts of a list, with commas between them; %NULL for none. */
static char *
join (JsonObject *report, const char *name)
{
  JsonArray *array =
      json_object_has_member (report, name) ? json_object_get_array_member (report, name) : NULL;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            json_array_get_string_element (array, i));
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

typedef char *(*DescribeFunc) (JsonObject *entry);

static void
tell_each (GaCtl *ctl, JsonObject *report, const char *name, DescribeFunc describe)
{
  JsonArray *array =
      json_object_has_member (report, name) ? json_object_get_array_member (report, name) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    ga_ctl_take_line (ctl, describe (json_array_get_object_element (array, i)));
}

static char *
describe_problem (JsonObject *entry)
{
  return g_strdup (text_of (entry, "message"));
}

/* Which rows are left out, and why: all that the report lists. */
static void
tell_problems (GaCtl *ctl, JsonObject *report)
{
  if (count_of (report, "problem_count") == 0)
    return;
  ga_ctl_print (ctl, _ ("These rows are left out:"));
  tell_each (ctl, report, "problems", describe_problem);
  if (count_of (report, "problem_count") >
      (int) json_array_get_length (json_object_get_array_member (report, "problems")))
    ga_ctl_print (ctl, "…");
}

static char *
describe_resolved (JsonObject *entry)
{
  return g_strdup_printf (_ ("Row %1$d: “%2$s” is %3$s."), count_of (entry, "row"),
                          text_of (entry, "value"), text_of (entry, "name"));
}

static char *
describe_asked (JsonObject *entry)
{
  return g_strdup_printf (_ ("Row %1$d: there is a “%2$s” already. It was left as it is."),
                          count_of (entry, "row"), text_of (entry, "title"));
}

static char *
describe_proposal (JsonObject *entry)
{
  JsonArray *near = json_object_get_array_member (entry, "nearest");
  const char *named = json_object_get_string_member_with_default (entry, "named", NULL);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (near); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            text_of (json_array_get_object_element (near, i), "name"));
  if (list->len == 0 && named != NULL)
    return g_strdup_printf (_ ("Row %1$d: %2$s is proposed as the kommune of “%3$s”."),
                            count_of (entry, "row"), named, text_of (entry, "community"));
  if (list->len == 0)
    return g_strdup_printf (_ ("Row %1$d: “%2$s” has no kommune."), count_of (entry, "row"),
                            text_of (entry, "community"));
  if (named != NULL)
    return g_strdup_printf (_ ("Row %1$d: %2$s is proposed as the kommune of “%3$s”. Nearest: "
                               "%4$s."),
                            count_of (entry, "row"), named, text_of (entry, "community"),
                            list->str);
  return g_strdup_printf (_ ("Row %1$d: “%2$s” has no kommune. Nearest: %3$s."),
                          count_of (entry, "row"), text_of (entry, "community"), list->str);
}

/* Nobody sees what is not made. */
static void
tell_cut (GaCtl *ctl, guint n)
{
  if (n > 0)
    ga_ctl_take_line (
        ctl,
        g_strdup_printf (
            ngettext (
                "%u event repeats for more than two years from now. Its later walks are left out.",
                "%u events repeat for more than two years from now. Their later walks are left out.",
                n),
            n));
}

static void
tell_report (GaCtl *ctl, JsonObject *report)
{
  g_autofree char *missing = join (report, "missing");
  g_autofree char *unknown = join (report, "unknown_columns");

  ga_ctl_take_line (
      ctl, g_strdup_printf (_ ("Rows: %1$d. Created: %2$d. Updated: %3$d. "
                               "Unchanged: %4$d. Duplicates: %5$d. Problems: %6$d."),
                            count_of (report, "rows"), count_of (report, "created"),
                            count_of (report, "updated"), count_of (report, "unchanged"),
                            count_of (report, "duplicates"), count_of (report, "problem_count")));
  tell_problems (ctl, report);
  tell_cut (ctl, (guint) count_of (report, "cut"));
  tell_each (ctl, report, "resolved", describe_resolved);
  tell_each (ctl, report, "proposals", describe_proposal);
  tell_each (ctl, report, "asked", describe_asked);
  if (missing != NULL)
    ga_ctl_take_line (ctl, g_strdup_printf (_ ("Missing in the file: %s."), missing));
  if (unknown != NULL)
    ga_ctl_take_line (ctl, g_strdup_printf (_ ("Columns that were left out: %s."), unknown));
  if (!json_object_get_boolean_member (report, "applied"))
    ga_ctl_print (ctl, _ ("Nothing was changed."));
}

/* The problems and what follows from them, as one text for standard error. */
static void
refuse (GaImport *import, GError **error)
{
  GPtrArray *problems = ga_import_get_problems (import);
  guint n = ga_import_get_counts (import)->problems;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (
      text,
      ngettext ("Nothing was imported, because there is %u problem in the file.",
                "Nothing was imported, because there are %u problems in the "
                "file.",
                n),
      n);
  for (guint i = 0; i < problems->len && i < MOST_PROBLEMS; i++)
    g_string_append_printf (text, "\n%s",
                            ((const GaImportProblem *) g_ptr_array_index (problems, i))->message);
  if (n > MOST_PROBLEMS)
    g_string_append (text, "\n…");
  if (ga_import_is_broken_off (import))
    g_string_append_printf (text, "\n%s", _ ("What comes after it in the file could not be read."));
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED, text->str);
}

/* Scripts get the report on standard output whatever came of it, people when there is something
 * to tell besides the problems. */
static void
tell (GaCtl *ctl, GaImport *import, gboolean refused)
{
  JsonNode *node = ga_import_to_json (import);

  if (ga_ctl_wants_json (ctl))
    {
      ga_ctl_take_json (ctl, node);
      return;
    }
  if (!refused)
    tell_report (ctl, json_node_get_object (node));
  json_node_unref (node);
}

/* A folder with a file for each kind. */
static gboolean
import_all (GaCtl *ctl,
            const char *folder,
            const GaImportOptions *options,
            gboolean dry_run,
            GError **error)
{
  g_autoptr (GPtrArray) imports = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_import_unref);
  g_autoptr (GError) local = NULL;
  GaStore *store = ga_ctl_get_store (ctl, error);

  if (store == NULL)
    return FALSE;
  if (!ga_folder_import (store, folder, options, dry_run, imports, &local))
    {
      if (g_error_matches (local, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_PROBLEMS))
        {
          GaImport *last = g_ptr_array_index (imports, imports->len - 1);

          refuse (last, error);
          g_prefix_error (error, "%s: ", ga_import_get_entity (last)->name);
        }
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!dry_run)
    ga_ctl_set_saved (ctl);
  for (guint i = 0; i < imports->len; i++)
    {
      GaImport *import = g_ptr_array_index (imports, i);

      if (!ga_ctl_wants_json (ctl))
        ga_ctl_print (ctl, ga_entity_get_plural (ga_import_get_entity (import)));
      tell (ctl, import, FALSE);
    }
  return TRUE;
}

/* A table says of each row whose walk it is. */
static gboolean
check_community (GaImport *import, const GaImportOptions *options, GError **error)
{
  if (options->community == NULL || ga_import_is_calendar (import))
    return TRUE;
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                       _ ("--community says whose walks the events of a calendar are. In any other "
                          "file each row says it, in a column for the community."));
  return FALSE;
}

static gboolean
import_file (GaCtl *ctl,
             const GaEntity *entity,
             const char *path,
             const GaImportOptions *options,
             gboolean dry_run,
             GError **error)
{
  GaStore *store = entity != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  g_autoptr (GaImport) import = NULL;
  gboolean refused;

  if (store == NULL)
    return FALSE;
  import = ga_import_read (ga_store_get_reader (store), entity, path, options, error);
  if (import == NULL || !check_community (import, options, error) ||
      (ga_import_can_apply (import) && !ga_import_rehearse (import, store, error)))
    return FALSE;
  refused = !ga_import_can_apply (import);
  if (!refused && !dry_run)
    {
      if (ga_import_apply (import, store, error) == 0)
        return FALSE;
      ga_ctl_set_saved (ctl);
    }
  tell (ctl, import, refused);
  if (refused)
    refuse (import, error);
  return !refused;
}

/* What is said of columns and rows means one file. */
static gboolean
check_all (const GaImportOptions *options, GError **error)
{
  if (options->map == NULL && options->community == NULL && !options->skip_bad)
    return TRUE;
  g_set_error_literal (
      error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
      _ ("With --all a folder is read as a whole: leave out --map, --community and "
         "--skip-bad."));
  return FALSE;
}

gboolean
ga_ctl_run_import (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) map = NULL;
  g_autofree char *community = NULL;
  gboolean dry_run = FALSE, all = FALSE;
  GaImportOptions options = { .map = NULL };
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all,
      N_ ("Everything, from a folder that export --all has made"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Tell what would be done, and do nothing"),
      NULL },
    { "update", 0, 0, G_OPTION_ARG_NONE, &options.update, N_ ("Change records that are there"),
      NULL },
    { "skip-bad", 0, 0, G_OPTION_ARG_NONE, &options.skip_bad,
      N_ ("Import the rows that are right, and leave out the others"), NULL },
    { "map", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &map, N_ ("Take this column for this field"),
      "HEADING=FIELD" },
    { "community", 0, 0, G_OPTION_ARG_STRING, &community,
      N_ ("The community whose walks the events of a calendar are"), "ID" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 2, error);

  if (rest == NULL || !ga_ctl_check_words (rest, all ? 1 : 2, all ? 1 : 2, error))
    return FALSE;
  options.map = (const char *const *) map;
  options.community = community;
  if (all)
    return check_all (&options, error) && import_all (ctl, rest[1], &options, dry_run, error);
  return import_file (ctl, ga_ctl_get_entity (ctl, rest[1], error), rest[2], &options, dry_run,
                      error);
}
