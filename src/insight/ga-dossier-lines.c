/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-dossier-lines.h"

#include <glib/gi18n-lib.h>

#include "insight/ga-agreement-words.h"
#include "model/ga-attendance.h"
#include "model/ga-date.h"

static void
line_free (gpointer data)
{
  GaDossierLine *line = data;

  g_free (line->title);
  g_free (line->details);
  g_free (line->figure);
  g_free (line);
}

/* The parts that there are, with middle dots between them; takes them. */
static char *
join (char *first, char *second, char *third)
{
  char *parts[] = { first, second, third };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) shown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] != NULL && *parts[i] != '\0')
        g_strv_builder_add (builder, parts[i]);
      g_free (parts[i]);
    }
  shown = g_strv_builder_end (builder);
  return g_strjoinv (" · ", shown);
}

static char *
show (const GaRecord *record, const char *field)
{
  const GaField *described = ga_entity_get_field (ga_record_get_entity (record), field);

  return ga_value_display (described, ga_record_get (record, field));
}

static char *
show_money (const GaRecord *record, gint64 oere)
{
  return ga_money_display (oere, ga_record_get_text (record, "currency"));
}

/* Takes @details and @figure. */
static GaDossierLine *
add_line (GPtrArray *lines, const GaRecord *record, const char *title, char *details, char *figure)
{
  GaDossierLine *line = g_new0 (GaDossierLine, 1);

  line->title = g_strdup (title != NULL ? title : "");
  line->details = details;
  line->figure = figure;
  line->entity = ga_record_get_entity (record);
  line->id = *ga_record_get_id (record);
  g_ptr_array_add (lines, line);
  return line;
}

char *
ga_dossier_display_kind (GaDossier *self)
{
  if (self->is_kommune)
    return g_strdup (ga_entity_get_label (ga_record_get_entity (self->subject)));
  return show (self->subject, "kind");
}

char *
ga_dossier_display_agreement (const GaDossierAgreement *agreement)
{
  return join (show (agreement->record, "kind"), show (agreement->record, "status"),
               ga_agreement_words_period (agreement->record));
}

char *
ga_dossier_display_party (const GaDossierParty *party)
{
  return join (g_strdup (party->organisation), show (party->record, "department"),
               g_strdup (party->person));
}

static void
add_initiatives (GaDossier *self, GPtrArray *lines)
{
  for (guint i = 0; i < self->initiatives->len; i++)
    {
      const GaDossierInitiative *initiative = self->initiatives->pdata[i];

      add_line (lines, initiative->record, ga_record_get_text (initiative->record, "name"),
                join (show (initiative->record, "status"), g_strdup (initiative->agreement),
                      g_strdup (initiative->trained)),
                NULL);
      for (guint j = 0; j < initiative->indicators->len; j++)
        {
          const GaRecord *indicator = initiative->indicators->pdata[j];

          add_line (lines, indicator, ga_record_get_text (indicator, "name"),
                    ga_agreement_words_indicator (indicator, NULL), NULL)
              ->is_below = TRUE;
        }
    }
}

static char *
display_walks (const GaDossierCommunity *community)
{
  g_autofree char *held = ga_number_display (community->held);

  /* TRANSLATORS: of a community in the last twelve months; %s is a number */
  return g_strdup_printf (ngettext ("%s walk held", "%s walks held", community->held), held);
}

static char *
display_visits (const GaDossierCommunity *community)
{
  g_autofree char *visits = ga_figure_display (community->visits);
  gulong n = community->visits.masked ? GA_MASK_BOUND : (gulong) community->visits.value;

  /* TRANSLATORS: %s is a number, or “under 5” */
  return g_strdup_printf (ngettext ("%s visit", "%s visits", n), visits);
}

static void
add_communities (GaDossier *self, GPtrArray *lines)
{
  for (guint i = 0; i < self->communities->len; i++)
    {
      const GaDossierCommunity *community = self->communities->pdata[i];
      g_autofree char *started = show (community->record, "started");
      char *what = join (show (community->record, "activity"), show (community->record, "status"),
                         /* TRANSLATORS: %s is a day: since when there is a community */
                         started != NULL ? g_strdup_printf (_ ("since %s"), started) : NULL);

      add_line (lines, community->record, ga_record_get_text (community->record, "name"),
                community->held > 0 ? join (what, display_walks (community), NULL) : what,
                community->held > 0 ? display_visits (community) : NULL);
    }
}

