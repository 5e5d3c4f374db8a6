/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaInvitation: what somebody was given to join with.
 * @url: address of the server
 * @code: serves once
 *
 * Its link, `https://server/join#CODE`, keeps the code out of the logs of servers. Any thread.
 */
typedef struct
{
  char *url;
  char *code;
} GaInvitation;

/* What somebody wrote or pasted: the link, the address and the code, or the line they stand in.
 * Returns: (transfer full) (nullable): %NULL where either is missing */
GaInvitation *ga_invitation_parse (const char *text);
/* The address alone. Returns: (transfer full) (nullable) */
char *ga_invitation_read_url (const char *text);
GaInvitation *ga_invitation_new (const char *url, const char *code);
void ga_invitation_free (GaInvitation *self);
/* For who has it on paper: one line, as short as it can be, which ga_invitation_parse()
 * understands. Returns: (transfer full): */
char *ga_invitation_get_typed (const GaInvitation *self);
/* Returns: (transfer full): */
char *ga_invitation_get_link (const GaInvitation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaInvitation, ga_invitation_free)

G_END_DECLS
