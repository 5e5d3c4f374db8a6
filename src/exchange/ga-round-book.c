/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-round-book.h"

#include <glib/gi18n-lib.h>

#include "exchange/ga-record-cells.h"
#include "model/entities/ga-entities.h"
#include "model/ga-value.h"
#include "store/ga-round-figures.h"

/* A grant with what belongs to it. */
typedef struct
{
  const GaRecord *application;
  GaRecord *grant;
  GPtrArray *tranches;
  GPtrArray *entries;
  gint64 paid;
  gint64 spent;
} Given;

struct _GaRoundBook
{
  GaReader *reader;
  GaRecord *round;
  GPtrArray *applications; /* of GaRecord */
  GPtrArray *grants;       /* of Given */
  GaRoundFigures figures;
  GaRecordCells *cells;
};

static const char *const application_fields[] = {
  "applicant", "kommune",        "purpose",    "status",          "submitted",
  "amount",    "decided_amount", "decided_on", "decision_reason", NULL
};
static const char *const grant_fields[] = { "start",  "until",    "extended_until",
                                            "amount", "returned", "returned_on",
                                            NULL };
static const char *const tranche_fields[] = { "due",     "condition", "condition_met",
                                              "paid_on", "reference", "amount",
                                              NULL };
static const char *const entry_fields[] = { "date", "text", "category", "voucher", "amount", NULL };

#define MOST_COLUMNS 16

/* A sheet of records that is being written, with a sum for each column of money. */
typedef struct
{
  GaRoundBook *self;
  GaWorkbook *book;
  const GaEntity *entity;
  const char *const *fields;
  gboolean names_application; /* which it belongs to, in columns before the others */
  gint64 sums[MOST_COLUMNS];
  guint n_more; /* columns of money after those of the fields */
} Sheet;

static void
given_free (gpointer data)
{
  Given *given = data;

  g_clear_object (&given->grant);
  g_clear_pointer (&given->tranches, g_ptr_array_unref);
  g_clear_pointer (&given->entries, g_ptr_array_unref);
  g_free (given);
}

static const GaEntity *
get_entity (GaRoundBook *self, const char *name)
{
  return ga_schema_get (ga_reader_get_schema (self->reader), name);
}

/* (transfer full) (nullable): the records of an entity that belong to another */
static GPtrArray *
list_parts (GaRoundBook *self,
            const char *entity,
            const char *field,
            const GaId *id,
            const char *sort,
            GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (get_entity (self, entity));

  ga_query_where_id (query, field, id);
  ga_query_sort (query, sort);
  return ga_reader_list (self->reader, query, error);
}

static void
add_up (GaRoundBook *self, Given *given)
{
  for (guint i = 0; i < given->tranches->len; i++)
    if (ga_record_has (given->tranches->pdata[i], "paid_on"))
      given->paid += ga_record_get_integer (given->tranches->pdata[i], "amount");
  for (guint i = 0; i < given->entries->len; i++)
    given->spent += ga_record_get_integer (given->entries->pdata[i], "amount");
  self->figures.granted += ga_record_get_integer (given->grant, "amount");
  self->figures.returned += ga_record_get_integer (given->grant, "returned");
  self->figures.paid += given->paid;
  self->figures.spent += given->spent;
}

static gboolean
read_grants (GaRoundBook *self, const GaRecord *application, GError **error)
{
  g_autoptr (GPtrArray) grants =
      list_parts (self, "grant", "application", ga_record_get_id (application), "newest", error);

  for (guint i = 0; grants != NULL && i < grants->len; i++)
    {
      Given *given = g_new0 (Given, 1);
      const GaId *id = ga_record_get_id (grants->pdata[i]);

      given->application = application;
      given->grant = g_object_ref (grants->pdata[i]);
      g_ptr_array_add (self->grants, given);
      given->tranches = list_parts (self, "tranche", "grant", id, "due", error);
      if (given->tranches != NULL)
        given->entries = list_parts (self, "account_entry", "grant", id, "date", error);
      if (given->tranches == NULL || given->entries == NULL)
        return FALSE;
      add_up (self, given);
    }
  return grants != NULL;
}

/* By applicant and purpose, as the alphabet has them. */
static gboolean
read_applications (GaRoundBook *self, const GaId *round, GError **error)
{
  g_autoptr (GPtrArray) found = ga_reader_round_applications (self->reader, round, error);

  self->applications = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const GaRoundApplication *application = found->pdata[i];
      GaRecord *record =
          ga_reader_find (self->reader, get_entity (self, "application"), &application->id, error);

      if (record == NULL)
        return FALSE;
      if (!application->is_decided)
        ga_record_clear (record, "decided_amount");
      if (!ga_application_is_submitted (record))
        ga_record_clear (record, "submitted");
      g_ptr_array_add (self->applications, record);
    }
  return found != NULL;
}

