/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ga-json-scanner.h"

#include <string.h>

#include "sync/ga-sync-error.h"

typedef enum
{
  EXPECT_VALUE,
  EXPECT_FIRST_VALUE, /* of an array, or its end */
  EXPECT_FIRST_KEY,   /* of an object, or its end */
  EXPECT_MORE,        /* a comma or the end of what is open */
  EXPECT_END,
  EXPECT_NOTHING, /* it has failed */
} Expectation;

/* Where an open object began to note its keys; -1 for an array. */
typedef int Level;

typedef struct
{
  guint offset; /* into @key_bytes */
  guint length;
} Key;

/* Objects of up to so many keys are searched for each; the keys of others are sorted at the end. */
#define FEW_KEYS 16

struct _GaJsonScanner
{
  const char *start;
  const char *at;
  const char *end;
  Expectation expectation;
  Level levels[GA_JSON_MOST_DEPTH];
  guint depth;
  GArray *keys;       /* of all open objects, those of the innermost last */
  GString *key_bytes; /* their texts */
  const char *text;   /* of the last token */
  gsize length;
  gint64 integer;
  GString *unescaped;
  gboolean checked; /* that the whole text is UTF-8 */
};

GaJsonScanner *
ga_json_scanner_new (const char *text, gsize length)
{
  GaJsonScanner *self = g_new0 (GaJsonScanner, 1);

  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  self->key_bytes = g_string_new (NULL);
  self->unescaped = g_string_new (NULL);
  ga_json_scanner_reset (self, text, length);
  return self;
}

/* Begins with another text; cheaper than another scanner. */
void
ga_json_scanner_reset (GaJsonScanner *self, const char *text, gsize length)
{
  /* An empty body has no bytes to point at. */
  self->start = self->at = text != NULL ? text : "";
  self->end = self->start + length;
  self->expectation = EXPECT_VALUE;
  self->depth = 0;
  self->checked = FALSE;
  g_array_set_size (self->keys, 0);
  g_string_truncate (self->key_bytes, 0);
}

void
ga_json_scanner_free (GaJsonScanner *self)
{
  g_array_unref (self->keys);
  g_string_free (self->key_bytes, TRUE);
  g_string_free (self->unescaped, TRUE);
  g_free (self);
}

static GaJsonToken
fail (GaJsonScanner *self, GError **error)
{
  self->expectation = EXPECT_NOTHING;
  ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  return GA_JSON_WRONG;
}

static void
skip_space (GaJsonScanner *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

static gboolean
read_hex (GaJsonScanner *self, guint *code)
{
  *code = 0;
  if (self->end - self->at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*self->at++);

      if (digit < 0)
        return FALSE;
      *code = *code << 4 | (guint) digit;
    }
  return TRUE;
}

