/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-server-account.h"

/* Got anew before it ends, so that a request on its way does not meet the end. */
#define MARGIN_SECONDS 60

struct _GaServerAccount
{
  GObject parent;

  GaServerLink *link;
  GaTokenStore *tokens;
  char *client;
  char *access;
  char *refresh;      /* the newest there is, kept or not */
  gboolean unkept;    /* @refresh could not be saved yet */
  gint64 good_until;  /* of @access, monotonic */
  GPtrArray *waiting; /* of Asking tasks, for a new token; %NULL: none is on its way */
};

G_DEFINE_FINAL_TYPE (GaServerAccount, ga_server_account, G_TYPE_OBJECT)

/* A request; data of its task. */
typedef struct
{
  const char *method;
  char *path;
  GBytes *body;
  GaServerRange range;
  gboolean has_range;
  gboolean renewed;
} Asking;

static void renew (GaServerAccount *self);

static void
asking_free (Asking *asking)
{
  g_free (asking->path);
  g_clear_pointer (&asking->body, g_bytes_unref);
  g_free (asking);
}

/* Takes the tokens out of @welcome, into memory. */
static gboolean
take_tokens (GaServerAccount *self, JsonObject *welcome, GError **error)
{
  const char *access = json_object_get_string_member_with_default (welcome, "access", NULL);
  const char *refresh = json_object_get_string_member_with_default (welcome, "refresh", NULL);
  gint64 seconds = json_object_get_int_member_with_default (welcome, "expires_in", 0);

  if (access == NULL || refresh == NULL || seconds <= 0)
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  g_free (self->access);
  self->access = g_strdup (access);
  g_free (self->refresh);
  self->refresh = g_strdup (refresh);
  self->good_until = g_get_monotonic_time () + MIN (seconds, G_MAXINT32) * G_USEC_PER_SEC;
  self->unkept = TRUE;
  return TRUE;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GaServerAccount *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!ga_token_store_save_finish (GA_TOKEN_STORE (source), result, &error) &&
      !g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  self->unkept = FALSE;
  g_task_return_boolean (task, TRUE);
}

/* Not to be cancelled: the server has changed the token already. */
static void
keep (GaServerAccount *self, GTask *task)
{
  ga_token_store_save_async (self->tokens, self->client, self->refresh, NULL, kept_cb, task);
}

static void
wait_for_token (GaServerAccount *self, GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  gboolean first = self->waiting == NULL;

  asking->renewed = TRUE;
  if (first)
    self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->waiting, g_object_ref (task));
  if (first)
    renew (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GaServerAccount *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  GaServerAnswer *answer = ga_server_link_send_finish (GA_SERVER_LINK (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (answer->refused && answer->code == GA_SYNC_ERROR_EXPIRED && !asking->renewed)
    {
      ga_server_answer_free (answer);
      self->good_until = 0;
      wait_for_token (self, task);
    }
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) ga_server_answer_free);
}

static void
send (GaServerAccount *self, GTask *task)
{
  Asking *asking = g_task_get_task_data (task);

  ga_server_link_send_async (self->link, asking->method, asking->path, self->access, asking->body,
                             asking->has_range ? &asking->range : NULL,
                             g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

static gboolean
is_good (GaServerAccount *self, gint64 margin)
{
  return self->access != NULL &&
         g_get_monotonic_time () + margin * G_USEC_PER_SEC < self->good_until;
}

/* Whether the token at hand serves, though there is no other. The server hears a computer that lost
 * its access once more, and knows it by its last token, however old. */
static gboolean
serves_still (GaServerAccount *self, const GaServerAnswer *refusal)
{
  return is_good (self, 0) ||
         (self->access != NULL && refusal != NULL && refusal->code == GA_SYNC_ERROR_REVOKED);
}

/* Tells those who wait for a token how that ended: neither is set when there is one. What is left
 * of the old one is used up first. */
static void
end_renewal (GaServerAccount *self, GaServerAnswer *refusal, GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);
  gboolean failed = refusal != NULL || error != NULL;

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);
      GaServerAnswer *copy;

      if (!failed || serves_still (self, refusal))
        send (self, task);
      else if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        {
          copy = g_new0 (GaServerAnswer, 1);
          *copy = *refusal;
          copy->body = g_bytes_ref (refusal->body);
          g_task_return_pointer (task, copy, (GDestroyNotify) ga_server_answer_free);
        }
    }
}

static void
renewal_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GaServerAccount *self = GA_SERVER_ACCOUNT (source);

  /* Without its successor on the disk the next start would show a token that was used before. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_clear_pointer (&self->access, g_free);
  end_renewal (self, NULL, error);
}

static void
keep_renewed (GaServerAccount *self)
{
  keep (self, g_task_new (self, NULL, renewal_kept_cb, NULL));
}

/* A computer that lost its access while it was off is given a token to say once what waits. */
static void
take_last_access (GaServerAccount *self, const GaServerAnswer *refusal)
{
  g_autoptr (JsonNode) node =
      refusal->code == GA_SYNC_ERROR_REVOKED ? ga_server_answer_read_refusal (refusal) : NULL;
  const char *access =
      node != NULL
          ? json_object_get_string_member_with_default (json_node_get_object (node), "access", NULL)
          : NULL;

  if (access == NULL)
    return;
  g_free (self->access);
  self->access = g_strdup (access);
}

