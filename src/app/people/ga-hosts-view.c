/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-hosts-view.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/ga-act.h"
#include "app/ga-toaster.h"
#include "app/people/ga-host-board.h"
#include "app/people/ga-host-table.h"
#include "app/people/ga-mail.h"
#include "app/people/ga-person-sections.h"
#include "app/widgets/ga-beside-layout.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-facts.h"
#include "app/widgets/ga-save-file.h"
#include "app/widgets/ga-selector.h"
#include "exchange/ga-hosts-file.h"
#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "store/ga-permission.h"

/* So wide is the filter. */
#define FILTER_LETTERS 16

struct _GaHostsView
{
  AdwBin parent_instance;

  GtkWidget *switcher;
  GtkWidget *add_button;
  GtkWidget *mail_button;
  GtkMenuButton *more_button;
  GtkLabel *access;
  GtkWidget *choices;
  GaBesideLayout *choosing;
  GaSelector *order;
  GtkSearchEntry *filter;
  GtkCheckButton *quiet;
  GtkLabel *count;
  GtkStack *stack;
  GaHostBoard *board;
  GaHostTable *table;
  GtkWidget *targets_box;
  GaFacts *targets;

  GaContext *context;
  GListStore *all;
  GtkFilterListModel *found;
  GtkFilter *chosen;
  GCancellable *reading;
  gboolean is_read;
  gboolean is_old; /* something has changed since */
};

G_DEFINE_FINAL_TYPE (GaHostsView, ga_hosts_view, ADW_TYPE_BIN)

/* What is read at once. */
typedef struct
{
  GPtrArray *hosts;
  GPtrArray *targets;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->hosts, g_ptr_array_unref);
  g_clear_pointer (&answer->targets, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
read_answer (GaReader *reader, gpointer today, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->hosts = ga_hosts_read (reader, NULL, today, GA_HOSTS_QUIET_WEEKS, error);
  if (answer->hosts != NULL)
    answer->targets = ga_host_targets_read (reader, error);
  return answer->targets != NULL ? g_steal_pointer (&answer) : NULL;
}

/* (transfer full): of those who are shown and have one, ends with %NULL */
static char **
list_addresses (GaHostsView *self)
{
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GaHost) host = g_list_model_get_item (G_LIST_MODEL (self->found), i);

      if (host->email != NULL)
        g_strv_builder_add (addresses, host->email);
    }
  return g_strv_builder_end (addresses);
}

static void
show_count (GaHostsView *self)
{
  guint all = g_list_model_get_n_items (G_LIST_MODEL (self->all));
  guint found = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  g_auto (GStrv) addresses = list_addresses (self);
  g_autofree char *text = NULL;

  if (!self->is_read)
    text = g_strdup ("");
  else if (all == 0)
    text = g_strdup (_ ("Nobody yet. Whoever gets a role as host of a community stands here, and "
                        "whoever you add as a possible host."));
  else if (found == 0)
    text = g_strdup (_ ("Nobody is like that."));
  else if (found < all)
    /* TRANSLATORS: how many are shown, of how many */
    text = g_strdup_printf (_ ("%1$u of %2$u people"), found, all);
  else
    text = g_strdup_printf (ngettext ("%u person", "%u people", all), all);
  gtk_label_set_text (self->count, text);
  ga_accessible_set_name (GTK_WIDGET (self->count), text);
  gtk_widget_set_visible (self->choices, all > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->stack), found > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->order),
                          g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "table") == 0);
  gtk_widget_set_sensitive (self->mail_button, addresses[0] != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hosts.export", found > 0);
}

