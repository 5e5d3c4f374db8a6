/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sync/ga-gzip.h"

static GBytes *
pack (const char *text)
{
  return ga_gzip_pack (text, strlen (text), 1);
}

static void
test_what_is_packed_unpacks (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 5; i++)
    for (int level = 1; level <= 9; level += 4)
      {
        g_autoptr (GBytes) packed = ga_gzip_pack (text->str, text->len, level);
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) plain = ga_gzip_unpack (packed, text->len, &error);

        g_assert_no_error (error);
        g_assert_cmpmem (g_bytes_get_data (plain, NULL), (int) g_bytes_get_size (plain), text->str,
                         (int) text->len);
        while (text->len < 7u << (4 * i))
          g_string_append_printf (text, "%u,", g_test_rand_int ());
      }
}

static void
test_what_is_broken_is_refused (void)
{
  static const char json[] = "{\"client\":\"018f4a5b-6c7d-7e89-80ab-cdef01234567\"}";
  g_autoptr (GBytes) packed = pack (json);
  g_autoptr (GBytes) text = g_bytes_new_static (json, strlen (json));
  gsize length;
  const guint8 *data = g_bytes_get_data (packed, &length);

  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GBytes) part = g_bytes_new (data, cut);
      g_autoptr (GError) error = NULL;

      g_assert_null (ga_gzip_unpack (part, GA_BODY_MOST_UNPACKED, &error));
      g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
    }
  /* From the first byte after the header, which says when and where it was packed. */
  for (gsize at = 10; at < length; at++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autofree guint8 *changed = g_memdup2 (data, length);
        g_autoptr (GBytes) wrong = g_bytes_new_static (changed, length);
        g_autoptr (GBytes) plain = NULL;

        changed[at] = (guint8) (changed[at] ^ 1u << bit);
        plain = ga_gzip_unpack (wrong, GA_BODY_MOST_UNPACKED, NULL);
        /* Some bits before the sum are only there to fill a byte. */
        g_assert_true (plain == NULL || g_bytes_equal (plain, text));
      }
}

static void
test_nothing_may_follow (void)
{
  g_autoptr (GBytes) packed = pack ("a");
  gsize length;
  const guint8 *data = g_bytes_get_data (packed, &length);
  g_autofree guint8 *twice = g_malloc (2 * length);

  memcpy (twice, data, length);
  memcpy (twice + length, data, length);
  for (gsize more = 1; more <= length; more++)
    {
      g_autoptr (GBytes) longer = g_bytes_new_static (twice, length + more);
      g_autoptr (GError) error = NULL;

      g_assert_null (ga_gzip_unpack (longer, GA_BODY_MOST_UNPACKED, &error));
      g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
    }
}

static void
test_the_limit_is_exact (void)
{
  g_autofree char *zeros = g_malloc0 (GA_BODY_MOST_UNPACKED + 1);
  g_autoptr (GBytes) most = ga_gzip_pack (zeros, GA_BODY_MOST_UNPACKED, 9);
  g_autoptr (GBytes) more = ga_gzip_pack (zeros, GA_BODY_MOST_UNPACKED + 1, 9);
  g_autoptr (GBytes) plain = ga_gzip_unpack (most, GA_BODY_MOST_UNPACKED, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (plain);
  g_assert_cmpuint (g_bytes_get_size (plain), ==, GA_BODY_MOST_UNPACKED);
  g_assert_null (ga_gzip_unpack (more, GA_BODY_MOST_UNPACKED, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gzip/what-is-packed-unpacks", test_what_is_packed_unpacks);
  g_test_add_func ("/gzip/what-is-broken-is-refused", test_what_is_broken_is_refused);
  g_test_add_func ("/gzip/nothing-may-follow", test_nothing_may_follow);
  g_test_add_func ("/gzip/the-limit-is-exact", test_the_limit_is_exact);
  return g_test_run ();
}