static void
renewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaServerAccount) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GaServerAnswer) answer =
      ga_server_link_send_finish (GA_SERVER_LINK (source), result, &error);
  g_autoptr (JsonNode) node = NULL;

  if (answer != NULL && answer->refused)
    take_last_access (self, answer);
  if (answer == NULL || answer->refused)
    {
      end_renewal (self, answer, error);
      return;
    }
  node = ga_server_answer_read_object (answer, &error);
  if (node == NULL || !take_tokens (self, json_node_get_object (node), &error))
    end_renewal (self, NULL, error);
  else
    keep_renewed (self);
}

static void
ask_for_token (GaServerAccount *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  char *text;
  g_autoptr (GBytes) body = NULL;

  json_object_set_string_member (object, "refresh", self->refresh);
  json_object_set_string_member (object, "client", self->client);
  text = json_to_string (node, FALSE);
  body = g_bytes_new_take (text, strlen (text));
  /* Not to be cancelled either: an answer that nobody hears would cost the token. */
  ga_server_link_send_async (self->link, "POST", "/v1/token", NULL, body, NULL, NULL, renewed_cb,
                             g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaServerAccount) self = user_data;
  g_autoptr (GError) error = NULL;
  char *token = ga_token_store_load_finish (GA_TOKEN_STORE (source), result, &error);

  if (token != NULL)
    {
      g_free (self->refresh);
      self->refresh = token;
    }
  else if (self->refresh == NULL)
    {
      /* Without a keyring nobody is signed in yet. */
      if (error == NULL || g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN))
        {
          g_clear_error (&error);
          ga_sync_fail (GA_SYNC_ERROR_EXPIRED, &error);
        }
      end_renewal (self, NULL, error);
      return;
    }
  ask_for_token (self);
}

/* Another program on the profile may have renewed it: what is kept counts. */
static void
renew (GaServerAccount *self)
{
  if (self->unkept)
    ask_for_token (self);
  else
    ga_token_store_load_async (self->tokens, self->client, NULL, loaded_cb, g_object_ref (self));
}

/**
 * ga_server_account_keep_async:
 * @welcome: what joining answered
 */
void
ga_server_account_keep_async (GaServerAccount *self,
                              JsonObject *welcome,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, ga_server_account_keep_async);
  g_task_set_check_cancellable (task, FALSE);
  if (take_tokens (self, welcome, &error))
    {
      keep (self, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

gboolean
ga_server_account_keep_finish (GaServerAccount *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
found_for_rename_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GaServerAccount *self = g_task_get_source_object (task);
  char *token = ga_token_store_load_finish (GA_TOKEN_STORE (source), result, NULL);

  g_free (self->client);
  self->client = g_strdup (g_task_get_task_data (task));
  /* The token at hand is the other's; with the new id there comes an own one. */
  self->good_until = 0;
  if (token != NULL)
    {
      g_free (self->refresh);
      self->refresh = token;
    }
  if (self->refresh != NULL)
    keep (self, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * ga_server_account_rename_async:
 * @client: the new id
 */
void
ga_server_account_rename_async (GaServerAccount *self,
                                const char *client,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ga_server_account_rename_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (client), g_free);
  ga_token_store_load_async (self->tokens, self->client, NULL, found_for_rename_cb, task);
}

gboolean
ga_server_account_rename_finish (GaServerAccount *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ga_server_account_ask_async:
 * @method: a literal
 * @body: (nullable): JSON
 */
void
ga_server_account_ask_async (GaServerAccount *self,
                             const char *method,
                             const char *path,
                             GBytes *body,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  ga_server_account_ask_part_async (self, method, path, body, NULL, cancellable, callback,
                                    user_data);
}

void
ga_server_account_ask_part_async (GaServerAccount *self,
                                  const char *method,
                                  const char *path,
                                  GBytes *body,
                                  const GaServerRange *range,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Asking *asking;

  g_return_if_fail (GA_IS_SERVER_ACCOUNT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ga_server_account_ask_async);
  asking = g_new0 (Asking, 1);
  asking->method = g_intern_string (method);
  asking->path = g_strdup (path);
  asking->body = body != NULL ? g_bytes_ref (body) : NULL;
  asking->has_range = range != NULL;
  if (range != NULL)
    asking->range = *range;
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  if (is_good (self, MARGIN_SECONDS) && self->waiting == NULL)
    send (self, task);
  else
    wait_for_token (self, task);
}

/**
 * ga_server_account_ask_finish:
 *
 * Returns: (transfer full) (nullable): as ga_server_link_send_finish()
 */
GaServerAnswer *
ga_server_account_ask_finish (GaServerAccount *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GaServerLink *
ga_server_account_get_link (GaServerAccount *self)
{
  return self->link;
}

const char *
ga_server_account_get_client (GaServerAccount *self)
{
  return self->client;
}

static void
ga_server_account_finalize (GObject *object)
{
  GaServerAccount *self = GA_SERVER_ACCOUNT (object);

  g_clear_object (&self->link);
  g_clear_object (&self->tokens);
  g_free (self->client);
  g_free (self->access);
  g_free (self->refresh);
  G_OBJECT_CLASS (ga_server_account_parent_class)->finalize (object);
}

static void
ga_server_account_class_init (GaServerAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_server_account_finalize;
}

static void
ga_server_account_init (GaServerAccount *self)
{
}

GaServerAccount *
ga_server_account_new (GaServerLink *link, GaTokenStore *tokens, const char *client)
{
  GaServerAccount *self = g_object_new (GA_TYPE_SERVER_ACCOUNT, NULL);

  self->link = g_object_ref (link);
  self->tokens = g_object_ref (tokens);
  self->client = g_strdup (client);
  return self;
}
