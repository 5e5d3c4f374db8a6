/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-act.h"

G_BEGIN_DECLS

/**
 * GaDocuments:
 *
 * The files that belong to a record: a list from which they are opened, saved elsewhere and
 * removed, and a button to attach another. What is not on this computer yet is fetched when it is
 * opened or saved. Main thread.
 */
#define GA_TYPE_DOCUMENTS (ga_documents_get_type ())
G_DECLARE_FINAL_TYPE (GaDocuments, ga_documents, GA, DOCUMENTS, GtkBox)

/* @owner: of an entity that an attachment can belong to */
void
ga_documents_show (GaDocuments *self, GaContext *context, GaReader *reader, const GaRecord *owner);
/* As before, once, and from then on whenever they change: where nobody else looks again. */
void ga_documents_follow (GaDocuments *self, GaContext *context, const GaRecord *owner);
/* Asks for a file and attaches it to @owner. @done: (nullable): called as ga_act_put() does it; it
 * then tells of success itself. */
void ga_documents_attach (GtkWidget *origin,
                          GaContext *context,
                          const GaRecord *owner,
                          GaActDoneFunc done);
/* Whether they are only read here. */
void ga_documents_set_fixed (GaDocuments *self, gboolean fixed);

G_END_DECLS
