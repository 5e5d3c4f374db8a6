/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-conflict-words.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-walk-words.h"
#include "app/sync/ga-sync-words.h"
#include "app/widgets/ga-record-text.h"
#include "sync/client/ga-conflict-value.h"
#include "sync/ga-push.h"

static char *
describe_author (GaReader *reader, const GaRecord *conflict, const char *by, const char *at)
{
  gint64 account = ga_record_get_integer (conflict, by);
  gint64 time = ga_record_get_integer (conflict, at);
  g_autofree char *name = account > 0 ? ga_reader_get_author (reader, account) : NULL;
  g_autofree char *moment = time > 0 ? ga_sync_words_moment (time) : NULL;

  if (name != NULL && moment != NULL)
    /* TRANSLATORS: who wrote something, and when */
    return g_strdup_printf (_ ("%1$s, %2$s"), name, moment);
  return name != NULL ? g_steal_pointer (&name) : g_steal_pointer (&moment);
}

static void
say_empty (GaConflictSide *side)
{
  side->is_empty = side->value == NULL;
  if (side->is_empty)
    side->value = g_strdup (_ ("Nothing"));
}

static void
fill_sides (GaConflictWords *self, GaReader *reader, const GaRecord *conflict, const GaField *field)
{
  self->kept.value = ga_conflict_value_display (reader, conflict, "kept", "\n");
  self->lost.value = ga_conflict_value_display (reader, conflict, "lost", "\n");
  if (field != NULL)
    say_empty (&self->lost);
  if (self->lost.value != NULL)
    say_empty (&self->kept);
  self->kept.author = describe_author (reader, conflict, "kept_by", "kept_at");
  self->lost.author = describe_author (reader, conflict, "lost_by", "lost_at");
}

static void
set_words (GaConflictWords *self,
           const char *text,
           const char *kept,
           const char *lost,
           const char *keep,
           const char *restore)
{
  self->text = g_strdup (text);
  self->kept.heading = g_strdup (kept);
  self->lost.heading = g_strdup (lost);
  self->keep = g_strdup (keep);
  self->restore = g_strdup (restore);
}

/* Of two values the buttons say which one stays. */
static void
name_values (GaConflictWords *self)
{
  g_free (self->keep);
  g_free (self->restore);
  /* TRANSLATORS: a button; %s is what somebody wrote, and stands already */
  self->keep = self->kept.is_empty ? g_strdup (_ ("Leave it empty"))
                                   : g_strdup_printf (_ ("Keep “%s”"), self->kept.value);
  /* TRANSLATORS: a button; %s is what somebody else wrote */
  self->restore = self->lost.is_empty ? g_strdup (_ ("Make it empty"))
                                      : g_strdup_printf (_ ("Use “%s”"), self->lost.value);
}

static void
ask_about_number (GaConflictWords *self, GaReader *reader)
{
  guint named = 0, first_time = 0;

  ga_reader_meeting_presence (reader, &self->id, &named, &first_time, NULL);
  set_words (self, NULL, _ ("The list"), _ ("The number"), _ ("Keep the names"),
             _ ("Take the number"));
  self->text = g_strdup_printf (
      /* TRANSLATORS: %2$s is a number, too: how many came, without names */
      ngettext ("One list has %1$u name, another gives the number %2$s. Which is right?",
                "One list has %1$u names, another gives the number %2$s. Which is right?", named),
      named, self->lost.value);
  g_free (self->kept.value);
  self->kept.value = g_strdup_printf (ngettext ("%u name", "%u names", named), named);
}

static void
say_question (GaConflictWords *self, GaReader *reader, const GaField *field)
{
  if (field != NULL && g_str_equal (field->name, "unnamed"))
    ask_about_number (self, reader);
  else
    set_words (self, _ ("Two people recorded this differently. Which is right?"), _ ("One says"),
               _ ("The other says"), _ ("Keep the first"), _ ("Take the other"));
}

/* A walk is known by where it goes and when. */
static char *
describe_record (GaReader *reader, const GaRecord *record)
{
  g_autofree char *community = NULL;
  g_autofree char *when = NULL;

  if (!g_str_equal (ga_record_get_entity (record)->name, "meeting"))
    return ga_record_text_title (reader, record);
  community = ga_reader_display (reader, record, "community");
  when = ga_walk_when (record);
  return community != NULL ? g_strjoin (" · ", community, when, NULL) : g_steal_pointer (&when);
}

/* Both alike: what it is called, and what else tells it from others of that name. */
static void
show_record (GaReader *reader, const GaEntity *entity, const GaId *id, GaConflictSide *side)
{
  g_autoptr (GaRecord) record = ga_reader_find (reader, entity, id, NULL);

  if (record == NULL)
    return;
  g_free (side->value);
  g_free (side->author);
  side->value = describe_record (reader, record);
  side->author = ga_record_text_summary (reader, record);
}

