/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl-resolve.h"
#include "exchange/ga-person-file.h"

/* A person, or a participant with that id. */
static GaRecord *
find_somebody (GaReader *reader, const char *text, GError **error)
{
  GaSchema *schema = ga_reader_get_schema (reader);
  const GaEntity *participants = ga_schema_get (schema, "participant");
  GaRecord *record = NULL;
  GaId id;

  if (ga_id_parse (text, &id))
    record = ga_reader_find (reader, participants, &id, NULL);
  return record != NULL ? record
                        : ga_ctl_resolve (reader, ga_schema_get (schema, "person"), text, error);
}

static void
print_lines (GaCtl *ctl, GaPersonFile *file)
{
  g_auto (GStrv) lines = ga_person_file_to_json (file);

  for (char **line = lines; *line != NULL; line++)
    ga_ctl_print (ctl, *line);
}

static gboolean
run_export_person (GaCtl *ctl, char **arguments, GError **error)
{
  static const char *const formats[] = { "json", "xlsx", "ods", NULL };
  g_autofree char *output = NULL;
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("Write it to this file: .json, .xlsx or .ods"), "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 1, error);
  g_autoptr (GaRecord) somebody = NULL;
  g_autoptr (GaPersonFile) file = NULL;
  g_autofree char *path = NULL;
  GaStore *store;
  GaReader *reader;

  if (rest == NULL || !ga_ctl_choose_format (ctl, &format, output, formats, error))
    return FALSE;
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL)
    return FALSE;
  path = output != NULL ? ga_store_resolve_output (store, output, error) : NULL;
  if (output != NULL && path == NULL)
    return FALSE;
  reader = ga_store_get_reader (store);
  somebody = find_somebody (reader, rest[1], error);
  if (somebody == NULL)
    return FALSE;
  file = ga_person_file_read (reader, ga_record_get_entity (somebody), ga_record_get_id (somebody),
                              error);
  if (file == NULL)
    return FALSE;
  if (path != NULL)
    return ga_person_file_write (file, path, error);
  print_lines (ctl, file);
  return TRUE;
}

const GaCommand ga_ctl_commands_person[] = {
  { "export-person", "PERSON [-o FILE]",
    N_ ("Write everything that is kept here about a person or a participant"),
    N_ ("For whoever asks to see what is kept about them: their record, each record that refers to "
        "them, and what was changed in them, a line of JSON each; or a spreadsheet that people can "
        "read, when the file’s name ends in .xlsx or .ods. PERSON is an id, or the name of a "
        "person when only one has it."),
    run_export_person },
  { NULL },
};
