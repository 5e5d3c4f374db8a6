/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>

#include "server/ga-database.h"

/* A server's database of its own for a test: SQLite in a new folder, or, where
 * GANGART_TEST_DATABASE is set, a new database in that PostgreSQL. */

typedef struct
{
  char *folder;
  char *url; /* (nullable) */
  GaSchema *schema;
  GaDatabase *database;
  GaSql *sql; /* a writer */
} ServerFixture;

static inline char *
server_fixture_make_database (void)
{
  const char *url = g_getenv ("GANGART_TEST_DATABASE");
  g_autoptr (GaSchema) schema = ga_schema_new_empty ();
  g_autoptr (GaDatabase) database = NULL;
  g_autoptr (GaSql) sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("test_%08x%08x", g_random_int (), g_random_int ());
  g_autofree char *make = g_strdup_printf ("CREATE DATABASE %s", name);
  g_auto (GStrv) parts = NULL;

  if (url == NULL)
    return NULL;
  database = ga_database_new (g_get_tmp_dir (), url, schema);
  sql = ga_database_connect (database, GA_SQL_WRITER, &error);
  g_assert_no_error (error);
  g_assert_true (ga_sql_exec (sql, make, &error));
  parts = g_strsplit (url, "/gangart?", 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strdup_printf ("%s/%s?%s", parts[0], name, parts[1]);
}

static inline void
server_fixture_set_up (ServerFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("gangart-server-XXXXXX", &error);
  g_assert_no_error (error);
  self->url = server_fixture_make_database ();
  self->schema = ga_schema_new ();
  self->database = ga_database_new (self->folder, self->url, self->schema);
  ga_database_prepare (self->database, &error);
  g_assert_no_error (error);
  self->sql = ga_database_connect (self->database, GA_SQL_WRITER, &error);
  g_assert_no_error (error);
}

static inline void
server_fixture_remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_unlink (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static inline void
server_fixture_tear_down (ServerFixture *self, gconstpointer data)
{
  g_clear_pointer (&self->sql, ga_sql_free);
  g_clear_object (&self->database);
  g_clear_object (&self->schema);
  server_fixture_remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->url, g_free);
}
