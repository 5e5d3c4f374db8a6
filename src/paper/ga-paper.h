/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "paper/ga-table.h"

G_BEGIN_DECLS

/**
 * GaPaper:
 *
 * A document on A4 paper: headings, text, facts in two columns, tables, lines to write on and codes
 * for cameras, one below the other, on
 * as many pages as it takes, each with the title and its number at its foot. Nothing is cut: text
 * and rows go on where a page ends, a table has its headings on each of its pages, and a heading
 * stands on the page of what follows it.
 *
 * Texts are plain text in UTF-8, translated and written out by the caller, as are figures; they are
 * copied. A newline begins a paragraph. One thread at a time, and none in particular:
 *
 *   g_autoptr (GaPaper) paper = ga_paper_new ("Tilskud 2026");
 *
 *   ga_paper_add (paper, GA_PAPER_TITLE, title);
 *   ga_paper_add_fact (paper, "Ramme", frame);
 *   ga_paper_add_table (paper, applications);
 *   return ga_paper_write_pdf (paper, path, error);
 */
typedef struct _GaPaper GaPaper;

/**
 * GaPaperStyle: how a text looks.
 * @GA_PAPER_TITLE: what the document is, once at its top
 * @GA_PAPER_HEADING: of a part
 * @GA_PAPER_SUBHEADING: of a part of a part
 * @GA_PAPER_TEXT: what is to be read
 * @GA_PAPER_NOTE: smaller and paler, such as the unit of a table
 * @GA_PAPER_RIGHT: text at the right margin, such as the date of a letter
 */
typedef enum
{
  GA_PAPER_TITLE,
  GA_PAPER_HEADING,
  GA_PAPER_SUBHEADING,
  GA_PAPER_TEXT,
  GA_PAPER_NOTE,
  GA_PAPER_RIGHT,
} GaPaperStyle;

GaPaper *ga_paper_new (const char *title);
void ga_paper_free (GaPaper *self);

void ga_paper_set_scale (GaPaper *self, guint percent);
void ga_paper_fit_page (GaPaper *self);

void ga_paper_add (GaPaper *self, GaPaperStyle style, const char *text);
void ga_paper_add_fact (GaPaper *self, const char *label, const char *value);
void ga_paper_add_table (GaPaper *self, GaTable *table);
void ga_paper_add_line (GaPaper *self, const char *text, gboolean boxed);
void ga_paper_add_blanks (GaPaper *self, guint least);
void ga_paper_add_code (GaPaper *self, const char *text, guint side);
void ga_paper_begin_part (GaPaper *self);

guint ga_paper_lay_out (GaPaper *self);
void ga_paper_draw_page (GaPaper *self, cairo_t *cr, guint page);

gboolean ga_paper_write_pdf (GaPaper *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaPaper, ga_paper_free)

G_END_DECLS
