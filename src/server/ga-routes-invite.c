/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ga-json-text.h"
#include "server/ga-accounts-private.h"
#include "server/ga-routes.h"
#include "sync/ga-json-scanner.h"

/* Who may invite whom, and to what. */

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
  g_autofree char *text =
      g_strdup_printf ("SELECT kommune FROM %s WHERE tenant = $1 AND id = $2 AND _gone = 0",
                       ga_sql_table (sql, ga_schema_get (self->shared->schema, "community")));
  GaStatement *statement = ga_sql_prepare (sql, text, &self->job.error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, community);
  if (!ga_statement_step (statement, &row, &self->job.error))
    return FALSE;
  if (!row)
    return ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &self->job.error);
  kommune->place = GA_PLACE_KOMMUNE;
  ga_statement_get_id (statement, 0, &kommune->target);
  ga_statement_reset (statement);
  return TRUE;
}

static gboolean
fits_role (const GaGrant *grant)
{
  return grant->access == GA_ACCESS_HOST ? grant->space.place == GA_PLACE_COMMUNITY
                                         : grant->space.place != GA_PLACE_COMMUNITY;
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

  if (!fits_role (grant))
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
  code = ga_invitation_create (sql, self->session->tenant, self->session->account,
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
