/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper/ga-paper.h"

#include "paper/ga-paper-file.h"
#include "paper/ga-paper-style.h"
#include "paper/ga-table-layout.h"

#define MARGIN      56.0
#define LABEL_WIDTH 150.0
#define LABEL_GAP   12.0
#define FACT_GAP    3.0
/* Below a table; what follows may have more above it. */
#define TABLE_GAP 10.0
/* A table that begins at the foot of a page shows at least so many rows there. */
#define LEAST_ROWS 3

typedef struct
{
  double size;
  double above; /* not at the top of a page */
  gboolean bold;
  gboolean muted;
  gboolean leads; /* stands on the page of what follows it */
} Look;

static const Look looks[] = {
  [GA_PAPER_TITLE] = { 18, 16, TRUE, FALSE, TRUE },
  [GA_PAPER_HEADING] = { 13, 18, TRUE, FALSE, TRUE },
  [GA_PAPER_SUBHEADING] = { 11, 12, TRUE, FALSE, TRUE },
  [GA_PAPER_TEXT] = { 11, 8, FALSE, FALSE, FALSE },
  [GA_PAPER_NOTE] = { 9, 6, FALSE, TRUE, FALSE },
  [GA_PAPER_RIGHT] = { 11, 8, FALSE, FALSE, FALSE },
};

typedef enum
{
  TEXT,
  FACT,
  TABLE,
} Kind;

/* What stands below each other. */
typedef struct
{
  Kind kind;
  GaPaperStyle style;
  gboolean begins; /* a page */
  char *label;     /* of a fact */
  char *text;
  GaTable *table;
  /* Once it is laid out. */
  PangoLayout *cells[2]; /* the text, or label and value */
  guint n_cells;
  double height; /* of the cells */
  GaTableLayout *rows;
} Block;

/* What of a block stands on one page, without a line that is cut. */
typedef struct
{
  const Block *block;
  gint64 row; /* of a table; below 0 for its headings */
  double from;
  double to;
  double y;
  guint page;
} Piece;

struct _GaPaper
{
  char *title;
  GPtrArray *blocks; /* of Block */
  gboolean begins;   /* the next one, a page */
  /* While it is written. */
  GaPaperSheet sheet;
  PangoContext *context;
  GArray *pieces; /* of Piece, from the first page to the last */
  guint page;
  double y;
};

static void
forget_layout (Block *block)
{
  g_clear_object (&block->cells[0]);
  g_clear_object (&block->cells[1]);
  g_clear_pointer (&block->rows, ga_table_layout_free);
}

static void
block_free (gpointer data)
{
  Block *block = data;

  forget_layout (block);
  g_free (block->label);
  g_free (block->text);
  g_clear_object (&block->table);
  g_free (block);
}

static Block *
add_block (GaPaper *self, Kind kind, GaPaperStyle style, const char *text)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  block->style = style;
  block->begins = self->begins;
  self->begins = FALSE;
  block->text = g_strdup (text);
  g_ptr_array_add (self->blocks, block);
  return block;
}

static double
get_width (GaPaper *self)
{
  return self->sheet.width - 2 * self->sheet.margin;
}

static void
add_cell (GaPaper *self, Block *block, const char *text, double width)
{
  const Look *look = &looks[block->style];
  PangoLayout *pango = ga_paper_shape (self->context, look->size, look->bold);

  pango_layout_set_width (pango, (int) (width * PANGO_SCALE));
  if (block->style == GA_PAPER_RIGHT)
    pango_layout_set_alignment (pango, PANGO_ALIGN_RIGHT);
  pango_layout_set_text (pango, text, -1);
  block->cells[block->n_cells++] = pango;
  block->height = MAX (block->height, ga_paper_find_height (pango));
}

static void
lay_out (GaPaper *self, Block *block)
{
  double width = get_width (self);

  block->n_cells = 0;
  block->height = 0;
  if (block->kind == FACT)
    {
      add_cell (self, block, block->label, LABEL_WIDTH);
      add_cell (self, block, block->text, width - LABEL_WIDTH - LABEL_GAP);
    }
  else if (block->kind == TEXT)
    add_cell (self, block, block->text, width);
  else
    block->rows = ga_table_layout_new (block->table, self->context, width);
}

