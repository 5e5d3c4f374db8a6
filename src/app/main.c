/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "app/ga-application.h"
#include "model/ga-language.h"

int
main (int argc, char **argv)
{
  g_autoptr (GaApplication) application = NULL;

  ga_language_init ();
  /* Or the toolkit would choose the locale anew. */
  gtk_disable_setlocale ();
  g_set_application_name ("Gangart");
  /* Assistive technology and window managers know the program by this name. */
  g_set_prgname (GA_APP_ID);

  application = ga_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
