/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ga-json-text.h"
#include "server/ga-accounts-private.h"
#include "server/ga-lost-computer.h"
#include "server/ga-rights-load.h"
#include "server/ga-routes.h"

/* Joining, signing in, tokens, and the account's computers. */

#define SMALL_BODY          (16 * 1024)
#define LONGEST_NAME        200 /* bytes, of a computer */
#define SHORTEST_PASSPHRASE 8   /* bytes */
#define LONGEST_PASSPHRASE  1024
#define MOST_NAMESAKES      4

/* What enrol and sign-in ask, read anew in each step. */
typedef struct
{
  char *code;
  char *account;
  char *client_text;
  char *device;
  char *passphrase;
  char *purpose;
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
  g_free (self->purpose);
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
                                   { "purpose", &joining->purpose },
                                   { NULL } };

  if (!ga_request_read_texts (self, members))
    return FALSE;
  if (joining->client_text == NULL || !ga_id_parse (joining->client_text, &joining->client) ||
      joining->device == NULL || strlen (joining->device) > LONGEST_NAME ||
      (joining->purpose != NULL &&
       (joining->code != NULL || !g_str_equal (joining->purpose, "look"))) ||
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
  welcome = ga_accounts_enrol (sql, joining.code, &joining.client, joining.device, self->hash,
                               g_get_real_time (), &job->error);
  if (welcome != NULL)
    answer_welcome (self, welcome);
}

/* Leaves it in @self->hash. */
static gboolean
hash_passphrase (GaRequest *self, const char *passphrase)
{
  g_free (self->hash);
  self->hash = ga_passphrase_hash (passphrase);
  /* So much memory may be there in a moment. */
  return self->hash != NULL || ga_sync_fail (GA_SYNC_ERROR_SERVER, &self->job.error);
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

/* The part of @self->tries that is not for who tries. */
static char *
name_account (const char *tries)
{
  return g_strndup (tries, strcspn (tries, " "));
}

static void
give_try_back (GaRequest *self)
{
  g_autofree char *account = name_account (self->tries);

  ga_limits_give_back (self->shared->tries, self->tries);
  if (!self->is_known)
    ga_limits_give_back (self->shared->tries_per_account, account);
}

/* Tries are counted for an account, however it was typed, and for what is no account as well, so
 * that nobody learns which it was. Each who tries has an own count, a computer of the account by
 * its
 * @client and others by their address, so that a stranger who guesses does not keep its owner out;
 * what strangers try is counted together, too, as one may have many addresses. */
static gboolean
take_try (GaRequest *self, const char *typed, const GaId *client)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *computer = ga_id_to_string (client);
  g_autofree char *account = NULL;
  g_autofree char *key = ga_accounts_make_name_key (typed);
  const char *who = self->is_known ? computer : self->address;

  g_free (self->tries);
  self->tries = self->number != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT " %s", self->number, who)
                                  : g_strdup_printf ("?%08x %s", g_str_hash (key), who);
  account = name_account (self->tries);
  self->retry_after = ga_limits_take (self->shared->tries, self->tries, now);
  if (self->retry_after == 0 && !self->is_known)
    self->retry_after = ga_limits_take (self->shared->tries_per_account, account, now);
  return self->retry_after == 0 || ga_sync_fail (GA_SYNC_ERROR_WAIT, &self->job.error);
}

/* Whoever knows the passphrase may know what it would give, and stay out. */
static void
answer_look (GaRequest *self, GaSql *sql)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  g_autoptr (GString) json = g_string_new ("{\"purpose\":\"look\"");
  g_autofree char *text = NULL;
  gint64 tenant;

  if (!ga_accounts_look (sql, self->number, &tenant, grants, &self->job.error))
    return;
  text = ga_grants_to_text (grants);
  append_text (json, "grants", text);
  if (!ga_grants_append_kommuner (sql, self->shared->schema, tenant, grants, json,
                                  &self->job.error))
    return;
  g_string_append_c (json, '}');
  self->job.tenant = tenant;
  ga_request_answer_json (self, g_steal_pointer (&json));
}

