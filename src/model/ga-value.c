/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-value.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-date.h"
#include "model/ga-language.h"
#include "model/ga-number.h"

#define DEGREE                G_GINT64_CONSTANT (1000000)
#define DEFAULT_TEXT_LIMIT    1000
#define DEFAULT_INTEGER_LIMIT G_GINT64_CONSTANT (1000000000000)

/* The name would be taken for a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (ga-model-error-quark, ga_model_error)
/* clang-format on */

void
ga_value_clear (GaValue *value)
{
  if (value->kind == GA_VALUE_TEXT)
    g_free (value->text);
  memset (value, 0, sizeof *value);
}

/**
 * ga_value_copy:
 * @to: an initialised value; what it held is freed
 */
void
ga_value_copy (const GaValue *from, GaValue *to)
{
  GaValue copy = *from;

  if (copy.kind == GA_VALUE_TEXT)
    copy.text = g_strdup (from->text);
  ga_value_clear (to);
  *to = copy;
}

gboolean
ga_value_equal (const GaValue *a, const GaValue *b)
{
  if (a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case GA_VALUE_INTEGER:
      return a->integer == b->integer;
    case GA_VALUE_TEXT:
      return strcmp (a->text, b->text) == 0;
    case GA_VALUE_ID:
      return ga_id_equal (&a->id, &b->id);
    case GA_VALUE_NONE:
    default:
      return TRUE;
    }
}

/**
 * ga_value_take_text:
 * @text: (transfer full) (nullable): %NULL or an empty text empties the value
 */
void
ga_value_take_text (GaValue *value, char *text)
{
  ga_value_clear (value);
  if (text == NULL || *text == '\0')
    {
      g_free (text);
      return;
    }
  value->kind = GA_VALUE_TEXT;
  value->text = text;
}

void
ga_value_set_text (GaValue *value, const char *text)
{
  ga_value_take_text (value, g_strdup (text));
}

void
ga_value_set_integer (GaValue *value, gint64 integer)
{
  ga_value_clear (value);
  value->kind = GA_VALUE_INTEGER;
  value->integer = integer;
}

void
ga_value_set_id (GaValue *value, const GaId *id)
{
  GaId copy = *id;

  ga_value_clear (value);
  value->kind = GA_VALUE_ID;
  value->id = copy;
}

/* What somebody wrote, short enough for a sentence. */
static char *
quotable (const char *text)
{
  if (g_utf8_strlen (text, -1) <= 40)
    return g_strdup (text);
  return g_strdup_printf ("%.*s…", (int) (g_utf8_offset_to_pointer (text, 39) - text), text);
}