/* What follows \u; two of them for what lies beyond the first plane. */
static gboolean
read_code (GaJsonScanner *self)
{
  guint code, low;

  if (!read_hex (self, &code) || code == 0 || (code >= 0xdc00 && code <= 0xdfff))
    return FALSE;
  if (code >= 0xd800 && code <= 0xdbff)
    {
      if (self->end - self->at < 2 || self->at[0] != '\\' || self->at[1] != 'u')
        return FALSE;
      self->at += 2;
      if (!read_hex (self, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
  g_string_append_unichar (self->unescaped, code);
  return TRUE;
}

static gboolean
read_escape (GaJsonScanner *self)
{
  static const char plain[] = "\"\\/", named[] = "bfnrt", meant[] = "\b\f\n\r\t";
  const char *found;
  char which;

  if (self->at >= self->end || *self->at == '\0')
    return FALSE;
  which = *self->at++;
  if (which == 'u')
    return read_code (self);
  if (strchr (plain, which) != NULL)
    g_string_append_c (self->unescaped, which);
  else if ((found = strchr (named, which)) != NULL)
    g_string_append_c (self->unescaped, meant[found - named]);
  else
    return FALSE;
  return TRUE;
}

/* The rest of a text after its opening mark. Without escapes it stays where it is. */
static gboolean
read_text (GaJsonScanner *self)
{
  const char *from = self->at;

  g_string_truncate (self->unescaped, 0);
  while (self->at < self->end)
    {
      guchar c = (guchar) *self->at;

      if (c == '"')
        {
          if (self->unescaped->len == 0)
            {
              self->text = from;
              self->length = (gsize) (self->at - from);
            }
          else
            {
              g_string_append_len (self->unescaped, from, self->at - from);
              self->text = self->unescaped->str;
              self->length = self->unescaped->len;
            }
          self->at++;
          return TRUE;
        }
      if (c < 0x20)
        return FALSE;
      if (c != '\\')
        {
          self->at++;
          continue;
        }
      g_string_append_len (self->unescaped, from, self->at - from);
      self->at++;
      if (!read_escape (self))
        return FALSE;
      from = self->at;
    }
  return FALSE;
}

static gboolean
is_digit (GaJsonScanner *self)
{
  return self->at < self->end && g_ascii_isdigit (*self->at);
}

static gboolean
skip_digits (GaJsonScanner *self)
{
  if (!is_digit (self))
    return FALSE;
  while (is_digit (self))
    self->at++;
  return TRUE;
}

/* What may follow the whole digits of a number. */
static gboolean
skip_fraction (GaJsonScanner *self)
{
  if (self->at < self->end && *self->at == '.')
    {
      self->at++;
      if (!skip_digits (self))
        return FALSE;
    }
  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      return skip_digits (self);
    }
  return TRUE;
}

static GaJsonToken
read_number (GaJsonScanner *self, GError **error)
{
  gboolean negative = *self->at == '-', fits = TRUE;
  const char *digits;
  guint64 sum = 0, most = negative ? (guint64) G_MAXINT64 + 1 : G_MAXINT64;

  self->text = self->at;
  if (negative)
    self->at++;
  digits = self->at;
  while (is_digit (self))
    {
      guint digit = (guint) (*self->at++ - '0');

      fits = fits && sum <= (most - digit) / 10;
      sum = sum * 10 + digit;
    }
  if (self->at == digits || (*digits == '0' && self->at > digits + 1))
    return fail (self, error);
  if (self->at < self->end && strchr (".eE", *self->at) != NULL && *self->at != '\0')
    {
      if (!skip_fraction (self))
        return fail (self, error);
      self->length = (gsize) (self->at - self->text);
      return GA_JSON_REAL;
    }
  if (!fits)
    return fail (self, error);
  self->integer = negative ? (gint64) (0 - sum) : (gint64) sum;
  self->length = (gsize) (self->at - self->text);
  return GA_JSON_INTEGER;
}

static GaJsonToken
read_word (GaJsonScanner *self, const char *word, GaJsonToken token, GError **error)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return fail (self, error);
  self->at += length;
  return token;
}

static GaJsonToken
begin (GaJsonScanner *self, Level level, Expectation expectation, GaJsonToken token, GError **error)
{
  if (self->depth == GA_JSON_MOST_DEPTH)
    return fail (self, error);
  self->at++;
  self->levels[self->depth++] = level;
  self->expectation = expectation;
  return token;
}

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const GString *bytes = user_data;
  const Key *left = a, *right = b;

  if (left->length != right->length)
    return left->length < right->length ? -1 : 1;
  return memcmp (bytes->str + left->offset, bytes->str + right->offset, left->length);
}

/* Forgets the keys of an object that ends. %FALSE when one of many is there twice. */
static gboolean
forget_keys (GaJsonScanner *self, guint first)
{
  guint n_keys = self->keys->len - first;
  gsize bytes = self->key_bytes->len;
  gboolean unique = TRUE;

  if (n_keys > 0)
    bytes = g_array_index (self->keys, Key, first).offset;
  if (n_keys > FEW_KEYS)
    {
      Key *keys = &g_array_index (self->keys, Key, first);

      g_qsort_with_data (keys, (int) n_keys, sizeof *keys, compare_keys, self->key_bytes);
      for (guint i = 1; i < n_keys && unique; i++)
        unique = compare_keys (&keys[i - 1], &keys[i], self->key_bytes) != 0;
    }
  g_array_set_size (self->keys, first);
  g_string_truncate (self->key_bytes, bytes);
  return unique;
}

