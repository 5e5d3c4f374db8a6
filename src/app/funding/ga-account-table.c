/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-account-table.h"

#include <glib/gi18n-lib.h>

#include "app/widgets/ga-column.h"
#include "model/ga-date.h"
#include "model/ga-number.h"

#define MOST_HEIGHT 480
#define FEW_ROWS    6  /* are seen without scrolling the table */
#define ROW_AIR     16 /* around the letters of a row, in pixels */

/* One entry, and what was left of the grant after it. */
#define GA_TYPE_ACCOUNT_LINE (ga_account_line_get_type ())
G_DECLARE_FINAL_TYPE (GaAccountLine, ga_account_line, GA, ACCOUNT_LINE, GObject)

struct _GaAccountLine
{
  GObject parent_instance;

  GaRecord *entry;
  char *documents; /* (nullable): what is attached to it */
  gint64 left;
};

struct _GaAccountTable
{
  GtkWidget parent_instance;

  GtkWidget *scroll;
  GtkColumnView *columns;
  GListStore *lines;
};

G_DEFINE_FINAL_TYPE (GaAccountLine, ga_account_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (GaAccountTable, ga_account_table, GTK_TYPE_WIDGET)

static void
ga_account_line_finalize (GObject *object)
{
  g_clear_object (&GA_ACCOUNT_LINE (object)->entry);
  g_free (GA_ACCOUNT_LINE (object)->documents);
  G_OBJECT_CLASS (ga_account_line_parent_class)->finalize (object);
}

static void
ga_account_line_class_init (GaAccountLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_account_line_finalize;
}

static void
ga_account_line_init (GaAccountLine *self)
{
}

static char *
tell_date (gpointer item, gpointer owner)
{
  return ga_date_display (ga_record_get_text (GA_ACCOUNT_LINE (item)->entry, "date"));
}

static char *
tell_text (gpointer item, gpointer owner)
{
  return g_strdup (ga_record_get_text (GA_ACCOUNT_LINE (item)->entry, "text"));
}

static char *
tell_voucher (gpointer item, gpointer owner)
{
  const GaAccountLine *line = item;
  const char *voucher = ga_record_get_text (line->entry, "voucher");

  if (voucher != NULL && line->documents != NULL)
    return g_strjoin (" · ", voucher, line->documents, NULL);
  return g_strdup (voucher != NULL ? voucher : line->documents != NULL ? line->documents : "");
}

static char *
tell_amount (gpointer item, gpointer owner)
{
  return ga_money_display (ga_record_get_integer (GA_ACCOUNT_LINE (item)->entry, "amount"), NULL);
}

static char *
tell_left (gpointer item, gpointer owner)
{
  return ga_money_display (GA_ACCOUNT_LINE (item)->left, NULL);
}

static void
activate_cb (GaAccountTable *self, guint position)
{
  g_autoptr (GaAccountLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);
  char id[GA_ID_TEXT_SIZE];

  if (line == NULL)
    return;
  ga_id_format (ga_record_get_id (line->entry), id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "account_entry", id);
}

static void
ga_account_table_dispose (GObject *object)
{
  GaAccountTable *self = GA_ACCOUNT_TABLE (object);

  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (ga_account_table_parent_class)->dispose (object);
}

static void
ga_account_table_class_init (GaAccountTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_account_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tableview");
}

static void
ga_account_table_init (GaAccountTable *self)
{
  GtkSingleSelection *selection;
  GtkScrolledWindow *scroll;

  self->lines = g_list_store_new (GA_TYPE_ACCOUNT_LINE);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->lines)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  self->columns = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (selection)));
  ga_column_add (self->columns, _ ("Date"), FALSE, tell_date, self, NULL);
  ga_column_add (self->columns, _ ("Text"), FALSE, tell_text, self, NULL);
  ga_column_add (self->columns, _ ("Voucher"), FALSE, tell_voucher, self, NULL);
  ga_column_add (self->columns, _ ("Amount"), TRUE, tell_amount, self, NULL);
  ga_column_add (self->columns, _ ("Still left"), TRUE, tell_left, self, NULL);
  ga_column_finish (self->columns, _ ("Accounts"));
  g_signal_connect_object (self->columns, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);

  self->scroll = gtk_scrolled_window_new ();
  scroll = GTK_SCROLLED_WINDOW (self->scroll);
  gtk_scrolled_window_set_child (scroll, GTK_WIDGET (self->columns));
  gtk_scrolled_window_set_propagate_natural_height (scroll, TRUE);
  gtk_scrolled_window_set_max_content_height (scroll, MOST_HEIGHT);
  gtk_widget_set_parent (self->scroll, GTK_WIDGET (self));
}

/* What is attached to one entry. */
typedef struct
{
  guint n;
  const char *name; /* of one of them; the record's */
} Attached;

/* (transfer full): from the id of an entry to its Attached */
static GHashTable *
sort_documents (GPtrArray *documents)
{
  GHashTable *by_entry = g_hash_table_new_full (ga_id_hash, ga_id_equal, NULL, g_free);

  for (guint i = 0; i < documents->len; i++)
    {
      const GaId *entry = ga_record_get_reference (documents->pdata[i], "account_entry");
      Attached *attached = g_hash_table_lookup (by_entry, entry);

      if (attached == NULL)
        {
          attached = g_new0 (Attached, 1);
          g_hash_table_insert (by_entry, (gpointer) entry, attached);
        }
      attached->n++;
      attached->name = ga_record_get_text (documents->pdata[i], "name");
    }
  return by_entry;
}

/* (transfer full) (nullable): the name of the document, or how many there are */
static char *
describe_documents (GHashTable *by_entry, const GaRecord *entry)
{
  const Attached *attached = g_hash_table_lookup (by_entry, ga_record_get_id (entry));

  if (attached == NULL)
    return NULL;
  if (attached->n == 1)
    return g_strdup (attached->name);
  return g_strdup_printf (ngettext ("%u document", "%u documents", attached->n), attached->n);
}

/* A page gives its parts no more than they need: so the table needs room for some rows. */
static void
fit (GaAccountTable *self)
{
  g_autoptr (PangoLayout) line = gtk_widget_create_pango_layout (self->scroll, "Å");
  int rows = (int) MIN (g_list_model_get_n_items (G_LIST_MODEL (self->lines)), FEW_ROWS);
  int height;

  pango_layout_get_pixel_size (line, NULL, &height);
  /* Headings have a line for each word. */
  gtk_scrolled_window_set_min_content_height (
      GTK_SCROLLED_WINDOW (self->scroll),
      MIN ((rows + 1) * (height + ROW_AIR) + height, MOST_HEIGHT));
}

/**
 * ga_account_table_show:
 * @entries: (element-type GaRecord): by date
 * @documents: (element-type GaRecord): what is attached to them
 * @granted: what there was to begin with, in øre
 */
void
ga_account_table_show (GaAccountTable *self,
                       GPtrArray *entries,
                       GPtrArray *documents,
                       gint64 granted)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_entry = sort_documents (documents);
  gint64 left = granted;

  g_return_if_fail (GA_IS_ACCOUNT_TABLE (self));

  for (guint i = 0; i < entries->len; i++)
    {
      GaAccountLine *line = g_object_new (GA_TYPE_ACCOUNT_LINE, NULL);

      left -= ga_record_get_integer (entries->pdata[i], "amount");
      line->entry = g_object_ref (entries->pdata[i]);
      line->documents = describe_documents (by_entry, line->entry);
      line->left = left;
      g_ptr_array_add (lines, line);
    }
  g_list_store_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)),
                       lines->pdata, lines->len);
  fit (self);
}
