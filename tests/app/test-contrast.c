/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "chart/ga-chart-palette.h"

/* Small letters, as they are painted, against what they stand on. */

#define LEAST 4.5

/* Painted over and over where a glyph is, and left out in the middle. */
#define BLOCKS "████      ████"

/* A picture of a widget, in its window. */
typedef struct
{
  guint32 *pixels; /* as cairo has them */
  int width;
  int height;
} Picture;

static void
load_style (const char *path, guint priority)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider), priority);
}

static gboolean
is_laid_out (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data) && gtk_widget_get_width (user_data) > 0;
}

static Picture
paint (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  Picture picture = { NULL, gtk_widget_get_width (widget), gtk_widget_get_height (widget) };
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) picture.width, (float) picture.height);
  GskRenderNode *node;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, picture.width, picture.height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, &bounds);
  gsk_render_node_unref (node);
  picture.pixels = g_new (guint32, (gsize) (picture.width * picture.height));
  gdk_texture_download (texture, (guchar *) picture.pixels, (gsize) picture.width * 4);
  return picture;
}

static guint32
get_pixel (const Picture *picture, int x, int y)
{
  return picture->pixels[y * picture->width + x] & 0xffffff;
}

static GaChartColour
to_colour (guint32 pixel)
{
  return (GaChartColour){ (pixel >> 16) / 255.0, (pixel >> 8 & 0xff) / 255.0,
                          (pixel & 0xff) / 255.0 };
}

static GtkWidget *
find_blocks (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found =
          GTK_IS_LABEL (child) && g_str_equal (gtk_label_get_text (GTK_LABEL (child)), BLOCKS)
              ? child
              : find_blocks (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (BLOCKS);

  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* @child: (transfer floating) */
static GtkWidget *
put_into (GtkWidget *child, const char *css_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  if (css_class != NULL)
    gtk_widget_add_css_class (box, css_class);
  gtk_box_append (GTK_BOX (box), child);
  return box;
}

static GtkWidget *
make_selected (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_list_box_append (GTK_LIST_BOX (list), make_label ("dim-label"));
  gtk_list_box_select_row (GTK_LIST_BOX (list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  return list;
}

static GtkWidget *
make_action_row (void)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Title");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), BLOCKS);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return list;
}

static GtkWidget *
make_entry (void)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), BLOCKS);
  return entry;
}

static GtkWidget *
make_entry_row (void)
{
  return put_into (put_into (make_label ("ga-row-title"), "ga-entry-row"), "card");
}

static GtkWidget *
make_cancelled (void)
{
  return put_into (put_into (make_label ("ga-when"), "ga-cancelled"), "card");
}

static GtkWidget *
make_card (void)
{
  return put_into (make_label ("dim-label"), "card");
}

static GtkWidget *
make_side (void)
{
  return put_into (put_into (make_label ("dim-label"), "ga-side"), "card");
}

static GtkWidget *
make_sidebar (void)
{
  return put_into (make_label ("dim-label"), "ga-sidebar");
}

static GtkWidget *
make_plain (void)
{
  return put_into (make_label ("dim-label"), NULL);
}

static GtkWidget *
make_day (void)
{
  return put_into (make_label ("ga-day"), "card");
}

static GtkWidget *
make_number (void)
{
  return put_into (make_label ("ga-number"), "card");
}

/* What the calendar is made of has names of its own in the style. */
static GtkWidget *
make_calendar_part (const char *css_name, const char *const *css_classes, GtkWidget *label)
{
  GtkWidget *part =
      g_object_new (GTK_TYPE_BOX, "css-name", css_name, "css-classes", css_classes, NULL);

  gtk_box_append (GTK_BOX (part), label);
  return put_into (part, "ga-calendar");
}

static GtkWidget *
make_week (void)
{
  return put_into (make_label ("week"), "ga-calendar");
}

static GtkWidget *
make_outside (void)
{
  return make_calendar_part ("day", (const char *const[]){ "outside", NULL }, make_label ("date"));
}

static GtkWidget *
make_holiday (void)
{
  return make_calendar_part ("day", (const char *const[]){ "holiday", NULL }, make_label ("date"));
}

static GtkWidget *
make_walk (void)
{
  return make_calendar_part ("day", NULL, make_label ("walk"));
}

static GtkWidget *
make_cancelled_in_calendar (void)
{
  GtkWidget *label = make_label ("walk");

  gtk_widget_add_css_class (label, "cancelled");
  return make_calendar_part ("day", NULL, label);
}

