/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tokens and codes: made of random bytes, given out once, and kept as hashes. Any thread. */

#define GA_SECRET_HASH_SIZE 32

/* 256 random bits as base64 for URLs. (transfer full) */
char *ga_secret_new_token (void);
/* 128 random bits in Crockford's base 32, 26 characters in groups, for people to type. (transfer
 * full) */
char *ga_secret_new_code (void);
/* What was typed, as ga_secret_hash() wants it: small letters, o and 0, i, l and 1 are the same,
 * and what parts the groups does not matter. (transfer full) (nullable) */
char *ga_secret_read_code (const char *typed);

void ga_secret_hash (const char *secret, guint8 hash[GA_SECRET_HASH_SIZE]);

G_END_DECLS
