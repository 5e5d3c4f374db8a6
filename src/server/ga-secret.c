/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-secret.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "server/ga-accounts.h"
#include "sync/ga-sync-error.h"

#define TOKEN_BYTES    32
#define PASS_KEY_BYTES 32 /* as crypto_pwhash_str_alg() has it */
#define CODE_BYTES     16
#define CODE_LENGTH    26
#define CODE_GROUP     5
#define PASS_SECONDS   3
#define PASS_BYTES     (64 * 1024 * 1024)

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char *
ga_secret_new_token (void)
{
  guint8 bytes[TOKEN_BYTES];
  const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  gsize size = sodium_base64_encoded_len (sizeof bytes, variant);
  char *text = g_malloc (size);

  randombytes_buf (bytes, sizeof bytes);
  return sodium_bin2base64 (text, size, bytes, sizeof bytes, variant);
}

/* 26 characters hold 130 bits: the first two of them are 0. */
char *
ga_secret_new_code (void)
{
  guint8 bytes[CODE_BYTES];
  g_autoptr (GString) code = g_string_new (NULL);
  guint rest = 0, n_bits = 2;

  randombytes_buf (bytes, sizeof bytes);
  for (guint i = 0; i < sizeof bytes; i++)
    {
      rest = rest << 8 | bytes[i];
      for (n_bits += 8; n_bits >= 5; n_bits -= 5)
        {
          if (code->len % (CODE_GROUP + 1) == CODE_GROUP && code->len < CODE_LENGTH)
            g_string_append_c (code, '-');
          g_string_append_c (code, digits[rest >> (n_bits - 5) & 31]);
        }
    }
  return g_string_free (g_steal_pointer (&code), FALSE);
}

static char
read_digit (char typed)
{
  char upper = g_ascii_toupper (typed);

  switch (upper)
    {
    case 'O':
      return '0';
    case 'I':
    case 'L':
      return '1';
    default:
      return upper != '\0' && strchr (digits, upper) != NULL ? upper : '\0';
    }
}

char *
ga_secret_read_code (const char *typed)
{
  g_autoptr (GString) code = g_string_new (NULL);

  for (const char *at = typed; *at != '\0'; at++)
    {
      char digit = read_digit (*at);

      if (digit != '\0')
        g_string_append_c (code, digit);
      else if (*at != '-' && !g_ascii_isspace (*at))
        return NULL;
    }
  return code->len == CODE_LENGTH ? g_string_free (g_steal_pointer (&code), FALSE) : NULL;
}

void
ga_secret_hash (const char *secret, guint8 hash[GA_SECRET_HASH_SIZE])
{
  crypto_generichash (hash, GA_SECRET_HASH_SIZE, (const guint8 *) secret, strlen (secret), NULL, 0);
}

char *
ga_passphrase_hash (const char *passphrase)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str_alg (hash, passphrase, strlen (passphrase), PASS_SECONDS, PASS_BYTES,
                             crypto_pwhash_ALG_ARGON2ID13) != 0)
    return NULL;
  return g_strdup (hash);
}

static gboolean
decode (const char *text, guint8 *bytes, gsize length)
{
  gsize found;

  return sodium_base642bin (bytes, length, text, strlen (text), NULL, &found, NULL,
                            sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
         found == length;
}

/* libsodium's own check says of too little memory what it says of another passphrase. */
gboolean
ga_passphrase_check (const char *passphrase, const char *hash, gboolean *fits, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (hash, "$", -1); /* "", argon2id, v, costs, salt, key */
  guint8 salt[crypto_pwhash_SALTBYTES], kept[PASS_KEY_BYTES], key[PASS_KEY_BYTES];
  guint kilobytes, passes;

  *fits = FALSE;
  if (g_strv_length (parts) != 6 || sscanf (parts[3], "m=%u,t=%u,p=1", &kilobytes, &passes) != 2 ||
      !decode (parts[4], salt, sizeof salt) || !decode (parts[5], kept, sizeof kept))
    return ga_sync_fail (GA_SYNC_ERROR_SERVER, error);
  if (crypto_pwhash (key, sizeof key, passphrase, strlen (passphrase), salt, passes,
                     (gsize) kilobytes * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return ga_sync_fail (GA_SYNC_ERROR_SERVER, error);
  *fits = sodium_memcmp (key, kept, sizeof key) == 0;
  return TRUE;
}
