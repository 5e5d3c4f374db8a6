/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-access.h"

#include <string.h>

static const char *const access_texts[] = {
  [GA_ACCESS_HOST] = "host",
  [GA_ACCESS_CONSULTANT] = "consultant",
  [GA_ACCESS_COORDINATOR] = "coordinator",
  [GA_ACCESS_ADMINISTRATOR] = "administrator",
};

const char *
ga_access_to_text (GaAccess access)
{
  return access_texts[access];
}

gboolean
ga_access_parse (const char *text, GaAccess *access)
{
  for (guint i = 0; i < G_N_ELEMENTS (access_texts); i++)
    if (g_str_equal (text, access_texts[i]))
      {
        *access = (GaAccess) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
ga_grant_fits (const GaGrant *self)
{
  return (self->access == GA_ACCESS_HOST) == (self->space.place == GA_PLACE_COMMUNITY);
}

gboolean
ga_grant_leads_somewhere (const GaGrant *self)
{
  return (self->access != GA_ACCESS_CONSULTANT && self->access != GA_ACCESS_COORDINATOR) ||
         self->space.place == GA_PLACE_KOMMUNE;
}

gboolean
ga_grant_equal (const GaGrant *a, const GaGrant *b)
{
  return a->access == b->access && ga_space_equal (&a->space, &b->space);
}

gboolean
ga_grants_contain (GArray *grants, const GaGrant *grant)
{
  for (guint i = 0; i < grants->len; i++)
    if (ga_grant_equal (&g_array_index (grants, GaGrant, i), grant))
      return TRUE;
  return FALSE;
}

char *
ga_grants_to_text (GArray *grants)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < grants->len; i++)
    {
      const GaGrant *grant = &g_array_index (grants, GaGrant, i);
      g_autofree char *space = ga_space_to_string (&grant->space);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ";" : "", ga_access_to_text (grant->access),
                              space);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

GArray *
ga_grants_parse (const char *text)
{
  GArray *grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  g_auto (GStrv) each = g_strsplit (text, ";", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      char *space = strchr (each[i], ' ');
      GaGrant grant = { 0 };

      if (space == NULL)
        continue;
      *space = '\0';
      if (ga_access_parse (each[i], &grant.access) && ga_space_parse (space + 1, &grant.space))
        g_array_append_val (grants, grant);
    }
  return grants;
}
