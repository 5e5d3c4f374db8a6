/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ga-json-text.h"
#include "server/ga-accounts-private.h"
#include "server/ga-life.h"
#include "server/ga-routes.h"
#include "server/ga-server-invitation.h"
#include "sync/ga-json-scanner.h"

/* Who may invite whom, and to what; what a code gives; and taking up a further invitation. */

#define MOST_SPACES  50
#define LONGEST_NAME 200 /* bytes */

typedef struct
{
  char *role;
  char *name;
  GArray *grants;
} Invitation;

static void
invitation_clear (Invitation *self)
{
  g_free (self->role);
  g_free (self->name);
  g_array_unref (self->grants);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Invitation, invitation_clear)

static gboolean
read_spaces (GaJsonScanner *scanner, GArray *grants, GError **error)
{
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_ARRAY, error))
    return FALSE;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_STRING)
    {
      g_autofree char *text =
          g_strndup (ga_json_scanner_get_text (scanner), ga_json_scanner_get_length (scanner));
      GaGrant grant = { 0 };

      if (grants->len == MOST_SPACES || !ga_space_parse (text, &grant.space) ||
          grant.space.place == GA_PLACE_OWN)
        return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
      g_array_append_val (grants, grant);
    }
  return token == GA_JSON_END_ARRAY || token == GA_JSON_WRONG ||
         ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
}

static gboolean
read_members (GaJsonScanner *scanner, Invitation *invitation, GError **error)
{
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_OBJECT, error))
    return FALSE;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
    {
      gboolean ok;

      if (ga_json_scanner_is (scanner, "spaces"))
        ok = read_spaces (scanner, invitation->grants, error);
      else if (ga_json_scanner_is (scanner, "role"))
        ok = ga_json_scanner_expect_text (scanner, &invitation->role, error);
      else if (ga_json_scanner_is (scanner, "name"))
        ok = ga_json_scanner_expect_text (scanner, &invitation->name, error);
      else
        ok = ga_json_scanner_skip (scanner, error);
      if (!ok)
        return FALSE;
    }
  return token == GA_JSON_END_OBJECT && ga_json_scanner_next (scanner, error) == GA_JSON_END;
}

static gboolean
read_invitation (GaRequest *self, Invitation *invitation)
{
  g_autoptr (GaJsonScanner) scanner = NULL;
  GError **error = &self->job.error;
  gsize length;
  const char *text;
  GaAccess access;

  if (self->body == NULL)
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  text = g_bytes_get_data (self->body, &length);
  scanner = ga_json_scanner_new (text, length);
  if (!read_members (scanner, invitation, error))
    return FALSE;
  if (invitation->role == NULL || !ga_access_parse (invitation->role, &access) ||
      invitation->grants->len == 0 ||
      (invitation->name != NULL && strlen (invitation->name) > LONGEST_NAME))
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  for (guint i = 0; i < invitation->grants->len; i++)
    g_array_index (invitation->grants, GaGrant, i).access = access;
  return TRUE;
}

/* @kommune: (out): where the community is */
static gboolean
find_kommune (GaRequest *self, GaSql *sql, const GaId *community, GaSpace *kommune)
{
  gboolean found;

  if (!ga_rights_find_kommune (sql, self->shared->schema, self->session->tenant, community, &found,
                               &kommune->target, &self->job.error))
    return FALSE;
  if (!found)
    return ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &self->job.error);
  kommune->place = GA_PLACE_KOMMUNE;
  return TRUE;
}

/* A host invites hosts to their own communities, a consultant hosts and coordinators to their
 * kommuner, an administrator anybody. */
