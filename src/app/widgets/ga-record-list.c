/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-record-list.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/widgets/ga-record-text.h"
#include "app/widgets/ga-tab-leaves.h"
#include "store/ga-list.h"
#include "store/ga-permission.h"

#define FOUND 200 /* answers of a filter; typing on narrows them */

struct _GaRecordList
{
  GtkBox parent_instance;

  GaContext *context;
  const GaEntity *entity;
  GaList *list;
  GArray *own; /* of GaId: stand first */
  GListStore *found;
  GSimpleActionGroup *actions;
  gboolean begun;     /* has selected something once */
  GaId chosen;        /* whom `chosen` told of last */
  gboolean following; /* the lists are changing, and the selection with them */
  guint select_source;

  GtkSearchEntry *filter;
  GtkMenuButton *sort_button;
  GtkStack *states;
  GtkListView *view;
  GtkSingleSelection *selection;
  GtkLabel *empty_title;
  GtkLabel *empty_text;
  GtkLabel *nothing;
  GtkLabel *count;
};

static guint chosen_signal;
static guint counted_signal;
static guint activated_signal;

G_DEFINE_FINAL_TYPE (GaRecordList, ga_record_list, GTK_TYPE_BOX)

static GtkWidget *
make_line (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* Two lines at most, for large text and long names. */
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    {
      gtk_widget_add_css_class (label, style);
      gtk_widget_add_css_class (label, "caption");
    }
  return label;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), make_line (NULL));
  gtk_box_append (GTK_BOX (box), make_line ("dim-label"));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, box);
}

static void
show_record (GaRecordList *self, GtkListItem *item)
{
  GaReader *reader = ga_context_get_reader (self->context);
  GaRecord *record = gtk_list_item_get_item (item);
  GtkWidget *title_label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *summary_label = gtk_widget_get_next_sibling (title_label);
  g_autofree char *title = ga_record_text_title (reader, record);
  g_autofree char *summary = ga_record_text_summary (reader, record);
  GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (title_label), title);
  gtk_label_set_text (GTK_LABEL (summary_label), summary);
  gtk_widget_set_visible (summary_label, *summary != '\0');
  if (row != NULL)
    ga_accessible_set_name (row, title);
}

static void
record_changed_cb (GaRecord *record, GParamSpec *pspec, GtkListItem *item)
{
  GtkWidget *list = gtk_widget_get_ancestor (gtk_list_item_get_child (item), GA_TYPE_RECORD_LIST);

  if (list != NULL)
    show_record (GA_RECORD_LIST (list), item);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  g_signal_connect (gtk_list_item_get_item (item), "notify::title", G_CALLBACK (record_changed_cb),
                    item);
  show_record (user_data, item);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), record_changed_cb, item);
}

static gboolean
is_filtered (GaRecordList *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->filter)) != '\0';
}

/* Who opens the page sees the first of them at once, and later what they chose themselves. Not from
 * within a change of the list, which the list view has yet to learn of. */
static gboolean
select_first_cb (gpointer user_data)
{
  GaRecordList *self = user_data;

  self->select_source = 0;
  if (!self->begun && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    {
      self->begun = TRUE;
      gtk_single_selection_set_selected (self->selection, 0);
    }
  return G_SOURCE_REMOVE;
}

static void
show_state (GaRecordList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *text = NULL;

  if (n > 0 && !self->begun && self->select_source == 0)
    self->select_source = g_idle_add (select_first_cb, self);
  if (n > 0)
    gtk_stack_set_visible_child_name (self->states, "list");
  else
    gtk_stack_set_visible_child_name (self->states, is_filtered (self) ? "nothing" : "empty");
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
  if (is_filtered (self) && n >= FOUND)
    text = g_strdup_printf (ngettext ("The first %u found", "The first %u found", n), n);
  else if (is_filtered (self))
    text = g_strdup_printf (ngettext ("%u found", "%u found", n), n);
  else
    text = g_strdup_printf (ngettext ("%u in all", "%u in all", n), n);
  gtk_label_set_text (self->count, text);
  g_signal_emit (self, counted_signal, 0);
}

static void
run_filter (GaRecordList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  const char *const entities[] = { self->entity->name, NULL };
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  hits = ga_reader_search (ga_context_get_reader (self->context), text, entities, FOUND, NULL);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    g_ptr_array_add (records, ((GaHit *) hits->pdata[i])->record);
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)),
                       records->pdata, records->len);
}

static void
filter_changed_cb (GaRecordList *self)
{
  GListModel *model;

  if (self->context == NULL)
    return;
  if (is_filtered (self))
    run_filter (self);
  model = is_filtered (self) ? G_LIST_MODEL (self->found) : G_LIST_MODEL (self->list);
  if (gtk_single_selection_get_model (self->selection) != model)
    gtk_single_selection_set_model (self->selection, model);
  show_state (self);
}

