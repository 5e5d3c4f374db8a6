/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/insight/ga-insight-choices.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "app/compat/ga-accessible.h"
#include "app/widgets/ga-cell-layout.h"
#include "app/widgets/ga-record-selector.h"
#include "app/widgets/ga-selector.h"
#include "model/ga-date.h"
#include "store/ga-permission.h"

#define FEW_MONTHS 12

struct _GaInsightChoices
{
  AdwBin parent_instance;

  const GaField *target_groups;
  const GaField *arenas;
  gboolean compares; /* what can be counted by is that of a comparison */
  GaContext *context;
  gboolean of_office; /* initiatives are offered, too */

  GaSelector *measure;
  GaSelector *by;
  GaSelector *range;
  GtkWidget *from_cell;
  GtkWidget *to_cell;
  GtkEntry *from;
  GtkEntry *to;
  GtkLabel *problem;
  GaRecordSelector *kommune;
  GaRecordSelector *community;
  GaSelector *target_group;
  GaSelector *arena;
  GaRecordSelector *initiative;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (GaInsightChoices, ga_insight_choices, ADW_TYPE_BIN)

static const GaAttendanceBy all_by[] = {
  GA_ATTENDANCE_BY_MONTH,   GA_ATTENDANCE_BY_WEEK,       GA_ATTENDANCE_BY_YEAR,
  GA_ATTENDANCE_BY_KOMMUNE, GA_ATTENDANCE_BY_COMMUNITY,  GA_ATTENDANCE_BY_TARGET_GROUP,
  GA_ATTENDANCE_BY_ARENA,   GA_ATTENDANCE_BY_INITIATIVE,
};

/* Of all_by, these can be laid over one another, year on year. */
#define N_COMPARED 2

static void
offer_by (GaInsightChoices *self, guint n)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (labels, (gpointer) ga_attendance_by_get_label (all_by[i]));
  g_ptr_array_add (labels, NULL);
  ga_selector_set_options (self->by, (const char *const *) labels->pdata);
}

/* Initiatives, the last of all_by, are what offices work with. */
static guint
count_by (GaInsightChoices *self)
{
  if (self->compares)
    return N_COMPARED;
  return self->of_office ? G_N_ELEMENTS (all_by) : G_N_ELEMENTS (all_by) - 1;
}

static void
offer_choices (GaSelector *selector, const GaField *field)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_ptr_array_add (labels, (gpointer) _ ("All"));
  for (const GaChoice *choice = field->choices; choice->code != NULL; choice++)
    g_ptr_array_add (labels, (gpointer) _ (choice->label));
  g_ptr_array_add (labels, NULL);
  ga_selector_set_options (selector, (const char *const *) labels->pdata);
}

static const char *
get_code (GaSelector *selector, const GaField *field)
{
  guint selected = ga_selector_get_selected (selector);

  return selected > 0 ? field->choices[selected - 1].code : NULL;
}

static void
mark_entry (GtkEntry *entry, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static gboolean
read_day (GtkEntry *entry, char *day, char **problem)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autofree char *parsed = NULL;
  gboolean empty = *text == '\0';

  if (!empty)
    parsed = ga_date_parse (text);
  mark_entry (entry, parsed == NULL && !empty);
  g_strlcpy (day, parsed != NULL ? parsed : "", GA_ATTENDANCE_DATE_SIZE);
  if (parsed == NULL && !empty && *problem == NULL)
    *problem = g_strdup_printf (_ ("“%s” is not a date. Write it as 31-12-2026."), text);
  return parsed != NULL || empty;
}

static gboolean
read_days (GaInsightChoices *self, GaAttendanceRequest *request)
{
  g_autofree char *problem = NULL;
  gboolean from = read_day (self->from, request->from, &problem);
  gboolean to = read_day (self->to, request->to, &problem);
  gboolean backwards = from && to && *request->from != '\0' && *request->to != '\0' &&
                       strcmp (request->from, request->to) > 0;

  if (backwards)
    {
      mark_entry (self->to, TRUE);
      problem = g_strdup (_ ("The last day is before the first one."));
    }
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  return problem == NULL;
}

