/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"

/*
 * A value that does not stand, kept until somebody has seen it: two people changed one field, a
 * change was refused, two records may be of one thing. The server writes them in the space of the
 * record they are about; those made here are this computer's own. Values are JSON, as they travel.
 */

#define LONGEST_VALUE 65536

static const GaChoice kinds[] = {
  { "edit", N_ ("Changed on two computers") },
  { "deleted", N_ ("Deleted and changed") },
  { "question", N_ ("Two records of one walk") },
  { "duplicate", N_ ("Perhaps the same") },
  { "refused", N_ ("Not accepted") },
  { "quarantine", N_ ("From a computer that no longer has access to it") },
  { NULL },
};

static const GaChoice states[] = {
  { "open", N_ ("Open") },
  { "kept", N_ ("Kept") },
  { "restored", N_ ("Restored") },
  { NULL },
};

static const GaField fields[] = {
  { .name = "subject",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_HIDDEN,
    .label = N_ ("Kind of record"),
    .group = N_ ("Conflict") },
  { .name = "record",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_HIDDEN | GA_FIELD_INDEXED,
    .label = N_ ("Concerns") },
  { .name = "kind",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_HIDDEN,
    .label = N_ ("Kind"),
    .choices = kinds },
  { .name = "field", .flags = GA_FIELD_HIDDEN, .label = N_ ("Field") },
  { .name = "kept",
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Value that stands"),
    .max = LONGEST_VALUE },
  { .name = "lost",
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Value that does not stand"),
    .max = LONGEST_VALUE },
  { .name = "kept_personal",
    .flags = GA_FIELD_HIDDEN | GA_FIELD_PERSONAL,
    .label = N_ ("Personal value that stands"),
    .max = LONGEST_VALUE },
  { .name = "lost_personal",
    .flags = GA_FIELD_HIDDEN | GA_FIELD_PERSONAL,
    .label = N_ ("Personal value that does not stand"),
    .max = LONGEST_VALUE },
  /* Numbers of accounts; times are UTC microseconds. */
  { .name = "kept_by",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_HIDDEN | GA_FIELD_PERSONAL,
    .label = N_ ("Author of what stands") },
  { .name = "lost_by",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_HIDDEN | GA_FIELD_PERSONAL,
    .label = N_ ("Author of what does not stand") },
  { .name = "kept_at",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Time of what stands"),
    .max = G_MAXINT64 },
  { .name = "lost_at",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Time of what does not stand"),
    .max = G_MAXINT64 },
  { .name = "code", .flags = GA_FIELD_HIDDEN, .label = N_ ("Code of the refusal") },
  { .name = "other", .flags = GA_FIELD_HIDDEN, .label = N_ ("The other record") },
  { .name = "state",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_HIDDEN,
    .label = N_ ("State"),
    .choices = states,
    .fallback = "open" },
};

static const GaSort sorts[] = {
  { "newest", N_ ("Newest first"), "-lost_at" },
  { "state", N_ ("State"), "state,lost_at" },
  { NULL },
};

const GaEntity ga_entity_conflict = {
  .name = "conflict",
  .number = 13,
  .label = N_ ("Conflict"),
  .plural = N_ ("Conflicts"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_GIVEN },
  .title = "subject",
  .summary = "kind state",
  .sorts = sorts,
};
