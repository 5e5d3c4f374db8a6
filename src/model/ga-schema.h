/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-entity.h"

G_BEGIN_DECLS

/* The number of the schema in this release: PRAGMA user_version of its files. */
#define GA_SCHEMA_VERSION 2

/**
 * GaSchema:
 *
 * The entities that a store knows. Filled before a store opens and unchanged after that, hence read
 * freely by any thread. It does not own them: a descriptor lives as long as the program.
 */
#define GA_TYPE_SCHEMA (ga_schema_get_type ())
G_DECLARE_FINAL_TYPE (GaSchema, ga_schema, GA, SCHEMA, GObject)

GaSchema *ga_schema_new (void);
GaSchema *ga_schema_new_empty (void);
void ga_schema_add (GaSchema *self, const GaEntity *entity);
guint ga_schema_get_n_entities (GaSchema *self);
const GaEntity *ga_schema_get_nth (GaSchema *self, guint index);
const GaEntity *ga_schema_get (GaSchema *self, const char *name);
const GaEntity *ga_schema_get_by_number (GaSchema *self, guint number);

G_END_DECLS
