/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-forgotten-access.h"

#include "model/ga-rights.h"
#include "store/ga-membership-private.h"
#include "store/ga-permission-private.h"
#include "store/ga-postponed.h"

/* Words of the membership: grants that are not told any more, and those that have ended. */
#define FORGOTTEN "forgotten"
#define ENDED     "ended"

static gboolean
set_forgotten (GaDb *db, GArray *grants, GError **error)
{
  g_autofree char *text = grants->len > 0 ? ga_grants_to_text (grants) : NULL;

  return ga_membership_set (db, FORGOTTEN, text, error);
}

GArray *
ga_forgotten_access_list (GaDb *db, GError **error)
{
  g_autofree char *text = NULL;

  return ga_membership_get (db, FORGOTTEN, &text, error)
             ? ga_grants_parse (text != NULL ? text : "")
             : NULL;
}

/* With what an earlier restore took and was not given again since. */
gboolean
ga_forgotten_access_begin (GaDb *db, GError **error)
{
  g_autoptr (GArray) forgotten = ga_forgotten_access_list (db, error);
  g_autoptr (GArray) told = NULL;
  g_autofree char *text = NULL;

  if (forgotten == NULL || !ga_membership_get_grants (db, &text, error))
    return FALSE;
  told = ga_grants_parse (text != NULL ? text : "");
  for (guint i = 0; i < told->len; i++)
    if (!ga_grants_contain (forgotten, &g_array_index (told, GaGrant, i)))
      g_array_append_val (forgotten, g_array_index (told, GaGrant, i));
  return set_forgotten (db, forgotten, error);
}

gboolean
ga_forgotten_access_hear (GaDb *db, const char *grants, const char *ended, GError **error)
{
  g_autoptr (GArray) forgotten = ga_forgotten_access_list (db, error);
  g_autoptr (GArray) given = ga_grants_parse (grants);
  g_autoptr (GArray) over = ga_grants_parse (ended != NULL ? ended : "");
  guint before;

  if (forgotten == NULL || !ga_membership_set (db, ENDED, ended, error))
    return FALSE;
  before = forgotten->len;
  for (guint i = before; i > 0; i--)
    {
      const GaGrant *grant = &g_array_index (forgotten, GaGrant, i - 1);

      if (ga_grants_contain (given, grant) || ga_grants_contain (over, grant))
        g_array_remove_index (forgotten, i - 1);
    }
  return forgotten->len == before ||
         (set_forgotten (db, forgotten, error) && ga_postponed_wake (db, error));
}

gboolean
ga_forgotten_access_give_up (GaDb *db, GError **error)
{
  return ga_membership_set (db, FORGOTTEN, NULL, error);
}

/* Whether a community has not come since the restore: who registered it has yet to bring it. */
static gboolean
is_awaited (GaDb *db, const GaId *community, gboolean *awaited, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db, "SELECT 1 FROM community WHERE id = ? AND _rev < 0", error);

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, community);
  if (!ga_db_step (db, statement, awaited, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
ga_forgotten_access_is_any (GaDb *db, gboolean *any, GError **error)
{
  g_autoptr (GArray) forgotten = ga_forgotten_access_list (db, error);
  g_autoptr (GArray) given = NULL;
  g_autofree char *text = NULL;

  if (forgotten == NULL || !ga_membership_get_grants (db, &text, error))
    return FALSE;
  *any = forgotten->len > 0;
  given = ga_grants_parse (text != NULL ? text : "");
  for (guint i = 0; i < given->len && !*any; i++)
    {
      const GaSpace *space = &g_array_index (given, GaGrant, i).space;

      if (space->place == GA_PLACE_COMMUNITY && !is_awaited (db, &space->target, any, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ga_forgotten_access_is_ended (GaDb *db, const GaSpace *space, gboolean *ended, GError **error)
{
  g_autoptr (GaRights) rights = NULL;
  g_autofree char *text = NULL;
  gboolean any;

  *ended = FALSE;
  if (!ga_forgotten_access_is_any (db, &any, error) || !ga_membership_get (db, ENDED, &text, error))
    return FALSE;
  if (any || text == NULL)
    return TRUE;
  rights = ga_permission_read_rights (db, text, error);
  if (rights == NULL)
    return FALSE;
  *ended = ga_rights_see (rights, space);
  return TRUE;
}
