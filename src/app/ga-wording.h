/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-entity.h"

G_BEGIN_DECLS

/**
 * GaWording: whole phrases about one entity, because none may be put together from pieces. All are
 * msgids; an entity without phrases of its own gets neutral ones. Constant. Main thread.
 */
typedef struct
{
  const char *entity;
  const char *add;   /* title of the form of a new one */
  const char *edit;  /* title of the form of one that is there */
  const char *added; /* the act, as toast and history tell it */
  const char *changed;
  const char *deleted;
} GaWording;

const GaWording *ga_wording_of (const GaEntity *entity);

G_END_DECLS
