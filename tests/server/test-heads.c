/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-heads.h"
#include "server/server-fixture.h"

/* What the main thread knows of heads, beside a database that others write to, too. */

typedef struct
{
  ServerFixture server;
  GaHeads *heads;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *index = NULL;

  server_fixture_set_up (&self->server, data);
  index = ga_database_get_index_path (self->server.database);
  self->heads = ga_heads_new (index);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  server_fixture_tear_down (&self->server, data);
  ga_heads_free (self->heads);
}

static void
write_something (GaSql *sql)
{
  g_autoptr (GError) error = NULL;

  ga_sql_exec (sql, "INSERT INTO milestone (tenant, at, rev) SELECT 1, count(*), 1 FROM milestone",
               &error);
  g_assert_no_error (error);
}

static gboolean
knows (Fixture *self, gint64 tenant, gint64 wanted)
{
  gint64 head, epoch;

  if (!ga_heads_find (self->heads, tenant, &head, &epoch))
    return FALSE;
  g_assert_cmpint (head, ==, wanted);
  g_assert_cmpint (epoch, ==, 3);
  return TRUE;
}

static void
learn (Fixture *self, gint64 tenant, gint64 head)
{
  GaHeadsState before;

  ga_heads_get_state (self->heads, &before);
  ga_heads_learn (self->heads, &before, tenant, head, 3);
}

static void
test_known_until_written (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaSql) other = ga_database_connect (self->server.database, GA_SQL_WRITER, &error);

  g_assert_no_error (error);
  g_assert_false (knows (self, 1, 0));
  learn (self, 1, 100);
  learn (self, 2, 200);
  g_assert_true (knows (self, 1, 100));
  g_assert_true (knows (self, 2, 200));
  g_assert_false (knows (self, 3, 0));
  for (guint i = 0; i < 3; i++)
    {
      write_something (i % 2 == 0 ? other : self->server.sql);
      g_assert_false (knows (self, 1, 0));
      learn (self, 1, 101);
      g_assert_true (knows (self, 1, 101));
    }
}

/* It was read before, or may have been. */
static void
test_written_while_read (Fixture *self, gconstpointer data)
{
  GaHeadsState before;

  ga_heads_get_state (self->heads, &before);
  write_something (self->server.sql);
  ga_heads_learn (self->heads, &before, 1, 100, 3);
  g_assert_false (knows (self, 1, 0));
  learn (self, 1, 101);
  g_assert_true (knows (self, 1, 101));
}

/* What is written is not there for others before it is committed, however long that takes. */
static void
test_read_before_the_commit (Fixture *self, gconstpointer data)
{
  g_assert_true (ga_sql_begin (self->server.sql, NULL));
  write_something (self->server.sql);
  learn (self, 1, 100);
  g_assert_true (knows (self, 1, 100));
  g_assert_true (ga_sql_commit (self->server.sql, NULL));
  g_assert_false (knows (self, 1, 0));
}

/* Nobody has the database open any more, and then somebody has. */
static void
test_made_anew (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  learn (self, 1, 100);
  g_clear_pointer (&self->server.sql, ga_sql_free);
  g_assert_false (knows (self, 1, 0));
  learn (self, 1, 100);
  g_assert_false (knows (self, 1, 0));
  self->server.sql = ga_database_connect (self->server.database, GA_SQL_WRITER, &error);
  g_assert_no_error (error);
  write_something (self->server.sql);
  learn (self, 1, 101);
  g_assert_true (knows (self, 1, 101));
  write_something (self->server.sql);
  g_assert_false (knows (self, 1, 0));
}

static void
test_nothing_is_told (Fixture *self, gconstpointer data)
{
  ga_heads_free (g_steal_pointer (&self->heads));
  self->heads = ga_heads_new (NULL);
  learn (self, 1, 100);
  g_assert_false (knows (self, 1, 0));
}

#define ADD(name, func) g_test_add ("/heads/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("known-until-somebody-writes", test_known_until_written);
  ADD ("not-learned-when-somebody-wrote-meanwhile", test_written_while_read);
  ADD ("known-until-it-is-committed", test_read_before_the_commit);
  ADD ("not-known-while-nobody-has-it-open", test_made_anew);
  ADD ("not-known-of-other-databases", test_nothing_is_told);
  return g_test_run ();
}