static void
set_last_months (GaAttendanceRequest *request, const char *today)
{
  g_autoptr (GDate) first = ga_date_to_gdate (today);
  g_autofree char *from = NULL;

  g_date_set_day (first, 1);
  g_date_subtract_months (first, FEW_MONTHS - 1);
  from = ga_date_from_gdate (first);
  g_strlcpy (request->from, from, sizeof request->from);
  g_strlcpy (request->to, today, sizeof request->to);
}

static gboolean
set_range (GaInsightChoices *self, const char *today, GaInsightQuestion *question)
{
  GaAttendanceRequest *request = &question->request;
  guint year = (guint) atoi (today);

  switch ((GaInsightRange) ga_selector_get_selected (self->range))
    {
    case GA_INSIGHT_RANGE_THIS_YEAR:
      g_snprintf (request->from, sizeof request->from, "%04u-01-01", year);
      g_strlcpy (request->to, today, sizeof request->to);
      return TRUE;
    case GA_INSIGHT_RANGE_LAST_YEAR:
      g_snprintf (request->from, sizeof request->from, "%04u-01-01", year - 1);
      g_snprintf (request->to, sizeof request->to, "%04u-12-31", year - 1);
      return TRUE;
    case GA_INSIGHT_RANGE_COMPARE:
      question->year = year;
      return TRUE;
    case GA_INSIGHT_RANGE_ALL:
      return TRUE;
    case GA_INSIGHT_RANGE_DAYS:
      return read_days (self, request);
    default:
      set_last_months (request, today);
      return TRUE;
    }
}

static void
tell (GaInsightChoices *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
range_cb (GaInsightChoices *self)
{
  GaInsightRange range = ga_selector_get_selected (self->range);
  gboolean compares = range == GA_INSIGHT_RANGE_COMPARE;
  guint by = ga_selector_get_selected (self->by);

  gtk_widget_set_visible (self->from_cell, range == GA_INSIGHT_RANGE_DAYS);
  gtk_widget_set_visible (self->to_cell, range == GA_INSIGHT_RANGE_DAYS);
  if (range != GA_INSIGHT_RANGE_DAYS)
    gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->measure), !compares);
  if (compares != self->compares)
    {
      self->compares = compares;
      offer_by (self, count_by (self));
      ga_selector_set_selected (self->by, by < N_COMPARED ? by : 0);
    }
  tell (self);
}

/* Half a date is no mistake yet: days are read when the user has finished writing. */
static void
days_written_cb (GaInsightChoices *self)
{
  if (ga_selector_get_selected (self->range) == GA_INSIGHT_RANGE_DAYS)
    tell (self);
}

static void
fill_selectors (GaInsightChoices *self)
{
  const char *const measures[] = { _ ("Visits"), _ ("Walks held and cancelled"), NULL };
  const char *const ranges[] = { _ ("Last 12 months"),
                                 _ ("This year"),
                                 _ ("Last year"),
                                 _ ("This year against last"),
                                 _ ("All years"),
                                 _ ("From – to"),
                                 NULL };

  ga_selector_set_options (self->measure, measures);
  ga_selector_set_options (self->range, ranges);
  offer_by (self, count_by (self));
}

/* Rights come and go with what the server tells. */
static void
show_access (GaInsightChoices *self)
{
  guint by = ga_selector_get_selected (self->by);
  gboolean of_office = ga_context_get_store (self->context) != NULL &&
                       !ga_reader_only_hosts (ga_context_get_reader (self->context));

  gtk_widget_set_visible (GTK_WIDGET (self->initiative), of_office);
  if (of_office == self->of_office)
    return;
  self->of_office = of_office;
  offer_by (self, count_by (self));
  ga_selector_set_selected (self->by, by < count_by (self) ? by : 0);
}

