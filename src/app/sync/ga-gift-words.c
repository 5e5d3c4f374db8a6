/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-gift-words.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *role;
  const char *words;
} roles[] = {
  { "host", N_ ("Host") },
  { "consultant", N_ ("Consultant") },
  { "coordinator", N_ ("Coordinator") },
  { "administrator", N_ ("Administrator") },
};

static const char *
get_text (JsonObject *object, const char *name)
{
  const char *text = json_object_get_string_member_with_default (object, name, NULL);

  return text != NULL ? text : "";
}

static void
append_place (GString *places, JsonObject *place)
{
  const char *community = get_text (place, "community");
  const char *kommune = get_text (place, "kommune");

  if (places->len > 0)
    g_string_append_c (places, '\n');
  g_string_append (places, *community != '\0' ? community : kommune);
  if (*community != '\0' && *kommune != '\0')
    g_string_append_printf (places, " (%s)", kommune);
}

/* (transfer full): a line each */
static char *
describe_places (JsonObject *gift)
{
  GString *places = g_string_new (NULL);
  JsonNode *node = json_object_get_member (gift, "places");
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      append_place (places, json_array_get_object_element (array, i));
  return g_string_free (places, FALSE);
}

void
ga_gift_words_show (GaFacts *facts, JsonObject *gift, gboolean joins)
{
  g_autofree char *places = describe_places (gift);

  ga_facts_clear (facts);
  ga_facts_add (facts, _ ("Association"), get_text (gift, "organisation"));
  ga_facts_add (facts, _ ("Invited by"), get_text (gift, "by"));
  if (joins)
    ga_facts_add (facts, _ ("You join as"), get_text (gift, "name"));
  ga_facts_add (facts, _ ("Access"), ga_gift_words_role (gift));
  ga_facts_add (facts, _ ("Where"), places);
}

const char *
ga_gift_words_role (JsonObject *gift)
{
  const char *role = get_text (gift, "role");

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].role, role))
      return _ (roles[i].words);
  return role;
}