static gboolean
read_all (GaRoundBook *self, const GaId *round, GError **error)
{
  GaRoundSums sums;

  self->round = ga_reader_find (self->reader, get_entity (self, "round"), round, error);
  if (self->round == NULL || !ga_reader_round_sums (self->reader, round, &sums, error) ||
      !read_applications (self, round, error))
    return FALSE;
  for (guint i = 0; i < self->applications->len; i++)
    if (!read_grants (self, self->applications->pdata[i], error))
      return FALSE;
  self->figures.frame = ga_record_get_integer (self->round, "frame");
  self->figures.reserved = sums.reserved;
  self->figures.left = ga_round_sums_get_left (&sums, self->figures.frame);
  return TRUE;
}

/**
 * ga_round_book_new:
 * @reader: must outlive it
 *
 * Returns: (transfer full) (nullable): %NULL with @error set (#GaStoreError)
 */
GaRoundBook *
ga_round_book_new (GaReader *reader, const GaId *round, GError **error)
{
  g_autoptr (GaRoundBook) self = g_new0 (GaRoundBook, 1);

  self->reader = reader;
  self->cells = ga_record_cells_new (reader);
  self->grants = g_ptr_array_new_with_free_func (given_free);
  return read_all (self, round, error) ? g_steal_pointer (&self) : NULL;
}

void
ga_round_book_free (GaRoundBook *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->round);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  g_ptr_array_unref (self->grants);
  ga_record_cells_free (self->cells);
  g_free (self);
}

const GaRoundFigures *
ga_round_book_get_figures (const GaRoundBook *self)
{
  return &self->figures;
}

static void
add_amount (GaRoundBook *self, GaWorkbook *book, gint64 oere)
{
  ga_workbook_add_money (book, oere, ga_record_get_text (self->round, "currency"));
}

static void
add_figure (GaRoundBook *self, GaWorkbook *book, const char *label, gint64 oere, gboolean is_sum)
{
  ga_workbook_begin_row (book, is_sum);
  ga_workbook_add_text (book, label);
  add_amount (self, book, oere);
  ga_workbook_end_row (book);
}

static void
write_round (GaRoundBook *self, GaWorkbook *book)
{
  const GaEntity *entity = ga_record_get_entity (self->round);

  ga_workbook_begin_sheet (book, _ (entity->label));
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];

      if (field->flags & (GA_FIELD_LONG | GA_FIELD_HIDDEN) ||
          !ga_record_has (self->round, field->name))
        continue;
      ga_workbook_begin_row (book, FALSE);
      ga_workbook_add_text (book, ga_field_get_label (field));
      ga_record_cells_add (self->cells, book, self->round, i);
      ga_workbook_end_row (book);
    }
  ga_workbook_begin_row (book, FALSE);
  ga_workbook_end_row (book);
  add_figure (self, book, _ ("Frame"), self->figures.frame, FALSE);
  add_figure (self, book, _ ("Granted"), self->figures.granted, FALSE);
  add_figure (self, book, _ ("Returned"), self->figures.returned, FALSE);
  add_figure (self, book, _ ("Reserved: approved, not granted yet"), self->figures.reserved, FALSE);
  add_figure (self, book, _ ("Still left"), self->figures.left, TRUE);
  add_figure (self, book, _ ("Paid out"), self->figures.paid, FALSE);
  add_figure (self, book, _ ("Spent"), self->figures.spent, FALSE);
}

/* @more: (array zero-terminated=1): headings of further columns of money */
static void
begin_sheet (Sheet *sheet, const char *name, const char *const *more)
{
  const GaEntity *application = get_entity (sheet->self, "application");
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();

  if (sheet->names_application)
    {
      g_ptr_array_add (
          headings, (gpointer) ga_field_get_label (ga_entity_get_field (application, "applicant")));
      g_ptr_array_add (
          headings, (gpointer) ga_field_get_label (ga_entity_get_field (application, "purpose")));
    }
  for (guint i = 0; sheet->fields[i] != NULL; i++)
    g_ptr_array_add (headings, (gpointer) ga_field_get_label (
                                   ga_entity_get_field (sheet->entity, sheet->fields[i])));
  for (sheet->n_more = 0; more[sheet->n_more] != NULL; sheet->n_more++)
    g_ptr_array_add (headings, (gpointer) more[sheet->n_more]);
  g_ptr_array_add (headings, NULL);
  ga_workbook_begin_sheet (sheet->book, name);
  ga_workbook_add_headings (sheet->book, (const char *const *) headings->pdata);
}

static void
add_field (Sheet *sheet, const GaRecord *record, const char *field)
{
  const GaEntity *entity = ga_record_get_entity (record);

  ga_record_cells_add (sheet->self->cells, sheet->book, record,
                       ga_entity_field_index (entity, field));
}

