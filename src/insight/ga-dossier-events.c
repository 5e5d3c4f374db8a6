/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-dossier-private.h"
#include "model/entities/ga-entities.h"
#include "model/ga-number.h"

/* What happened, as the records tell it. */

static void
event_free (gpointer data)
{
  GaDossierEvent *event = data;

  g_object_unref (event->about);
  g_free (event->day);
  g_free (event->name);
  g_free (event->amount);
  g_free (event);
}

/* Adds what happened on the day that @record has in @field, if that has come. Returns: (nullable)
 */
static GaDossierEvent *
add (GaDossier *self,
     GaDossierEventKind kind,
     GaRecord *about,
     const char *name,
     const GaRecord *record,
     const char *field)
{
  const char *day = ga_record_get_text (record, field);
  GaDossierEvent *event;

  if (day == NULL || strcmp (day, self->day) > 0)
    return NULL;
  event = g_new0 (GaDossierEvent, 1);
  event->kind = kind;
  event->day = g_strdup (day);
  event->about = g_object_ref (about);
  event->name = g_strdup (name);
  g_ptr_array_add (self->events, event);
  return event;
}

static void
add_amount (GaDossierEvent *event, const GaRecord *record, const char *field)
{
  if (event != NULL && ga_record_has (record, field))
    event->amount = ga_money_display (ga_record_get_integer (record, field),
                                      ga_record_get_text (record, "currency"));
}

static void
add_agreements (GaDossier *self)
{
  for (guint i = 0; i < self->agreements->len; i++)
    {
      GaRecord *agreement = ((GaDossierAgreement *) self->agreements->pdata[i])->record;
      const char *title = ga_record_get_text (agreement, "title");

      add (self, GA_DOSSIER_SIGNED, agreement, title, agreement, "signed");
      if (ga_record_is_one_of (agreement, "status", "draft negotiating"))
        continue;
      add (self, GA_DOSSIER_BEGAN, agreement, title, agreement, "start");
      add (self, GA_DOSSIER_ENDED, agreement, title, agreement, "end");
    }
}

static void
add_communities (GaDossier *self)
{
  for (guint i = 0; i < self->communities->len; i++)
    {
      GaRecord *community = ((GaDossierCommunity *) self->communities->pdata[i])->record;
      const char *name = ga_record_get_text (community, "name");

      add (self, GA_DOSSIER_COMMUNITY_STARTED, community, name, community, "started");
      if (ga_record_is_one_of (community, "status", "closed"))
        add (self, GA_DOSSIER_COMMUNITY_CLOSED, community, name, community, "closed_on");
    }
}

static void
add_grants (GaDossier *self,
            const GaDossierApplication *application,
            GHashTable *tranches,
            GHashTable *reports)
{
  const char *purpose = ga_record_get_text (application->record, "purpose");

  for (guint i = 0; i < application->grants->len; i++)
    {
      GaRecord *grant = ((GaDossierGrant *) application->grants->pdata[i])->record;
      GPtrArray *paid = g_hash_table_lookup (tranches, ga_record_get_id (grant));
      GPtrArray *received = g_hash_table_lookup (reports, ga_record_get_id (grant));

      for (guint j = 0; paid != NULL && j < paid->len; j++)
        add_amount (add (self, GA_DOSSIER_PAID, grant, purpose, paid->pdata[j], "paid_on"),
                    paid->pdata[j], "amount");
      for (guint j = 0; received != NULL && j < received->len; j++)
        add (self, GA_DOSSIER_REPORTED, grant, purpose, received->pdata[j], "received");
      if (ga_record_get_integer (grant, "returned") > 0)
        add_amount (add (self, GA_DOSSIER_RETURNED, grant, purpose, grant, "returned_on"), grant,
                    "returned");
    }
}

static void
add_application (GaDossier *self, const GaDossierApplication *application)
{
  GaRecord *record = application->record;
  const char *purpose = ga_record_get_text (record, "purpose");
  GaDossierEvent *decided = NULL;

  if (ga_application_is_submitted (record))
    add_amount (add (self, GA_DOSSIER_SUBMITTED, record, purpose, record, "submitted"), record,
                "amount");
  if (ga_record_is_one_of (record, "status", "approved partly_approved declined"))
    decided = add (self, GA_DOSSIER_DECIDED, record, purpose, record, "decided_on");
  if (decided == NULL)
    return;
  if (ga_record_is_one_of (record, "status", "approved partly_approved"))
    add_amount (decided, record, "decided_amount");
  decided->status =
      ga_field_get_choice (ga_entity_get_field (ga_record_get_entity (record), "status"),
                           ga_record_get_text (record, "status"));
}

/* Newest first; of one day what comes last is told first. */
static int
compare_events (gconstpointer a, gconstpointer b)
{
  const GaDossierEvent *one = *(GaDossierEvent *const *) a;
  const GaDossierEvent *other = *(GaDossierEvent *const *) b;
  int days = strcmp (other->day, one->day);

  if (days == 0 && one->kind != other->kind)
    return one->kind > other->kind ? -1 : 1;
  return days != 0 ? days : g_strcmp0 (one->name, other->name);
}

void
ga_dossier_collect_events (GaDossier *self, GPtrArray *tranches, GPtrArray *reports)
{
  g_autoptr (GHashTable) tranches_of = ga_dossier_group (tranches, "grant");
  g_autoptr (GHashTable) reports_of = ga_dossier_group (reports, "grant");

  self->events = g_ptr_array_new_with_free_func (event_free);
  add_agreements (self);
  for (guint i = 0; i < self->applications->len; i++)
    {
      add_application (self, self->applications->pdata[i]);
      add_grants (self, self->applications->pdata[i], tranches_of, reports_of);
    }
  add_communities (self);
  g_ptr_array_sort (self->events, compare_events);
  if (self->events->len > GA_DOSSIER_MOST_EVENTS)
    {
      self->more_events = self->events->len - GA_DOSSIER_MOST_EVENTS;
      g_ptr_array_set_size (self->events, GA_DOSSIER_MOST_EVENTS);
    }
}
