/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper/ga-paper.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/* The letter about an application that was decided: granted, granted in part or declined. Its text
 * is that of the round where it has one (ga-letter-text.h), in the language of the program; reason,
 * conditions, payments and what happens next stand below, and the terms of the round on pages of
 * their own. A short read. Errors are of %GA_STORE_ERROR; %GA_MODEL_ERROR_RULE where nothing is
 * decided or the text cannot be filled in. (transfer full) (nullable) */
GaPaper *ga_letter_new (GaReader *reader, const GaId *application, GError **error);

G_END_DECLS
