/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-waiters.h"

#include <glib-unix.h>
#include <sys/epoll.h>
#include <unistd.h>

/* Between two looks at the database: other servers push there all the time; otherwise only commands
 * change it. */
#define LOOK_MS        250
#define LOOK_SELDOM_MS 5000

#define CHECK_SECONDS 30

/* Answered in one turn of the main loop, so that it goes on turning. */
#define AT_ONCE 50

typedef struct
{
  gint64 head;
  gint64 epoch;
  GQueue waiters; /* Waiter, by tenant_link */
} Tenant;

typedef struct
{
  guint64 id;
  GaRequest *request;
  Tenant *tenant;
  int fd;
  gint64 until;
  GList tenant_link;
  GList order_link;
} Waiter;

/* Reads the heads of all tenants. */
typedef struct
{
  GaJob job;
  GaWaiters *waiters;
  GArray *found; /* Found */
} Look;

typedef struct
{
  gint64 tenant;
  gint64 head;
  gint64 epoch;
} Found;

/* Loads the sessions of those who wait anew. */
typedef struct
{
  GaJob job;
  GaWaiters *waiters;
  GPtrArray *tokens;
  GArray *ids;       /* guint64, as many */
  GPtrArray *errors; /* (nullable) GError, as many */
} Check;

struct _GaWaiters
{
  GaWorkers *workers;
  void (*answer) (GaRequest *request);
  gboolean others_write;
  guint64 last_id;
  GHashTable *tenants; /* number → Tenant */
  GHashTable *by_id;   /* id → Waiter */
  GQueue order;        /* Waiter, by order_link: the oldest first */
  GQueue ready;        /* GaRequest */
  int epoll;
  guint epoll_source;
  guint ready_source;
  guint second_source;
  guint look_source;
  guint check_source;
  gboolean looking;
  gboolean checking;
};

static Tenant *
get_tenant (GaWaiters *self, gint64 number)
{
  Tenant *tenant = g_hash_table_lookup (self->tenants, &number);

  if (tenant != NULL)
    return tenant;
  tenant = g_new0 (Tenant, 1);
  g_queue_init (&tenant->waiters);
  g_hash_table_insert (self->tenants, g_memdup2 (&number, sizeof number), tenant);
  return tenant;
}

static void
answer_ready (GaWaiters *self, GaRequest *request)
{
  if (request->job.error == NULL)
    ga_request_answer_head (request);
  self->answer (request);
}

