/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-hosts-file.h"

#include <glib/gi18n-lib.h>

#include "exchange/ga-workbook.h"

static void
add_day (GaWorkbook *book, const char *date)
{
  if (*date != '\0')
    ga_workbook_add_date (book, date);
  else
    ga_workbook_add_text (book, NULL);
}

static void
add_host (GaWorkbook *book, const GaHost *host)
{
  g_autofree char *communities = ga_host_list_communities (host);

  ga_workbook_begin_row (book, FALSE);
  ga_workbook_add_text (book, host->name);
  ga_workbook_add_text (book, host->email);
  ga_workbook_add_text (book, host->kommune);
  ga_workbook_add_text (book, host->state != NULL ? _ (host->state->label) : NULL);
  add_day (book, host->since);
  ga_workbook_add_text (book, host->source);
  ga_workbook_add_text (book, host->initiative);
  ga_workbook_add_text (book, communities);
  add_day (book, host->last_led);
  ga_workbook_end_row (book);
}

gboolean
ga_hosts_file_write (GPtrArray *hosts, const char *path, GError **error)
{
  const char *const headings[] = {
    ga_host_column_get_label (GA_HOST_NAME),
    _ ("E-mail"),
    _ ("Kommune"),
    ga_host_column_get_label (GA_HOST_STATE),
    ga_host_column_get_label (GA_HOST_SINCE),
    ga_host_column_get_label (GA_HOST_SOURCE),
    _ ("Found for"),
    ga_host_column_get_label (GA_HOST_COMMUNITIES),
    ga_host_column_get_label (GA_HOST_LED),
    NULL,
  };
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autoptr (GaWorkbook) book = ga_workbook_new (
      path, g_str_has_suffix (lower, ".ods") ? GA_WORKBOOK_ODS : GA_WORKBOOK_XLSX, error);

  if (book == NULL)
    return FALSE;
  ga_workbook_begin_sheet (book, _ ("Hosts"));
  ga_workbook_add_headings (book, headings);
  for (guint i = 0; i < hosts->len; i++)
    add_host (book, hosts->pdata[i]);
  return ga_workbook_finish (book, error);
}
