/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-work.h"

G_BEGIN_DECLS

/**
 * GaSpacePlace: who may ever receive a row. The numbers stand in files.
 * @GA_PLACE_NATIONAL: everybody
 * @GA_PLACE_OWN: nobody; it never leaves the computer
 * @GA_PLACE_KOMMUNE: who works in a kommune
 * @GA_PLACE_COMMUNITY: the hosts of a community
 */
typedef enum
{
  GA_PLACE_NATIONAL = 1,
  GA_PLACE_OWN = 2,
  GA_PLACE_KOMMUNE = 3,
  GA_PLACE_COMMUNITY = 4,
} GaSpacePlace;

/**
 * GaSpace: a plain value, never freed. Written `national`, `own`, `kommune:UUID`,
 * `community:UUID` outside the file; only ga_space_to_string() is (transfer full). Any thread.
 */
struct _GaSpace
{
  GaSpacePlace place;
  GaId target; /* the kommune or the community; none for the others */
};

gboolean ga_space_parse (const char *text, GaSpace *space);
char *ga_space_to_string (const GaSpace *space);
guint ga_space_hash (gconstpointer space);
gboolean ga_space_equal (gconstpointer a, gconstpointer b);

/**
 * ga_space_resolve:
 * @space: (out): the space that @record lives in by its entity's rule; of a record whose space is
 *   given (%GA_SPACE_GIVEN) the one it is in, own for a new one
 *
 * Looks at other records through @work; errors are those of @work.
 */
gboolean ga_space_resolve (GaWork *work, const GaRecord *record, GaSpace *space, GError **error);

/* Whether the space of a record of @entity depends on the record that its @field refers to. */
gboolean ga_space_depends (const GaEntity *entity, const GaField *field);

G_END_DECLS