static void
sign_in_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Joining) joining = { 0 };
  g_autoptr (GaWelcome) welcome = NULL;

  if (!read_joining (self, &joining))
    return;
  if (joining.purpose != NULL)
    {
      answer_look (self, sql);
      return;
    }
  welcome = ga_accounts_sign_in (sql, self->number, &joining.client, joining.device,
                                 g_get_real_time (), &job->error);
  if (welcome != NULL)
    answer_welcome (self, welcome);
}

/* How many computations a try costs, whoever is found: by the time that an answer takes nobody
 * learns whether there is anybody of that name, or more than one. Who knows an account's id, or
 * asks on a computer that it knows, has nothing to learn. */
static guint
count_work (GaRequest *self, const char *typed)
{
  const GaCandidate *first =
      self->candidates->len > 0 ? g_ptr_array_index (self->candidates, 0) : NULL;
  GaId id;

  return ga_id_parse (typed, &id) || (first != NULL && first->is_known) ? 1 : MOST_NAMESAKES;
}

/* Each computation counts as a try of the address, so that no more of them can be had from it. */
static gboolean
take_work (GaRequest *self, const char *typed)
{
  gint64 now = g_get_monotonic_time ();

  for (guint i = count_work (self, typed); i > 1 && self->retry_after == 0; i--)
    self->retry_after = ga_limits_take (self->shared->tries_per_address, self->address, now);
  return self->retry_after == 0 || ga_sync_fail (GA_SYNC_ERROR_WAIT, &self->job.error);
}

static void
give_work_back (GaRequest *self, const char *typed)
{
  for (guint i = count_work (self, typed); i > 1; i--)
    ga_limits_give_back (self->shared->tries_per_address, self->address);
}

/* The one account whose passphrase it is. */
static gboolean
find_whose_passphrase (GaRequest *self, const Joining *joining, gboolean *fits)
{
  guint n_fitting = 0, work = count_work (self, joining->account);

  for (guint i = 0; i < MAX (work, self->candidates->len); i++)
    {
      const GaCandidate *candidate =
          i < self->candidates->len ? g_ptr_array_index (self->candidates, i) : NULL;

      if (candidate == NULL
              ? !hash_passphrase (self, joining->passphrase)
              : !ga_passphrase_check (joining->passphrase, candidate->hash, fits, &self->job.error))
        return FALSE;
      if (candidate != NULL && *fits)
        {
          self->number = candidate->number;
          n_fitting++;
        }
    }
  *fits = n_fitting == 1;
  return TRUE;
}

static void
check_passphrase_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Joining) joining = { 0 };
  gboolean fits = FALSE;

  if (!read_joining (self, &joining) || !find_whose_passphrase (self, &joining, &fits))
    return;
  if (!fits)
    {
      ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &job->error);
      return;
    }
  give_try_back (self);
  give_work_back (self, joining.account);
  ga_request_go_on (self, GA_LANE_WRITE, sign_in_cb);
}

/* Leaves them in @self->candidates; and in @self->number the only one. Each costs a hash, so a
 * name that too many have is nobody's. */
static gboolean
find_candidates (GaRequest *self, GaSql *sql, const char *typed, const GaId *client)
{
  const GaCandidate *only;

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  self->candidates = ga_accounts_find (sql, typed, client, &self->job.error);
  if (self->candidates == NULL)
    return FALSE;
  if (self->candidates->len > MOST_NAMESAKES)
    g_ptr_array_set_size (self->candidates, 0);
  only = self->candidates->len == 1 ? g_ptr_array_index (self->candidates, 0) : NULL;
  self->number = only != NULL ? only->number : 0;
  self->is_known = only != NULL && only->is_known;
  return TRUE;
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
  if (find_candidates (self, sql, joining.account, &joining.client) &&
      take_try (self, joining.account, &joining.client) && take_work (self, joining.account))
    ga_request_go_on (self, GA_LANE_SLOW, check_passphrase_cb);
}

static void
token_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_autofree char *refresh = NULL;
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
  g_clear_pointer (&self->detail, g_free);
  welcome = ga_accounts_renew (sql, refresh, client_text != NULL ? &client : NULL,
                               g_get_real_time (), &self->detail, &job->error);
  if (welcome != NULL)
    answer_welcome (self, welcome);
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

