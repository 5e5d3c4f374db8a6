/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-json-text.h"
#include "server/ga-accounts-private.h"
#include "server/ga-join-page.h"
#include "server/ga-serve.h"
#include "server/ga-server-cli.h"
#include "server/ga-server-invitation.h"

/* (transfer full) (nullable): what a browser and the program take; without the address of the
 * server there is none */
static char *
make_link (const char *url, const char *code)
{
  gsize length = url != NULL ? strlen (url) : 0;

  if (length == 0)
    return NULL;
  return g_strdup_printf ("%.*s%s#%s", (int) (url[length - 1] == '/' ? length - 1 : length), url,
                          GA_JOIN_PATH, code);
}

/* (nullable) is right, too */
static gboolean
check_url (const char *url, GError **error)
{
  if (url == NULL || g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is no address of a server. Write it as https://gangart.example.org."), url);
  return FALSE;
}

/* The code comes last, for scripts.
 * @url: (nullable): the address of the server */
static void
print_code (GaServerCli *cli, const char *url, const char *code, gint64 now)
{
  g_autofree char *link = make_link (url, code);
  gint64 expires = now + (gint64) GA_INVITATION_SECONDS * G_USEC_PER_SEC;
  g_autofree char *until = ga_server_cli_show_time (expires);

  if (ga_server_cli_wants_json (cli))
    {
      g_autoptr (GString) json = g_string_new (NULL);

      g_string_append_printf (json, "{\"code\":\"%s\",\"expires\":%" G_GINT64_FORMAT, code,
                              expires);
      if (link != NULL)
        {
          g_string_append (json, ",\"link\":");
          ga_json_append_text (json, link);
        }
      ga_server_cli_print ("%s}", json->str);
      return;
    }
  if (link != NULL)
    ga_server_cli_print (_ ("Send this line to whoever is invited: %s"), link);
  else
    ga_server_cli_print ("%s", _ ("Whoever is invited needs the address of the server, too; --url "
                                  "ADDRESS makes one link of both."));
  ga_server_cli_print (_ ("Invitation, used once, until %1$s: %2$s"), until, code);
}

#define URL_ENTRY                                                             \
  {                                                                           \
    "url", 0, 0, G_OPTION_ARG_STRING, &url,                                   \
        N_ ("The server’s address as people reach it, for a link"), "ADDRESS" \
  }

static char *
create_tenant (GaSql *sql, GaSchema *schema, const char *organisation, gint64 now, GError **error)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  const GaGrant grant = { GA_ACCESS_ADMINISTRATOR, { .place = GA_PLACE_NATIONAL } };
  gint64 tenant = ga_tenant_create (sql, schema, organisation, now, error);

  g_array_append_val (grants, grant);
  return tenant != 0 && ga_audit_add (sql, tenant, 0, "begin", NULL, NULL, now, error)
             ? ga_server_invitation_create (sql, tenant, 0, grants, NULL, now, error)
             : NULL;
}

static gboolean
run_init (GaServerCli *cli, char **words, GError **error)
{
  g_autofree char *url = NULL;
  const GOptionEntry entries[] = { URL_ENTRY, { NULL } };
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, entries, 0, 0, error);
  GaDatabase *database = rest != NULL ? ga_server_cli_get_database (cli, error) : NULL;
  gint64 now = ga_server_cli_get_now ();
  g_autoptr (GaSql) sql = NULL;
  g_autofree char *code = NULL;

  if (database == NULL || !check_url (url, error))
    return FALSE;
  if (ga_server_cli_get_organisation (cli) == NULL || *ga_server_cli_get_organisation (cli) == '\0')
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("Say with --organisation whose database it is."));
      return FALSE;
    }
  if (!ga_database_prepare (database, error))
    return FALSE;
  sql = ga_database_connect (database, GA_SQL_WRITER, error);
  if (sql == NULL || !ga_sql_begin (sql, error))
    return FALSE;
  code = create_tenant (sql, ga_database_get_schema (database),
                        ga_server_cli_get_organisation (cli), now, error);
  if (code == NULL)
    ga_sql_rollback (sql);
  else if (!ga_sql_commit (sql, error))
    g_clear_pointer (&code, g_free);
  if (code != NULL && !ga_server_cli_wants_json (cli))
    ga_server_cli_print ("%s", ga_server_cli_get_first_step ());
  if (code != NULL)
    print_code (cli, url, code, now);
  return code != NULL;
}

