/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-page.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-record-view.h"

G_BEGIN_DECLS

/**
 * GaRecordsPage:
 *
 * All records of an entity at the left, the chosen one beside them. It has `page.add`, `page.edit`,
 * `page.filter` and `page.export`. A subclass fills in GaRecordsPageClass and is done. It may also
 * show other things in place of the list, such as records of other entities, with `page.back` as
 * the way back. Main thread.
 */
#define GA_TYPE_RECORDS_PAGE (ga_records_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (GaRecordsPage, ga_records_page, GA, RECORDS_PAGE, GaPage)

/**
 * GaRecordsWords: what the page says, as msgids.
 * @add: on the button that adds one
 * @add_tip: the same with its key
 * @no_records: in the list, while there are none
 * @first, @first_text: title and text beside the empty list
 * @none, @none_text: title and text while none is chosen
 * @unseen, @unseen_text: (nullable): of somebody's names, title and text for who sees none
 */
typedef struct
{
  const char *add;
  const char *add_tip;
  const char *no_records;
  const char *first;
  const char *first_text;
  const char *none;
  const char *none_text;
  const char *unseen;
  const char *unseen_text;
} GaRecordsWords;

/**
 * GaRecordsPageClass:
 * @entity: the name of the entity
 * @get_view_type: the GaRecordView that tells one record in full
 * @icon: of the page while it is empty
 * @words: what it says
 * @hidden: (nullable): fields that a new record can do without, and its form does not show
 * @extend: (nullable): adds sections to the form of a new record
 * @back: where Back leads from a view in place of the list; else to the list
 */
struct _GaRecordsPageClass
{
  GaPageClass parent_class;

  const char *entity;
  GType (*get_view_type) (void);
  const char *icon;
  const GaRecordsWords *words;
  const char *const *hidden;
  void (*extend) (GaRecordsPage *self, GaEditor *editor);
  void (*back) (GaRecordsPage *self);
};

/* Returns: (transfer none): what tells one record in full */
GaRecordView *ga_records_page_get_view (GaRecordsPage *self);
void ga_records_page_add_place (GaRecordsPage *self, GtkWidget *place);
void ga_records_page_show_place (GaRecordsPage *self, GtkWidget *place);
GaRecordView *ga_records_page_add_view (GaRecordsPage *self, GType type);
void ga_records_page_show_view (GaRecordsPage *self, GaRecordView *view);
GaRecordView *ga_records_page_get_shown_view (GaRecordsPage *self);

G_END_DECLS
