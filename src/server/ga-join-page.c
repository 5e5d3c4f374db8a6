/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-join-page.h"

#include <string.h>

#define FOLDER "/io/github/gangart/Gangart/join/"

/* What browsers ask for, and the page for it. */
static const struct
{
  const char *asked;
  const char *page;
} languages[] = {
  { "da", "da" }, { "nb", "nb" }, { "no", "nb" }, { "nn", "nb" }, { "en", "en" },
};

static const char *
find_page (const char *asked)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_ascii_strncasecmp (asked, languages[i].asked, 2) == 0 &&
        (asked[2] == '\0' || asked[2] == '-'))
      return languages[i].page;
  return NULL;
}

static const char *
choose_language (SoupMessageHeaders *asked)
{
  const char *text = soup_message_headers_get_list (asked, "Accept-Language");
  GSList *accepted = text != NULL ? soup_header_parse_quality_list (text, NULL) : NULL;
  const char *page = NULL;

  for (GSList *each = accepted; each != NULL && page == NULL; each = each->next)
    page = find_page (each->data);
  soup_header_free_list (accepted);
  return page != NULL ? page : "en";
}

/* The page's own style is allowed by its hash, and nothing else. */
static char *
make_policy (GBytes *page)
{
  gsize length;
  const char *html = g_bytes_get_data (page, &length);
  const char *begin = g_strstr_len (html, (gssize) length, "<style>");
  const char *end = g_strstr_len (html, (gssize) length, "</style>");
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autofree char *hash = NULL;

  g_assert (begin != NULL && end != NULL);
  begin += strlen ("<style>");
  g_checksum_update (checksum, (const guchar *) begin, end - begin);
  g_checksum_get_digest (checksum, digest, &size);
  hash = g_base64_encode (digest, size);
  return g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "
                          "form-action 'none'; frame-ancestors 'none'",
                          hash);
}

GBytes *
ga_join_page_get (SoupMessageHeaders *asked, SoupMessageHeaders *answered)
{
  const char *language = choose_language (asked);
  g_autofree char *path = g_strconcat (FOLDER, language, ".html", NULL);
  GBytes *page = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *policy = make_policy (page);

  soup_message_headers_replace (answered, "Content-Language", language);
  soup_message_headers_replace (answered, "Vary", "Accept-Language");
  soup_message_headers_replace (answered, "Content-Security-Policy", policy);
  soup_message_headers_replace (answered, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (answered, "Referrer-Policy", "no-referrer");
  return page;
}
