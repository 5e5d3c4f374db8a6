/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-records-page.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/files/ga-export-list.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-fold-layout.h"
#include "app/widgets/ga-record-list.h"
#include "store/ga-permission.h"

typedef struct
{
  GaFoldLayout *fold;
  GaRecordList *list;
  GtkWidget *between; /* them and the detail */
  GtkStack *detail;
  AdwStatusPage *empty;
  GtkButton *empty_add;
  AdwStatusPage *none;
  GtkWidget *add_button;
  GaRecordView *view; /* the last page of the stack */
  GtkStack *places;   /* (nullable): the list, and what is shown in its place */
  GtkWidget *list_place;
  GtkWidget *back;
  gboolean entered; /* by a link of another page … */
  GaId entered_at;  /* … that led to this record */
} GaRecordsPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GaRecordsPage, ga_records_page, GA_TYPE_PAGE)

static GaRecordsPagePrivate *
parts_of (gpointer self)
{
  return ga_records_page_get_instance_private (GA_RECORDS_PAGE (self));
}

/* Whether something is shown in place of the list. */
static gboolean
is_elsewhere (GaRecordsPage *self)
{
  GaRecordsPagePrivate *priv = parts_of (self);

  return priv->places != NULL && gtk_stack_get_visible_child (priv->places) != priv->list_place;
}

static const GaEntity *
entity_of (GaRecordsPage *self)
{
  return ga_context_get_entity (ga_page_get_context (GA_PAGE (self)),
                                GA_RECORDS_PAGE_GET_CLASS (self)->entity);
}

static void
show_detail (GaRecordsPage *self)
{
  GaRecordsPagePrivate *priv = parts_of (self);
  const char *state = gtk_stack_get_visible_child_name (priv->detail);

  if (ga_record_list_get_chosen (priv->list) != NULL)
    state = "record";
  else if (ga_record_list_is_empty (priv->list))
    state = "empty";
  else if (!g_str_equal (state, "blank"))
    state = "none";
  gtk_stack_set_visible_child_name (priv->detail, state);
  /* Even out of sight an icon is read at once, and reading this one costs. */
  if (ADW_IS_STATUS_PAGE (gtk_stack_get_visible_child (priv->detail)))
    adw_status_page_set_icon_name (ADW_STATUS_PAGE (gtk_stack_get_visible_child (priv->detail)),
                                   GA_RECORDS_PAGE_GET_CLASS (self)->icon);
}

/* The window is as narrow as the content lets it be, not as the words of its header. */
static void
let_shrink (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
    else
      let_shrink (child);
}

static void
add_header (GaRecordsPage *self)
{
  const GaRecordsWords *words = GA_RECORDS_PAGE_GET_CLASS (self)->words;
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ (words->add));
  let_shrink (content);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_tooltip_text (button, _ (words->add_tip));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.add");
  ga_page_add_header_start (GA_PAGE (self), button);
  parts_of (self)->add_button = button;
}

static void
say_words (GaRecordsPage *self)
{
  GaRecordsPagePrivate *priv = parts_of (self);
  const GaRecordsWords *words = GA_RECORDS_PAGE_GET_CLASS (self)->words;

  gtk_button_set_label (priv->empty_add, _ (words->add));
  adw_status_page_set_title (priv->none, _ (words->none));
  adw_status_page_set_description (priv->none, _ (words->none_text));
  ga_record_list_set_empty (priv->list, _ (words->no_records), _ ("They are listed here."));
}

/* Whoever may not add is told who may, and who sees none why. What is added goes into the list. */
static void
show_access (GaRecordsPage *self)
{
  GaRecordsPagePrivate *priv = parts_of (self);
  GaContext *context = ga_page_get_context (GA_PAGE (self));
  const GaRecordsWords *words = GA_RECORDS_PAGE_GET_CLASS (self)->words;
  const char *title = _ (words->first);
  const char *text = _ (words->first_text);
  const char *why = NULL;
  gboolean unseen;

  if (ga_context_get_store (context) == NULL)
    return;
  unseen = words->unseen != NULL && !ga_reader_sees_names (ga_context_get_reader (context));
  if (!ga_reader_may_add (ga_context_get_reader (context), entity_of (self), &why))
    {
      title = _ (unseen ? words->unseen : words->no_records);
      text = unseen ? _ (words->unseen_text) : why;
    }
  gtk_widget_set_visible (GTK_WIDGET (priv->list), !unseen);
  gtk_widget_set_visible (priv->between, !unseen);
  gtk_widget_set_visible (priv->add_button, why == NULL && !is_elsewhere (self) &&
                                                !ga_fold_layout_covers (priv->fold));
  gtk_widget_set_visible (GTK_WIDGET (priv->empty_add), why == NULL);
  adw_status_page_set_title (priv->empty, title);
  adw_status_page_set_description (priv->empty, text);
}

