/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-routes.h"

#include <string.h>

/* @pattern may end in `*`, which is one part of a path. */
static gboolean
fits (const char *pattern, const char *path, const char **argument)
{
  gsize length = strlen (pattern);

  *argument = NULL;
  if (!g_str_has_suffix (pattern, "*"))
    return g_str_equal (pattern, path);
  if (strncmp (pattern, path, length - 1) != 0)
    return FALSE;
  *argument = path + length - 1;
  return **argument != '\0' && strchr (*argument, '/') == NULL;
}

const GaRoute *
ga_routes_find (const char *method, const char *path, char **argument, gboolean *known)
{
  const GaRoute *const groups[] = { ga_routes_exchange, ga_routes_accounts, ga_routes_files };
  const char *found;

  *argument = NULL;
  *known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const GaRoute *route = groups[i]; route->path != NULL; route++)
      if (fits (route->path, path, &found))
        {
          *known = TRUE;
          if (g_str_equal (route->method, method))
            {
              *argument = g_strdup (found);
              return route;
            }
        }
  return NULL;
}
