/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-generator-offices.h"

#include "model/ga-date.h"
#include "model/ga-money.h"

/* An agreement is about so many neighbouring kommuner, and has so many initiatives. */
#define KOMMUNER_EACH    3
#define INITIATIVES_EACH 2

#define SHARE_OF_INITIATIVES 0.6 /* of communities */
#define BRAND_EVERY          10  /* each such community goes by the name of the first initiative */

#define ROUNDS        3
#define SHARE_APPLIES 0.6
#define SHARE_GRANTED 0.8
#define SHARE_BACK    0.15

#define KRONER(n) ((gint64) (n) *100)

/* An initiative, and who stands behind it. */
typedef struct
{
  GaId id;
  GaId partner;
  const GaRecord *kommune;
  guint n_communities;
} Initiative;

typedef struct
{
  GaInvention *invention;
  GaDice *dice;
  GPtrArray *kommuner;
  GaGeneratorPlan *plan;
  GArray *initiatives; /* Initiative */
  char *today;
  guint year; /* this one */
} Offices;

/* A funding round, whose grants run from March of its year to the end of the next. */
typedef struct
{
  GaId id;
  guint year;
} Round;

static char *
day_in (guint year, const char *rest)
{
  return g_strdup_printf ("%04u-%s", year, rest);
}

static GaRecord *
make (Offices *self, const char *entity, const char *date)
{
  return ga_invention_make (self->invention, entity, date);
}

static gboolean
write_partner (Offices *self, const GaRecord *kommune, const char *date, GaId *id, GError **error)
{
  g_autoptr (GaRecord) partner = make (self, "organisation", date);
  char code[GA_ID_TEXT_SIZE];
  /* Not for translation: invented data are Danish. */
  g_autofree char *name =
      g_strdup_printf ("Sundhed og Fritid %s", ga_record_get_text (kommune, "name"));

  ga_id_format (ga_record_get_id (kommune), code);
  ga_record_set_text (partner, "name", name);
  ga_record_set_text (partner, "kind", "kommune");
  ga_record_set_text (partner, "kommuner", code);
  *id = *ga_record_get_id (partner);
  return ga_invention_write (self->invention, partner, error);
}

static gboolean
write_party (
    Offices *self, const GaId *agreement, const GaId *partner, const char *date, GError **error)
{
  g_autoptr (GaRecord) party = make (self, "agreement_party", date);

  ga_record_set_reference (party, "agreement", agreement);
  ga_record_set_reference (party, "organisation", partner);
  ga_record_set_text (party, "department", "Sundhed");
  return ga_invention_write (self->invention, party, error);
}

static gboolean
write_indicator (
    Offices *self, const GaId *initiative, gboolean counted, const char *date, GError **error)
{
  g_autoptr (GaRecord) indicator = make (self, "indicator", date);
  g_autofree char *due = day_in (self->year + 1, "12-31");

  ga_record_set_reference (indicator, "initiative", initiative);
  ga_record_set_text (indicator, "name", counted ? "Fremmøder" : "Nye mødesteder");
  ga_record_set_text (indicator, "unit", counted ? "fremmøder" : "steder");
  ga_record_set_integer (indicator, "baseline", 0);
  ga_record_set_integer (indicator, "target",
                         counted ? 10000 + 1000 * (gint64) ga_dice_below (self->dice, 20)
                                 : 4 + ga_dice_below (self->dice, 8));
  ga_record_set_text (indicator, "due", due);
  ga_record_set_text (indicator, "measured_by", counted ? "attendance" : "hand");
  if (!counted)
    ga_record_set_integer (indicator, "value", 2 + ga_dice_below (self->dice, 8));
  return ga_invention_write (self->invention, indicator, error);
}

static gboolean
write_initiative (Offices *self,
                  Initiative *initiative,
                  const GaId *agreement,
                  const GaId *goal,
                  guint number,
                  const char *date,
                  GError **error)
{
  static const char *const names[] = { "Gå glad", "Skridt for skridt", "Ud ad døren",
                                       "Flere på stien" };
  static const char *const targets[] = { "everyone", "seniors", "loneliness", "newcomers" };
  g_autoptr (GaRecord) record = make (self, "initiative", date);
  g_autofree char *name = g_strdup_printf ("%s, %s", names[number % G_N_ELEMENTS (names)],
                                           ga_record_get_text (initiative->kommune, "name"));
  char goals[GA_ID_TEXT_SIZE];

  ga_id_format (goal, goals);
  initiative->id = *ga_record_get_id (record);
  ga_record_set_text (record, "name", name);
  ga_record_set_reference (record, "agreement", agreement);
  ga_record_set_text (record, "goals", goals);
  ga_record_set_text (record, "status", "active");
  ga_record_set_text (record, "target_group", targets[number % G_N_ELEMENTS (targets)]);
  ga_record_set_text (record, "data_source", "Den lokale sundhedsprofil");
  return ga_invention_write (self->invention, record, error) &&
         write_indicator (self, &initiative->id, TRUE, date, error) &&
         write_indicator (self, &initiative->id, FALSE, date, error);
}

