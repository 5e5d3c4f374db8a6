/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-statement.h"

#include <glib/gi18n-lib.h>

#include "exchange/ga-record-paper.h"
#include "model/ga-date.h"
#include "model/ga-number.h"
#include "store/ga-round-figures.h"

#define ALL_GRANTS G_MAXUINT
/* No year that a day lies in is before or after. */
#define FIRST_YEAR 1
#define LAST_YEAR  9999

/* Translators: heads of the columns of an account: money that came in, and money that went out */
#define CAME_IN  C_ ("money", "In")
#define WENT_OUT C_ ("money", "Out")

typedef enum
{
  PAID,
  SPENT,
  RETURNED,
  ANYTHING,
} Kind;

/* What changed the balance of a grant: money out has a minus. */
typedef struct
{
  guint grant;
  int year;
  Kind kind;
  const char *category; /* (nullable): its code; the record's */
  gint64 oere;
} Movement;

typedef struct
{
  GaReader *reader;
  GaPaper *paper;
  const char *currency;
  GPtrArray *applications; /* of GaRecord, as many as grants */
  GPtrArray *grants;       /* of GaRecord */
  GPtrArray *entries;      /* of GaRecord, of all grants, by date within each */
  GArray *movements;       /* of Movement */
} Statement;

static Statement
statement_make (GaReader *reader)
{
  return (Statement){
    .reader = reader,
    .applications = g_ptr_array_new_with_free_func (g_object_unref),
    .grants = g_ptr_array_new_with_free_func (g_object_unref),
    .entries = g_ptr_array_new_with_free_func (g_object_unref),
    .movements = g_array_new (FALSE, FALSE, sizeof (Movement)),
  };
}

