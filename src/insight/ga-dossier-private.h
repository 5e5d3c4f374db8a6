/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-dossier.h"

G_BEGIN_DECLS

/**
 * GaDossierReading: private to insight. A dossier while it is read, on the reader's thread.
 * @own: (element-type GaId): the organisation, or those that are the kommune itself
 * @here: (element-type GaId): the kommuner that the subject is, or stands for
 * @agreements, @initiatives, @communities: (element-type GaId): what belongs to the subject
 */
typedef struct
{
  GaDossier *dossier;
  GaReader *reader;
  GArray *own;
  GArray *here;
  GArray *agreements;
  GArray *initiatives;
  GArray *communities;
} GaDossierReading;

const GaEntity *ga_dossier_reading_get_entity (GaDossierReading *self, const char *name);
/* (transfer full) (element-type GaRecord) (nullable): of @entity, those whose @field is one of
 * @ids, in the order @sort (nullable: their usual one); %NULL with @error set */
GPtrArray *ga_dossier_reading_list (GaDossierReading *self,
                                    const char *entity,
                                    const char *field,
                                    GArray *ids,
                                    const char *sort,
                                    GError **error);
/* Adds the same ones' ids. */
gboolean ga_dossier_reading_add_ids (GaDossierReading *self,
                                     GArray *found,
                                     const char *entity,
                                     const char *field,
                                     GArray *ids,
                                     GError **error);
/* Adds what the reference @via of each of @records leads to. */
void ga_dossier_add_references (GArray *found, GPtrArray *records, const char *via);
/* (transfer full): the @records by what their reference @via leads to; the lists are its own */
GHashTable *ga_dossier_group (GPtrArray *records, const char *via);
GArray *ga_dossier_new_ids (void);

/* Each part, in this order. */
gboolean ga_dossier_read_agreements (GaDossierReading *self, GError **error);
gboolean ga_dossier_read_communities (GaDossierReading *self, GError **error);
gboolean ga_dossier_read_money (GaDossierReading *self, GError **error);
gboolean ga_dossier_read_people (GaDossierReading *self, GError **error);
void ga_dossier_collect_events (GaDossier *self, GPtrArray *tranches, GPtrArray *reports);

G_END_DECLS