static gboolean
write_goal (Offices *self, const GaRecord *kommune, const char *date, GaId *id, GError **error)
{
  g_autoptr (GaRecord) goal = make (self, "plan_goal", date);

  ga_record_set_text (goal, "title", "Flere borgere er i bevægelse hver uge");
  ga_record_set_text (goal, "plan", "Sundhedspolitikken");
  ga_record_set_reference (goal, "kommune", ga_record_get_id (kommune));
  *id = *ga_record_get_id (goal);
  return ga_invention_write (self->invention, goal, error);
}

/* One that has run for five years and runs for two more. */
static gboolean
write_agreement (Offices *self, guint number, GError **error)
{
  const GaRecord *kommune = g_ptr_array_index (self->kommuner, number * KOMMUNER_EACH);
  g_autofree char *start = day_in (self->year - 5, "01-01");
  g_autofree char *end = day_in (self->year + 1, "12-31");
  g_autofree char *title = g_strdup_printf ("Gå sammen, %s", ga_record_get_text (kommune, "name"));
  g_autoptr (GaRecord) agreement = make (self, "agreement", start);
  GaId partner, goal;

  if (!write_partner (self, kommune, start, &partner, error) ||
      !write_goal (self, kommune, start, &goal, error))
    return FALSE;
  ga_record_set_text (agreement, "title", title);
  ga_record_set_text (agreement, "kind", number % 4 == 0 ? "visionskommune" : "smaller");
  ga_record_set_reference (agreement, "partner", &partner);
  ga_record_set_reference (agreement, "kommune", ga_record_get_id (kommune));
  ga_record_set_text (agreement, "status", "active");
  ga_record_set_text (agreement, "signed", start);
  ga_record_set_text (agreement, "start", start);
  ga_record_set_text (agreement, "end", end);
  ga_record_set_integer (agreement, "supplements", TRUE);
  if (!ga_invention_write (self->invention, agreement, error) ||
      !write_party (self, ga_record_get_id (agreement), &partner, start, error))
    return FALSE;
  for (guint i = 0; i < INITIATIVES_EACH; i++)
    {
      Initiative initiative = { .partner = partner, .kommune = kommune };

      if (!write_initiative (self, &initiative, ga_record_get_id (agreement), &goal,
                             number * INITIATIVES_EACH + i, start, error))
        return FALSE;
      g_array_append_val (self->initiatives, initiative);
    }
  return TRUE;
}

/* Most communities go with the agreement of their kommune, some with a name that spreads. */
static void
assign_communities (Offices *self)
{
  for (guint i = 0; i < self->plan->n_communities; i++)
    {
      guint agreement = i % self->kommuner->len / KOMMUNER_EACH;
      guint chosen = agreement * INITIATIVES_EACH + ga_dice_below (self->dice, INITIATIVES_EACH);
      gboolean any = ga_dice_hits (self->dice, SHARE_OF_INITIATIVES);
      Initiative *initiative;

      if (i % BRAND_EVERY == 0)
        chosen = 0;
      else if (!any || chosen >= self->initiatives->len)
        continue;
      initiative = &g_array_index (self->initiatives, Initiative, chosen);
      initiative->n_communities++;
      self->plan->communities[i].initiative = initiative->id;
    }
}

static gboolean
write_round (Offices *self, Round *round, GError **error)
{
  g_autofree char *opens = day_in (round->year - 1, "09-01");
  g_autofree char *closes = day_in (round->year - 1, "11-15");
  g_autofree char *period = g_strdup_printf ("%u–%u", round->year, round->year + 1);
  g_autoptr (GaRecord) record = make (self, "round", opens);

  round->id = *ga_record_get_id (record);
  ga_record_set_text (record, "title", "Puljen til fællesskaber i bevægelse");
  ga_record_set_text (record, "period", period);
  ga_record_set_text (record, "status", round->year + 1 < self->year ? "settled" : "closed");
  ga_record_set_text (record, "opens", opens);
  ga_record_set_text (record, "closes", closes);
  /* Room for every application at its most. */
  ga_record_set_integer (record, "frame", KRONER (220000) * self->initiatives->len);
  ga_record_set_integer (record, "ceiling", KRONER (220000));
  return ga_invention_write (self->invention, record, error);
}

