/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-record-view.h"

G_BEGIN_DECLS

/**
 * GaPersonView:
 *
 * One person: how to reach them, what they do where, how far they are on the way to leading walks,
 * what names them and what was changed. Its actions besides those of every record:
 * `person.add-role`, `person.edit-role` with the id of a role, `person.recruit`, `person.mail` and
 * `person.export`. Main thread.
 */
#define GA_TYPE_PERSON_VIEW (ga_person_view_get_type ())
G_DECLARE_FINAL_TYPE (GaPersonView, ga_person_view, GA, PERSON_VIEW, GaRecordView)

G_END_DECLS
