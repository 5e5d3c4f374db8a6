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

static char *
read_resource (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (bytes != NULL);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* (transfer full): what stands between the tags, as a policy names it */
static char *
hash_element (const char *html, const char *opening, const char *closing)
{
  const char *begin = strstr (html, opening);
  const char *end = strstr (html, closing);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autofree char *text = NULL;

  g_assert (begin != NULL && end != NULL);
  begin += strlen (opening);
  g_checksum_update (checksum, (const guchar *) begin, end - begin);
  g_checksum_get_digest (checksum, digest, &size);
  text = g_base64_encode (digest, size);
  return g_strdup_printf ("'sha256-%s'", text);
}

/* The page's own style and script are allowed by their hashes, and to ask this server. */
static char *
make_policy (const char *html)
{
  g_autofree char *style = hash_element (html, "<style>", "</style>");
  g_autofree char *script = hash_element (html, "<script>", "</script>");

  return g_strdup_printf ("default-src 'none'; style-src %s; script-src %s; connect-src 'self'; "
                          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                          style, script);
}

/* The same script goes into the page of each language. */
static char *
make_page (const char *language)
{
  g_autofree char *name = g_strconcat (language, ".html", NULL);
  g_autofree char *html = read_resource (name);
  g_autofree char *script = read_resource ("join.js");
  const char *end = strstr (html, "  </body>");

  g_assert (end != NULL);
  return g_strdup_printf ("%.*s    <script>%s</script>\n%s", (int) (end - html), html, script, end);
}

GBytes *
ga_join_page_get (SoupMessageHeaders *asked, SoupMessageHeaders *answered)
{
  const char *language = choose_language (asked);
  char *page = make_page (language);
  g_autofree char *policy = make_policy (page);

  soup_message_headers_replace (answered, "Content-Language", language);
  soup_message_headers_replace (answered, "Vary", "Accept-Language");
  soup_message_headers_replace (answered, "Content-Security-Policy", policy);
  soup_message_headers_replace (answered, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (answered, "Referrer-Policy", "no-referrer");
  return g_bytes_new_take (page, strlen (page));
}
