/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "app-fixture.h"
#include "app/insight/ga-insight-export.h"
#include "app/insight/ga-insight-page.h"
#include "app/widgets/ga-beside-layout.h"
#include "app/widgets/ga-either-layout.h"
#include "app/widgets/ga-cell-layout.h"
#include "app/widgets/ga-chart-view.h"
#include "app/widgets/ga-record-selector.h"
#include "app/widgets/ga-selector.h"
#include "app/widgets/ga-table-view.h"
#include "model/ga-date.h"

static GaChart *
make_chart (GaChartKind kind)
{
  GaChart *chart = ga_chart_new (kind);

  ga_chart_set_title (chart, "Attendance");
  ga_chart_set_stacked (chart, TRUE);
  ga_chart_add_series (chart, "By name");
  ga_chart_add_series (chart, "Without a name");
  for (guint i = 0; i < 3; i++)
    {
      ga_chart_add_category (chart, (const char *const[]){ "Jan", "Feb", "Mar" }[i], NULL, NULL);
      ga_chart_set_value (chart, 0, i, 10 + i, NULL);
      ga_chart_set_value (chart, 1, i, i, NULL);
    }
  return chart;
}

static void
assert_named (GaChartView *view, const char *name)
{
  g_autofree char *problem = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  g_assert_null (problem);
}

static void
test_chart_view (void)
{
  g_autoptr (GaChart) chart = make_chart (GA_CHART_BARS);
  GaChartView *view = GA_CHART_VIEW (g_object_ref_sink (ga_chart_view_new ()));

  ga_chart_view_set_chart (view, chart);
  assert_named (view, "Attendance");
  g_assert_true (ga_chart_view_move (view, GA_CHART_MOVE_FORWARD));
  g_assert_cmpstr (ga_chart_view_get_said (view), ==, "Jan, By name: 10");
  assert_named (view, "Jan, By name: 10");
  g_assert_true (ga_chart_view_move (view, GA_CHART_MOVE_LAST));
  g_assert_true (ga_chart_view_move (view, GA_CHART_MOVE_UP));
  assert_named (view, "Mar, Without a name: 2");
  g_assert_false (ga_chart_view_move (view, GA_CHART_MOVE_FORWARD));
  g_assert_cmpint (ga_chart_view_get_point (view).category, ==, 2);
  g_assert_finalize_object (view);
}

/* A chart that follows the data keeps the place, but never one that it does not have. */
static void
test_chart_view_keeps_place (void)
{
  g_autoptr (GaChart) chart = make_chart (GA_CHART_BARS);
  g_autoptr (GaChart) same = make_chart (GA_CHART_BARS);
  g_autoptr (GaChart) empty = ga_chart_new (GA_CHART_BARS);
  GaChartView *view = GA_CHART_VIEW (g_object_ref_sink (ga_chart_view_new ()));

  ga_chart_view_set_chart (view, chart);
  ga_chart_view_move (view, GA_CHART_MOVE_LAST);
  ga_chart_view_set_chart (view, same);
  g_assert_cmpint (ga_chart_view_get_point (view).category, ==, 2);
  ga_chart_view_set_chart (view, empty);
  g_assert_cmpint (ga_chart_view_get_point (view).category, ==, -1);
  g_assert_false (ga_chart_view_move (view, GA_CHART_MOVE_FORWARD));
  ga_chart_view_set_chart (view, NULL);
  g_assert_finalize_object (view);
}

static int
measure_height (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static GtkWidget *
add_block (GtkWidget *box, int width, int height)
{
  GtkWidget *block = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (block), width);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (block), height);
  gtk_box_append (GTK_BOX (box), block);
  return block;
}

static GtkWidget *
make_box (GtkLayoutManager *layout)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));

  gtk_widget_set_layout_manager (box, layout);
  return box;
}

static void
test_cells (void)
{
  GtkWidget *box =
      make_box (g_object_new (GA_TYPE_CELL_LAYOUT, "cell-width", 100, "spacing", 10, NULL));

  for (int i = 0; i < 4; i++)
    add_block (box, 20, 30);
  g_assert_cmpint (measure_height (box, 430), ==, 30);
  g_assert_cmpint (measure_height (box, 429), ==, 70);
  g_assert_cmpint (measure_height (box, 100), ==, 150);
  gtk_widget_set_visible (gtk_widget_get_first_child (box), FALSE);
  g_assert_cmpint (measure_height (box, 320), ==, 30);
  g_assert_finalize_object (box);
}

