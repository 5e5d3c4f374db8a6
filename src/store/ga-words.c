/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-words.h"

#include <string.h>

#include "store/ga-db.h"

/* With a space before each word. */
char *
ga_words_fold (const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *folded = NULL;

  ga_fold_words (words, text);
  folded = g_utf8_casefold (words->str, (gssize) words->len);
  return g_strconcat (" ", folded, NULL);
}

gboolean
ga_words_match (const char *folded, const char *typed)
{
  g_autofree char *wanted = NULL;
  g_auto (GStrv) words = NULL;

  if (typed == NULL || *typed == '\0')
    return TRUE;
  wanted = ga_words_fold (typed);
  words = g_strsplit (wanted, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *begins = g_strconcat (" ", words[i], NULL);

      if (*words[i] != '\0' && strstr (folded, begins) == NULL)
        return FALSE;
    }
  return TRUE;
}
