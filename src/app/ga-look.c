/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-look.h"

#include <adwaita.h>

static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                          ADW_COLOR_SCHEME_FORCE_DARK };

static void
follow_scheme_cb (GSettings *settings, const char *key, gpointer user_data)
{
  int chosen = g_settings_get_enum (settings, "color-scheme");

  if (chosen >= 0 && chosen < (int) G_N_ELEMENTS (schemes))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[chosen]);
}

static void
follow_scale_cb (GSettings *settings, const char *key, gpointer user_data)
{
  ga_look_set_scale ((guint) g_settings_get_int (settings, "text-scale"));
}

/**
 * ga_look_set_scale:
 * @percent: of the size that the system asks for; 100 leaves it to the system
 */
void
ga_look_set_scale (guint percent)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = 0;

  percent = CLAMP (percent, GA_LOOK_SCALE_MIN, GA_LOOK_SCALE_MAX);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  if (percent == GA_LOOK_SCALE_MIN)
    return;
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  /* -1 is the toolkit's word for 96 dots an inch, in 1024ths. */
  if (dpi <= 0)
    dpi = 96 * 1024;
  g_object_set (settings, "gtk-xft-dpi", dpi * (int) percent / 100, NULL);
}

/**
 * ga_look_follow: applies the settings now and whenever they change
 */
void
ga_look_follow (GSettings *settings)
{
  follow_scheme_cb (settings, NULL, NULL);
  if (g_settings_get_int (settings, "text-scale") != GA_LOOK_SCALE_MIN)
    follow_scale_cb (settings, NULL, NULL);
  g_signal_connect (settings, "changed::color-scheme", G_CALLBACK (follow_scheme_cb), NULL);
  g_signal_connect (settings, "changed::text-scale", G_CALLBACK (follow_scale_cb), NULL);
}