/* Enter in the filter takes the first answer. */
static void
filter_activated_cb (GaRecordList *self)
{
  filter_changed_cb (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return;
  gtk_single_selection_set_selected (self->selection, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
stop_filter_cb (GaRecordList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
filter_key_cb (GaRecordList *self, guint key)
{
  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) ||
      g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return GDK_EVENT_PROPAGATE;
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return GDK_EVENT_STOP;
}

static void
tell_chosen (GaRecordList *self)
{
  static const GaId none = { { 0 } };
  GaRecord *record = gtk_single_selection_get_selected_item (self->selection);

  self->chosen = record != NULL ? *ga_record_get_id (record) : none;
  g_signal_emit (self, chosen_signal, 0, record);
}

static void
selected_cb (GaRecordList *self)
{
  if (!self->following && (self->list == NULL || !ga_list_is_updating (self->list)))
    tell_chosen (self);
}

static guint
find_chosen (GaRecordList *self)
{
  GListModel *found = G_LIST_MODEL (self->found);

  if (ga_id_is_none (&self->chosen))
    return GTK_INVALID_LIST_POSITION;
  /* Not found, -1, is GTK's invalid position. */
  if (!is_filtered (self))
    return (guint) ga_list_find (self->list, &self->chosen);
  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr (GaRecord) record = g_list_model_get_item (found, i);

      if (ga_id_equal (ga_record_get_id (record), &self->chosen))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* After the store changed, or another order was chosen: the same record stays chosen, wherever it
 * stands now, until it is gone. */
static void
follow (GaRecordList *self)
{
  gboolean had = !ga_id_is_none (&self->chosen);
  guint at;

  self->following = TRUE;
  if (is_filtered (self))
    run_filter (self);
  at = find_chosen (self);
  gtk_single_selection_set_selected (self->selection, at);
  self->following = FALSE;
  if (had && at == GTK_INVALID_LIST_POSITION)
    tell_chosen (self);
  show_state (self);
}

/* What is one's own comes before what others have. */
static GaQuery *
make_query (GaRecordList *self, const char *sort)
{
  GaQuery *query = ga_query_new (self->entity);

  ga_query_sort (query, sort);
  ga_query_put_first (query, self->own);
  return query;
}

/* (transfer full): of communities those that the account hosts */
static GArray *
list_own (GaRecordList *self)
{
  return g_str_equal (self->entity->name, "community")
             ? ga_reader_list_hosted (ga_context_get_reader (self->context))
             : g_array_new (FALSE, FALSE, sizeof (GaId));
}

/* Access to others may have come or ended. */
static void
sync_changed_cb (GaRecordList *self)
{
  g_autoptr (GVariant) sort = NULL;
  g_autoptr (GArray) own = NULL;

  if (ga_context_get_store (self->context) == NULL)
    return;
  own = list_own (self);
  if (own->len == self->own->len &&
      (own->len == 0 || memcmp (own->data, self->own->data, own->len * sizeof (GaId)) == 0))
    return;
  g_array_unref (self->own);
  self->own = g_steal_pointer (&own);
  sort = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "sort");
  ga_list_set_query (self->list, make_query (self, g_variant_get_string (sort, NULL)));
}

static void
sort_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  GaRecordList *self = user_data;

  g_simple_action_set_state (action, value);
  ga_list_set_query (self->list, make_query (self, g_variant_get_string (value, NULL)));
}

static void
set_up_sorts (GaRecordList *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GSimpleAction) action = NULL;
  guint n_sorts = 0;

  action = g_simple_action_new_stateful ("sort", G_VARIANT_TYPE_STRING,
                                         g_variant_new_string (self->entity->sorts[0].name));
  g_signal_connect_object (action, "change-state", G_CALLBACK (sort_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  for (const GaSort *sort = self->entity->sorts; sort->name != NULL; sort++, n_sorts++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (sort->label), NULL);

      g_menu_item_set_action_and_target (item, "list.sort", "s", sort->name);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->sort_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->sort_button), n_sorts > 1);
}

static void
activate_cb (GaRecordList *self)
{
  g_signal_emit (self, activated_signal, 0);
}

static void
ga_record_list_dispose (GObject *object)
{
  GaRecordList *self = GA_RECORD_LIST (object);

  g_clear_handle_id (&self->select_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_RECORD_LIST);
  g_clear_object (&self->list);
  g_clear_pointer (&self->own, g_array_unref);
  g_clear_object (&self->found);
  g_clear_object (&self->actions);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ga_record_list_parent_class)->dispose (object);
}

