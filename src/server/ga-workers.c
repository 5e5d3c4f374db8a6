/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-workers.h"

/* What is committed together at most. More would let the first wait for long. */
#define GROUP_MOST_JOBS   64
#define GROUP_MOST_WEIGHT (8 * 1024 * 1024)

/* PostgreSQL has locks for each tenant and a round trip for each statement; SQLite has one lock. */
#define POSTGRESQL_WRITERS 4
#define SLOW_THREADS       2
#define LEAST_READERS      2
#define MOST_READERS       8

typedef struct
{
  GaWorkers *workers;
  GThread *thread;
  GAsyncQueue *jobs; /* a reader's is shared with the others */
  GaSql *sql[GA_SQL_COUNTS + 1];
} Worker;

struct _GaWorkers
{
  GaDatabase *database;
  Worker *readers;
  guint n_readers;
  Worker *writers;
  guint n_writers;
  GAsyncQueue *reads;
  GThreadPool *slow;
  GMainContext *context;
  GMutex mutex; /* guards what follows */
  GQueue done;
  GSource *source; /* (nullable): calls those in @done back */
  gint64 commits;
  gint64 committed_jobs;
  gboolean stopping; /* nothing goes to a further lane */
  GaJob quit;        /* what a thread takes out of its queue as the sign to end */
};

static void return_job (GaWorkers *self, GaJob *job);

static gboolean
is_lost (const GError *error)
{
  return g_error_matches (error, GA_SQL_ERROR, GA_SQL_ERROR_LOST);
}

static gboolean
may_be_tried_again (const GError *error)
{
  return is_lost (error) || g_error_matches (error, GA_SQL_ERROR, GA_SQL_ERROR_BUSY);
}

static GaSql *
get_connection (Worker *self, GaSqlRole role, GError **error)
{
  if (self->sql[role] != NULL)
    return self->sql[role];
  self->sql[role] = ga_database_connect (self->workers->database, role, error);
  if (role == GA_SQL_WRITER && self->sql[role] != NULL)
    ga_sql_put_off_tidying (self->sql[role]);
  return self->sql[role];
}

/* A connection that broke is made again by whoever needs it next. */
static void
drop_if_lost (Worker *self, GaSqlRole role, const GError *error)
{
  if (is_lost (error))
    g_clear_pointer (&self->sql[role], ga_sql_free);
}

static void
run_job (GaJob *job, GaSql *sql)
{
  job->lane = GA_LANE_DONE;
  job->run (job, sql);
}

static void
read_once (Worker *self, GaSqlRole role, GaJob *job)
{
  GaSql *sql = get_connection (self, role, &job->error);

  if (sql == NULL)
    return;
  if (ga_sql_begin (sql, &job->error))
    {
      run_job (job, sql);
      if (job->error != NULL || !ga_sql_commit (sql, &job->error))
        ga_sql_rollback (sql);
    }
  drop_if_lost (self, role, job->error);
}

static void
read_job (Worker *self, GaJob *job)
{
  GaSqlRole role = job->lane == GA_LANE_COUNTS ? GA_SQL_COUNTS : GA_SQL_READER;
  void (*run) (GaJob *, GaSql *) = job->run;

  read_once (self, role, job);
  if (may_be_tried_again (job->error))
    {
      g_clear_error (&job->error);
      job->run = run;
      read_once (self, role, job);
    }
}

/* Within a transaction. An error of the job's own undoes the job alone; one of the database ends
 * the whole with %FALSE. */
static gboolean
write_job (GaSql *sql, GaJob *job, GError **error)
{
  if (!ga_sql_savepoint (sql, error))
    return FALSE;
  run_job (job, sql);
  if (job->error == NULL)
    return ga_sql_release (sql, error);
  if (job->error->domain == GA_SQL_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&job->error));
      return FALSE;
    }
  return job->keeps ? ga_sql_release (sql, error) : ga_sql_rollback_to (sql, error);
}

/* The transaction is the job's own: what undoes the job is its end. */
static gboolean
write_only_job (GaSql *sql, GaJob *job, GError **error)
{
  run_job (job, sql);
  if (job->error != NULL && job->error->domain == GA_SQL_ERROR)
    g_propagate_error (error, g_steal_pointer (&job->error));
  else if (job->error == NULL || job->keeps)
    return ga_sql_commit (sql, error);
  else
    {
      ga_sql_rollback (sql);
      return TRUE;
    }
  return FALSE;
}