static void
statement_clear (Statement *self)
{
  g_ptr_array_unref (self->applications);
  g_ptr_array_unref (self->grants);
  g_ptr_array_unref (self->entries);
  g_array_unref (self->movements);
  g_clear_pointer (&self->paper, ga_paper_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Statement, statement_clear)

/* @date: "2026-12-31" */
static int
get_year (const char *date)
{
  return (int) g_ascii_strtoll (date, NULL, 10);
}

/* @date: (nullable): when; nothing has happened without it */
static void
move (Statement *self, const char *date, Kind kind, const char *category, gint64 oere)
{
  Movement movement = { self->grants->len - 1, 0, kind, category, oere };

  if (date == NULL || oere == 0)
    return;
  movement.year = get_year (date);
  g_array_append_val (self->movements, movement);
}

static gboolean
read_entries (Statement *self, const GaId *grant, GError **error)
{
  g_autoptr (GPtrArray) entries =
      ga_record_paper_list (self->reader, "account_entry", "grant", grant, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const GaRecord *entry = g_ptr_array_index (entries, i);

      move (self, ga_record_get_text (entry, "date"), SPENT, ga_record_get_text (entry, "category"),
            -ga_record_get_integer (entry, "amount"));
      g_ptr_array_add (self->entries, g_object_ref (g_ptr_array_index (entries, i)));
    }
  return entries != NULL;
}

static gboolean
read_grant (Statement *self, GaRecord *application, GaRecord *grant, GError **error)
{
  const GaId *id = ga_record_get_id (grant);
  g_autoptr (GPtrArray) tranches =
      ga_record_paper_list (self->reader, "tranche", "grant", id, error);

  if (tranches == NULL)
    return FALSE;
  g_ptr_array_add (self->applications, g_object_ref (application));
  g_ptr_array_add (self->grants, g_object_ref (grant));
  for (guint i = 0; i < tranches->len; i++)
    {
      const GaRecord *tranche = g_ptr_array_index (tranches, i);

      move (self, ga_record_get_text (tranche, "paid_on"), PAID, NULL,
            ga_record_get_integer (tranche, "amount"));
    }
  move (self, ga_record_get_text (grant, "returned_on"), RETURNED, NULL,
        -ga_record_get_integer (grant, "returned"));
  return read_entries (self, id, error);
}

static gboolean
read_application (Statement *self, const GaId *id, GError **error)
{
  g_autoptr (GaRecord) application = ga_record_paper_find (self->reader, "application", id, error);
  g_autoptr (GPtrArray) grants = NULL;

  if (application == NULL)
    return FALSE;
  grants = ga_record_paper_list (self->reader, "grant", "application", id, error);
  for (guint i = 0; grants != NULL && i < grants->len; i++)
    if (!read_grant (self, application, g_ptr_array_index (grants, i), error))
      return FALSE;
  return grants != NULL;
}

static gint64
sum (const Statement *self, guint grant, Kind kind, int from, int to)
{
  gint64 oere = 0;

  for (guint i = 0; i < self->movements->len; i++)
    {
      const Movement *movement = &g_array_index (self->movements, Movement, i);

      if ((grant == ALL_GRANTS || movement->grant == grant) &&
          (kind == ANYTHING || movement->kind == kind) && movement->year >= from &&
          movement->year <= to)
        oere += movement->oere;
    }
  return oere;
}

static gint64
sum_category (const Statement *self, const char *category, int year)
{
  gint64 oere = 0;

  for (guint i = 0; i < self->movements->len; i++)
    {
      const Movement *movement = &g_array_index (self->movements, Movement, i);

      if (movement->kind == SPENT && movement->year == year &&
          g_strcmp0 (movement->category, category) == 0)
        oere += movement->oere;
    }
  return oere;
}

/* Whether something of it may still come. */
static gboolean
is_going_on (int year)
{
  g_autofree char *today = ga_date_today ();

  return year >= get_year (today);
}

/* (transfer full): "Balance on 31 December 2026" */
static char *
describe_balance (int year, const char *day)
{
  g_autofree char *date = g_strdup_printf ("%04d-%s", year, day);
  g_autofree char *shown = ga_date_display (date);

  /* Translators: %s is a day. */
  return g_strdup_printf (_ ("Balance on %s"), shown);
}

/* What came in, what went out, and what there was then: a column each, empty where it says nothing.
 */
typedef enum
{
  IN = 1,
  OUT,
  BALANCE,
} Column;

static void
add_row (GaTable *table, const char *text, Column column, gint64 oere)
{
  g_autofree char *amount = ga_money_display (oere, NULL);
  const char *cells[] = { text, "", "", "", NULL };

  cells[column] = amount;
  ga_table_add_row (table, cells);
}

static void
add_categories (const Statement *self, GaTable *table, int year)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (self->reader), "account_entry");
  const GaField *field = ga_entity_get_field (entity, "category");
  gint64 other = sum (self, ALL_GRANTS, SPENT, year, year);

  for (const GaChoice *choice = field->choices; choice->code != NULL; choice++)
    {
      gint64 spent = sum_category (self, choice->code, year);

      other -= spent;
      if (spent != 0)
        add_row (table, _ (choice->label), OUT, -spent);
    }
  if (other != 0)
    add_row (table, _ ("Without a category"), OUT, -other);
}

static void
set_balance (const Statement *self, GaTable *table, int year)
{
  g_autofree char *after =
      is_going_on (year) ? g_strdup (_ ("Balance so far")) : describe_balance (year, "12-31");
  g_autofree char *in = ga_money_display (sum (self, ALL_GRANTS, PAID, year, year), NULL);
  g_autofree char *out = ga_money_display (-sum (self, ALL_GRANTS, SPENT, year, year) -
                                               sum (self, ALL_GRANTS, RETURNED, year, year),
                                           NULL);
  g_autofree char *left =
      ga_money_display (sum (self, ALL_GRANTS, ANYTHING, FIRST_YEAR, year), NULL);

  ga_table_set_total (table, (const char *const[]){ after, in, out, left, NULL });
}

static void
add_sums (Statement *self, int year)
{
  g_autoptr (GaTable) table = ga_table_new ();
  g_autofree char *before = describe_balance (year, "01-01");

  ga_table_add_column (table, _ ("Text"), FALSE);
  ga_table_add_column (table, CAME_IN, TRUE);
  ga_table_add_column (table, WENT_OUT, TRUE);
  ga_table_add_column (table, _ ("Balance"), TRUE);
  add_row (table, before, BALANCE, sum (self, ALL_GRANTS, ANYTHING, FIRST_YEAR, year - 1));
  add_row (table, _ ("Paid out"), IN, sum (self, ALL_GRANTS, PAID, year, year));
  add_categories (self, table, year);
  add_row (table, _ ("Returned"), OUT, -sum (self, ALL_GRANTS, RETURNED, year, year));
  set_balance (self, table, year);
  ga_paper_add_table (self->paper, table);
}

