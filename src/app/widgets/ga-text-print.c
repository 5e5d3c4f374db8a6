/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-text-print.h"

#include "app/widgets/ga-print.h"

#define FONT "Sans 13"

typedef struct
{
  char *text;
  PangoLayout *layout; /* once the paper is known */
  GArray *breaks;
} Job;

static void
free_job_cb (gpointer data, GClosure *closure)
{
  Job *job = data;

  g_free (job->text);
  g_clear_object (&job->layout);
  g_clear_pointer (&job->breaks, g_array_unref);
  g_free (job);
}

static double
get_height (PangoLayout *layout, guint line)
{
  PangoRectangle extents;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, (int) line), NULL,
                                 &extents);
  return (double) extents.height / PANGO_SCALE;
}

static double
get_ascent (PangoLayout *layout, guint line)
{
  PangoRectangle extents;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, (int) line), NULL,
                                 &extents);
  return (double) PANGO_ASCENT (extents) / PANGO_SCALE;
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, gpointer user_data)
{
  Job *job = user_data;
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  job->layout = gtk_print_context_create_pango_layout (context);
  /* One unit of the page is a point, whatever the screen has. */
  pango_cairo_context_set_resolution (pango_layout_get_context (job->layout), 72);
  pango_layout_set_font_description (job->layout, font);
  pango_layout_set_width (job->layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (job->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (job->layout, job->text, -1);
  pango_font_description_free (font);
  job->breaks = ga_text_print_break (job->layout, gtk_print_context_get_height (context));
  gtk_print_operation_set_n_pages (operation, (int) job->breaks->len - 1);
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer user_data)
{
  Job *job = user_data;
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  guint end = g_array_index (job->breaks, guint, page + 1);
  double y = 0;

  for (guint i = g_array_index (job->breaks, guint, page); i < end; i++)
    {
      cairo_move_to (cr, 0, y + get_ascent (job->layout, i));
      pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (job->layout, (int) i));
      y += get_height (job->layout, i);
    }
}

void
ga_text_print (GtkWindow *parent, const char *name, const char *text)
{
  g_autoptr (GtkPrintOperation) operation = ga_print_new (parent, name);
  Job *job = g_new0 (Job, 1);

  job->text = g_strdup (text);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), job);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_cb), job, free_job_cb, 0);
  ga_print_run (operation, parent);
}

GArray *
ga_text_print_break (PangoLayout *layout, double height)
{
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_lines = (guint) pango_layout_get_line_count (layout);
  double y = height;

  for (guint i = 0; i < n_lines; i++)
    {
      double line = get_height (layout, i);

      if (y + line > height)
        {
          g_array_append_val (breaks, i);
          y = 0;
        }
      y += line;
    }
  g_array_append_val (breaks, n_lines);
  return breaks;
}
