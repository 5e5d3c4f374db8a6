/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-meeting-columns.h"

#include <string.h>

/* One bit for each value that the low bits of a key may have. */
#define SIEVE_BITS 65536

/* A handful of codes, so looking at each is quick. */
static guint
number_code (GPtrArray *codes, const char *code)
{
  if (code == NULL)
    return 0;
  for (guint i = 1; i < codes->len; i++)
    if (strcmp (g_ptr_array_index (codes, i), code) == 0)
      return i;
  /* Choices are checked before they are kept, so only a damaged file has this many. */
  if (codes->len > G_MAXUINT8)
    return 0;
  g_ptr_array_add (codes, (gpointer) g_intern_string (code));
  return codes->len - 1;
}

/* Half of an id is random, so two meetings of a million share a key once in a million files. */
static guint64
make_key (const GaId *id)
{
  guint64 halves[2];

  memcpy (halves, id->bytes, sizeof halves);
  return halves[0] ^ halves[1];
}

static guint32
find_julian (const GaMeetingTotal *total)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, total->day, total->month, total->year);
  return g_date_get_julian (&date);
}

static guint16
cap (guint count)
{
  return (guint16) MIN (count, G_MAXUINT16);
}

GaMeetingColumns *
ga_meeting_columns_new (void)
{
  GaMeetingColumns *self = g_new0 (GaMeetingColumns, 1);

  self->cells = g_array_new (FALSE, FALSE, sizeof (GaMeetingCell));
  self->keys = g_array_new (FALSE, FALSE, sizeof (guint64));
  ga_id_numbers_init (&self->communities);
  ga_id_numbers_init (&self->kommuner);
  self->target_groups = g_ptr_array_new ();
  self->arenas = g_ptr_array_new ();
  g_ptr_array_add (self->target_groups, NULL);
  g_ptr_array_add (self->arenas, NULL);
  return self;
}

void
ga_meeting_columns_free (GaMeetingColumns *self)
{
  g_array_unref (self->cells);
  g_array_unref (self->keys);
  ga_id_numbers_clear (&self->communities);
  ga_id_numbers_clear (&self->kommuner);
  g_ptr_array_unref (self->target_groups);
  g_ptr_array_unref (self->arenas);
  g_free (self);
}

/**
 * ga_meeting_columns_add:
 * @total: a meeting that is not among them
 */
void
ga_meeting_columns_add (GaMeetingColumns *self, const GaMeetingTotal *total)
{
  GaMeetingCell cell = { .day = find_julian (total),
                         .held = total->held != 0,
                         .of_month = total->of_month != 0,
                         .small = total->small != 0 };
  guint64 key = make_key (&total->meeting);

  cell.community = ga_id_numbers_add (&self->communities, &total->community);
  if (!ga_id_is_none (&total->kommune) && self->kommuner.ids->len <= G_MAXUINT16)
    cell.kommune = (guint16) ga_id_numbers_add (&self->kommuner, &total->kommune);
  cell.target_group = (guint8) number_code (self->target_groups, total->target_group);
  cell.arena = (guint8) number_code (self->arenas, total->arena);
  cell.named = cap (total->named);
  cell.unnamed = cap (total->unnamed);
  cell.first_time = cap (total->first_time);
  g_array_append_val (self->cells, cell);
  g_array_append_val (self->keys, key);
}

/**
 * ga_meeting_columns_remove:
 * @ids: (element-type GaId): meetings, whether they are among them or not
 */
void
ga_meeting_columns_remove (GaMeetingColumns *self, GArray *ids)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree guint64 *keys = g_new (guint64, ids->len);
  g_autofree guint8 *sieve = g_new0 (guint8, SIEVE_BITS / 8);

  for (guint i = 0; i < ids->len; i++)
    {
      guint low;

      keys[i] = make_key (&g_array_index (ids, GaId, i));
      low = (guint) (keys[i] % SIEVE_BITS);
      sieve[low / 8] = (guint8) (sieve[low / 8] | 1u << low % 8);
      g_hash_table_add (wanted, &keys[i]);
    }
  for (guint i = self->keys->len; i-- > 0;)
    {
      guint64 *key = &g_array_index (self->keys, guint64, i);
      guint low = (guint) (*key % SIEVE_BITS);

      if (!(sieve[low / 8] & 1u << low % 8) || !g_hash_table_contains (wanted, key))
        continue;
      g_array_remove_index_fast (self->keys, i);
      g_array_remove_index_fast (self->cells, i);
    }
}

void
ga_id_numbers_init (GaIdNumbers *self)
{
  static const GaId none = { { 0 } };

  self->numbers = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, NULL);
  self->ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  g_array_append_val (self->ids, none);
}

void
ga_id_numbers_clear (GaIdNumbers *self)
{
  g_hash_table_unref (self->numbers);
  g_array_unref (self->ids);
}

/**
 * ga_id_numbers_add:
 *
 * Returns: the number of @id, which is given one where it has none
 */
guint
ga_id_numbers_add (GaIdNumbers *self, const GaId *id)
{
  guint number;

  if (ga_id_numbers_find (self, id, &number))
    return number;
  number = self->ids->len;
  g_hash_table_insert (self->numbers, ga_id_copy (id), GUINT_TO_POINTER (number));
  g_array_append_vals (self->ids, id, 1);
  return number;
}

/**
 * ga_id_numbers_find:
 *
 * Returns: %FALSE if no meeting has @id
 */
gboolean
ga_id_numbers_find (const GaIdNumbers *self, const GaId *id, guint *number)
{
  gpointer found;

  if (!g_hash_table_lookup_extended (self->numbers, id, NULL, &found))
    return FALSE;
  *number = GPOINTER_TO_UINT (found);
  return TRUE;
}
