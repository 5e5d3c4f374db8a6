/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-meetings.h"
#include "ctl/ga-ctl-resolve.h"
#include "model/ga-date.h"
#include "model/ga-record-json.h"
#include "store/ga-walker-merge.h"

typedef struct
{
  const char *stays_text;
  const char *goes_text;
  GaRecord *stays;
  GaRecord *goes;
  GaWalkerMerge *what;
} Merge;

static gboolean
look (GaReader *reader, Merge *self, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "participant");

  self->stays = ga_ctl_resolve (reader, entity, self->stays_text, error);
  if (self->stays == NULL)
    return FALSE;
  self->goes = ga_ctl_resolve (reader, entity, self->goes_text, error);
  if (self->goes == NULL)
    return FALSE;
  self->what = ga_walker_merge_look (reader, ga_record_get_id (self->stays),
                                     ga_record_get_id (self->goes), error);
  return self->what != NULL;
}

static gboolean
merge (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Merge *self = user_data;

  return look (ga_transaction_get_reader (transaction), self, error) &&
         ga_walker_merge (transaction, ga_record_get_id (self->stays),
                          ga_record_get_id (self->goes), error);
}

static void
clear_merge (Merge *self)
{
  g_clear_object (&self->stays);
  g_clear_object (&self->goes);
  g_clear_pointer (&self->what, ga_walker_merge_free);
}

static void
tell_field (GaCtl *ctl, GaReader *reader, const GaRecord *record, const char *field)
{
  const GaField *described = ga_entity_get_field (ga_record_get_entity (record), field);
  g_autofree char *value = ga_reader_display (reader, record, field);

  if (value != NULL)
    /* Translators: a field and its value */
    ga_ctl_take_line (ctl,
                      g_strdup_printf (_ ("%1$s: %2$s"), ga_field_get_label (described), value));
}

static void
tell_words (GaCtl *ctl, GaReader *reader, const Merge *self)
{
  const GaWalkerMerge *what = self->what;

  tell_field (ctl, reader, what->result, "name");
  tell_field (ctl, reader, what->result, "joined");
  tell_field (ctl, reader, what->result, "left");
  ga_ctl_take_line (
      ctl, g_strdup_printf (ngettext ("%u visit", "%u visits", what->visits), what->visits));
  ga_ctl_take_line (ctl,
                    /* Translators: visits of two participants who turn out to be one */
                    g_strdup_printf (_ ("Until now %1$u and %2$u, of which %3$u at the same walks"),
                                     what->visits_stays, what->visits_goes, what->visits_both));
  if (what->first_day != NULL)
    {
      g_autofree char *day = ga_date_display (what->first_day);

      /* Translators: a day */
      ga_ctl_take_line (ctl, g_strdup_printf (_ ("First time: %s"), day));
    }
}

static JsonNode *
make_json (const Merge *self, gboolean merged)
{
  const GaWalkerMerge *what = self->what;
  JsonNode *node = ga_record_to_json (what->result);
  JsonObject *object = json_node_get_object (node);
  g_autofree char *goes = ga_id_to_string (ga_record_get_id (self->goes));

  json_object_set_string_member (object, "goes", goes);
  json_object_set_int_member (object, "visits", what->visits);
  json_object_set_int_member (object, "visits_stays", what->visits_stays);
  json_object_set_int_member (object, "visits_goes", what->visits_goes);
  json_object_set_int_member (object, "visits_both", what->visits_both);
  if (what->first_day != NULL)
    json_object_set_string_member (object, "first_time", what->first_day);
  else
    json_object_set_null_member (object, "first_time");
  json_object_set_boolean_member (object, "merged", merged);
  return node;
}

gboolean
ga_ctl_run_participants (GaCtl *ctl, char **arguments, GError **error)
{
  gboolean rehearse = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &rehearse, N_ ("Only say what would come of it"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 3, 3, error);
  Merge self = { NULL };
  GaStore *store;
  gboolean done;

  if (rest == NULL)
    return FALSE;
  if (!g_str_equal (rest[1], "merge"))
    {
      g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                           _ ("Two participants can be made one: participants merge A B."));
      return FALSE;
    }
  self.stays_text = rest[2];
  self.goes_text = rest[3];
  store = ga_ctl_get_store (ctl, error);
  done = store != NULL && (rehearse ? look (ga_store_get_reader (store), &self, error)
                                    : ga_store_transact (store, N_ ("Participants made one"), merge,
                                                         &self, error) != 0);
  if (done && !rehearse)
    ga_ctl_set_saved (ctl);
  if (done && ga_ctl_wants_json (ctl))
    ga_ctl_take_json (ctl, make_json (&self, !rehearse));
  else if (done)
    tell_words (ctl, ga_store_get_reader (store), &self);
  clear_merge (&self);
  return done;
}
