/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-space.h"

G_BEGIN_DECLS

/* What an account may do somewhere. Not the entity `role`, which says what a person does. */
typedef enum
{
  GA_ACCESS_HOST,          /* of a community */
  GA_ACCESS_CONSULTANT,    /* in a kommune */
  GA_ACCESS_COORDINATOR,   /* in a kommune, without names */
  GA_ACCESS_ADMINISTRATOR, /* of the tenant; sees no names either */
} GaAccess;

const char *ga_access_to_text (GaAccess access);
gboolean ga_access_parse (const char *text, GaAccess *access);

typedef struct
{
  GaAccess access;
  GaSpace space; /* as given: community, kommune or national */
} GaGrant;

/* Whether it can be given: a host belongs to a community, which is for its hosts alone. */
gboolean ga_grant_fits (const GaGrant *self);
/* Whether there is anything to see: walks lie in kommuner, so a consultant or a coordinator of what
 * is national sees none. */
gboolean ga_grant_leads_somewhere (const GaGrant *self);
gboolean ga_grant_equal (const GaGrant *a, const GaGrant *b);
/* @grants: (element-type GaGrant) */
gboolean ga_grants_contain (GArray *grants, const GaGrant *grant);
/* (transfer full): `host community:UUID;consultant kommune:UUID` */
char *ga_grants_to_text (GArray *grants);
/* (transfer full) (element-type GaGrant): what of @text is known */
GArray *ga_grants_parse (const char *text);

G_END_DECLS
