/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-code-look.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GaServerAnswer) answer =
      ga_server_link_send_finish (GA_SERVER_LINK (source), result, &error);
  JsonNode *node = answer != NULL ? ga_server_answer_read_object (answer, &error) : NULL;

  ga_code_look_explain (answer, &error);
  if (node != NULL)
    g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static GBytes *
make_body (const char *code, const char *client)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  char *text;

  json_object_set_string_member (object, "code", code);
  if (client != NULL)
    json_object_set_string_member (object, "client", client);
  text = json_to_string (node, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

void
ga_code_look_async (const char *url,
                    const char *code,
                    const char *client,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GBytes) body = make_body (code, client);
  g_autofree char *checked = NULL;
  GError *error = NULL;
  GaServerLink *link;

  g_task_set_source_tag (task, ga_code_look_async);
  checked = ga_server_link_check_url (url, &error);
  if (checked == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  link = ga_server_link_new (checked);
  g_task_set_task_data (task, link, g_object_unref);
  ga_server_link_send_async (link, "POST", "/v1/invitation", NULL, body, NULL, cancellable,
                             answered_cb, g_object_ref (task));
}

JsonNode *
ga_code_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
ga_code_look_explain (const GaServerAnswer *answer, GError **error)
{
  char *sentence = NULL;

  if (g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_OFFLINE))
    sentence = g_strdup (_ ("The server does not answer. Check its address and the connection, "
                            "and try again."));
  else if (g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_TOO_LARGE))
    sentence = g_strdup (_ ("The server answers with more than can be read. Check its address and "
                            "try again."));
  else if (g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPIRED))
    sentence = g_strdup (_ ("The server lets nobody in at this address. Check it, and ask for a "
                            "new invitation."));
  else if (g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED))
    sentence = g_strdup (_ ("What the server answers cannot be read. Check its address and try "
                            "again; if it stays so, update Gangart."));
  else if (g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_SERVER))
    sentence = g_strdup (_ ("The server has trouble of its own. Try again in a while."));
  else if (g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_WAIT) && answer != NULL &&
           answer->retry_after > 0)
    sentence = g_strdup_printf (ngettext ("Too many tries. Wait %u second and try again.",
                                          "Too many tries. Wait %u seconds and try again.",
                                          answer->retry_after),
                                answer->retry_after);
  if (sentence == NULL)
    return;
  g_free ((*error)->message);
  (*error)->message = sentence;
}