static gboolean
write_investment (
    Offices *self, const GaId *application, const GaId *party, const char *date, GError **error)
{
  g_autoptr (GaRecord) investment = make (self, "investment", date);

  ga_record_set_reference (investment, "application", application);
  ga_record_set_reference (investment, "party", party);
  ga_record_set_text (investment, "kind", "hours");
  ga_record_set_text (investment, "currency", "DKK");
  ga_record_set_integer (investment, "hours", 50 + 10 * (gint64) ga_dice_below (self->dice, 30));
  return ga_invention_write (self->invention, investment, error);
}

/* (transfer full): an application that is decided */
static GaRecord *
make_application (Offices *self, const Round *round, const Initiative *initiative, gint64 amount)
{
  g_autofree char *submitted = day_in (round->year - 1, "11-01");
  g_autofree char *decided = day_in (round->year, "01-20");
  g_autofree char *purpose =
      g_strdup_printf ("Gåfællesskaber i %s", ga_record_get_text (initiative->kommune, "name"));
  GaRecord *record = make (self, "application", submitted);
  gboolean granted = ga_dice_hits (self->dice, SHARE_GRANTED);

  ga_record_set_reference (record, "round", &round->id);
  ga_record_set_reference (record, "applicant", &initiative->partner);
  ga_record_set_reference (record, "kommune", ga_record_get_id (initiative->kommune));
  ga_record_set_reference (record, "initiative", &initiative->id);
  ga_record_set_text (record, "purpose", purpose);
  ga_record_set_integer (record, "amount", amount);
  ga_record_set_text (record, "currency", "DKK");
  ga_record_set_integer (record, "communities_promised",
                         initiative->n_communities + ga_dice_below (self->dice, 3));
  ga_record_set_integer (record, "hosts_promised", 2 * (gint64) initiative->n_communities);
  ga_record_set_text (record, "status", granted ? "approved" : "declined");
  ga_record_set_text (record, "submitted", submitted);
  ga_record_set_text (record, "decided_on", decided);
  if (granted)
    ga_record_set_integer (record, "decided_amount", amount);
  else
    ga_record_set_text (record, "decision_reason", "Puljen støtter andre indsatser i år.");
  return record;
}

static gboolean
write_tranche (Offices *self,
               const GaRecord *grant,
               gint64 amount,
               const char *due,
               gint64 *paid,
               GError **error)
{
  g_autoptr (GaRecord) tranche = make (self, "tranche", due);

  ga_record_set_reference (tranche, "grant", ga_record_get_id (grant));
  ga_record_set_text (tranche, "due", due);
  ga_record_set_integer (tranche, "amount", amount);
  ga_record_set_text (tranche, "currency", "DKK");
  if (strcmp (due, self->today) < 0)
    {
      ga_record_set_text (tranche, "paid_on", due);
      *paid += amount;
    }
  return ga_invention_write (self->invention, tranche, error);
}

/* What is spent month by month, as long as there is money. */
static gboolean
write_entries (
    Offices *self, const GaRecord *grant, const Round *round, gint64 paid, GError **error)
{
  static const struct
  {
    const char *category, *text;
  } costs[] = {
    { "materials", "Veste og stave" },
    { "training", "Værtskursus" },
    { "information", "Plakater og foldere" },
    { "food", "Kaffe efter turen" },
    { "rooms", "Leje af lokale" },
  };
  gint64 left = paid;

  for (guint month = 0; month < 20 && left > KRONER (500); month += 2)
    {
      guint which = ga_dice_below (self->dice, G_N_ELEMENTS (costs));
      gint64 amount =
          MIN (left, KRONER (500) + ga_money_share (paid, 5 + ga_dice_below (self->dice, 10), 100));
      g_autofree char *day =
          g_strdup_printf ("%04u-%02u-12", round->year + (2 + month) / 12, (2 + month) % 12 + 1);
      g_autoptr (GaRecord) entry = NULL;

      if (strcmp (day, self->today) >= 0)
        break;
      entry = make (self, "account_entry", day);
      ga_record_set_reference (entry, "grant", ga_record_get_id (grant));
      ga_record_set_text (entry, "date", day);
      ga_record_set_text (entry, "text", costs[which].text);
      ga_record_set_text (entry, "category", costs[which].category);
      ga_record_set_integer (entry, "amount", amount);
      ga_record_set_text (entry, "currency", "DKK");
      if (!ga_invention_write (self->invention, entry, error))
        return FALSE;
      left -= amount;
    }
  return TRUE;
}