static double
get_above (const Block *block, const Block *before)
{
  double above = looks[block->style].above;

  /* Facts stand close together. */
  if (block->kind == FACT && before->kind == FACT)
    return FACT_GAP;
  return before->kind == TABLE ? MAX (above, TABLE_GAP) : above;
}

/* The height without which a block does not begin at the foot of a page: two lines, a few rows, or
 * a heading with what it leads to. */
static double
find_least (GaPaper *self, guint index)
{
  const Block *block = g_ptr_array_index (self->blocks, index);
  const Block *next = NULL;
  double least = 0;

  if (block->kind == TABLE)
    {
      least = block->rows->heading;
      for (guint row = 0; row < MIN (LEAST_ROWS, ga_table_get_n_rows (block->table)); row++)
        least += block->rows->rows[row];
      return least;
    }
  if (!looks[block->style].leads)
    return MIN (block->height, 3 * looks[block->style].size);
  if (index + 1 < self->blocks->len)
    next = g_ptr_array_index (self->blocks, index + 1);
  if (next != NULL && !next->begins)
    least = get_above (next, block) + find_least (self, index + 1);
  return block->height + least;
}

static double
get_room (GaPaper *self)
{
  return ga_paper_sheet_get_bottom (&self->sheet) - self->y;
}

static gboolean
is_at_top (GaPaper *self)
{
  return self->y <= self->sheet.margin;
}

static void
turn_page (GaPaper *self)
{
  self->page++;
  self->y = self->sheet.margin;
}

static void
put (GaPaper *self, const Block *block, gint64 row, double from, double to, double height)
{
  Piece piece = { block, row, from, to, self->y, self->page };

  g_array_append_val (self->pieces, piece);
  self->y += height;
}

static void
put_cells (GaPaper *self, const Block *block)
{
  double from = 0;

  while (block->height - from > get_room (self))
    {
      double to = ga_paper_find_break (block->cells, block->n_cells, from, get_room (self));

      /* A letter taller than a page could not be helped. */
      if (to <= from && is_at_top (self))
        to = from + get_room (self);
      if (to > from)
        put (self, block, 0, from, to, to - from);
      from = MAX (from, to);
      turn_page (self);
    }
  put (self, block, 0, from, block->height, block->height - from);
}

static void
put_heading (GaPaper *self, const Block *block)
{
  put (self, block, -1, 0, 0, block->rows->heading);
}

static void
put_row (GaPaper *self, const Block *block, guint row)
{
  double air = GA_TABLE_LAYOUT_AIR;
  double height = block->rows->rows[row] - air;
  double page =
      ga_paper_sheet_get_bottom (&self->sheet) - self->sheet.margin - block->rows->heading;
  double from = 0, to = 0;
  gboolean turned = FALSE;

  while (height - from + air > get_room (self))
    {
      /* What fits one page is not torn. */
      if (height - from + air > page)
        to = ga_table_layout_find_break (block->rows, row, from, get_room (self));
      if (to > from)
        put (self, block, row, from, to, to - from + air);
      /* A letter taller than a page could not be helped. */
      else if (turned)
        break;
      from = MAX (from, to);
      turn_page (self);
      put_heading (self, block);
      turned = TRUE;
    }
  put (self, block, row, from, height, height - from + air);
}

static void
put_table (GaPaper *self, const Block *block)
{
  put_heading (self, block);
  for (guint row = 0; row < ga_table_get_n_rows (block->table); row++)
    put_row (self, block, row);
}

static void
put_blocks (GaPaper *self)
{
  const Block *before = NULL;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = g_ptr_array_index (self->blocks, i);
      double above = before != NULL ? get_above (block, before) : 0;

      if (!is_at_top (self) && (block->begins || above + find_least (self, i) > get_room (self)))
        turn_page (self);
      if (!is_at_top (self))
        self->y += above;
      if (block->kind == TABLE)
        put_table (self, block);
      else
        put_cells (self, block);
      before = block;
    }
}

