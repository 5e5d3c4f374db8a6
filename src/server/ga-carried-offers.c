/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-carried-offers.h"

#include "model/ga-conflict-subject.h"
#include "server/ga-database.h"
#include "server/ga-life.h"
#include "server/ga-server-rows.h"

enum
{
  BODIES,
  FILES,
  N_KINDS,
};

/* A file that was brought lies in the folder still. What no record names goes by itself. */
static const GaCarriedKind kinds[N_KINDS] = {
  [BODIES] = { "quarantine", .key = "account,client,at", .order = "number" },
  [FILES] = { "file", .key = "sha,account" },
};

/* @before: has the cards, which are conflicts; nothing more is read from it
 * @cards: (element-type GaStoredRow) */
struct _GaCarriedOffers
{
  gint64 tenant;
  GaSchema *schema;
  gboolean whole;
  GaCarriedRows *rows[N_KINDS];
  GaRows *before;
  GPtrArray *cards;
};

static const GaEntity *
get_entity (GaCarriedOffers *self)
{
  return ga_schema_get (self->schema, "conflict");
}

static const GaValue *
get_value (const GaStoredRow *card, const char *name)
{
  return &card->row->values[ga_entity_field_index (card->row->entity, name)];
}

/* Whether it says what it is about, and lies where somebody may see it. */
static gboolean
is_sound (GaCarriedOffers *self, const GaStoredRow *card)
{
  g_autoptr (GaRecord) record = ga_row_to_record (card->row);
  const GaEntity *entity;
  GaId id;

  return card->row->space.place != GA_PLACE_OWN &&
         get_value (card, "subject")->kind == GA_VALUE_TEXT &&
         get_value (card, "record")->kind == GA_VALUE_TEXT &&
         get_value (card, "state")->kind == GA_VALUE_TEXT &&
         ga_conflict_find_subject (self->schema, record, &entity, &id);
}

/* @ids: (element-type GaId): of those that there are */
typedef struct
{
  GaCarriedOffers *offers;
  GArray *ids;
  guint next;
} Reading;

static gboolean
list_cards_cb (GaSql *before, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  GaCarriedOffers *self = reading->offers;
  g_autofree char *text = g_strdup_printf (
      "SELECT id FROM %s WHERE tenant = $1 AND kind = 'quarantine' AND _gone = 0 ORDER BY _rev",
      ga_sql_table (before, get_entity (self)));
  GaStatement *statement = ga_sql_prepare (before, text, error);
  gboolean row = TRUE;
  GaId id;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->tenant);
  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (row && ga_statement_get_id (statement, 0, &id))
        g_array_append_val (reading->ids, id);
      else if (row)
        self->whole = FALSE;
    }
  return TRUE;
}

static gboolean
read_card_cb (GaSql *before, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  GaCarriedOffers *self = reading->offers;
  const GaId *id = &g_array_index (reading->ids, GaId, reading->next);
  GaStoredRow *card = NULL;

  if (!ga_rows_find (self->before, get_entity (self), id, &card, error))
    return FALSE;
  if (card != NULL && is_sound (self, card))
    g_ptr_array_add (self->cards, card);
  else
    self->whole = FALSE;
  return TRUE;
}

static gboolean
read_all (GaCarriedOffers *self, GaSql *before, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  Reading reading = { self, ids, 0 };

  for (guint i = 0; i < N_KINDS; i++)
    if (!ga_carried_rows_read (self->rows[i], before, self->tenant, &self->whole, error))
      return FALSE;
  if (!ga_carried_try (before, list_cards_cb, &reading, &self->whole, error))
    return FALSE;
  for (; reading.next < ids->len; reading.next++)
    if (!ga_carried_try (before, read_card_cb, &reading, &self->whole, error))
      return FALSE;
  return TRUE;
}

GaCarriedOffers *
ga_carried_offers_read (GaSql *before, GaSchema *schema, gint64 tenant, GError **error)
{
  g_autoptr (GaCarriedOffers) self = g_new0 (GaCarriedOffers, 1);
  g_autoptr (GPtrArray) tables = ga_tables_new (schema);

  self->tenant = tenant;
  self->schema = g_object_ref (schema);
  for (guint i = 0; i < N_KINDS; i++)
    self->rows[i] = ga_carried_rows_new (tables, &kinds[i]);
  self->before = ga_rows_new (before, schema, tenant);
  self->cards = g_ptr_array_new ();
  self->whole = TRUE;
  return read_all (self, before, error) ? g_steal_pointer (&self) : NULL;
}