static void
ga_insight_choices_dispose (GObject *object)
{
  /* The bin lets go of its child itself, which is also a child of the template. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GA_TYPE_INSIGHT_CHOICES);
  g_clear_object (&GA_INSIGHT_CHOICES (object)->context);
  G_OBJECT_CLASS (ga_insight_choices_parent_class)->dispose (object);
}

static void
ga_insight_choices_class_init (GaInsightChoicesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_insight_choices_dispose;
  changed_signal = g_signal_new ("changed", GA_TYPE_INSIGHT_CHOICES, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (GA_TYPE_CELL_LAYOUT);
  g_type_ensure (GA_TYPE_SELECTOR);
  g_type_ensure (GA_TYPE_RECORD_SELECTOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/insight/insight-choices.ui");
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, measure);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, by);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, range);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, from_cell);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, to_cell);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, from);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, to);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, problem);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, kommune);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, community);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, target_group);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, arena);
  gtk_widget_class_bind_template_child (widget_class, GaInsightChoices, initiative);
  gtk_widget_class_bind_template_callback (widget_class, tell);
  gtk_widget_class_bind_template_callback (widget_class, range_cb);
  gtk_widget_class_bind_template_callback (widget_class, days_written_cb);
}

static void
ga_insight_choices_init (GaInsightChoices *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->from), _ ("From"));
  ga_accessible_set_name (GTK_WIDGET (self->to), _ ("To"));
  fill_selectors (self);
}

/**
 * ga_insight_choices_set_up: hands down the context; once
 */
void
ga_insight_choices_set_up (GaInsightChoices *self, GaContext *context)
{
  const GaEntity *community = ga_context_get_entity (context, "community");

  g_return_if_fail (GA_IS_INSIGHT_CHOICES (self));

  self->target_groups = ga_entity_get_field (community, "target_group");
  self->arenas = ga_entity_get_field (community, "arena");
  offer_choices (self->target_group, self->target_groups);
  offer_choices (self->arena, self->arenas);
  ga_record_selector_set_up (self->kommune, context, ga_context_get_entity (context, "kommune"));
  ga_record_selector_set_up (self->community, context, community);
  ga_record_selector_set_up (self->initiative, context,
                             ga_context_get_entity (context, "initiative"));
  self->context = g_object_ref (context);
  g_signal_connect_object (context, "sync-changed", G_CALLBACK (show_access), self,
                           G_CONNECT_SWAPPED);
  show_access (self);
}

/**
 * ga_insight_choices_get_question:
 * @today: canonical day
 * @question: (out caller-allocates): what is asked; its codes belong to the descriptors
 *
 * Returns: %FALSE where the days written are none; that is shown
 */
gboolean
ga_insight_choices_get_question (GaInsightChoices *self,
                                 const char *today,
                                 GaInsightQuestion *question)
{
  g_return_val_if_fail (GA_IS_INSIGHT_CHOICES (self), FALSE);

  *question = (GaInsightQuestion){ 0 };
  question->measure =
      ga_selector_get_selected (self->measure) == 0 ? GA_ATTENDANCE_VISITS : GA_ATTENDANCE_WALKS;
  question->request.by = all_by[ga_selector_get_selected (self->by)];
  question->request.sort = GA_ATTENDANCE_SORT_TOTAL;
  question->request.kommune = *ga_record_selector_get_chosen (self->kommune);
  question->request.community = *ga_record_selector_get_chosen (self->community);
  if (self->of_office)
    question->request.initiative = *ga_record_selector_get_chosen (self->initiative);
  question->request.target_group = get_code (self->target_group, self->target_groups);
  question->request.arena = get_code (self->arena, self->arenas);
  return set_range (self, today, question);
}

void
ga_insight_choices_set_range (GaInsightChoices *self, GaInsightRange range)
{
  g_return_if_fail (GA_IS_INSIGHT_CHOICES (self));

  ga_selector_set_selected (self->range, range);
}

/**
 * ga_insight_choices_set_days:
 * @from, @to: as a user writes them; empty for the first and the last day there is
 */
void
ga_insight_choices_set_days (GaInsightChoices *self, const char *from, const char *to)
{
  g_return_if_fail (GA_IS_INSIGHT_CHOICES (self));

  gtk_editable_set_text (GTK_EDITABLE (self->from), from);
  gtk_editable_set_text (GTK_EDITABLE (self->to), to);
  ga_selector_set_selected (self->range, GA_INSIGHT_RANGE_DAYS);
  days_written_cb (self);
}

/**
 * ga_insight_choices_set_by:
 * @by: a week or month, where years are compared
 */
void
ga_insight_choices_set_by (GaInsightChoices *self, GaAttendanceBy by)
{
  g_return_if_fail (GA_IS_INSIGHT_CHOICES (self));

  for (guint i = 0; i < G_N_ELEMENTS (all_by); i++)
    if (all_by[i] == by)
      ga_selector_set_selected (self->by, i);
}
