/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/* How a record is told in one or two lines, from its descriptor. Main thread. Texts are (transfer
 * full). */

char *ga_record_text_title (GaReader *reader, const GaRecord *record);
char *ga_record_text_summary (GaReader *reader, const GaRecord *record);

G_END_DECLS
