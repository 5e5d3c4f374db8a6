/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-conflict-words.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-walk-words.h"
#include "app/sync/ga-sync-words.h"
#include "app/widgets/ga-record-text.h"
#include "model/ga-conflict-subject.h"
#include "store/ga-membership.h"
#include "store/ga-offers.h"
#include "store/ga-permission.h"
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
  /* TRANSLATORS: a button; %s is what somebody wrote, and stands already */
  self->keep = self->kept.is_empty ? g_strdup (_ ("Leave it empty"))
                                   : g_strdup_printf (_ ("Keep “%s”"), self->kept.value);
  if (self->restore == NULL)
    return;
  g_free (self->restore);
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

/* Where nobody can tell whose the values are, or both are of one account, it was two computers. */
static gboolean
is_of_two_people (const GaRecord *conflict)
{
  gint64 kept_by = ga_record_get_integer (conflict, "kept_by");
  gint64 lost_by = ga_record_get_integer (conflict, "lost_by");

  return kept_by > 0 && lost_by > 0 && kept_by != lost_by;
}

static void
say_question (GaConflictWords *self,
              GaReader *reader,
              const GaRecord *conflict,
              const GaField *field)
{
  if (field != NULL && g_str_equal (field->name, "unnamed"))
    ask_about_number (self, reader);
  else
    set_words (self,
               is_of_two_people (conflict)
                   ? _ ("Two people recorded this differently. Which is right?")
                   : _ ("This was recorded differently on two computers. Which is right?"),
               _ ("One says"), _ ("The other says"), _ ("Keep the first"), _ ("Take the other"));
}

static gboolean
is_walk (const GaRecord *record)
{
  return g_str_equal (ga_record_get_entity (record)->name, "meeting");
}

/* A walk is known by where it goes and when. */
static char *
describe_record (GaReader *reader, const GaRecord *record)
{
  g_autofree char *community = NULL;
  g_autofree char *when = NULL;

  if (!is_walk (record))
    return ga_record_text_title (reader, record);
  community = ga_reader_display (reader, record, "community");
  when = ga_walk_when (record);
  return community != NULL ? g_strjoin (" · ", community, when, NULL) : g_steal_pointer (&when);
}

static char *
describe_offered (GaReader *reader, const GaRecord *offered)
{
  return is_walk (offered) ? describe_record (reader, offered)
                           : ga_conflict_title_offered (reader, offered);
}

/* (transfer full) (nullable): how many came to a walk, or why it was cancelled */
static char *
describe_outcome (GaReader *reader, const GaRecord *record)
{
  g_autofree char *outcome = is_walk (record) ? ga_walk_outcome (reader, record) : NULL;

  return outcome != NULL && *outcome != '\0' ? g_steal_pointer (&outcome) : NULL;
}

/* Both alike: what it is called, and what else tells it from others of that name. */
static void
show_record (GaReader *reader, const GaEntity *entity, const GaId *id, GaConflictSide *side)
{
  g_autoptr (GaRecord) record = ga_reader_find (reader, entity, id, NULL);
  g_autofree char *outcome = record != NULL ? describe_outcome (reader, record) : NULL;

  if (record == NULL)
    return;
  g_free (side->value);
  g_free (side->author);
  side->value = describe_record (reader, record);
  side->author = ga_record_text_summary (reader, record);
  if (outcome != NULL)
    {
      g_autofree char *summary = g_steal_pointer (&side->author);

      side->author =
          *summary != '\0' ? g_strjoin (" · ", summary, outcome, NULL) : g_steal_pointer (&outcome);
    }
}

/* @status: what that side says of the walk, as JSON; nobody knows which is right by that alone */
static void
add_outcome (GaReader *reader, const GaRecord *walk, const char *status, GaConflictSide *side)
{
  g_autoptr (GaRecord) as_said = ga_record_copy (walk);
  g_autofree char *code = g_strdup (status != NULL ? status : "");
  g_autofree char *outcome = NULL;
  g_autofree char *before = g_steal_pointer (&side->value);

  g_strdelimit (code, "\"", ' ');
  ga_record_set_text (as_said, "status", g_strstrip (code));
  outcome = describe_outcome (reader, as_said);
  /* "Cancelled" is said in "Cancelled: ice". */
  if (outcome == NULL)
    side->value = g_steal_pointer (&before);
  else if (g_str_has_prefix (outcome, before))
    side->value = g_steal_pointer (&outcome);
  else
    side->value = g_strjoin ("\n", before, outcome, NULL);
}

