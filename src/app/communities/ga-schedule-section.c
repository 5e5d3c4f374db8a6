/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/communities/ga-schedule-section.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-entry-row.h"
#include "app/communities/ga-schedule-repeat.h"
#include "app/communities/ga-schedule-rows.h"
#include "app/communities/ga-schedule-words.h"
#include "app/ga-wording.h"
#include "app/widgets/ga-bring-in.h"
#include "app/widgets/ga-date-row.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-reference-row.h"
#include "model/ga-date.h"
#include "model/ga-recurrence-form.h"
#include "model/ga-recurrence.h"
#include "store/ga-series.h"

/* Whom and where a plan names instead of what the community says. */
static const char *const named[] = { "venue", "route", "host" };

struct _GaScheduleSection
{
  GaEditorSection parent_instance;

  const GaEntity *entity;
  GaRecord *stored; /* (nullable): the schedule that is edited */
  char *made;       /* (nullable): until when it has got its walks */
  gboolean optional;
  gboolean ready;
  char *problem;
  char *proposed; /* what the rows say before anybody has written in them */

  GtkWidget *wanted_row;
  GtkSwitch *wanted;
  AdwComboRow *repeat;
  GtkStringList *repeats;
  AdwComboRow *day;
  GaEntryRow *number; /* of weeks, days, or the day of the month */
  GaEntryRow *at;
  GaEntryRow *duration;
  GaEntryRow *from;
  GaEntryRow *until;
  GtkWidget *holidays_row;
  GtkSwitch *holidays;
  GtkWidget *more_row;
  GtkSwitch *more;
  GtkWidget *also_row;
  GtkCheckButton *also[7]; /* further days of the week, from Monday on */
  GaReferenceRow *named[G_N_ELEMENTS (named)];
  GaEntryRow *count;
  GaEntryRow *skips;
  GaEntryRow *ahead;
  GtkLabel *sentence;
  GtkListBoxRow *sentence_row;
};

/* What the writer thread gets. */
typedef struct
{
  GaRecord *schedule;
  GPtrArray *added; /* of GaRecord: what it names for the first time */
  char *until;
  gboolean stored;
  GaSeriesOutcome outcome; /* of a stored one */
} Plan;

#define USUAL_MONTHS "12"

G_DEFINE_FINAL_TYPE (GaScheduleSection, ga_schedule_section, GA_TYPE_EDITOR_SECTION)

static gboolean
is_wanted (GaScheduleSection *self)
{
  return !self->optional || gtk_switch_get_active (self->wanted);
}

static guint
read_weekdays (GaScheduleSection *self)
{
  guint repeat = adw_combo_row_get_selected (self->repeat);
  guint weekdays = 1u << adw_combo_row_get_selected (self->day);

  for (guint i = 0; ga_schedule_repeat_is_weekly (repeat) && i < G_N_ELEMENTS (self->also); i++)
    if (gtk_check_button_get_active (self->also[i]))
      weekdays |= 1u << i;
  return weekdays;
}

/* (transfer full) (nullable) */
static char *
make_rule (GaScheduleSection *self, GError **error)
{
  guint repeat = adw_combo_row_get_selected (self->repeat);
  GaRecurrenceForm form = { 0 };
  int number = 1;

  if (repeat == GA_AS_IT_IS && self->stored != NULL)
    return g_strdup (ga_record_get_text (self->stored, "rule"));
  if (ga_schedule_repeat_has_number (repeat) &&
      !ga_schedule_read_number (self->number, 1, repeat == GA_DAY_OF_MONTH ? GA_LAST_MONTH_DAY : 99,
                                &number, error))
    return NULL;
  if (!ga_schedule_read_number (self->count, 0, GA_RECURRENCE_LIMIT, &form.count, error))
    return NULL;
  ga_schedule_repeat_write (repeat, read_weekdays (self), number, &form);
  return ga_recurrence_form_write (&form);
}

/* (nullable) */
static const GaId *
get_named (GaScheduleSection *self, guint i, GaRecord *scratch)
{
  ga_reference_row_store (self->named[i], scratch);
  return ga_record_get_reference (scratch, named[i]);
}

