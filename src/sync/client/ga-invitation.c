/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-invitation.h"

#include <string.h>

/* Letters and digits of a code, which is written in groups. */
#define CODE_SIGNS 26

static gboolean
is_address (const char *word)
{
  return strstr (word, "://") != NULL || strchr (word, '.') != NULL ||
         g_str_has_prefix (word, "localhost");
}

static guint
count_signs (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += g_ascii_isalnum (*p) ? 1 : 0;
  return n;
}

static char *
make_url (const char *address)
{
  g_autoptr (GString) url = g_string_new (address);
  gboolean here;

  while (url->len > 0 && strchr ("/.,;:)>", url->str[url->len - 1]) != NULL)
    g_string_truncate (url, url->len - 1);
  if (g_str_has_suffix (url->str, "/join"))
    g_string_truncate (url, url->len - strlen ("/join"));
  if (strstr (url->str, "://") != NULL)
    return g_string_free (g_steal_pointer (&url), FALSE);
  here = g_str_has_prefix (url->str, "localhost") || g_str_has_prefix (url->str, "127.0.0.1");
  g_string_prepend (url, here ? "http://" : "https://");
  return g_string_free (g_steal_pointer (&url), FALSE);
}

/* The groups may have spaces between them, and stand last in a sentence. */
static char *
find_code (GPtrArray *words)
{
  for (guint last = words->len; last > 0; last--)
    {
      guint signs = 0;
      guint first = last;
      g_autoptr (GString) code = g_string_new (NULL);

      while (first > 0 && signs < CODE_SIGNS)
        signs += count_signs (words->pdata[--first]);
      for (guint i = first; signs == CODE_SIGNS && i < last; i++)
        g_string_append_printf (code, "%s%s", i > first ? "-" : "", (char *) words->pdata[i]);
      while (code->len > 0 && strchr (".,;:)", code->str[code->len - 1]) != NULL)
        g_string_truncate (code, code->len - 1);
      if (code->len > 0)
        return g_string_free (g_steal_pointer (&code), FALSE);
    }
  return NULL;
}

char *
ga_invitation_read_url (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n<>\"", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (is_address (words[i]))
      {
        words[i][strcspn (words[i], "#")] = '\0';
        return make_url (words[i]);
      }
  return NULL;
}

GaInvitation *
ga_invitation_parse (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\r\n<>\"", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *code = NULL;
  g_autofree char *url = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *hash = strchr (parts[i], '#');

      if (url == NULL && is_address (parts[i]))
        {
          if (hash != NULL)
            {
              *hash = '\0';
              g_ptr_array_add (words, hash + 1);
            }
          url = make_url (parts[i]);
        }
      else if (parts[i][0] != '\0')
        g_ptr_array_add (words, parts[i]);
    }
  code = find_code (words);
  return url != NULL && code != NULL ? ga_invitation_new (url, code) : NULL;
}

GaInvitation *
ga_invitation_new (const char *url, const char *code)
{
  GaInvitation *self = g_new0 (GaInvitation, 1);

  self->url = g_strdup (url);
  while (g_str_has_suffix (self->url, "/"))
    self->url[strlen (self->url) - 1] = '\0';
  self->code = g_strdup (code);
  return self;
}

void
ga_invitation_free (GaInvitation *self)
{
  g_free (self->url);
  g_free (self->code);
  g_free (self);
}

char *
ga_invitation_get_typed (const GaInvitation *self)
{
  const char *address = self->url;

  /* Without its dot nobody would take it for an address. */
  if (g_str_has_prefix (address, "https://") && strchr (address, '.') != NULL)
    address += strlen ("https://");
  return g_strdup_printf ("%s %s", address, self->code);
}

char *
ga_invitation_get_link (const GaInvitation *self)
{
  return g_strdup_printf ("%s/join#%s", self->url, self->code);
}