/* What is to be known of a walk to decide about it. */
static void
say_outcome (GaConflictWords *self,
             GaReader *reader,
             const GaRecord *conflict,
             const GaField *field,
             const GaRecord *walk)
{
  if (field == NULL && self->what == NULL)
    self->what = describe_outcome (reader, walk);
  else if (field != NULL && g_str_equal (field->name, "status"))
    {
      add_outcome (reader, walk, ga_record_get_text (conflict, "kept"), &self->kept);
      add_outcome (reader, walk, ga_record_get_text (conflict, "lost"), &self->lost);
    }
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

/* @may: whether it can be written at all */
static void
say_refused (GaConflictWords *self, const char *reason, gboolean may)
{
  set_words (self, NULL, _ ("Now it says"), _ ("You wrote"), _ ("Let it go"),
             may ? _ ("Write it again") : NULL);
  /* TRANSLATORS: %s is a sentence, such as “Somebody else has deleted it.” */
  self->text = g_strdup_printf (_ ("This could not be saved on the server. %s"), reason);
}

/* Without a value it is a deletion; what is offered as a whole is not there yet. */
static void
say_quarantine (GaConflictWords *self, gboolean whole)
{
  if (whole && !self->is_there)
    set_words (self,
               _ ("This was written on a computer that no longer has access to it. "
                  "Take it only if you know that it is right."),
               _ ("Now it says"), _ ("That computer says"), _ ("Leave it out"), _ ("Take it"));
  else if (self->lost.value == NULL)
    set_words (self,
               _ ("This was deleted on a computer that no longer has access to it. It is still "
                  "there."),
               NULL, NULL, _ ("Keep it"), _ ("Delete it"));
  else
    set_words (self,
               _ ("This was written on a computer that no longer has access to it. "
                  "Take it only if you know that it is right."),
               _ ("Now it says"), _ ("That computer says"), _ ("Keep what is there"),
               _ ("Take it"));
}

static gboolean
may_write (GaReader *reader, const GaRecord *record, const GaRecord *offered)
{
  if (record != NULL)
    return ga_reader_may (reader, record, GA_OPERATION_UPDATE, NULL);
  return offered == NULL || ga_reader_may (reader, offered, GA_OPERATION_INSERT, NULL);
}

/* What is not here yet either, and comes with it. */
static void
say_taken_along (GaConflictWords *self, GaReader *reader, const GaRecord *conflict)
{
  g_autoptr (GPtrArray) needed = ga_offers_list_needed (reader, conflict, NULL);
  g_autoptr (GString) titles = g_string_new (NULL);
  g_autofree char *along = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; needed != NULL && i < needed->len; i++)
    {
      g_autoptr (GaRecord) offered = ga_offer_read (reader, needed->pdata[i], NULL);
      g_autofree char *title = offered != NULL ? describe_offered (reader, offered) : NULL;

      if (title != NULL)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "", title);
    }
  if (titles->len == 0 || self->text == NULL || self->restore == NULL)
    return;
  /* TRANSLATORS: %s is the title of a record, or of several */
  along = g_strdup_printf (_ ("What it belongs to is taken along: %s."), titles->str);
  text = g_strjoin (" ", self->text, along, NULL);
  g_free (self->text);
  self->text = g_steal_pointer (&text);
}

static gboolean
is_visited (const GaEntity *entity)
{
  return g_str_equal (entity->name, "participant") || g_str_equal (entity->name, "meeting");
}