/* Of the only grant. */
static void
add_entries (Statement *self, int year)
{
  static const char *const columns[] = { "date", "text", "voucher", "category", "amount", NULL };
  g_autoptr (GPtrArray) of_year = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    if (get_year (ga_record_get_text (g_ptr_array_index (self->entries, i), "date")) == year)
      g_ptr_array_add (of_year, g_ptr_array_index (self->entries, i));
  if (of_year->len > 0)
    ga_paper_add (self->paper, GA_PAPER_SUBHEADING, _ ("Accounts"));
  ga_record_paper_add_table (self->paper, self->reader, of_year, columns, "amount", WENT_OUT);
}

/* @grant: or %ALL_GRANTS */
static void
add_grant_row (Statement *self, GaTable *table, guint grant, int year)
{
  gboolean is_total = grant == ALL_GRANTS;
  const GaRecord *application = is_total ? NULL : g_ptr_array_index (self->applications, grant);
  g_autofree char *applicant = is_total
                                   ? g_strdup (_ ("In all"))
                                   : ga_reader_display (self->reader, application, "applicant");
  g_autofree char *before =
      ga_money_display (sum (self, grant, ANYTHING, FIRST_YEAR, year - 1), NULL);
  g_autofree char *paid = ga_money_display (sum (self, grant, PAID, year, year), NULL);
  g_autofree char *spent = ga_money_display (-sum (self, grant, SPENT, year, year), NULL);
  g_autofree char *returned = ga_money_display (-sum (self, grant, RETURNED, year, year), NULL);
  g_autofree char *after = ga_money_display (sum (self, grant, ANYTHING, FIRST_YEAR, year), NULL);
  const char *purpose = is_total ? "" : ga_record_get_text (application, "purpose");
  const char *const cells[] = { applicant, purpose, before, paid, spent, returned, after, NULL };

  if (is_total)
    ga_table_set_total (table, cells);
  else
    ga_table_add_row (table, cells);
}

static void
add_grants (Statement *self, int year)
{
  g_autoptr (GaTable) table = ga_table_new ();

  ga_table_add_column (table, _ ("Applicant"), FALSE);
  ga_table_add_column (table, _ ("Purpose"), FALSE);
  ga_table_add_column (table, _ ("Balance before"), TRUE);
  ga_table_add_column (table, _ ("Paid out"), TRUE);
  ga_table_add_column (table, _ ("Spent"), TRUE);
  ga_table_add_column (table, _ ("Returned"), TRUE);
  ga_table_add_column (table, _ ("Balance"), TRUE);
  for (guint i = 0; i < self->grants->len; i++)
    add_grant_row (self, table, i, year);
  if (self->grants->len > 1)
    add_grant_row (self, table, ALL_GRANTS, year);
  ga_paper_add (self->paper, GA_PAPER_SUBHEADING, _ ("Grants"));
  ga_paper_add_table (self->paper, table);
}

static void
add_state (Statement *self, int year)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *shown = ga_date_display (today);
  g_autofree char *note = NULL;

  if (!is_going_on (year))
    return;
  /* Translators: a year, and a day */
  note = g_strdup_printf (_ ("%1$d is not over: these are the figures of %2$s."), year, shown);
  ga_paper_add (self->paper, GA_PAPER_NOTE, note);
}

static void
add_year (Statement *self, gboolean of_round, int year)
{
  g_autofree char *heading = g_strdup_printf ("%d", year);

  ga_paper_add (self->paper, GA_PAPER_HEADING, heading);
  add_state (self, year);
  add_sums (self, year);
  if (of_round)
    add_grants (self, year);
  else
    add_entries (self, year);
}