static void
test_beside (void)
{
  GtkWidget *box =
      make_box (g_object_new (GA_TYPE_BESIDE_LAYOUT, "first-width", 400, "spacing", 10, NULL));

  add_block (box, 100, 300);
  add_block (box, 200, 50);
  g_assert_cmpint (measure_height (box, 610), ==, 300);
  g_assert_cmpint (measure_height (box, 609), ==, 360);
  g_assert_finalize_object (box);
}

static void
test_either (void)
{
  GtkWidget *box = make_box (g_object_new (GA_TYPE_EITHER_LAYOUT, NULL));
  GtkWidget *first;
  int least;

  add_block (box, 300, 20);
  add_block (box, 100, 40);
  first = gtk_widget_get_first_child (box);
  g_assert_cmpint (measure_height (box, 300), ==, 20);
  g_assert_cmpint (measure_height (box, 299), ==, 40);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, ==, 100);
  gtk_widget_allocate (box, 299, 40, -1, NULL);
  g_assert_false (gtk_widget_get_child_visible (first));
  gtk_widget_allocate (box, 300, 20, -1, NULL);
  g_assert_true (gtk_widget_get_child_visible (first));
  g_assert_finalize_object (box);
}

static void
put_walk (Desk *desk, GaRecord *community, int days_ago, gint64 unnamed)
{
  g_autoptr (GaRecord) meeting = desk_record (desk, "meeting");
  g_autofree char *today = ga_date_today ();
  g_autofree char *day = ga_date_add_days (today, -days_ago);
  g_autofree char *start = g_strdup_printf ("%sT10:00", day);

  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_text (meeting, "start", start);
  ga_record_set_text (meeting, "status", "held");
  ga_record_set_integer (meeting, "unnamed", unnamed);
  desk_put (desk, meeting);
}

static GaRecord *
put_community (Desk *desk)
{
  GaRecord *community = desk_record (desk, "community");

  ga_record_set_text (community, "name", "Åstien & co");
  desk_put (desk, community);
  return community;
}

