/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "app/sync/ga-invitation-sheet.h"
#include "app/sync/ga-invite-letter.h"
#include "app/widgets/ga-text-print.h"
#include "paper/ga-qr-code.h"

#define CODE "7K2MQ-X9D4T-RBZW3-E8HNP-5VGAC-6"

static void
test_invitations_are_read (void)
{
  static const struct
  {
    const char *text;
    const char *url;
    const char *code;
  } cases[] = {
    { "https://gang.example/join#" CODE, "https://gang.example", CODE },
    { "  https://gang.example/join#" CODE "\n", "https://gang.example", CODE },
    { "https://gang.example " CODE, "https://gang.example", CODE },
    { "gang.example/join#" CODE, "https://gang.example", CODE },
    { "localhost:8080/join#" CODE, "http://localhost:8080", CODE },
    { "http://127.0.0.1:8080/ " CODE, "http://127.0.0.1:8080", CODE },
    { "https://gang.example 7K2MQ X9D4T RBZW3 E8HNP 5VGAC 6", "https://gang.example", CODE },
    { "Go to https://gang.example/join, and write " CODE ".", "https://gang.example", CODE },
    { "Please join https://gang.example 7K2MQ X9D4T RBZW3 E8HNP 5VGAC 6", "https://gang.example",
      CODE },
    { CODE, NULL, NULL },
    { "https://gang.example", NULL, NULL },
    { "https://gang.example/join#short", NULL, NULL },
    { "", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GaInvitation) read = ga_invitation_parse (cases[i].text);

      g_assert_cmpstr (read != NULL ? read->url : NULL, ==, cases[i].url);
      g_assert_cmpstr (read != NULL ? read->code : NULL, ==, cases[i].code);
    }
}

static void
test_a_link_is_read_back (void)
{
  g_autoptr (GaInvitation) invitation = ga_invitation_new ("https://gang.example/", CODE);
  g_autofree char *link = ga_invitation_get_link (invitation);
  g_autoptr (GaInvitation) again = ga_invitation_parse (link);

  g_assert_cmpstr (link, ==, "https://gang.example/join#" CODE);
  g_assert_cmpstr (again->url, ==, invitation->url);
  g_assert_cmpstr (again->code, ==, invitation->code);
}

/* It is one field that it is typed into. */
static void
test_a_line_is_typed_in_one_piece (void)
{
  static const char *const urls[] = { "https://gang.example", "http://localhost:8080",
                                      "https://server", "http://10.0.0.7:8080" };
  g_autoptr (GaInvitation) invitation = ga_invitation_new (urls[0], CODE);
  g_autofree char *line = ga_invitation_get_typed (invitation);

  g_assert_cmpstr (line, ==, "gang.example " CODE);
  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GaInvitation) one = ga_invitation_new (urls[i], CODE);
      g_autofree char *typed = ga_invitation_get_typed (one);
      g_autoptr (GaInvitation) again = ga_invitation_parse (typed);

      g_assert_cmpstr (again->url, ==, urls[i]);
      g_assert_cmpstr (again->code, ==, CODE);
    }
}

