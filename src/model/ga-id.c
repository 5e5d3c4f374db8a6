/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-id.h"

#include <string.h>

/* The namespace of every fact of Gangart; frozen, because files in the field depend on it. */
static const guint8 fact_namespace[16] = { 0x6f, 0x3a, 0x1d, 0x52, 0x8c, 0x07, 0x4e, 0x91,
                                           0xa4, 0x2b, 0x5e, 0xd0, 0x13, 0x7c, 0x66, 0x0a };

G_DEFINE_BOXED_TYPE (GaId, ga_id, ga_id_copy, g_free)

static void
stamp (GaId *id, guint8 version)
{
  id->bytes[6] = (guint8) ((id->bytes[6] & 0x0f) | (version << 4));
  id->bytes[8] = (guint8) ((id->bytes[8] & 0x3f) | 0x80);
}

/**
 * ga_id_new:
 *
 * A new UUID of version 7 (RFC 9562): 48 bits of milliseconds, the rest random. Any thread.
 */
GaId
ga_id_new (void)
{
  GaId id;
  guint64 milliseconds = (guint64) g_get_real_time () / 1000;

  for (guint i = 0; i < 6; i++)
    id.bytes[i] = (guint8) (milliseconds >> (40 - 8 * i));
  for (guint i = 6; i < 16; i += 2)
    {
      guint32 random = g_random_int ();
      id.bytes[i] = (guint8) random;
      id.bytes[i + 1] = (guint8) (random >> 8);
    }
  stamp (&id, 7);
  return id;
}

/**
 * ga_id_for_fact:
 * @fact: what is so identified, such as `kommune:DK:0615`
 *
 * The UUID of version 5 of @fact in the namespace of Gangart: the same on every computer.
 */
GaId
ga_id_for_fact (const char *fact)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;
  GaId id;

  g_checksum_update (checksum, fact_namespace, sizeof fact_namespace);
  g_checksum_update (checksum, (const guchar *) fact, (gssize) strlen (fact));
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (id.bytes, digest, sizeof id.bytes);
  stamp (&id, 5);
  return id;
}

/* The value of a hexadecimal digit, above 15 for anything else. Ids are most of what a first sync
 * reads, and whether a digit is a letter cannot be foreseen: a table, not a comparison. */
static guint8
read_digit (char digit)
{
  static const guint8 one_more[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
    ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
  };

  return (guint8) (one_more[(guchar) digit] - 1);
}

/**
 * ga_id_parse:
 * @text: canonical text, upper or lower case
 * @id: (out caller-allocates): the id; untouched on failure
 *
 * Returns: %TRUE if @text is a UUID
 */
gboolean
ga_id_parse (const char *text, GaId *id)
{
  static const guint8 pairs[16] = { 0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34 };
  guint8 wrong = 0;
  GaId parsed;

  if (text == NULL || strlen (text) != GA_ID_TEXT_SIZE - 1 || text[8] != '-' || text[13] != '-' ||
      text[18] != '-' || text[23] != '-')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      guint8 high = read_digit (text[pairs[i]]), low = read_digit (text[pairs[i] + 1]);

      wrong = wrong | high | low;
      parsed.bytes[i] = (guint8) (high << 4 | low);
    }
  if (wrong > 0x0f)
    return FALSE;
  *id = parsed;
  return TRUE;
}

/**
 * ga_id_format:
 * @id: an id
 * @text: (out caller-allocates): room for the canonical text and its end
 */
void
ga_id_format (const GaId *id, char text[GA_ID_TEXT_SIZE])
{
  static const char hex[] = "0123456789abcdef";
  guint at = 0;

  for (guint i = 0; i < 16; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        text[at++] = '-';
      text[at++] = hex[id->bytes[i] >> 4];
      text[at++] = hex[id->bytes[i] & 0x0f];
    }
  text[at] = '\0';
}

/**
 * ga_id_to_string:
 *
 * Returns: (transfer full): the canonical text
 */
char *
ga_id_to_string (const GaId *id)
{
  char *text = g_malloc (GA_ID_TEXT_SIZE);

  ga_id_format (id, text);
  return text;
}

gboolean
ga_id_is_none (const GaId *id)
{
  static const GaId none;

  return memcmp (id, &none, sizeof none) == 0;
}

guint
ga_id_hash (gconstpointer id)
{
  guint32 word;

  /* The last bytes are random in version 7 and a digest in version 5. */
  memcpy (&word, ((const GaId *) id)->bytes + 12, sizeof word);
  return word;
}

gboolean
ga_id_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (GaId)) == 0;
}

/**
 * ga_id_copy:
 *
 * Returns: (transfer full): a copy on the heap, for hash tables; free with g_free()
 */
GaId *
ga_id_copy (const GaId *id)
{
  return g_memdup2 (id, sizeof *id);
}
