/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sync/client/ga-code-look.h"
#include "sync/client/ga-joining-check.h"
#include "sync/client/ga-own-roles.h"
#include "sync/client/ga-sync-engine-private.h"

/* Joining a server, and requests of the account's own. */

/* What joining has come to; data of its task. */
typedef struct
{
  GaMembership *membership;
  const char *path; /* of the request that asks to be let in */
  GBytes *body;
  const char *look_path; /* of the one that asks what that would give */
  GBytes *look_body;
  GaServerAccount *account; /* (nullable): none of its own where it adds */
  JsonNode *welcome;
  gboolean signs_in; /* to an account that is there */
  gboolean parts;    /* from the server before */
  gboolean renews;   /* the sign-in alone; then @lineage is what the server must be */
  gboolean adds;     /* to what the account has already */
  GaId lineage;
} Joining;

static void
joining_free (Joining *joining)
{
  ga_membership_free (joining->membership);
  g_clear_pointer (&joining->body, g_bytes_unref);
  g_clear_pointer (&joining->look_body, g_bytes_unref);
  g_clear_object (&joining->account);
  g_clear_pointer (&joining->welcome, json_node_unref);
  g_free (joining);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Joining, joining_free)

static GBytes *
to_body (JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

static char *
dup_member (JsonObject *object, const char *name)
{
  JsonNode *member = json_object_get_member (object, name);

  return member != NULL && json_node_get_value_type (member) == G_TYPE_STRING
             ? json_node_dup_string (member)
             : NULL;
}

static gint64
get_integer (JsonObject *object, const char *name)
{
  JsonNode *member = json_object_get_member (object, name);

  return member != NULL && json_node_get_value_type (member) == G_TYPE_INT64
             ? json_node_get_int (member)
             : 0;
}

static gboolean
get_id (JsonObject *object, const char *name, GaId *id)
{
  g_autofree char *text = dup_member (object, name);

  return text != NULL && ga_id_parse (text, id);
}

/* What the server says of the account, into the membership. */
static gboolean
read_welcome (Joining *joining, JsonObject *welcome, GError **error)
{
  GaMembership *membership = joining->membership;

  membership->organisation = dup_member (welcome, "organisation");
  membership->name = dup_member (welcome, "name");
  membership->role = dup_member (welcome, "role");
  membership->epoch = get_integer (welcome, "epoch");
  membership->last_contact = g_get_real_time ();
  if (!get_id (welcome, "account", &membership->account) ||
      !get_id (welcome, "lineage", &membership->lineage) || membership->epoch < 1)
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  return !joining->renews || ga_id_equal (&membership->lineage, &joining->lineage) ||
         ga_sync_fail (GA_SYNC_ERROR_OTHER_SERVER, error);
}

static gboolean
join_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Joining *joining = user_data;

  return (!joining->parts || ga_transaction_part (transaction, error)) &&
         ga_transaction_join (transaction, joining->membership, error) &&
         ga_own_roles_begin (transaction, !joining->signs_in, error);
}

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GaSyncEngine *self = g_task_get_source_object (task);
  Joining *joining = g_task_get_task_data (task);
  GError *error = NULL;

  ga_store_transact_finish (GA_STORE (source), result, &error);
  if (error != NULL)
    {
      ga_token_store_save_async (self->tokens, ga_server_account_get_client (joining->account),
                                 NULL, NULL, NULL, NULL);
      g_task_return_error (task, error);
      return;
    }
  self->next_client = ga_id_new ();
  ga_sync_engine_take_account (self, joining->account);
  g_task_return_boolean (task, TRUE);
}

static void
refuse_other (const char *organisation, GError **error)
{
  g_set_error (
      error, GA_SYNC_ERROR, GA_SYNC_ERROR_OTHER_SERVER,
      _ ("This invitation is not from “%s”, where what you have here is shared. The two "
         "are kept apart: use the invitation on another computer, or signed in to this one "
         "as another user."),
      organisation);
}