static void
test_a_code_is_drawn_with_its_margin (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, 200);
  cairo_t *cr = cairo_create (surface);
  const guint32 *pixels;
  guint black = 0;
  int stride;

  g_assert_true (ga_qr_code_draw (cr, "https://gang.example/join#" CODE, 200));
  g_assert_false (ga_qr_code_draw (cr, long_text, 200));
  cairo_surface_flush (surface);
  pixels = (const guint32 *) cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface) / 4;
  for (int at = 0; at < 200; at++)
    {
      g_assert_cmphex (pixels[5 * stride + at] & 0xffffff, ==, 0xffffff);
      black += (pixels[100 * stride + at] & 0xffffff) == 0 ? 1 : 0;
    }
  g_assert_cmpuint (black, >, 20);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_a_sheet_fits_its_page (void)
{
  g_autoptr (GaInvitation) invitation = ga_invitation_new (
      "https://gangart.et-meget-langt-navn-paa-en-landsorganisation.example", CODE);
  cairo_rectangle_t page = { 0, 0, 500, 740 };
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  double x, y, width, height;

  ga_invitation_sheet_draw (cr, page.width, page.height, invitation, "Karen Margrethe Ågesen-Holm",
                            "Løb & Gang for alle ved Åparken og i den store skov",
                            "Friday 11 December 2026");
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  /* Ink is told in whole points, rounded outwards. */
  g_assert_cmpfloat (x, >=, -1);
  g_assert_cmpfloat (y, >=, -1);
  g_assert_cmpfloat (x + width, <=, page.width + 1);
  g_assert_cmpfloat (y + height, <=, page.height + 1);
  g_assert_cmpfloat (height, >, 300);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_a_letter_tells_all_that_one_needs (void)
{
  g_autoptr (GaInvitation) invitation = ga_invitation_new ("https://gang.example", CODE);
  GaInviteLetter told = { invitation, "Kirsten",     "Bodil",
                          "Åstien",   "Gåforbundet", "11 December 2026" };
  g_autofree char *letter = ga_invite_letter_write (&told);
  static const char *const parts[] = {
    "Hello Bodil\n",
    "Kirsten invites you to be a host of Åstien, with Gåforbundet.",
    "Gangart is a program",
    "\nhttps://gang.example/join#" CODE "\n",
    "Install Gangart on your computer.",
    "\ngang.example " CODE "\n",
    "until 11 December 2026",
    "You join as “Bodil”",
    "Greetings from Kirsten\n"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_nonnull (strstr (letter, parts[i]));
  /* Where to get the program the project's own page cannot tell whoever has not got it. */
  g_assert_null (strstr (letter, "github.com"));
  told.from = told.organisation = told.until = NULL;
  g_free (letter);
  letter = ga_invite_letter_write (&told);
  g_assert_nonnull (strstr (letter, "You are invited to be a host of Åstien."));
  g_assert_null (strstr (letter, "(null)"));
}

/* What a lost computer held may be long. */
static void
test_a_long_text_has_several_pages (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  g_autoptr (GString) text = g_string_new ("Åstien: 12 participants");
  g_autoptr (GArray) breaks = NULL;

  for (guint i = 1; i < 200; i++)
    g_string_append (text, "\nÅstien: 12 participants");
  pango_layout_set_text (layout, text->str, -1);
  breaks = ga_text_print_break (layout, 740);
  g_assert_cmpuint (breaks->len, >, 3);
  g_assert_cmpuint (g_array_index (breaks, guint, 0), ==, 0);
  g_assert_cmpuint (g_array_index (breaks, guint, breaks->len - 1), ==, 200);
  for (guint i = 1; i < breaks->len; i++)
    {
      guint n = g_array_index (breaks, guint, i) - g_array_index (breaks, guint, i - 1);
      PangoRectangle line;

      pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, 0), NULL, &line);
      g_assert_cmpuint (n, >, 0);
      g_assert_cmpfloat (n * (double) line.height / PANGO_SCALE, <=, 740);
    }
  g_object_unref (context);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/inviting/invitations-are-read", test_invitations_are_read);
  g_test_add_func ("/inviting/a-link-is-read-back", test_a_link_is_read_back);
  g_test_add_func ("/inviting/a-line-is-typed-in-one-piece", test_a_line_is_typed_in_one_piece);
  g_test_add_func ("/inviting/a-code-is-drawn-with-its-margin",
                   test_a_code_is_drawn_with_its_margin);
  g_test_add_func ("/inviting/a-sheet-fits-its-page", test_a_sheet_fits_its_page);
  g_test_add_func ("/inviting/a-letter-tells-all-that-one-needs",
                   test_a_letter_tells_all_that_one_needs);
  g_test_add_func ("/inviting/a-long-text-has-several-pages", test_a_long_text_has_several_pages);
  return g_test_run ();
}
