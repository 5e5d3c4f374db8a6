/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

/* A context on a profile in a folder of its own, gone when the test ends. */

typedef struct
{
  char *folder;
  GaContext *context;
} Desk;

typedef gboolean (*Condition) (gpointer user_data);

static inline gboolean
too_late_cb (gpointer user_data)
{
  g_error ("Waited in vain for: %s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until the condition holds; the limit only keeps a broken build from hanging.
 */
static inline void
wait_until (Condition condition, gpointer user_data, const char *what)
{
  guint limit = g_timeout_add_seconds (60, too_late_cb, (gpointer) what);

  while (!condition (user_data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static inline void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The first widget of a type below @parent. Returns: (nullable) */
static inline GtkWidget *
find_type (GtkWidget *parent, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found =
          g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static inline gboolean
is_in_sight (GtkWidget *widget)
{
  return gtk_widget_get_visible (widget) && gtk_widget_get_child_visible (widget);
}

static inline GtkWidget *
look_for_row (GtkWidget *parent, const char *title, gboolean shown)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (shown && !is_in_sight (child))
        continue;
      if (ADW_IS_PREFERENCES_ROW (child) &&
          g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), title) == 0)
        return child;
      found = look_for_row (child, title, shown);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The row of that title below a widget, hidden or not. Returns: (nullable) */
static inline GtkWidget *
find_row (GtkWidget *parent, const char *title)
{
  return look_for_row (parent, title, FALSE);
}

/* The first such row that is neither hidden nor on a page that is. Returns: (nullable) */
static inline GtkWidget *
find_shown_row (GtkWidget *parent, const char *title)
{
  return look_for_row (parent, title, TRUE);
}

static inline void
desk_set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  desk->folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  desk->context = ga_context_new (desk->folder, TRUE);
  ga_context_open (desk->context, &error);
  g_assert_no_error (error);
}

static inline gboolean
desk_is_let_go (gpointer context)
{
  return G_OBJECT (context)->ref_count == 1;
}

/* What was begun holds on to the context until its answer has come. */
static inline void
desk_tear_down (Desk *desk, gconstpointer data)
{
  settle ();
  wait_until (desk_is_let_go, desk->context, "everything begun to be answered");
  ga_context_close (desk->context);
  g_assert_finalize_object (desk->context);
  g_free (desk->folder);
}

static inline GaRecord *
desk_record (Desk *desk, const char *entity)
{
  return ga_record_new (ga_context_get_entity (desk->context, entity));
}

static inline void
desk_put (Desk *desk, GaRecord *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  ga_store_put (ga_context_get_store (desk->context), "Test", records, &error);
  g_assert_no_error (error);
  settle ();
}

static inline gint64
desk_count (Desk *desk, const char *entity)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (desk->context, entity));

  return ga_reader_count (ga_context_get_reader (desk->context), query, NULL);
}
