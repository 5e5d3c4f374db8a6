/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/search/ga-search-answers.h"

#include <string.h>

#include "app/ga-pages.h"
#include "model/ga-date.h"

typedef enum
{
  FORM,       /* it has no page, its form says all of it */
  OWNER,      /* it is shown where what it belongs to is */
  FORM_THERE, /* both: its form, before what it belongs to */
  SHEET,      /* who came */
} Way;

/* How a record opens that no page of the sidebar shows. Whatever is searched for stands in one of
 * the two. */
static const struct
{
  const char *entity;
  Way way;
} ways[] = {
  { "account_entry", OWNER }, { "attachment", OWNER }, { "grant_report", OWNER },
  { "meeting", SHEET },       { "plan_goal", FORM },   { "participant", FORM_THERE },
  { "route", FORM },          { "venue", FORM },
};

static gboolean
find_way (const GaEntity *entity, Way *way)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i].entity, entity->name))
      {
        *way = ways[i].way;
        return TRUE;
      }
  return FALSE;
}

/**
 * ga_search_answers_can_open:
 * @entity: (nullable)
 */
gboolean
ga_search_answers_can_open (const GaEntity *entity)
{
  Way way;

  return entity != NULL && (ga_pages_find_for (entity) != NULL || find_way (entity, &way));
}

/* What it belongs to is the first record that it names. */
static GaRecord *
find_owner (GaContext *context, const GaRecord *record)
{
  const GaEntity *entity = ga_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];

      if (field->type == GA_FIELD_REFERENCE && ga_record_has (record, field->name))
        return ga_reader_find (ga_context_get_reader (context),
                               ga_context_get_entity (context, field->target),
                               ga_record_get_reference (record, field->name), NULL);
    }
  return NULL;
}

static void
open_owner (GtkWidget *origin, GaContext *context, const GaRecord *record)
{
  g_autoptr (GaRecord) owner = find_owner (context, record);

  if (owner != NULL)
    ga_search_answers_open (origin, context, owner);
}

/**
 * ga_search_answers_open: shows an answer where it belongs
 * @origin: in the window that opens it
 */
void
ga_search_answers_open (GtkWidget *origin, GaContext *context, const GaRecord *record)
{
  const GaEntity *entity = ga_record_get_entity (record);
  char id[GA_ID_TEXT_SIZE];
  Way way = FORM;

  ga_id_format (ga_record_get_id (record), id);
  if (ga_pages_find_for (entity) == NULL)
    find_way (entity, &way);
  if (way == SHEET)
    gtk_widget_activate_action (origin, "win.open-meeting", "s", id);
  if (way == FORM || way == FORM_THERE)
    gtk_widget_activate_action (origin, "win.open-record", "(ss)", entity->name, id);
  if (way == OWNER || way == FORM_THERE)
    open_owner (origin, context, record);
}

/* The communities of which all these words are found; %NULL for all of them. */
static GArray *
find_communities (GaReader *reader, const char *words, guint most)
{
  const char *const kinds[] = { "community", NULL };
  g_autoptr (GPtrArray) hits = NULL;
  GArray *ids = NULL;

  if (*words == '\0')
    return NULL;
  hits = ga_reader_search (reader, words, kinds, most, NULL);
  ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    g_array_append_vals (ids, ga_record_get_id (((GaHit *) hits->pdata[i])->record), 1);
  return ids;
}

/* What is written last may be a day. */
static void
add_walks (GPtrArray *answers, GaContext *context, const char *text, guint most)
{
  GaReader *reader = ga_context_get_reader (context);
  g_autofree char *words = g_strstrip (g_strdup (text));
  char *blank = strrchr (words, ' ');
  g_autofree char *today = ga_date_today ();
  g_autofree char *day = ga_date_parse_near (blank != NULL ? blank + 1 : words, today);
  g_autofree char *next = day != NULL ? ga_date_add_days (day, 1) : NULL;
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (context, "meeting"));
  g_autoptr (GArray) communities = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (next == NULL)
    return;
  *(blank != NULL ? blank : words) = '\0';
  communities = find_communities (reader, words, most);
  ga_query_where_text (query, "start", GA_AT_LEAST, day);
  ga_query_where_text (query, "start", GA_LESS, next);
  if (communities != NULL)
    ga_query_where_among (query, "community", communities);
  ga_query_sort_columns (query, "start");
  ga_query_set_window (query, 0, most);
  found = ga_reader_list (reader, query, NULL);
  if (found != NULL)
    g_ptr_array_extend_and_steal (answers, g_steal_pointer (&found));
}

static gboolean
is_a (const GaRecord *record, const char *entity)
{
  return g_str_equal (ga_record_get_entity (record)->name, entity);
}

static gboolean
holds (const GPtrArray *records, const GaRecord *record)
{
  for (guint i = 0; i < records->len; i++)
    if (ga_id_equal (ga_record_get_id (records->pdata[i]), ga_record_get_id (record)))
      return TRUE;
  return FALSE;
}

/* @records: (element-type GaRecord): some of @entity join them whose @field names @record */
static void
add_of (GPtrArray *records,
        GaContext *context,
        const char *entity,
        const char *field,
        const GaRecord *record,
        guint most)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (context, entity));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_id (query, field, ga_record_get_id (record));
  ga_query_set_window (query, 0, most);
  found = ga_reader_list (ga_context_get_reader (context), query, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!holds (records, found->pdata[i]))
      g_ptr_array_add (records, g_object_ref (found->pdata[i]));
}

/* Applications are found by what they are for, and by who applies; grants with them. */
static void
add_money (GPtrArray *answers, GaContext *context, const GPtrArray *hits, guint most)
{
  g_autoptr (GPtrArray) applications = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) grants = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < hits->len; i++)
    if (is_a (((GaHit *) hits->pdata[i])->record, "application"))
      g_ptr_array_add (applications, g_object_ref (((GaHit *) hits->pdata[i])->record));
  for (guint i = 0; i < hits->len; i++)
    if (is_a (((GaHit *) hits->pdata[i])->record, "organisation"))
      add_of (applications, context, "application", "applicant", ((GaHit *) hits->pdata[i])->record,
              most);
  for (guint i = 0; i < applications->len; i++)
    add_of (grants, context, "grant", "application", applications->pdata[i], most);
  g_ptr_array_extend_and_steal (answers, g_steal_pointer (&applications));
  g_ptr_array_extend_and_steal (answers, g_steal_pointer (&grants));
}

/**
 * ga_search_answers_find:
 * @most_each: so many of a kind
 * Returns: (transfer full) (element-type GaRecord): what is found, kind by kind
 */
GPtrArray *
ga_search_answers_find (GaContext *context, const char *text, guint most_each)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) hits =
      ga_reader_search (ga_context_get_reader (context), text, NULL, most_each, NULL);

  add_walks (answers, context, text, most_each);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    if (!is_a (((GaHit *) hits->pdata[i])->record, "application"))
      g_ptr_array_add (answers, g_object_ref (((GaHit *) hits->pdata[i])->record));
  if (hits != NULL)
    add_money (answers, context, hits, most_each);
  return answers;
}
