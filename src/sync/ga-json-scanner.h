/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-id.h"

G_BEGIN_DECLS

/**
 * GaJsonScanner:
 *
 * Reads JSON from outside as a stream of tokens, without a tree, and strictly: RFC 8259, at most
 * %GA_JSON_MOST_DEPTH levels, no key twice in an object, whole numbers within 64 bits, valid UTF-8,
 * no NUL, no lone surrogate, nothing after the value. What is wrong makes the call that meets it
 * and all that follow fail with %GA_SYNC_ERROR_MALFORMED; that a key of many is there twice is met
 * at the end of its object. Does not copy @text; texts it hands out are its own until the next
 * call. One thread at a time.
 */
#define GA_JSON_MOST_DEPTH 32

typedef enum
{
  GA_JSON_END,          /* of everything */
  GA_JSON_BEGIN_OBJECT, /* then GA_JSON_KEY, a value, …, GA_JSON_END_OBJECT */
  GA_JSON_END_OBJECT,
  GA_JSON_BEGIN_ARRAY,
  GA_JSON_END_ARRAY,
  GA_JSON_KEY,
  GA_JSON_STRING,
  GA_JSON_INTEGER,
  GA_JSON_REAL, /* a number with a fraction or an exponent */
  GA_JSON_TRUE,
  GA_JSON_FALSE,
  GA_JSON_NULL,
  GA_JSON_WRONG, /* not JSON, or not strict enough; the error is set */
} GaJsonToken;

typedef struct _GaJsonScanner GaJsonScanner;

GaJsonScanner *ga_json_scanner_new (const char *text, gsize length);
void ga_json_scanner_reset (GaJsonScanner *self, const char *text, gsize length);
void ga_json_scanner_free (GaJsonScanner *self);

GaJsonToken ga_json_scanner_next (GaJsonScanner *self, GError **error);
const char *ga_json_scanner_get_text (GaJsonScanner *self);
gsize ga_json_scanner_get_length (GaJsonScanner *self);
gint64 ga_json_scanner_get_integer (GaJsonScanner *self);
const char *ga_json_scanner_get_start (GaJsonScanner *self);
gsize ga_json_scanner_get_offset (GaJsonScanner *self);

/* Skips the value that comes next, however deep; checks it all the same. */
gboolean ga_json_scanner_skip (GaJsonScanner *self, GError **error);
/* For values that must be of one kind; %FALSE with an error otherwise. */
gboolean ga_json_scanner_expect (GaJsonScanner *self, GaJsonToken token, GError **error);
gboolean ga_json_scanner_expect_text (GaJsonScanner *self, char **text, GError **error);
gboolean ga_json_scanner_expect_integer (GaJsonScanner *self, gint64 *integer, GError **error);
gboolean ga_json_scanner_expect_flag (GaJsonScanner *self, gboolean *flag, GError **error);
gboolean ga_json_scanner_expect_id (GaJsonScanner *self, GaId *id, GError **error);
gboolean ga_json_scanner_get_id (GaJsonScanner *self, GaId *id);
gboolean ga_json_scanner_is (GaJsonScanner *self, const char *text);

/* Checks a whole text, for readers that want a tree of it afterwards. */
gboolean ga_json_scanner_check (const char *text, gsize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaJsonScanner, ga_json_scanner_free)

G_END_DECLS
