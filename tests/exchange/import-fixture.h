/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-importer.h"
#include "exchange/ga-profile.h"
#include "store/store-fixture.h"

/* A profile with the register of kommuner, and files to import into it. */

static inline void
import_set_up (Profile *profile, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  profile->folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  profile->schema = ga_schema_new ();
  profile->store = ga_store_open (profile->folder, profile->schema, &error);
  g_assert_no_error (error);
  ga_profile_fill_register (profile->store, &error);
  g_assert_no_error (error);
}

static inline char *
import_path (Profile *profile)
{
  return g_build_filename (profile->folder, "import", NULL);
}

static inline GaImport *
import_read (Profile *profile, const char *entity, const char *path, const GaImportOptions *options)
{
  g_autoptr (GError) error = NULL;
  GaImport *import =
      ga_import_read (ga_store_get_reader (profile->store), ga_schema_get (profile->schema, entity),
                      path, options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (import);
  return import;
}

static inline GaImport *
import_text (Profile *profile, const char *entity, const char *text, const GaImportOptions *options)
{
  g_autofree char *path = import_path (profile);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return import_read (profile, entity, path, options);
}

static inline gint64
import_apply (Profile *profile, GaImport *import)
{
  g_autoptr (GError) error = NULL;
  gint64 act = ga_import_apply (import, profile->store, &error);

  for (guint i = 0; i < ga_import_get_problems (import)->len; i++)
    g_test_message (
        "%s",
        ((GaImportProblem *) g_ptr_array_index (ga_import_get_problems (import), i))->message);
  g_assert_no_error (error);
  g_assert_cmpint (act, >, 0);
  return act;
}

static inline gint64
import_count (Profile *profile, const char *entity)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, entity));

  return ga_reader_count (ga_store_get_reader (profile->store), query, NULL);
}

static inline GaRecord *
import_find (Profile *profile, const char *entity, const char *name)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, entity));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_text (query, "name", GA_EQUAL, name);
  found = ga_reader_list (ga_store_get_reader (profile->store), query, NULL);
  g_assert_nonnull (found);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (g_ptr_array_index (found, 0));
}

#define assert_counts(import, all, new, changed, same, twice)      \
  G_STMT_START                                                     \
  {                                                                \
    const GaImportCounts *counted = ga_import_get_counts (import); \
                                                                   \
    g_assert_cmpuint (counted->rows, ==, all);                     \
    g_assert_cmpuint (counted->created, ==, new);                  \
    g_assert_cmpuint (counted->updated, ==, changed);              \
    g_assert_cmpuint (counted->unchanged, ==, same);               \
    g_assert_cmpuint (counted->duplicates, ==, twice);             \
  }                                                                \
  G_STMT_END
