/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ga-json-text.h"
#include "server/ga-accounts-private.h"
#include "server/ga-routes.h"

/* Joining, signing in, tokens, and the account's computers. */

#define SMALL_BODY          (16 * 1024)
#define LONGEST_NAME        200 /* bytes, of a computer */
#define SHORTEST_PASSPHRASE 8   /* bytes */
#define LONGEST_PASSPHRASE  1024
#define TRIES_KEY_SIZE      32

/* What enrol and sign-in ask, read anew in each step. */
typedef struct
{
  char *code;
  char *account;
  char *client_text;
  char *device;
  char *passphrase;
  GaId client;
} Joining;

static void
joining_clear (Joining *self)
{
  g_free (self->code);
  g_free (self->account);
  g_free (self->client_text);
  g_free (self->device);
  g_free (self->passphrase);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Joining, joining_clear)

static gboolean
is_passphrase (const char *passphrase)
{
  gsize length = strlen (passphrase);

  return length >= SHORTEST_PASSPHRASE && length <= LONGEST_PASSPHRASE;
}

static gboolean
read_joining (GaRequest *self, Joining *joining)
{
  const GaTextMember members[] = { { "code", &joining->code },
                                   { "account", &joining->account },
                                   { "client", &joining->client_text },
                                   { "device", &joining->device },
                                   { "passphrase", &joining->passphrase },
                                   { NULL } };

  if (!ga_request_read_texts (self, members))
    return FALSE;
  if (joining->client_text == NULL || !ga_id_parse (joining->client_text, &joining->client) ||
      joining->device == NULL || strlen (joining->device) > LONGEST_NAME ||
      (joining->code != NULL && joining->passphrase != NULL &&
       !is_passphrase (joining->passphrase)))
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &self->job.error);
  return TRUE;
}

static void
append_text (GString *json, const char *name, const char *text)
{
  g_string_append_printf (json, ",\"%s\":", name);
  ga_json_append_text (json, text);
}

static void
answer_welcome (GaRequest *self, const GaWelcome *welcome)
{
  GString *json = g_string_new ("{");
  char account[GA_ID_TEXT_SIZE], lineage[GA_ID_TEXT_SIZE];

  ga_id_format (&welcome->account, account);
  ga_id_format (&welcome->lineage, lineage);
  g_string_append_printf (json, "\"expires_in\":%d", GA_ACCESS_SECONDS);
  append_text (json, "access", welcome->access);
  append_text (json, "refresh", welcome->refresh);
  append_text (json, "account", account);
  append_text (json, "name", welcome->name);
  append_text (json, "role", ga_access_to_text (welcome->role));
  append_text (json, "lineage", lineage);
  append_text (json, "organisation", welcome->organisation);
  g_string_append_printf (json, ",\"epoch\":%" G_GINT64_FORMAT ",\"head\":%" G_GINT64_FORMAT "}",
                          welcome->epoch, welcome->head);
  self->job.tenant = welcome->tenant;
  ga_request_answer_json (self, json);
}

static void
enrol_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Joining) joining = { 0 };
  g_autoptr (GaWelcome) welcome = NULL;

  if (!read_joining (self, &joining))
    return;
  welcome = ga_accounts_enrol (sql, joining.code, &joining.client, joining.device, self->text,
                               g_get_real_time (), &job->error);
  if (welcome != NULL)
    answer_welcome (self, welcome);
}

/* Leaves the hash in @self->text. */
static gboolean
hash_passphrase (GaRequest *self, const char *passphrase)
{
  g_free (self->text);
  self->text = ga_passphrase_hash (passphrase);
  /* So much memory may be there in a moment. */
  return self->text != NULL || ga_sync_fail (GA_SYNC_ERROR_SERVER, &self->job.error);
}