GaRecordView *
ga_records_page_get_view (GaRecordsPage *self)
{
  return parts_of (self)->view;
}

static void
chosen_cb (GaRecordsPage *self, GaRecord *record)
{
  ga_record_view_set_id (parts_of (self)->view, record != NULL ? ga_record_get_id (record) : NULL);
  show_detail (self);
}

static void
saved_cb (GaRecordsPage *self, GaRecord *record)
{
  ga_record_list_select (parts_of (self)->list, ga_record_get_id (record));
  ga_record_list_focus_chosen (parts_of (self)->list);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaRecordsPage *self = user_data;
  GaRecordsPageClass *klass = GA_RECORDS_PAGE_GET_CLASS (self);
  GaContext *context = ga_page_get_context (GA_PAGE (self));
  GaToaster *toaster = ga_toaster_for (GTK_WIDGET (self));
  g_autoptr (GaRecord) record = ga_record_new (entity_of (self));
  const char *why = NULL;
  GaEditor *editor;

  if (!ga_reader_may_add (ga_context_get_reader (context), entity_of (self), &why))
    {
      if (toaster != NULL)
        ga_toaster_say (toaster, why);
      return;
    }
  editor = ga_editor_new (GTK_WIDGET (self), context, record, klass->hidden);
  if (klass->extend != NULL)
    klass->extend (self, editor);
  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

/* What takes the place of the focus has it already, if the toolkit saw to it. */
static void
focus_first (GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, view))
    return;
  gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD);
}

static void
show_header (GaRecordsPage *self)
{
  GaRecordsPagePrivate *priv = parts_of (self);

  if (priv->back == NULL)
    return;
  gtk_widget_set_visible (priv->back, priv->entered || is_elsewhere (self) ||
                                          ga_fold_layout_covers (priv->fold));
  show_access (self);
}

static void
folded_cb (GaRecordsPage *self)
{
  GaRecordsPagePrivate *priv = parts_of (self);

  ga_record_list_set_alone (priv->list, ga_fold_layout_is_folded (priv->fold));
  show_header (self);
}

static void
activated_cb (GaRecordsPage *self)
{
  GaRecordsPagePrivate *priv = parts_of (self);

  if (!ga_fold_layout_is_folded (priv->fold))
    return;
  ga_fold_layout_show_last (priv->fold, TRUE);
  focus_first (GTK_WIDGET (priv->view));
}

static void
show_list (GaRecordsPage *self)
{
  ga_fold_layout_show_last (parts_of (self)->fold, FALSE);
}

static void
filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_list (user_data);
  ga_record_list_focus_filter (parts_of (user_data)->list);
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaRecordView *shown = ga_records_page_get_shown_view (user_data);

  gtk_widget_activate_action (GTK_WIDGET (shown != NULL ? shown : parts_of (user_data)->view),
                              "record.edit", NULL);
}

/* (transfer none) (nullable): the record that is told */
static GaRecord *
get_shown (GaRecordsPage *self)
{
  GaRecordView *view = ga_records_page_get_shown_view (self);

  return ga_record_view_get_record (view != NULL ? view : parts_of (self)->view);
}

/* What one has gone on to from there comes first. */
static gboolean
is_at_entrance (GaRecordsPage *self)
{
  const GaRecord *shown = get_shown (self);

  return parts_of (self)->entered && shown != NULL &&
         ga_id_equal (ga_record_get_id (shown), &parts_of (self)->entered_at);
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaRecordsPage *self = user_data;
  gboolean covers = ga_fold_layout_covers (parts_of (self)->fold);
  gboolean is_list = !is_elsewhere (self) && !covers;

  if (is_at_entrance (self) || (is_list && parts_of (self)->entered))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.go-back", NULL);
  else if (is_elsewhere (self))
    GA_RECORDS_PAGE_GET_CLASS (self)->back (self);
  else if (covers)
    {
      show_list (self);
      ga_record_list_focus_chosen (parts_of (self)->list);
    }
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaContext *context = ga_page_get_context (GA_PAGE (user_data));

  ga_export_list_ask (user_data, ga_context_get_store (context),
                      ga_record_list_make_query (parts_of (user_data)->list));
}

