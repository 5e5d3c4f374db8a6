/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-person-sections.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-list-box.h"
#include "insight/ga-hosts.h"
#include "model/ga-date.h"
#include "store/ga-history.h"

#define MOST_NAMED   20
#define MOST_CHANGES 8

static void
add_led (GaFacts *facts, GaReader *reader, const GaId *id)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "meeting"));
  g_autofree char *text = NULL;
  gint64 n;

  ga_query_where_id (query, "host", id);
  ga_query_where_text (query, "status", GA_EQUAL, "held");
  n = ga_reader_count (reader, query, NULL);
  if (n > 0)
    text = g_strdup_printf (ngettext ("%u walk", "%u walks", (guint) n), (guint) n);
  ga_facts_add (facts, _ ("Named as host of"), text);
}

GaRecord *
ga_person_find_recruitment (GaReader *reader, const GaId *person)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "recruitment");
  g_autoptr (GaRecord) made = ga_record_new (entity);
  GaRecord *there;

  ga_record_set_reference (made, "person", person);
  ga_record_derive_id (made);
  there = ga_reader_find (reader, entity, ga_record_get_id (made), NULL);
  return there != NULL ? there : g_steal_pointer (&made);
}

void
ga_person_show_leading (GaFacts *facts,
                        GaReader *reader,
                        const GaId *id,
                        const GaRecord *recruitment)
{
  static const char *const without[] = { "person", "state", "since", NULL };
  g_autofree char *today = ga_date_today ();
  g_autoptr (GPtrArray) found = ga_hosts_read (reader, id, today, GA_HOSTS_QUIET_WEEKS, NULL);
  const GaHost *host = found != NULL && found->len > 0 ? found->pdata[0] : NULL;
  g_autofree char *since = NULL;
  g_autofree char *led = NULL;

  ga_facts_clear (facts);
  if (host == NULL)
    return;
  since = *host->since != '\0' ? ga_date_display (host->since) : NULL;
  led = *host->last_led != '\0' ? ga_date_display (host->last_led) : NULL;
  ga_facts_add (facts, _ ("Status"), host->state != NULL ? _ (host->state->label) : NULL);
  ga_facts_add (facts, _ ("Since"), since);
  if (recruitment != NULL)
    ga_facts_add_fields (facts, reader, recruitment, without);
  add_led (facts, reader, id);
  ga_facts_add (facts, _ ("Last led"), led);
  if (host->quiet)
    ga_facts_add (facts, _ ("To look at"), _ ("Has not led a walk for eight weeks"));
}

static void
add_row (GtkListBox *list, const char *title, const char *subtitle, const GaRecord *opens)
{
  GtkWidget *row = adw_action_row_new ();
  char id[GA_ID_TEXT_SIZE];

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (opens != NULL)
    {
      ga_id_format (ga_record_get_id (opens), id);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)",
                                        ga_record_get_entity (opens)->name, id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
    }
  gtk_list_box_append (list, row);
}

/* What is told elsewhere on the page, or on one of its own. */
static gboolean
is_told (const GaEntity *entity)
{
  static const char *const told[] = { "role", "recruitment", "meeting", "conflict", NULL };

  return g_strv_contains (told, entity->name);
}

/* (transfer full): what it belongs to, such as the agreement and the organisation of a party; else
 * what it is called */
static char *
describe (GaReader *reader, const GaRecord *record)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      g_autofree char *title = NULL;

      if (field->type != GA_FIELD_REFERENCE || (field->flags & GA_FIELD_REQUIRED) == 0)
        continue;
      title = ga_reader_display (reader, record, field->name);
      if (title != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", title);
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE)
                        : ga_reader_title_of (reader, record);
}

static guint
add_named (GtkListBox *list,
           GaReader *reader,
           const GaEntity *entity,
           const GaField *field,
           const GaId *id)
{
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autoptr (GPtrArray) records = NULL;

  ga_query_where_id (query, field->name, id);
  ga_query_set_window (query, 0, MOST_NAMED);
  records = ga_reader_list (reader, query, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_autofree char *title = describe (reader, records->pdata[i]);
      /* TRANSLATORS: a kind of record, and as what it names somebody: "Agreement: Facilitator" */
      g_autofree char *what = g_strdup_printf (_ ("%1$s: %2$s"), ga_entity_get_label (entity),
                                               ga_field_get_label (field));

      add_row (list, title != NULL ? title : "", what, records->pdata[i]);
    }
  return records != NULL ? records->len : 0;
}

guint
ga_person_show_named (GtkListBox *list, GaReader *reader, const GaId *id)
{
  GaSchema *schema = ga_reader_get_schema (reader);
  guint n = 0;

  ga_list_box_remove_all (list);
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);

      for (guint j = 0; j < entity->n_fields && !is_told (entity); j++)
        if (entity->fields[j].type == GA_FIELD_REFERENCE &&
            g_str_equal (entity->fields[j].target, "person"))
          n += add_named (list, reader, entity, &entity->fields[j], id);
    }
  return n;
}

static void
add_change (GtkListBox *list, const GaHistory *change)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (change->at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *date = g_date_time_format (local, "%Y-%m-%d");
  g_autofree char *day = ga_date_display (date);
  g_autofree char *fields = ga_history_list_fields (change);
  g_autofree char *what = g_strjoin (" · ", day, *fields != '\0' ? fields : NULL, NULL);

  add_row (list, gettext (change->label), what, NULL);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const GaHistory *one = *(const GaHistory *const *) a;
  const GaHistory *other = *(const GaHistory *const *) b;

  return (other->number > one->number) - (other->number < one->number);
}

guint
ga_person_show_changes (GtkListBox *list,
                        GaReader *reader,
                        const GaRecord *person,
                        const GaRecord *recruitment)
{
  g_autoptr (GPtrArray) changes = ga_reader_history (reader, ga_record_get_entity (person),
                                                     ga_record_get_id (person), MOST_CHANGES, NULL);
  g_autoptr (GPtrArray) more =
      recruitment != NULL ? ga_reader_history (reader, ga_record_get_entity (recruitment),
                                               ga_record_get_id (recruitment), MOST_CHANGES, NULL)
                          : NULL;
  guint n = 0;

  ga_list_box_remove_all (list);
  if (changes == NULL)
    return 0;
  if (more != NULL)
    g_ptr_array_extend_and_steal (changes, g_steal_pointer (&more));
  g_ptr_array_sort (changes, compare_newest);
  for (; n < MIN (changes->len, MOST_CHANGES); n++)
    add_change (list, changes->pdata[n]);
  return n;
}
