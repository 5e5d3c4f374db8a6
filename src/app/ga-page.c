/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-page.h"

#include "app/compat/ga-accessible.h"
#include "app/ga-toaster.h"

typedef struct
{
  GaContext *context;
  GSimpleActionGroup *actions;
  GPtrArray *header_start;
  GPtrArray *header_end;
} GaPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GaPage, ga_page, ADW_TYPE_BIN)

enum
{
  PROP_CONTEXT = 1,
};

static void
ga_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  GaPagePrivate *priv = ga_page_get_instance_private (GA_PAGE (object));

  if (id == PROP_CONTEXT)
    priv->context = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
ga_page_dispose (GObject *object)
{
  GaPagePrivate *priv = ga_page_get_instance_private (GA_PAGE (object));

  g_clear_object (&priv->actions);
  g_clear_pointer (&priv->header_start, g_ptr_array_unref);
  g_clear_pointer (&priv->header_end, g_ptr_array_unref);
  g_clear_object (&priv->context);
  G_OBJECT_CLASS (ga_page_parent_class)->dispose (object);
}

static void
ga_page_class_init (GaPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = ga_page_set_property;
  object_class->dispose = ga_page_dispose;
  g_object_class_install_property (
      object_class, PROP_CONTEXT,
      g_param_spec_object ("context", NULL, NULL, GA_TYPE_CONTEXT,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
ga_page_init (GaPage *self)
{
  GaPagePrivate *priv = ga_page_get_instance_private (self);

  priv->actions = g_simple_action_group_new ();
  priv->header_start = g_ptr_array_new_with_free_func (g_object_unref);
  priv->header_end = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ga_page_get_context:
 * Returns: (transfer none): what the page works on
 */
GaContext *
ga_page_get_context (GaPage *self)
{
  GaPagePrivate *priv = ga_page_get_instance_private (self);

  return priv->context;
}

/**
 * ga_page_get_actions:
 * Returns: (transfer none): the actions that are `page.` while this page is shown
 */
GActionMap *
ga_page_get_actions (GaPage *self)
{
  GaPagePrivate *priv = ga_page_get_instance_private (self);

  return G_ACTION_MAP (priv->actions);
}

/* @widget: (transfer floating) */
static void
add_header (GPtrArray *widgets, GtkWidget *widget)
{
  g_ptr_array_add (widgets, g_object_ref_sink (widget));
  if (GTK_IS_MENU_BUTTON (widget))
    ga_accessible_calm_tooltip (GTK_MENU_BUTTON (widget));
}

/**
 * ga_page_add_header_start:
 * @widget: (transfer floating): shown at the start of the header bar while the page is
 */
void
ga_page_add_header_start (GaPage *self, GtkWidget *widget)
{
  GaPagePrivate *priv = ga_page_get_instance_private (self);

  add_header (priv->header_start, widget);
}

/**
 * ga_page_add_header_end:
 * @widget: (transfer floating): shown at the end of the header bar while the page is
 */
void
ga_page_add_header_end (GaPage *self, GtkWidget *widget)
{
  GaPagePrivate *priv = ga_page_get_instance_private (self);

  add_header (priv->header_end, widget);
}

/**
 * ga_page_get_header_start:
 * Returns: (transfer none) (element-type GtkWidget):
 */
GPtrArray *
ga_page_get_header_start (GaPage *self)
{
  GaPagePrivate *priv = ga_page_get_instance_private (self);

  return priv->header_start;
}

/**
 * ga_page_get_header_end:
 * Returns: (transfer none) (element-type GtkWidget):
 */
GPtrArray *
ga_page_get_header_end (GaPage *self)
{
  GaPagePrivate *priv = ga_page_get_instance_private (self);

  return priv->header_end;
}

/**
 * ga_page_shown: called by the window each time the page becomes the visible one
 */
void
ga_page_shown (GaPage *self)
{
  GaToaster *toaster = ga_toaster_for (GTK_WIDGET (self));

  if (toaster != NULL)
    ga_toaster_move_on (toaster);
  if (GA_PAGE_GET_CLASS (self)->shown != NULL)
    GA_PAGE_GET_CLASS (self)->shown (self);
}

/**
 * ga_page_open: shows a record; called by the window for `win.open-record`
 */
void
ga_page_open (GaPage *self, const GaEntity *entity, const GaId *id)
{
  if (GA_PAGE_GET_CLASS (self)->open != NULL)
    GA_PAGE_GET_CLASS (self)->open (self, entity, id);
}

/**
 * ga_page_get_place:
 * @place: (out):
 */
void
ga_page_get_place (GaPage *self, GaPagePlace *place)
{
  *place = (GaPagePlace){ 0 };
  if (GA_PAGE_GET_CLASS (self)->get_place != NULL)
    GA_PAGE_GET_CLASS (self)->get_place (self, place);
}

static void
set_entered (GaPage *self, gboolean entered, const GaId *at)
{
  if (GA_PAGE_GET_CLASS (self)->set_entered != NULL)
    GA_PAGE_GET_CLASS (self)->set_entered (self, entered, at);
}

/**
 * ga_page_return: called by the window when Back leads to where one was
 */
void
ga_page_return (GaPage *self, const GaPagePlace *place)
{
  GaPagePlace now;

  ga_page_get_place (self, &now);
  if (place->entity != NULL && (now.entity != place->entity || !ga_id_equal (&now.id, &place->id)))
    ga_page_open (self, place->entity, &place->id);
  set_entered (self, place->entered, &place->entered_at);
}

/**
 * ga_page_enter: called by the window when a link of another page leads to a record
 */
void
ga_page_enter (GaPage *self, const GaEntity *entity, const GaId *id)
{
  ga_page_open (self, entity, id);
  set_entered (self, TRUE, id);
}

/**
 * ga_page_leave: called by the window when there is no more way back to another page
 */
void
ga_page_leave (GaPage *self)
{
  set_entered (self, FALSE, NULL);
}

static void
put (GtkWidget *widget,
     AdwHeaderBar *header,
     void (*pack) (AdwHeaderBar *header, GtkWidget *widget),
     gboolean shown)
{
  if (shown)
    pack (header, widget);
  else
    adw_header_bar_remove (header, widget);
}

/**
 * ga_page_put_header:
 * @shown: whether the page's widgets are in @header from now on, or no longer
 */
void
ga_page_put_header (GaPage *self, AdwHeaderBar *header, gboolean shown)
{
  GaPagePrivate *priv = ga_page_get_instance_private (self);

  for (guint i = 0; i < priv->header_start->len; i++)
    put (priv->header_start->pdata[i], header, adw_header_bar_pack_start, shown);
  for (guint i = 0; i < priv->header_end->len; i++)
    put (priv->header_end->pdata[i], header, adw_header_bar_pack_end, shown);
}
