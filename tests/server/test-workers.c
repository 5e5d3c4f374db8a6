/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-workers.h"
#include "server/server-fixture.h"

/* What becomes of work that is in hand when the server stops. */

#define JOBS 200

typedef struct
{
  GaJob job; /* first */
  gint64 number;
  int steps;   /* atomic */
  guint calls; /* back to the main loop */
} Work;

static void
write_cb (GaJob *job, GaSql *sql)
{
  Work *self = (Work *) job;
  GaStatement *statement = ga_sql_prepare (
      sql, "INSERT INTO meta (name, value) VALUES ('job:' || CAST($1 AS text), 'x')", &job->error);

  g_atomic_int_inc (&self->steps);
  if (statement == NULL)
    return;
  ga_statement_bind_integer (statement, 1, self->number);
  ga_statement_run (statement, &job->error);
}

/* The step before, which goes on in the lane of writers. */
static void
slow_cb (GaJob *job, GaSql *sql)
{
  g_assert_null (sql);
  g_atomic_int_inc (&((Work *) job)->steps);
  job->lane = GA_LANE_WRITE;
  job->run = write_cb;
}

static void
done_cb (GaJob *job)
{
  ((Work *) job)->calls++;
}

static gint64
count_written (ServerFixture *server)
{
  g_autoptr (GError) error = NULL;
  GaStatement *statement =
      ga_sql_prepare (server->sql, "SELECT count(*) FROM meta WHERE name LIKE 'job:%'", &error);
  gboolean row;
  gint64 count;

  g_assert_no_error (error);
  g_assert_true (ga_statement_step (statement, &row, &error));
  count = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return count;
}

static void
submit (GaWorkers *workers, Work *works, GaLane lane, void (*run) (GaJob *job, GaSql *sql))
{
  for (guint i = 0; i < JOBS; i++)
    {
      works[i] = (Work){ .job = { .lane = lane, .run = run, .done = done_cb, .tenant = i % 5 + 1 },
                         .number = i };
      ga_workers_submit (workers, &works[i].job);
    }
}

/* As if the main loop had ended right after them. */
static void
test_what_was_submitted_is_finished (ServerFixture *server, gconstpointer data)
{
  GaWorkers *workers = ga_workers_new (server->database);
  g_autofree Work *works = g_new0 (Work, JOBS);

  submit (workers, works, GA_LANE_WRITE, write_cb);
  ga_workers_free (workers);
  g_assert_cmpint (count_written (server), ==, JOBS);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < JOBS; i++)
    {
      g_assert_no_error (works[i].job.error);
      g_assert_cmpint (works[i].steps, ==, 1);
      g_assert_cmpuint (works[i].calls, ==, 0);
    }
}

/* What would go on to a lane that may have ended stays where it is: done as a whole or not. */
static void
test_what_would_go_on_does_or_does_not (ServerFixture *server, gconstpointer data)
{
  GaWorkers *workers = ga_workers_new (server->database);
  g_autofree Work *works = g_new0 (Work, JOBS);
  gint64 went_on = 0;

  submit (workers, works, GA_LANE_SLOW, slow_cb);
  ga_workers_free (workers);
  for (guint i = 0; i < JOBS; i++)
    {
      g_assert_no_error (works[i].job.error);
      g_assert_cmpint (works[i].steps, >=, 1);
      g_assert_cmpuint (works[i].calls, ==, 0);
      went_on += works[i].steps - 1;
    }
  g_assert_cmpint (count_written (server), ==, went_on);
}

/* Those that have ended by then are called back, and nobody waits for them. */
static void
test_what_has_ended_is_told_once (ServerFixture *server, gconstpointer data)
{
  GaWorkers *workers = ga_workers_new (server->database);
  g_autofree Work *works = g_new0 (Work, JOBS);

  submit (workers, works, GA_LANE_WRITE, write_cb);
  while (works[JOBS - 1].calls == 0)
    g_main_context_iteration (NULL, TRUE);
  ga_workers_free (workers);
  for (guint i = 0; i < JOBS; i++)
    g_assert_cmpuint (works[i].calls, <=, 1);
  g_assert_cmpint (count_written (server), ==, JOBS);
}

#define ADD(name, function) \
  g_test_add (name, ServerFixture, NULL, server_fixture_set_up, function, server_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/workers/what-was-submitted-is-finished", test_what_was_submitted_is_finished);
  ADD ("/workers/what-would-go-on-does-or-does-not", test_what_would_go_on_does_or_does_not);
  ADD ("/workers/what-has-ended-is-told-once", test_what_has_ended_is_told_once);
  return g_test_run ();
}