static gboolean
may_give (GaRequest *self, GaSql *sql, const GaGrant *grant)
{
  const GaSession *session = self->session;
  const GaSpace national = { .place = GA_PLACE_NATIONAL };
  GaSpace kommune = grant->space;
  gboolean may;

  if (!ga_grant_fits (grant) || !ga_grant_leads_somewhere (grant))
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &self->job.error);
  if (grant->access == GA_ACCESS_HOST && !find_kommune (self, sql, &grant->space.target, &kommune))
    return FALSE;
  may = ga_session_has (session, GA_ACCESS_ADMINISTRATOR, &national) ||
        (grant->access == GA_ACCESS_HOST && ga_session_hosts (session, &grant->space.target)) ||
        (grant->access <= GA_ACCESS_COORDINATOR && grant->access != GA_ACCESS_CONSULTANT &&
         ga_session_has (session, GA_ACCESS_CONSULTANT, &kommune));
  return may || ga_sync_fail (GA_SYNC_ERROR_NOT_ALLOWED, &self->job.error);
}

void
ga_route_invite_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (Invitation) invitation = { .grants = g_array_new (FALSE, FALSE, sizeof (GaGrant)) };
  g_autofree char *code = NULL;
  g_autofree char *access = NULL;
  gint64 now = g_get_real_time ();
  GString *json;

  if (!read_invitation (self, &invitation))
    return;
  for (guint i = 0; i < invitation.grants->len; i++)
    if (!may_give (self, sql, &g_array_index (invitation.grants, GaGrant, i)))
      return;
  access = ga_grants_to_text (invitation.grants);
  code = ga_server_invitation_create (sql, self->session->tenant, self->session->account,
                                      invitation.grants, invitation.name, now, &job->error);
  if (code == NULL || !ga_audit_add (sql, self->session->tenant, self->session->account, "invite",
                                     NULL, access, now, &job->error))
    return;
  json = g_string_new ("{\"code\":");
  ga_json_append_text (json, code);
  g_string_append_printf (json, ",\"expires\":%" G_GINT64_FORMAT "}",
                          now + (gint64) GA_INVITATION_SECONDS * G_USEC_PER_SEC);
  ga_request_answer_json (self, json);
}

/* @code: (out) (transfer full): what the body asks about */
/* @client: (inout): left alone where none is told */
static gboolean
read_code (GaRequest *self, char **code, GaId *client)
{
  g_autofree char *text = NULL;
  const GaTextMember members[] = { { "code", code }, { "client", &text }, { NULL } };

  return ga_request_read_texts (self, members) &&
         ((*code != NULL && (text == NULL || ga_id_parse (text, client))) ||
          ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &self->job.error));
}

static char *
find_organisation (GaSql *sql, gint64 tenant, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT organisation FROM tenant WHERE number = $1", error);
  char *organisation;
  gboolean row;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, tenant);
  if (!ga_statement_step (statement, &row, error))
    return NULL;
  organisation = g_strdup (row ? ga_statement_get_text (statement, 0) : "");
  ga_statement_reset (statement);
  return organisation;
}

/* Whoever has the code may know what they would agree to. */
void
ga_route_look_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_auto (GaServerInvitation) invitation = { 0 };
  g_autofree char *code = NULL;
  g_autofree char *organisation = NULL;
  g_autoptr (GString) json = g_string_new ("{\"organisation\":");
  GaId client = { { 0 } };

  if (!read_code (self, &code, &client) ||
      !ga_server_invitation_find (&invitation, sql, code, &client, g_get_real_time (), &job->error))
    return;
  job->tenant = invitation.tenant;
  organisation = find_organisation (sql, invitation.tenant, &job->error);
  if (organisation == NULL)
    return;
  ga_json_append_text (json, organisation);
  g_string_append_c (json, ',');
  if (!ga_server_invitation_append_json (&invitation, sql, self->shared->schema, json, &job->error))
    return;
  g_string_append_c (json, '}');
  ga_request_answer_json (self, g_steal_pointer (&json));
}

/* Whether who asks has made it or could make it, too: then it is theirs to see and to take back,
 * also where the community that it leads to was deleted since.
 * @may: (out): */
