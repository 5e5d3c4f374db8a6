/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app-fixture.h"
#include "app/partnerships/ga-agreement-view.h"

/* A view of one agreement, in a window. */
typedef struct
{
  Desk desk;
  GaRecord *agreement;
  GtkWidget *view;
  GtkWidget *window;
} Table;

static inline GaRecord *
make_partner (Desk *desk)
{
  GaRecord *partner = desk_record (desk, "organisation");

  ga_record_set_text (partner, "name", "Sundhedscenter Åen");
  desk_put (desk, partner);
  return partner;
}

static inline void
refer_to_kommune (Desk *desk, GaRecord *record)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (desk->context, "kommune"));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_set_window (query, 0, 1);
  found = ga_reader_list (ga_context_get_reader (desk->context), query, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  ga_record_set_reference (record, "kommune", ga_record_get_id (found->pdata[0]));
}

static inline GaRecord *
make_agreement (Desk *desk)
{
  g_autoptr (GaRecord) partner = make_partner (desk);
  GaRecord *agreement = desk_record (desk, "agreement");

  ga_record_set_text (agreement, "title", "Gå & løb sammen");
  ga_record_set_reference (agreement, "partner", ga_record_get_id (partner));
  refer_to_kommune (desk, agreement);
  return agreement;
}

static inline void
table_set_up (Table *table, gconstpointer data)
{
  desk_set_up (&table->desk, data);
  table->agreement = make_agreement (&table->desk);
  desk_put (&table->desk, table->agreement);
  table->view = g_object_new (GA_TYPE_AGREEMENT_VIEW, NULL);
  ga_record_view_set_up (GA_RECORD_VIEW (table->view), table->desk.context);
  table->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (table->window), 800, 600);
  adw_window_set_content (ADW_WINDOW (table->window), table->view);
  ga_record_view_set_id (GA_RECORD_VIEW (table->view), ga_record_get_id (table->agreement));
  gtk_window_present (GTK_WINDOW (table->window));
  settle ();
}

static inline void
table_tear_down (Table *table, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (table->window));
  g_clear_object (&table->agreement);
  desk_tear_down (&table->desk, data);
}

static inline GaRecord *
add_for (Table *table, const char *entity, const char *field, const char *text)
{
  GaRecord *record = desk_record (&table->desk, entity);

  ga_record_set_reference (record, "agreement", ga_record_get_id (table->agreement));
  ga_record_set_text (record, field, text);
  return record;
}

/* The first label in sight that says @text. */
static inline GtkWidget *
find_said (GtkWidget *parent, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (!gtk_widget_get_visible (child))
        continue;
      if (GTK_IS_LABEL (child) && strstr (gtk_label_get_text (GTK_LABEL (child)), text) != NULL)
        return child;
      found = find_said (child, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GtkWidget *parent;
  const char *text;
} Said;

static inline gboolean
is_said (gpointer user_data)
{
  Said *said = user_data;

  return find_said (said->parent, said->text) != NULL;
}

static inline gboolean
is_silent (gpointer user_data)
{
  return !is_said (user_data);
}

static inline void
wait_said (Table *table, const char *text)
{
  Said said = { table->view, text };

  wait_until (is_said, &said, text);
}

static inline void
wait_silent (Table *table, const char *text)
{
  Said said = { table->view, text };

  wait_until (is_silent, &said, text);
}

static inline void
assert_says (Table *table, const char *text)
{
  if (find_said (table->view, text) == NULL)
    g_error ("Nothing says “%s”", text);
}

static inline void
undo (Table *table)
{
  ga_store_undo_async (ga_context_get_store (table->desk.context), 0, NULL, NULL, NULL);
}