static const GActionEntry actions[] = {
  { "add", add_cb },
  { "export", export_cb },
  { "filter", filter_cb },
  { "edit", edit_cb },
};

static void
ga_records_page_back (GaRecordsPage *self)
{
  ga_records_page_show_view (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* It was deleted, or undone: there is nothing more to show. */
static void
changed_cb (GaRecordsPage *self)
{
  GaRecordView *shown = ga_records_page_get_shown_view (self);

  if (shown != NULL && ga_record_view_get_record (shown) == NULL)
    ga_records_page_show_view (self, NULL);
}

static gboolean
ga_records_page_grab_focus (GtkWidget *widget)
{
  if (is_elsewhere (GA_RECORDS_PAGE (widget)))
    return gtk_widget_child_focus (gtk_stack_get_visible_child (parts_of (widget)->places),
                                   GTK_DIR_TAB_FORWARD);
  if (ga_fold_layout_covers (parts_of (widget)->fold))
    return gtk_widget_child_focus (GTK_WIDGET (parts_of (widget)->view), GTK_DIR_TAB_FORWARD);
  ga_record_list_focus_filter (parts_of (widget)->list);
  return TRUE;
}

static void
ga_records_page_open (GaPage *page, const GaEntity *entity, const GaId *id)
{
  ga_records_page_show_view (GA_RECORDS_PAGE (page), NULL);
  ga_record_list_select (parts_of (page)->list, id);
  ga_fold_layout_show_last (parts_of (page)->fold, TRUE);
}

static void
ga_records_page_get_place (GaPage *page, GaPagePlace *place)
{
  GaRecord *record = get_shown (GA_RECORDS_PAGE (page));

  if (record != NULL)
    {
      place->entity = ga_record_get_entity (record);
      place->id = *ga_record_get_id (record);
    }
  place->entered = parts_of (page)->entered;
  place->entered_at = parts_of (page)->entered_at;
}

static void
ga_records_page_set_entered (GaPage *page, gboolean entered, const GaId *at)
{
  if (!entered && !parts_of (page)->entered)
    return;
  parts_of (page)->entered = entered;
  if (entered)
    parts_of (page)->entered_at = *at;
  show_header (GA_RECORDS_PAGE (page));
}

static void
add_back (GaRecordsPage *self)
{
  static const GActionEntry entries[] = { { "back", back_cb } };
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  g_action_map_add_action_entries (ga_page_get_actions (GA_PAGE (self)), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_set_tooltip_text (back, _ ("Back (Alt+←)"));
  ga_accessible_set_name (back, _ ("Back"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "page.back");
  gtk_widget_set_visible (back, FALSE);
  ga_page_add_header_start (GA_PAGE (self), back);
  parts_of (self)->back = back;
}

static void
ga_records_page_constructed (GObject *object)
{
  GaRecordsPage *self = GA_RECORDS_PAGE (object);
  GaRecordsPagePrivate *priv = parts_of (self);
  GaContext *context = ga_page_get_context (GA_PAGE (self));

  G_OBJECT_CLASS (ga_records_page_parent_class)->constructed (object);
  g_action_map_add_action_entries (ga_page_get_actions (GA_PAGE (self)), actions,
                                   G_N_ELEMENTS (actions), self);
  add_header (self);
  add_back (self);
  say_words (self);
  priv->view = g_object_new (GA_RECORDS_PAGE_GET_CLASS (self)->get_view_type (), NULL);
  gtk_stack_add_named (priv->detail, GTK_WIDGET (priv->view), "record");
  ga_record_view_set_up (priv->view, context);
  ga_record_list_set_up (priv->list, context, entity_of (self));
  show_access (self);
  g_signal_connect_object (context, "sync-changed", G_CALLBACK (show_access), self,
                           G_CONNECT_SWAPPED);
}

static void
ga_records_page_class_init (GaRecordsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /* No dispose(): GTK 4.8 finds the template of a class in that class alone, not from a subclass,
   * and the bin lets go of its only child by itself. */
  G_OBJECT_CLASS (klass)->constructed = ga_records_page_constructed;
  widget_class->grab_focus = ga_records_page_grab_focus;
  GA_PAGE_CLASS (klass)->open = ga_records_page_open;
  GA_PAGE_CLASS (klass)->get_place = ga_records_page_get_place;
  GA_PAGE_CLASS (klass)->set_entered = ga_records_page_set_entered;
  klass->back = ga_records_page_back;
  g_type_ensure (GA_TYPE_FOLD_LAYOUT);
  g_type_ensure (GA_TYPE_RECORD_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/widgets/records-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, GaRecordsPage, fold);
  gtk_widget_class_bind_template_child_private (widget_class, GaRecordsPage, list);
  gtk_widget_class_bind_template_child_private (widget_class, GaRecordsPage, between);
  gtk_widget_class_bind_template_child_private (widget_class, GaRecordsPage, detail);
  gtk_widget_class_bind_template_child_private (widget_class, GaRecordsPage, empty);
  gtk_widget_class_bind_template_child_private (widget_class, GaRecordsPage, empty_add);
  gtk_widget_class_bind_template_child_private (widget_class, GaRecordsPage, none);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_detail);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

static void
ga_records_page_init (GaRecordsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* From here on the list is one place of several. */
static void
make_places (GaRecordsPage *self)
{
  GaRecordsPagePrivate *priv = parts_of (self);

  priv->list_place = adw_bin_get_child (ADW_BIN (self));
  priv->places = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (priv->places, FALSE);
  gtk_stack_set_vhomogeneous (priv->places, FALSE);
  g_object_ref (priv->list_place);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->places));
  gtk_stack_add_child (priv->places, priv->list_place);
  g_object_unref (priv->list_place);
  g_signal_connect_object (ga_context_get_store (ga_page_get_context (GA_PAGE (self))), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * ga_records_page_add_place:
 * @place: what can take the place of the list; once constructed() is done
 */
void
ga_records_page_add_place (GaRecordsPage *self, GtkWidget *place)
{
  g_return_if_fail (GA_IS_RECORDS_PAGE (self));

  if (parts_of (self)->places == NULL)
    make_places (self);
  gtk_stack_add_child (parts_of (self)->places, place);
}

/**
 * ga_records_page_add_view:
 * @type: of a #GaRecordView
 *
 * Returns: (transfer none): a view that can take the place of the list; once constructed() is done
 */
GaRecordView *
ga_records_page_add_view (GaRecordsPage *self, GType type)
{
  GaRecordView *view = g_object_new (type, NULL);

  g_return_val_if_fail (GA_IS_RECORDS_PAGE (self), NULL);

  ga_records_page_add_place (self, GTK_WIDGET (view));
  ga_record_view_set_up (view, ga_page_get_context (GA_PAGE (self)));
  return view;
}

/**
 * ga_records_page_show_place:
 * @place: (nullable): one that was added; %NULL for the list
 *
 * What the page adds, and filters, is in the list: elsewhere these keys would do something unseen.
 */
void
ga_records_page_show_place (GaRecordsPage *self, GtkWidget *place)
{
  static const char *const of_list[] = { "add", "filter", "export" };
  GaRecordsPagePrivate *priv = parts_of (self);
  GActionMap *map = ga_page_get_actions (GA_PAGE (self));

  g_return_if_fail (GA_IS_RECORDS_PAGE (self));

  if (priv->places == NULL)
    return;
  gtk_stack_set_visible_child (priv->places, place != NULL ? place : priv->list_place);
  show_header (self);
  for (guint i = 0; i < G_N_ELEMENTS (of_list); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, of_list[i])),
                                 place == NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "edit")),
                               place == NULL || GA_IS_RECORD_VIEW (place));
  if (place != NULL)
    focus_first (place);
}

/**
 * ga_records_page_show_view:
 * @view: (nullable): one that was added; %NULL for the list
 */
void
ga_records_page_show_view (GaRecordsPage *self, GaRecordView *view)
{
  ga_records_page_show_place (self, view != NULL ? GTK_WIDGET (view) : NULL);
}

/**
 * ga_records_page_get_shown_view:
 * Returns: (transfer none) (nullable): what is shown in place of the list
 */
GaRecordView *
ga_records_page_get_shown_view (GaRecordsPage *self)
{
  GtkStack *places = parts_of (self)->places;
  GtkWidget *shown = places != NULL ? gtk_stack_get_visible_child (places) : NULL;

  return shown != NULL && GA_IS_RECORD_VIEW (shown) ? GA_RECORD_VIEW (shown) : NULL;
}