static void
say_duplicate (GaConflictWords *self, GaReader *reader, const GaRecord *conflict)
{
  const char *id = ga_record_get_text (conflict, "other");

  set_words (self, _ ("Is this the same one? Both are kept until you know."), _ ("This one"),
             _ ("This was there before"), _ ("They are different"), _ ("They are the same"));
  if (id == NULL || !ga_id_parse (id, &self->other))
    return;
  show_record (reader, self->entity, &self->id, &self->kept);
  show_record (reader, self->entity, &self->other, &self->lost);
}

static void
say_refused (GaConflictWords *self, const char *reason)
{
  set_words (self, NULL, _ ("Now it says"), _ ("You wrote"), _ ("Let it go"), _ ("Write it again"));
  /* TRANSLATORS: %s is a sentence, such as “Somebody else has deleted it.” */
  self->text = g_strdup_printf (_ ("This could not be saved on the server. %s"), reason);
}

/* Without a value it is a deletion. */
static void
say_quarantine (GaConflictWords *self)
{
  if (self->lost.value == NULL)
    set_words (self,
               _ ("This was deleted on a computer that has no access any more. It is still there."),
               NULL, NULL, _ ("Keep it"), _ ("Delete it"));
  else
    set_words (self,
               _ ("This was written on a computer that has no access any more. "
                  "Take it only if you know that it is right."),
               _ ("Now it says"), _ ("That computer says"), _ ("Keep what is there"),
               _ ("Take it"));
}

static void
say_kind (GaConflictWords *self, GaReader *reader, const GaRecord *conflict, const GaField *field)
{
  const char *kind = ga_record_get_text (conflict, "kind");

  if (g_strcmp0 (kind, "question") == 0)
    say_question (self, reader, field);
  else if (g_strcmp0 (kind, "duplicate") == 0)
    say_duplicate (self, reader, conflict);
  else if (g_strcmp0 (kind, "deleted") == 0)
    set_words (self, _ ("Somebody deleted this while somebody else changed it. It is still there."),
               _ ("Now it says"), _ ("It also said"), _ ("Keep it"), _ ("Delete it"));
  else if (g_strcmp0 (kind, "refused") == 0)
    say_refused (self, ga_refusal_get_sentence (ga_record_get_text (conflict, "code")));
  else if (g_strcmp0 (kind, "quarantine") == 0)
    say_quarantine (self);
  else
    set_words (self, _ ("Two people changed this at the same time."), _ ("Now it says"),
               _ ("It also said"), _ ("Keep"), _ ("Restore"));
}

/* Whether what is to be decided is another question than which of two values stays. */
static gboolean
has_labels (const GaRecord *conflict, const GaField *field)
{
  const char *kind = ga_record_get_text (conflict, "kind");

  return g_strcmp0 (kind, "duplicate") == 0 || g_strcmp0 (kind, "deleted") == 0 ||
         (g_strcmp0 (kind, "question") == 0 && g_str_equal (field->name, "unnamed"));
}

GaConflictWords *
ga_conflict_words_new (GaReader *reader, const GaRecord *conflict)
{
  GaConflictWords *self = g_new0 (GaConflictWords, 1);
  const char *name = ga_record_get_text (conflict, "field");
  g_autoptr (GaRecord) record = NULL;
  const char *subject = ga_record_get_text (conflict, "subject");
  const char *about = ga_record_get_text (conflict, "record");
  const GaField *field = NULL;

  if (subject != NULL)
    self->entity = ga_schema_get (ga_reader_get_schema (reader), subject);
  if (self->entity == NULL || about == NULL || !ga_id_parse (about, &self->id))
    {
      self->entity = NULL;
      self->title = g_strdup (_ ("Something that a newer Gangart knows"));
      set_words (self, _ ("Install the newest version of Gangart to see what it is."), NULL, NULL,
                 _ ("Keep"), NULL);
      return self;
    }
  record = ga_reader_find (reader, self->entity, &self->id, NULL);
  self->is_there = record != NULL;
  self->title = record != NULL ? describe_record (reader, record)
                               : g_strdup (ga_entity_get_label (self->entity));
  if (name != NULL)
    field = ga_entity_get_field (self->entity, name);
  if (field != NULL)
    self->what = g_strdup (ga_field_get_label (field));
  if (name == NULL || field != NULL)
    fill_sides (self, reader, conflict, field);
  say_kind (self, reader, conflict, field);
  if (record != NULL && field != NULL && !has_labels (conflict, field))
    name_values (self);
  self->copies = g_strcmp0 (ga_record_get_text (conflict, "kind"), "refused") == 0 &&
                 self->lost.value != NULL && !self->lost.is_empty;
  return self;
}

static void
clear_side (GaConflictSide *side)
{
  g_free (side->heading);
  g_free (side->value);
  g_free (side->author);
}

void
ga_conflict_words_free (GaConflictWords *self)
{
  g_free (self->title);
  g_free (self->what);
  g_free (self->text);
  g_free (self->keep);
  g_free (self->restore);
  clear_side (&self->kept);
  clear_side (&self->lost);
  g_free (self);
}
