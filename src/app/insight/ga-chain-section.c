/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/insight/ga-chain-section.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/funding/ga-line-row.h"
#include "app/widgets/ga-selector.h"
#include "insight/ga-chain-words.h"
#include "model/ga-date.h"
#include "model/ga-number.h"

/* Rows of communities at most; a list of more is no picture, and Insight has them all. */
#define MOST_PLACES 50

/* So many initiatives of an agreement can be chosen among at most. */
#define MOST_INITIATIVES 200

/* What is read away from the main thread. */
typedef struct
{
  const GaEntity *of;
  GaId id;
  const GaEntity *within; /* (nullable): the record that it is chosen from, which is read as well */
  GaId within_id;
} Question;

typedef struct
{
  GaChainRows *rows;
  GaChainRows *within; /* (nullable) */
} Answer;

struct _GaChainSection
{
  GtkBox parent_instance;

  GtkLabel *period;
  GaSelector *which;
  GtkListBox *figures;
  GtkLabel *note;
  GtkWidget *places_heading;
  GtkListBox *places;
  GtkLabel *more;

  GaContext *context;
  const GaEntity *entity; /* of what is shown; NULL before anything is */
  GaId id;
  GPtrArray *initiatives; /* GaRecord: those to choose among */
  GaId chosen;            /* one of them; zero for all */
  GCancellable *reading;  /* (nullable) */
  gboolean stale;         /* another answer is wanted once it can be seen */
};

static guint measured_signal;

G_DEFINE_FINAL_TYPE (GaChainSection, ga_chain_section, GTK_TYPE_BOX)

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_clear_pointer (&self->rows, ga_chain_rows_free);
  g_clear_pointer (&self->within, ga_chain_rows_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_figures (GaChainSection *self, const GaChain *chain)
{
  g_autoptr (GaTable) table = ga_chain_table_new (chain);
  int focused = ga_line_row_find_focus (self->figures);

  ga_list_box_remove_all (self->figures);
  for (guint i = 0; i < ga_table_get_n_rows (table); i++)
    gtk_list_box_append (self->figures, ga_line_row_new (ga_table_get_cell (table, i, 0),
                                                         ga_table_get_cell (table, i, 2),
                                                         ga_table_get_cell (table, i, 1)));
  gtk_widget_set_visible (GTK_WIDGET (self->figures), TRUE);
  ga_line_row_restore_focus (self->figures, focused);
}

static GtkWidget *
make_place_row (const GaChainPlace *place)
{
  g_autofree char *number = ga_number_display (place->held);
  g_autofree char *held =
      g_strdup_printf (ngettext ("%s walk held", "%s walks held", place->held), number);
  /* What most of them do needs no words. */
  const char *still = place->is_old && !place->lasts ? _ ("Did not meet after 12 months") : NULL;
  GtkWidget *row = ga_line_row_new (place->community->name, still, held);

  ga_line_row_open (row, "community", &place->community->id);
  return row;
}

static void
show_places (GaChainSection *self, const GaChain *chain)
{
  guint n = MIN (chain->places->len, MOST_PLACES), left = chain->places->len - n;
  g_autofree char *more =
      g_strdup_printf (ngettext ("%u more community: Insight counts it by initiative.",
                                 "%u more communities: Insight counts them by initiative.", left),
                       left);
  int focused = ga_line_row_find_focus (self->places);

  ga_list_box_remove_all (self->places);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->places,
                         make_place_row (&g_array_index (chain->places, GaChainPlace, i)));
  gtk_widget_set_visible (self->places_heading, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->places), n > 0);
  show_text (self->more, left > 0 ? more : NULL);
  ga_line_row_restore_focus (self->places, focused);
}

static void
show_chain (GaChainSection *self, const GaChain *chain)
{
  g_autofree char *period = ga_chain_dup_period (chain);
  g_autofree char *note = ga_chain_dup_note (chain);

  show_text (self->period, period);
  show_figures (self, chain);
  show_text (self->note, note);
  show_places (self, chain);
}