static GaJsonToken
close_level (GaJsonScanner *self, GError **error)
{
  Level level = self->levels[self->depth - 1];

  if (*self->at != (level >= 0 ? '}' : ']'))
    return fail (self, error);
  self->at++;
  self->depth--;
  self->expectation = self->depth > 0 ? EXPECT_MORE : EXPECT_END;
  if (level < 0)
    return GA_JSON_END_ARRAY;
  return forget_keys (self, (guint) level) ? GA_JSON_END_OBJECT : fail (self, error);
}

static GaJsonToken
read_value (GaJsonScanner *self, GError **error)
{
  char first = *self->at;

  if (first == '{')
    return begin (self, (Level) self->keys->len, EXPECT_FIRST_KEY, GA_JSON_BEGIN_OBJECT, error);
  if (first == '[')
    return begin (self, -1, EXPECT_FIRST_VALUE, GA_JSON_BEGIN_ARRAY, error);
  self->expectation = self->depth > 0 ? EXPECT_MORE : EXPECT_END;
  switch (first)
    {
    case '"':
      self->at++;
      return read_text (self) ? GA_JSON_STRING : fail (self, error);
    case 't':
      return read_word (self, "true", GA_JSON_TRUE, error);
    case 'f':
      return read_word (self, "false", GA_JSON_FALSE, error);
    case 'n':
      return read_word (self, "null", GA_JSON_NULL, error);
    default:
      return read_number (self, error);
    }
}

/* Whether the innermost object has no such key yet, as far as that is looked for here; notes it. */
static gboolean
note_key (GaJsonScanner *self)
{
  guint first = (guint) self->levels[self->depth - 1];
  Key key = { .offset = (guint) self->key_bytes->len, .length = (guint) self->length };

  for (guint i = first; i < MIN (self->keys->len, first + FEW_KEYS); i++)
    {
      const Key *known = &g_array_index (self->keys, Key, i);

      if (known->length == key.length &&
          memcmp (self->key_bytes->str + known->offset, self->text, self->length) == 0)
        return FALSE;
    }
  g_array_append_val (self->keys, key);
  g_string_append_len (self->key_bytes, self->text, (gssize) self->length);
  return TRUE;
}

static GaJsonToken
read_key (GaJsonScanner *self, GError **error)
{
  if (*self->at != '"')
    return fail (self, error);
  self->at++;
  if (!read_text (self) || !note_key (self))
    return fail (self, error);
  skip_space (self);
  if (self->at >= self->end || *self->at != ':')
    return fail (self, error);
  self->at++;
  self->expectation = EXPECT_VALUE;
  return GA_JSON_KEY;
}

/* After a value within something: a comma and what must follow it, or the end. */
static GaJsonToken
read_more (GaJsonScanner *self, GError **error)
{
  gboolean in_object = self->levels[self->depth - 1] >= 0;

  if (*self->at != ',')
    return close_level (self, error);
  self->at++;
  skip_space (self);
  if (self->at >= self->end)
    return fail (self, error);
  return in_object ? read_key (self, error) : read_value (self, error);
}

GaJsonToken
ga_json_scanner_next (GaJsonScanner *self, GError **error)
{
  if (!self->checked)
    {
      self->checked = TRUE;
      if (!g_utf8_validate_len (self->start, (gsize) (self->end - self->start), NULL))
        return fail (self, error);
    }
  skip_space (self);
  if (self->at >= self->end)
    return self->expectation == EXPECT_END ? GA_JSON_END : fail (self, error);
  switch (self->expectation)
    {
    case EXPECT_VALUE:
      return read_value (self, error);
    case EXPECT_FIRST_VALUE:
      return *self->at == ']' ? close_level (self, error) : read_value (self, error);
    case EXPECT_FIRST_KEY:
      return *self->at == '}' ? close_level (self, error) : read_key (self, error);
    case EXPECT_MORE:
      return read_more (self, error);
    case EXPECT_END:
    case EXPECT_NOTHING:
    default:
      return fail (self, error);
    }
}