static void
show_targets (GaHostsView *self, GPtrArray *targets)
{
  ga_facts_clear (self->targets);
  for (guint i = 0; i < targets->len; i++)
    {
      const GaHostTarget *target = targets->pdata[i];
      g_autofree char *text = ga_host_target_describe (target);

      ga_facts_add (self->targets, target->name, text);
    }
  gtk_widget_set_visible (self->targets_box, targets->len > 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GaHostsView *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = ga_store_read_finish (GA_STORE (source), result, &error);
  GaToaster *toaster;

  /* The view may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      toaster = ga_toaster_for (GTK_WIDGET (self));
      if (toaster != NULL)
        ga_toaster_say_error (toaster, error);
      return;
    }
  self->is_read = TRUE;
  g_list_store_splice (self->all, 0, g_list_model_get_n_items (G_LIST_MODEL (self->all)),
                       answer->hosts->pdata, answer->hosts->len);
  show_targets (self, answer->targets);
  show_count (self);
}

static void
read_again (GaHostsView *self)
{
  self->is_old = FALSE;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  ga_store_read_async (ga_context_get_store (self->context), read_answer, ga_date_today (), g_free,
                       answer_free, self->reading, read_cb, self);
}

static void
changed_cb (GaHostsView *self, const GaChanges *changes)
{
  static const char *const shown[] = { "person",    "role",    "recruitment", "meeting",
                                       "community", "kommune", "initiative" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    self->is_old = self->is_old || ga_changes_touch (changes, shown[i]);
  if (self->is_old && gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_again (self);
}

/* Whoever may not add is told who may. */
static void
show_access (GaHostsView *self)
{
  const GaEntity *entity = ga_context_get_entity (self->context, "recruitment");
  const char *why = NULL;
  gboolean adds;

  if (ga_context_get_store (self->context) == NULL)
    return;
  adds = ga_reader_may_add (ga_context_get_reader (self->context), entity, &why);
  ga_board_set_fixed (GA_BOARD (self->board), !adds);
  gtk_widget_set_visible (self->add_button, adds);
  gtk_label_set_text (self->access, adds ? "" : why);
  gtk_widget_set_visible (GTK_WIDGET (self->access), !adds);
}

static gboolean
matches_cb (gpointer item, gpointer user_data)
{
  GaHostsView *self = user_data;

  return (!gtk_check_button_get_active (self->quiet) || GA_HOST (item)->quiet) &&
         ga_host_matches (item, gtk_editable_get_text (GTK_EDITABLE (self->filter)));
}

static void
filter_cb (GaHostsView *self)
{
  if (self->chosen == NULL)
    return;
  gtk_filter_changed (self->chosen, GTK_FILTER_CHANGE_DIFFERENT);
  show_count (self);
}

static void
order_cb (GaHostsView *self)
{
  ga_record_table_sort (GA_RECORD_TABLE (self->table),
                        (int) ga_selector_get_selected (self->order));
}

static void
turned_cb (GaHostsView *self)
{
  if (self->found != NULL)
    show_count (self);
}

static void
status_chosen_cb (GaHostsView *self, GaHost *host, const char *code)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GaRecord *recruitment =
      ga_person_find_recruitment (ga_context_get_reader (self->context), &host->id);
  const char *why = NULL;

  g_ptr_array_add (records, recruitment);
  if (!ga_reader_may (ga_context_get_reader (self->context), recruitment,
                      ga_record_is_stored (recruitment) ? GA_OPERATION_UPDATE : GA_OPERATION_INSERT,
                      &why))
    {
      ga_toaster_say (ga_toaster_for (GTK_WIDGET (self)), why);
      return;
    }
  ga_record_set_text (recruitment, "state", code);
  ga_act_put (GTK_WIDGET (self), self->context, N_ ("Status changed"), records, NULL, NULL);
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "trained_on", NULL };
  GaHostsView *self = GA_HOSTS_VIEW (widget);
  g_autoptr (GaRecord) recruitment =
      ga_record_new (ga_context_get_entity (self->context, "recruitment"));

  gtk_window_present (GTK_WINDOW (ga_editor_new (widget, self->context, recruitment, hidden)));
}

static void
mail_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_auto (GStrv) addresses = list_addresses (GA_HOSTS_VIEW (widget));

  if (addresses[0] != NULL)
    ga_mail_write (widget, (const char *const *) addresses);
}