static void
add_people (GaDossier *self, GPtrArray *people, GPtrArray *lines)
{
  for (guint i = 0; i < people->len; i++)
    {
      const GaDossierPerson *person = people->pdata[i];

      add_line (lines, person->record, person->name, g_strdup (person->about), NULL);
    }
}

/* What came of a grant. */
static char *
display_grant (const GaDossierGrant *grant)
{
  gint64 back = ga_record_get_integer (grant->record, "returned");
  g_autofree char *paid = show_money (grant->record, grant->paid);
  g_autofree char *spent = show_money (grant->record, grant->spent);
  g_autofree char *returned = show_money (grant->record, back);

  if (back > 0)
    /* TRANSLATORS: amounts of money */
    return g_strdup_printf (_ ("Paid out %1$s · spent %2$s · returned %3$s"), paid, spent,
                            returned);
  /* TRANSLATORS: amounts of money */
  return g_strdup_printf (_ ("Paid out %1$s · spent %2$s"), paid, spent);
}

static void
add_applications (GaDossier *self, GPtrArray *lines)
{
  for (guint i = 0; i < self->applications->len; i++)
    {
      const GaDossierApplication *application = self->applications->pdata[i];
      const GaRecord *record = application->record;

      add_line (lines, record, ga_record_get_text (record, "purpose"),
                join (g_strdup (application->applicant), g_strdup (application->round),
                      show (record, "status")),
                show_money (record, ga_record_get_integer (record, "amount")));
      for (guint j = 0; j < application->grants->len; j++)
        {
          const GaDossierGrant *grant = application->grants->pdata[j];

          add_line (lines, grant->record, _ ("Grant"), display_grant (grant),
                    show_money (grant->record, ga_record_get_integer (grant->record, "amount")))
              ->is_below = TRUE;
        }
    }
}

static char *
display_hours (gint64 hours)
{
  g_autofree char *number = ga_number_display (hours);

  /* TRANSLATORS: of work put in; %s is a number */
  return hours > 0 ? g_strdup_printf (ngettext ("%s hour", "%s hours", (gulong) hours), number)
                   : NULL;
}

static void
add_investments (GaDossier *self, GPtrArray *lines)
{
  for (guint i = 0; i < self->investments->len; i++)
    {
      const GaDossierInvestment *investment = self->investments->pdata[i];
      const GaRecord *record = investment->record;

      add_line (lines, record, investment->party,
                join (show (record, "kind"),
                      display_hours (ga_record_get_integer (record, "hours")),
                      g_strdup (investment->purpose)),
                ga_record_has (record, "amount")
                    ? show_money (record, ga_record_get_integer (record, "amount"))
                    : NULL);
    }
}

static void
add_organisations (GaDossier *self, GPtrArray *lines)
{
  for (guint i = 0; i < self->organisations->len; i++)
    add_line (lines, self->organisations->pdata[i],
              ga_record_get_text (self->organisations->pdata[i], "name"),
              show (self->organisations->pdata[i], "kind"), NULL);
}

/* What happened, with its name after it. */
static char *
display_event (const GaDossierEvent *event)
{
  switch (event->kind)
    {
    case GA_DOSSIER_SIGNED:
      return g_strdup_printf (_ ("Agreement signed: %s"), event->name);
    case GA_DOSSIER_BEGAN:
      return g_strdup_printf (_ ("Agreement began: %s"), event->name);
    case GA_DOSSIER_ENDED:
      return g_strdup_printf (_ ("Agreement ended: %s"), event->name);
    case GA_DOSSIER_SUBMITTED:
      return g_strdup_printf (_ ("Application submitted: %s"), event->name);
    case GA_DOSSIER_DECIDED:
      return g_strdup_printf (_ ("Application decided: %s"), event->name);
    case GA_DOSSIER_PAID:
      return g_strdup_printf (_ ("Grant paid out: %s"), event->name);
    case GA_DOSSIER_RETURNED:
      return g_strdup_printf (_ ("Money returned: %s"), event->name);
    case GA_DOSSIER_REPORTED:
      return g_strdup_printf (_ ("Report received: %s"), event->name);
    case GA_DOSSIER_COMMUNITY_STARTED:
      return g_strdup_printf (_ ("Community started: %s"), event->name);
    case GA_DOSSIER_COMMUNITY_CLOSED:
    default:
      return g_strdup_printf (_ ("Community closed: %s"), event->name);
    }
}