/* What those who wait for an answer can do about a refusal. */
static void
explain (const Joining *joining, const GaServerAnswer *answer, GError **error)
{
  if (g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_OTHER_SERVER) && joining->adds)
    {
      g_clear_error (error);
      refuse_other (joining->membership->organisation, error);
    }
  else if (g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN) && joining->signs_in)
    {
      g_free ((*error)->message);
      (*error)->message =
          g_strdup (_ ("The server cannot tell by this name and passphrase who you are. Try again, "
                       "and mind capital letters. If that does not help, ask for an invitation: "
                       "you may have no passphrase, or share your name with others."));
    }
  else if (g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPIRED) &&
           (joining->adds || joining->renews))
    return;
  else
    ga_code_look_explain (answer, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GaSyncEngine *self = g_task_get_source_object (task);
  Joining *joining = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ga_server_account_keep_finish (GA_SERVER_ACCOUNT (source), result, &error))
    {
      explain (joining, NULL, &error);
      g_task_return_error (task, error);
    }
  else if (joining->renews)
    {
      ga_sync_engine_take_account (self, joining->account);
      g_task_return_boolean (task, TRUE);
    }
  else
    ga_store_sync_async (self->store, join_cb, joining, NULL, NULL, joined_cb,
                         g_steal_pointer (&task));
}

static void
enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Joining *joining = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GaServerAnswer) answer =
      ga_server_link_send_finish (GA_SERVER_LINK (source), result, &error);

  if (answer != NULL)
    joining->welcome = ga_server_answer_read_object (answer, &error);
  if (joining->welcome != NULL)
    read_welcome (joining, json_node_get_object (joining->welcome), &error);
  explain (joining, answer, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    ga_server_account_keep_async (joining->account, json_node_get_object (joining->welcome), NULL,
                                  kept_cb, g_steal_pointer (&task));
}

/* @name, @value: what lets in: the code of an invitation, or an account
 * @purpose: (nullable): another than to be let in */
static GBytes *
make_request (const GaMembership *membership,
              const char *name,
              const char *value,
              const char *passphrase,
              const char *purpose)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  char client[GA_ID_TEXT_SIZE];

  ga_id_format (&membership->client, client);
  json_object_set_string_member (object, name, value);
  json_object_set_string_member (object, "client", client);
  json_object_set_string_member (object, "device", membership->device);
  if (passphrase != NULL)
    json_object_set_string_member (object, "passphrase", passphrase);
  if (purpose != NULL)
    json_object_set_string_member (object, "purpose", purpose);
  return to_body (node);
}

/* Whether a profile that has joined already may do so again: at the same server, when its sign-in
 * has run out or there is a further invitation; anywhere, when it has lost its access and what came
 * with it. */
static gboolean
check_again (GaSyncEngine *self, Joining *joining, const GaMembership *joined, GError **error)
{
  gboolean same = g_str_equal (joined->url, joining->membership->url);

  joining->parts = g_strcmp0 (joined->stopped, "revoked") == 0 && joined->waiting == 0;
  joining->renews = !joining->parts && self->state == GA_SYNC_STOPPED &&
                    self->reason_code == GA_SYNC_ERROR_EXPIRED && same;
  joining->adds = !joining->parts && !joining->renews && !joining->signs_in && same;
  joining->membership->organisation = joining->adds ? g_strdup (joined->organisation) : NULL;
  if (joining->renews)
    {
      joining->membership->client = joined->client;
      joining->lineage = joined->lineage;
    }
  if (joining->parts || joining->renews || joining->adds)
    return TRUE;
  if (joining->signs_in)
    g_set_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED,
                 _ ("These data have joined the server of “%s” already."), joined->organisation);
  else
    refuse_other (joined->organisation, error);
  return FALSE;
}

