/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-partnerships-page.h"

#include <glib/gi18n-lib.h>

#include "app/partnerships/ga-agreement-view.h"
#include "app/partnerships/ga-headings-section.h"

struct _GaPartnershipsPage
{
  GaRecordsPage parent_instance;
};

G_DEFINE_FINAL_TYPE (GaPartnershipsPage, ga_partnerships_page, GA_TYPE_RECORDS_PAGE)

static const GaRecordsWords words = {
  .add = N_ ("Add agreement"),
  .add_tip = N_ ("Add agreement (Ctrl+N)"),
  .no_records = N_ ("No agreements yet"),
  .first = N_ ("Your first agreement"),
  .first_text = N_ ("Write down with whom you work together, until when, and what you expect of "
                    "each other."),
  .none = N_ ("No agreement chosen"),
  .none_text = N_ ("Choose one in the list to see what it says and how it goes."),
};

static const char *const hidden[] = { "extends", "end_reason", "facilitator", NULL };

/* An initiative stands on the page of its agreement. */
static void
ga_partnerships_page_open (GaPage *page, const GaEntity *entity, const GaId *id)
{
  GaContext *context = ga_page_get_context (page);
  const GaEntity *agreement = ga_context_get_entity (context, "agreement");
  g_autoptr (GaRecord) initiative = NULL;

  if (entity != agreement)
    {
      initiative = ga_reader_find (ga_context_get_reader (context), entity, id, NULL);
      if (initiative == NULL)
        return;
      id = ga_record_get_reference (initiative, "agreement");
    }
  GA_PAGE_CLASS (ga_partnerships_page_parent_class)->open (page, agreement, id);
}

static void
ga_partnerships_page_extend (GaRecordsPage *page, GaEditor *editor)
{
  ga_editor_add_section (editor, ga_headings_section_new (ga_page_get_context (GA_PAGE (page))));
}

/* An initiative is shown with its agreement. */
static void
ga_partnerships_page_open (GaPage *page, const GaEntity *entity, const GaId *id)
{
  GaContext *context = ga_page_get_context (page);
  const GaEntity *agreements = ga_context_get_entity (context, "agreement");
  GaPageClass *above = GA_PAGE_CLASS (ga_partnerships_page_parent_class);
  g_autoptr (GaRecord) initiative = NULL;

  if (entity == agreements)
    {
      above->open (page, entity, id);
      return;
    }
  initiative = ga_reader_find (ga_context_get_reader (context), entity, id, NULL);
  if (initiative == NULL)
    return;
  above->open (page, agreements, ga_record_get_reference (initiative, "agreement"));
  ga_agreement_view_choose (GA_AGREEMENT_VIEW (ga_records_page_get_view (GA_RECORDS_PAGE (page))),
                            id);
}

static void
ga_partnerships_page_class_init (GaPartnershipsPageClass *klass)
{
  GaRecordsPageClass *page_class = GA_RECORDS_PAGE_CLASS (klass);

  GA_PAGE_CLASS (klass)->open = ga_partnerships_page_open;
  page_class->entity = "agreement";
  page_class->get_view_type = ga_agreement_view_get_type;
  page_class->icon = "ga-no-partnerships-symbolic";
  page_class->words = &words;
  page_class->hidden = hidden;
  page_class->extend = ga_partnerships_page_extend;
}

static void
ga_partnerships_page_init (GaPartnershipsPage *self)
{
}
