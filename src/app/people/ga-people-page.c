/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-people-page.h"

#include <glib/gi18n-lib.h>

#include "app/people/ga-person-view.h"

struct _GaPeoplePage
{
  GaRecordsPage parent_instance;
};

G_DEFINE_FINAL_TYPE (GaPeoplePage, ga_people_page, GA_TYPE_RECORDS_PAGE)

static const GaRecordsWords words = {
  .add = N_ ("Add person"),
  .add_tip = N_ ("Add person (Ctrl+N)"),
  .no_records = N_ ("Nobody yet"),
  .first = N_ ("Who helps?"),
  .first_text = N_ ("Add hosts, consultants and others you work with. "
                    "Walkers are not listed here: they belong to their community."),
  .none = N_ ("Nobody chosen"),
  .none_text = N_ ("Choose somebody in the list to see how to reach them and what they do."),
  .unseen = N_ ("Names stay in their communities"),
  .unseen_text = N_ ("Only hosts and consultants see names. How many come stands under Insight."),
};

static void
ga_people_page_class_init (GaPeoplePageClass *klass)
{
  GaRecordsPageClass *page_class = GA_RECORDS_PAGE_CLASS (klass);

  page_class->entity = "person";
  page_class->get_view_type = ga_person_view_get_type;
  page_class->icon = "ga-no-people-symbolic";
  page_class->words = &words;
}

static void
ga_people_page_init (GaPeoplePage *self)
{
}