/* What the profile has joined already. %TRUE with %NULL where it is alone. */
static gboolean
read_joined (GaSyncEngine *self, GaMembership **joined, GError **error)
{
  GError *local = NULL;

  *joined = ga_reader_get_membership (ga_store_get_reader (self->store), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static Joining *
joining_new (
    GaSyncEngine *self, const char *url, const char *device, gboolean signs_in, GError **error)
{
  g_autoptr (Joining) joining = g_new0 (Joining, 1);
  g_autoptr (GaMembership) joined = NULL;

  joining->signs_in = signs_in;
  joining->membership = g_new0 (GaMembership, 1);
  joining->membership->client = self->next_client;
  joining->membership->device = g_strdup (device);
  joining->membership->url = ga_server_link_check_url (url, error);
  if (joining->membership->url == NULL || !read_joined (self, &joined, error) ||
      (joined != NULL && !check_again (self, joining, joined, error)))
    return NULL;
  return g_steal_pointer (&joining);
}

/* Makes ready what asks the server, and its task. */
static Joining *
begin (GTask *task, const char *url, const char *device, gboolean signs_in)
{
  GaSyncEngine *self = g_task_get_source_object (task);
  g_autoptr (GaServerLink) link = NULL;
  char client[GA_ID_TEXT_SIZE];
  GError *error = NULL;
  Joining *joining;

  /* Once the code is used it goes on to its end. */
  g_task_set_check_cancellable (task, FALSE);
  joining = joining_new (self, url, device, signs_in, &error);
  if (joining == NULL)
    {
      g_task_return_error (task, error);
      return NULL;
    }
  g_task_set_task_data (task, joining, (GDestroyNotify) joining_free);
  if (joining->adds)
    return joining;
  link = ga_server_link_new (joining->membership->url);
  ga_id_format (&joining->membership->client, client);
  joining->account = ga_server_account_new (link, self->tokens, client);
  return joining;
}

static gboolean
note_try_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Joining *joining = user_data;

  return joining->renews ||
         ga_transaction_set_joining (transaction, &joining->membership->client, error);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Joining *joining = g_task_get_task_data (task);
  GError *error = NULL;

  ga_store_transact_finish (GA_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    ga_server_link_send_async (ga_server_account_get_link (joining->account), "POST", joining->path,
                               NULL, joining->body, NULL, g_task_get_cancellable (task),
                               enrolled_cb, g_object_ref (task));
}

/* As whom is noted first: should the answer be lost, and the program with it, the next try is
 * answered like this one. @task: (transfer full) */
static void
ask (GTask *task)
{
  GaSyncEngine *self = g_task_get_source_object (task);

  ga_store_sync_async (self->store, note_try_cb, g_task_get_task_data (task), NULL,
                       g_task_get_cancellable (task), noted_cb, task);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (ga_joining_check_finish (result, &error))
    ask (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GaSyncEngine *self = g_task_get_source_object (task);
  Joining *joining = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GaServerAnswer) answer =
      ga_server_link_send_finish (GA_SERVER_LINK (source), result, &error);
  g_autoptr (JsonNode) gift = answer != NULL ? ga_server_answer_read_object (answer, &error) : NULL;

  explain (joining, answer, &error);
  if (gift == NULL)
    g_task_return_error (task, error);
  else
    ga_joining_check_async (self->store, json_node_get_object (gift), !joining->signs_in,
                            g_task_get_cancellable (task), checked_cb, g_object_ref (task));
}

/* Whether the profile holds anything to bring along. */
static void
held_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Joining *joining = g_task_get_task_data (task);
  GError *error = NULL;

  if (ga_joining_check_finish (result, &error))
    ask (g_steal_pointer (&task));
  else if (!g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_APART))
    g_task_return_error (task, error);
  else
    {
      g_error_free (error);
      ga_server_link_send_async (ga_server_account_get_link (joining->account), "POST",
                                 joining->look_path, NULL, joining->look_body, NULL,
                                 g_task_get_cancellable (task), looked_cb, g_object_ref (task));
    }
}

/* Who brings something along is let in only where all of it may go along: what that gives is asked
 * before it is used up. Who comes back brings what is known there. @task: (transfer full) */
static void
look_and_ask (GTask *task)
{
  GaSyncEngine *self = g_task_get_source_object (task);
  Joining *joining = g_task_get_task_data (task);

  if (joining->renews)
    ask (task);
  else
    ga_joining_check_async (self->store, NULL, FALSE, g_task_get_cancellable (task), held_cb, task);
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GaSyncEngine *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GaServerAnswer) answer =
      ga_server_account_ask_finish (GA_SERVER_ACCOUNT (source), result, &error);
  g_autoptr (JsonNode) node = answer != NULL ? ga_server_answer_read_object (answer, &error) : NULL;

  explain (g_task_get_task_data (task), answer, &error);
  if (node == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ga_sync_engine_want_soon (self, GA_SYNC_RECEIVE);
  g_task_return_boolean (task, TRUE);
}

/* A further invitation: the account gets what it gives, and the profile stays as it is.
 * @task: (transfer full) */
