/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sync/client/ga-sync-engine-private.h"

/* What the engine does next, and what becomes of it. */

#define SOON_MS         100 /* the first edit goes at once, those that follow go together */
#define LOCK_SECONDS    5
#define SHORT_WAIT_USEC (5 * G_USEC_PER_SEC)

GaServerAccount *
ga_sync_engine_get_account (GaSyncEngine *self, GError **error)
{
  GError *local = NULL;
  g_autoptr (GaMembership) membership = NULL;
  g_autoptr (GaServerLink) link = NULL;
  g_autofree char *url = NULL;
  char client[GA_ID_TEXT_SIZE];

  if (self->account != NULL)
    return self->account;
  membership = ga_sync_engine_look (self, &local);
  if (membership == NULL && local == NULL)
    g_set_error_literal (&local, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN,
                         _ ("These data have joined no server."));
  if (local == NULL)
    url = ga_server_link_check_url (membership->url, &local);
  if (url == NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  link = ga_server_link_new (url);
  ga_id_format (&membership->client, client);
  self->account = ga_server_account_new (link, self->tokens, client);
  return self->account;
}

void
ga_sync_engine_take_account (GaSyncEngine *self, GaServerAccount *account)
{
  ga_sync_lock_take (self->lock);
  g_set_object (&self->account, account);
  self->failures = 0;
  self->wanted = GA_SYNC_EVERYTHING;
  ga_sync_engine_go_on (self);
}

GWeakRef *
ga_sync_engine_weak_new (GaSyncEngine *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

void
ga_sync_engine_weak_free (gpointer weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

GaSyncEngine *
ga_sync_engine_weak_end (gpointer weak)
{
  GaSyncEngine *self = g_weak_ref_get (weak);

  ga_sync_engine_weak_free (weak);
  return self;
}

/* Trouble of the store is told in its own words. */
static GaSyncError
get_code (const GError *error)
{
  return error->domain == GA_SYNC_ERROR ? (GaSyncError) error->code : GA_SYNC_ERROR_SERVER;
}

static void
show (GaSyncEngine *self, GaSyncState state, const GError *error)
{
  self->state = state;
  self->reason_code = error != NULL ? get_code (error) : 0;
  g_free (self->reason);
  self->reason = error != NULL ? g_strdup (error->message) : NULL;
  g_signal_emit_by_name (self, "changed");
}

GaMembership *
ga_sync_engine_look (GaSyncEngine *self, GError **error)
{
  GaMembership *membership = ga_reader_get_membership (ga_store_get_reader (self->store), error);

  if (membership != NULL)
    {
      self->waiting = membership->waiting;
      self->is_due = membership->is_due;
      self->last_contact = membership->last_contact;
      self->head = MAX (membership->head, membership->told);
    }
  return membership;
}

static void
look_again (GaSyncEngine *self)
{
  GaMembership *membership = ga_sync_engine_look (self, NULL);

  g_clear_pointer (&membership, ga_membership_free);
}

void
ga_sync_engine_fail_asked (GaSyncEngine *self, const GError *error)
{
  g_autoptr (GPtrArray) asked = g_steal_pointer (&self->asked);

  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < asked->len; i++)
    g_task_return_error (g_ptr_array_index (asked, i), g_error_copy (error));
}

void
ga_sync_engine_end_wait (GaSyncEngine *self)
{
  if (self->wait != NULL)
    g_cancellable_cancel (self->wait);
  g_clear_object (&self->wait);
}

static gboolean
soon_cb (gpointer user_data)
{
  GaSyncEngine *self = user_data;

  self->soon_source = 0;
  self->soon_last = g_get_monotonic_time ();
  /* What is sent alone leaves the waiting one where it is. */
  if ((self->wanted & GA_SYNC_RECEIVE) != 0)
    ga_sync_engine_end_wait (self);
  ga_sync_engine_go_on (self);
  return G_SOURCE_REMOVE;
}

/* Does @parts in a moment, and what else is wanted until then with it. */
void
ga_sync_engine_want_soon (GaSyncEngine *self, GaSyncParts parts)
{
  gint64 since = (g_get_monotonic_time () - self->soon_last) / 1000;

  self->wanted |= parts;
  if (self->soon_source == 0)
    self->soon_source = g_timeout_add ((guint) (SOON_MS - MIN (since, SOON_MS)), soon_cb, self);
}

static gboolean
retry_cb (gpointer user_data)
{
  GaSyncEngine *self = user_data;

  self->retry_source = 0;
  ga_sync_engine_go_on (self);
  return G_SOURCE_REMOVE;
}

/* Later each time, up to @most seconds, and never all computers at once: each ± 50 %, and what the
 * server asks for up to as much longer.
 * @asked: what the server asks for at least, seconds */
static void
retry_later (GaSyncEngine *self, GaSyncParts parts, guint most, guint asked)
{
  guint delay = MIN (1000u << MIN (self->failures, 9), most * 1000);

  delay = (guint) ((double) delay * g_random_double_range (0.5, 1.5));
  delay = MAX (delay, (guint) (asked * g_random_double_range (1000, 1500)));
  self->failures++;
  self->wanted |= parts;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retry_source = g_timeout_add (delay, retry_cb, self);
}

/* Something is better than when it failed last. */
void
ga_sync_engine_retry_now (GaSyncEngine *self)
{
  self->failures = 0;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  ga_sync_engine_want_soon (self, GA_SYNC_EVERYTHING);
}

static gboolean
lock_cb (gpointer user_data)
{
  GaSyncEngine *self = user_data;

  self->lock_source = 0;
  ga_sync_engine_go_on (self);
  return G_SOURCE_REMOVE;
}

/* Another program may have got other tokens meanwhile. */
static gboolean
take_lock (GaSyncEngine *self)
{
  if (ga_sync_lock_is_taken (self->lock))
    return TRUE;
  if (!ga_sync_lock_take (self->lock))
    return FALSE;
  g_clear_object (&self->account);
  return TRUE;
}

static void
stand_by (GaSyncEngine *self)
{
  g_autoptr (GError) error =
      g_error_new_literal (GA_SYNC_ERROR, GA_SYNC_ERROR_WAIT,
                           _ ("Another program on these data is connected to the server."));

  if (self->running && self->lock_source == 0)
    self->lock_source = g_timeout_add_seconds (LOCK_SECONDS, lock_cb, self);
  if (self->state != GA_SYNC_ELSEWHERE)
    show (self, GA_SYNC_ELSEWHERE, NULL);
  ga_sync_engine_fail_asked (self, error);
}

/* Whether trying again cannot help until somebody acts. */
static gboolean
is_for_somebody (GaSyncError code)
{
  switch (code)
    {
    case GA_SYNC_ERROR_EXPIRED:
    case GA_SYNC_ERROR_REVOKED:
    case GA_SYNC_ERROR_NOT_ALLOWED:
    case GA_SYNC_ERROR_REWOUND:
    case GA_SYNC_ERROR_OTHER_SERVER:
    case GA_SYNC_ERROR_TOO_OLD:
    case GA_SYNC_ERROR_CERTIFICATE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Of those, what no later answer of the server mends either. */
static gboolean
is_for_good (GaSyncError code)
{
  return code == GA_SYNC_ERROR_EXPIRED || code == GA_SYNC_ERROR_REVOKED ||
         code == GA_SYNC_ERROR_OTHER_SERVER;
}

/* Whether the server is away, or has trouble that ends: people wait for it. */
static gboolean
is_for_a_while (GaSyncError code)
{
  return code == GA_SYNC_ERROR_OFFLINE || code == GA_SYNC_ERROR_FOREIGN ||
         code == GA_SYNC_ERROR_SERVER || code == GA_SYNC_ERROR_WAIT;
}

static void
take_failure (GaSyncEngine *self, GaSyncParts parts, guint retry_after, const GError *error)
{
  GaSyncError code = get_code (error);

  if (is_for_somebody (code))
    {
      /* Tried on, as rarely as can be: a certificate is renewed some day. */
      self->failures = 16;
      if (self->running && !is_for_good (code))
        retry_later (self, parts, GA_SYNC_SELDOM_SECONDS, retry_after);
      show (self, GA_SYNC_STOPPED, error);
      return;
    }
  if (self->running)
    retry_later (self, parts,
                 is_for_a_while (code) ? GA_SYNC_OFTEN_SECONDS : GA_SYNC_SELDOM_SECONDS,
                 retry_after);
  show (self, GA_SYNC_RETRYING, error);
}

/* A round knows what to do about a refusal; after the second in a row that waits, too. */
static void
take_refused_wait (GaSyncEngine *self, const GaServerAnswer *answer, const GError *error)
{
  gboolean is_for_round = answer != NULL && answer->refused && answer->code != GA_SYNC_ERROR_WAIT &&
                          answer->code != GA_SYNC_ERROR_SERVER;

  self->news = self->fetched = 0;
  if (is_for_round && self->wait_refusals++ == 0)
    ga_sync_engine_want_soon (self, GA_SYNC_EVERYTHING);
  else
    take_failure (self, GA_SYNC_EVERYTHING, answer != NULL ? answer->retry_after : 0, error);
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaSyncEngine) self = ga_sync_engine_weak_end (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaServerAnswer) answer =
      ga_server_account_ask_finish (GA_SERVER_ACCOUNT (source), result, &error);
  g_autoptr (JsonNode) node = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->wait);
  if (answer != NULL)
    node = ga_server_answer_read_object (answer, &error);
  if (node == NULL)
    {
      take_refused_wait (self, answer, error);
      return;
    }
  self->wait_refusals = 0;
  self->news = json_object_get_int_member_with_default (json_node_get_object (node), "head", 0);
  /* A server that ends lets all go at once. */
  if (g_get_monotonic_time () - self->wait_began < SHORT_WAIT_USEC &&
      (self->news <= self->wait_head || self->news == self->fetched))
    retry_later (self, GA_SYNC_RECEIVE, GA_SYNC_OFTEN_SECONDS, 0);
  else
    ga_sync_engine_go_on (self);
}

static void
begin_wait (GaSyncEngine *self)
{
  g_autofree char *path = g_strdup_printf ("/v1/wait?head=%" G_GINT64_FORMAT, self->head);

  if (self->wait != NULL)
    return;
  self->wait = g_cancellable_new ();
  self->wait_began = g_get_monotonic_time ();
  self->wait_head = self->head;
  ga_server_account_ask_async (self->account, "GET", path, NULL, self->wait, waited_cb,
                               ga_sync_engine_weak_new (self));
}

static void
progress_cb (GaSyncParts part, gint64 received, gpointer user_data)
{
  g_autoptr (GaSyncEngine) self = g_weak_ref_get (user_data);

  if (self == NULL || self->round == NULL)
    return;
  self->received = received;
  look_again (self);
  show (self, part == GA_SYNC_SEND ? GA_SYNC_SENDING : GA_SYNC_RECEIVING, NULL);
}

static void
tell_answered (GaSyncEngine *self, const GError *error)
{
  g_autoptr (GPtrArray) answered = g_steal_pointer (&self->answered);

  for (guint i = 0; answered != NULL && i < answered->len; i++)
    if (error != NULL)
      g_task_return_error (g_ptr_array_index (answered, i), g_error_copy (error));
    else
      g_task_return_boolean (g_ptr_array_index (answered, i), TRUE);
}

static void
take_end (GaSyncEngine *self, guint retry_after, const GError *error)
{
  if (error != NULL)
    {
      take_failure (self, GA_SYNC_EVERYTHING, retry_after, error);
      return;
    }
  self->failures = 0;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  /* What was told may be what something was postponed for. */
  if ((self->changed_meanwhile && self->waiting > 0) || self->is_due)
    ga_sync_engine_want_soon (self, GA_SYNC_SEND);
  show (self, GA_SYNC_UP_TO_DATE, NULL);
  self->files_due = self->files_due || self->received > 0;
  if (self->running)
    ga_sync_engine_fetch_small (self);
}

static void
round_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaSyncEngine) self = ga_sync_engine_weak_end (user_data);
  g_autoptr (GError) error = NULL;
  guint retry_after;

  ga_sync_round_finish (result, &retry_after, &error);
  if (self == NULL)
    return;
  self->working = FALSE;
  g_clear_object (&self->round);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      look_again (self);
      take_end (self, retry_after, error);
    }
  if (!self->running && self->asked->len == 0)
    ga_sync_lock_give_back (self->lock);
  tell_answered (self, error);
  ga_sync_engine_go_on (self);
}