static char *
dup_written (GaScheduleSection *self)
{
  g_autoptr (GaRecord) scratch = ga_record_new (self->entity);
  GaEntryRow *rows[] = { self->number, self->at,    self->duration, self->from,
                         self->until,  self->count, self->skips,    self->ahead };
  GString *written = g_string_new (gtk_switch_get_active (self->holidays) ? "holidays" : NULL);

  g_string_append_printf (written, "\n%u\n%u", adw_combo_row_get_selected (self->repeat),
                          adw_combo_row_get_selected (self->day));
  for (guint i = 0; i < G_N_ELEMENTS (self->also); i++)
    g_string_append_printf (written, "\n%d", gtk_check_button_get_active (self->also[i]));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = ga_entry_row_dup_text (rows[i]);

      g_string_append_printf (written, "\n%s", text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      const GaId *id = get_named (self, i, scratch);
      char text[GA_ID_TEXT_SIZE] = "";

      if (id != NULL)
        ga_id_format (id, text);
      g_string_append_printf (written, "\n%s", text);
    }
  return g_string_free (written, FALSE);
}

static GaRecord *
make_schedule (GaScheduleSection *self, GError **error)
{
  g_autoptr (GaRecord) schedule =
      self->stored != NULL ? ga_record_copy (self->stored) : ga_record_new (self->entity);
  g_autofree char *rule = make_rule (self, error);
  int ahead;

  if (rule == NULL)
    return NULL;
  ga_record_set_text (schedule, "rule", rule);
  if (!ga_schedule_read_row (schedule, self->at, "at", TRUE, error) ||
      !ga_schedule_read_row (schedule, self->duration, "duration_min", FALSE, error) ||
      !ga_schedule_read_row (schedule, self->from, "from", TRUE, error) ||
      !ga_schedule_read_row (schedule, self->until, "until", FALSE, error) ||
      !ga_schedule_read_skips (schedule, self->skips, error) ||
      !ga_schedule_read_number (self->ahead, 0, 24, &ahead, error))
    return NULL;
  if (ahead > 0)
    ga_record_set_integer (schedule, "months_ahead", ahead);
  else
    ga_record_clear (schedule, "months_ahead");
  ga_record_set_integer (schedule, "skip_holidays", gtk_switch_get_active (self->holidays));
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    ga_reference_row_store (self->named[i], schedule);
  return g_steal_pointer (&schedule);
}

/* What a new plan makes at once: to its end, or as far ahead as it plans. One that is edited and
 * does not go on by itself gets no more. */
static char *
dup_until (GaScheduleSection *self, const GaRecord *schedule)
{
  const char *until = ga_record_get_text (schedule, "until");

  if (until == NULL && self->made != NULL && *self->made != '\0' &&
      !ga_record_has (schedule, "months_ahead"))
    return g_strdup (self->made);
  return until != NULL ? g_strdup (until) : ga_schedule_horizon (schedule, NULL);
}

static void
update (GaScheduleSection *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaRecord) schedule = NULL;
  g_autofree char *sentence = NULL;

  if (!self->ready)
    return;
  g_clear_pointer (&self->problem, g_free);
  if (is_wanted (self) && (schedule = make_schedule (self, &error)) != NULL)
    {
      g_autofree char *until = dup_until (self, schedule);

      sentence = ga_schedule_words (schedule, until, &self->problem);
    }
  if (error != NULL)
    self->problem = g_strdup (error->message);
  gtk_label_set_text (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence_row), sentence != NULL);
  ga_editor_section_changed (GA_EDITOR_SECTION (self));
}