static gboolean
refuse (GError **error, const char *format, const char *text)
{
  g_autofree char *quoted = quotable (text);

  /* The format is one of the sentences below, each with one %s. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE, format, quoted);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
read_integer (const char *text, gint64 *integer)
{
  char *end = NULL;

  errno = 0;
  *integer = g_ascii_strtoll (text, &end, 10);
  return errno == 0 && end != text && *end == '\0' &&
         (g_ascii_isdigit (*text) || ((*text == '-' || *text == '+') && g_ascii_isdigit (text[1])));
}

/* Degrees with a decimal point or comma, to the nearest millionth. */
static gboolean
read_degrees (const char *text, gint64 *degrees)
{
  const char *at = text;
  gboolean negative = *at == '-';
  gint64 whole = 0, part = 0, unit = DEGREE;

  if (*at == '-' || *at == '+')
    at++;
  if (!g_ascii_isdigit (*at))
    return FALSE;
  for (; g_ascii_isdigit (*at) && whole < 1000; at++)
    whole = whole * 10 + (*at - '0');
  if (*at == '.' || *at == ',')
    for (at++; g_ascii_isdigit (*at); at++)
      {
        if (unit > 1)
          part += (*at - '0') * (unit / 10);
        else if (unit == 1)
          part += *at >= '5';
        unit /= 10;
      }
  if (*at != '\0')
    return FALSE;
  *degrees = (whole * DEGREE + part) * (negative ? -1 : 1);
  return TRUE;
}

/* The form ga_value_to_text() writes is read in every language; what people write, in theirs. */
static gboolean
read_money (const char *text, gint64 *oere)
{
  const char *digits = text + (*text == '-');
  gsize length = strspn (digits, "0123456789");

  if (length > 0 && length <= GA_MOST_DIGITS && digits[length] == '.' &&
      g_ascii_isdigit (digits[length + 1]) && g_ascii_isdigit (digits[length + 2]) &&
      digits[length + 3] == '\0')
    {
      *oere = g_ascii_strtoll (digits, NULL, 10) * 100 +
              g_ascii_strtoll (digits + length + 1, NULL, 10);
      if (digits > text)
        *oere = -*oere;
      return TRUE;
    }
  return ga_money_parse (text, oere);
}

static gboolean
read_flag (const char *text, gint64 *flag)
{
  static const char *const yes[] = { "true", "yes", "ja", "1", "x", "y", "j", "sand", NULL };
  static const char *const no[] = { "false", "no", "nej", "nei", "0", "n", "falsk", NULL };
  g_autofree char *lower = g_utf8_strdown (text, -1);

  *flag = g_strv_contains (yes, lower);
  return *flag || g_strv_contains (no, lower);
}

static gboolean
parse_number (const GaField *field, const char *text, GaValue *value, GError **error)
{
  gint64 integer;

  switch (field->type)
    {
    case GA_FIELD_INTEGER:
      if (!read_integer (text, &integer))
        return refuse (error, _ ("“%s” is not a whole number. Write digits only, such as 12."),
                       text);
      break;
    case GA_FIELD_MONEY:
      if (!read_money (text, &integer))
        return refuse (
            error, _ ("“%s” is not an amount of money. Write kroner and øre, such as 1,234.50."),
            text);
      break;
    case GA_FIELD_DEGREES:
      if (!read_degrees (text, &integer))
        return refuse (error, _ ("“%s” is not a position. Write degrees, such as 55.676."), text);
      break;
    case GA_FIELD_FLAG:
    default:
      if (!read_flag (text, &integer))
        return refuse (error, _ ("“%s” is neither yes nor no."), text);
      break;
    }
  ga_value_set_integer (value, integer);
  return TRUE;
}

/* The texts of a field's choices in the user's language, for the sentence that refuses. */
static char *
list_choices (const GaField *field)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (const GaChoice *choice = field->choices; choice->code != NULL; choice++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", _ (choice->label));
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
parse_choice (const GaField *field, const char *text, GaValue *value, GError **error)
{
  const GaChoice *choice = ga_field_match_choice (field, text);
  g_autofree char *quoted = NULL;
  g_autofree char *choices = NULL;

  if (choice != NULL)
    {
      ga_value_set_text (value, choice->code);
      return TRUE;
    }
  quoted = quotable (text);
  choices = list_choices (field);
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
               _ ("“%1$s” is not one of the choices. Choose one of: %2$s."), quoted, choices);
  return FALSE;
}

/* Whether the list has the id; all are as long as each other, with a space between them. */
static gboolean
has_id (const GString *ids, const char *canonical)
{
  return strstr (ids->str, canonical) != NULL;
}

static gboolean
parse_ids (const char *text, GaValue *value, GError **error)
{
  g_auto (GStrv) each = g_strsplit_set (text, " ,|;", -1);
  g_autoptr (GString) ids = g_string_new (NULL);
  char canonical[GA_ID_TEXT_SIZE];
  GaId id;

  for (guint i = 0; each[i] != NULL; i++)
    {
      if (*each[i] == '\0')
        continue;
      if (!ga_id_parse (each[i], &id))
        return refuse (error, _ ("“%s” is not the id of a record."), each[i]);
      ga_id_format (&id, canonical);
      if (!has_id (ids, canonical))
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", canonical);
    }
  ga_value_set_text (value, ids->str);
  return TRUE;
}

static void
parse_words (const char *text, GaValue *value)
{
  g_auto (GStrv) each = g_strsplit_set (text, "|;\n", -1);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; each[i] != NULL; i++)
    if (*g_strstrip (each[i]) != '\0')
      g_string_append_printf (words, "%s%s", words->len > 0 ? "|" : "", each[i]);
  ga_value_set_text (value, words->str);
}

