/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-entity.h"

G_BEGIN_DECLS

/**
 * GaPageInfo: a page of the sidebar; see docs/adding-a-page.md. Constant.
 * @name: stable: `--page` and the action `win.page` take it
 * @title: msgid
 * @icon: name of a symbolic icon
 * @get_type: a subclass of #GaPage, built when the page is first shown
 * @entities: (nullable): entities whose records it can show, ended by %NULL
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *icon;
  GType (*get_type) (void);
  const char *const *entities;
  gboolean of_offices; /* what consultants and coordinators do, and hosts do not */
} GaPageInfo;

/* Main thread; nothing is freed, and what is not found is %NULL. */
const GaPageInfo *ga_pages_get (guint *n_pages);
const GaPageInfo *ga_pages_find (const char *name);
const GaPageInfo *ga_pages_find_for (const GaEntity *entity);

G_END_DECLS
