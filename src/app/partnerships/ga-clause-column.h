/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/ga-record.h"

G_BEGIN_DECLS

/**
 * GaClauseColumn:
 *
 * What one side of an agreement expects of the other: each expectation with who sees to it, until
 * when and how it stands. Activates, on the widget around it, `agreement.edit (ss)`,
 * `agreement.delete (ss)`, `agreement.set-state (ss)` and `agreement.add-clause (s)`. Main thread.
 */
#define GA_TYPE_CLAUSE_COLUMN (ga_clause_column_get_type ())
G_DECLARE_FINAL_TYPE (GaClauseColumn, ga_clause_column, GA, CLAUSE_COLUMN, GtkBox)

/* Room for so many letters, or what both sides expect stands one below the other. */
#define GA_CLAUSE_COLUMN_LETTERS 30

/* Once. @side: which of the clauses it shows, as its code; @title: translated */
void ga_clause_column_set_up (GaClauseColumn *self, const char *side, const char *title);
/* @clauses: (element-type GaRecord): of both sides. Returns: how many of this one are overdue */
guint ga_clause_column_show (GaClauseColumn *self, GPtrArray *clauses, const char *today);
/* Whether they are only read here. */
void ga_clause_column_set_fixed (GaClauseColumn *self, gboolean fixed);

G_END_DECLS