static void
show_rows (GaScheduleSection *self)
{
  guint repeat = adw_combo_row_get_selected (self->repeat);
  gboolean wanted = is_wanted (self);
  gboolean more = wanted && gtk_switch_get_active (self->more);
  GtkWidget *plain[] = { GTK_WIDGET (self->repeat),
                         GTK_WIDGET (self->at),
                         GTK_WIDGET (self->duration),
                         GTK_WIDGET (self->from),
                         GTK_WIDGET (self->until),
                         self->holidays_row,
                         self->more_row };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    gtk_widget_set_visible (plain[i], wanted);
  gtk_widget_set_visible (GTK_WIDGET (self->day), wanted && ga_schedule_repeat_has_day (repeat));
  gtk_widget_set_visible (GTK_WIDGET (self->number),
                          wanted && ga_schedule_repeat_has_number (repeat));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->number),
                                 repeat == GA_DAY_OF_MONTH ? _ ("Which day of the month")
                                 : repeat == GA_SOME_WEEKS ? _ ("How many weeks")
                                                           : _ ("How many days"));
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    gtk_widget_set_visible (GTK_WIDGET (self->named[i]), more);
  gtk_widget_set_visible (self->also_row, more && ga_schedule_repeat_is_weekly (repeat));
  for (guint i = 0; i < G_N_ELEMENTS (self->also); i++)
    gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->also[i])),
                            i != adw_combo_row_get_selected (self->day));
  gtk_widget_set_visible (GTK_WIDGET (self->count), more && repeat != GA_AS_IT_IS);
  gtk_widget_set_visible (GTK_WIDGET (self->skips), more);
  gtk_widget_set_visible (GTK_WIDGET (self->ahead), more);
}

static void
repeat_cb (GaScheduleSection *self)
{
  if (!self->ready)
    return;
  show_rows (self);
  update (self);
}

static void
wanted_cb (GaScheduleSection *self)
{
  gboolean wanted = is_wanted (self);

  show_rows (self);
  update (self);
  if (wanted)
    ga_bring_in (GTK_WIDGET (self));
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

  return is_wanted (self) &&
         ((self->optional && self->stored == NULL) || !g_str_equal (written, self->proposed));
}

static void
free_plan (gpointer data)
{
  Plan *plan = data;

  g_object_unref (plan->schedule);
  g_ptr_array_unref (plan->added);
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
  plan->until = dup_until (self, schedule);
  plan->stored = self->stored != NULL;
  plan->added = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    ga_reference_row_collect (self->named[i], plan->added);
  /* The rows keep their own: a save that fails must leave them as they were. */
  for (guint i = 0; i < plan->added->len; i++)
    {
      GaRecord *copy = ga_record_copy (plan->added->pdata[i]);

      g_object_unref (plan->added->pdata[i]);
      plan->added->pdata[i] = copy;
    }
  ga_record_set_reference (schedule, "community", ga_record_get_id (community));
  plan->schedule = g_steal_pointer (&schedule);
  return plan;
}

static gboolean
write_plan (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Plan *plan = user_data;
  guint made;

  for (guint i = 0; i < plan->added->len; i++)
    if (!ga_transaction_put (transaction, plan->added->pdata[i], error))
      return FALSE;
  if (plan->stored)
    return ga_series_replan (transaction, plan->schedule, &plan->outcome, error);
  return ga_series_plan (transaction, plan->schedule, plan->until, &made, error);
}