static void
hash_for_enrol_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Joining) joining = { 0 };

  if (!read_joining (self, &joining))
    return;
  if (hash_passphrase (self, joining.passphrase))
    ga_request_go_on (self, GA_LANE_WRITE, enrol_cb);
}

static void
start_enrol_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Joining) joining = { 0 };

  if (!read_joining (self, &joining))
    return;
  if (joining.code == NULL)
    ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &job->error);
  else if (joining.passphrase != NULL)
    ga_request_go_on (self, GA_LANE_SLOW, hash_for_enrol_cb);
  else
    ga_request_go_on (self, GA_LANE_WRITE, enrol_cb);
}

static void
write_tries_key (gint64 account, char key[TRIES_KEY_SIZE])
{
  g_snprintf (key, TRIES_KEY_SIZE, "%" G_GINT64_FORMAT, account);
}

static void
give_try_back (GaRequest *self)
{
  char key[TRIES_KEY_SIZE];

  write_tries_key (self->number, key);
  ga_limits_give_back (self->shared->tries_per_account, key);
}

/* Tries are counted for an account, however it was typed, and for what is no account as well, so
 * that nobody learns which it was. */
static gboolean
take_try (GaRequest *self, const char *typed)
{
  char key[TRIES_KEY_SIZE];

  if (self->text != NULL)
    write_tries_key (self->number, key);
  else
    g_snprintf (key, TRIES_KEY_SIZE, "?%08x", g_str_hash (typed));
  self->retry_after =
      ga_limits_take (self->shared->tries_per_account, key, g_get_monotonic_time ());
  return self->retry_after == 0 || ga_sync_fail (GA_SYNC_ERROR_WAIT, &self->job.error);
}

static void
sign_in_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Joining) joining = { 0 };
  g_autoptr (GaWelcome) welcome = NULL;

  if (!read_joining (self, &joining))
    return;
  welcome = ga_accounts_sign_in (sql, self->number, &joining.client, joining.device,
                                 g_get_real_time (), &job->error);
  if (welcome == NULL)
    return;
  give_try_back (self);
  answer_welcome (self, welcome);
}

/* An account that is not there takes as long as one that is. */
static void
check_passphrase_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Joining) joining = { 0 };
  gboolean fits = FALSE;

  if (!read_joining (self, &joining))
    return;
  if (self->text == NULL
          ? !hash_passphrase (self, joining.device)
          : !ga_passphrase_check (joining.passphrase, self->text, &fits, &job->error))
    return;
  if (fits)
    ga_request_go_on (self, GA_LANE_WRITE, sign_in_cb);
  else
    ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &job->error);
}

static void
start_sign_in_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Joining) joining = { 0 };

  if (!read_joining (self, &joining))
    return;
  if (joining.account == NULL || joining.passphrase == NULL)
    {
      ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &job->error);
      return;
    }
  /* A slip of the keys, which no account needs to be asked about. */
  if (!is_passphrase (joining.passphrase))
    {
      ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &job->error);
      return;
    }
  g_clear_pointer (&self->text, g_free);
  self->text = ga_accounts_find_hash (sql, joining.account, &self->number, &job->error);
  if (g_error_matches (job->error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN))
    g_clear_error (&job->error);
  if (job->error == NULL && take_try (self, joining.account))
    ga_request_go_on (self, GA_LANE_SLOW, check_passphrase_cb);
}

static void
token_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_autofree char *refresh = NULL;
  g_autofree char *last_access = NULL;
  g_autoptr (GaWelcome) welcome = NULL;
  g_autofree char *client_text = NULL;
  const GaTextMember members[] = { { "refresh", &refresh }, { "client", &client_text }, { NULL } };
  GaId client;

  if (!ga_request_read_texts (self, members))
    return;
  if (refresh == NULL || (client_text != NULL && !ga_id_parse (client_text, &client)))
    {
      ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &job->error);
      return;
    }
  welcome = ga_accounts_renew (sql, refresh, client_text != NULL ? &client : NULL,
                               g_get_real_time (), &last_access, &job->error);
  if (welcome != NULL)
    answer_welcome (self, welcome);
  g_clear_pointer (&self->detail, g_free);
  if (last_access != NULL)
    self->detail =
        g_strdup_printf ("\"access\":\"%s\",\"expires_in\":%d", last_access, GA_ACCESS_SECONDS);
}

