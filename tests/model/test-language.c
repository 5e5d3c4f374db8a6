/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-language.h"

#include <glib/gi18n-lib.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

/* A process reads its environment once, at its start. */
static void
start_as (const char *language, const char *lang)
{
  g_unsetenv ("LC_ALL");
  g_unsetenv ("LC_MESSAGES");
  g_setenv ("LANG", lang, TRUE);
  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  setlocale (LC_ALL, "C");
  ga_language_init ();
}

static void
test_wish_is_heard (void)
{
  static const struct
  {
    const char *language, *lang;
    GaLanguage expected;
  } wishes[] = {
    { "da", "C.UTF-8", GA_LANGUAGE_DANISH },
    { "nb", "C.UTF-8", GA_LANGUAGE_BOKMAL },
    { "no", "C.UTF-8", GA_LANGUAGE_BOKMAL },
    { "nn_NO", "C.UTF-8", GA_LANGUAGE_BOKMAL },
    { "en_GB:en", "C.UTF-8", GA_LANGUAGE_ENGLISH },
    { "de:da", "C.UTF-8", GA_LANGUAGE_DANISH },
    { "de", "C.UTF-8", GA_LANGUAGE_ENGLISH },
    { NULL, "C.UTF-8", GA_LANGUAGE_ENGLISH },
    /* Most likely not generated where this runs. */
    { NULL, "da_DK.UTF-8", GA_LANGUAGE_DANISH },
    { NULL, "nn_NO.UTF-8", GA_LANGUAGE_BOKMAL },
    { "nb:da", "da_DK.UTF-8", GA_LANGUAGE_BOKMAL },
    /* Where gettext translates nothing, dates must not be Danish either. */
    { "da", "C", GA_LANGUAGE_ENGLISH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_test_message ("LANGUAGE=%s LANG=%s", wishes[i].language, wishes[i].lang);
      start_as (wishes[i].language, wishes[i].lang);
      g_assert_cmpint (ga_language_get (), ==, wishes[i].expected);
      g_assert_cmpstr (g_getenv ("LANGUAGE"), ==, ga_language_get_code (wishes[i].expected));
    }
}

static void
test_catalogues_are_those_of_the_build (void)
{
  const char *folder;
  g_autofree char *catalogue = NULL;

  start_as ("da", "C.UTF-8");
  folder = bindtextdomain (GETTEXT_PACKAGE, NULL);
  catalogue = g_build_filename (folder, "da", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  g_assert_true (g_file_test (catalogue, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (textdomain (NULL), ==, GETTEXT_PACKAGE);
}

static void
test_catalogue_of_the_language_is_read (void)
{
  start_as ("no", "C.UTF-8");
  g_assert_nonnull (strstr (dgettext (GETTEXT_PACKAGE, ""), "Language: nb"));
  start_as (NULL, "da_DK.UTF-8");
  g_assert_nonnull (strstr (dgettext (GETTEXT_PACKAGE, ""), "Language: da"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/wish-is-heard", test_wish_is_heard);
  g_test_add_func ("/language/catalogues-are-those-of-the-build",
                   test_catalogues_are_those_of_the_build);
  g_test_add_func ("/language/catalogue-of-the-language-is-read",
                   test_catalogue_of_the_language_is_read);
  return g_test_run ();
}