static const char *
find_old_hash (GaRequest *self)
{
  const GaCandidate *account =
      self->candidates->len > 0 ? g_ptr_array_index (self->candidates, 0) : NULL;

  return account != NULL ? account->hash : NULL;
}

static void
set_passphrase_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  const GaSession *session = self->session;

  if (ga_accounts_set_passphrase (sql, session->account, find_old_hash (self), self->hash,
                                  &job->error) &&
      ga_audit_add (sql, session->tenant, session->account, "set passphrase", NULL, NULL,
                    g_get_real_time (), &job->error))
    {
      self->ends_sessions = TRUE;
      ga_request_answer_json (self, g_string_new ("{}"));
    }
}

/* Who found a computer open does not keep its owner out. */
static void
check_old_passphrase_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Setting) setting = { 0 };
  const char *old_hash = find_old_hash (self);
  gboolean fits = FALSE;

  if (!read_setting (self, &setting))
    return;
  if (old_hash != NULL)
    {
      if (setting.old != NULL && !ga_passphrase_check (setting.old, old_hash, &fits, &job->error))
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
  if (!find_candidates (self, sql, account, &self->session->client))
    return;
  self->is_known = TRUE;
  if (find_old_hash (self) == NULL || take_try (self, account, &self->session->client))
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

static void
list_lost_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  GString *json =
      ga_lost_computer_list (sql, self->session->tenant, self->session->account, &job->error);

  if (json != NULL)
    ga_request_answer_json (self, json);
}

static void
end_device_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  const GaSession *session = self->session;
  gint64 now = g_get_real_time (), number = 0;
  g_autofree char *names = NULL;
  GString *json;

  /* What is no number is none of a computer either. */
  g_ascii_string_to_signed (self->argument, 10, 1, G_MAXINT64, &number, NULL);
  names = ga_lost_computer_end (sql, self->shared->schema, session->tenant, session->account,
                                number, now, &job->error);
  if (names == NULL || !ga_audit_add (sql, session->tenant, session->account, "device lost",
                                      self->argument, NULL, now, &job->error))
    return;
  self->ends_sessions = TRUE;
  json = g_string_new (NULL);
  g_string_append_printf (json, "{\"names\":%s}", names);
  ga_request_answer_json (self, json);
}

static void
emptied_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;

  if (ga_lost_computer_note_emptied (sql, self->session->tenant, self->session->device,
                                     g_get_real_time (), &job->error))
    ga_request_answer_json (self, g_string_new ("{}"));
}

const GaRoute ga_routes_accounts[] = {
  { "POST", "/v1/enrol", GA_LANE_READ, start_enrol_cb, .open = TRUE, .guarded = TRUE,
    .most = SMALL_BODY },
  { "POST", "/v1/sign-in", GA_LANE_READ, start_sign_in_cb, .open = TRUE, .guarded = TRUE,
    .most = SMALL_BODY },
  { "POST", "/v1/token", GA_LANE_WRITE, token_cb, .open = TRUE, .guarded = TRUE, .keeps = TRUE,
    .most = SMALL_BODY },
  { "POST", "/v1/passphrase", GA_LANE_READ, start_passphrase_cb, .most = SMALL_BODY },
  { "POST", "/v1/invitation", GA_LANE_READ, ga_route_look_cb, .open = TRUE, .guarded = TRUE,
    .most = SMALL_BODY },
  { "POST", "/v1/invitations", GA_LANE_WRITE, ga_route_invite_cb, .most = SMALL_BODY },
  { "GET", "/v1/invitations", GA_LANE_READ, ga_route_list_invitations_cb },
  { "DELETE", "/v1/invitations/*", GA_LANE_WRITE, ga_route_withdraw_cb },
  { "POST", "/v1/accept", GA_LANE_WRITE, ga_route_accept_cb, .guarded = TRUE, .most = SMALL_BODY },
  { "GET", "/v1/devices", GA_LANE_READ, list_devices_cb },
  { "GET", "/v1/devices/lost", GA_LANE_READ, list_lost_cb },
  { "POST", "/v1/devices/emptied", GA_LANE_WRITE, emptied_cb, .revoked = TRUE, .most = SMALL_BODY },
  { "DELETE", "/v1/devices/*", GA_LANE_WRITE, end_device_cb },
  { NULL },
};
