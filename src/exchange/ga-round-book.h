/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaRoundFigures: what became of the frame of a funding round, in øre of its currency.
 * @granted: by grants, also what came back
 * @returned: what came back; the round has it again
 * @reserved: approved, and not granted yet
 * @left: of the frame: @frame − @granted + @returned − @reserved
 * @paid: in tranches
 * @spent: by the accounts
 */
typedef struct
{
  gint64 frame;
  gint64 granted;
  gint64 returned;
  gint64 reserved;
  gint64 left;
  gint64 paid;
  gint64 spent;
} GaRoundFigures;

/**
 * GaRoundBook:
 *
 * A funding round for the bookkeeper: its figures, applications, grants, tranches and accounts, as
 * far as they are here, and a workbook of them. Reads when it is made; on the reader's thread, and
 * not on the main thread of a window. Errors are of %GA_STORE_ERROR, of the file
 * %GA_EXCHANGE_ERROR.
 */
typedef struct _GaRoundBook GaRoundBook;

GaRoundBook *ga_round_book_new (GaReader *reader, const GaId *round, GError **error);
void ga_round_book_free (GaRoundBook *self);

const GaRoundFigures *ga_round_book_get_figures (const GaRoundBook *self);
gboolean ga_round_book_write (GaRoundBook *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaRoundBook, ga_round_book_free)

G_END_DECLS
