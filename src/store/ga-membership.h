/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"
#include "store/ga-transaction.h"

G_BEGIN_DECLS

/**
 * GaMembership:
 *
 * What a profile knows of the server it has joined. No token: those are the keyring's.
 * @client: id of this profile on the server; a copy of it gets a new one
 * @grants: (nullable): what the account was given, as the server last told; see ga_reader_may()
 * @head: everything up to this revision is here
 * @told: up to this one the server was heard, which is above @head while a space that is to go is
 *   kept yet
 * @covered: the newest revision that a verified backup of the server holds
 * @push: number of the last push that was made
 * @last_contact: UTC microseconds; 0: never
 * @lacks_passphrase: 1 where the server has said that the account has none
 * @stopped: (nullable): code of the reason why nothing is sent until somebody acts (`revoked`,
 *   `rewound`, `too-old` …)
 * @left: (nullable): what access has ended to, a name a line, for whoever sits there to be told
 * @lost: (nullable): the same of access that a restored server has forgotten
 * @handed: 1 where what waited was handed over to others as access had ended, until it is told
 * @waiting: operations that wait to be sent
 * @is_due: whether any of them is to be sent at once; the others wait for what a restored server
 * has lost
 */
typedef struct
{
  char *url;
  char *organisation;
  char *name;
  char *role;
  char *grants;
  char *device;
  GaId account;
  GaId client;
  GaId lineage;
  gint64 epoch;
  gint64 head;
  gint64 told;
  gint64 covered;
  gint64 push;
  gint64 last_contact;
  gint64 lacks_passphrase;
  gint64 handed;
  char *stopped;
  char *left;
  char *lost;
  gint64 waiting;
  gboolean is_due;
} GaMembership;

void ga_membership_free (GaMembership *self);

/* (transfer full) (nullable): %NULL without an error while the profile has joined no server. Short
 * reads, however much waits: for the main thread, too. */
GaMembership *ga_reader_get_membership (GaReader *reader, GError **error);
/* Whether the server has said that the account has none. */
gboolean ga_reader_lacks_passphrase (GaReader *reader);
/* (transfer full) (nullable): whose account that is, as revisions and conflicts number them; %NULL
 * where nobody has said */
char *ga_reader_get_author (GaReader *reader, gint64 account);

/* The id that a profile tries to join with: a server whose answer was lost knows it by that.
 * @client: (out): left alone where there has been no try, or it has joined */
void ga_reader_get_joining (GaReader *reader, GaId *client);
gboolean ga_transaction_set_joining (GaTransaction *self, const GaId *client, GError **error);

/* Joins: what the profile holds already is marked to be sent. */
gboolean ga_transaction_join (GaTransaction *self, const GaMembership *membership, GError **error);
/* What this transaction writes comes of joining: it is sent, but nothing that the user did, so undo
 * passes it by. */
gboolean ga_transaction_note_joining (GaTransaction *self, GError **error);
/* Forgets the server; the records stay. */
gboolean ga_transaction_part (GaTransaction *self, GError **error);

/* The facts that change as it goes on; from the steps of sync. */
gboolean
ga_transaction_note_contact (GaTransaction *self, gint64 now, gint64 covered, GError **error);
gboolean ga_transaction_set_head (GaTransaction *self, gint64 head, GError **error);
gboolean ga_transaction_set_epoch (GaTransaction *self, gint64 epoch, GError **error);
gboolean ga_transaction_set_client (GaTransaction *self, const GaId *client, GError **error);
/* @name, @role, @grants: (nullable): where not told; @ended: (nullable): what of it was taken away,
 * where the server says so. @head: up to which @grants are known. */
gboolean ga_transaction_set_account (GaTransaction *self,
                                     const char *name,
                                     const char *role,
                                     const char *grants,
                                     const char *ended,
                                     gint64 head,
                                     GError **error);
/* Somebody has been told. */
gboolean ga_transaction_forget_left (GaTransaction *self, GError **error);
gboolean ga_transaction_set_lacks_passphrase (GaTransaction *self, gboolean lacks, GError **error);
/* @code: (nullable): why nothing is sent until somebody acts; %NULL: it is */
gboolean ga_transaction_set_stopped (GaTransaction *self, const char *code, GError **error);

/* What somebody decides about a conflict; undone like any other act. */
gboolean ga_transaction_keep (GaTransaction *self, const GaId *conflict, GError **error);
gboolean ga_transaction_restore_value (GaTransaction *self, const GaId *conflict, GError **error);
/* @stays: (out) (transfer full) (nullable): what a record that is here again was made one with,
 * where that is here, too */
gboolean ga_reader_find_what_became (
    GaReader *self, const GaEntity *entity, const GaId *id, GaRecord **stays, GError **error);
/* Whether something has come back that was made one with another, because somebody who did not know
 * of it has recorded something of it: nobody has to decide that again. */
gboolean ga_transaction_has_come_back (GaTransaction *self, gboolean *any, GError **error);
/* Makes them one once more, with what was recorded; for ga_store_keep_async(). What is refused is
 * left to whoever decides its card. @done: (out): how many are one again */
gboolean ga_transaction_take_along (GaTransaction *self, guint *done, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaMembership, ga_membership_free)

G_END_DECLS
