/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "server/ga-database-private.h"
#include "server/ga-server-cli.h"
#include "sync/ga-sync-error.h"

#define CODE_DIGITS 4

/* @sentence: (transfer full). What is not there is no wrong usage. */
static gboolean
refuse (GQuark domain, char *sentence, GError **error)
{
  g_set_error_literal (error, domain,
                       domain == G_OPTION_ERROR ? (int) G_OPTION_ERROR_BAD_VALUE
                                                : (int) GA_SYNC_ERROR_UNKNOWN,
                       sentence);
  g_free (sentence);
  return FALSE;
}

/* `751`, `0751`, `DK-0751` → country (or "") and four digits */
static gboolean
read_code (const char *typed, char **country, char **code)
{
  const char *dash = strchr (typed, '-');
  const char *digits = dash != NULL ? dash + 1 : typed;
  gsize length = strlen (digits);

  if (length == 0 || length > CODE_DIGITS || strspn (digits, "0123456789") != length ||
      (dash != NULL && dash - typed != 2))
    return FALSE;
  *country = dash != NULL ? g_ascii_strup (typed, 2) : g_strdup ("");
  *code = g_strdup_printf ("%0*d", CODE_DIGITS, atoi (digits));
  return TRUE;
}

static gboolean
find_kommune (GaSql *sql, gint64 tenant, const char *typed, GaId *id, GError **error)
{
  g_autofree char *country = NULL;
  g_autofree char *code = NULL;
  GaStatement *statement = ga_sql_prepare (sql,
                                           "SELECT id FROM kommune WHERE tenant = $1 AND code = $2 "
                                           "AND (country = $3 OR $4 = 0) AND _gone = 0",
                                           error);
  gboolean row = TRUE;
  guint n = 0;

  if (statement == NULL)
    return FALSE;
  if (!read_code (typed, &country, &code))
    return refuse (
        G_OPTION_ERROR,
        g_strdup_printf (_ ("“%s” is no code of a kommune. Write it as 0751, DK-0751 or NO-0301."),
                         typed),
        error);
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_text (statement, 2, code);
  ga_statement_bind_text (statement, 3, country);
  ga_statement_bind_integer (statement, 4, *country != '\0');
  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (row && n++ == 0)
        ga_statement_get_id (statement, 0, id);
    }
  if (n == 0)
    return refuse (GA_SYNC_ERROR,
                   g_strdup_printf (_ ("There is no kommune with the code “%s”."), typed), error);
  return n == 1 ||
         refuse (GA_SYNC_ERROR,
                 g_strdup_printf (
                     _ ("Two countries have a kommune “%s”: put DK- or NO- before it."), typed),
                 error);
}

/* What is called as was typed, whatever the case, or begins so. */
typedef struct
{
  GString *told; /* of those that fit, for whoever has to say more */
  GaId id;       /* of one of them */
  guint n;
} Fitting;

#define MOST_TOLD 5

static void
add_fitting (Fitting *self, const char *place, const GaId *id, const char *name)
{
  char text[GA_ID_TEXT_SIZE];

  ga_id_format (id, text);
  self->id = *id;
  if (self->n++ < MOST_TOLD)
    g_string_append_printf (self->told, "\n  %s:%s  %s", place, text, name);
}

const char *
ga_server_cli_get_first_step (void)
{
  return _ ("There is no community yet, so nobody can be invited as its host. Invite a consultant "
            "first, who makes communities: invite --role consultant --space kommune:NAME.");
}

/* @sql: asks for the id and name of all; @place: `community` or `kommune` */
static gboolean
find_by_name (GaSql *sql,
              const char *asked,
              gint64 tenant,
              const char *place,
              const char *typed,
              GaId *id,
              GError **error)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  Fitting exact = { .told = told }, begun = { .told = others };
  const Fitting *fitting;
  gboolean is_empty = TRUE;
  GaStatement *statement = ga_sql_prepare (sql, asked, error);
  gboolean row = statement != NULL;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  while (row)
    {
      g_autofree char *name = NULL;

      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      is_empty = FALSE;
      name = g_utf8_casefold (ga_statement_get_text (statement, 1), -1);
      ga_statement_get_id (statement, 0, id);
      if (g_str_equal (name, folded))
        add_fitting (&exact, place, id, ga_statement_get_text (statement, 1));
      else if (g_str_has_prefix (name, folded))
        add_fitting (&begun, place, id, ga_statement_get_text (statement, 1));
    }
  fitting = exact.n > 0 ? &exact : &begun;
  *id = fitting->id;
  if (is_empty && g_str_equal (place, "community"))
    return refuse (GA_SYNC_ERROR, g_strdup (ga_server_cli_get_first_step ()), error);
  if (fitting->n == 0)
    return refuse (GA_SYNC_ERROR,
                   g_strdup_printf (_ ("Nothing is called “%s”. “gangart-server spaces” lists what "
                                       "there is."),
                                    typed),
                   error);
  return fitting->n == 1 ||
         refuse (GA_SYNC_ERROR,
                 g_strdup_printf (_ ("Several are called “%s”. Write more of the name, or one of "
                                     "these:%s"),
                                  typed, fitting->told->str),
                 error);
}

