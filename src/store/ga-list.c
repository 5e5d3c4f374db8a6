/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-list.h"

#include "store/ga-reader-private.h"

#define SCATTERED 256  /* rows that come or go by themselves; of more a whole stretch is new */
#define HELD      1024 /* before those that nobody holds any more are looked for */

struct _GaList
{
  GObject parent;

  GaStore *store;
  GaQuery *query;
  GArray *rows;     /* of gint64: where in the file the record of each position stands */
  GHashTable *held; /* row → GWeakRef: a record somebody holds stays the same object */
  guint look_at;    /* when so many are in @held, those that are gone are taken out */
  gboolean updating;
};

/* What became of the records that somebody holds. */
typedef struct
{
  GHashTable *touched; /* (nullable): rows that changed and are there; %NULL: any may have */
  GHashTable *renewed; /* rows that hold another record than before */
} News;

static guint updated_signal;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GaList,
                               ga_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GHashTable *
row_set_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static void
row_set_add (GHashTable *set, gint64 row)
{
  g_hash_table_add (set, g_memdup2 (&row, sizeof row));
}

static gint64
row_at (GArray *rows, guint position)
{
  return g_array_index (rows, gint64, position);
}

static gboolean
is_dead (gpointer row, gpointer weak, gpointer user_data)
{
  g_autoptr (GObject) object = g_weak_ref_get (weak);

  return object == NULL;
}

static void
hold (GaList *self, gint64 row, GaRecord *record)
{
  GWeakRef *weak;

  if (g_hash_table_size (self->held) >= self->look_at)
    {
      g_hash_table_foreach_remove (self->held, is_dead, NULL);
      self->look_at = MAX (HELD, 2 * g_hash_table_size (self->held));
    }
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, record);
  g_hash_table_insert (self->held, g_memdup2 (&row, sizeof row), weak);
}

static GaRecord *
find_row (GaList *self, gint64 row)
{
  GaReader *reader = ga_store_get_reader (self->store);

  /* After the store was closed there is nothing to read. */
  return reader != NULL ? ga_reader_find_row (reader, ga_query_get_entity (self->query), row, NULL)
                        : NULL;
}

static GType
ga_list_get_item_type (GListModel *model)
{
  return GA_TYPE_RECORD;
}

static guint
ga_list_get_n_items (GListModel *model)
{
  return GA_LIST (model)->rows->len;
}

static gpointer
ga_list_get_item (GListModel *model, guint position)
{
  GaList *self = GA_LIST (model);
  GaRecord *record;
  GWeakRef *weak;
  gint64 row;

  if (position >= self->rows->len)
    return NULL;
  row = row_at (self->rows, position);
  weak = g_hash_table_lookup (self->held, &row);
  record = weak != NULL ? g_weak_ref_get (weak) : NULL;
  if (record != NULL)
    return record;
  record = find_row (self, row);
  /* It may have been deleted a moment ago; the notice is on its way. */
  if (record == NULL)
    return ga_record_new_blank (ga_query_get_entity (self->query), NULL);
  hold (self, row, record);
  return record;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ga_list_get_item_type;
  iface->get_n_items = ga_list_get_n_items;
  iface->get_item = ga_list_get_item;
}

static void
take_out (GaList *self, guint position, guint length)
{
  if (length == 0)
    return;
  g_array_remove_range (self->rows, position, length);
  g_list_model_items_changed (G_LIST_MODEL (self), position, length, 0);
}

static void
put_in (GaList *self, guint position, GArray *now, guint from, guint length)
{
  if (length == 0)
    return;
  g_array_insert_vals (self->rows, position, &g_array_index (now, gint64, from), length);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, length);
}

/* A stretch of the list before and after. */
typedef struct
{
  guint start;
  guint end;
  guint end_now;
} Stretch;