/* @more: what stands in the further columns */
static void
add_record (Sheet *sheet,
            const GaRecord *application,
            const GaRecord *record,
            const gint64 *more,
            guint n_more)
{
  guint n = 0;

  ga_workbook_begin_row (sheet->book, FALSE);
  if (sheet->names_application)
    {
      add_field (sheet, application, "applicant");
      add_field (sheet, application, "purpose");
    }
  for (; sheet->fields[n] != NULL; n++)
    {
      add_field (sheet, record, sheet->fields[n]);
      if (ga_entity_get_field (sheet->entity, sheet->fields[n])->type == GA_FIELD_MONEY)
        sheet->sums[n] += ga_record_get_integer (record, sheet->fields[n]);
    }
  for (guint i = 0; i < n_more; i++)
    {
      add_amount (sheet->self, sheet->book, more[i]);
      sheet->sums[n + i] += more[i];
    }
  ga_workbook_end_row (sheet->book);
}

/* The sums are values: what somebody adds to the sheet is theirs to add up. */
static void
end_sheet (Sheet *sheet)
{
  guint n = 0;

  ga_workbook_begin_row (sheet->book, TRUE);
  ga_workbook_add_text (sheet->book, _ ("In all"));
  if (sheet->names_application)
    ga_workbook_add_text (sheet->book, NULL);
  else
    n++;
  for (; sheet->fields[n] != NULL; n++)
    if (ga_entity_get_field (sheet->entity, sheet->fields[n])->type == GA_FIELD_MONEY)
      add_amount (sheet->self, sheet->book, sheet->sums[n]);
    else
      ga_workbook_add_text (sheet->book, NULL);
  for (guint i = 0; i < sheet->n_more; i++)
    add_amount (sheet->self, sheet->book, sheet->sums[n + i]);
  ga_workbook_end_row (sheet->book);
}

static void
write_applications (GaRoundBook *self, GaWorkbook *book)
{
  Sheet sheet = { self, book, get_entity (self, "application"), application_fields, FALSE };

  begin_sheet (&sheet, _ (sheet.entity->plural), (const char *const[]){ NULL });
  for (guint i = 0; i < self->applications->len; i++)
    add_record (&sheet, NULL, self->applications->pdata[i], NULL, 0);
  end_sheet (&sheet);
}

static void
write_grants (GaRoundBook *self, GaWorkbook *book)
{
  const char *const more[] = { _ ("Paid out"), _ ("Spent"), _ ("Left of the grant"), NULL };
  Sheet sheet = { self, book, get_entity (self, "grant"), grant_fields, TRUE };

  begin_sheet (&sheet, _ (sheet.entity->plural), more);
  for (guint i = 0; i < self->grants->len; i++)
    {
      const Given *given = self->grants->pdata[i];
      gint64 left = ga_record_get_integer (given->grant, "amount") -
                    ga_record_get_integer (given->grant, "returned") - given->spent;

      add_record (&sheet, given->application, given->grant,
                  (const gint64[]){ given->paid, given->spent, left }, 3);
    }
  end_sheet (&sheet);
}

static void
write_tranches (GaRoundBook *self, GaWorkbook *book)
{
  const char *const more[] = { _ ("Paid out"), NULL };
  Sheet sheet = { self, book, get_entity (self, "tranche"), tranche_fields, TRUE };

  begin_sheet (&sheet, _ (sheet.entity->plural), more);
  for (guint i = 0; i < self->grants->len; i++)
    {
      const Given *given = self->grants->pdata[i];

      for (guint j = 0; j < given->tranches->len; j++)
        {
          const GaRecord *tranche = given->tranches->pdata[j];
          gint64 paid =
              ga_record_has (tranche, "paid_on") ? ga_record_get_integer (tranche, "amount") : 0;

          add_record (&sheet, given->application, tranche, &paid, 1);
        }
    }
  end_sheet (&sheet);
}

static void
write_accounts (GaRoundBook *self, GaWorkbook *book)
{
  Sheet sheet = { self, book, get_entity (self, "account_entry"), entry_fields, TRUE };

  begin_sheet (&sheet, _ ("Accounts"), (const char *const[]){ NULL });
  for (guint i = 0; i < self->grants->len; i++)
    {
      const Given *given = self->grants->pdata[i];

      for (guint j = 0; j < given->entries->len; j++)
        add_record (&sheet, given->application, given->entries->pdata[j], NULL, 0);
    }
  end_sheet (&sheet);
}

/**
 * ga_round_book_write:
 * @path: the file; an older one is replaced when the new one is whole
 *
 * Returns: %FALSE with @error set (#GaExchangeError)
 */
gboolean
ga_round_book_write (GaRoundBook *self, const char *path, GError **error)
{
  g_autoptr (GaWorkbook) book = ga_workbook_new (path, GA_WORKBOOK_XLSX, error);

  if (book == NULL)
    return FALSE;
  write_round (self, book);
  write_applications (self, book);
  write_grants (self, book);
  write_tranches (self, book);
  write_accounts (self, book);
  return ga_workbook_finish (book, error);
}