static void
show_failure (GaChainSection *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_text (self->note, error->message);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaChainSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = ga_store_read_finish (GA_STORE (source), result, &error);
  g_autofree char *today = ga_date_today ();
  g_autoptr (GaChain) chain = NULL;
  g_autoptr (GaChain) within = NULL;
  GaAttendanceCache *cache;

  if (answer == NULL)
    {
      show_failure (self, error);
      return;
    }
  cache = ga_context_get_attendance (self->context);
  if (!ga_attendance_cache_is_loaded (cache))
    return;
  chain = ga_chain_new (cache, g_steal_pointer (&answer->rows), today, FALSE);
  if (answer->within != NULL)
    within = ga_chain_new (cache, g_steal_pointer (&answer->within), today, FALSE);
  show_chain (self, chain);
  g_signal_emit (self, measured_signal, 0, within != NULL ? within->measures : chain->measures);
}

static gpointer
read_rows (GaReader *reader, gpointer user_data, GError **error)
{
  const Question *question = user_data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->rows = ga_reader_chain (reader, question->of, &question->id, error);
  if (answer->rows != NULL && question->within != NULL)
    answer->within = ga_reader_chain (reader, question->within, &question->within_id, error);
  if (answer->rows == NULL || (question->within != NULL && answer->within == NULL))
    return NULL;
  return g_steal_pointer (&answer);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaChainSection) self = user_data;
  g_autoptr (GError) error = NULL;
  Question *question;

  if (!ga_attendance_cache_load_finish (GA_ATTENDANCE_CACHE (source), result, &error))
    {
      show_failure (self, error);
      return;
    }
  question = g_new (Question, 1);
  *question = (Question){ .of = self->entity, .id = self->id };
  if (!ga_id_is_none (&self->chosen))
    *question = (Question){ ga_context_get_entity (self->context, "initiative"), self->chosen,
                            self->entity, self->id };
  ga_store_read_async (ga_context_get_store (self->context), read_rows, question, g_free,
                       answer_free, self->reading, read_cb, g_object_ref (self));
}

static void
stop_reading (GaChainSection *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

/* What nobody looks at is not counted. */
static void
load (GaChainSection *self)
{
  stop_reading (self);
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale || self->entity == NULL)
    return;
  self->reading = g_cancellable_new ();
  ga_attendance_cache_load_async (ga_context_get_attendance (self->context), self->reading,
                                  loaded_cb, g_object_ref (self));
}

/* (transfer full) (nullable): in their usual order */
static GPtrArray *
list_initiatives (GaChainSection *self)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (self->context, "initiative"));

  ga_query_where_id (query, "agreement", &self->id);
  ga_query_set_window (query, 0, MOST_INITIATIVES);
  return ga_reader_list (ga_context_get_reader (self->context), query, NULL);
}

/* Among one there is nothing to choose, and an agreement without any has done nothing. */
static void
offer_initiatives (GaChainSection *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint selected = 0;

  g_clear_pointer (&self->initiatives, g_ptr_array_unref);
  if (g_str_equal (self->entity->name, "agreement"))
    self->initiatives = list_initiatives (self);
  if (self->initiatives == NULL)
    self->initiatives = g_ptr_array_new ();
  g_ptr_array_add (labels, (gpointer) _ ("All"));
  for (guint i = 0; i < self->initiatives->len; i++)
    {
      GaRecord *initiative = self->initiatives->pdata[i];

      g_ptr_array_add (labels, (gpointer) ga_record_get_text (initiative, "name"));
      if (ga_id_equal (ga_record_get_id (initiative), &self->chosen))
        selected = i + 1;
    }
  g_ptr_array_add (labels, NULL);
  if (selected == 0)
    self->chosen = (GaId){ { 0 } };
  ga_selector_set_options (self->which, (const char *const *) labels->pdata);
  ga_selector_set_selected (self->which, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->which), self->initiatives->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self), self->initiatives->len > 0 ||
                                                 !g_str_equal (self->entity->name, "agreement"));
}