static gboolean
write_jobs (GaSql *sql, GPtrArray *jobs, GError **error)
{
  for (guint i = 0; i < jobs->len; i++)
    if (!write_job (sql, g_ptr_array_index (jobs, i), error))
      return FALSE;
  return ga_sql_commit (sql, error);
}

static gboolean
write_together (Worker *self, GPtrArray *jobs, GError **error)
{
  GaSql *sql = get_connection (self, GA_SQL_WRITER, error);

  if (sql == NULL || !ga_sql_begin (sql, error))
    return FALSE;
  if (jobs->len == 1 ? write_only_job (sql, g_ptr_array_index (jobs, 0), error)
                     : write_jobs (sql, jobs, error))
    return TRUE;
  ga_sql_rollback (sql);
  return FALSE;
}

static gboolean
try_group (Worker *self, GPtrArray *jobs, GError **error)
{
  g_autofree GaJob *before = g_new (GaJob, jobs->len);
  g_autoptr (GError) my_error = NULL;

  for (guint i = 0; i < jobs->len; i++)
    before[i] = *(GaJob *) g_ptr_array_index (jobs, i);
  if (write_together (self, jobs, &my_error))
    {
      g_mutex_lock (&self->workers->mutex);
      self->workers->commits++;
      self->workers->committed_jobs += jobs->len;
      g_mutex_unlock (&self->workers->mutex);
      return TRUE;
    }
  for (guint i = 0; i < jobs->len; i++)
    {
      GaJob *job = g_ptr_array_index (jobs, i);

      g_clear_error (&job->error);
      *job = before[i];
    }
  drop_if_lost (self, GA_SQL_WRITER, my_error);
  g_propagate_error (error, g_steal_pointer (&my_error));
  return FALSE;
}

static void
write_alone (Worker *self, GaJob *job)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (jobs, job);
  if (try_group (self, jobs, &error))
    return;
  if (may_be_tried_again (error))
    {
      g_clear_error (&error);
      if (try_group (self, jobs, &error))
        return;
    }
  job->lane = GA_LANE_DONE;
  job->error = g_steal_pointer (&error);
}

/* Two processes that lock tenants in another order would wait for each other. */
static int
compare_tenants (gconstpointer a, gconstpointer b)
{
  const GaJob *left = *(GaJob *const *) a, *right = *(GaJob *const *) b;

  return left->tenant < right->tenant ? -1 : left->tenant > right->tenant;
}

static void
write_group (Worker *self, GPtrArray *jobs)
{
  g_autoptr (GError) error = NULL;

  g_ptr_array_sort (jobs, compare_tenants);
  if (jobs->len > 1 && try_group (self, jobs, &error))
    return;
  for (guint i = 0; i < jobs->len; i++)
    write_alone (self, g_ptr_array_index (jobs, i));
}

static void
free_connections (Worker *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sql); i++)
    g_clear_pointer (&self->sql[i], ga_sql_free);
}

static gpointer
write_cb (gpointer user_data)
{
  Worker *self = user_data;
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      GaJob *job = g_async_queue_pop (self->jobs);
      gsize weight = 0;

      while (job != NULL && job != &self->workers->quit)
        {
          g_ptr_array_add (jobs, job);
          weight += job->weight;
          job = jobs->len < GROUP_MOST_JOBS && weight < GROUP_MOST_WEIGHT
                    ? g_async_queue_try_pop (self->jobs)
                    : NULL;
        }
      goes_on = job != &self->workers->quit;
      if (jobs->len > 0)
        write_group (self, jobs);
      for (guint i = 0; i < jobs->len; i++)
        return_job (self->workers, g_ptr_array_index (jobs, i));
      g_ptr_array_set_size (jobs, 0);
      if (self->sql[GA_SQL_WRITER] != NULL)
        ga_sql_tidy (self->sql[GA_SQL_WRITER]);
    }
  free_connections (self);
  return NULL;
}

