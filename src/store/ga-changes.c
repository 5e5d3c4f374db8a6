/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-store-private.h"

struct _GaChanges
{
  gatomicrefcount references;
  gboolean everything;
  GHashTable *entities; /* name, unowned → GHashTable of GaId */
};

static GaChanges *
ga_changes_ref (GaChanges *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ga_changes_unref (GaChanges *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->entities);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (GaChanges, ga_changes, ga_changes_ref, ga_changes_unref)

GaChanges *
ga_changes_new (void)
{
  GaChanges *self = g_new0 (GaChanges, 1);

  g_atomic_ref_count_init (&self->references);
  self->entities =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  return self;
}

void
ga_changes_add (GaChanges *self, const char *entity, const GaId *id)
{
  GHashTable *ids = g_hash_table_lookup (self->entities, entity);

  if (ids == NULL)
    {
      ids = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, NULL);
      g_hash_table_insert (self->entities, (gpointer) entity, ids);
    }
  g_hash_table_add (ids, ga_id_copy (id));
}

void
ga_changes_add_everything (GaChanges *self)
{
  self->everything = TRUE;
}

/**
 * ga_changes_is_everything:
 *
 * Returns: whether all may have changed: after a restore, or too much to name
 */
gboolean
ga_changes_is_everything (const GaChanges *self)
{
  return self->everything;
}

/**
 * ga_changes_touch:
 *
 * Returns: whether any record of @entity changed
 */
gboolean
ga_changes_touch (const GaChanges *self, const char *entity)
{
  return self->everything || g_hash_table_contains (self->entities, entity);
}

/**
 * ga_changes_list:
 *
 * Returns: (transfer full) (element-type GaId): the records of @entity that changed, where they are
 *   named at all
 */
GArray *
ga_changes_list (const GaChanges *self, const char *entity)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (GaId));
  GHashTable *ids = g_hash_table_lookup (self->entities, entity);
  GHashTableIter iter;
  gpointer id;

  if (ids == NULL)
    return list;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (list, id, 1);
  return list;
}
