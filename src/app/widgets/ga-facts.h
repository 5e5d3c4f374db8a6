/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaFacts:
 *
 * What a record says, to be read and not edited: the label of each field that has a value, and the
 * value beside it; amounts of money end below each other. Main thread.
 */
#define GA_TYPE_FACTS (ga_facts_get_type ())
G_DECLARE_FINAL_TYPE (GaFacts, ga_facts, GA, FACTS, GtkGrid)

void ga_facts_clear (GaFacts *self);
void ga_facts_add (GaFacts *self, const char *label, const char *value);
void ga_facts_add_amount (GaFacts *self, const char *label, const char *amount);
void ga_facts_add_field (GaFacts *self, GaReader *reader, const GaRecord *record, const char *name);
void ga_facts_add_fields (GaFacts *self,
                          GaReader *reader,
                          const GaRecord *record,
                          const char *const *without);

G_END_DECLS