static char *
describe_plan (gpointer prepared)
{
  return ga_series_describe (&((Plan *) prepared)->outcome, " ");
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
  g_clear_object (&GA_SCHEDULE_SECTION (object)->stored);
  g_free (GA_SCHEDULE_SECTION (object)->made);
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
  section_class->describe = describe_plan;
  section_class->free_prepared = free_plan;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/communities/schedule-section.ui");
  gtk_widget_class_bind_template_child (widget_class, GaScheduleSection, wanted_row);
  gtk_widget_class_bind_template_child (widget_class, GaScheduleSection, wanted);
  gtk_widget_class_bind_template_child (widget_class, GaScheduleSection, repeat);
  gtk_widget_class_bind_template_child (widget_class, GaScheduleSection, day);
  gtk_widget_class_bind_template_child (widget_class, GaScheduleSection, repeats);
  gtk_widget_class_bind_template_callback (widget_class, repeat_cb);
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

static GtkWidget *
add_switch (GaScheduleSection *self, const char *title, GtkSwitch **where, GCallback pressed)
{
  GtkWidget *toggle = gtk_switch_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "activatable-widget", toggle,
                                 "focusable", FALSE, NULL);

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  ga_accessible_set_name (toggle, title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  g_signal_connect_object (toggle, "notify::active", pressed, self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  *where = GTK_SWITCH (toggle);
  return row;
}

static void
add_weekdays (GaScheduleSection *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (_ ("Also on"));
  GtkWidget *days = gtk_flow_box_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (days), GTK_SELECTION_NONE);
  ga_accessible_set_name (days, _ ("Also on"));
  for (guint i = 0; i < G_N_ELEMENTS (self->also); i++)
    {
      g_autofree char *weekday = ga_weekday_display (i + 1);
      GtkWidget *check = gtk_check_button_new_with_label (weekday);
      GtkWidget *child = gtk_flow_box_child_new ();

      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), check);
      gtk_widget_set_focusable (child, FALSE);
      g_signal_connect_object (check, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      gtk_flow_box_append (GTK_FLOW_BOX (days), child);
      self->also[i] = GTK_CHECK_BUTTON (check);
    }
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), days);
  gtk_widget_add_css_class (box, "ga-row");
  self->also_row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "child", box, "activatable", FALSE,
                                 "focusable", FALSE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->also_row);
}

static GaReferenceRow *
add_named (GaScheduleSection *self, GaContext *context, const char *field)
{
  GtkWidget *row = ga_reference_row_new (context, ga_entity_get_field (self->entity, field));

  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return GA_REFERENCE_ROW (row);
}

static void
add_further_rows (GaScheduleSection *self, GaContext *context)
{
  self->holidays_row =
      add_switch (self, _ ("Not on public holidays"), &self->holidays, G_CALLBACK (update));
  self->more_row = add_switch (self, _ ("More choices"), &self->more, G_CALLBACK (repeat_cb));
  add_weekdays (self);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    self->named[i] = add_named (self, context, named[i]);
  self->count = add_row (self, _ ("How many times"), "");
  ga_entry_row_set_hint (self->count, _ ("Empty: any number"));
  self->skips = add_row (self, _ ("Days left out"), "");
  ga_entry_row_set_hint (self->skips, _ ("Such as 24-12-2026, 31-12-2026"));
  self->ahead = add_row (self, _ ("Months planned ahead"), USUAL_MONTHS);
  ga_entry_row_set_hint (self->ahead, _ ("Further walks are made by themselves"));
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
  self->number = add_row (self, _ ("How many weeks"), "3");
  self->at = add_row (self, _ ("At"), ten);
  self->duration = add_row (self, _ ("Length in minutes"), "60");
  self->from = add_row (self, _ ("From"), shown);
  self->until = add_row (self, _ ("Until"), "");
  g_signal_connect (self->from, "left", G_CALLBACK (ga_date_row_complete), NULL);
  g_signal_connect (self->until, "left", G_CALLBACK (ga_date_row_complete), NULL);
  ga_entry_row_set_hint (self->until, _ ("Empty: no last day"));
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
  add_further_rows (self, context);
  add_sentence (self);
  self->proposed = dup_written (self);
  self->ready = TRUE;
  gtk_widget_set_visible (self->wanted_row, optional);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Walks"));
  wanted_cb (self);
  return GA_EDITOR_SECTION (self);
}

static void
set_number (GaEntryRow *row, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  ga_entry_row_set_text (row, number != 0 ? text : "");
}

static void
show_weekdays (GaScheduleSection *self, guint weekdays)
{
  int first = g_bit_nth_lsf (weekdays, -1);

  adw_combo_row_set_selected (self->day, (guint) MAX (first, 0));
  for (guint i = 0; i < G_N_ELEMENTS (self->also); i++)
    gtk_check_button_set_active (self->also[i], (int) i != first && (weekdays & (1u << i)) != 0);
}