static void
begin_round (GaSyncEngine *self)
{
  GaSyncParts parts = self->wanted;

  if ((parts & GA_SYNC_RECEIVE) != 0)
    ga_sync_engine_end_wait (self);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->wanted = 0;
  self->answered = g_steal_pointer (&self->asked);
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  self->working = TRUE;
  self->changed_meanwhile = FALSE;
  self->waiting_at_start = self->waiting;
  self->received = 0;
  self->round = g_cancellable_new ();
  ga_sync_round_async (self->store, self->account, parts, progress_cb,
                       ga_sync_engine_weak_new (self), ga_sync_engine_weak_free, self->round,
                       round_cb, ga_sync_engine_weak_new (self));
}

/* What stops the profile itself: the server has said so, now or before. A computer that lost its
 * access has stopped when it has sent what waited. */
static gboolean
is_stopped (GaSyncEngine *self, const GaMembership *membership)
{
  g_autoptr (GError) error = NULL;
  GaSyncError code;

  if (!ga_sync_error_from_code (membership->stopped, &code) || !is_for_good (code) ||
      (code == GA_SYNC_ERROR_REVOKED && membership->waiting > 0))
    return FALSE;
  ga_sync_fail (code, &error);
  if (self->state != GA_SYNC_STOPPED || self->reason_code != code)
    show (self, GA_SYNC_STOPPED, error);
  ga_sync_engine_fail_asked (self, error);
  return TRUE;
}

