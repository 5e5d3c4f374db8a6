/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-paper-window.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-print.h"
#include "app/widgets/ga-save-file.h"
#include "paper/ga-paper-style.h"

#define PAGE "ga-page"
/* Beyond this a picture a page is no help to look through. */
#define MOST_PAGES 20

struct _GaPaperWindow
{
  AdwWindow parent_instance;

  GaStore *store;
  GaId id;
  GaPaperFunc make;
  GaPaper *paper; /* laid out on this thread */
  guint n_pages;

  GtkBox *pages;
  GtkWidget *print;
};

G_DEFINE_FINAL_TYPE (GaPaperWindow, ga_paper_window, ADW_TYPE_WINDOW)

/* What is to be shown, while it is read. */
typedef struct
{
  GtkWidget *origin;
  char *title;
  GaId id;
  GaPaperFunc make;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->origin);
  g_free (wish->title);
  g_free (wish);
}

static void
draw_area_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  GaPaperWindow *self = user_data;
  guint page = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (area), PAGE));

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / GA_PAPER_A4_SHORT, height / GA_PAPER_A4_LONG);
  ga_paper_draw_page (self->paper, cr, page);
}

static GtkWidget *
make_area (GaPaperWindow *self, guint page)
{
  GtkWidget *area =
      g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  /* TRANSLATORS: the foot of a printed page */
  g_autofree char *name = g_strdup_printf (_ ("Page %1$u of %2$u"), page + 1, self->n_pages);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), (int) GA_PAPER_A4_SHORT);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), (int) GA_PAPER_A4_LONG);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_area_cb, self, NULL);
  gtk_widget_set_halign (area, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (area, "card");
  g_object_set_data (G_OBJECT (area), PAGE, GUINT_TO_POINTER (page));
  ga_accessible_set_name (area, name);
  return area;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer user_data)
{
  GaPaperWindow *self = user_data;

  ga_paper_draw_page (self->paper, gtk_print_context_get_cairo_context (context), (guint) page);
}

static void
free_window_cb (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaPaperWindow *self = GA_PAPER_WINDOW (widget);
  GtkWindow *window = GTK_WINDOW (widget);
  g_autoptr (GtkPrintOperation) operation = ga_print_new (window, gtk_window_get_title (window));

  /* The paper brings margins of its own. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_n_pages (operation, (int) self->n_pages);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), g_object_ref (self),
                         free_window_cb, 0);
  ga_print_run (operation, window);
}

static gboolean
write_paper (GaReader *reader, const char *path, gpointer user_data, GError **error)
{
  const Wish *wish = user_data;
  g_autoptr (GaPaper) paper = wish->make (reader, &wish->id, error);

  return paper != NULL && ga_paper_write_pdf (paper, path, error);
}

static Wish *
wish_new (GtkWidget *origin, const char *title, const GaId *id, GaPaperFunc make)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->origin = g_object_ref (origin);
  wish->title = g_strdup (title);
  wish->id = *id;
  wish->make = make;
  return wish;
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaPaperWindow *self = GA_PAPER_WINDOW (widget);
  const char *title = gtk_window_get_title (GTK_WINDOW (self));
  g_autofree char *name = g_strconcat (title, ".pdf", NULL);

  ga_save_file_ask (widget, self->store, _ ("Save as PDF"), name, write_paper,
                    wish_new (widget, title, &self->id, self->make), wish_free);
}

static void
ga_paper_window_dispose (GObject *object)
{
  GaPaperWindow *self = GA_PAPER_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_PAPER_WINDOW);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ga_paper_window_parent_class)->dispose (object);
}

static void
ga_paper_window_finalize (GObject *object)
{
  g_clear_pointer (&GA_PAPER_WINDOW (object)->paper, ga_paper_free);
  G_OBJECT_CLASS (ga_paper_window_parent_class)->finalize (object);
}

static void
ga_paper_window_class_init (GaPaperWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_paper_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_paper_window_finalize;
  g_type_ensure (GA_TYPE_TOASTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/widgets/paper-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GaPaperWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, GaPaperWindow, print);
  gtk_widget_class_install_action (widget_class, "paper.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "paper.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "paper.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "paper.save",
                                       NULL);
}

/* Before the toolkit takes the key to dismiss what is told of a file that has just been saved. */
static void
close_on_escape (GaPaperWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
ga_paper_window_init (GaPaperWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  close_on_escape (self);
  ga_accessible_mend (GTK_WIDGET (self));
}

static void
present (const Wish *wish, GaStore *store, GaPaper *paper)
{
  GtkRoot *root = gtk_widget_get_root (wish->origin);
  GaPaperWindow *self;

  if (!GTK_IS_WINDOW (root))
    {
      ga_paper_free (paper);
      return;
    }
  self = g_object_new (GA_TYPE_PAPER_WINDOW, "transient-for", root, "title", wish->title, NULL);
  self->store = g_object_ref (store);
  self->id = wish->id;
  self->make = wish->make;
  self->paper = paper;
  self->n_pages = ga_paper_lay_out (paper);
  for (guint page = 0; page < MIN (self->n_pages, MOST_PAGES); page++)
    gtk_box_append (self->pages, make_area (self, page));
  gtk_window_set_focus (GTK_WINDOW (self), self->print);
  gtk_window_present (GTK_WINDOW (self));
}

static gpointer
read_paper (GaReader *reader, gpointer user_data, GError **error)
{
  const Wish *wish = user_data;

  return wish->make (reader, &wish->id, error);
}

static void
free_paper (gpointer paper)
{
  ga_paper_free (paper);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wish *wish = user_data;
  g_autoptr (GError) error = NULL;
  GaPaper *paper = ga_store_read_finish (GA_STORE (source), result, &error);
  GaToaster *toaster = ga_toaster_for (wish->origin);

  if (paper != NULL)
    present (wish, GA_STORE (source), paper);
  else if (toaster != NULL)
    ga_toaster_say_error (toaster, error);
  wish_free (wish);
}

/**
 * ga_paper_window_show:
 * @origin: the widget that asks, in front of whose window it opens
 * @title: what the paper is; also the name proposed for its file
 * @make: reads the paper, when it is shown and again when it is saved
 */
void
ga_paper_window_show (
    GtkWidget *origin, GaContext *context, const char *title, const GaId *id, GaPaperFunc make)
{
  Wish *wish = wish_new (origin, title, id, make);

  ga_store_read_async (ga_context_get_store (context), read_paper, wish, NULL, free_paper, NULL,
                       read_cb, wish);
}