static void
add_years (Statement *self, gboolean of_round, int year)
{
  int first = year, last = year;
  /* Translators: %s is a currency: DKK. */
  g_autofree char *unit = g_strdup_printf (_ ("Amounts in %s."), self->currency);

  for (guint i = 0; year == GA_STATEMENT_ALL_YEARS && i < self->movements->len; i++)
    {
      int at = g_array_index (self->movements, Movement, i).year;

      first = i == 0 ? at : MIN (first, at);
      last = MAX (last, at);
    }
  if (last == GA_STATEMENT_ALL_YEARS)
    {
      ga_paper_add (self->paper, GA_PAPER_TEXT, _ ("Nothing has been paid out or spent yet."));
      return;
    }
  ga_paper_add (self->paper, GA_PAPER_NOTE, unit);
  ga_paper_add (self->paper, GA_PAPER_NOTE,
                _ ("The balance is what was paid out, less what was spent and returned."));
  for (int at = first; at <= last; at++)
    add_year (self, of_round, at);
}

static void
begin (Statement *self, const GaRecord *round, int year, const char *about)
{
  g_autofree char *title = NULL;
  g_autofree char *whole = NULL;

  if (year == GA_STATEMENT_ALL_YEARS)
    title = g_strdup (_ ("Annual statement"));
  else
    /* Translators: %d is a year. */
    title = g_strdup_printf (_ ("Annual statement %d"), year);
  whole = g_strjoin (" · ", title, about, NULL);
  self->paper = ga_paper_new (whole);
  ga_record_paper_add_sender (self->paper, self->reader, round);
  ga_paper_add (self->paper, GA_PAPER_TITLE, title);
}

static gboolean
write_grant (Statement *self, GaRecord *grant, int year, GError **error)
{
  static const char *const of_application[] = { "applicant", "purpose", "round", NULL };
  static const char *const of_grant[] = { "amount", "start", "until", "extended_until", NULL };
  g_autoptr (GaRecord) application =
      ga_record_paper_find_parent (self->reader, grant, "application", error);
  g_autoptr (GaRecord) round = NULL;
  g_autofree char *applicant = NULL;

  if (application == NULL || !read_grant (self, application, grant, error))
    return FALSE;
  applicant = ga_reader_display (self->reader, application, "applicant");
  round = ga_record_paper_find_parent (self->reader, application, "round", error);
  if (round == NULL)
    return FALSE;
  begin (self, round, year, applicant);
  self->currency = ga_record_get_text (grant, "currency");
  ga_record_paper_add_facts (self->paper, self->reader, application, of_application);
  ga_record_paper_add_facts (self->paper, self->reader, grant, of_grant);
  add_years (self, FALSE, year);
  return TRUE;
}

static gboolean
write_round (Statement *self, const GaRecord *round, int year, GError **error)
{
  static const char *const names[] = { "title", "period", "frame", NULL };
  g_autofree char *title = ga_reader_title_of (self->reader, round);
  g_autoptr (GPtrArray) applications =
      ga_reader_round_applications (self->reader, ga_record_get_id (round), error);

  for (guint i = 0; applications != NULL && i < applications->len; i++)
    {
      const GaRoundApplication *application = g_ptr_array_index (applications, i);

      if (!read_application (self, &application->id, error))
        return FALSE;
    }
  if (applications == NULL)
    return FALSE;
  begin (self, round, year, title);
  self->currency = ga_record_get_text (round, "currency");
  ga_record_paper_add_facts (self->paper, self->reader, round, names);
  add_years (self, TRUE, year);
  return TRUE;
}

GaPaper *
ga_statement_new (GaReader *reader, const GaId *id, int year, GError **error)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GaRecord) grant = ga_record_paper_find (reader, "grant", id, &missing);
  g_autoptr (GaRecord) round = NULL;
  g_auto (Statement) statement = statement_make (reader);
  gboolean written;

  if (grant == NULL)
    round = ga_record_paper_find (reader, "round", id, error);
  if (grant == NULL && round == NULL)
    return NULL;
  written = grant != NULL ? write_grant (&statement, grant, year, error)
                          : write_round (&statement, round, year, error);
  return written ? g_steal_pointer (&statement.paper) : NULL;
}