static void
draw_piece (GaPaper *self, cairo_t *cr, const Piece *piece)
{
  const Block *block = piece->block;
  double x = self->sheet.margin;

  if (block->kind == TABLE && piece->row < 0)
    ga_table_layout_draw_heading (block->rows, cr, x, piece->y);
  else if (block->kind == TABLE)
    ga_table_layout_draw_part (block->rows, cr, (guint) piece->row, x, piece->y, piece->from,
                               piece->to);
  else
    for (guint i = 0; i < block->n_cells; i++)
      {
        gboolean is_label = block->kind == FACT && i == 0;

        ga_paper_set_colour (cr,
                             is_label || looks[block->style].muted ? GA_PAPER_MUTED : GA_PAPER_INK);
        ga_paper_draw_lines (cr, block->cells[i], x, piece->y, piece->from, piece->to);
        x += LABEL_WIDTH + LABEL_GAP;
      }
}

static void
draw_page_cb (cairo_t *cr, guint page, gpointer user_data)
{
  GaPaper *self = user_data;

  pango_cairo_update_context (cr, self->context);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->page == page)
        draw_piece (self, cr, piece);
    }
  ga_paper_draw_foot (self->context, cr, &self->sheet, self->title, page, self->page + 1);
}

/**
 * ga_paper_new:
 * @title: stands at the foot of each page, and is what a reader of the file calls it
 *
 * Returns: (transfer full): an empty document
 */
GaPaper *
ga_paper_new (const char *title)
{
  GaPaper *self = g_new0 (GaPaper, 1);

  self->title = g_strdup (title);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->sheet = (GaPaperSheet){ GA_PAPER_A4_SHORT, GA_PAPER_A4_LONG, MARGIN };
  return self;
}

void
ga_paper_free (GaPaper *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self->title);
  g_free (self);
}

/**
 * ga_paper_add:
 * @text: (nullable): nothing is added where there is none
 */
void
ga_paper_add (GaPaper *self, GaPaperStyle style, const char *text)
{
  if (text != NULL && *text != '\0')
    add_block (self, TEXT, style, text);
}

/**
 * ga_paper_add_fact:
 * @label: stands to the left
 * @value: (nullable): to the right, as long as it may be; nothing is added where there is none
 */
void
ga_paper_add_fact (GaPaper *self, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    add_block (self, FACT, GA_PAPER_TEXT, value)->label = g_strdup (label);
}

/**
 * ga_paper_add_table:
 * @table: is kept, and stays as it is
 *
 * Columns that are too wide wrap. A table without rows is left out.
 */
void
ga_paper_add_table (GaPaper *self, GaTable *table)
{
  if (ga_table_get_n_rows (table) > 0)
    add_block (self, TABLE, GA_PAPER_TEXT, NULL)->table = g_object_ref (table);
}

/**
 * ga_paper_begin_page:
 *
 * What is added from now on stands on a page of its own.
 */
void
ga_paper_begin_page (GaPaper *self)
{
  self->begins = TRUE;
}

/**
 * ga_paper_write_pdf:
 * @path: the file's name; what stands there is replaced when the new one is whole
 *
 * Waits for the disk: off the main thread in a program with a window. The text can be searched and
 * copied.
 *
 * Returns: %FALSE with @error set (#GaPaperError) if nothing was written
 */
gboolean
ga_paper_write_pdf (GaPaper *self, const char *path, GError **error)
{
  gboolean written;

  self->context = ga_paper_context_new (FALSE);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->page = 0;
  self->y = self->sheet.margin;
  for (guint i = 0; i < self->blocks->len; i++)
    lay_out (self, g_ptr_array_index (self->blocks, i));
  put_blocks (self);
  written = ga_paper_file_write_pdf (self->title, &self->sheet, self->page + 1, draw_page_cb, self,
                                     path, error);
  g_clear_pointer (&self->pieces, g_array_unref);
  for (guint i = 0; i < self->blocks->len; i++)
    forget_layout (g_ptr_array_index (self->blocks, i));
  g_clear_object (&self->context);
  return written;
}