/* What setting a passphrase asks. */
typedef struct
{
  char *passphrase;
  char *old;
} Setting;

static void
setting_clear (Setting *self)
{
  g_free (self->passphrase);
  g_free (self->old);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Setting, setting_clear)

static gboolean
read_setting (GaRequest *self, Setting *setting)
{
  const GaTextMember members[] = { { "passphrase", &setting->passphrase },
                                   { "old", &setting->old },
                                   { NULL } };

  if (!ga_request_read_texts (self, members))
    return FALSE;
  return (setting->passphrase != NULL && is_passphrase (setting->passphrase)) ||
         ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &self->job.error);
}

static void
set_passphrase_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  const GaSession *session = self->session;

  if (ga_accounts_set_passphrase (sql, session->account, self->text, &job->error) &&
      ga_audit_add (sql, session->tenant, session->account, "set passphrase", NULL, NULL,
                    g_get_real_time (), &job->error))
    ga_request_answer_json (self, g_string_new ("{}"));
}

/* Who found a computer open does not keep its owner out. */
static void
check_old_passphrase_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Setting) setting = { 0 };
  gboolean fits = FALSE;

  if (!read_setting (self, &setting))
    return;
  if (self->text != NULL)
    {
      if (setting.old != NULL && !ga_passphrase_check (setting.old, self->text, &fits, &job->error))
        return;
      if (!fits)
        {
          ga_sync_fail (GA_SYNC_ERROR_NOT_ALLOWED, &job->error);
          return;
        }
      give_try_back (self);
    }
  if (hash_passphrase (self, setting.passphrase))
    ga_request_go_on (self, GA_LANE_WRITE, set_passphrase_cb);
}

static void
start_passphrase_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Setting) setting = { 0 };
  char account[GA_ID_TEXT_SIZE];

  if (!read_setting (self, &setting))
    return;
  ga_id_format (&self->session->account_id, account);
  g_clear_pointer (&self->text, g_free);
  self->text = ga_accounts_find_hash (sql, account, &self->number, &job->error);
  if (g_error_matches (job->error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN))
    g_clear_error (&job->error);
  if (job->error == NULL && (self->text == NULL || take_try (self, account)))
    ga_request_go_on (self, GA_LANE_SLOW, check_old_passphrase_cb);
}

static void
list_devices_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_autoptr (GString) json = g_string_new ("[");
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT number, name, created, last_seen FROM device "
                      "WHERE tenant = $1 AND account = $2 AND revoked IS NULL ORDER BY number",
                      &job->error);
  gboolean row = TRUE;

  if (statement == NULL)
    return;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_integer (statement, 2, self->session->account);
  while (ga_statement_step (statement, &row, &job->error) && row)
    {
      gint64 number = ga_statement_get_integer (statement, 0);
      const char *name = ga_statement_get_text (statement, 1);

      g_string_append_printf (json,
                              "%s{\"device\":%" G_GINT64_FORMAT ",\"created\":%" G_GINT64_FORMAT
                              ",\"last_seen\":%" G_GINT64_FORMAT ",\"this\":%s",
                              json->len > 1 ? "," : "", number,
                              ga_statement_get_integer (statement, 2),
                              ga_statement_get_integer (statement, 3),
                              number == self->session->device ? "true" : "false");
      append_text (json, "name", name != NULL ? name : "");
      g_string_append_c (json, '}');
    }
  if (job->error != NULL)
    return;
  g_string_append_c (json, ']');
  ga_request_answer_json (self, g_steal_pointer (&json));
}

