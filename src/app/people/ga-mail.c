/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-mail.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-question.h"

char *
ga_mail_make_uri (const char *const *addresses)
{
  g_autoptr (GString) uri = g_string_new ("mailto:");

  if (addresses[0] != NULL && addresses[1] != NULL)
    g_string_append (uri, "?bcc=");
  for (guint i = 0; addresses[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (uri, ',');
      g_string_append_uri_escaped (uri, addresses[i], "@", FALSE);
    }
  return g_string_free (g_steal_pointer (&uri), FALSE);
}

static void
copy_cb (GtkWidget *parent, gboolean yes, gpointer user_data)
{
  g_autofree char *addresses = user_data;

  if (yes)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (parent), addresses);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *addresses = user_data;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL))
    return;
  ga_question_ask (GTK_WIDGET (source), _ ("No mail program answers"),
                   _ ("If you read your mail in a browser, copy the addresses, and put them into a "
                      "mail there: several as blind copies, so that nobody gets those of others."),
                   NULL, _ ("C_opy the addresses"), FALSE, copy_cb, g_steal_pointer (&addresses));
}

void
ga_mail_write (GtkWidget *origin, const char *const *addresses)
{
  GtkRoot *root = gtk_widget_get_root (origin);
  g_autofree char *uri = ga_mail_make_uri (addresses);

  if (GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, opened_cb,
                       g_strjoinv (", ", (char **) addresses));
}
