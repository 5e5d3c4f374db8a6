/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-start-page.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"

struct _GaStartPage
{
  AdwBin parent_instance;

  GtkMenuButton *menu_button;
  GtkWidget *choices;
  GtkWidget *begin_row;
};

G_DEFINE_FINAL_TYPE (GaStartPage, ga_start_page, ADW_TYPE_BIN)

static gboolean
ga_start_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GA_START_PAGE (widget)->begin_row);
}

static void
ga_start_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GA_TYPE_START_PAGE);
  G_OBJECT_CLASS (ga_start_page_parent_class)->dispose (object);
}

static void
ga_start_page_class_init (GaStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_start_page_dispose;
  widget_class->grab_focus = ga_start_page_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GaStartPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GaStartPage, choices);
  gtk_widget_class_bind_template_child (widget_class, GaStartPage, begin_row);
}

static void
ga_start_page_init (GaStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (self->choices, _ ("How to begin"));
  ga_accessible_set_name (GTK_WIDGET (self->menu_button), _ ("Menu"));
}

/**
 * ga_start_page_get_menu_button:
 * Returns: (transfer none): what opens the menu
 */
GtkMenuButton *
ga_start_page_get_menu_button (GaStartPage *self)
{
  return self->menu_button;
}
