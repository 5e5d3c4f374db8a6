/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl-sync.h"
#include "ctl/ga-ctl-table.h"
#include "store/ga-attachments.h"

/* Files that belong to records. What is said of them are records like any others. */

static gboolean
parse_id (const char *text, GaId *id, GError **error)
{
  if (ga_id_parse (text, id))
    return TRUE;
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
               _ ("“%s” is not the id of a record."), text);
  return FALSE;
}

/* (transfer full) (nullable): an attachment of the record that is named */
static GaRecord *
make_attachment (GaCtl *ctl, GaReader *reader, const char *name, const char *text, GError **error)
{
  const GaEntity *attachment = ga_schema_get (ga_ctl_get_schema (ctl), "attachment");
  const GaEntity *owner = ga_ctl_get_entity (ctl, name, error);
  g_autoptr (GaRecord) found = NULL;
  GaRecord *record;
  GaId id;

  if (owner == NULL)
    return NULL;
  if (ga_entity_field_index (attachment, owner->name) < 0)
    {
      g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED,
                   _ ("Documents belong to a community, a route or an organisation, not to “%s”."),
                   owner->name);
      return NULL;
    }
  found = parse_id (text, &id, error) ? ga_reader_find (reader, owner, &id, error) : NULL;
  if (found == NULL)
    return NULL;
  record = ga_record_new (attachment);
  ga_record_set_reference (record, owner->name, &id);
  return record;
}

static void
print_record (GaCtl *ctl, GaReader *reader, const GaRecord *record)
{
  GaCtlRecords *records = ga_ctl_records_new (ctl, reader, ga_record_get_entity (record));
  g_autoptr (GaRecord) now =
      ga_reader_find (reader, ga_record_get_entity (record), ga_record_get_id (record), NULL);

  if (now != NULL)
    ga_ctl_records_add (records, now);
  ga_ctl_records_end (records);
}

static gboolean
run_attach (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, NULL, 3, 3, error);
  GaStore *store = rest != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GFile) file = NULL;

  if (store == NULL)
    return FALSE;
  record = make_attachment (ctl, ga_store_get_reader (store), rest[1], rest[2], error);
  if (record == NULL)
    return FALSE;
  /* Never an address: a file may be called “Program: juni.pdf”. */
  file = g_file_new_for_path (rest[3]);
  if (ga_attach (store, N_ ("Attach a document"), record, file, error) == 0)
    return FALSE;
  ga_ctl_set_saved (ctl);
  print_record (ctl, ga_store_get_reader (store), record);
  return TRUE;
}

/* Of one that is missing or damaged here the server may have a right one. */
static gboolean
save (GaStore *store,
      const GaRecord *record,
      const char *token_file,
      const char *target,
      GError **error)
{
  const char *sha256 = ga_record_get_text (record, "sha256");
  gint64 size = ga_record_get_integer (record, "size");
  g_autoptr (GError) local = NULL;

  if (!ga_attachment_is_here (store, sha256, size))
    return ga_ctl_fetch (store, token_file, sha256, size, error) &&
           ga_attachment_save (store, sha256, target, NULL, error);
  if (ga_attachment_save (store, sha256, target, NULL, &local))
    return TRUE;
  if (g_error_matches (local, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT) &&
      ga_ctl_fetch (store, token_file, sha256, size, NULL))
    return ga_attachment_save (store, sha256, target, NULL, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
run_save (GaCtl *ctl, char **arguments, GError **error)
{
  g_autofree char *token_file = NULL;
  g_autofree char *target = NULL;
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file,
      N_ ("The file that keeps the token, if the keyring does not"), "FILE" },
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, N_ ("Replace a file that is there already"),
      NULL },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 2, 2, error);
  GaStore *store = rest != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  g_autoptr (GaRecord) record = NULL;
  GaId id;

  if (store == NULL || !parse_id (rest[1], &id, error))
    return FALSE;
  record = ga_reader_find (ga_store_get_reader (store),
                           ga_schema_get (ga_ctl_get_schema (ctl), "attachment"), &id, error);
  if (record == NULL)
    return FALSE;
  target = ga_ctl_choose_output (store, rest[2], force, error);
  return target != NULL && save (store, record, token_file, target, error);
}

const GaCommand ga_ctl_commands_documents[] = {
  { "attach", "ENTITY ID FILE [--json]", N_ ("Attach a file to a record"),
    N_ ("To a community, a route or an organisation; at most 20 MB. The command “list attachment” "
        "shows what is attached, and “delete attachment” removes it."),
    run_attach },
  { "save", "ID FILE [--force] [--token-file FILE]", N_ ("Save an attached file"),
    N_ ("If it is not on this computer yet, it is fetched from the server."), run_save },
  { NULL },
};