static void
add_history (GaDossier *self, GPtrArray *lines)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      const GaDossierEvent *event = self->events->pdata[i];
      g_autofree char *title = display_event (event);
      const char *status = event->status != NULL ? _ (event->status->label) : NULL;

      add_line (lines, event->about, title,
                join (g_strdup (status), g_strdup (event->amount), NULL),
                ga_date_display (event->day));
    }
}

const char *
ga_dossier_get_part_title (GaDossier *self, GaDossierPart part)
{
  switch (part)
    {
    case GA_DOSSIER_INITIATIVES:
      return _ ("Initiatives");
    case GA_DOSSIER_COMMUNITIES:
      return _ ("Communities");
    case GA_DOSSIER_HOSTS:
      return _ ("Hosts and co-hosts today");
    case GA_DOSSIER_APPLICATIONS:
      return _ ("Applications and grants");
    case GA_DOSSIER_INVESTMENTS:
      return _ ("Own investment");
    case GA_DOSSIER_PEOPLE:
      return _ ("People");
    case GA_DOSSIER_ORGANISATIONS:
      return self->is_kommune ? _ ("Organisations that serve it") : _ ("Organisations within it");
    case GA_DOSSIER_HISTORY:
    default:
      return _ ("History");
    }
}

GPtrArray *
ga_dossier_list_lines (GaDossier *self, GaDossierPart part)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  g_return_val_if_fail (GA_IS_DOSSIER (self), lines);

  switch (part)
    {
    case GA_DOSSIER_INITIATIVES:
      add_initiatives (self, lines);
      break;
    case GA_DOSSIER_COMMUNITIES:
      add_communities (self, lines);
      break;
    case GA_DOSSIER_HOSTS:
      add_people (self, self->hosts, lines);
      break;
    case GA_DOSSIER_APPLICATIONS:
      add_applications (self, lines);
      break;
    case GA_DOSSIER_INVESTMENTS:
      add_investments (self, lines);
      break;
    case GA_DOSSIER_PEOPLE:
      add_people (self, self->people, lines);
      break;
    case GA_DOSSIER_ORGANISATIONS:
      add_organisations (self, lines);
      break;
    case GA_DOSSIER_HISTORY:
    default:
      add_history (self, lines);
      break;
    }
  return lines;
}

/* Takes @value. */
static void
add_total (GPtrArray *totals, const char *label, char *value)
{
  g_ptr_array_add (totals, g_strdup (label));
  g_ptr_array_add (totals, value);
}

static guint
count_closed (GaDossier *self)
{
  guint n = 0;

  for (guint i = 0; i < self->communities->len; i++)
    n += ga_record_is_one_of (((GaDossierCommunity *) self->communities->pdata[i])->record,
                              "status", "closed");
  return n;
}

/* One that is closed may have held walks until not long ago. */
static void
total_communities (GaDossier *self, GPtrArray *totals)
{
  guint closed = count_closed (self);

  if (self->communities->len == 0)
    return;
  add_total (totals, _ ("In all"), ga_number_display (self->communities->len));
  if (closed > 0)
    add_total (totals, _ ("Of these closed"), ga_number_display (closed));
  add_total (totals, _ ("Held a walk in the last 12 months"), ga_number_display (self->active));
  add_total (totals, _ ("Walks held in the last 12 months"), ga_number_display (self->held));
  add_total (totals, _ ("Visits in the last 12 months"), ga_number_display (self->visits));
}

