/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/communities/ga-schedule-section.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-entry-row.h"
#include "app/ga-wording.h"
#include "app/widgets/ga-date-row.h"
#include "app/widgets/ga-editor.h"
#include "model/ga-date.h"
#include "model/ga-recurrence.h"
#include "store/ga-series.h"

struct _GaScheduleSection
{
  GaEditorSection parent_instance;

  const GaEntity *entity;
  gboolean optional;
  gboolean ready;
  gboolean laid_out; /* whether the rows that appeared have got their places */
  char *problem;
  char *proposed; /* what the rows say before anybody has written in them */

  GtkWidget *wanted_row;
  GtkSwitch *wanted;
  AdwComboRow *repeat;
  AdwComboRow *day;
  GaEntryRow *at;
  GaEntryRow *duration;
  GaEntryRow *from;
  GaEntryRow *until;
  GtkLabel *sentence;
  GtkListBoxRow *sentence_row;
};

/* What the writer thread gets. */
typedef struct
{
  GaRecord *schedule;
  char *until;
} Plan;

/* What precedes the day in a rule, in the order of the template's choices. */
static const char *const repeats[] = {
  "FREQ=WEEKLY;BYDAY=",    "FREQ=WEEKLY;INTERVAL=2;BYDAY=", "FREQ=MONTHLY;BYDAY=1",
  "FREQ=MONTHLY;BYDAY=2",  "FREQ=MONTHLY;BYDAY=3",          "FREQ=MONTHLY;BYDAY=4",
  "FREQ=MONTHLY;BYDAY=-1",
};

static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

G_DEFINE_FINAL_TYPE (GaScheduleSection, ga_schedule_section, GA_TYPE_EDITOR_SECTION)

static gboolean
is_wanted (GaScheduleSection *self)
{
  return !self->optional || gtk_switch_get_active (self->wanted);
}

static char *
dup_rule (GaScheduleSection *self)
{
  guint repeat = MIN (adw_combo_row_get_selected (self->repeat), G_N_ELEMENTS (repeats) - 1);
  guint day = MIN (adw_combo_row_get_selected (self->day), G_N_ELEMENTS (days) - 1);

  return g_strconcat (repeats[repeat], days[day], NULL);
}

static char *
dup_written (GaScheduleSection *self)
{
  g_autofree char *rule = dup_rule (self);
  g_autofree char *at = ga_entry_row_dup_text (self->at);
  g_autofree char *duration = ga_entry_row_dup_text (self->duration);
  g_autofree char *from = ga_entry_row_dup_text (self->from);
  g_autofree char *until = ga_entry_row_dup_text (self->until);

  return g_strjoin ("\n", rule, at, duration, from, until, NULL);
}

/* Reads a row into a field; a row that cannot be read says so itself. */
static gboolean
read_row (GaRecord *record, GaEntryRow *row, const char *field, gboolean needed, GError **error)
{
  gboolean day = ga_entity_get_field (ga_record_get_entity (record), field)->type == GA_FIELD_DATE;
  g_autofree char *text = g_strstrip (day ? ga_date_row_dup (row) : ga_entry_row_dup_text (row));
  g_autoptr (GError) local = NULL;

  ga_entry_row_set_problem (row, NULL);
  if (*text == '\0')
    {
      ga_record_clear (record, field);
      if (!needed)
        return TRUE;
      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REQUIRED, _ ("Fill in “%s”."),
                   adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
      return FALSE;
    }
  if (ga_record_parse (record, field, text, &local))
    return TRUE;
  ga_entry_row_set_problem (row, local->message);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static GaRecord *
make_schedule (GaScheduleSection *self, GError **error)
{
  g_autoptr (GaRecord) schedule = ga_record_new (self->entity);
  g_autofree char *rule = dup_rule (self);

  ga_record_set_text (schedule, "rule", rule);
  if (!read_row (schedule, self->at, "at", TRUE, error) ||
      !read_row (schedule, self->duration, "duration_min", FALSE, error) ||
      !read_row (schedule, self->from, "from", TRUE, error) ||
      !read_row (schedule, self->until, "until", FALSE, error))
    return NULL;
  return g_steal_pointer (&schedule);
}

/* Without an end, walks are made for a year; the plan itself goes on. */
static char *
dup_until (const GaRecord *schedule)
{
  const char *until = ga_record_get_text (schedule, "until");

  return until != NULL ? g_strdup (until)
                       : ga_date_add_days (ga_record_get_text (schedule, "from"), 365);
}

static char *
describe (GPtrArray *made)
{
  g_autofree char *first = ga_date_display_long (made->pdata[0]);
  g_autofree char *last = ga_date_display_long (made->pdata[made->len - 1]);

  if (made->len == 1)
    return g_strdup_printf (_ ("One walk, on %s"), first);
  return g_strdup_printf (
      ngettext ("%1$u walk from %2$s to %3$s", "%1$u walks from %2$s to %3$s", made->len),
      made->len, first, last);
}

static void
update (GaScheduleSection *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaRecord) schedule = NULL;
  g_autoptr (GPtrArray) made = NULL;
  g_autofree char *until = NULL;
  g_autofree char *sentence = NULL;

  if (!self->ready)
    return;
  g_clear_pointer (&self->problem, g_free);
  if (is_wanted (self) && (schedule = make_schedule (self, &error)) != NULL)
    {
      until = dup_until (schedule);
      made = ga_recurrence_days (ga_record_get_text (schedule, "rule"),
                                 ga_record_get_text (schedule, "from"), until,
                                 GA_RECURRENCE_LIMIT + 1, &error);
      if (made != NULL && made->len > GA_RECURRENCE_LIMIT)
        self->problem = g_strdup_printf (
            _ ("This would make more than %d walks at once. Choose an earlier end."),
            GA_RECURRENCE_LIMIT);
      else if (made != NULL && made->len > 0)
        sentence = describe (made);
      else if (made != NULL)
        self->problem = g_strdup (_ ("There is no such day between “From” and “Until”."));
    }
  if (error != NULL)
    self->problem = g_strdup (error->message);
  gtk_label_set_text (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence_row), sentence != NULL);
  ga_editor_section_changed (GA_EDITOR_SECTION (self));
}