static GtkWidget *
open_page (Desk *desk)
{
  GtkWidget *window = gtk_window_new ();
  GaPage *page = g_object_new (GA_TYPE_INSIGHT_PAGE, "context", desk->context, NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_window_present (GTK_WINDOW (window));
  ga_page_shown (page);
  return window;
}

static const char *
get_state (gpointer window)
{
  GtkWidget *page = gtk_window_get_child (GTK_WINDOW (window));

  return gtk_stack_get_visible_child_name (GTK_STACK (find_type (page, GTK_TYPE_STACK)));
}

static gboolean
is_empty (gpointer window)
{
  return g_str_equal (get_state (window), "empty");
}

static gboolean
is_answered (gpointer window)
{
  return g_str_equal (get_state (window), "answer");
}

static GaTable *
get_table (gpointer window)
{
  return ga_table_view_get_table (GA_TABLE_VIEW (find_type (window, GA_TYPE_TABLE_VIEW)));
}

static const char *
get_visits (gpointer window)
{
  GaTable *table = get_table (window);

  return ga_table_get_cell (table, ga_table_get_n_rows (table) - 1, 5);
}

static gboolean
has_twelve_visits (gpointer window)
{
  return is_answered (window) && g_str_equal (get_visits (window), "12");
}

/* From nothing to an answer, which follows what is recorded. */
static void
test_page_follows (Desk *desk, gconstpointer data)
{
  GtkWidget *window = open_page (desk);
  g_autoptr (GaRecord) community = NULL;

  wait_until (is_empty, window, "the empty page");
  community = put_community (desk);
  put_walk (desk, community, 0, 7);
  wait_until (is_answered, window, "the first answer");
  g_assert_cmpstr (get_visits (window), ==, "7");
  put_walk (desk, community, 1, 5);
  wait_until (has_twelve_visits, window, "the second walk");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_page_asks (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  GtkWidget *window, *page;
  GaInsightChoices *choices;
  GaChartView *chart;

  put_walk (desk, community, 0, 7);
  window = open_page (desk);
  page = gtk_window_get_child (GTK_WINDOW (window));
  wait_until (is_answered, window, "the answer");
  choices = ga_insight_page_get_choices (GA_INSIGHT_PAGE (page));
  chart = GA_CHART_VIEW (find_type (page, GA_TYPE_CHART_VIEW));
  g_assert_cmpuint (ga_table_get_n_rows (get_table (window)), ==, 12 + 1);

  ga_insight_choices_set_by (choices, GA_ATTENDANCE_BY_COMMUNITY);
  g_assert_cmpuint (ga_table_get_n_rows (get_table (window)), ==, 1 + 1);
  g_assert_cmpstr (ga_table_get_cell (get_table (window), 0, 0), ==, "Åstien & co");

  ga_insight_choices_set_range (choices, GA_INSIGHT_RANGE_COMPARE);
  g_assert_cmpuint (ga_table_get_n_columns (get_table (window)), ==, 3);
  g_assert_cmpint (ga_chart_get_kind (ga_chart_view_get_chart (chart)), ==, GA_CHART_LINES);

  ga_insight_choices_set_days (choices, "1/1-2020", "31/12-2020");
  g_assert_cmpstr (get_visits (window), ==, "0");
  ga_insight_choices_set_days (choices, "31/13", "");
  g_assert_cmpstr (get_visits (window), ==, "0");
  ga_insight_choices_set_days (choices, "", "");
  g_assert_cmpstr (get_visits (window), ==, "7");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_export (Desk *desk, gconstpointer data)
{
  static const char *const codes[] = { "pdf", "png", "svg", "csv" };
  static const char *const begins[] = { "%PDF", "\x89PNG", "<?xml", "\xef\xbb\xbfMonth" };
  g_autoptr (GaRecord) community = put_community (desk);
  GaAttendanceCache *cache = ga_context_get_attendance (desk->context);
  GaInsightQuestion question = { .request = { .by = GA_ATTENDANCE_BY_MONTH } };
  g_autoptr (GaInsightAnswer) answer = NULL;
  g_autoptr (GaInsightExport) csv = NULL;
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "such.csv", NULL);
  g_autoptr (GError) error = NULL;

  put_walk (desk, community, 0, 1234);
  g_assert_true (ga_attendance_cache_load (cache, ga_context_get_reader (desk->context), &error));
  answer = ga_insight_answer_new (cache, &question, "2026-01-01");
  for (GaInsightFormat format = GA_INSIGHT_PDF; format <= GA_INSIGHT_CSV; format++)
    {
      g_autoptr (GaInsightExport) export = ga_insight_export_new (answer, format);
      g_autofree char *path = g_build_filename (folder, codes[format], NULL);
      g_autofree char *content = NULL;
      GaInsightFormat named;

      g_assert_true (ga_insight_format_from_code (codes[format], &named));
      g_assert_cmpint (named, ==, format);
      ga_insight_export_write (export, path, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_unlink (path);
      g_assert_true (g_str_has_prefix (content, begins[format]));
      /* A spreadsheet adds up figures without the reader's thousands. */
      if (format == GA_INSIGHT_CSV)
        g_assert_nonnull (strstr (content, "Total,1,0,0,1234,1234,0,1"));
    }
  csv = ga_insight_export_new (answer, GA_INSIGHT_CSV);
  g_assert_false (ga_insight_export_write (csv, nowhere, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, !=, "");
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/chart-view/keys-tell-the-figure", test_chart_view);
  g_test_add_func ("/chart-view/keeps-its-place", test_chart_view_keeps_place);
  g_test_add_func ("/layout/cells-fill-lines", test_cells);
  g_test_add_func ("/layout/beside-or-below", test_beside);
  g_test_add_func ("/layout/either-or", test_either);
#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/insight/follows-what-is-recorded", test_page_follows);
  ADD ("/insight/answers-what-is-asked", test_page_asks);
  ADD ("/insight/exports-every-format", test_export);
#undef ADD
  return g_test_run ();
}