/* Other systems end lines with CR LF or CR; here LF does. */
static char *
with_plain_lines (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      gboolean ends_line = *from == '\r';

      if (ends_line && from[1] == '\n')
        from++;
      *to++ = ends_line ? '\n' : *from;
    }
  *to = '\0';
  return text;
}

/* Turns the text round for the eye alone, so that it reads as another one. */
static gboolean
is_override (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Whether a reader sees anything of @text. */
static gboolean
is_visible (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c) &&
          g_unichar_type (c) != G_UNICODE_FORMAT && !g_unichar_iszerowidth (c))
        return TRUE;
    }
  return FALSE;
}

/* Returns: @text, without what only turns it round */
static char *
without_overrides (char *text)
{
  char *to = text;

  for (const char *at = text; *at != '\0';)
    {
      const char *next = g_utf8_next_char (at);

      for (gboolean kept = !is_override (g_utf8_get_char (at)); at < next; at++)
        if (kept)
          *to++ = *at;
    }
  *to = '\0';
  return g_strstrip (text);
}

static void
parse_text (const GaField *field, char *text, GaValue *value)
{
  g_autofree char *plain = with_plain_lines (text);

  /* What is no text is refused where it is checked. */
  if (!g_utf8_validate (plain, -1, NULL))
    {
      ga_value_take_text (value, g_steal_pointer (&plain));
      return;
    }
  if (!(field->flags & GA_FIELD_LONG))
    without_overrides (plain);
  ga_value_take_text (value, is_visible (plain) ? g_steal_pointer (&plain) : NULL);
}

static gboolean
take_canonical (
    char *canonical, const char *text, const char *sentence, GaValue *value, GError **error)
{
  if (canonical == NULL)
    return refuse (error, sentence, text);
  ga_value_take_text (value, canonical);
  return TRUE;
}

/**
 * ga_value_parse:
 * @text: (nullable): what somebody wrote or a file holds; empty gives an empty value
 * @value: (inout): an initialised value; unchanged on failure
 *
 * Reads @text as the type of @field. Days, times, numbers and choices are understood in the forms
 * people use; references as ids only (the store's ga_reader_resolve() knows names and codes).
 *
 * Returns: %FALSE with %GA_MODEL_ERROR_UNREADABLE set when it is not such a thing
 */
gboolean
ga_value_parse (const GaField *field, const char *text, GaValue *value, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  GaId id;

  if (*trimmed == '\0')
    {
      ga_value_clear (value);
      return TRUE;
    }
  switch (field->type)
    {
    case GA_FIELD_INTEGER:
    case GA_FIELD_MONEY:
    case GA_FIELD_DEGREES:
    case GA_FIELD_FLAG:
      return parse_number (field, trimmed, value, error);
    case GA_FIELD_CHOICE:
      return parse_choice (field, trimmed, value, error);
    case GA_FIELD_DATE:
      return take_canonical (ga_date_parse (trimmed), trimmed,
                             _ ("“%s” is not a date. Write it as 31-12-2026."), value, error);
    case GA_FIELD_TIME:
      return take_canonical (ga_time_parse (trimmed), trimmed,
                             _ ("“%s” is not a date and time. Write it as 31-12-2026 10:00."),
                             value, error);
    case GA_FIELD_CLOCK:
      return take_canonical (ga_clock_parse (trimmed), trimmed,
                             _ ("“%s” is not a time of day. Write it as 10:00."), value, error);
    case GA_FIELD_REFERENCE:
      if (!ga_id_parse (trimmed, &id))
        return refuse (error, _ ("“%s” is not the id of a record."), trimmed);
      ga_value_set_id (value, &id);
      return TRUE;
    case GA_FIELD_REFERENCES:
      return parse_ids (trimmed, value, error);
    case GA_FIELD_WORDS:
      parse_words (trimmed, value);
      return TRUE;
    case GA_FIELD_TEXT:
    default:
      parse_text (field, g_steal_pointer (&trimmed), value);
      return TRUE;
    }
}