/* The rows that have appeared below the switch are brought into view, as far as it stays there. */
static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GaScheduleSection *self = GA_SCHEDULE_SECTION (widget);
  GtkWidget *scroll = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double hidden;

  /* The first time they have no place yet. */
  if (!self->laid_out)
    {
      self->laid_out = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (scroll == NULL || !gtk_widget_compute_bounds (widget, scroll, &bounds))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroll));
  hidden = (double) bounds.origin.y + (double) bounds.size.height -
           gtk_adjustment_get_page_size (adjustment);
  if (hidden > 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                              MIN (hidden, (double) bounds.origin.y));
  return G_SOURCE_REMOVE;
}

static void
wanted_cb (GaScheduleSection *self)
{
  gboolean wanted = is_wanted (self);

  gtk_widget_set_visible (GTK_WIDGET (self->repeat), wanted);
  gtk_widget_set_visible (GTK_WIDGET (self->day), wanted);
  gtk_widget_set_visible (GTK_WIDGET (self->at), wanted);
  gtk_widget_set_visible (GTK_WIDGET (self->duration), wanted);
  gtk_widget_set_visible (GTK_WIDGET (self->from), wanted);
  gtk_widget_set_visible (GTK_WIDGET (self->until), wanted);
  update (self);
  if (!wanted || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->laid_out = FALSE;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

static const char *
ga_schedule_section_get_problem (GaEditorSection *section)
{
  return GA_SCHEDULE_SECTION (section)->problem;
}

/* A plan that is asked for and then switched off would not be saved either. */
static gboolean
ga_schedule_section_is_changed (GaEditorSection *section)
{
  GaScheduleSection *self = GA_SCHEDULE_SECTION (section);
  g_autofree char *written = dup_written (self);

  return is_wanted (self) && (self->optional || !g_str_equal (written, self->proposed));
}

static void
free_plan (gpointer data)
{
  Plan *plan = data;

  g_object_unref (plan->schedule);
  g_free (plan->until);
  g_free (plan);
}

static gpointer
ga_schedule_section_prepare (GaEditorSection *section, const GaRecord *community)
{
  GaScheduleSection *self = GA_SCHEDULE_SECTION (section);
  g_autoptr (GaRecord) schedule = is_wanted (self) ? make_schedule (self, NULL) : NULL;
  Plan *plan;

  if (schedule == NULL)
    return NULL;
  plan = g_new0 (Plan, 1);
  plan->until = dup_until (schedule);
  ga_record_set_reference (schedule, "community", ga_record_get_id (community));
  plan->schedule = g_steal_pointer (&schedule);
  return plan;
}

static gboolean
write_plan (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Plan *plan = user_data;
  guint made;

  return ga_series_plan (transaction, plan->schedule, plan->until, &made, error);
}

static void
ga_schedule_section_dispose (GObject *object)
{
  GaScheduleSection *self = GA_SCHEDULE_SECTION (object);

  self->ready = FALSE;
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_SCHEDULE_SECTION);
  G_OBJECT_CLASS (ga_schedule_section_parent_class)->dispose (object);
}

static void
ga_schedule_section_finalize (GObject *object)
{
  g_free (GA_SCHEDULE_SECTION (object)->problem);
  g_free (GA_SCHEDULE_SECTION (object)->proposed);
  G_OBJECT_CLASS (ga_schedule_section_parent_class)->finalize (object);
}

static void
ga_schedule_section_class_init (GaScheduleSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GaEditorSectionClass *section_class = GA_EDITOR_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_schedule_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_schedule_section_finalize;
  section_class->get_problem = ga_schedule_section_get_problem;
  section_class->is_changed = ga_schedule_section_is_changed;
  section_class->prepare = ga_schedule_section_prepare;
  section_class->write = write_plan;
  section_class->free_prepared = free_plan;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/communities/schedule-section.ui");
  gtk_widget_class_bind_template_child (widget_class, GaScheduleSection, wanted_row);
  gtk_widget_class_bind_template_child (widget_class, GaScheduleSection, wanted);
  gtk_widget_class_bind_template_child (widget_class, GaScheduleSection, repeat);
  gtk_widget_class_bind_template_child (widget_class, GaScheduleSection, day);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, wanted_cb);
}

