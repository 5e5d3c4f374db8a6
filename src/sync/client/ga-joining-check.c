/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-joining-check.h"

#include <glib/gi18n-lib.h>

#include "model/ga-access.h"
#include "model/ga-number.h"
#include "store/ga-unshared.h"

/* Of how many kinds is told how many there are. */
#define MOST_KINDS 4

/* What is asked of the file; data of the task. */
typedef struct
{
  char *grants;
  GArray *kommuner; /* of GaId */
  gboolean invited;
  char *named;        /* what some of the communities are called */
  gboolean elsewhere; /* they lie in kommuner that are not given */
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_free (check->grants);
  g_array_unref (check->kommuner);
  g_free (check->named);
  g_free (check);
}

/* (nullable) */
static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* (transfer container) (element-type utf8): the texts of an array; %NULL where there is none */
static GPtrArray *
list_texts (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GPtrArray *texts = array != NULL ? g_ptr_array_new () : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING)
        g_ptr_array_add (texts, (gpointer) json_node_get_string (element));
    }
  return texts;
}

/* (transfer full) (nullable): %NULL where that is not told */
static char *
read_grants (JsonObject *gift)
{
  const char *grants = get_text (gift, "grants");
  const char *role = get_text (gift, "role");
  g_autoptr (GPtrArray) spaces = list_texts (gift, "spaces");
  GString *text;

  if (grants != NULL)
    return g_strdup (grants);
  if (role == NULL || spaces == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < spaces->len; i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? ";" : "", role,
                            (const char *) spaces->pdata[i]);
  return g_string_free (text, FALSE);
}

/* (nullable): a server that does not tell where a community lies cannot be asked about it */
static Check *
check_new (JsonObject *gift, gboolean invited)
{
  g_autoptr (GPtrArray) kommuner = gift != NULL ? list_texts (gift, "kommuner") : NULL;
  g_autofree char *grants = gift != NULL ? read_grants (gift) : g_strdup ("");
  Check *check;

  if (grants == NULL || (gift != NULL && kommuner == NULL))
    return NULL;
  check = g_new0 (Check, 1);
  check->grants = g_steal_pointer (&grants);
  check->kommuner = g_array_new (FALSE, FALSE, sizeof (GaId));
  check->invited = invited;
  for (guint i = 0; kommuner != NULL && i < kommuner->len; i++)
    {
      GaId id;

      if (ga_id_parse (kommuner->pdata[i], &id))
        g_array_append_val (check->kommuner, id);
    }
  return check;
}

static gboolean
is_given (const Check *check, const GaId *kommune)
{
  g_autoptr (GArray) grants = ga_grants_parse (check->grants);

  for (guint i = 0; i < check->kommuner->len; i++)
    if (ga_id_equal (&g_array_index (check->kommuner, GaId, i), kommune))
      return TRUE;
  for (guint i = 0; i < grants->len; i++)
    {
      const GaSpace *space = &g_array_index (grants, GaGrant, i).space;

      if (space->place != GA_PLACE_COMMUNITY &&
          (space->place != GA_PLACE_KOMMUNE || ga_id_equal (&space->target, kommune)))
        return TRUE;
    }
  return FALSE;
}

/* Which communities they are, and whether it is their kommuner that are in the way. */
static void
name_communities (Check *check, GaReader *reader, const GaUnshared *unshared)
{
  g_autoptr (GString) named = g_string_new (NULL);

  check->elsewhere = unshared->n_named > 0;
  for (guint i = 0; i < unshared->n_named; i++)
    {
      const GaId *id = &unshared->named[i];
      g_autofree char *title = ga_reader_title (reader, unshared->entity, id);
      g_autoptr (GaRecord) record = ga_reader_find (reader, unshared->entity, id, NULL);
      const GaId *kommune = record != NULL ? ga_record_get_reference (record, "kommune") : NULL;

      g_string_append_printf (named, "%s%s", i > 0 ? ", " : "", title);
      if (kommune == NULL || is_given (check, kommune))
        check->elsewhere = FALSE;
    }
  if (unshared->count > unshared->n_named)
    g_string_append (named, " …");
  check->named = g_string_free (g_steal_pointer (&named), FALSE);
}

static gpointer
list_cb (GaReader *reader, gpointer user_data, GError **error)
{
  Check *check = user_data;
  GArray *found = ga_reader_list_unshared (reader, check->grants, check->kommuner, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    if (g_array_index (found, GaUnshared, i).n_named > 0)
      name_communities (check, reader, &g_array_index (found, GaUnshared, i));
  return found;
}

/* Takes @kinds. Returns: (transfer full): a list that is one longer */
static char *
append_kind (char *kinds, const char *kind)
{
  g_autofree char *before = kinds;

  return before != NULL ? g_strdup_printf (_ ("%1$s, %2$s"), before, kind) : g_strdup (kind);
}

/* (transfer full): `Walks: 14, Communities: 2 (Åstien, Sund i Nord)` */
static char *
describe_kinds (const Check *check, GArray *unshared)
{
  char *kinds = NULL;

  for (guint i = 0; i < MIN (unshared->len, MOST_KINDS); i++)
    {
      const GaUnshared *one = &g_array_index (unshared, GaUnshared, i);
      g_autofree char *count = ga_number_display (one->count);
      g_autofree char *kind =
          g_strdup_printf (_ ("%1$s: %2$s"), ga_entity_get_plural (one->entity), count);
      g_autofree char *named =
          one->n_named > 0 ? g_strdup_printf ("%s (%s)", kind, check->named) : NULL;

      kinds = append_kind (kinds, named != NULL ? named : kind);
    }
  return unshared->len > MOST_KINDS ? append_kind (kinds, "…") : kinds;
}

static GError *
make_error (const Check *check, GArray *unshared)
{
  g_autofree char *kinds = describe_kinds (check, unshared);
  GError *error = g_error_new (
      GA_SYNC_ERROR, GA_SYNC_ERROR_APART,
      check->invited
          /* TRANSLATORS: %s is such as "Walks: 14, Communities: 2" */
          ? _ ("With this access, not everything that is here already may be shared: %s. Nothing "
               "was changed, and the invitation still serves: use it on another computer, or "
               "signed in to this one as another user.")
          : _ ("With this access, not everything that is here already may be shared: %s. Nothing "
               "was changed here: sign in on another computer, or signed in to this one as another "
               "user."),
      kinds);
  g_autofree char *sentence = g_steal_pointer (&error->message);

  error->message =
      check->elsewhere
          ? g_strconcat (sentence, " ", _ ("These communities lie in no kommune that it gives."),
                         NULL)
          : g_steal_pointer (&sentence);
  return error;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GArray) unshared = ga_store_read_finish (GA_STORE (source), result, &error);

  if (unshared != NULL && unshared->len > 0)
    error = make_error (g_task_get_task_data (task), unshared);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
ga_joining_check_async (GaStore *store,
                        JsonObject *gift,
                        gboolean invited,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Check *check = check_new (gift, invited);

  g_task_set_source_tag (task, ga_joining_check_async);
  if (check == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_set_task_data (task, check, check_free);
  ga_store_read_async (store, list_cb, check, NULL, (GDestroyNotify) g_array_unref, cancellable,
                       listed_cb, g_object_ref (task));
}

gboolean
ga_joining_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