static gboolean
write_report (Offices *self, const GaRecord *grant, const Round *round, GError **error)
{
  g_autofree char *due = day_in (round->year + 2, "01-31");
  g_autoptr (GaRecord) report = make (self, "grant_report", due);

  ga_record_set_reference (report, "grant", ga_record_get_id (grant));
  ga_record_set_text (report, "due", due);
  if (strcmp (due, self->today) < 0)
    {
      ga_record_set_text (report, "received", due);
      ga_record_set_text (report, "as_expected", "Ja. Det tog lidt længere at finde værter.");
      ga_record_set_text (report, "gained", "Fællesskaber, som går videre af sig selv.");
    }
  return ga_invention_write (self->invention, report, error);
}

/* What is not spent of one that is over comes back now and then. */
static gboolean
write_grant (Offices *self, const GaRecord *application, const Round *round, GError **error)
{
  g_autofree char *start = day_in (round->year, "03-01");
  g_autofree char *later = day_in (round->year + 1, "01-10");
  g_autofree char *until = day_in (round->year + 1, "12-31");
  g_autofree char *back = day_in (round->year + 2, "01-31");
  g_autoptr (GaRecord) grant = make (self, "grant", start);
  gint64 amount = ga_record_get_integer (application, "amount");
  gint64 first = ga_money_share (amount, 60, 100), paid = 0;

  ga_record_set_reference (grant, "application", ga_record_get_id (application));
  ga_record_set_integer (grant, "amount", amount);
  ga_record_set_text (grant, "currency", "DKK");
  ga_record_set_text (grant, "start", start);
  ga_record_set_text (grant, "until", until);
  ga_record_set_text (grant, "accepted_on", start);
  if (!write_tranche (self, grant, first, start, &paid, error) ||
      !write_tranche (self, grant, amount - first, later, &paid, error))
    return FALSE;
  if (strcmp (back, self->today) < 0 && ga_dice_hits (self->dice, SHARE_BACK))
    {
      ga_record_set_integer (grant, "returned", ga_money_share (paid, 5, 100));
      ga_record_set_text (grant, "returned_on", back);
      paid -= ga_record_get_integer (grant, "returned");
    }
  return ga_invention_write (self->invention, grant, error) &&
         write_entries (self, grant, round, paid, error) &&
         write_report (self, grant, round, error);
}

static gboolean
write_application (Offices *self, const Round *round, const Initiative *initiative, GError **error)
{
  gint64 amount = KRONER (40000) + KRONER (1000) * ga_dice_below (self->dice, 180);
  g_autoptr (GaRecord) application = make_application (self, round, initiative, amount);

  return ga_invention_write (self->invention, application, error) &&
         write_investment (self, ga_record_get_id (application), &initiative->partner,
                           ga_record_get_text (application, "submitted"), error) &&
         (!ga_record_is_one_of (application, "status", "approved") ||
          write_grant (self, application, round, error));
}

/* The first initiative, which spreads, has money of every round; of the others some. */
static gboolean
write_rounds (Offices *self, GError **error)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      Round round = { .year = self->year - 2 * (ROUNDS - 1 - i) };

      if (!write_round (self, &round, error))
        return FALSE;
      for (guint j = 0; j < self->initiatives->len; j++)
        if ((j == 0 || ga_dice_hits (self->dice, SHARE_APPLIES)) &&
            !write_application (self, &round, &g_array_index (self->initiatives, Initiative, j),
                                error))
          return FALSE;
    }
  return TRUE;
}

gboolean
ga_generator_offices_write (GaInvention *invention,
                            GPtrArray *kommuner,
                            GaGeneratorPlan *plan,
                            GError **error)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GArray) initiatives = g_array_new (FALSE, FALSE, sizeof (Initiative));
  Offices self = {
    invention, ga_invention_get_dice (invention),         kommuner, plan, initiatives,
    today,     (guint) g_ascii_strtoull (today, NULL, 10)
  };

  for (guint i = 0; i < kommuner->len / KOMMUNER_EACH; i++)
    if (!write_agreement (&self, i, error))
      return FALSE;
  assign_communities (&self);
  return write_rounds (&self, error);
}
