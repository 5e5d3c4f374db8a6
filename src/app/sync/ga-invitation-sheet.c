/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-invitation-sheet.h"

#include <glib/gi18n-lib.h>

#include "app/widgets/ga-print.h"
#include "paper/ga-qr-code.h"

#define QR_SIDE 150 /* pt */
#define GAP     18  /* pt */

typedef struct
{
  GaInvitation *invitation;
  char *name;
  char *community;
  char *until;
} Sheet;

/* A pen that writes paragraphs below each other. */
typedef struct
{
  cairo_t *cr;
  double width;
  double y;
} Pen;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  ga_invitation_free (sheet->invitation);
  g_free (sheet->name);
  g_free (sheet->community);
  g_free (sheet->until);
  g_free (sheet);
}

static void
write_paragraph (Pen *pen, const char *font, const char *text, double after)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (pen->cr);
  PangoFontDescription *description = pango_font_description_from_string (font);
  int height;

  /* One unit of the page is a point, whatever the screen has. */
  pango_cairo_context_set_resolution (pango_layout_get_context (layout), 72);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (int) (pen->width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (pen->cr, 0, pen->y);
  pango_cairo_show_layout (pen->cr, layout);
  pango_font_description_free (description);
  pen->y += (double) height / PANGO_SCALE + after;
}

static void
write_step (Pen *pen, const char *number, const char *text)
{
  Pen inner = { pen->cr, pen->width - 2 * GAP, pen->y };

  write_paragraph (&(Pen){ pen->cr, 2 * GAP, pen->y }, "Sans Bold 18", number, 0);
  cairo_save (pen->cr);
  cairo_translate (pen->cr, 2 * GAP, 0);
  write_paragraph (&inner, "Sans 18", text, GAP);
  cairo_restore (pen->cr);
  pen->y = inner.y;
}

void
ga_invitation_sheet_draw (cairo_t *cr,
                          double width,
                          double height,
                          const GaInvitation *invitation,
                          const char *name,
                          const char *community,
                          const char *until)
{
  g_autofree char *link = ga_invitation_get_link (invitation);
  g_autofree char *typed = ga_invitation_get_typed (invitation);
  g_autofree char *last = NULL;
  Pen pen = { cr, width, 0 };

  cairo_set_source_rgb (cr, 0, 0, 0);
  write_paragraph (&pen, "Sans Bold 34", _ ("Invitation"), GAP / 2.0);
  write_paragraph (&pen, "Sans 22", name, 0);
  write_paragraph (&pen, "Sans 22", community, 2 * GAP);
  write_step (&pen, "1", _ ("Install Gangart on your computer, and open it."));
  write_step (&pen, "2", _ ("Choose “Join with an invitation”."));
  write_step (&pen, "3",
              _ ("Write all of this into the field “Invitation”, with a space between the two:"));
  write_paragraph (&pen, "Monospace Bold 16", typed, 2 * GAP);
  if (until != NULL)
    /* TRANSLATORS: %s is a day */
    last =
        g_strdup_printf (_ ("The code serves once, until %s. Keep it to yourself: whoever has it "
                            "can read the names of your walkers."),
                         until);
  write_paragraph (&pen, "Sans 14",
                   last != NULL
                       ? last
                       : _ ("The code serves once. Keep it to yourself: whoever has it can "
                            "read the names of your walkers."),
                   2 * GAP);
  cairo_save (cr);
  cairo_translate (cr, 0, MIN (pen.y, height - QR_SIDE));
  ga_qr_code_draw (cr, link, QR_SIDE);
  cairo_restore (cr);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer user_data)
{
  Sheet *sheet = user_data;

  ga_invitation_sheet_draw (gtk_print_context_get_cairo_context (context),
                            gtk_print_context_get_width (context),
                            gtk_print_context_get_height (context), sheet->invitation, sheet->name,
                            sheet->community, sheet->until);
}

static void
free_sheet_cb (gpointer data, GClosure *closure)
{
  sheet_free (data);
}

void
ga_invitation_sheet_print (GtkWindow *parent,
                           const GaInvitation *invitation,
                           const char *name,
                           const char *community,
                           const char *until)
{
  g_autoptr (GtkPrintOperation) operation = ga_print_new (parent, _ ("Invitation"));
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->invitation = ga_invitation_new (invitation->url, invitation->code);
  sheet->name = g_strdup (name);
  sheet->community = g_strdup (community);
  sheet->until = g_strdup (until);
  gtk_print_operation_set_n_pages (operation, 1);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), sheet, free_sheet_cb,
                         0);
  ga_print_run (operation, parent);
}