static Stretch
find_difference (GaList *self, GArray *now, GHashTable *renewed)
{
  Stretch stretch = { 0, self->rows->len, now->len };

#define SAME(a, b)                              \
  (row_at (self->rows, a) == row_at (now, b) && \
   !g_hash_table_contains (renewed, &g_array_index (now, gint64, b)))
  while (stretch.start < MIN (stretch.end, stretch.end_now) && SAME (stretch.start, stretch.start))
    stretch.start++;
  while (MIN (stretch.end, stretch.end_now) > stretch.start &&
         SAME (stretch.end - 1, stretch.end_now - 1))
    {
      stretch.end--;
      stretch.end_now--;
    }
#undef SAME
  return stretch;
}

/* Lists the positions of what goes and of what comes. What was not touched stands in the same order
 * before and after. %FALSE when there is too much of it, or something came unnamed. */
static gboolean
part (GaList *self,
      GArray *now,
      const Stretch *stretch,
      GHashTable *touched,
      GArray *going,
      GArray *coming)
{
  guint i = stretch->start;
  guint j = i;

  while (i < stretch->end || j < stretch->end_now)
    {
      gboolean more = i < stretch->end, more_now = j < stretch->end_now;

      if (more_now && g_hash_table_contains (touched, &g_array_index (now, gint64, j)))
        g_array_append_val (coming, j), j++;
      else if (more && more_now && row_at (self->rows, i) == row_at (now, j))
        i++, j++;
      else if (more)
        g_array_append_val (going, i), i++;
      else
        return FALSE;
      if (going->len + coming->len > SCATTERED)
        return FALSE;
    }
  return TRUE;
}

/* How many of @positions stand side by side from @index on. */
static guint
run_length (GArray *positions, guint index)
{
  guint length = 1;

  while (index + length < positions->len && g_array_index (positions, guint, index + length) ==
                                                g_array_index (positions, guint, index) + length)
    length++;
  return length;
}

static void
move (GaList *self, GArray *now, GArray *going, GArray *coming)
{
  for (guint end = going->len; end > 0;)
    {
      guint start = end - 1;

      while (start > 0 &&
             g_array_index (going, guint, start - 1) + 1 == g_array_index (going, guint, start))
        start--;
      take_out (self, g_array_index (going, guint, start), end - start);
      end = start;
    }
  for (guint i = 0, length; i < coming->len; i += length)
    {
      guint position = g_array_index (coming, guint, i);

      length = run_length (coming, i);
      put_in (self, position, now, position, length);
    }
}

/* Becomes @now, telling of no more than what differs: who hears of a whole list reads all of it. */
static void
become (GaList *self, GArray *now, const News *news)
{
  Stretch stretch = find_difference (self, now, news->renewed);
  g_autoptr (GArray) going = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) coming = g_array_new (FALSE, FALSE, sizeof (guint));

  if (news->touched != NULL && part (self, now, &stretch, news->touched, going, coming))
    {
      move (self, now, going, coming);
      return;
    }
  /* In two steps, so that nobody looks for what they hold in all that came. */
  take_out (self, stretch.start, stretch.end - stretch.start);
  put_in (self, stretch.start, now, stretch.start, stretch.end_now - stretch.start);
}

static GArray *
read_rows (GaList *self)
{
  GArray *rows = ga_reader_list_rows (ga_store_get_reader (self->store), self->query, NULL);

  /* What cannot be read now stands as it was. */
  return rows != NULL ? rows : g_array_copy (self->rows);
}

/* Where the records stand that changed; %NULL when they are not named. */
static GHashTable *
find_touched (GaList *self, GaChanges *changes)
{
  const GaEntity *entity = ga_query_get_entity (self->query);
  GaReader *reader = ga_store_get_reader (self->store);
  g_autoptr (GArray) ids = ga_changes_list (changes, entity->name);
  GHashTable *touched;

  if (ga_changes_is_everything (changes))
    return NULL;
  touched = row_set_new ();
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 row = ga_reader_row_of (reader, entity, &g_array_index (ids, GaId, i));

      if (row != 0)
        row_set_add (touched, row);
    }
  return touched;
}

