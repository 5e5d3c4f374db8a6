/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "exchange/ga-import-private.h"

/* What scripts read of an import. */

static void
add_text (JsonBuilder *json, const char *name, const char *text)
{
  json_builder_set_member_name (json, name);
  if (text != NULL)
    json_builder_add_string_value (json, text);
  else
    json_builder_add_null_value (json);
}

static void
add_count (JsonBuilder *json, const char *name, guint count)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, count);
}

static void
begin_list (JsonBuilder *json, const char *name)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
}

static void
add_problems (JsonBuilder *json, GPtrArray *problems)
{
  begin_list (json, "problems");
  for (guint i = 0; i < problems->len; i++)
    {
      const GaImportProblem *problem = g_ptr_array_index (problems, i);

      json_builder_begin_object (json);
      add_count (json, "row", problem->row);
      add_text (json, "field", problem->field);
      add_text (json, "value", problem->value);
      add_text (json, "message", problem->message);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_texts (JsonBuilder *json, const char *name, GPtrArray *texts)
{
  begin_list (json, name);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (json, g_ptr_array_index (texts, i));
  json_builder_end_array (json);
}

static void
add_resolved (JsonBuilder *json, GArray *resolved)
{
  begin_list (json, "resolved");
  for (guint i = 0; i < resolved->len; i++)
    {
      const GaResolvedName *one = &g_array_index (resolved, GaResolvedName, i);

      json_builder_begin_object (json);
      add_count (json, "row", one->row);
      add_text (json, "value", one->value);
      add_text (json, "name", one->name);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_near (JsonBuilder *json, GArray *near)
{
  begin_list (json, "nearest");
  for (guint i = 0; i < near->len; i++)
    {
      const GaNearKommune *one = &g_array_index (near, GaNearKommune, i);

      json_builder_begin_object (json);
      add_text (json, "code", ga_record_get_text (one->kommune, "code"));
      add_text (json, "name", ga_record_get_text (one->kommune, "name"));
      json_builder_set_member_name (json, "km");
      json_builder_add_double_value (json, round (one->metres / 100) / 10);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_proposals (JsonBuilder *json, GArray *proposals)
{
  begin_list (json, "proposals");
  for (guint i = 0; i < proposals->len; i++)
    {
      const GaProposal *proposal = &g_array_index (proposals, GaProposal, i);

      json_builder_begin_object (json);
      add_count (json, "row", proposal->row);
      add_text (json, "community", proposal->community);
      add_text (json, "named", proposal->named);
      add_near (json, proposal->near);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_asked (JsonBuilder *json, GArray *asked)
{
  begin_list (json, "asked");
  for (guint i = 0; i < asked->len; i++)
    {
      const GaAsked *one = &g_array_index (asked, GaAsked, i);

      json_builder_begin_object (json);
      add_count (json, "row", one->row);
      add_text (json, "title", one->title);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/**
 * ga_import_to_json:
 *
 * Returns: (transfer full): the report: `rows`, `created`, `updated`, `unchanged`, `duplicates`,
 *   `problems` (the first thousand; `problem_count` has them all), `applied`, `unknown_columns`; of
 *   kommuner also `resolved` and `missing`, of communities `proposals`, of a calendar `cut` (how
 *   many events repeat for longer than they are followed), and where a match is never merged in
 *   silence `asked`
 */
JsonNode *
ga_import_to_json (GaImport *self)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  add_count (json, "rows", self->counts.rows);
  add_count (json, "created", self->counts.created);
  add_count (json, "updated", self->counts.updated);
  add_count (json, "unchanged", self->counts.unchanged);
  add_count (json, "duplicates", self->counts.duplicates);
  add_problems (json, self->problems);
  add_count (json, "problem_count", self->counts.problems);
  json_builder_set_member_name (json, "applied");
  json_builder_add_boolean_value (json, self->applied);
  add_texts (json, "unknown_columns", self->unknown);
  if (g_str_equal (self->entity->name, "kommune"))
    add_resolved (json, self->resolved);
  if (self->missing != NULL)
    add_texts (json, "missing", self->missing);
  if (g_str_equal (self->entity->name, "community"))
    add_proposals (json, self->proposals);
  if (self->is_calendar)
    add_count (json, "cut", self->cut);
  if (self->entity->ask_same)
    add_asked (json, self->asked);
  json_builder_end_object (json);
  return json_builder_get_root (json);
}
