/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/ga-reminders.h"

#include <string.h>

#include "insight/ga-reminder.h"
#include "model/ga-date.h"

struct _GaReminders
{
  GObject parent_instance;

  GaContext *context;
  GaReminderClock clock;
  gpointer clock_data;
  char *due;        /* (nullable): local time to look at the walks; %NULL while nothing is open */
  char *told_day;   /* (nullable): the day on which something was said last */
  GaReminder *told; /* (nullable): what stands on the screen */
  guint source;
};

enum
{
  SAY,
  WITHDRAW,
  FAIL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaReminders, ga_reminders, G_TYPE_OBJECT)

static char *
read_clock (GaReminders *self)
{
  return self->clock != NULL ? self->clock (self->clock_data) : ga_time_now ();
}

static gboolean
is_wanted (GaReminders *self)
{
  GSettings *settings = ga_context_get_settings (self->context);

  return settings == NULL || g_settings_get_boolean (settings, "reminders");
}

static void
withdraw (GaReminders *self)
{
  if (self->told == NULL)
    return;
  g_clear_pointer (&self->told, ga_reminder_free);
  g_signal_emit (self, signals[WITHDRAW], 0);
}

static gboolean
time_cb (gpointer user_data)
{
  GaReminders *self = user_data;

  self->source = 0;
  ga_reminders_look (self);
  return G_SOURCE_REMOVE;
}

/* One wait, until the next time that something may be said. */
static void
arm (GaReminders *self, const char *now)
{
  g_autoptr (GDateTime) from = ga_time_to_instant (now, NULL);
  g_autoptr (GDateTime) until = NULL;
  GTimeSpan wait;

  g_free (self->due);
  self->due = ga_reminder_next (now);
  g_clear_handle_id (&self->source, g_source_remove);
  until = ga_time_to_instant (self->due, NULL);
  if (from == NULL || until == NULL)
    return;
  wait = g_date_time_difference (until, from) / G_TIME_SPAN_SECOND;
  self->source = g_timeout_add_seconds ((guint) MAX (wait, 1), time_cb, self);
}

static void
say (GaReminders *self, const char *now)
{
  g_autoptr (GError) error = NULL;
  GaReminder *reminder;

  if (!ga_reminder_look (ga_context_get_reader (self->context), now, &reminder, &error))
    g_signal_emit (self, signals[FAIL], 0, error);
  if (reminder == NULL)
    return;
  g_clear_pointer (&self->told, ga_reminder_free);
  self->told = reminder;
  g_free (self->told_day);
  self->told_day = ga_time_dup_day (now);
  g_signal_emit (self, signals[SAY], 0, reminder->title, reminder->body);
}

void
ga_reminders_look (GaReminders *self)
{
  g_autofree char *now = NULL;

  g_return_if_fail (GA_IS_REMINDERS (self));

  if (self->due == NULL || ga_context_get_store (self->context) == NULL)
    return;
  now = read_clock (self);
  if (strcmp (now, self->due) < 0)
    {
      /* Nobody changes what is waited for but a clock that was set. */
      if (self->source == 0)
        arm (self, now);
      return;
    }
  /* A clock that was set back makes no second day of one. */
  if (is_wanted (self) && (self->told_day == NULL || !g_str_has_prefix (now, self->told_day)))
    say (self, now);
  arm (self, now);
}

/* Whether nothing is left of what was said. What could not be read is told when it is time again.
 */
static gboolean
is_seen_to (GaReminders *self)
{
  g_autofree char *now = read_clock (self);
  g_autoptr (GaReminder) left = NULL;

  if (!ga_reminder_look (ga_context_get_reader (self->context), now, &left, NULL))
    return FALSE;
  return left == NULL || (self->told->waiting > 0 && left->waiting == 0);
}

static void
changed_cb (GaReminders *self, GaChanges *changes)
{
  if (self->told != NULL && ga_changes_touch (changes, "meeting") && is_seen_to (self))
    withdraw (self);
  ga_reminders_look (self);
}

static void
opened_cb (GaReminders *self)
{
  GaStore *store = ga_context_get_store (self->context);
  g_autofree char *now = NULL;

  /* The example is nobody's week. */
  if (store == NULL || ga_context_is_example (self->context))
    return;
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  now = read_clock (self);
  arm (self, now);
}

static void
settings_cb (GaReminders *self)
{
  if (!is_wanted (self))
    withdraw (self);
}

static void
ga_reminders_dispose (GObject *object)
{
  GaReminders *self = GA_REMINDERS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->due, g_free);
  g_clear_pointer (&self->told_day, g_free);
  g_clear_pointer (&self->told, ga_reminder_free);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_reminders_parent_class)->dispose (object);
}

static void
ga_reminders_class_init (GaRemindersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_reminders_dispose;
  signals[SAY] = g_signal_new ("say", GA_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[WITHDRAW] = g_signal_new ("withdraw", GA_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  signals[FAIL] = g_signal_new ("fail", GA_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ga_reminders_init (GaReminders *self)
{
}

/**
 * ga_reminders_new:
 * @context: open already, or opened later
 * @clock: (nullable): in tests, instead of the computer's
 */
GaReminders *
ga_reminders_new (GaContext *context, GaReminderClock clock, gpointer user_data)
{
  GaReminders *self = g_object_new (GA_TYPE_REMINDERS, NULL);
  GSettings *settings = ga_context_get_settings (context);

  self->context = g_object_ref (context);
  self->clock = clock;
  self->clock_data = user_data;
  g_signal_connect_object (context, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  if (settings != NULL)
    g_signal_connect_object (settings, "changed::reminders", G_CALLBACK (settings_cb), self,
                             G_CONNECT_SWAPPED);
  if (ga_context_get_store (context) != NULL)
    opened_cb (self);
  return self;
}
