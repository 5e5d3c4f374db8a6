/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper/ga-paper.h"

#include "paper/ga-paper-file.h"
#include "paper/ga-paper-style.h"
#include "paper/ga-qr-code.h"
#include "paper/ga-table-layout.h"

#define MARGIN      56.0
#define LABEL_WIDTH 150.0
#define LABEL_GAP   12.0
#define FACT_GAP    3.0
/* Below a table; what follows may have more above it. */
#define TABLE_GAP 10.0
/* A table that begins at the foot of a page shows at least so many rows there. */
#define LEAST_ROWS 3
/* Of a label beside a fact, of the width. */
#define MOST_LABEL 0.4
/* A line to write on is high enough for a hand; the box before it is ticked. */
#define LINE_AIR   6.0
#define BOX_SIDE   12.0
#define BOX_GAP    10.0
#define LABEL_AIR  8.0
#define BOX_STROKE 0.8
/* How much smaller letters get at a time, until all stands on one page. */
#define SHRINK 0.95

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
  LINE,
  BLANKS,
  CODE,
} Kind;

/* What stands below each other. */
typedef struct
{
  Kind kind;
  GaPaperStyle style;
  gboolean begins; /* a part */
  char *label;     /* of a fact */
  char *text;
  gboolean boxed; /* a line, to be ticked */
  guint least;    /* of blanks */
  double side;    /* of a code */
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
  gboolean begins;   /* the next one, a part */
  double scale;      /* of letters and what is measured by them */
  gboolean fits;     /* on one page */
  /* Once it is laid out. */
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

static double
get_size (GaPaper *self, const Block *block)
{
  return looks[block->style].size * self->scale;
}

static double
get_label_width (GaPaper *self)
{
  return MIN (LABEL_WIDTH * self->scale, get_width (self) * MOST_LABEL);
}

static double
get_box_width (GaPaper *self)
{
  return (BOX_SIDE + BOX_GAP) * self->scale;
}

static void
add_cell (GaPaper *self, Block *block, const char *text, double width)
{
  PangoLayout *pango =
      ga_paper_shape (self->context, get_size (self, block), looks[block->style].bold);

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

  forget_layout (block);
  block->n_cells = 0;
  block->height = 0;
  switch (block->kind)
    {
    case FACT:
      add_cell (self, block, block->label, get_label_width (self));
      add_cell (self, block, block->text, width - get_label_width (self) - LABEL_GAP);
      break;
    case TEXT:
      add_cell (self, block, block->text, width);
      break;
    case LINE:
    case BLANKS:
      add_cell (self, block, block->text, width - (block->boxed ? get_box_width (self) : 0));
      block->height += LINE_AIR * self->scale;
      break;
    case CODE:
      block->height = block->side;
      break;
    case TABLE:
    default:
      block->rows = ga_table_layout_new (block->table, self->context, width, self->scale);
      break;
    }
}

static gboolean
is_line (const Block *block)
{
  return block->kind == LINE || block->kind == BLANKS;
}

static double
get_above (GaPaper *self, const Block *block, const Block *before)
{
  double above = looks[block->style].above * self->scale;

  /* Facts stand close together, and lines below each other. */
  if (block->kind == FACT && before->kind == FACT)
    return FACT_GAP * self->scale;
  if (is_line (block) && is_line (before) && block->boxed == before->boxed)
    return 0;
  return before->kind == TABLE ? MAX (above, TABLE_GAP) : above;
}

/* Of a table, down to one of its rows. */
static double
get_height (const Block *block, guint most)
{
  guint n_rows = block->kind == TABLE ? MIN (most, ga_table_get_n_rows (block->table)) : 0;
  double height = block->kind == TABLE ? block->rows->heading : block->height;

  for (guint row = 0; row < n_rows; row++)
    height += block->rows->rows[row];
  return height;
}

/* The height without which a block does not begin at the foot of a page: two lines, a few rows, or
 * a heading with what it leads to. */
static double
find_least (GaPaper *self, guint index)
{
  const Block *block = g_ptr_array_index (self->blocks, index), *next;
  double least = 0;

  if (block->kind == TABLE || is_line (block) || block->kind == CODE)
    return get_height (block, LEAST_ROWS);
  if (!looks[block->style].leads)
    return MIN (block->height, 3 * get_size (self, block));
  next = index + 1 < self->blocks->len ? self->blocks->pdata[index + 1] : NULL;
  if (next != NULL && !next->begins)
    least = get_above (self, next, block) + find_least (self, index + 1);
  return block->height + least;
}

/* The height of a part, to where the next one begins. */
static double
find_part (GaPaper *self, guint index)
{
  const Block *block = g_ptr_array_index (self->blocks, index), *before;
  double height = get_height (block, G_MAXUINT);

  while (++index < self->blocks->len)
    {
      before = block;
      block = g_ptr_array_index (self->blocks, index);
      if (block->begins)
        break;
      height += get_above (self, block, before) + get_height (block, G_MAXUINT);
    }
  return height;
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

/* As many as there must be, and to the end of the page, but for what stands below them. */
static void
put_blanks (GaPaper *self, guint index)
{
  const Block *block = g_ptr_array_index (self->blocks, index);
  const Block *next = index + 1 < self->blocks->len ? self->blocks->pdata[index + 1] : NULL;
  double below = next != NULL && !next->begins
                     ? get_above (self, next, block) + find_least (self, index + 1)
                     : 0;

  for (guint n = 0; n < block->least || block->height + below <= get_room (self); n++)
    {
      /* The last one brings what stands below it along. */
      if (block->height + (n + 1 < block->least ? 0 : below) > get_room (self) && !is_at_top (self))
        turn_page (self);
      put (self, block, 0, 0, block->height, block->height);
    }
}

static void
put_block (GaPaper *self, guint index)
{
  const Block *block = g_ptr_array_index (self->blocks, index);

  if (block->kind == TABLE)
    put_table (self, block);
  else if (block->kind == BLANKS)
    put_blanks (self, index);
  else if (block->kind == LINE || block->kind == CODE)
    put (self, block, 0, 0, block->height, block->height);
  else
    put_cells (self, block);
}

static void
put_blocks (GaPaper *self)
{
  const Block *before = NULL;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = g_ptr_array_index (self->blocks, i);
      double above = before != NULL ? get_above (self, block, before) : 0;
      double least = block->begins ? find_part (self, i) : find_least (self, i);

      if (!is_at_top (self) && above + least > get_room (self))
        turn_page (self);
      if (!is_at_top (self))
        self->y += above;
      put_block (self, i);
      before = block;
    }
}

static void
draw_cells (GaPaper *self, cairo_t *cr, const Piece *piece)
{
  const Block *block = piece->block;
  double x = self->sheet.margin;

  for (guint i = 0; i < block->n_cells; i++)
    {
      gboolean is_label = block->kind == FACT && i == 0;

      ga_paper_set_colour (cr,
                           is_label || looks[block->style].muted ? GA_PAPER_MUTED : GA_PAPER_INK);
      ga_paper_draw_lines (cr, block->cells[i], x, piece->y, piece->from, piece->to);
      x += get_label_width (self) + LABEL_GAP;
    }
}

static void
draw_line (GaPaper *self, cairo_t *cr, const Piece *piece)
{
  const Block *block = piece->block;
  double air = LINE_AIR * self->scale, side = BOX_SIDE * self->scale;
  double x = self->sheet.margin, bottom = piece->y + block->height;
  PangoRectangle logical;

  ga_paper_set_colour (cr, GA_PAPER_INK);
  cairo_set_line_width (cr, BOX_STROKE);
  if (block->boxed)
    {
      cairo_rectangle (cr, x + BOX_STROKE, piece->y + (block->height - side) / 2, side, side);
      cairo_stroke (cr);
      x += get_box_width (self);
    }
  ga_paper_draw_lines (cr, block->cells[0], x, piece->y + air / 2, 0, block->height);
  pango_layout_get_extents (block->cells[0], NULL, &logical);
  /* Beside a label there is room to write; below a name there is a line to the end. */
  if (!block->boxed)
    x += (double) logical.width / PANGO_SCALE + LABEL_AIR * self->scale;
  ga_paper_set_colour (cr, GA_PAPER_RULE);
  cairo_set_line_width (cr, BOX_STROKE / 2);
  cairo_move_to (cr, x, bottom - 1);
  cairo_line_to (cr, self->sheet.width - self->sheet.margin, bottom - 1);
  cairo_stroke (cr);
}

static void
draw_code (GaPaper *self, cairo_t *cr, const Piece *piece)
{
  cairo_save (cr);
  cairo_translate (cr, self->sheet.margin, piece->y);
  ga_qr_code_draw (cr, piece->block->text, piece->block->side);
  cairo_restore (cr);
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
  else if (is_line (block))
    draw_line (self, cr, piece);
  else if (block->kind == CODE)
    draw_code (self, cr, piece);
  else
    draw_cells (self, cr, piece);
}

static void
draw_page_cb (cairo_t *cr, guint page, gpointer user_data)
{
  ga_paper_draw_page (user_data, cr, page);
}

static void
lay_out_all (GaPaper *self)
{
  g_array_set_size (self->pieces, 0);
  self->page = 0;
  self->y = self->sheet.margin;
  for (guint i = 0; i < self->blocks->len; i++)
    lay_out (self, g_ptr_array_index (self->blocks, i));
  put_blocks (self);
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
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->scale = 1;
  self->sheet = (GaPaperSheet){ GA_PAPER_A4_SHORT, GA_PAPER_A4_LONG, MARGIN };
  return self;
}

void
ga_paper_free (GaPaper *self)
{
  g_ptr_array_unref (self->blocks);
  g_array_unref (self->pieces);
  g_clear_object (&self->context);
  g_free (self->title);
  g_free (self);
}

/**
 * ga_paper_set_scale:
 * @percent: how large letters are, of their usual size: 140 for what is read at arm's length, 220
 *   for what hangs on a wall
 */
void
ga_paper_set_scale (GaPaper *self, guint percent)
{
  self->scale = percent / 100.0;
}

/**
 * ga_paper_fit_page:
 *
 * All of it is to stand on one page: letters get smaller, down to their usual size, until it does.
 */
void
ga_paper_fit_page (GaPaper *self)
{
  self->fits = TRUE;
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
 * ga_paper_add_line:
 * @text: at the beginning of a line to write on
 * @boxed: whether there is a box to tick before it; without one the line begins after @text
 */
void
ga_paper_add_line (GaPaper *self, const char *text, gboolean boxed)
{
  add_block (self, LINE, GA_PAPER_TEXT, text)->boxed = boxed;
}

/**
 * ga_paper_add_blanks:
 * @least: how many there are at any rate
 *
 * Empty lines with a box to tick, to the end of the page, but for what is added next.
 */
void
ga_paper_add_blanks (GaPaper *self, guint least)
{
  Block *block = add_block (self, BLANKS, GA_PAPER_TEXT, "");

  block->boxed = TRUE;
  block->least = least;
}

/**
 * ga_paper_add_code:
 * @text: what a camera reads; nothing is added where it is too long for that
 * @side: in points
 */
void
ga_paper_add_code (GaPaper *self, const char *text, guint side)
{
  add_block (self, CODE, GA_PAPER_TEXT, text)->side = side;
}

/**
 * ga_paper_begin_part:
 *
 * What is added from now on, to the next part, stands together: below the rest where there is room
 * for all of it, else from the top of a page.
 */
void
ga_paper_begin_part (GaPaper *self)
{
  self->begins = TRUE;
}

/**
 * ga_paper_lay_out:
 *
 * Fits what was added to pages, on the thread that draws them afterwards.
 *
 * Returns: how many there are
 */
guint
ga_paper_lay_out (GaPaper *self)
{
  g_clear_object (&self->context);
  self->context = ga_paper_context_new (FALSE);
  lay_out_all (self);
  while (self->fits && self->page > 0 && self->scale > 1)
    {
      self->scale = MAX (self->scale * SHRINK, 1);
      lay_out_all (self);
    }
  return self->page + 1;
}

/**
 * ga_paper_draw_page:
 * @cr: in points, with the upper left corner of the sheet (A4) as its origin
 * @page: from 0
 *
 * Draws one page of what is laid out.
 */
void
ga_paper_draw_page (GaPaper *self, cairo_t *cr, guint page)
{
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
  guint n_pages = ga_paper_lay_out (self);

  return ga_paper_file_write_pdf (self->title, &self->sheet, n_pages, draw_page_cb, self, path,
                                  error);
}