static GaEntryRow *
add_row (GaScheduleSection *self, const char *title, const char *text)
{
  GtkWidget *row = ga_entry_row_new (title, FALSE);

  ga_entry_row_set_text (GA_ENTRY_ROW (row), text);
  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return GA_ENTRY_ROW (row);
}

static void
add_sentence (GaScheduleSection *self)
{
  self->sentence = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                                 "xalign", 0.0, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "ga-sentence");
  self->sentence_row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "child", self->sentence,
                                     "activatable", FALSE, "focusable", FALSE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->sentence_row));
}

static void
ga_schedule_section_init (GaScheduleSection *self)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *shown = ga_date_display (today);
  g_autofree char *ten = ga_clock_display ("10:00");
  g_autoptr (GDate) date = ga_date_to_gdate (today);

  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->wanted), _ ("Meets regularly"));
  ga_accessible_set_name (GTK_WIDGET (self->repeat), _ ("Repeats"));
  ga_accessible_set_name (GTK_WIDGET (self->day), _ ("Day"));
  adw_combo_row_set_selected (self->day, (guint) g_date_get_weekday (date) - 1);
  self->at = add_row (self, _ ("At"), ten);
  self->duration = add_row (self, _ ("Length in minutes"), "60");
  self->from = add_row (self, _ ("From"), shown);
  self->until = add_row (self, _ ("Until"), "");
  g_signal_connect (self->from, "left", G_CALLBACK (ga_date_row_complete), NULL);
  g_signal_connect (self->until, "left", G_CALLBACK (ga_date_row_complete), NULL);
  ga_entry_row_set_hint (self->until, _ ("Empty: for a year"));
  self->proposed = dup_written (self);
  add_sentence (self);
}

/**
 * ga_schedule_section_new:
 * @optional: whether the walks are asked for with a switch, off at first
 */
GaEditorSection *
ga_schedule_section_new (GaContext *context, gboolean optional)
{
  GaScheduleSection *self = g_object_new (GA_TYPE_SCHEDULE_SECTION, NULL);

  self->entity = ga_context_get_entity (context, "schedule");
  self->optional = optional;
  self->ready = TRUE;
  gtk_widget_set_visible (self->wanted_row, optional);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Walks"));
  wanted_cb (self);
  return GA_EDITOR_SECTION (self);
}

/**
 * ga_schedule_section_plan: opens the form that plans walks of a stored community
 */
void
ga_schedule_section_plan (GtkWidget *origin, GaContext *context, const GaRecord *community)
{
  const GaWording *wording = ga_wording_of (ga_context_get_entity (context, "schedule"));
  GaEditor *editor =
      ga_editor_new_bare (origin, context, community, _ (wording->add), wording->added);

  GaEditorSection *section = ga_schedule_section_new (context, FALSE);

  ga_editor_add_section (editor, section);
  gtk_window_present (GTK_WINDOW (editor));
  gtk_widget_child_focus (GTK_WIDGET (section), GTK_DIR_TAB_FORWARD);
}