/* The held record at @row learns what it is now. %FALSE when the row is another's or nobody's. */
static gboolean
refresh (GaList *self, gint64 row, GaRecord *record)
{
  g_autoptr (GaRecord) now = find_row (self, row);

  if (now == NULL || !ga_id_equal (ga_record_get_id (now), ga_record_get_id (record)))
    return FALSE;
  ga_record_become (record, now);
  return TRUE;
}

static void
refresh_held (GaList *self, const News *news)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer row, weak;

  /* Whoever hears of a change may ask for others, so first all are listed. */
  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, &row, &weak))
    {
      g_autoptr (GaRecord) record = g_weak_ref_get (weak);

      if (record == NULL || (news->touched != NULL && !g_hash_table_contains (news->touched, row)))
        continue;
      g_array_append_vals (rows, row, 1);
      g_ptr_array_add (records, g_steal_pointer (&record));
    }
  for (guint i = 0; i < rows->len; i++)
    if (!refresh (self, row_at (rows, i), g_ptr_array_index (records, i)))
      {
        g_hash_table_remove (self->held, &g_array_index (rows, gint64, i));
        row_set_add (news->renewed, row_at (rows, i));
      }
}

static void
changed_cb (GaStore *store, GaChanges *changes, GaList *self)
{
  g_autoptr (GHashTable) touched = NULL;
  g_autoptr (GHashTable) renewed = NULL;
  g_autoptr (GArray) now = NULL;
  News news;

  if (!ga_changes_touch (changes, ga_query_get_entity (self->query)->name))
    return;
  touched = find_touched (self, changes);
  renewed = row_set_new ();
  news = (News){ touched, renewed };
  now = read_rows (self);
  self->updating = TRUE;
  refresh_held (self, &news);
  become (self, now, &news);
  self->updating = FALSE;
  g_signal_emit (self, updated_signal, 0);
}

static void
ga_list_finalize (GObject *object)
{
  GaList *self = GA_LIST (object);

  g_clear_pointer (&self->query, ga_query_free);
  g_array_unref (self->rows);
  g_hash_table_unref (self->held);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ga_list_parent_class)->finalize (object);
}

static void
ga_list_class_init (GaListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_list_finalize;
  updated_signal = g_signal_new ("updated", GA_TYPE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
ga_list_init (GaList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->held = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, weak_free);
  self->look_at = HELD;
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
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, 0);
  ga_list_set_query (self, query);
  return self;
}

/**
 * ga_list_set_query:
 * @query: (transfer full): other records of the same entity, or another order
 */
void
ga_list_set_query (GaList *self, GaQuery *query)
{
  g_autoptr (GArray) now = NULL;

  g_return_if_fail (GA_IS_LIST (self));

  ga_query_set_window (query, 0, 0);
  g_clear_pointer (&self->query, ga_query_free);
  self->query = query;
  now = read_rows (self);
  self->updating = TRUE;
  take_out (self, 0, self->rows->len);
  put_in (self, 0, now, 0, now->len);
  self->updating = FALSE;
  g_signal_emit (self, updated_signal, 0);
}

/**
 * ga_list_find:
 *
 * Returns: the position of the record, or -1
 */
int
ga_list_find (GaList *self, const GaId *id)
{
  gint64 row;

  g_return_val_if_fail (GA_IS_LIST (self), -1);

  row = ga_reader_row_of (ga_store_get_reader (self->store), ga_query_get_entity (self->query), id);
  for (guint i = 0; row != 0 && i < self->rows->len; i++)
    if (row_at (self->rows, i) == row)
      return (int) i;
  return -1;
}

/**
 * ga_list_is_updating:
 *
 * Returns: whether `items-changed` is one of several steps, the last of which `updated` follows
 */
gboolean
ga_list_is_updating (GaList *self)
{
  g_return_val_if_fail (GA_IS_LIST (self), FALSE);

  return self->updating;
}
