/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/widgets/ga-editor.h"

G_BEGIN_DECLS

/**
 * GaRecordView:
 *
 * One record of an entity, told in full beside the list it was chosen from. It follows changes of
 * the store, is insensitive while there is no record, and offers the actions `record.edit` and
 * `record.delete`. A subclass has a template whose child is a GtkScrolledWindow; it fills in
 * GaRecordViewClass and shows the record. Main thread.
 */
#define GA_TYPE_RECORD_VIEW (ga_record_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (GaRecordView, ga_record_view, GA, RECORD_VIEW, AdwBin)

/**
 * GaRecordViewClass:
 * @entity: the name of the entity; of a view of several the usual one
 * @shown: the names of every entity a change of which the view shows, itself too; ends with %NULL
 * @show: fills the widgets from a record
 * @extend: (nullable): adds to the editor of `record.edit` what its form alone does not do
 * @allow: offers to change it, or says why not; @why: (nullable): translated
 */
struct _GaRecordViewClass
{
  AdwBinClass parent_class;

  const char *entity;
  const char *const *shown;
  void (*show) (GaRecordView *self, GaReader *reader, GaRecord *record);
  void (*allow) (GaRecordView *self, const char *why);
  void (*extend) (GaRecordView *self, GaEditor *editor);
};

void ga_record_view_set_up (GaRecordView *self, GaContext *context);
void ga_record_view_set_id (GaRecordView *self, const GaId *id);
void ga_record_view_set_of (GaRecordView *self, const GaEntity *entity, const GaId *id);
GaContext *ga_record_view_get_context (GaRecordView *self);
GaRecord *ga_record_view_get_record (GaRecordView *self);
const GaEntity *ga_record_view_get_entity (GaRecordView *self, const char *name);
GaRecord *ga_record_view_make_for (GaRecordView *self, const char *entity, const char *field);
void ga_record_view_add_to (GaRecordView *self,
                            const char *entity,
                            const char *field,
                            const char *const *hidden);

G_END_DECLS
