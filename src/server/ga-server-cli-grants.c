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

  if (ga_space_parse (typed, space) && space->place != GA_PLACE_OWN)
    return space->place != GA_PLACE_COMMUNITY ||
           check_community (sql, tenant, &space->target, typed, error);
  space->place = GA_PLACE_KOMMUNE;
  if (colon != NULL && g_str_has_prefix (typed, "kommune:"))
    return find_kommune (sql, tenant, colon + 1, &space->target, error);
  return refuse (G_OPTION_ERROR,
                 g_strdup_printf (
                     _ ("“%s” is no space. Write community:ID, kommune:CODE or national."), typed),
                 error);
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
      if (grant.space.place == GA_PLACE_COMMUNITY && grant.access != GA_ACCESS_HOST)
        {
          refuse (G_OPTION_ERROR, g_strdup_printf (_ ("“%s” is for its hosts alone."), spaces[i]),
                  error);
          return NULL;
        }
      g_array_append_val (grants, grant);
    }
  if (grants->len > 0)
    return g_steal_pointer (&grants);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("Say where: --space community:ID, kommune:CODE or national."));
  return NULL;
}
