/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-selector.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"

/* What a choice shows of a long answer at least, however large the text. */
#define LETTERS 10

struct _GaSelector
{
  GtkBox parent_instance;

  GtkWidget *caption;
  GtkWidget *drop_down;
};

enum
{
  PROP_CAPTION = 1,
};

static guint selected_signal;

G_DEFINE_FINAL_TYPE (GaSelector, ga_selector, GTK_TYPE_BOX)

/* What opens, and what shows the answer in the button, which takes no focus of its own. */
static void
name_inside (GtkWidget *parent, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LIST_VIEW (child))
        {
          ga_accessible_set_name (child, name);
          ga_accessible_open_at_choice (GTK_LIST_VIEW (child));
        }
      if (GTK_IS_SCROLLED_WINDOW (child) ||
          gtk_widget_get_ancestor (parent, GTK_TYPE_TOGGLE_BUTTON))
        gtk_widget_set_focusable (child, FALSE);
      name_inside (child, name);
    }
}

/* The dropdown's own button takes the focus, and knows no name. */
static void
name_parts (GaSelector *self)
{
  const char *caption = gtk_label_get_text (GTK_LABEL (self->caption));
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->drop_down));
  g_autofree char *name = NULL;

  if (chosen != NULL)
    /* TRANSLATORS: a field and what is chosen in it, for a screen reader */
    name = g_strdup_printf (_ ("%1$s: %2$s"), caption, gtk_string_object_get_string (chosen));
  gtk_widget_set_tooltip_text (self->drop_down,
                               chosen != NULL ? gtk_string_object_get_string (chosen) : NULL);
  ga_accessible_name_choice (GTK_DROP_DOWN (self->drop_down), caption, name);
  name_inside (self->drop_down, caption);
}

static void
set_up_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), LETTERS);
  gtk_list_item_set_child (item, label);
  ga_accessible_calm_item (item);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
selected_cb (GaSelector *self)
{
  name_parts (self);
  g_signal_emit (self, selected_signal, 0);
}

static void
ga_selector_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_CAPTION)
    g_value_set_string (value, gtk_label_get_text (GTK_LABEL (GA_SELECTOR (object)->caption)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
ga_selector_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GaSelector *self = GA_SELECTOR (object);

  if (id != PROP_CAPTION)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->caption), g_value_get_string (value));
  name_parts (self);
}

static void
ga_selector_class_init (GaSelectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ga_selector_get_property;
  object_class->set_property = ga_selector_set_property;
  g_object_class_install_property (
      object_class, PROP_CAPTION,
      g_param_spec_string ("caption", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  selected_signal = g_signal_new ("selected", GA_TYPE_SELECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
ga_selector_init (GaSelector *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkDropDown *drop_down;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  self->caption = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 0);
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_box_append (GTK_BOX (self), self->caption);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->drop_down = gtk_drop_down_new (NULL, NULL);
  drop_down = GTK_DROP_DOWN (self->drop_down);
  /* The list keeps the toolkit's rows with their tick; only the button shortens. */
  gtk_drop_down_set_list_factory (drop_down, gtk_drop_down_get_factory (drop_down));
  gtk_drop_down_set_factory (drop_down, factory);
  g_object_unref (factory);
  gtk_widget_add_css_class (self->drop_down, "ga-selector");
  gtk_box_append (GTK_BOX (self), self->drop_down);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (selected_cb), self);
}

/**
 * ga_selector_set_options:
 * @labels: (array zero-terminated=1): what can be chosen; the first one is
 *
 * Tells nobody.
 */
void
ga_selector_set_options (GaSelector *self, const char *const *labels)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);

  g_return_if_fail (GA_IS_SELECTOR (self));

  g_signal_handlers_block_by_func (self->drop_down, selected_cb, self);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->drop_down), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), 0);
  g_signal_handlers_unblock_by_func (self->drop_down, selected_cb, self);
  name_parts (self);
}

guint
ga_selector_get_selected (GaSelector *self)
{
  g_return_val_if_fail (GA_IS_SELECTOR (self), 0);

  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));
}

void
ga_selector_set_selected (GaSelector *self, guint selected)
{
  g_return_if_fail (GA_IS_SELECTOR (self));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), selected);
}