static void
selected_cb (GaChainSection *self)
{
  guint selected = ga_selector_get_selected (self->which);
  GaId chosen = { { 0 } };

  if (selected > 0 && selected <= self->initiatives->len)
    chosen = *ga_record_get_id (self->initiatives->pdata[selected - 1]);
  if (ga_id_equal (&chosen, &self->chosen))
    return;
  self->chosen = chosen;
  load (self);
}

static void
changed_cb (GaChainSection *self, GaChanges *changes)
{
  static const char *const shown[] = { "grant",       "tranche",    "account_entry",
                                       "application", "initiative", "indicator",
                                       "agreement",   "role",       "community" };

  if (self->entity == NULL)
    return;
  if (ga_changes_touch (changes, "initiative"))
    offer_initiatives (self);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (ga_changes_touch (changes, shown[i]))
      {
        load (self);
        return;
      }
}

static void
ga_chain_section_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ga_chain_section_parent_class)->map (widget);
  if (GA_CHAIN_SECTION (widget)->stale)
    load (GA_CHAIN_SECTION (widget));
}

static void
ga_chain_section_dispose (GObject *object)
{
  GaChainSection *self = GA_CHAIN_SECTION (object);

  stop_reading (self);
  g_clear_pointer (&self->initiatives, g_ptr_array_unref);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (object), GA_TYPE_CHAIN_SECTION);
  G_OBJECT_CLASS (ga_chain_section_parent_class)->dispose (object);
}

static void
ga_chain_section_class_init (GaChainSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_chain_section_dispose;
  widget_class->map = ga_chain_section_map;
  measured_signal = g_signal_new ("measured", GA_TYPE_CHAIN_SECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_type_ensure (GA_TYPE_SELECTOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/insight/chain-section.ui");
  gtk_widget_class_bind_template_child (widget_class, GaChainSection, period);
  gtk_widget_class_bind_template_child (widget_class, GaChainSection, which);
  gtk_widget_class_bind_template_child (widget_class, GaChainSection, figures);
  gtk_widget_class_bind_template_child (widget_class, GaChainSection, note);
  gtk_widget_class_bind_template_child (widget_class, GaChainSection, places_heading);
  gtk_widget_class_bind_template_child (widget_class, GaChainSection, places);
  gtk_widget_class_bind_template_child (widget_class, GaChainSection, more);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
ga_chain_section_init (GaChainSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->figures), _ ("What it did"));
  ga_accessible_set_name (GTK_WIDGET (self->places), _ ("Communities"));
}

static void
set_up (GaChainSection *self, GaContext *context)
{
  self->context = g_object_ref (context);
  g_signal_connect_object (ga_context_get_store (context), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ga_context_get_attendance (context), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
}

static void
clear (GaChainSection *self)
{
  show_text (self->period, NULL);
  show_text (self->note, NULL);
  show_text (self->more, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->figures), FALSE);
  gtk_widget_set_visible (self->places_heading, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->places), FALSE);
}

/**
 * ga_chain_section_show:
 * @record: a grant or an agreement; the one that is shown already is not counted anew
 */
void
ga_chain_section_show (GaChainSection *self, GaContext *context, const GaRecord *record)
{
  g_return_if_fail (GA_IS_CHAIN_SECTION (self));

  if (self->context == NULL)
    set_up (self, context);
  if (self->entity != NULL && ga_id_equal (&self->id, ga_record_get_id (record)))
    return;
  self->entity = ga_record_get_entity (record);
  self->id = *ga_record_get_id (record);
  clear (self);
  offer_initiatives (self);
  load (self);
}

/**
 * ga_chain_section_choose:
 * @initiative: one of the agreement that is shown
 */
void
ga_chain_section_choose (GaChainSection *self, const GaId *initiative)
{
  g_return_if_fail (GA_IS_CHAIN_SECTION (self));
  g_return_if_fail (self->entity != NULL);

  self->chosen = *initiative;
  offer_initiatives (self);
  load (self);
}
