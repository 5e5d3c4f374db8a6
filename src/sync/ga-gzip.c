/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ga-gzip.h"

#define PIECE (32 * 1024)

GBytes *
ga_gzip_pack (const char *data, gsize length, int level)
{
  g_autoptr (GConverter) compressor =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, level));
  GByteArray *packed = g_byte_array_new ();
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize at = 0;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize read = 0, written = 0, before = packed->len;

      g_byte_array_set_size (packed, (guint) before + PIECE);
      /* Into memory, with room: it cannot fail. */
      result = g_converter_convert (compressor, data + at, length - at, packed->data + before,
                                    PIECE, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
      at += read;
      g_byte_array_set_size (packed, (guint) (before + written));
    }
  return g_byte_array_free_to_bytes (packed);
}

GBytes *
ga_gzip_unpack (GBytes *packed, gsize most, GError **error)
{
  g_autoptr (GConverter) decompressor =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize length, at = 0;
  const guint8 *data = g_bytes_get_data (packed, &length);

  while (result != G_CONVERTER_FINISHED)
    {
      gsize read = 0, written = 0, before = plain->len;

      g_byte_array_set_size (plain, (guint) before + PIECE);
      result = g_converter_convert (decompressor, data + at, length - at, plain->data + before,
                                    PIECE, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
      g_byte_array_set_size (plain, (guint) (before + written));
      at += read;
      if (plain->len > most)
        {
          ga_sync_fail (GA_SYNC_ERROR_TOO_LARGE, error);
          return NULL;
        }
      if (result == G_CONVERTER_ERROR || (result == G_CONVERTER_FINISHED && at < length))
        {
          ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
          return NULL;
        }
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&plain));
}
