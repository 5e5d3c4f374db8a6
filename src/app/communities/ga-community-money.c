/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/communities/ga-community-money.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-list-box.h"
#include "app/funding/ga-line-row.h"
#include "model/ga-date.h"
#include "model/ga-number.h"
#include "store/ga-chain-rows.h"
#include "store/ga-permission.h"

/* As the other rows of the page that open something. */
static void
open_record (GtkWidget *row, const char *entity, const GaId *id)
{
  ga_line_row_open (row, entity, id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
}

/* Where it is that of another kommune, its name is not told and there is nothing to open. */
static GtkWidget *
make_initiative_row (GaContext *context, const GaId *id)
{
  GaReader *reader = ga_context_get_reader (context);
  g_autoptr (GaRecord) initiative =
      ga_reader_find (reader, ga_context_get_entity (context, "initiative"), id, NULL);
  g_autofree char *agreement = NULL;
  GtkWidget *row;

  if (initiative == NULL)
    return ga_line_row_new (_ ("Not visible to you"), _ ("Initiative"), NULL);
  agreement = ga_reader_display (reader, initiative, "agreement");
  row = ga_line_row_new (ga_record_get_text (initiative, "name"), agreement, NULL);
  open_record (row, "initiative", id);
  return row;
}

static char *
describe_days (const GaChainGrant *grant)
{
  g_autofree char *start = *grant->start != '\0' ? ga_date_display (grant->start) : NULL;
  g_autofree char *until = *grant->until != '\0' ? ga_date_display (grant->until) : NULL;

  if (start != NULL && until != NULL)
    /* Translators: the first and the last day of a period */
    return g_strdup_printf (C_ ("period", "%s – %s"), start, until);
  if (until != NULL)
    /* TRANSLATORS: %s is a day */
    return g_strdup_printf (_ ("Valid until %s"), until);
  return g_steal_pointer (&start);
}

static GtkWidget *
make_grant_row (const GaChainGrant *grant)
{
  g_autofree char *days = describe_days (grant);
  g_autofree char *amount = ga_money_display (grant->amount, grant->currency);
  GtkWidget *row = ga_line_row_new (grant->title, days, amount);

  open_record (row, "grant", &grant->id);
  return row;
}

gboolean
ga_community_money_show (GtkListBox *box, GaContext *context, const GaRecord *community)
{
  const GaId *initiative = ga_record_get_reference (community, "initiative");
  int focused = ga_line_row_find_focus (box);
  g_autoptr (GArray) grants = NULL;

  ga_list_box_remove_all (box);
  if (initiative == NULL || ga_reader_only_hosts (ga_context_get_reader (context)))
    return FALSE;
  gtk_list_box_append (box, make_initiative_row (context, initiative));
  grants = ga_reader_chain_grants (ga_context_get_reader (context), initiative, NULL);
  for (guint i = 0; grants != NULL && i < grants->len; i++)
    gtk_list_box_append (box, make_grant_row (&g_array_index (grants, GaChainGrant, i)));
  ga_line_row_restore_focus (box, focused);
  return TRUE;
}
