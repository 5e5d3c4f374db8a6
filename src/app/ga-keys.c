/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-keys.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"

/* The toolkit would build this window at every start if its resource were named as the toolkit
 * expects. It reads the keys of the actions from the window it is given to. */
void
ga_keys_show (GtkApplicationWindow *window)
{
  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource ("/io/github/gangart/Gangart/ui/keys.ui");
      GtkShortcutsWindow *keys = GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "keys"));

      ga_accessible_mend_foreign (GTK_WINDOW (keys), _ ("Keyboard shortcuts"), _ ("Search"));
      gtk_application_window_set_help_overlay (window, keys);
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}
