/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-record-json.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/* What is written for a record: its id, a kommune's code, or a name when only one has it.
 * (transfer full) (nullable), with %GA_MODEL_ERROR_REFERENCE or %GA_STORE_ERROR. Main thread. */
GaRecord *
ga_ctl_resolve (GaReader *reader, const GaEntity *entity, const char *text, GError **error);

/* Lets a field of @record refer to the one meant, as ga_ctl_resolve() finds it. */
gboolean ga_ctl_set_reference (
    GaReader *reader, GaRecord *record, const char *field, const char *text, GError **error);

/* As GaResolveFunc, @user_data being a #GaReader. */
gboolean ga_ctl_resolve_field (
    const GaField *field, const char *text, GaId *id, gpointer user_data, GError **error);

G_END_DECLS
