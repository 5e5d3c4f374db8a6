/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaRecordCalendar:
 *
 * Walks as events of a calendar. An event is told by the id of its walk; its SEQUENCE, which tells
 * a calendar that it has changed, grows with each change that the history of the walk holds
 * (docs/decisions/044-what-a-file-says-of-a-walk.md). Each community has a colour. Nobody is named,
 * nor why a walk is cancelled; a walk that reveals health is called a walk and nothing else.
 *
 * Of the thread of @reader, which must outlive it. What cannot be read is left out of an event.
 */
typedef struct _GaRecordCalendar GaRecordCalendar;

GaRecordCalendar *ga_record_calendar_new (GaReader *reader);
void ga_record_calendar_free (GaRecordCalendar *self);

void ga_record_calendar_begin (GaRecordCalendar *self, GString *text);
void ga_record_calendar_add (GaRecordCalendar *self, GString *text, const GaRecord *meeting);
void ga_record_calendar_end (GaRecordCalendar *self, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaRecordCalendar, ga_record_calendar_free)

G_END_DECLS