typedef struct
{
  char *role;
  char **spaces;
  char *name;
  gint64 now;
  char *code; /* once it is made */
} Invited;

static gboolean
invite_body (GaServerCli *cli, GaSql *sql, gint64 tenant, gpointer user_data, GError **error)
{
  Invited *invited = user_data;
  g_autoptr (GArray) grants =
      ga_server_cli_read_grants (sql, tenant, invited->role, invited->spaces, error);
  g_autofree char *access = NULL;

  if (grants == NULL || !ga_server_cli_check_sight (grants, error))
    return FALSE;
  access = ga_grants_to_text (grants);
  invited->code =
      ga_server_invitation_create (sql, tenant, 0, grants, invited->name, invited->now, error);
  return invited->code != NULL &&
         ga_audit_add (sql, tenant, 0, "invite", NULL, access, invited->now, error);
}

static gboolean
run_invite (GaServerCli *cli, char **words, GError **error)
{
  g_autofree char *role = NULL;
  g_auto (GStrv) spaces = NULL;
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &role,
      N_ ("host, consultant, coordinator or administrator"), "ROLE" },
    { "space", 0, 0, G_OPTION_ARG_STRING_ARRAY, &spaces,
      N_ ("Where: community:NAME, kommune:NAME or national; may be given again"), "SPACE" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Who is invited"), "NAME" },
    URL_ENTRY,
    { NULL },
  };
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, entries, 0, 0, error);
  Invited invited = { role, spaces, name, ga_server_cli_get_now (), NULL };
  gboolean done = rest != NULL && check_url (url, error) &&
                  ga_server_cli_transact (cli, invite_body, &invited, error);

  if (done)
    print_code (cli, url, invited.code, invited.now);
  g_free (invited.code);
  return done;
}

static gboolean
run_serve (GaServerCli *cli, char **words, GError **error)
{
  g_autofree char *address = NULL;
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  gboolean trust_proxy = FALSE, watch = FALSE;
  const GOptionEntry entries[] = {
    { "listen", 0, 0, G_OPTION_ARG_STRING, &address,
      N_ ("Where to listen, instead of 127.0.0.1:8470; port 0 picks one"), "ADDRESS:PORT" },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate,
      N_ ("The server’s certificate, PEM"), "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &key, N_ ("The certificate’s key, PEM"), "FILE" },
    { "trust-proxy", 0, 0, G_OPTION_ARG_NONE, &trust_proxy,
      N_ ("Behind a proxy: believe its X-Forwarded-For"), NULL },
    { "watch-main-loop", 0, 0, G_OPTION_ARG_NONE, &watch,
      N_ ("Tell the longest time that the server did not listen"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = ga_server_cli_parse (cli, words, entries, 0, 0, error);
  GaDatabase *database = rest != NULL ? ga_server_cli_open (cli, error) : NULL;
  const GaServeOptions options = { address, certificate, key, trust_proxy, watch };

  return database != NULL && ga_serve_run (database, &options, error);
}

const GaServerCommand ga_server_commands_setup[] = {
  { "init", "--data DIR [--database URL] --organisation NAME [--url ADDRESS]",
    N_ ("Make a database, or a place in it for one more association"), run_init },
  { "serve",
    "--data DIR [--database URL] [--listen ADDRESS:PORT] [--tls-certificate FILE --tls-key FILE] "
    "[--trust-proxy]",
    N_ ("Serve until told to stop"), run_serve },
  { "invite", "--role ROLE [--space SPACE]… [--name NAME] [--url ADDRESS]",
    N_ ("Print an invitation, for one person"), run_invite },
  { NULL },
};