void
ga_carried_offers_free (GaCarriedOffers *self)
{
  g_ptr_array_unref (self->cards);
  ga_rows_free (self->before);
  for (guint i = 0; i < N_KINDS; i++)
    ga_carried_rows_free (self->rows[i]);
  g_object_unref (self->schema);
  g_free (self);
}

gboolean
ga_carried_offers_is_whole (GaCarriedOffers *self)
{
  return self->whole;
}

static void
set_account (GaStoredRow *card,
             const char *name,
             const GaCarriedNumbers *numbers,
             const GaFieldStamp *stamp)
{
  const GaValue *before = get_value (card, name);
  g_auto (GaValue) account = { 0 };
  gint64 number =
      before->kind == GA_VALUE_INTEGER ? ga_carried_find (numbers->accounts, before->integer) : 0;

  if (number != 0)
    ga_value_set_integer (&account, number);
  ga_stored_row_set (card, (guint) ga_entity_field_index (card->row->entity, name), &account,
                     stamp);
}

/* A card that nobody has said no to is as it was made, at its time: what was decided since comes
 * later. */
static void
fill_card (GaStoredRow *card,
           const GaStoredRow *before,
           gint64 revision,
           const GaCarriedNumbers *numbers)
{
  guint at_state = (guint) ga_entity_field_index (card->row->entity, "state");
  GaFieldStamp made = { revision, before->made.time, before->made.client };
  GaFieldStamp last = { revision, before->row->at, before->client };
  g_auto (GaValue) open = { 0 };

  card->row->space = before->row->space;
  card->row->extra = g_strdup (before->row->extra);
  card->made = made;
  for (guint i = 0; i < card->row->entity->n_fields; i++)
    ga_stored_row_set (card, i, &before->row->values[i], &made);
  set_account (card, "kept_by", numbers, &made);
  set_account (card, "lost_by", numbers, &made);
  if (g_str_equal (get_value (card, "state")->text, "kept"))
    {
      card->stamps[at_state] = last;
      ga_stored_row_touch (card, &last, ga_carried_find (numbers->accounts, before->row->by));
      return;
    }
  ga_value_set_text (&open, "open");
  ga_stored_row_set (card, at_state, &open, &made);
  ga_stored_row_touch (card, &made, 0);
}

static gboolean
carry_card (GaCarriedOffers *self,
            GaRows *rows,
            const GaStoredRow *before,
            gint64 *newest,
            const GaCarriedNumbers *numbers,
            GError **error)
{
  GaStoredRow *card = NULL;

  if (!ga_rows_find (rows, get_entity (self), &before->row->id, &card, error))
    return FALSE;
  if (card != NULL)
    return TRUE;
  card = ga_rows_add (rows, get_entity (self), &before->row->id);
  fill_card (card, before, ++*newest, numbers);
  return ga_rows_write (rows, card, error);
}

static gboolean
carry_cards (GaCarriedOffers *self, GaSql *sql, const GaCarriedNumbers *numbers, GError **error)
{
  g_autoptr (GaRows) rows = ga_rows_new (sql, self->schema, self->tenant);
  GaLife life;
  gint64 newest;

  if (!ga_life_load (sql, self->tenant, TRUE, &life, error))
    return FALSE;
  newest = life.head;
  for (guint i = 0; i < self->cards->len; i++)
    if (!carry_card (self, rows, g_ptr_array_index (self->cards, i), &newest, numbers, error))
      return FALSE;
  return ga_rows_write_sums (rows, error) && ga_life_move (sql, self->tenant, newest, error);
}

gboolean
ga_carried_offers_apply (GaCarriedOffers *self,
                         GaSql *sql,
                         const GaCarriedNumbers *numbers,
                         GError **error)
{
  for (guint i = 0; i < N_KINDS; i++)
    if (!ga_carried_rows_apply (self->rows[i], sql, numbers, error))
      return FALSE;
  return carry_cards (self, sql, numbers, error);
}
