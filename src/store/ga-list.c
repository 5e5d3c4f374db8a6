/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-list.h"

#include <string.h>

#define PAGE_SIZE  64
#define KEPT_PAGES 8

typedef struct
{
  guint number;
  guint64 used;
  GPtrArray *records;
} Page;

struct _GaList
{
  GObject parent;

  GaStore *store;
  GaQuery *query;
  guint n_items;
  GPtrArray *pages;   /* of Page, a few */
  guint64 clock;      /* for letting go of the page looked at longest ago */
  GHashTable *living; /* GaId → GWeakRef: a record somebody holds stays the same object */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GaList,
                               ga_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->records);
  g_free (page);
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* The object that stands for @record already, or @record from now on. */
static GaRecord *
same_object (GaList *self, GaRecord *record)
{
  GWeakRef *weak = g_hash_table_lookup (self->living, ga_record_get_id (record));
  g_autoptr (GaRecord) known = weak != NULL ? g_weak_ref_get (weak) : NULL;

  if (known != NULL && ga_record_equal (known, record))
    return g_steal_pointer (&known);
  if (weak == NULL)
    {
      weak = g_new0 (GWeakRef, 1);
      g_weak_ref_init (weak, NULL);
      g_hash_table_insert (self->living, ga_id_copy (ga_record_get_id (record)), weak);
    }
  g_weak_ref_set (weak, record);
  return g_object_ref (record);
}

static gboolean
is_dead (gpointer id, gpointer weak, gpointer user_data)
{
  g_autoptr (GObject) object = g_weak_ref_get (weak);

  return object == NULL;
}

static GPtrArray *
read_page (GaList *self, guint number)
{
  g_autoptr (GaQuery) query = ga_query_copy (self->query);
  g_autoptr (GPtrArray) read = NULL;
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  ga_query_set_window (query, number * PAGE_SIZE, PAGE_SIZE);
  read = ga_reader_list (ga_store_get_reader (self->store), query, NULL);
  for (guint i = 0; read != NULL && i < read->len; i++)
    g_ptr_array_add (records, same_object (self, g_ptr_array_index (read, i)));
  if (g_hash_table_size (self->living) > 4 * KEPT_PAGES * PAGE_SIZE)
    g_hash_table_foreach_remove (self->living, is_dead, NULL);
  return records;
}

static void
forget_oldest (GaList *self)
{
  guint oldest = 0;

  for (guint i = 1; i < self->pages->len; i++)
    if (((Page *) g_ptr_array_index (self->pages, i))->used <
        ((Page *) g_ptr_array_index (self->pages, oldest))->used)
      oldest = i;
  g_ptr_array_remove_index_fast (self->pages, oldest);
}

static Page *
get_page (GaList *self, guint number)
{
  Page *page;

  for (guint i = 0; i < self->pages->len; i++)
    {
      page = g_ptr_array_index (self->pages, i);
      if (page->number == number)
        {
          page->used = ++self->clock;
          return page;
        }
    }
  if (self->pages->len >= KEPT_PAGES)
    forget_oldest (self);
  page = g_new0 (Page, 1);
  page->number = number;
  page->used = ++self->clock;
  page->records = read_page (self, number);
  g_ptr_array_add (self->pages, page);
  return page;
}

static GType
ga_list_get_item_type (GListModel *model)
{
  return GA_TYPE_RECORD;
}

static guint
ga_list_get_n_items (GListModel *model)
{
  return GA_LIST (model)->n_items;
}

static gpointer
ga_list_get_item (GListModel *model, guint position)
{
  GaList *self = GA_LIST (model);
  Page *page;

  if (position >= self->n_items)
    return NULL;
  page = get_page (self, position / PAGE_SIZE);
  /* Another program may have shortened the list a moment ago; the notice is on its way. */
  if (position % PAGE_SIZE >= page->records->len)
    return ga_record_new_blank (ga_query_get_entity (self->query), NULL);
  return g_object_ref (g_ptr_array_index (page->records, position % PAGE_SIZE));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ga_list_get_item_type;
  iface->get_n_items = ga_list_get_n_items;
  iface->get_item = ga_list_get_item;
}

static void
read_anew (GaList *self)
{
  guint before = self->n_items;
  gint64 count = ga_reader_count (ga_store_get_reader (self->store), self->query, NULL);

  g_ptr_array_set_size (self->pages, 0);
  self->n_items = (guint) CLAMP (count, 0, G_MAXUINT);
  if (before > 0 || self->n_items > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->n_items);
}

static gboolean
concerns (GaList *self, GaChanges *changes)
{
  const GaEntity *entity = ga_query_get_entity (self->query);

  return ga_changes_touch (changes, entity->name);
}

static void
changed_cb (GaStore *store, GaChanges *changes, GaList *self)
{
  if (concerns (self, changes))
    read_anew (self);
}

static void
ga_list_finalize (GObject *object)
{
  GaList *self = GA_LIST (object);

  g_clear_pointer (&self->query, ga_query_free);
  g_ptr_array_unref (self->pages);
  g_hash_table_unref (self->living);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ga_list_parent_class)->finalize (object);
}

static void
ga_list_class_init (GaListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_list_finalize;
}

static void
ga_list_init (GaList *self)
{
  self->pages = g_ptr_array_new_with_free_func (page_free);
  self->living = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, weak_free);
}

/**
 * ga_list_new:
 * @query: (transfer full): which records; its window is ignored
 *
 * Returns: (transfer full): a list that follows the store
 */
GaList *
ga_list_new (GaStore *store, GaQuery *query)
{
  GaList *self = g_object_new (GA_TYPE_LIST, NULL);

  self->store = g_object_ref (store);
  self->query = query;
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, 0);
  read_anew (self);
  return self;
}

/**
 * ga_list_set_query:
 * @query: (transfer full): other records, or another order
 */
void
ga_list_set_query (GaList *self, GaQuery *query)
{
  g_return_if_fail (GA_IS_LIST (self));

  ga_query_free (self->query);
  self->query = query;
  read_anew (self);
}

/**
 * ga_list_find:
 *
 * Looks through the list page by page, so for lists a person would look through.
 *
 * Returns: the position of the record, or -1
 */
int
ga_list_find (GaList *self, const GaId *id)
{
  g_return_val_if_fail (GA_IS_LIST (self), -1);

  for (guint i = 0; i < self->n_items; i++)
    {
      g_autoptr (GaRecord) record = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (ga_id_equal (ga_record_get_id (record), id))
        return (int) i;
    }
  return -1;
}