static gpointer
read_cb (gpointer user_data)
{
  Worker *self = user_data;
  GaJob *job;

  while ((job = g_async_queue_pop (self->jobs)) != &self->workers->quit)
    {
      read_job (self, job);
      return_job (self->workers, job);
    }
  free_connections (self);
  return NULL;
}

static void
slow_cb (gpointer data, gpointer user_data)
{
  GaJob *job = data;

  run_job (job, NULL);
  return_job (user_data, job);
}

static gboolean
done_cb (gpointer user_data)
{
  GaWorkers *self = user_data;
  GQueue done;
  GaJob *job;

  g_mutex_lock (&self->mutex);
  done = self->done;
  g_queue_init (&self->done);
  g_clear_pointer (&self->source, g_source_unref);
  g_mutex_unlock (&self->mutex);
  while ((job = g_queue_pop_head (&done)) != NULL)
    job->done (job);
  return G_SOURCE_REMOVE;
}

/* To its next lane, or back to the main loop: one source calls all back that came meanwhile. */
static void
return_job (GaWorkers *self, GaJob *job)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (job->error == NULL && job->lane != GA_LANE_DONE && !self->stopping)
    {
      ga_workers_submit (self, job);
      return;
    }
  g_queue_push_tail (&self->done, job);
  if (self->source == NULL)
    {
      self->source = g_idle_source_new ();
      g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->source, done_cb, self, NULL);
      g_source_attach (self->source, self->context);
    }
}

static void
start (Worker *self, GaWorkers *workers, GAsyncQueue *jobs, const char *name, GThreadFunc func)
{
  self->workers = workers;
  self->jobs = g_async_queue_ref (jobs);
  self->thread = g_thread_new (name, func, self);
}

static void
stop (Worker *workers, guint count)
{
  for (guint i = 0; i < count; i++)
    g_async_queue_push (workers[i].jobs, &workers[i].workers->quit);
  for (guint i = 0; i < count; i++)
    {
      g_thread_join (workers[i].thread);
      g_async_queue_unref (workers[i].jobs);
    }
  g_free (workers);
}

GaWorkers *
ga_workers_new (GaDatabase *database)
{
  GaWorkers *self = g_new0 (GaWorkers, 1);

  self->database = g_object_ref (database);
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
  g_queue_init (&self->done);
  self->reads = g_async_queue_new ();
  self->n_readers = CLAMP (g_get_num_processors (), LEAST_READERS, MOST_READERS);
  self->readers = g_new0 (Worker, self->n_readers);
  for (guint i = 0; i < self->n_readers; i++)
    start (&self->readers[i], self, self->reads, "ga-reader", read_cb);
  self->n_writers = ga_database_is_postgresql (database) ? POSTGRESQL_WRITERS : 1;
  self->writers = g_new0 (Worker, self->n_writers);
  for (guint i = 0; i < self->n_writers; i++)
    {
      g_autoptr (GAsyncQueue) jobs = g_async_queue_new ();

      start (&self->writers[i], self, jobs, "ga-writer", write_cb);
    }
  self->slow = g_thread_pool_new (slow_cb, self, SLOW_THREADS, FALSE, NULL);
  return self;
}

void
ga_workers_free (GaWorkers *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_mutex_unlock (&self->mutex);
  g_thread_pool_free (self->slow, FALSE, TRUE);
  stop (self->readers, self->n_readers);
  stop (self->writers, self->n_writers);
  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }
  g_queue_clear (&self->done);
  g_async_queue_unref (self->reads);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_object_unref (self->database);
  g_free (self);
}

void
ga_workers_submit (GaWorkers *self, GaJob *job)
{
  switch (job->lane)
    {
    case GA_LANE_READ:
    case GA_LANE_COUNTS:
      g_async_queue_push (self->reads, job);
      break;
    case GA_LANE_WRITE:
      g_async_queue_push (self->writers[(guint64) job->tenant % self->n_writers].jobs, job);
      break;
    case GA_LANE_SLOW:
      g_thread_pool_push (self->slow, job, NULL);
      break;
    case GA_LANE_DONE:
      g_assert_not_reached ();
    }
}

void
ga_workers_get_commits (GaWorkers *self, gint64 *commits, gint64 *jobs)
{
  g_mutex_lock (&self->mutex);
  *commits = self->commits;
  *jobs = self->committed_jobs;
  g_mutex_unlock (&self->mutex);
}
