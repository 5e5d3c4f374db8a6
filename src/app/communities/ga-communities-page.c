/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/communities/ga-communities-page.h"

#include <glib/gi18n-lib.h>

#include "app/communities/ga-community-view.h"
#include "app/communities/ga-schedule-section.h"

struct _GaCommunitiesPage
{
  GaRecordsPage parent_instance;
};

G_DEFINE_FINAL_TYPE (GaCommunitiesPage, ga_communities_page, GA_TYPE_RECORDS_PAGE)

static const GaRecordsWords words = {
  .add = N_ ("Add community"),
  .add_tip = N_ ("Add community (Ctrl+N)"),
  .no_records = N_ ("No communities yet"),
  .first = N_ ("Your first community"),
  .first_text = N_ ("Give it a name, and say where and when you meet. It takes a minute."),
  .none = N_ ("No community chosen"),
  .none_text = N_ ("Choose one in the list to see its walks and its people."),
};

static const char *const hidden[] = { "status",     "initiative", "level",     "distance_m",
                                      "price",      "arena",      "barrier",   "public",
                                      "controller", "started",    "closed_on", "closed_reason",
                                      NULL };

static void
ga_communities_page_extend (GaRecordsPage *page, GaEditor *editor)
{
  ga_editor_add_section (editor,
                         ga_schedule_section_new (ga_page_get_context (GA_PAGE (page)), TRUE));
}

static void
ga_communities_page_class_init (GaCommunitiesPageClass *klass)
{
  GaRecordsPageClass *page_class = GA_RECORDS_PAGE_CLASS (klass);

  page_class->entity = "community";
  page_class->get_view_type = ga_community_view_get_type;
  page_class->icon = "ga-no-communities-symbolic";
  page_class->words = &words;
  page_class->hidden = hidden;
  page_class->extend = ga_communities_page_extend;
}

static void
ga_communities_page_init (GaCommunitiesPage *self)
{
}