/* What would be deleted with it, and counts. */
static void
say_visits (GaConflictWords *self, GaReader *reader)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "attendance"));
  g_autofree char *along = NULL;
  g_autofree char *text = g_steal_pointer (&self->text);
  gint64 n;

  ga_query_where_id (query, self->entity->name, &self->id);
  ga_query_where_text (query, "state", GA_EQUAL, "present");
  n = ga_reader_count (reader, query, NULL);
  if (n > 0)
    along = g_strdup_printf (
        ngettext ("%u visit would go with it.", "%u visits would go with it.", (gulong) n),
        (guint) n);
  self->text = g_strjoin (" ", text, along, NULL);
}

static void
say_deleted (GaConflictWords *self, GaReader *reader, const GaRecord *conflict)
{
  g_autoptr (GaRecord) stays = NULL;

  if (ga_reader_find_what_became (reader, self->entity, &self->id, &stays, NULL) && stays != NULL)
    {
      set_words (self,
                 _ ("Two were made one while somebody recorded something for the one that went. Is "
                    "it still the same one?"),
                 _ ("Now it says"), _ ("It also said"), _ ("They are different"),
                 _ ("They are the same"));
      return;
    }
  set_words (self,
             is_of_two_people (conflict)
                 ? _ ("Somebody deleted this while somebody else changed it. It is still there.")
                 : _ ("This was deleted on one computer and changed on another. It is still "
                      "there."),
             _ ("Now it says"), _ ("It also said"), _ ("Keep it"), _ ("Delete it"));
  if (self->is_there && is_visited (self->entity))
    say_visits (self, reader);
}

static void
say_edit (GaConflictWords *self, const GaRecord *conflict)
{
  set_words (self,
             is_of_two_people (conflict)
                 ? _ ("Two people changed this at the same time.")
                 : _ ("This was changed on two computers at the same time."),
             _ ("Now it says"), _ ("It also said"), _ ("Keep"), _ ("Restore"));
}

/* @record: (nullable): that it is about; @offered: (nullable): what is to become it */
static void
say_kind (GaConflictWords *self,
          GaReader *reader,
          const GaRecord *conflict,
          const GaField *field,
          const GaRecord *record,
          const GaRecord *offered)
{
  const char *kind = ga_record_get_text (conflict, "kind");

  if (g_strcmp0 (kind, "question") == 0)
    say_question (self, reader, conflict, field);
  else if (g_strcmp0 (kind, "duplicate") == 0)
    say_duplicate (self, reader, conflict);
  else if (g_strcmp0 (kind, "deleted") == 0)
    say_deleted (self, reader, conflict);
  else if (g_strcmp0 (kind, "refused") == 0)
    say_refused (self, ga_refusal_get_sentence (ga_record_get_text (conflict, "code")),
                 may_write (reader, record, offered));
  else if (g_strcmp0 (kind, "quarantine") == 0)
    say_quarantine (self, offered != NULL);
  else
    say_edit (self, conflict);
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
  g_autoptr (GaRecord) offered = NULL;
  const GaField *field = NULL;

  if (!ga_conflict_find_subject (ga_reader_get_schema (reader), conflict, &self->entity, &self->id))
    {
      self->entity = NULL;
      self->title = g_strdup (_ ("Something that a newer Gangart knows"));
      set_words (self, _ ("Install the newest version of Gangart to see what it is."), NULL, NULL,
                 _ ("Keep"), NULL);
      return self;
    }
  record = ga_reader_find (reader, self->entity, &self->id, NULL);
  offered = ga_offer_read (reader, conflict, NULL);
  self->is_there = record != NULL;
  if (record != NULL)
    self->title = describe_record (reader, record);
  else
    self->title = offered != NULL ? describe_offered (reader, offered)
                                  : g_strdup (ga_entity_get_label (self->entity));
  if (name != NULL)
    field = ga_entity_get_field (self->entity, name);
  if (field != NULL)
    self->what = g_strdup (ga_field_get_label (field));
  else if (record == NULL && offered != NULL)
    self->what = g_strdup (ga_entity_get_label (self->entity));
  if (name == NULL || field != NULL)
    fill_sides (self, reader, conflict, field);
  say_kind (self, reader, conflict, field, record, offered);
  say_taken_along (self, reader, conflict);
  if (record != NULL && field != NULL && !has_labels (conflict, field))
    name_values (self);
  if (record != NULL && is_walk (record))
    say_outcome (self, reader, conflict, field, record);
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
