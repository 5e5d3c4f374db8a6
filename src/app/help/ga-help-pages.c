/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/ga-help-pages.h"

#include "app/widgets/ga-editor.h"

#define FOLDER "/io/github/gangart/Gangart/help/"

/* In the order of the contents: what a host does first, and what offices do after it. */
static const char *const pages[] = {
  "first-start",  "community",  "who-came", "paper-list", "cancel", "move",   "print",
  "people",       "going-back", "sharing",  "to-look-at", "find",   "import", "charts",
  "partnerships", "rounds",     "grants",   "keys",       NULL,
};

/* Where somebody is, and the page that speaks of it. A new page or dialog gets a line. */
static const struct
{
  const char *type;
  const char *page;
} places[] = {
  { "GaAgreementView", "partnerships" },
  { "GaApplicationComparison", "rounds" },
  { "GaApplicationView", "rounds" },
  { "GaAttendancePage", "who-came" },
  { "GaCalendarPage", "move" },
  { "GaCancelDialog", "cancel" },
  { "GaChainSection", "grants" },
  { "GaCommunitiesPage", "community" },
  { "GaCommunityView", "community" },
  { "GaComputersWindow", "sharing" },
  { "GaConflictsPage", "to-look-at" },
  { "GaDossierView", "partnerships" },
  { "GaEditor", "community" },
  { "GaFailurePage", "going-back" },
  { "GaFoot", "sharing" },
  { "GaFundingPage", "rounds" },
  { "GaGrantView", "grants" },
  { "GaImportWindow", "import" },
  { "GaInsightPage", "charts" },
  { "GaInviteDialog", "sharing" },
  { "GaJoinDialog", "sharing" },
  { "GaMergeDialog", "people" },
  { "GaMoveDialog", "move" },
  { "GaPaperWindow", "print" },
  { "GaPartnershipsPage", "partnerships" },
  { "GaPassphraseDialog", "sharing" },
  { "GaPeoplePage", "people" },
  { "GaPersonView", "people" },
  { "GaPreferencesWindow", "going-back" },
  { "GaRoundView", "rounds" },
  { "GaScheduleSection", "community" },
  { "GaSearchPage", "find" },
  { "GaStartPage", "first-start" },
  { "GaTodayPage", "who-came" },
  { "GaWhyDialog", "sharing" },
};

/* Forms are all of one type; what they edit tells where one is. */
static const struct
{
  const char *entity;
  const char *page;
} forms[] = {
  { "account_entry", "grants" },
  { "agreement", "partnerships" },
  { "agreement_party", "partnerships" },
  { "application", "rounds" },
  { "budget_line", "rounds" },
  { "clause", "partnerships" },
  { "grant", "grants" },
  { "grant_report", "grants" },
  { "indicator", "partnerships" },
  { "initiative", "partnerships" },
  { "investment", "rounds" },
  { "organisation", "partnerships" },
  { "participant", "people" },
  { "person", "people" },
  { "plan_goal", "partnerships" },
  { "recruitment", "people" },
  { "revision", "partnerships" },
  { "role", "people" },
  { "round", "rounds" },
  { "tranche", "grants" },
};

/**
 * ga_help_pages_get:
 * Returns: (transfer none) (array zero-terminated=1): their names, in the order of the contents
 */
const char *const *
ga_help_pages_get (void)
{
  return pages;
}

/**
 * ga_help_pages_get_language:
 * Returns: (transfer none): the language of the manual that fits the one of the program: "da",
 * "nb", or "en"
 */
const char *
ga_help_pages_get_language (void)
{
  const char *const *names = g_get_language_names ();

  for (; *names != NULL; names++)
    if (g_str_has_prefix (*names, "da"))
      return "da";
    else if (g_str_has_prefix (*names, "nb") || g_str_has_prefix (*names, "nn") ||
             g_str_has_prefix (*names, "no"))
      return "nb";
    else if (g_str_has_prefix (*names, "en"))
      break;
  return "en";
}

/**
 * ga_help_pages_read:
 * @page: its name
 * @language: such as ga_help_pages_get_language() tells
 * Returns: (transfer full) (nullable): its text as CommonMark; %NULL if there is no such page
 */
char *
ga_help_pages_read (const char *page, const char *language)
{
  g_autofree char *path = g_strconcat (FOLDER, language, "/", page, ".md", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

/**
 * ga_help_pages_find_for_type:
 * Returns: (transfer none) (nullable): the page for a widget of that type
 */
const char *
ga_help_pages_find_for_type (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].type, type))
      return places[i].page;
  return NULL;
}

static const char *
find_for_form (GaEditor *editor)
{
  const GaEntity *entity = ga_record_get_entity (ga_form_get_record (ga_editor_get_form (editor)));

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].entity, entity->name))
      return forms[i].page;
  return NULL;
}

/**
 * ga_help_pages_find_for:
 * @widget: (nullable): where somebody is, such as what has the focus
 * Returns: (transfer none) (nullable): the page for it, or for what it is in
 */
const char *
ga_help_pages_find_for (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      const char *page = GA_IS_EDITOR (widget) ? find_for_form (GA_EDITOR (widget)) : NULL;

      if (page == NULL)
        page = ga_help_pages_find_for_type (G_OBJECT_TYPE_NAME (widget));
      if (page != NULL)
        return page;
    }
  return NULL;
}