static void
ga_record_list_class_init (GaRecordListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_record_list_dispose;
  chosen_signal = g_signal_new ("chosen", GA_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, GA_TYPE_RECORD);
  counted_signal = g_signal_new ("counted", GA_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  activated_signal = g_signal_new ("activated", GA_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/widgets/record-list.ui");
  gtk_widget_class_bind_template_child (widget_class, GaRecordList, filter);
  gtk_widget_class_bind_template_child (widget_class, GaRecordList, sort_button);
  gtk_widget_class_bind_template_child (widget_class, GaRecordList, states);
  gtk_widget_class_bind_template_child (widget_class, GaRecordList, view);
  gtk_widget_class_bind_template_child (widget_class, GaRecordList, selection);
  gtk_widget_class_bind_template_child (widget_class, GaRecordList, empty_title);
  gtk_widget_class_bind_template_child (widget_class, GaRecordList, empty_text);
  gtk_widget_class_bind_template_child (widget_class, GaRecordList, nothing);
  gtk_widget_class_bind_template_child (widget_class, GaRecordList, count);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
ga_record_list_init (GaRecordList *self)
{
  self->found = g_list_store_new (GA_TYPE_RECORD);
  self->actions = g_simple_action_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (self->actions));
  gtk_search_entry_set_key_capture_widget (self->filter, GTK_WIDGET (self->view));
  ga_tab_leaves (GTK_WIDGET (self->view));
  ga_accessible_set_name (GTK_WIDGET (self->sort_button), _ ("Order"));
}

/**
 * ga_record_list_set_up: says what to show; once
 */
void
ga_record_list_set_up (GaRecordList *self, GaContext *context, const GaEntity *entity)
{
  g_return_if_fail (GA_IS_RECORD_LIST (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  self->entity = entity;
  self->own = list_own (self);
  self->list =
      ga_list_new (ga_context_get_store (context), make_query (self, entity->sorts[0].name));
  g_signal_connect_object (context, "sync-changed", G_CALLBACK (sync_changed_cb), self,
                           G_CONNECT_SWAPPED);
  set_up_sorts (self);
  g_signal_connect_object (self->list, "updated", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->list));
  ga_accessible_set_name (GTK_WIDGET (self->view), ga_entity_get_plural (entity));
  ga_accessible_set_name (GTK_WIDGET (self->filter), _ ("Filter"));
  show_state (self);
}

/**
 * ga_record_list_set_empty: what to say while there is nothing at all
 */
void
ga_record_list_set_empty (GaRecordList *self, const char *title, const char *text)
{
  gtk_label_set_text (self->empty_title, title);
  gtk_label_set_text (self->empty_text, text);
}

/**
 * ga_record_list_select: selects a record, without the filter if that hides it
 */
void
ga_record_list_select (GaRecordList *self, const GaId *id)
{
  int at;

  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  filter_changed_cb (self);
  at = ga_list_find (self->list, id);
  if (at < 0)
    return;
  self->begun = TRUE;
  gtk_single_selection_set_selected (self->selection, (guint) at);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", (guint) at);
}

/**
 * ga_record_list_set_alone:
 * @alone: whether what is chosen is shown elsewhere: then a click asks for it
 */
void
ga_record_list_set_alone (GaRecordList *self, gboolean alone)
{
  g_return_if_fail (GA_IS_RECORD_LIST (self));

  gtk_list_view_set_single_click_activate (self->view, alone);
}

/**
 * ga_record_list_get_chosen:
 * Returns: (transfer none) (nullable): the selected record
 */
GaRecord *
ga_record_list_get_chosen (GaRecordList *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

void
ga_record_list_focus_filter (GaRecordList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

/* The view alone would give the focus to the row that had it last. */
void
ga_record_list_focus_chosen (GaRecordList *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED)
      gtk_widget_grab_focus (row);
}

/**
 * ga_record_list_is_empty: whether there is nothing to show even without the filter
 */
gboolean
ga_record_list_is_empty (GaRecordList *self)
{
  return self->list == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
}

GaQuery *
ga_record_list_make_query (GaRecordList *self)
{
  g_autoptr (GVariant) sort =
      g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "sort");
  GaQuery *query = make_query (self, g_variant_get_string (sort, NULL));
  g_autoptr (GArray) ids = NULL;

  if (!is_filtered (self))
    return query;
  ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->found)); i++)
    {
      g_autoptr (GaRecord) record = g_list_model_get_item (G_LIST_MODEL (self->found), i);

      g_array_append_val (ids, *ga_record_get_id (record));
    }
  ga_query_where_among (query, "id", ids);
  return query;
}
