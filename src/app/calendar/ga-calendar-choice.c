/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-calendar-choice.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GaCalendarWhose whose;
  GaId of;
  char *name;
} Option;

struct _GaCalendarChoice
{
  GaContext *context;   /* unowned: it is the page's, which owns this */
  GaSelector *selector; /* unowned: so is it */
  GArray *options;      /* of Option */
  GCancellable *reading;
};

static void
clear_option (gpointer data)
{
  g_free (((Option *) data)->name);
}

static GArray *
new_options (void)
{
  GArray *options = g_array_new (FALSE, TRUE, sizeof (Option));

  g_array_set_clear_func (options, clear_option);
  return options;
}

static void
add (GArray *options, GaCalendarWhose whose, const GaId *of, char *name)
{
  Option option = { .whose = whose, .name = name };

  if (of != NULL)
    option.of = *of;
  g_array_append_val (options, option);
}

/* Each kommune that has a community, in the order of the communities. */
static void
add_kommuner (GaReader *reader, GPtrArray *communities, GArray *options)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (ga_id_hash, ga_id_equal);

  for (guint i = 0; i < communities->len; i++)
    {
      const GaId *kommune = ga_record_get_reference (communities->pdata[i], "kommune");

      if (kommune != NULL && g_hash_table_add (seen, (gpointer) kommune))
        add (options, GA_CALENDAR_KOMMUNE, kommune,
             ga_reader_display (reader, communities->pdata[i], "kommune"));
    }
  /* One alone is everybody. */
  if (g_hash_table_size (seen) == 1)
    g_array_remove_index (options, options->len - 1);
}

static gboolean
is_same (const Option *a, const Option *b)
{
  return a->whose == b->whose && ga_id_equal (&a->of, &b->of) && g_str_equal (a->name, b->name);
}

static gboolean
are_same (GArray *a, GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!is_same (&g_array_index (a, Option, i), &g_array_index (b, Option, i)))
      return FALSE;
  return TRUE;
}

static gpointer
read_options (GaReader *reader, gpointer data, GError **error)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "community"));
  g_autoptr (GPtrArray) communities = NULL;
  GArray *options;

  ga_query_sort (query, "name");
  communities = ga_reader_list (reader, query, error);
  if (communities == NULL)
    return NULL;
  options = new_options ();
  add (options, GA_CALENDAR_EVERYBODY, NULL, g_strdup (_ ("All communities")));
  add_kommuner (reader, communities, options);
  for (guint i = 0; i < communities->len; i++)
    add (options, GA_CALENDAR_COMMUNITY, ga_record_get_id (communities->pdata[i]),
         g_strdup (ga_record_get_text (communities->pdata[i], "name")));
  return options;
}

/* What was chosen stays so; where it is not there any more, everybody is. */
static void
show_options (GaCalendarChoice *self, GArray *before)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint chosen = ga_selector_get_selected (self->selector);
  guint selected = 0;

  for (guint i = 0; i < self->options->len; i++)
    {
      const Option *option = &g_array_index (self->options, Option, i);

      g_ptr_array_add (labels, option->name);
      if (chosen < before->len &&
          ga_id_equal (&option->of, &g_array_index (before, Option, chosen).of))
        selected = i;
    }
  g_ptr_array_add (labels, NULL);
  ga_selector_set_options (self->selector, (const char *const *) labels->pdata);
  ga_selector_set_selected (self->selector, selected);
  if (selected == 0 && chosen > 0)
    g_signal_emit_by_name (self->selector, "selected");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GaCalendarChoice *self = user_data;
  g_autoptr (GArray) options = ga_store_read_finish (GA_STORE (source), result, NULL);
  g_autoptr (GArray) before = NULL;

  /* The choice may be gone; where the file cannot be read, its page says so. */
  if (options == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->selector), options->len > 2);
  if (are_same (options, self->options))
    return;
  before = g_steal_pointer (&self->options);
  self->options = g_steal_pointer (&options);
  show_options (self, before);
}

void
ga_calendar_choice_refresh (GaCalendarChoice *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  ga_store_read_async (ga_context_get_store (self->context), read_options, NULL, NULL,
                       (GDestroyNotify) g_array_unref, self->reading, read_cb, self);
}

GaCalendarChoice *
ga_calendar_choice_new (GaContext *context, GaSelector *selector)
{
  GaCalendarChoice *self = g_new0 (GaCalendarChoice, 1);
  g_autoptr (GArray) none = new_options ();

  self->context = context;
  self->selector = selector;
  self->options = new_options ();
  add (self->options, GA_CALENDAR_EVERYBODY, NULL, g_strdup (_ ("All communities")));
  gtk_widget_set_visible (GTK_WIDGET (selector), FALSE);
  show_options (self, none);
  ga_calendar_choice_refresh (self);
  return self;
}

void
ga_calendar_choice_free (GaCalendarChoice *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_array_unref (self->options);
  g_free (self);
}

void
ga_calendar_choice_get (const GaCalendarChoice *self,
                        guint selected,
                        GaCalendarWhose *whose,
                        GaId *of)
{
  const Option *option =
      &g_array_index (self->options, Option, selected < self->options->len ? selected : 0);

  *whose = option->whose;
  *of = option->of;
}