/**
 * ga_json_scanner_get_text:
 *
 * Returns: (transfer none): the text of the last key, string or real number; not ended by a NUL,
 * see ga_json_scanner_get_length()
 */
const char *
ga_json_scanner_get_text (GaJsonScanner *self)
{
  return self->text;
}

gsize
ga_json_scanner_get_length (GaJsonScanner *self)
{
  return self->length;
}

gint64
ga_json_scanner_get_integer (GaJsonScanner *self)
{
  return self->integer;
}

/* The whole text, and how much of it has been read. */
const char *
ga_json_scanner_get_start (GaJsonScanner *self)
{
  return self->start;
}

gsize
ga_json_scanner_get_offset (GaJsonScanner *self)
{
  return (gsize) (self->at - self->start);
}

/* Whether the text of the last token is @text. */
gboolean
ga_json_scanner_is (GaJsonScanner *self, const char *text)
{
  gsize length = strlen (text);

  return self->length == length && memcmp (self->text, text, length) == 0;
}

gboolean
ga_json_scanner_skip (GaJsonScanner *self, GError **error)
{
  guint depth = self->depth;

  do
    {
      GaJsonToken token = ga_json_scanner_next (self, error);

      if (token == GA_JSON_WRONG)
        return FALSE;
      /* Where no value comes. */
      if (token == GA_JSON_END || self->depth < depth)
        return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
    }
  while (self->depth > depth);
  return TRUE;
}

gboolean
ga_json_scanner_expect (GaJsonScanner *self, GaJsonToken token, GError **error)
{
  GaJsonToken found = ga_json_scanner_next (self, error);

  return found == token ||
         (found != GA_JSON_WRONG && ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error));
}

/**
 * ga_json_scanner_expect_text:
 * @text: (out) (transfer full): a copy; freed first if it holds one
 */
gboolean
ga_json_scanner_expect_text (GaJsonScanner *self, char **text, GError **error)
{
  if (!ga_json_scanner_expect (self, GA_JSON_STRING, error))
    return FALSE;
  g_free (*text);
  *text = g_strndup (self->text, self->length);
  return TRUE;
}

gboolean
ga_json_scanner_expect_integer (GaJsonScanner *self, gint64 *integer, GError **error)
{
  if (!ga_json_scanner_expect (self, GA_JSON_INTEGER, error))
    return FALSE;
  *integer = self->integer;
  return TRUE;
}

gboolean
ga_json_scanner_expect_flag (GaJsonScanner *self, gboolean *flag, GError **error)
{
  GaJsonToken token = ga_json_scanner_next (self, error);

  *flag = token == GA_JSON_TRUE;
  return token == GA_JSON_TRUE || token == GA_JSON_FALSE ||
         (token != GA_JSON_WRONG && ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error));
}

gboolean
ga_json_scanner_expect_id (GaJsonScanner *self, GaId *id, GError **error)
{
  if (!ga_json_scanner_expect (self, GA_JSON_STRING, error))
    return FALSE;
  return ga_json_scanner_get_id (self, id) || ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
}

/**
 * ga_json_scanner_get_id:
 *
 * Returns: whether the text of the last token is canonical text of an id
 */
gboolean
ga_json_scanner_get_id (GaJsonScanner *self, GaId *id)
{
  char text[GA_ID_TEXT_SIZE];

  if (self->length != GA_ID_TEXT_SIZE - 1)
    return FALSE;
  memcpy (text, self->text, self->length);
  text[self->length] = '\0';
  return ga_id_parse (text, id);
}

gboolean
ga_json_scanner_check (const char *text, gsize length, GError **error)
{
  g_autoptr (GaJsonScanner) self = ga_json_scanner_new (text, length);

  return ga_json_scanner_skip (self, error) && ga_json_scanner_expect (self, GA_JSON_END, error);
}