static void
total_granted (GaDossier *self, GPtrArray *totals)
{
  for (guint i = 0; i < self->money->len; i++)
    {
      const GaDossierMoney *money = &g_array_index (self->money, GaDossierMoney, i);

      if (money->granted == 0)
        continue;
      add_total (totals, _ ("Granted"), ga_money_display (money->granted, money->currency));
      add_total (totals, _ ("Paid out"), ga_money_display (money->paid, money->currency));
      add_total (totals, _ ("Spent"), ga_money_display (money->spent, money->currency));
      if (money->returned > 0)
        add_total (totals, _ ("Returned"), ga_money_display (money->returned, money->currency));
    }
}

static void
total_invested (GaDossier *self, GPtrArray *totals)
{
  for (guint i = 0; i < self->money->len; i++)
    {
      const GaDossierMoney *money = &g_array_index (self->money, GaDossierMoney, i);

      if (money->invested > 0)
        add_total (totals, _ ("Worth in all"), ga_money_display (money->invested, money->currency));
    }
  if (self->hours > 0)
    add_total (totals, _ ("Working hours"), ga_number_display (self->hours));
}

GPtrArray *
ga_dossier_list_totals (GaDossier *self, GaDossierPart part)
{
  GPtrArray *totals = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (GA_IS_DOSSIER (self), totals);

  if (part == GA_DOSSIER_COMMUNITIES)
    total_communities (self, totals);
  else if (part == GA_DOSSIER_APPLICATIONS)
    total_granted (self, totals);
  else if (part == GA_DOSSIER_INVESTMENTS)
    total_invested (self, totals);
  return totals;
}

/* Who sees no names is told how many there are, as far as that can be known here. */
static char *
note_people (GaDossier *self, guint n, const char *none)
{
  g_autofree char *number = ga_number_display (n);

  if (self->sees_names)
    return n == 0 ? g_strdup (none) : NULL;
  if (n == 0)
    return g_strdup (_ ("Who they are is not visible to you."));
  return g_strdup_printf (ngettext ("%s person. The name is not visible to you.",
                                    "%s people. Their names are not visible to you.", n),
                          number);
}

static char *
note_communities (GaDossier *self)
{
  if (self->communities->len == 0)
    return g_strdup (_ ("No communities yet."));
  return self->visits_left_out
             ? g_strdup (_ ("Figures so small that they could tell of a person are left out."))
             : NULL;
}

static char *
note_history (GaDossier *self)
{
  g_autofree char *number = ga_number_display (self->more_events);

  if (self->events->len == 0)
    return g_strdup (_ ("Nothing has happened yet."));
  if (self->more_events == 0)
    return NULL;
  return g_strdup_printf (
      ngettext ("And %s earlier event.", "And %s earlier events.", self->more_events), number);
}

char *
ga_dossier_dup_note (GaDossier *self, GaDossierPart part)
{
  g_return_val_if_fail (GA_IS_DOSSIER (self), NULL);

  switch (part)
    {
    case GA_DOSSIER_INITIATIVES:
      return self->initiatives->len == 0 ? g_strdup (_ ("No initiatives yet.")) : NULL;
    case GA_DOSSIER_COMMUNITIES:
      return note_communities (self);
    case GA_DOSSIER_HOSTS:
      return note_people (self, self->n_hosts, _ ("No hosts yet."));
    case GA_DOSSIER_APPLICATIONS:
      return self->applications->len == 0 ? g_strdup (_ ("Nothing has been applied for yet."))
                                          : NULL;
    case GA_DOSSIER_INVESTMENTS:
      return self->investments->len == 0 ? g_strdup (_ ("Nothing has been put in yet.")) : NULL;
    case GA_DOSSIER_PEOPLE:
      return note_people (self, self->n_people, _ ("Nobody is named yet."));
    case GA_DOSSIER_ORGANISATIONS:
      return self->organisations->len == 0 ? g_strdup (_ ("No organisations yet.")) : NULL;
    case GA_DOSSIER_HISTORY:
    default:
      return note_history (self);
    }
}