static void
accept (GTask *task, const char *code)
{
  GError *error = NULL;
  GaServerAccount *account = ga_sync_engine_get_account (g_task_get_source_object (task), &error);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autoptr (GBytes) body = NULL;

  if (account == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  json_object_set_string_member (object, "code", code);
  body = to_body (node);
  ga_server_account_ask_async (account, "POST", "/v1/accept", body, g_task_get_cancellable (task),
                               accepted_cb, task);
}

/**
 * ga_sync_engine_join_async:
 * @device: how this computer is called in the list of the account's computers
 *
 * A profile that has joined the server adds the invitation to what its account has; @passphrase and
 * @device are of no use then. Another server refuses it, unless it has lost its access.
 */
void
ga_sync_engine_join_async (GaSyncEngine *self,
                           const char *url,
                           const char *code,
                           const char *passphrase,
                           const char *device,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Joining *joining;

  g_task_set_source_tag (task, ga_sync_engine_join_async);
  joining = begin (task, url, device, FALSE);
  if (joining == NULL)
    return;
  if (joining->adds)
    accept (g_steal_pointer (&task), code);
  else
    {
      joining->path = "/v1/enrol";
      joining->body = make_request (joining->membership, "code", code, passphrase, NULL);
      joining->look_path = "/v1/invitation";
      joining->look_body = make_request (joining->membership, "code", code, NULL, NULL);
      look_and_ask (g_steal_pointer (&task));
    }
}

/**
 * ga_sync_engine_sign_in_async:
 * @account: its name, or its id
 *
 * As joining, ga_sync_engine_join_finish() included.
 */
void
ga_sync_engine_sign_in_async (GaSyncEngine *self,
                              const char *url,
                              const char *account,
                              const char *passphrase,
                              const char *device,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Joining *joining;

  g_task_set_source_tag (task, ga_sync_engine_sign_in_async);
  joining = begin (task, url, device, TRUE);
  if (joining == NULL)
    return;
  joining->path = joining->look_path = "/v1/sign-in";
  joining->body = make_request (joining->membership, "account", account, passphrase, NULL);
  joining->look_body = make_request (joining->membership, "account", account, passphrase, "look");
  look_and_ask (g_steal_pointer (&task));
}

/**
 * ga_sync_engine_sign_in_again_async:
 *
 * As whom the profile has joined, to the server that it has joined; its tokens have run out, or
 * there is no keyring that has kept them. Ended by ga_sync_engine_join_finish().
 */
void
ga_sync_engine_sign_in_again_async (GaSyncEngine *self,
                                    const char *passphrase,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GaMembership) joined = NULL;
  GError *error = NULL;
  char account[GA_ID_TEXT_SIZE];

  if (read_joined (self, &joined, &error) && joined == NULL)
    ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &error);
  if (joined == NULL)
    {
      g_task_report_error (self, callback, user_data, ga_sync_engine_sign_in_again_async, error);
      return;
    }
  ga_id_format (&joined->account, account);
  ga_sync_engine_sign_in_async (self, joined->url, account, passphrase, joined->device, cancellable,
                                callback, user_data);
}

/**
 * ga_sync_engine_dup_client:
 *
 * Returns: (transfer full): the id by which a server knows the profile; that of the next try where
 * it has joined none, or has no access any more
 */
char *
ga_sync_engine_dup_client (GaSyncEngine *self)
{
  g_autoptr (GaMembership) joined = NULL;
  gboolean goes_on = read_joined (self, &joined, NULL) && joined != NULL &&
                     g_strcmp0 (joined->stopped, "revoked") != 0;

  return ga_id_to_string (goes_on ? &joined->client : &self->next_client);
}

gboolean
ga_sync_engine_join_finish (GaSyncEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GaServerAnswer) answer =
      ga_server_account_ask_finish (GA_SERVER_ACCOUNT (source), result, &error);
  JsonNode *node = answer != NULL ? ga_server_answer_read (answer, &error) : NULL;

  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ga_sync_engine_ask_async:
 * @method: a literal
 * @path: from the root of the server, such as `/v1/invitations`
 * @body: (nullable): JSON
 */
void
ga_sync_engine_ask_async (GaSyncEngine *self,
                          const char *method,
                          const char *path,
                          JsonNode *body,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GBytes) text = body != NULL ? to_body (body) : NULL;
  GError *error = NULL;
  GaServerAccount *account = ga_sync_engine_get_account (self, &error);

  g_task_set_source_tag (task, ga_sync_engine_ask_async);
  if (account == NULL)
    g_task_return_error (task, error);
  else
    ga_server_account_ask_async (account, method, path, text, cancellable, asked_cb,
                                 g_steal_pointer (&task));
}

/**
 * ga_sync_engine_ask_finish:
 *
 * Returns: (transfer full) (nullable): what the server answered
 */
JsonNode *
ga_sync_engine_ask_finish (GaSyncEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
