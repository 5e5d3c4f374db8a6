/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sync/ga-invite-letter.h"

#include <glib/gi18n-lib.h>

static gboolean
is_known (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Takes @paragraph. */
static void
add (GString *letter, char *paragraph)
{
  g_string_append_printf (letter, "%s%s", letter->len > 0 ? "\n\n" : "", paragraph);
  g_free (paragraph);
}

static char *
say_who (const GaInviteLetter *self)
{
  if (is_known (self->from) && is_known (self->organisation))
    /* TRANSLATORS: who invites, a community, the association that it belongs to */
    return g_strdup_printf (_ ("%1$s invites you to be a host of %2$s, with %3$s."), self->from,
                            self->community, self->organisation);
  if (is_known (self->from))
    /* TRANSLATORS: who invites, and a community */
    return g_strdup_printf (_ ("%1$s invites you to be a host of %2$s."), self->from,
                            self->community);
  /* TRANSLATORS: %s is a community */
  return g_strdup_printf (_ ("You are invited to be a host of %s."), self->community);
}

static char *
say_how (const GaInviteLetter *self)
{
  g_autofree char *link = ga_invitation_get_link (self->invitation);

  /* TRANSLATORS: %s is a link */
  return g_strdup_printf (
      _ ("This is your invitation. The page behind it says what you get, and how "
         "to join:\n\n%s\n\n"
         "1. Install Gangart on your computer. If you do not know where to get "
         "it, answer this mail.\n"
         "2. Open it, and choose “Join with an invitation”.\n"
         "3. Copy the line above into the field “Invitation”."),
      link);
}

static char *
say_last (const GaInviteLetter *self)
{
  if (is_known (self->until))
    /* TRANSLATORS: somebody's name, and a day */
    return g_strdup_printf (_ ("You join as “%1$s”. The invitation serves once, until %2$s. It is "
                               "for you alone: whoever has it can read the names of the walkers."),
                            self->to, self->until);
  /* TRANSLATORS: somebody's name */
  return g_strdup_printf (_ ("You join as “%s”. The invitation serves once. It is for you alone: "
                             "whoever has it can read the names of the walkers."),
                          self->to);
}

char *
ga_invite_letter_write (const GaInviteLetter *self)
{
  g_autofree char *typed = ga_invitation_get_typed (self->invitation);
  GString *letter = g_string_new (NULL);

  /* TRANSLATORS: a mail; %s is somebody's name */
  add (letter, g_strdup_printf (_ ("Hello %s"), self->to));
  add (letter, say_who (self));
  add (letter,
       g_strdup (_ ("Gangart is a program for your computer. Hosts plan their walks with it "
                    "and write down who came. It works without the internet, and shares "
                    "what you write with the other hosts when there is a connection.")));
  add (letter, say_how (self));
  /* TRANSLATORS: %s is an address and a code */
  add (letter,
       g_strdup_printf (_ ("If the line cannot be copied, write this into the field instead, "
                           "with the space:\n\n%s"),
                        typed));
  add (letter, say_last (self));
  if (is_known (self->from))
    add (letter, g_strdup_printf (_ ("Greetings from %s"), self->from));
  g_string_append_c (letter, '\n');
  return g_string_free (letter, FALSE);
}
