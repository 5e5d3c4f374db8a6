/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

/*
 * A file that belongs to a record: an agreement, a report, a track. The record is what is said of
 * it, the bytes lie apart under their SHA-256. Nobody knows what stands in a file, so its name
 * counts as somebody's: who does not see names sees no documents.
 */

#define SHA_LENGTH  64
#define NAME_LENGTH 200

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER     0x200d

#define BESIDES_COMMUNITY \
  "route organisation agreement application grant account_entry grant_report"
/* A document belongs to one record, and goes with it. */
#define OWNER(entity, title)                                                                  \
  {                                                                                           \
    .name = (entity), .type = GA_FIELD_REFERENCE, .flags = GA_FIELD_HIDDEN | GA_FIELD_COLUMN, \
    .label = (title), .target = (entity), .on_delete = GA_ON_DELETE_CASCADE                   \
  }

static const GaField fields[] = {
  { .name = "name",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_PERSONAL | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = N_ ("File name"),
    .max = NAME_LENGTH,
    .headings = "navn|filnavn" },
  OWNER ("community", N_ ("Community")),
  OWNER ("route", N_ ("Route")),
  OWNER ("organisation", N_ ("Organisation")),
  OWNER ("agreement", N_ ("Agreement")),
  OWNER ("application", N_ ("Application")),
  OWNER ("grant", N_ ("Grant")),
  OWNER ("account_entry", N_ ("Account entry")),
  OWNER ("grant_report", N_ ("Grant report")),
  { .name = "added",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_HIDDEN | GA_FIELD_COLUMN,
    .label = N_ ("Added") },
  { .name = "media_type", .flags = GA_FIELD_HIDDEN, .label = N_ ("Kind of file"), .max = 100 },
  /* In bytes. */
  { .name = "size",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_HIDDEN | GA_FIELD_COLUMN,
    .label = N_ ("Size"),
    .min = 0,
    .max = GA_ATTACHMENT_MOST_BYTES },
  { .name = "sha256",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_HIDDEN | GA_FIELD_INDEXED,
    .label = N_ ("SHA-256"),
    .max = SHA_LENGTH },
};

static const GaSort sorts[] = {
  { "newest", N_ ("Newest first"), "-added,name" },
  { "name", N_ ("Name"), "name" },
  { NULL },
};

gboolean
ga_attachment_is_sha256 (const char *text)
{
  return strlen (text) == SHA_LENGTH && strspn (text, "0123456789abcdef") == SHA_LENGTH;
}

/* No way into a folder, and nothing that cannot be seen: what turns the direction of writing makes
 * one kind of file look like another. What joins letters is part of words. */
static gboolean
fits (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SURROGATE:
      return FALSE;
    case G_UNICODE_FORMAT:
      return c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
    default:
      return c != '/' && c != '\\';
    }
}

static gboolean
is_blank (const char *name)
{
  while (g_unichar_isspace (g_utf8_get_char (name)) ||
         g_unichar_iszerowidth (g_utf8_get_char (name)))
    name = g_utf8_next_char (name);
  return *name == '\0';
}

/* It becomes the name of a file on other computers, where it must be seen. */
static gboolean
is_plain (const char *name)
{
  if (*name == '.' || is_blank (name))
    return FALSE;
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (!fits (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

/**
 * ga_attachment_make_name:
 * @name: of a file on the disk, in whichever encoding
 *
 * Returns: (transfer full): what of it may be the name of an attachment
 */
char *
ga_attachment_make_name (const char *name)
{
  g_autofree char *utf8 = g_utf8_make_valid (name, -1);
  g_autofree char *cut = g_utf8_substring (utf8, 0, MIN (g_utf8_strlen (utf8, -1), NAME_LENGTH));
  GString *plain = g_string_new (NULL);

  for (const char *at = cut; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (plain, !fits (c) || (c == '.' && plain->len == 0) ? '_' : c);
    }
  if (is_blank (plain->str))
    g_string_assign (plain, "_");
  return g_string_free (plain, FALSE);
}

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  guint belongs = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].type == GA_FIELD_REFERENCE && ga_record_has (record, fields[i].name))
      belongs++;
  if (belongs != 1)
    return ga_entity_refuse ("community", field, error,
                             _ ("A document belongs to one record. Choose which."));
  if (!is_plain (ga_record_get_text (record, "name")))
    return ga_entity_refuse (
        "name", field, error,
        _ ("A file name has no slash and nothing invisible in it, is not blank, and does "
           "not begin with a full stop."));
  if (!ga_attachment_is_sha256 (ga_record_get_text (record, "sha256")))
    return ga_entity_refuse ("sha256", field, error,
                             _ ("This is no SHA-256: 64 digits and letters from a to f."));
  return TRUE;
}

const GaEntity ga_entity_attachment = {
  .name = "attachment",
  .number = 14,
  .label = N_ ("Document"),
  .plural = N_ ("Documents"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "community", BESIDES_COMMUNITY },
  .title = "name",
  .summary = "added",
  .rank = 3,
  .sorts = sorts,
  .check = check,
};
