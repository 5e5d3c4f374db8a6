/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/insight/ga-insight-page.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/insight/ga-insight-export.h"
#include "app/widgets/ga-beside-layout.h"
#include "app/widgets/ga-cell-layout.h"
#include "app/widgets/ga-chart-view.h"
#include "app/widgets/ga-save-file.h"
#include "app/widgets/ga-table-view.h"
#include "model/ga-date.h"
#include "model/ga-number.h"

/* More bars below one another than this are no picture; the table has them all. */
#define MOST_GROUPS 15

struct _GaInsightPage
{
  GaPage parent_instance;

  GaInsightAnswer *answer; /* (nullable): what is shown */
  GSimpleAction *export;
  gboolean focus_waits; /* for something to be counted */

  GtkStack *states;
  AdwStatusPage *failure;
  GMenuModel *export_menu;
  GaInsightChoices *choices;
  GtkLabel *visits;
  GtkLabel *held;
  GtkLabel *cancelled;
  GtkLabel *first_time;
  GtkLabel *communities;
  GaChartView *chart;
  GaTableView *table;
};

G_DEFINE_FINAL_TYPE (GaInsightPage, ga_insight_page, GA_TYPE_PAGE)

static GaAttendanceCache *
get_cache (GaInsightPage *self)
{
  return ga_context_get_attendance (ga_page_get_context (GA_PAGE (self)));
}

/* A drop-down that was never shown refuses to grab the focus (GTK 4.8), but takes it by Tab. */
static gboolean
focus_first (GaInsightPage *self)
{
  return gtk_widget_child_focus (gtk_stack_get_visible_child (self->states), GTK_DIR_TAB_FORWARD);
}

static void
show_state (GaInsightPage *self, const char *state)
{
  gtk_stack_set_visible_child_name (self->states, state);
  g_simple_action_set_enabled (self->export, g_str_equal (state, "answer"));
  if (self->focus_waits && !g_str_equal (state, "counting"))
    {
      self->focus_waits = FALSE;
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        focus_first (self);
    }
}

static void
show_number (GtkLabel *label, gint64 number)
{
  g_autofree char *text = ga_number_display (number);

  gtk_label_set_text (label, text);
}

static void
show_figure (GtkLabel *label, GaFigure figure)
{
  g_autofree char *text = ga_figure_display (figure);

  gtk_label_set_text (label, text);
}

static void
show_answer (GaInsightPage *self)
{
  const GaAttendanceRow *total = ga_insight_answer_get_total (self->answer);
  g_autoptr (GaChart) chart = ga_insight_answer_make_chart (self->answer, MOST_GROUPS);
  g_autoptr (GaTable) table = ga_insight_answer_make_table (self->answer);

  show_figure (self->visits, total->total);
  show_number (self->held, total->held);
  show_number (self->cancelled, total->cancelled);
  show_figure (self->first_time, total->first_time);
  show_number (self->communities, total->communities);
  ga_table_view_set_table (self->table, table, ga_chart_get_title (chart));
  ga_chart_view_set_chart (self->chart, chart);
}

static void
refresh (GaInsightPage *self)
{
  GaAttendanceCache *cache = get_cache (self);
  g_autofree char *today = ga_date_today ();
  GaInsightQuestion question;

  if (!ga_attendance_cache_is_loaded (cache))
    return;
  if (ga_attendance_cache_get_n_meetings (cache) == 0)
    {
      show_state (self, "empty");
      return;
    }
  /* Days that are none leave what was shown before, beside what is wrong with them. */
  if (ga_insight_choices_get_question (self->choices, today, &question))
    {
      g_clear_pointer (&self->answer, ga_insight_answer_free);
      self->answer = ga_insight_answer_new (cache, &question, today);
      show_answer (self);
    }
  show_state (self, self->answer != NULL ? "answer" : "counting");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaInsightPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (ga_attendance_cache_load_finish (GA_ATTENDANCE_CACHE (source), result, &error))
    return;
  adw_status_page_set_description (self->failure, error->message);
  show_state (self, "failure");
}