static gboolean
ready_cb (gpointer user_data)
{
  GaWaiters *self = user_data;

  for (guint i = 0; i < AT_ONCE && !g_queue_is_empty (&self->ready); i++)
    answer_ready (self, g_queue_pop_head (&self->ready));
  if (!g_queue_is_empty (&self->ready))
    return G_SOURCE_CONTINUE;
  self->ready_source = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_timers (GaWaiters *self)
{
  g_clear_handle_id (&self->second_source, g_source_remove);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_handle_id (&self->check_source, g_source_remove);
}

/* Its request is answered as soon as the main loop comes to it. */
static void
let_go (GaWaiters *self, Waiter *waiter)
{
  epoll_ctl (self->epoll, EPOLL_CTL_DEL, waiter->fd, NULL);
  g_queue_unlink (&waiter->tenant->waiters, &waiter->tenant_link);
  g_queue_unlink (&self->order, &waiter->order_link);
  waiter->request->new_head = MAX (waiter->request->new_head, waiter->tenant->head);
  g_queue_push_tail (&self->ready, waiter->request);
  if (self->ready_source == 0)
    self->ready_source = g_idle_add_full (G_PRIORITY_DEFAULT, ready_cb, self, NULL);
  g_hash_table_remove (self->by_id, &waiter->id);
  g_free (waiter);
  if (g_queue_is_empty (&self->order))
    stop_timers (self);
}

static gboolean
second_cb (gpointer user_data)
{
  GaWaiters *self = user_data;
  gint64 now = g_get_monotonic_time ();

  while (!g_queue_is_empty (&self->order))
    {
      Waiter *oldest = g_queue_peek_head (&self->order);

      if (oldest->until > now)
        return G_SOURCE_CONTINUE;
      let_go (self, oldest);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
gone_cb (int fd, GIOCondition condition, gpointer user_data)
{
  GaWaiters *self = user_data;
  struct epoll_event events[64];
  int n = epoll_wait (self->epoll, events, G_N_ELEMENTS (events), 0);

  for (int i = 0; i < n; i++)
    {
      guint64 id = events[i].data.u64;
      Waiter *waiter = g_hash_table_lookup (self->by_id, &id);

      if (waiter != NULL)
        let_go (self, waiter);
    }
  return G_SOURCE_CONTINUE;
}

static void
look_run_cb (GaJob *job, GaSql *sql)
{
  Look *self = (Look *) job;
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT number, seq, epoch FROM tenant", &job->error);
  gboolean row = TRUE;

  g_array_set_size (self->found, 0);
  while (statement != NULL && ga_statement_step (statement, &row, &job->error) && row)
    {
      Found found = { ga_statement_get_integer (statement, 0),
                      ga_statement_get_integer (statement, 1),
                      ga_statement_get_integer (statement, 2) };

      g_array_append_val (self->found, found);
    }
}

/* After a restore the head may be lower; whoever asks next is told of the epoch. */
static void
take_found (GaWaiters *self, const Found *found)
{
  Tenant *tenant = g_hash_table_lookup (self->tenants, &found->tenant);

  if (tenant == NULL)
    return;
  if (tenant->epoch != 0 && tenant->epoch != found->epoch)
    {
      tenant->head = found->head;
      while (!g_queue_is_empty (&tenant->waiters))
        let_go (self, g_queue_peek_head (&tenant->waiters));
    }
  tenant->epoch = found->epoch;
  ga_waiters_tell (self, found->tenant, found->head);
}

/* A database that does not answer is asked again the next time. */
static void
look_done_cb (GaJob *job)
{
  Look *self = (Look *) job;

  self->waiters->looking = FALSE;
  for (guint i = 0; job->error == NULL && i < self->found->len; i++)
    take_found (self->waiters, &g_array_index (self->found, Found, i));
  g_clear_error (&job->error);
  g_array_unref (self->found);
  g_free (self);
}

static gboolean
look_cb (gpointer user_data)
{
  GaWaiters *self = user_data;
  Look *look;

  if (self->looking)
    return G_SOURCE_CONTINUE;
  self->looking = TRUE;
  look = g_new0 (Look, 1);
  look->job.lane = GA_LANE_READ;
  look->job.run = look_run_cb;
  look->job.done = look_done_cb;
  look->waiters = self;
  look->found = g_array_new (FALSE, FALSE, sizeof (Found));
  ga_workers_submit (self->workers, &look->job);
  return G_SOURCE_CONTINUE;
}

static void
free_error (gpointer data)
{
  if (data != NULL)
    g_error_free (data);
}

static void
check_run_cb (GaJob *job, GaSql *sql)
{
  Check *self = (Check *) job;

  g_ptr_array_set_size (self->errors, 0);
  for (guint i = 0; i < self->tokens->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GaSession) session =
          ga_session_load (sql, g_ptr_array_index (self->tokens, i), g_get_real_time (), &error);

      if (error != NULL && error->domain != GA_SYNC_ERROR)
        {
          g_propagate_error (&job->error, g_steal_pointer (&error));
          return;
        }
      g_ptr_array_add (self->errors, g_steal_pointer (&error));
    }
}

static void
check_done_cb (GaJob *job)
{
  Check *self = (Check *) job;

  self->waiters->checking = FALSE;
  for (guint i = 0; job->error == NULL && i < self->ids->len; i++)
    {
      GError *error = g_ptr_array_index (self->errors, i);
      Waiter *waiter =
          g_hash_table_lookup (self->waiters->by_id, &g_array_index (self->ids, guint64, i));

      if (error == NULL || waiter == NULL)
        continue;
      waiter->request->job.error = g_error_copy (error);
      let_go (self->waiters, waiter);
    }
  g_clear_error (&job->error);
  g_ptr_array_unref (self->tokens);
  g_ptr_array_unref (self->errors);
  g_array_unref (self->ids);
  g_free (self);
}

static gboolean
check_cb (gpointer user_data)
{
  ga_waiters_check (user_data);
  return G_SOURCE_CONTINUE;
}

static void
start_timers (GaWaiters *self)
{
  if (self->second_source != 0)
    return;
  self->second_source = g_timeout_add_seconds (1, second_cb, self);
  self->look_source = g_timeout_add (self->others_write ? LOOK_MS : LOOK_SELDOM_MS, look_cb, self);
  self->check_source = g_timeout_add_seconds (CHECK_SECONDS, check_cb, self);
}

GaWaiters *
ga_waiters_new (GaWorkers *workers, gboolean others_write, void (*answer) (GaRequest *request))
{
  GaWaiters *self = g_new0 (GaWaiters, 1);

  self->workers = workers;
  self->others_write = others_write;
  self->answer = answer;
  self->tenants = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_queue_init (&self->order);
  g_queue_init (&self->ready);
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  self->epoll_source = g_unix_fd_add (self->epoll, G_IO_IN, gone_cb, self);
  return self;
}

/* Nothing may wait any more. */
void
ga_waiters_free (GaWaiters *self)
{
  stop_timers (self);
  g_clear_handle_id (&self->ready_source, g_source_remove);
  g_source_remove (self->epoll_source);
  close (self->epoll);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->tenants);
  g_free (self);
}

void
ga_waiters_add (GaWaiters *self, GaRequest *request, int fd)
{
  Waiter *waiter = g_new0 (Waiter, 1);
  struct epoll_event event = { .events = EPOLLRDHUP | EPOLLHUP | EPOLLERR };

  waiter->id = ++self->last_id;
  waiter->request = request;
  waiter->tenant = get_tenant (self, request->session->tenant);
  waiter->tenant->head = MAX (waiter->tenant->head, request->new_head);
  waiter->fd = fd;
  waiter->until = g_get_monotonic_time () + GA_WAIT_SECONDS * G_USEC_PER_SEC;
  waiter->tenant_link.data = waiter;
  waiter->order_link.data = waiter;
  g_queue_push_tail_link (&waiter->tenant->waiters, &waiter->tenant_link);
  g_queue_push_tail_link (&self->order, &waiter->order_link);
  g_hash_table_insert (self->by_id, &waiter->id, waiter);
  event.data.u64 = waiter->id;
  epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event);
  start_timers (self);
  /* What was committed since its head was read. */
  if (waiter->tenant->head > request->head)
    let_go (self, waiter);
}

