/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-funding-page.h"

#include <glib/gi18n-lib.h>

#include "app/funding/ga-application-view.h"
#include "app/funding/ga-grant-view.h"
#include "app/funding/ga-round-view.h"

struct _GaFundingPage
{
  GaRecordsPage parent_instance;

  GaRecordView *application;
  GaRecordView *grant;
};

G_DEFINE_FINAL_TYPE (GaFundingPage, ga_funding_page, GA_TYPE_RECORDS_PAGE)

static const GaRecordsWords words = {
  .add = N_ ("Add funding round"),
  .add_tip = N_ ("Add funding round (Ctrl+N)"),
  .no_records = N_ ("No funding rounds yet"),
  .first = N_ ("Your first funding round"),
  .first_text = N_ ("Say how much there is to give. Applications, grants and reports follow."),
  .none = N_ ("No funding round chosen"),
  .none_text = N_ ("Choose one in the list to see its applications and what is left."),
};

/* Whoever goes through the applications of a round goes on from the one they come from. */
static void
go_back_to_round (GaFundingPage *self)
{
  GaRecordsPage *page = GA_RECORDS_PAGE (self);
  GaRecord *application = ga_record_view_get_record (self->application);
  g_autofree GaId *from = application != NULL ? ga_id_copy (ga_record_get_id (application)) : NULL;

  GA_RECORDS_PAGE_CLASS (ga_funding_page_parent_class)->back (page);
  if (from != NULL)
    ga_round_view_focus (GA_ROUND_VIEW (ga_records_page_get_view (page)), from);
}

/* To what it is a part of. */
static void
ga_funding_page_back (GaRecordsPage *page)
{
  GaFundingPage *self = GA_FUNDING_PAGE (page);
  GaRecord *grant = ga_records_page_get_shown_view (page) == self->grant
                        ? ga_record_view_get_record (self->grant)
                        : NULL;
  const GaId *above = grant != NULL ? ga_record_get_reference (grant, "application") : NULL;

  if (above == NULL)
    {
      go_back_to_round (self);
      return;
    }
  ga_record_view_set_id (self->application, above);
  ga_records_page_show_view (page, self->application);
}

static void
ga_funding_page_open (GaPage *page, const GaEntity *entity, const GaId *id)
{
  GaFundingPage *self = GA_FUNDING_PAGE (page);
  GaRecordView *view = g_str_equal (entity->name, "grant") ? self->grant : self->application;

  if (g_str_equal (entity->name, "round"))
    {
      GA_PAGE_CLASS (ga_funding_page_parent_class)->open (page, entity, id);
      return;
    }
  ga_record_view_set_id (view, id);
  ga_records_page_show_view (GA_RECORDS_PAGE (page), view);
}

static void
ga_funding_page_constructed (GObject *object)
{
  GaFundingPage *self = GA_FUNDING_PAGE (object);

  G_OBJECT_CLASS (ga_funding_page_parent_class)->constructed (object);
  self->application = ga_records_page_add_view (GA_RECORDS_PAGE (self), GA_TYPE_APPLICATION_VIEW);
  self->grant = ga_records_page_add_view (GA_RECORDS_PAGE (self), GA_TYPE_GRANT_VIEW);
}

static void
ga_funding_page_class_init (GaFundingPageClass *klass)
{
  GaRecordsPageClass *page_class = GA_RECORDS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ga_funding_page_constructed;
  GA_PAGE_CLASS (klass)->open = ga_funding_page_open;
  page_class->entity = "round";
  page_class->get_view_type = ga_round_view_get_type;
  page_class->icon = "ga-no-funding-symbolic";
  page_class->words = &words;
  page_class->back = ga_funding_page_back;
}

static void
ga_funding_page_init (GaFundingPage *self)
{
}