/**
 * ga_value_parse_in_file:
 *
 * As ga_value_parse(), but an amount of money means the same whatever the user's language, and one
 * that could be two is refused.
 */
gboolean
ga_value_parse_in_file (const GaField *field, const char *text, GaValue *value, GError **error)
{
  gboolean ambiguous;
  gint64 oere;

  if (field->type != GA_FIELD_MONEY || text == NULL || text[strspn (text, " \t\n")] == '\0')
    return ga_value_parse (field, text, value, error);
  if (ga_money_parse_anywhere (text, &oere, &ambiguous))
    {
      ga_value_set_integer (value, oere);
      return TRUE;
    }
  return refuse (
      error,
      ambiguous ? _ ("“%s” can be two amounts of money. Write it with two decimals and "
                     "nothing between thousands, such as 1234.00.")
                : _ ("“%s” is not an amount of money. Write kroner and øre, such as 1,234.50."),
      text);
}

static gboolean
check_length (const GaField *field, const char *text, GError **error)
{
  glong limit = field->max > 0 ? (glong) field->max : DEFAULT_TEXT_LIMIT;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                           _ ("The text holds characters that cannot be read."));
      return FALSE;
    }
  if (g_utf8_strlen (text, -1) > limit)
    {
      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_LIMIT,
                   ngettext ("The text is too long. It may have %ld character at most.",
                             "The text is too long. It may have %ld characters at most.",
                             (gulong) limit),
                   limit);
      return FALSE;
    }
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at) && !((field->flags & GA_FIELD_LONG) && (*at == '\n' || *at == '\t')))
      {
        g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                             _ ("The text must stand on one line, without control characters."));
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_range (const GaField *field, gint64 integer, GError **error)
{
  gint64 unit = field->type == GA_FIELD_DEGREES ? DEGREE : 1;
  gboolean limited = field->min != 0 || field->max != 0;
  gint64 least = limited ? field->min : field->type == GA_FIELD_MONEY ? 0 : -DEFAULT_INTEGER_LIMIT;
  gint64 most = limited ? field->max : DEFAULT_INTEGER_LIMIT;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (integer >= least * unit && integer <= most * unit)
    return TRUE;
  low = field->type == GA_FIELD_MONEY ? ga_money_display (least, NULL) : ga_number_display (least);
  high = field->type == GA_FIELD_MONEY ? ga_money_display (most, NULL) : ga_number_display (most);
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_LIMIT,
               field->type == GA_FIELD_MONEY ? _ ("The amount must be between %1$s and %2$s.")
                                             : _ ("The number must be between %1$s and %2$s."),
               low, high);
  return FALSE;
}

/* What a form reads is canonical by itself; what another computer sends need not be. @read:
 * (transfer full) (nullable): the text as it was understood */
static gboolean
check_canonical (const char *text, char *read, const char *sentence, GError **error)
{
  g_autofree char *canonical = read;

  return g_strcmp0 (canonical, text) == 0 || refuse (error, sentence, text);
}

/* Without reading it as people may write it: most values that come are dates. */
static gboolean
check_canonical_date (const char *text, GError **error)
{
  g_autoptr (GDate) day = ga_date_to_gdate (text);

  return day != NULL || refuse (error, _ ("“%s” is not a date. Write it as 31-12-2026."), text);
}

static gboolean
check_day (const GaField *field, const char *text, GError **error)
{
  switch (field->type)
    {
    case GA_FIELD_DATE:
      return check_canonical_date (text, error);
    case GA_FIELD_TIME:
      return check_canonical (text, ga_time_parse (text),
                              _ ("“%s” is not a date and time. Write it as 31-12-2026 10:00."),
                              error);
    case GA_FIELD_CLOCK:
      return check_canonical (text, ga_clock_parse (text),
                              _ ("“%s” is not a time of day. Write it as 10:00."), error);
    default:
      return TRUE;
    }
}

