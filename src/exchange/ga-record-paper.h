/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper/ga-paper.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/* What papers about records share. On the thread of the reader; errors are of %GA_STORE_ERROR, and
 * what is read is (transfer full). */

GaRecord *
ga_record_paper_find (GaReader *reader, const char *entity, const GaId *id, GError **error);
GaRecord *ga_record_paper_find_parent (GaReader *reader,
                                       const GaRecord *record,
                                       const char *field,
                                       GError **error);
GPtrArray *ga_record_paper_list (
    GaReader *reader, const char *entity, const char *via, const GaId *id, GError **error);

/* The fields that have a value, each beside its label; @names ends with %NULL. */
void ga_record_paper_add_facts (GaPaper *paper,
                                GaReader *reader,
                                const GaRecord *record,
                                const char *const *names);
/* A text under its label as heading, if there is one. */
void ga_record_paper_add_text (GaPaper *paper,
                               GaPaperStyle heading,
                               const GaRecord *record,
                               const char *name);
/* Who runs the round, and how they are reached, where that is known. */
void ga_record_paper_add_sender (GaPaper *paper, GaReader *reader, const GaRecord *round);
/* A table of records of one entity, a column a field. @summed: (nullable): the amount that is added
 * up in a last row, and whole numbers such as hours with it. @heading: (nullable): of that amount,
 * where it says more than the label of the field */
void ga_record_paper_add_table (GaPaper *paper,
                                GaReader *reader,
                                GPtrArray *records,
                                const char *const *names,
                                const char *summed,
                                const char *heading);
/* What a field is called to people. (transfer none) */
const char *ga_record_paper_label (const GaRecord *record, const char *name);

G_END_DECLS