static gboolean
count_participants (GaRequest *self, GaSql *sql, const GaId *community, gint64 *count)
{
  g_autofree char *text =
      g_strdup_printf ("SELECT count(*) FROM %s WHERE tenant = $1 AND community = $2 "
                       "AND _gone = 0",
                       ga_sql_table (sql, ga_schema_get (self->shared->schema, "participant")));
  GaStatement *statement = ga_sql_prepare (sql, text, &self->job.error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, community);
  if (!ga_statement_step (statement, &row, &self->job.error))
    return FALSE;
  *count = row ? ga_statement_get_integer (statement, 0) : 0;
  ga_statement_reset (statement);
  return TRUE;
}

/* Whose names a computer of this account held. */
static void
answer_names (GaRequest *self, GaSql *sql)
{
  g_autoptr (GString) json = g_string_new ("{\"names\":[");
  g_autoptr (GaRights) rights =
      ga_rights_load (sql, self->shared->schema, self->session, &self->job.error);
  const char *comma = "";

  for (guint i = 0; rights != NULL && i < rights->spaces->len; i++)
    {
      const GaSpace *space = &g_array_index (rights->spaces, GaSpace, i);
      char community[GA_ID_TEXT_SIZE];
      gint64 count;

      if (space->place != GA_PLACE_COMMUNITY)
        continue;
      if (!count_participants (self, sql, &space->target, &count))
        return;
      ga_id_format (&space->target, community);
      g_string_append_printf (json,
                              "%s{\"community\":\"%s\",\"participants\":%" G_GINT64_FORMAT "}",
                              comma, community, count);
      comma = ",";
    }
  g_string_append (json, "]}");
  if (rights != NULL)
    ga_request_answer_json (self, g_steal_pointer (&json));
}

static void
end_device_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  gint64 now = g_get_real_time (), number;
  GaStatement *statement;

  if (!g_ascii_string_to_signed (self->argument, 10, 1, G_MAXINT64, &number, NULL))
    {
      ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &job->error);
      return;
    }
  statement = ga_sql_prepare (sql,
                              GA_WITH_COPIES
                              "UPDATE device SET revoked = $4 WHERE tenant = $1 AND account = $3 "
                              "AND number IN (SELECT number FROM lost) AND revoked IS NULL",
                              &job->error);
  if (statement == NULL)
    return;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_integer (statement, 2, number);
  ga_statement_bind_integer (statement, 3, self->session->account);
  ga_statement_bind_integer (statement, 4, now);
  if (!ga_statement_run (statement, &job->error))
    return;
  if (ga_statement_get_changed (statement) == 0)
    ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &job->error);
  else if (ga_audit_add (sql, self->session->tenant, self->session->account, "device lost",
                         self->argument, NULL, now, &job->error))
    {
      self->ends_sessions = TRUE;
      answer_names (self, sql);
    }
}

const GaRoute ga_routes_accounts[] = {
  { "POST", "/v1/enrol", GA_LANE_READ, start_enrol_cb, .open = TRUE, .guarded = TRUE,
    .most = SMALL_BODY },
  { "POST", "/v1/sign-in", GA_LANE_READ, start_sign_in_cb, .open = TRUE, .guarded = TRUE,
    .most = SMALL_BODY },
  { "POST", "/v1/token", GA_LANE_WRITE, token_cb, .open = TRUE, .guarded = TRUE, .keeps = TRUE,
    .most = SMALL_BODY },
  { "POST", "/v1/passphrase", GA_LANE_READ, start_passphrase_cb, .most = SMALL_BODY },
  { "POST", "/v1/invitations", GA_LANE_WRITE, ga_route_invite_cb, .most = SMALL_BODY },
  { "GET", "/v1/devices", GA_LANE_READ, list_devices_cb },
  { "DELETE", "/v1/devices/*", GA_LANE_WRITE, end_device_cb },
  { NULL },
};