static gboolean
is_without_network (GaSyncEngine *self)
{
  g_autoptr (GError) error = NULL;

  if ((!self->monitor_is_given &&
       ga_server_link_is_local (ga_server_account_get_link (self->account))) ||
      g_network_monitor_get_network_available (self->monitor))
    return FALSE;
  ga_sync_fail (GA_SYNC_ERROR_OFFLINE, &error);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  ga_sync_engine_end_wait (self);
  if (self->state != GA_SYNC_OFFLINE)
    show (self, GA_SYNC_OFFLINE, error);
  ga_sync_engine_fail_asked (self, error);
  return TRUE;
}

/* Whether there is a server to speak to, and this is the one who does. */
static gboolean
may_speak (GaSyncEngine *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaMembership) membership = ga_sync_engine_look (self, &error);

  if (membership == NULL)
    {
      if (error == NULL)
        g_set_error_literal (&error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN,
                             _ ("These data have joined no server."));
      if (self->state != GA_SYNC_ALONE)
        show (self, GA_SYNC_ALONE, NULL);
      ga_sync_engine_fail_asked (self, error);
      return FALSE;
    }
  if (is_stopped (self, membership))
    return FALSE;
  if (!take_lock (self))
    {
      stand_by (self);
      return FALSE;
    }
  if (ga_sync_engine_get_account (self, &error) == NULL)
    {
      show (self, GA_SYNC_STOPPED, error);
      ga_sync_engine_fail_asked (self, error);
      return FALSE;
    }
  return !is_without_network (self);
}

/* Does what is next. To be called whenever something may have changed. */
void
ga_sync_engine_go_on (GaSyncEngine *self)
{
  gboolean is_asked = self->asked->len > 0;

  if (self->working || (!self->running && !is_asked) || !may_speak (self))
    return;
  if (is_asked)
    self->wanted = GA_SYNC_EVERYTHING;
  else if (self->retry_source != 0)
    return;
  if (self->news > self->head && self->news != self->fetched)
    {
      self->fetched = self->news;
      self->wanted |= GA_SYNC_RECEIVE;
    }
  if (self->wanted != 0)
    begin_round (self);
  else if (self->state == GA_SYNC_UP_TO_DATE)
    begin_wait (self);
}
