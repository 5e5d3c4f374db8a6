/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/ga-json-text.h"
#include "sync/ga-pull.h"

void
ga_pull_append_head (GString *lines, const GaPullHead *head)
{
  g_string_append_printf (
      lines,
      "{\"head\":%" G_GINT64_FORMAT ",\"epoch\":%" G_GINT64_FORMAT ",\"lineage\":", head->head,
      head->epoch);
  ga_json_append_id (lines, &head->lineage);
  g_string_append_printf (
      lines,
      ",\"covered\":%" G_GINT64_FORMAT ",\"now\":%" G_GINT64_FORMAT ",\"name\":", head->covered,
      head->now);
  ga_json_append_text (lines, head->name != NULL ? head->name : "");
  g_string_append (lines, ",\"role\":");
  ga_json_append_text (lines, head->role != NULL ? head->role : "");
  if (head->grants != NULL)
    {
      g_string_append (lines, ",\"grants\":");
      ga_json_append_text (lines, head->grants);
    }
  if (head->ended != NULL)
    {
      g_string_append (lines, ",\"ended\":");
      ga_json_append_text (lines, head->ended);
    }
  if (head->lacks_passphrase)
    g_string_append (lines, ",\"passphrase\":false");
  g_string_append (lines, "}\n");
}

void
ga_pull_append_space (GString *lines, const GaSpace *space, gboolean fresh)
{
  g_autofree char *name = ga_space_to_string (space);

  g_string_append_printf (lines, "{\"space\":\"%s\",\"fresh\":%s}\n", name,
                          fresh ? "true" : "false");
}

/**
 * ga_pull_append_rows:
 * @shown: (nullable): which of the entity's fields are sent, by index; %NULL for all
 */
void
ga_pull_append_rows (GString *lines, const GaEntity *entity, const gboolean *shown)
{
  gboolean first = TRUE;

  g_string_append_printf (lines, "{\"rows\":\"%s\",\"fields\":[", entity->name);
  for (guint i = 0; i < entity->n_fields; i++)
    if (shown == NULL || shown[i])
      {
        g_string_append_printf (lines, "%s\"%s\"", first ? "" : ",", entity->fields[i].name);
        first = FALSE;
      }
  g_string_append (lines, "]}\n");
}

static void
append_stamp (GString *lines, const GaRow *row)
{
  g_string_append_c (lines, '[');
  ga_json_append_id (lines, &row->id);
  g_string_append_c (lines, ',');
  ga_json_append_integer (lines, row->revision);
  g_string_append_c (lines, ',');
  ga_json_append_integer (lines, row->by);
  g_string_append_c (lines, ',');
  ga_json_append_integer (lines, row->at);
}

void
ga_pull_append_row (GString *lines, const GaRow *row, const gboolean *shown)
{
  append_stamp (lines, row);
  for (guint i = 0; i < row->entity->n_fields; i++)
    if (shown == NULL || shown[i])
      {
        g_string_append_c (lines, ',');
        ga_json_append_value (lines, &row->values[i]);
      }
  if (row->extra != NULL && strlen (row->extra) > 2)
    {
      g_string_append_c (lines, ',');
      g_string_append (lines, row->extra);
    }
  g_string_append (lines, "]\n");
}

static void
append_heading (GString *lines, const char *what, const char *entity)
{
  g_string_append_printf (lines, "{\"%s\":\"%s\"}\n", what, entity);
}

void
ga_pull_append_gone (GString *lines, const GaEntity *entity)
{
  append_heading (lines, "gone", entity->name);
}

void
ga_pull_append_gone_row (GString *lines, const GaRow *row)
{
  append_stamp (lines, row);
  g_string_append (lines, "]\n");
}

void
ga_pull_append_left (GString *lines, const GaEntity *entity)
{
  append_heading (lines, "left", entity->name);
}

void
ga_pull_append_erased (GString *lines, const GaEntity *entity)
{
  append_heading (lines, "erased", entity->name);
}

void
ga_pull_append_mark (GString *lines, const GaId *id, gint64 revision)
{
  g_string_append_c (lines, '[');
  ga_json_append_id (lines, id);
  g_string_append_c (lines, ',');
  ga_json_append_integer (lines, revision);
  g_string_append (lines, "]\n");
}

void
ga_pull_append_totals (GString *lines)
{
  append_heading (lines, "totals", "meeting");
}

static void
append_count (GString *lines, gint64 count)
{
  g_string_append_c (lines, ',');
  if (count < 0)
    g_string_append (lines, "null");
  else
    ga_json_append_integer (lines, count);
}

void
ga_pull_append_total (GString *lines, const GaId *meeting, gint64 revision, gint64 named)
{
  g_string_append_c (lines, '[');
  ga_json_append_id (lines, meeting);
  g_string_append_c (lines, ',');
  ga_json_append_integer (lines, revision);
  append_count (lines, named);
  g_string_append (lines, "]\n");
}

void
ga_pull_append_months (GString *lines)
{
  append_heading (lines, "totals", "month");
}

void
ga_pull_append_month (GString *lines, const GaMonthCount *month)
{
  g_string_append_c (lines, '[');
  ga_json_append_id (lines, &month->community);
  g_string_append_c (lines, ',');
  ga_json_append_integer (lines, month->revision);
  g_string_append_c (lines, ',');
  ga_json_append_text (lines, month->month);
  append_count (lines, month->first_time);
  g_string_append (lines, "]\n");
}

void
ga_pull_append_page (GString *lines, const char *cursor)
{
  append_heading (lines, "page", cursor);
}

void
ga_pull_append_end (GString *lines, const char *cursor, const GaSpaceSum *sum)
{
  g_string_append_printf (lines,
                          "{\"end\":\"%s\",\"count\":%" G_GINT64_FORMAT
                          ",\"sum\":\"%016" G_GINT64_MODIFIER "x\"}\n",
                          cursor, sum->count, sum->sum);
}

void
ga_pull_append_drop (GString *lines, const GaSpace *space)
{
  g_autofree char *name = ga_space_to_string (space);

  append_heading (lines, "drop", name);
}

void
ga_pull_append_person (GString *lines, gint64 account, const char *name)
{
  g_string_append_printf (lines, "{\"people\":{\"%" G_GINT64_FORMAT "\":", account);
  ga_json_append_text (lines, name);
  g_string_append (lines, "}}\n");
}

void
ga_pull_append_more (GString *lines, gboolean more)
{
  g_string_append_printf (lines, "{\"more\":%s}\n", more ? "true" : "false");
}