static void
load (GaInsightPage *self)
{
  GaAttendanceCache *cache = get_cache (self);

  if (ga_attendance_cache_is_loaded (cache))
    {
      refresh (self);
      return;
    }
  show_state (self, "counting");
  ga_attendance_cache_load_async (cache, NULL, loaded_cb, g_object_ref (self));
}

static void
cache_changed_cb (GaInsightPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

static gboolean
write_cb (GaReader *reader, const char *path, gpointer export, GError **error)
{
  return ga_insight_export_write (export, path, error);
}

static GaStore *
get_store (GaInsightPage *self)
{
  return ga_context_get_store (ga_page_get_context (GA_PAGE (self)));
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaInsightPage *self = user_data;
  const char *code = g_variant_get_string (parameter, NULL);
  g_autofree char *name = NULL;
  GaInsightFormat format;

  if (self->answer == NULL || !ga_insight_format_from_code (code, &format))
    return;
  name = ga_insight_answer_dup_file_name (self->answer, code);
  ga_save_file_ask (GTK_WIDGET (self), get_store (self), _ ("Save attendance"), name, write_cb,
                    ga_insight_export_new (self->answer, format),
                    (GDestroyNotify) ga_insight_export_free);
}

static void
add_header (GaInsightPage *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Export"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), self->export_menu);
  ga_accessible_set_name (button, _ ("Export"));
  ga_page_add_header_end (GA_PAGE (self), button);
}

static void
ga_insight_page_shown (GaPage *page)
{
  load (GA_INSIGHT_PAGE (page));
}

static gboolean
ga_insight_page_grab_focus (GtkWidget *widget)
{
  GaInsightPage *self = GA_INSIGHT_PAGE (widget);

  self->focus_waits = g_str_equal (gtk_stack_get_visible_child_name (self->states), "counting");
  return self->focus_waits || focus_first (self);
}

static void
ga_insight_page_constructed (GObject *object)
{
  GaInsightPage *self = GA_INSIGHT_PAGE (object);

  G_OBJECT_CLASS (ga_insight_page_parent_class)->constructed (object);
  self->export = g_simple_action_new ("export", G_VARIANT_TYPE_STRING);
  g_signal_connect_object (self->export, "activate", G_CALLBACK (export_cb), self, 0);
  g_action_map_add_action (ga_page_get_actions (GA_PAGE (self)), G_ACTION (self->export));
  add_header (self);
  ga_insight_choices_set_up (self->choices, ga_page_get_context (GA_PAGE (self)));
  g_signal_connect_object (get_cache (self), "changed", G_CALLBACK (cache_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_state (self, "counting");
}

static void
ga_insight_page_dispose (GObject *object)
{
  GaInsightPage *self = GA_INSIGHT_PAGE (object);

  g_clear_pointer (&self->answer, ga_insight_answer_free);
  g_clear_object (&self->export);
  /* The bin lets go of its child itself, which is also a child of the template. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_INSIGHT_PAGE);
  G_OBJECT_CLASS (ga_insight_page_parent_class)->dispose (object);
}

static void
ga_insight_page_class_init (GaInsightPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ga_insight_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ga_insight_page_dispose;
  widget_class->grab_focus = ga_insight_page_grab_focus;
  GA_PAGE_CLASS (klass)->shown = ga_insight_page_shown;
  g_type_ensure (GA_TYPE_BESIDE_LAYOUT);
  g_type_ensure (GA_TYPE_CELL_LAYOUT);
  g_type_ensure (GA_TYPE_CHART_VIEW);
  g_type_ensure (GA_TYPE_INSIGHT_CHOICES);
  g_type_ensure (GA_TYPE_TABLE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/insight/insight-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, states);
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, failure);
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, export_menu);
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, choices);
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, visits);
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, held);
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, cancelled);
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, first_time);
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, communities);
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, chart);
  gtk_widget_class_bind_template_child (widget_class, GaInsightPage, table);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
ga_insight_page_init (GaInsightPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ga_insight_page_get_choices:
 * Returns: (transfer none): what the page is asked
 */
GaInsightChoices *
ga_insight_page_get_choices (GaInsightPage *self)
{
  g_return_val_if_fail (GA_IS_INSIGHT_PAGE (self), NULL);

  return self->choices;
}