/* A rule that the rows cannot say stays one of the choices, in its own words. */
static void
show_rule (GaScheduleSection *self)
{
  const char *rule = ga_record_get_text (self->stored, "rule");
  g_autofree char *words = NULL;
  GaRecurrenceForm form;
  int number;

  if (!ga_recurrence_form_read (rule, ga_record_get_text (self->stored, "from"), &form))
    {
      words = ga_recurrence_describe (rule, ga_record_get_text (self->stored, "at"));
      gtk_string_list_append (self->repeats, words);
      adw_combo_row_set_selected (self->repeat, GA_AS_IT_IS);
      return;
    }
  adw_combo_row_set_selected (self->repeat, ga_schedule_repeat_read (&form, &number));
  if (form.weekdays != 0)
    show_weekdays (self, form.weekdays);
  set_number (self->number, number);
  set_number (self->count, form.count);
  if ((form.weekdays & (form.weekdays - 1)) != 0 || form.count > 0)
    gtk_switch_set_active (self->more, TRUE);
}

static void
set_date (GaEntryRow *row, const char *date)
{
  g_autofree char *shown = date != NULL ? ga_date_display (date) : g_strdup ("");

  ga_entry_row_set_text (row, shown);
}

static void
show_skips (GaScheduleSection *self)
{
  const char *skips = ga_record_get_text (self->stored, "skips");
  g_auto (GStrv) days = g_strsplit (skips != NULL ? skips : "", "|", -1);
  g_autofree char *text = g_strjoinv (", ", days);

  ga_entry_row_set_text (self->skips, text);
}

static void
show_stored (GaScheduleSection *self)
{
  g_autofree char *clock = ga_clock_display (ga_record_get_text (self->stored, "at"));

  self->ready = FALSE;
  show_rule (self);
  ga_entry_row_set_text (self->at, clock);
  set_number (self->duration, ga_record_get_integer (self->stored, "duration_min"));
  set_date (self->from, ga_record_get_text (self->stored, "from"));
  set_date (self->until, ga_record_get_text (self->stored, "until"));
  gtk_switch_set_active (self->holidays, ga_record_get_flag (self->stored, "skip_holidays"));
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      ga_reference_row_load (self->named[i], self->stored);
      if (ga_record_has (self->stored, named[i]))
        gtk_switch_set_active (self->more, TRUE);
    }
  if (ga_record_has (self->stored, "skips"))
    gtk_switch_set_active (self->more, TRUE);
  show_skips (self);
  set_number (self->ahead, ga_record_get_integer (self->stored, "months_ahead"));
  g_free (self->proposed);
  self->proposed = dup_written (self);
  self->ready = TRUE;
  repeat_cb (self);
}

static void
open_form (GtkWidget *origin,
           GaContext *context,
           const GaRecord *community,
           const GaRecord *schedule,
           const char *title,
           const char *act)
{
  GaEditor *editor = ga_editor_new_bare (origin, context, community, title, act);
  GaEditorSection *section = ga_schedule_section_new (context, FALSE);

  if (schedule != NULL)
    {
      GA_SCHEDULE_SECTION (section)->stored = ga_record_copy (schedule);
      GA_SCHEDULE_SECTION (section)->made =
          ga_series_dup_made_until (ga_context_get_reader (context), schedule, NULL);
      show_stored (GA_SCHEDULE_SECTION (section));
    }
  ga_editor_add_section (editor, section);
  gtk_window_present (GTK_WINDOW (editor));
  gtk_widget_child_focus (GTK_WIDGET (section), GTK_DIR_TAB_FORWARD);
}

/**
 * ga_schedule_section_plan: opens the form that plans walks of a stored community
 */
void
ga_schedule_section_plan (GtkWidget *origin, GaContext *context, const GaRecord *community)
{
  const GaWording *wording = ga_wording_of (ga_context_get_entity (context, "schedule"));

  open_form (origin, context, community, NULL, _ (wording->add), wording->added);
}

/**
 * ga_schedule_section_edit: opens the form with a stored schedule of @community
 */
void
ga_schedule_section_edit (GtkWidget *origin,
                          GaContext *context,
                          const GaRecord *community,
                          const GaRecord *schedule)
{
  const GaWording *wording = ga_wording_of (ga_context_get_entity (context, "schedule"));

  open_form (origin, context, community, schedule, _ (wording->edit), wording->changed);
}
