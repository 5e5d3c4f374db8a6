/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-pages.h"

#include <glib/gi18n-lib.h>

#include "app/calendar/ga-calendar-page.h"
#include "app/communities/ga-communities-page.h"
#include "app/funding/ga-funding-page.h"
#include "app/insight/ga-insight-page.h"
#include "app/partnerships/ga-partnerships-page.h"
#include "app/people/ga-people-page.h"
#include "app/sync/ga-conflicts-page.h"
#include "app/today/ga-today-page.h"

static const char *const community_entities[] = { "community", NULL };
static const char *const people_entities[] = { "person", NULL };
static const char *const partnership_entities[] = { "agreement", "initiative", "organisation",
                                                    "kommune", NULL };
static const char *const funding_entities[] = { "round", "application", "grant", NULL };

/* In the order of the sidebar. */
static const GaPageInfo pages[] = {
  { "today", N_ ("Today"), "ga-today-symbolic", ga_today_page_get_type, NULL },
  { "calendar", N_ ("Calendar"), "ga-calendar-symbolic", ga_calendar_page_get_type, NULL },
  { "communities", N_ ("Communities"), "ga-communities-symbolic", ga_communities_page_get_type,
    community_entities },
  { "people", N_ ("People"), "ga-people-symbolic", ga_people_page_get_type, people_entities },
  { "partnerships", N_ ("Partnerships"), "ga-partnerships-symbolic", ga_partnerships_page_get_type,
    partnership_entities, TRUE },
  { "funding", N_ ("Funding"), "ga-funding-symbolic", ga_funding_page_get_type, funding_entities,
    TRUE },
  { "insight", N_ ("Insight"), "ga-insight-symbolic", ga_insight_page_get_type, NULL },
  { "conflicts", N_ ("To look at"), "dialog-question-symbolic", ga_conflicts_page_get_type, NULL },
};

/**
 * ga_pages_get:
 * @n_pages: (out): how many
 * Returns: (transfer none) (array length=n_pages): the pages, in the order of the sidebar
 */
const GaPageInfo *
ga_pages_get (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

/**
 * ga_pages_find:
 * Returns: (transfer none) (nullable): the page of that name
 */
const GaPageInfo *
ga_pages_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      return &pages[i];
  return NULL;
}

/**
 * ga_pages_find_for:
 * Returns: (transfer none) (nullable): the page that shows records of @entity
 */
const GaPageInfo *
ga_pages_find_for (const GaEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (pages[i].entities != NULL && g_strv_contains (pages[i].entities, entity->name))
      return &pages[i];
  return NULL;
}
