/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaPage:
 *
 * One page of the window. A subclass builds its widgets in constructed() or from its template,
 * registers itself in ga-pages.c and may offer:
 * - widgets for the header bar, through ga_page_add_header_start() and _end();
 * - actions, by adding them to ga_page_get_actions(): they are `page.` while the page is shown;
 *   `page.add` is Ctrl+N, `page.filter` puts the focus into the page's filter;
 * - where the focus goes when one comes to the page, by overriding grab_focus();
 * - records it can show, named in its GaPageInfo, by overriding open().
 * It is built when first shown and then kept, so it keeps its place, filter and scroll. Main
 * thread. What getters return is the page's.
 */
#define GA_TYPE_PAGE (ga_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (GaPage, ga_page, GA, PAGE, AdwBin)

/**
 * GaPagePlace: where one is on a page
 * @entity: (nullable): of the record that is told; %NULL where there is none
 * @entered: whether a link of another page led to @entered_at; Back then leads there, by
 *   `win.go-back`
 */
typedef struct
{
  const GaEntity *entity;
  GaId id;
  gboolean entered;
  GaId entered_at;
} GaPagePlace;

/**
 * GaPageClass:
 * @shown: the page has become the visible one
 * @open: shows one record of an entity that the page's GaPageInfo names
 * @get_place: fills in where one is
 * @set_entered: whether a link of another page led to a record, and to which
 */
struct _GaPageClass
{
  AdwBinClass parent_class;

  void (*shown) (GaPage *self);
  void (*open) (GaPage *self, const GaEntity *entity, const GaId *id);
  void (*get_place) (GaPage *self, GaPagePlace *place);
  void (*set_entered) (GaPage *self, gboolean entered, const GaId *at);
};

GaContext *ga_page_get_context (GaPage *self);
GActionMap *ga_page_get_actions (GaPage *self);
void ga_page_add_header_start (GaPage *self, GtkWidget *widget);
void ga_page_add_header_end (GaPage *self, GtkWidget *widget);
GPtrArray *ga_page_get_header_start (GaPage *self);
GPtrArray *ga_page_get_header_end (GaPage *self);
void ga_page_shown (GaPage *self);
void ga_page_open (GaPage *self, const GaEntity *entity, const GaId *id);
void ga_page_get_place (GaPage *self, GaPagePlace *place);
void ga_page_return (GaPage *self, const GaPagePlace *place);
void ga_page_enter (GaPage *self, const GaEntity *entity, const GaId *id);
void ga_page_leave (GaPage *self);
void ga_page_put_header (GaPage *self, AdwHeaderBar *header, gboolean shown);

G_END_DECLS
