/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/client/ga-invitation.h"

G_BEGIN_DECLS

/**
 * GaInviteLetter: what a mail with an invitation tells, besides what everybody has to do.
 * @from: (nullable): who invites
 * @to: who is invited
 * @community: what they are to be a host of
 * @organisation: (nullable): the association that it belongs to
 * @until: (nullable): the last day it serves, as people write it
 */
typedef struct
{
  const GaInvitation *invitation;
  const char *from;
  const char *to;
  const char *community;
  const char *organisation;
  const char *until;
} GaInviteLetter;

/* (transfer full): in the language of the interface. Any thread. */
char *ga_invite_letter_write (const GaInviteLetter *self);

G_END_DECLS