static gboolean
may_withdraw (GaRequest *self, GaSql *sql, const GaServerInvitation *invitation, gboolean *may)
{
  GError **error = &self->job.error;
  const GaSession *session = self->session;
  const GaSpace national = { .place = GA_PLACE_NATIONAL };

  *may = TRUE;
  if (invitation->by == session->account ||
      ga_session_has (session, GA_ACCESS_ADMINISTRATOR, &national))
    return TRUE;
  for (guint i = 0; i < invitation->grants->len && *may; i++)
    *may = may_give (self, sql, &g_array_index (invitation->grants, GaGrant, i));
  if (*may || (*error)->domain != GA_SYNC_ERROR)
    return *may;
  g_clear_error (error);
  return TRUE;
}

/* What an invitation is called by where its code is not known. */
static char *
name_invitation (const GaServerInvitation *invitation)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < sizeof invitation->hash; i++)
    g_string_append_printf (name, "%02x", invitation->hash[i]);
  return g_string_free (name, FALSE);
}

static gboolean
append_invitation (GaRequest *self, GaSql *sql, const GaServerInvitation *invitation, GString *json)
{
  g_autofree char *name = name_invitation (invitation);
  gboolean may;

  if (!may_withdraw (self, sql, invitation, &may))
    return FALSE;
  if (!may)
    return TRUE;
  g_string_append_printf (json, "%s{\"invitation\":\"%s\",", json->len > 1 ? "," : "", name);
  if (!ga_server_invitation_append_json (invitation, sql, self->shared->schema, json,
                                         &self->job.error))
    return FALSE;
  g_string_append_c (json, '}');
  return TRUE;
}

void
ga_route_list_invitations_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GArray) pending =
      ga_server_invitation_list (sql, self->session->tenant, g_get_real_time (), &job->error);

  for (guint i = 0; pending != NULL && i < pending->len; i++)
    if (!append_invitation (self, sql, &g_array_index (pending, GaServerInvitation, i), json))
      return;
  g_string_append_c (json, ']');
  if (pending != NULL)
    ga_request_answer_json (self, g_steal_pointer (&json));
}

/* (nullable): of those that still serve, the one that the path names and who asks may see */
static const GaServerInvitation *
find_pending (GaRequest *self, GaSql *sql, GArray *pending)
{
  for (guint i = 0; i < pending->len; i++)
    {
      const GaServerInvitation *one = &g_array_index (pending, GaServerInvitation, i);
      g_autofree char *name = name_invitation (one);
      gboolean may;

      if (!g_str_equal (name, self->argument))
        continue;
      if (!may_withdraw (self, sql, one, &may))
        return NULL;
      if (may)
        return one;
    }
  ga_server_invitation_fail (&self->job.error);
  return NULL;
}

void
ga_route_withdraw_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  const GaSession *session = self->session;
  gint64 now = g_get_real_time ();
  g_autoptr (GArray) pending = ga_server_invitation_list (sql, session->tenant, now, &job->error);
  const GaServerInvitation *found = pending != NULL ? find_pending (self, sql, pending) : NULL;
  g_autofree char *access = found != NULL ? ga_grants_to_text (found->grants) : NULL;

  if (found != NULL && ga_server_invitation_withdraw (found, sql, now, &job->error) &&
      ga_audit_add (sql, session->tenant, session->account, "withdraw invitation", NULL, access,
                    now, &job->error))
    ga_request_answer_json (self, g_string_new ("{}"));
}

void
ga_route_accept_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  const GaSession *session = self->session;
  g_autofree char *code = NULL;
  GaId client;
  GaLife life;

  if (!read_code (self, &code, &client))
    return;
  /* The head rises, so that the account's other computers hear of it as well. */
  if (!ga_life_load (sql, session->tenant, TRUE, &life, &job->error) ||
      !ga_accounts_accept (sql, session->tenant, session->account, code, g_get_real_time (),
                           &job->error) ||
      !ga_life_move (sql, session->tenant, life.head + 1, &job->error))
    return;
  self->new_head = life.head + 1;
  self->wakes = TRUE;
  self->ends_sessions = TRUE;
  ga_request_answer_head (self);
}
