/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-name-ranks.h"

#include <string.h>

/* Where the weight of a name is among all of them, and its place. */
typedef struct
{
  gsize start;
  gsize length;
  guint rank;
} Weight;

struct _GaNameRanks
{
  GaReader *reader;
  GHashTable *numbers; /* from a name, its own, to its number + 1 */
  GArray *weights;     /* of Weight, by number */
  GString *bytes;
};

GaNameRanks *
ga_name_ranks_new (GaReader *reader)
{
  GaNameRanks *self = g_new0 (GaNameRanks, 1);

  self->reader = g_object_ref (reader);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->weights = g_array_new (FALSE, FALSE, sizeof (Weight));
  self->bytes = g_string_new (NULL);
  return self;
}

void
ga_name_ranks_free (GaNameRanks *self)
{
  g_object_unref (self->reader);
  g_hash_table_unref (self->numbers);
  g_array_unref (self->weights);
  g_string_free (self->bytes, TRUE);
  g_free (self);
}

guint
ga_name_ranks_add (GaNameRanks *self, const char *name)
{
  const char *known = name != NULL ? name : "";
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, known));
  Weight weight = { self->bytes->len, 0, 0 };

  if (number > 0)
    return number - 1;
  if (*known != '\0')
    ga_reader_fold_name (self->reader, known, self->bytes);
  weight.length = self->bytes->len - weight.start;
  g_array_append_val (self->weights, weight);
  g_hash_table_insert (self->numbers, g_strdup (known), GUINT_TO_POINTER (self->weights->len));
  return self->weights->len - 1;
}

static int
compare (const char *bytes, const Weight *a, const Weight *b)
{
  int order = memcmp (bytes + a->start, bytes + b->start, MIN (a->length, b->length));

  return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer bytes)
{
  return compare (bytes, *(const Weight *const *) a, *(const Weight *const *) b);
}

void
ga_name_ranks_settle (GaNameRanks *self)
{
  g_autoptr (GPtrArray) order = g_ptr_array_sized_new (self->weights->len);
  guint rank = 0;

  for (guint i = 0; i < self->weights->len; i++)
    g_ptr_array_add (order, &g_array_index (self->weights, Weight, i));
  g_ptr_array_sort_with_data (order, compare_cb, self->bytes->str);
  for (guint i = 0; i < order->len; i++)
    {
      Weight *weight = order->pdata[i];

      rank += i > 0 && compare (self->bytes->str, order->pdata[i - 1], weight) != 0;
      weight->rank = rank;
    }
}

guint
ga_name_ranks_get (const GaNameRanks *self, guint number)
{
  return g_array_index (self->weights, Weight, number).rank;
}
