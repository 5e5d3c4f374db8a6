/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app-fixture.h"
#include "app/widgets/ga-editor.h"

#define KRONER(n) ((n) *G_GINT64_CONSTANT (100))

/* A round of a fund with two applicants, and a window to look at it. */
typedef struct
{
  Desk desk;
  GaRecord *round;
  GaRecord *kommune;
  GaRecord *applicants[2];
  GtkWindow *window;
} Fund;

static inline GaRecord *
put_applicant (Desk *desk, const char *name)
{
  GaRecord *applicant = desk_record (desk, "organisation");

  ga_record_set_text (applicant, "name", name);
  desk_put (desk, applicant);
  return applicant;
}

static inline void
fund_set_up (Fund *fund, gconstpointer data)
{
  Desk *desk = &fund->desk;
  g_autoptr (GaQuery) query = NULL;
  g_autoptr (GPtrArray) kommuner = NULL;
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) open = NULL;

  desk_set_up (desk, data);
  query = ga_query_new (ga_context_get_entity (desk->context, "kommune"));
  ga_query_set_window (query, 0, 1);
  kommuner = ga_reader_list (ga_context_get_reader (desk->context), query, NULL);
  fund->kommune = g_object_ref (kommuner->pdata[0]);
  fund->round = desk_record (desk, "round");
  ga_record_set_text (fund->round, "title", "Bevæg dig");
  ga_record_set_text (fund->round, "closes", "2199-12-15");
  ga_record_set_integer (fund->round, "frame", KRONER (100000));
  desk_put (desk, fund->round);
  fund->applicants[0] = put_applicant (desk, "Østerbro går");
  fund->applicants[1] = put_applicant (desk, "Zebraerne");
  fund->window = GTK_WINDOW (gtk_window_new ());
  /* What rows open is the window's: without it they would be of no use. */
  open = g_simple_action_new ("open-record", G_VARIANT_TYPE ("(ss)"));
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (open));
  gtk_widget_insert_action_group (GTK_WIDGET (fund->window), "win", G_ACTION_GROUP (actions));
}

static inline void
fund_tear_down (Fund *fund, gconstpointer data)
{
  gtk_window_destroy (fund->window);
  g_clear_object (&fund->round);
  g_clear_object (&fund->kommune);
  g_clear_object (&fund->applicants[0]);
  g_clear_object (&fund->applicants[1]);
  desk_tear_down (&fund->desk, data);
}

static inline GaRecord *
apply (Fund *fund, guint applicant, gint64 amount)
{
  GaRecord *application = desk_record (&fund->desk, "application");

  ga_record_set_reference (application, "round", ga_record_get_id (fund->round));
  ga_record_set_reference (application, "applicant",
                           ga_record_get_id (fund->applicants[applicant]));
  ga_record_set_reference (application, "kommune", ga_record_get_id (fund->kommune));
  ga_record_set_text (application, "purpose", "Gåture");
  ga_record_set_integer (application, "amount", amount);
  desk_put (&fund->desk, application);
  return application;
}

static inline void
invest (Fund *fund, GaRecord *application)
{
  g_autoptr (GaRecord) investment = desk_record (&fund->desk, "investment");

  ga_record_set_reference (investment, "application", ga_record_get_id (application));
  ga_record_set_reference (investment, "party", ga_record_get_reference (application, "applicant"));
  ga_record_set_text (investment, "kind", "hours");
  ga_record_set_integer (investment, "hours", 40);
  desk_put (&fund->desk, investment);
}

static inline void
submit (Fund *fund, GaRecord *application)
{
  invest (fund, application);
  ga_record_set_text (application, "status", "submitted");
  ga_record_set_text (application, "submitted", "2026-02-01");
  desk_put (&fund->desk, application);
}

static inline void
decide (Fund *fund, GaRecord *application)
{
  ga_record_set_text (application, "status", "approved");
  ga_record_set_text (application, "decided_on", "2026-03-01");
  ga_record_set (application, "decided_amount", ga_record_get (application, "amount"));
  desk_put (&fund->desk, application);
}

static inline void
approve (Fund *fund, GaRecord *application)
{
  submit (fund, application);
  decide (fund, application);
}

/* In a round that still has it, before it is moved to the first: as more comes to be decided than
 * there is. */
static inline void
approve_elsewhere (Fund *fund, GaRecord *application)
{
  g_autoptr (GaRecord) elsewhere = desk_record (&fund->desk, "round");

  ga_record_set_text (elsewhere, "title", "Andre midler");
  ga_record_set_integer (elsewhere, "frame", KRONER (100000));
  desk_put (&fund->desk, elsewhere);
  ga_record_set_reference (application, "round", ga_record_get_id (elsewhere));
  approve (fund, application);
  ga_record_set_reference (application, "round", ga_record_get_id (fund->round));
  desk_put (&fund->desk, application);
}

static inline GaRecord *
grant (Fund *fund, GaRecord *application)
{
  GaRecord *given = desk_record (&fund->desk, "grant");

  ga_record_set_reference (given, "application", ga_record_get_id (application));
  ga_record_set (given, "amount", ga_record_get (application, "decided_amount"));
  ga_record_set_text (given, "start", "2026-04-01");
  ga_record_set_text (given, "until", "2027-03-31");
  desk_put (&fund->desk, given);
  return given;
}

static inline GtkWidget *
show (Fund *fund, GType type, GaRecord *record)
{
  GtkWidget *view = g_object_new (type, NULL);

  ga_record_view_set_up (GA_RECORD_VIEW (view), fund->desk.context);
  gtk_window_set_default_size (fund->window, 900, 900);
  gtk_window_set_child (fund->window, view);
  ga_record_view_set_id (GA_RECORD_VIEW (view), ga_record_get_id (record));
  gtk_window_present (fund->window);
  settle ();
  return view;
}

static inline gpointer
part_of (GtkWidget *view, const char *name)
{
  return gtk_widget_get_template_child (view, G_OBJECT_TYPE (view), name);
}

/* Whether some label below @parent says so. */
static inline gboolean
says (GtkWidget *parent, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if ((GTK_IS_LABEL (child) && gtk_widget_get_visible (child) &&
         strstr (gtk_label_get_text (GTK_LABEL (child)), text) != NULL) ||
        says (child, text))
      return TRUE;
  return FALSE;
}

/* How many rows below @parent can be deleted. */
static inline guint
count_deletes (GtkWidget *parent)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += GTK_IS_BUTTON (child) ? g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (child)),
                                            "line.delete") == 0
                               : count_deletes (child);
  return n;
}

typedef struct
{
  GtkWidget *view;
  const char *text;
} Said;

static inline gboolean
is_said (gpointer user_data)
{
  Said *said = user_data;

  return says (said->view, said->text);
}

static inline void
wait_for (GtkWidget *view, const char *text)
{
  Said said = { view, text };

  wait_until (is_said, &said, text);
}

static inline gboolean
no_editor (gpointer user_data)
{
  return ga_editor_find (user_data) == NULL;
}
