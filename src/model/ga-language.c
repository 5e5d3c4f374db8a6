/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-language.h"

#include <libintl.h>
#include <locale.h>

/* How far above a program the top of the build tree may lie (src/app/, tests/model/). */
#define BUILD_DEPTH 3

/* Locales of which an installed system has one or another. */
static const char *const stand_ins[] = { "da_DK.UTF-8", "nb_NO.UTF-8", "en_DK.UTF-8",
                                         "en_GB.UTF-8", "en_US.UTF-8", NULL };

/* Whether gettext translates nothing in this locale, whatever LANGUAGE says; since glibc 2.39 that
 * is so of C.UTF-8, too. */
static gboolean
is_plain (const char *locale)
{
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 39)
  if (g_str_has_prefix (locale, "C."))
    return TRUE;
#endif
  return g_str_equal (locale, "C") || g_str_equal (locale, "POSIX");
}

static gboolean
is_untranslated (void)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);

  return locale == NULL || is_plain (locale);
}

/* Lets LANGUAGE be heard in C.UTF-8. Whoever wishes for plain C wishes for no translation. */
static void
let_translate (void)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);

  if (locale == NULL || !g_str_has_prefix (locale, "C."))
    return;
  for (guint i = 0; is_untranslated () && stand_ins[i] != NULL; i++)
    setlocale (LC_MESSAGES, stand_ins[i]);
}

static gboolean
match (const char *name, GaLanguage *language)
{
  static const struct
  {
    const char *code;
    GaLanguage language;
  } codes[] = {
    { "da", GA_LANGUAGE_DANISH }, { "nb", GA_LANGUAGE_BOKMAL },  { "no", GA_LANGUAGE_BOKMAL },
    { "nn", GA_LANGUAGE_BOKMAL }, { "en", GA_LANGUAGE_ENGLISH },
  };
  g_autofree char *code = g_ascii_strdown (name, -1);

  g_strdelimit (code, "_.@-", '\0');
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (g_str_equal (code, codes[i].code))
        {
          *language = codes[i].language;
          return TRUE;
        }
    }
  return FALSE;
}

/* The folder of the catalogues of the build tree that the program lies in, or NULL. */
static char *
find_build_catalogues (void)
{
  g_autofree char *folder = g_file_read_link ("/proc/self/exe", NULL);

  for (guint i = 0; folder != NULL && i < BUILD_DEPTH; i++)
    {
      g_autofree char *parent = g_path_get_dirname (folder);
      g_autofree char *mark = g_build_filename (parent, "meson-private", NULL);

      if (g_file_test (mark, G_FILE_TEST_IS_DIR))
        return g_build_filename (parent, "po", NULL);
      g_free (folder);
      folder = g_steal_pointer (&parent);
    }
  return NULL;
}

/**
 * ga_language_init:
 *
 * Chooses the language and opens its catalogue; the first thing a program does, while it has one
 * thread. A program in its build tree takes the catalogues of that tree.
 *
 * Where the system's locale was not generated, `C.UTF-8` stands in, so that the wish in LANG is
 * heard all the same; for the words another locale of the system does where the C library
 * translates nothing in `C.UTF-8`. `LANGUAGE` is set to the language found: a Norwegian who asks
 * for `no` or `nn` gets bokmål, and the toolkit's own words come in the same language as ours.
 */
void
ga_language_init (void)
{
  g_autofree char *folder = find_build_catalogues ();

  if (setlocale (LC_ALL, "") == NULL)
    setlocale (LC_ALL, "C.UTF-8");
  let_translate ();
  g_setenv ("LANGUAGE", ga_language_get_code (ga_language_get ()), TRUE);

  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : GA_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/**
 * ga_language_get:
 *
 * The first language wished for (LANGUAGE, LC_ALL, LC_MESSAGES, LANG) that the interface speaks;
 * English where there is none. Any thread.
 */
GaLanguage
ga_language_get (void)
{
  const char *const *names = g_get_language_names ();
  GaLanguage language = GA_LANGUAGE_ENGLISH;

  if (!is_untranslated ())
    {
      while (*names != NULL && !match (*names, &language))
        names++;
    }
  return language;
}

/**
 * ga_language_get_code:
 *
 * Returns: (transfer none): `en`, `da` or `nb`
 */
const char *
ga_language_get_code (GaLanguage language)
{
  static const char *const codes[GA_N_LANGUAGES] = { "en", "da", "nb" };

  g_return_val_if_fail (language < GA_N_LANGUAGES, codes[GA_LANGUAGE_ENGLISH]);
  return codes[language];
}

/**
 * ga_language_get_separator:
 *
 * Returns: what parts the cells of a CSV file that a spreadsheet of the language opens in columns
 *   with a double click
 */
char
ga_language_get_separator (void)
{
  return ga_language_get () == GA_LANGUAGE_ENGLISH ? ',' : ';';
}
