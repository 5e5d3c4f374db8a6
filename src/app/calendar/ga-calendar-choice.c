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
  GaContext *context; /* unowned: it is the page's, which owns this */
  GArray *options;    /* of Option */
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

GaCalendarChoice *
ga_calendar_choice_new (GaContext *context)
{
  GaCalendarChoice *self = g_new0 (GaCalendarChoice, 1);

  self->context = context;
  self->options = new_options ();
  return self;
}

void
ga_calendar_choice_free (GaCalendarChoice *self)
{
  g_array_unref (self->options);
  g_free (self);
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

void
ga_calendar_choice_fill (GaCalendarChoice *self, GaSelector *selector)
{
  GaReader *reader = ga_context_get_reader (self->context);
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (self->context, "community"));
  g_autoptr (GPtrArray) communities = NULL;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GArray *options = new_options ();
  guint chosen = ga_selector_get_selected (selector);
  guint selected = 0;

  ga_query_sort (query, "name");
  communities = ga_reader_list (reader, query, NULL);
  add (options, GA_CALENDAR_EVERYBODY, NULL, g_strdup (_ ("All communities")));
  if (communities != NULL)
    add_kommuner (reader, communities, options);
  for (guint i = 0; communities != NULL && i < communities->len; i++)
    add (options, GA_CALENDAR_COMMUNITY, ga_record_get_id (communities->pdata[i]),
         g_strdup (ga_record_get_text (communities->pdata[i], "name")));
  gtk_widget_set_visible (GTK_WIDGET (selector), communities != NULL && communities->len > 1);
  if (are_same (options, self->options))
    {
      g_array_unref (options);
      return;
    }
  before = self->options;
  self->options = options;
  for (guint i = 0; i < options->len; i++)
    {
      const Option *option = &g_array_index (options, Option, i);

      g_ptr_array_add (labels, option->name);
      if (chosen < before->len &&
          ga_id_equal (&option->of, &g_array_index (before, Option, chosen).of))
        selected = i;
    }
  g_ptr_array_add (labels, NULL);
  ga_selector_set_options (selector, (const char *const *) labels->pdata);
  ga_selector_set_selected (selector, selected);
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