static gboolean
write_hosts (GaReader *reader, const char *path, gpointer hosts, GError **error)
{
  return ga_hosts_file_write (hosts, path, error);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaHostsView *self = GA_HOSTS_VIEW (widget);
  g_autoptr (GPtrArray) hosts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *name = g_strconcat (_ ("Hosts"), ".xlsx", NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (hosts, g_list_model_get_item (G_LIST_MODEL (self->found), i));
  ga_save_file_ask (widget, ga_context_get_store (self->context),
                    _ ("Save these hosts (.xlsx or .ods)"), name, write_hosts,
                    g_steal_pointer (&hosts), (GDestroyNotify) g_ptr_array_unref);
}

/* Those of the headings. */
static void
offer_orders (GaHostsView *self)
{
  const char *orders[GA_HOST_N_COLUMNS + 1] = { NULL };

  for (guint column = 0; column < GA_HOST_N_COLUMNS; column++)
    orders[column] = ga_host_column_get_label ((GaHostColumn) column);
  ga_selector_set_options (self->order, orders);
}

static void
ga_hosts_view_map (GtkWidget *widget)
{
  GaHostsView *self = GA_HOSTS_VIEW (widget);

  GTK_WIDGET_CLASS (ga_hosts_view_parent_class)->map (widget);
  if (self->is_old)
    read_again (self);
}

/* In large letters they stand below each other. */
static void
ga_hosts_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ga_hosts_view_parent_class)->css_changed (widget, change);
  ga_beside_layout_fit (GA_HOSTS_VIEW (widget)->choosing, widget, FILTER_LETTERS);
}

static void
ga_hosts_view_dispose (GObject *object)
{
  GaHostsView *self = GA_HOSTS_VIEW (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->chosen = NULL;
  G_OBJECT_CLASS (ga_hosts_view_parent_class)->dispose (object);
  g_clear_object (&self->found);
  g_clear_object (&self->all);
  g_clear_object (&self->context);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, switcher);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, add_button);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, mail_button);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, more_button);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, access);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, choices);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, choosing);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, order);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, filter);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, quiet);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, count);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, stack);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, board);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, table);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, targets_box);
  gtk_widget_class_bind_template_child (widget_class, GaHostsView, targets);
}

static void
ga_hosts_view_class_init (GaHostsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_hosts_view_dispose;
  widget_class->map = ga_hosts_view_map;
  widget_class->css_changed = ga_hosts_view_css_changed;
  g_type_ensure (GA_TYPE_BESIDE_LAYOUT);
  g_type_ensure (GA_TYPE_FACTS);
  g_type_ensure (GA_TYPE_HOST_BOARD);
  g_type_ensure (GA_TYPE_HOST_TABLE);
  g_type_ensure (GA_TYPE_SELECTOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/people/hosts-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, turned_cb);
  gtk_widget_class_install_action (widget_class, "hosts.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "hosts.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "hosts.mail", NULL, mail_cb);
}

static void
ga_hosts_view_init (GaHostsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_old = TRUE;
  self->all = g_list_store_new (GA_TYPE_HOST);
  self->chosen = GTK_FILTER (gtk_custom_filter_new (matches_cb, self, NULL));
  self->found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->all)), self->chosen);
  ga_record_table_set_model (GA_RECORD_TABLE (self->table), G_LIST_MODEL (self->found));
  ga_board_set_up (GA_BOARD (self->board), ga_choices_recruitment, G_LIST_MODEL (self->found));
  ga_accessible_set_name (GTK_WIDGET (self->filter), _ ("Filter"));
  ga_accessible_set_name (GTK_WIDGET (self->more_button), _ ("More"));
  ga_accessible_set_name (self->switcher, _ ("How hosts are shown"));
  offer_orders (self);
}

/**
 * ga_hosts_view_new:
 * Returns: (transfer floating): reads when it is first seen
 */
GtkWidget *
ga_hosts_view_new (GaContext *context)
{
  GaHostsView *self = g_object_new (GA_TYPE_HOSTS_VIEW, NULL);

  self->context = g_object_ref (context);
  show_access (self);
  show_count (self);
  g_signal_connect_object (ga_context_get_store (context), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "sync-changed", G_CALLBACK (show_access), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