static gboolean
check_community (GaSql *sql, gint64 tenant, const GaId *id, const char *typed, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "SELECT 1 FROM community WHERE tenant = $1 AND id = $2 AND _gone = 0", error);
  gboolean found;
  gint64 one;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, id);
  if (!ga_statement_read_integer (statement, &found, &one, error))
    return FALSE;
  return found ||
         refuse (GA_SYNC_ERROR, g_strdup_printf (_ ("The server knows no community “%s”."), typed),
                 error);
}

static gboolean
read_space (GaSql *sql, gint64 tenant, const char *typed, GaSpace *space, GError **error)
{
  const char *colon = strchr (typed, ':');
  GaId id;

  if (ga_space_parse (typed, space) && space->place != GA_PLACE_OWN)
    return space->place != GA_PLACE_COMMUNITY ||
           check_community (sql, tenant, &space->target, typed, error);
  space->place = GA_PLACE_KOMMUNE;
  if (colon != NULL && colon[1] != '\0' && g_str_has_prefix (typed, "kommune:"))
    return strpbrk (colon, "0123456789") != NULL
               ? find_kommune (sql, tenant, colon + 1, &space->target, error)
               : find_by_name (sql,
                               "SELECT id, name FROM kommune WHERE tenant = $1 AND _gone = 0 "
                               "ORDER BY name",
                               tenant, "kommune", colon + 1, &space->target, error);
  space->place = GA_PLACE_COMMUNITY;
  if (colon != NULL && colon[1] != '\0' && g_str_has_prefix (typed, "community:") &&
      !ga_id_parse (colon + 1, &id))
    return find_by_name (sql,
                         "SELECT id, name FROM community WHERE tenant = $1 AND _gone = 0 "
                         "ORDER BY name",
                         tenant, "community", colon + 1, &space->target, error);
  return refuse (
      G_OPTION_ERROR,
      g_strdup_printf (_ ("“%s” is no space. Write community:NAME, kommune:NAME or national."),
                       typed),
      error);
}

static gboolean
check_grant (const GaGrant *grant, const char *typed, GError **error)
{
  return ga_grant_fits (grant) ||
         refuse (G_OPTION_ERROR,
                 g_strdup_printf (grant->access == GA_ACCESS_HOST
                                      ? _ ("A host belongs to a community, and “%s” is none. "
                                           "Write community:NAME.")
                                      : _ ("“%s” is for its hosts alone."),
                                  typed),
                 error);
}

gboolean
ga_server_cli_check_sight (GArray *grants, GError **error)
{
  for (guint i = 0; i < grants->len; i++)
    if (!ga_grant_leads_somewhere (&g_array_index (grants, GaGrant, i)))
      return refuse (G_OPTION_ERROR,
                     g_strdup (_ ("Consultants and coordinators work in kommuner, and see no walks "
                                  "with “national”. Write kommune:NAME.")),
                     error);
  return TRUE;
}

GArray *
ga_server_cli_read_grants (
    GaSql *sql, gint64 tenant, const char *role, char **spaces, GError **error)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  char *country[] = { (char *) "national", NULL };
  GaGrant grant = { 0 };

  if (role == NULL || !ga_access_parse (role, &grant.access))
    {
      g_set_error_literal (
          error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
          _ ("Choose a role: --role host, consultant, coordinator or administrator."));
      return NULL;
    }
  if (spaces == NULL && grant.access == GA_ACCESS_ADMINISTRATOR)
    spaces = country;
  for (guint i = 0; spaces != NULL && spaces[i] != NULL; i++)
    {
      if (!read_space (sql, tenant, spaces[i], &grant.space, error))
        return NULL;
      if (!check_grant (&grant, spaces[i], error))
        return NULL;
      g_array_append_val (grants, grant);
    }
  if (grants->len > 0)
    return g_steal_pointer (&grants);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("Say where: --space community:NAME, kommune:NAME or national."));
  return NULL;
}

/* (nullable) */
static char *
name_target (GaSql *sql, gint64 tenant, const GaSpace *space)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      space->place == GA_PLACE_COMMUNITY
                          ? "SELECT name FROM community WHERE tenant = $1 AND id = $2"
                          : "SELECT name FROM kommune WHERE tenant = $1 AND id = $2",
                      NULL);
  gboolean row = FALSE;
  char *name = NULL;

  if (statement == NULL || space->place == GA_PLACE_NATIONAL)
    return NULL;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, &space->target);
  if (ga_statement_step (statement, &row, NULL) && row)
    name = g_strdup (ga_statement_get_text (statement, 0));
  ga_statement_reset (statement);
  return name;
}

char *
ga_server_cli_show_grants (GaSql *sql, gint64 tenant, GArray *grants)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < grants->len; i++)
    {
      const GaGrant *grant = &g_array_index (grants, GaGrant, i);
      g_autofree char *name = name_target (sql, tenant, &grant->space);
      g_autofree char *space = ga_space_to_string (&grant->space);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "",
                              ga_access_to_text (grant->access), name != NULL ? name : space);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