/* A name of nothing that is seen is none. */
static gboolean
is_empty (const GaField *field, const GaValue *value)
{
  if (value->kind == GA_VALUE_NONE)
    return TRUE;
  return field->type == GA_FIELD_TEXT && (field->flags & GA_FIELD_REQUIRED) &&
         g_utf8_validate (value->text, -1, NULL) && !is_visible (value->text);
}

/**
 * ga_value_check:
 *
 * Whether @value may stand in @field: required, limits, a choice that exists, a day that does.
 */
gboolean
ga_value_check (const GaField *field, const GaValue *value, GError **error)
{
  if (is_empty (field, value))
    {
      if (!(field->flags & GA_FIELD_REQUIRED))
        return TRUE;
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REQUIRED,
                           _ ("This must be filled in."));
      return FALSE;
    }
  if (ga_field_is_number (field))
    return check_range (field, value->integer, error);
  if (field->type == GA_FIELD_CHOICE && ga_field_get_choice (field, value->text) == NULL)
    return refuse (error, _ ("“%s” is not one of the choices."), value->text);
  if (field->type == GA_FIELD_TEXT || field->type == GA_FIELD_WORDS)
    return check_length (field, value->text, error);
  return check_day (field, value->text, error);
}

static char *
write_degrees (gint64 degrees)
{
  gint64 size = ABS (degrees);
  char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%06d", degrees < 0 ? "-" : "",
                                size / DEGREE, (int) (size % DEGREE));
  gsize end = strlen (text);

  while (text[end - 1] == '0')
    text[--end] = '\0';
  if (text[end - 1] == '.')
    text[end - 1] = '\0';
  return text;
}

/**
 * ga_value_to_text:
 *
 * Returns: (transfer full) (nullable): the value as files and scripts hold it, which
 *   ga_value_parse() reads back; %NULL when empty
 */
char *
ga_value_to_text (const GaField *field, const GaValue *value)
{
  switch (value->kind)
    {
    case GA_VALUE_INTEGER:
      if (field->type == GA_FIELD_FLAG)
        return g_strdup (value->integer != 0 ? "true" : "false");
      if (field->type == GA_FIELD_DEGREES)
        return write_degrees (value->integer);
      if (field->type == GA_FIELD_MONEY)
        return ga_money_to_text (value->integer, '.');
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case GA_VALUE_TEXT:
      return g_strdup (value->text);
    case GA_VALUE_ID:
      return ga_id_to_string (&value->id);
    case GA_VALUE_NONE:
    default:
      return NULL;
    }
}

static char *
display_words (const char *words)
{
  g_auto (GStrv) each = g_strsplit (words, "|", -1);

  return g_strjoinv (", ", each);
}

/**
 * ga_value_display:
 *
 * Returns: (transfer full) (nullable): the value as people read it, in the user's language; %NULL
 * when empty. References, which only the store can follow, read as their ids.
 */
char *
ga_value_display (const GaField *field, const GaValue *value)
{
  const GaChoice *choice;
  char *text;

  if (value->kind == GA_VALUE_NONE)
    return NULL;
  switch (field->type)
    {
    case GA_FIELD_CHOICE:
      choice = ga_field_get_choice (field, value->text);
      return g_strdup (choice != NULL ? _ (choice->label) : value->text);
    case GA_FIELD_FLAG:
      return g_strdup (value->integer != 0 ? _ ("Yes") : _ ("No"));
    case GA_FIELD_INTEGER:
      return ga_number_display (value->integer);
    case GA_FIELD_DEGREES:
      text = ga_value_to_text (field, value);
      return ga_language_get () == GA_LANGUAGE_ENGLISH ? text : g_strdelimit (text, ".", ',');
    case GA_FIELD_DATE:
      return ga_date_display (value->text);
    case GA_FIELD_TIME:
      return ga_time_display (value->text);
    case GA_FIELD_CLOCK:
      return ga_clock_display (value->text);
    case GA_FIELD_WORDS:
      return display_words (value->text);
    default:
      return ga_value_to_text (field, value);
    }
}