void
ga_waiters_tell (GaWaiters *self, gint64 tenant, gint64 head)
{
  Tenant *told = get_tenant (self, tenant);
  GList *link = told->waiters.head;

  told->head = MAX (told->head, head);
  while (link != NULL)
    {
      Waiter *waiter = link->data;

      link = link->next;
      if (waiter->request->head < told->head)
        let_go (self, waiter);
    }
}

void
ga_waiters_check (GaWaiters *self)
{
  Check *check;

  if (self->checking || g_queue_is_empty (&self->order))
    return;
  self->checking = TRUE;
  check = g_new0 (Check, 1);
  check->job.lane = GA_LANE_READ;
  check->job.run = check_run_cb;
  check->job.done = check_done_cb;
  check->waiters = self;
  check->tokens = g_ptr_array_new_with_free_func (g_free);
  check->errors = g_ptr_array_new_with_free_func (free_error);
  check->ids = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (GList *link = self->order.head; link != NULL; link = link->next)
    {
      Waiter *waiter = link->data;

      g_ptr_array_add (check->tokens, g_strdup (waiter->request->token));
      g_array_append_val (check->ids, waiter->id);
    }
  ga_workers_submit (self->workers, &check->job);
}

void
ga_waiters_end (GaWaiters *self)
{
  while (!g_queue_is_empty (&self->order))
    let_go (self, g_queue_peek_head (&self->order));
}

guint
ga_waiters_get_count (GaWaiters *self)
{
  return self->order.length;
}