static GtkWidget *
make_pill (void)
{
  return put_into (make_label ("ga-pill"), "card");
}

static GtkWidget *
make_refused (void)
{
  GtkWidget *row = put_into (put_into (make_label ("ga-row-title"), NULL), "ga-entry-row");

  gtk_widget_add_css_class (row, "error");
  return put_into (row, "card");
}

static GtkWidget *
make_offered (void)
{
  return put_into (put_into (make_label ("dim-label"), "ga-target"), "card");
}

static GtkWidget *
make_link (void)
{
  GtkWidget *label = make_label ("body");

  gtk_label_set_markup (GTK_LABEL (label), "<a href=\"keys.md\">" BLOCKS "</a>");
  return put_into (label, "ga-manual");
}

static const struct
{
  const char *what;
  GtkWidget *(*make) (void);
} places[] = {
  { "in a window", make_plain },
  { "on a card", make_card },
  { "on a side of a conflict", make_side },
  { "in the sidebar", make_sidebar },
  { "in a row that is selected", make_selected },
  { "below the title of a row", make_action_row },
  { "in an empty entry", make_entry },
  { "over an entry", make_entry_row },
  { "over the walks of a day", make_day },
  { "in front of a name", make_number },
  { "of a cancelled walk", make_cancelled },
  { "of the number of a week", make_week },
  { "of a day of another month", make_outside },
  { "of a holiday", make_holiday },
  { "of a walk in the calendar", make_walk },
  { "of a cancelled walk in the calendar", make_cancelled_in_calendar },
  { "in a pill", make_pill },
  { "over what is refused", make_refused },
  { "in what Enter would choose", make_offered },
  { "of a link", make_link },
};

/* The colour that most of the left half has, but for the ground: of the letters, not of their edges
 * or of a line through them. */
static GaChartColour
find_ink (const Picture *picture, const GdkRectangle *place, guint32 ground)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint32 found = ground;
  int most = 0;

  for (int y = place->y; y < place->y + place->height; y++)
    for (int x = place->x; x < place->x + place->width / 2; x++)
      {
        guint32 pixel = get_pixel (picture, x, y);
        int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, GUINT_TO_POINTER (pixel))) + 1;

        g_hash_table_insert (counts, GUINT_TO_POINTER (pixel), GINT_TO_POINTER (n));
        if (pixel != ground && n > most)
          {
            most = n;
            found = pixel;
          }
      }
  return to_colour (found);
}

static double
measure_contrast (const Picture *picture, const GdkRectangle *place)
{
  guint32 ground = get_pixel (picture, place->x + place->width / 2, place->y + place->height / 2);

  return ga_chart_colour_contrast (find_ink (picture, place, ground), to_colour (ground));
}

static void
assert_is_read_well (GtkWidget *window, GtkWidget *content, const char *what)
{
  GtkWidget *blocks = find_blocks (content);
  graphene_rect_t bounds;
  GdkRectangle place;
  Picture picture;
  double contrast;

  g_assert_nonnull (blocks);
  wait_until (is_laid_out, blocks, "the letters to be laid out");
  picture = paint (window);
  g_assert_true (gtk_widget_compute_bounds (blocks, window, &bounds));
  place = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                          (int) bounds.size.height };
  contrast = measure_contrast (&picture, &place);
  g_free (picture.pixels);
  g_test_message ("Small letters %s have a contrast of %.2f", what, contrast);
  if (contrast < LEAST)
    g_test_fail ();
}

static void
test_small_letters (gconstpointer data)
{
  const AdwColorScheme *scheme = data;
  GtkWidget *window = adw_window_new ();

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), *scheme);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 200);
  gtk_window_present (GTK_WINDOW (window));
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GtkWidget *content = put_into (places[i].make (), NULL);

      adw_window_set_content (ADW_WINDOW (window), content);
      assert_is_read_well (window, content, places[i].what);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

int
main (int argc, char **argv)
{
  static const AdwColorScheme light = ADW_COLOR_SCHEME_FORCE_LIGHT;
  static const AdwColorScheme dark = ADW_COLOR_SCHEME_FORCE_DARK;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  load_style ("/io/github/gangart/Gangart/style.css", GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    load_style ("/io/github/gangart/Gangart/style-hc.css",
                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_test_add_data_func ("/contrast/small-letters-are-read-well", &light, test_small_letters);
  g_test_add_data_func ("/contrast/small-letters-are-read-well-in-the-dark", &dark,
                        test_small_letters);
  return g_test_run ();
}
