/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>

#include "store/ga-store.h"

/* A profile in a folder of its own, gone when the test ends. */

typedef struct
{
  char *folder;
  GaSchema *schema;
  GaStore *store;
} Profile;

static inline void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static inline void
profile_open (Profile *profile)
{
  g_autoptr (GError) error = NULL;

  profile->store = ga_store_open (profile->folder, profile->schema, &error);
  g_assert_no_error (error);
  g_assert_nonnull (profile->store);
}

static inline void
profile_set_up (Profile *profile, gconstpointer data)
{
  profile->folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  profile->schema = ga_schema_new ();
  profile_open (profile);
}

static inline void
profile_reopen (Profile *profile)
{
  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  profile_open (profile);
}

static inline void
profile_tear_down (Profile *profile, gconstpointer data)
{
  if (profile->store != NULL)
    ga_store_close (profile->store);
  g_clear_object (&profile->store);
  g_clear_object (&profile->schema);
  remove_folder (profile->folder);
  g_free (profile->folder);
}

static inline GaRecord *
profile_record (Profile *profile, const char *entity)
{
  return ga_record_new (ga_schema_get (profile->schema, entity));
}

static inline gint64
profile_put (Profile *profile, GaRecord *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gint64 act;

  g_ptr_array_add (records, record);
  act = ga_store_put (profile->store, "Test", records, &error);
  g_assert_no_error (error);
  g_assert_cmpint (act, >, 0);
  return act;
}

/* Undoes the last transaction that is not undone yet. */
static inline void
profile_undo (Profile *profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaUndone) undone = ga_store_undo (profile->store, 0, &error);

  g_assert_no_error (error);
  g_assert_nonnull (undone);
}

static inline GaRecord *
profile_find (Profile *profile, const GaRecord *record)
{
  return ga_reader_find (ga_store_get_reader (profile->store), ga_record_get_entity (record),
                         ga_record_get_id (record), NULL);
}
