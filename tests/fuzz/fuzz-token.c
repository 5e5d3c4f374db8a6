/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "server/ga-accounts.h"
#include "server/ga-request.h"
#include "server/ga-secret.h"
#include "server/ga-server-invitation.h"
#include "sync/ga-sync-error.h"

#define CODE_LENGTH 26

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Any bytes where a token, a code or what asks with them is expected, at a database in which
 * somebody has joined and an invitation is open: nobody gets in. */

static char *folder;
static GaSql *sql;

static void
stop (void)
{
  g_autofree char *path = g_build_filename (folder, "server.db", NULL);

  ga_sql_free (sql);
  g_unlink (path);
  g_rmdir (folder);
  g_free (folder);
}

static void
must (gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "It could not be made ready");
}

static void
join (GaSchema *schema, GError **error)
{
  gint64 now = g_get_real_time (), tenant = ga_tenant_create (sql, schema, "Test", now, error);
  g_autoptr (GArray) grants = g_array_new (FALSE, TRUE, sizeof (GaGrant));
  GaGrant grant = { GA_ACCESS_ADMINISTRATOR, { .place = GA_PLACE_NATIONAL } };
  g_autoptr (GaWelcome) welcome = NULL;
  g_autofree char *code = NULL, *open = NULL, *typed = NULL;
  GaId client = ga_id_new ();

  g_array_append_val (grants, grant);
  if (tenant == 0)
    return;
  code = ga_server_invitation_create (sql, tenant, 0, grants, "Asta", now, error);
  open =
      code != NULL ? ga_server_invitation_create (sql, tenant, 0, grants, "Bo", now, error) : NULL;
  if (open == NULL)
    return;
  typed = ga_secret_read_code (code);
  welcome = ga_accounts_enrol (sql, typed, &client, "Desk", NULL, now, error);
  g_assert_true (welcome != NULL || *error != NULL);
}

static void
start (void)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  must (sodium_init () >= 0, NULL);
  folder = g_dir_make_tmp ("gangart-fuzz-XXXXXX", &error);
  must (folder != NULL, error);
  database = ga_database_new (folder, NULL, schema);
  must (ga_database_prepare (database, &error), error);
  sql = ga_database_connect (database, GA_SQL_WRITER, &error);
  must (sql != NULL && ga_sql_begin (sql, &error), error);
  join (schema, &error);
  must (error == NULL && ga_sql_commit (sql, &error), error);
  atexit (stop);
}

static void
check_refused (gboolean entered, const GError *error, GaSyncError expected)
{
  if (entered)
    g_error ("Somebody got in");
  if (!g_error_matches (error, GA_SYNC_ERROR, expected))
    g_error ("Another reason: %s", error != NULL ? error->message : "none");
}

static void
fuzz_access (const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaSession) session = ga_session_load (sql, token, g_get_real_time (), &error);

  check_refused (session != NULL, error, GA_SYNC_ERROR_EXPIRED);
}

static void
fuzz_refresh (const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;
  g_autoptr (GaWelcome) welcome =
      ga_accounts_renew (sql, token, NULL, g_get_real_time (), &detail, &error);

  check_refused (welcome != NULL, error, GA_SYNC_ERROR_EXPIRED);
}

/* As it is typed; what counts of it reads as itself. */
static void
fuzz_code (const char *typed)
{
  g_autofree char *code = ga_secret_read_code (typed);
  g_autofree char *again = code != NULL ? ga_secret_read_code (code) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GaWelcome) welcome = NULL;
  GaId client = ga_id_new ();

  if (code == NULL)
    return;
  if (strlen (code) != CODE_LENGTH || g_strcmp0 (code, again) != 0)
    g_error ("A code changed on its way");
  welcome = ga_accounts_enrol (sql, code, &client, "Desk", NULL, g_get_real_time (), &error);
  check_refused (welcome != NULL, error, GA_SYNC_ERROR_UNKNOWN);
}

static void
fuzz_body (const guint8 *data, gsize size)
{
  GaShared shared = { 0 };
  g_autoptr (GaRequest) request = ga_request_new (&shared, NULL);
  g_autofree char *refresh = NULL, *passphrase = NULL;
  const GaTextMember members[] = { { "refresh", &refresh },
                                   { "passphrase", &passphrase },
                                   { NULL } };
  gboolean read;

  request->body = g_bytes_new (data, size);
  read = ga_request_read_texts (request, members);
  if (read != (request->job.error == NULL))
    g_error ("Something read or a reason was expected");
  if (request->job.error != NULL && request->job.error->domain != GA_SYNC_ERROR)
    g_error ("A reason of another domain: %s", request->job.error->message);
  if (refresh != NULL && !g_utf8_validate (refresh, -1, NULL))
    g_error ("A text is not UTF-8");
  if (refresh != NULL)
    fuzz_refresh (refresh);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;

  if (sql == NULL)
    start ();
  must (ga_sql_begin (sql, &error), error);
  fuzz_access (text);
  fuzz_refresh (text);
  fuzz_code (text);
  fuzz_body (data, size);
  ga_sql_rollback (sql);
  return 0;
}
