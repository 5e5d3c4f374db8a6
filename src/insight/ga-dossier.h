/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-report.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/* History goes back as far as this many events; the rest is counted. */
#define GA_DOSSIER_MOST_EVENTS 200

/**
 * GaDossierParty: who answers for an agreement on one side.
 * @person: (nullable): nobody is named, or the reader sees no names
 */
typedef struct
{
  GaRecord *record; /* agreement_party */
  char *organisation;
  char *person;
} GaDossierParty;

/**
 * GaDossierAgreement:
 * @parties: (element-type GaDossierParty)
 * @clauses: (element-type GaRecord): of both sides; without who sees to them, for who sees no names
 * @overdue: how many of them
 */
typedef struct
{
  GaRecord *record;
  char *partner;
  char *kommune;
  GPtrArray *parties;
  GPtrArray *clauses;
  guint overdue;
} GaDossierAgreement;

/**
 * GaDossierInitiative:
 * @agreement: its title
 * @trained: (nullable): how many hosts were trained for it, as ga_host_target_of() tells it
 * @indicators: (element-type GaRecord)
 */
typedef struct
{
  GaRecord *record;
  char *agreement;
  char *trained;
  GPtrArray *indicators;
} GaDossierInitiative;

/**
 * GaDossierCommunity: with its walks of the last twelve months, this one included.
 * @visits: masked under %GA_MASK_BOUND where taking part reveals health: a dossier is made to be
 *   handed on, so also for the hosts themselves
 */
typedef struct
{
  GaRecord *record;
  guint held;
  GaFigure visits;
} GaDossierCommunity;

/**
 * GaDossierGrant: in øre, in the currency of @record.
 */
typedef struct
{
  GaRecord *record;
  gint64 paid;
  gint64 spent;
} GaDossierGrant;

/**
 * GaDossierApplication:
 * @round: its title
 * @is_own: its money counts as the subject's: an organisation that only puts something in gets none
 * @grants: (element-type GaDossierGrant)
 */
typedef struct
{
  GaRecord *record;
  char *applicant;
  char *round;
  gboolean is_own;
  GPtrArray *grants;
} GaDossierApplication;

/**
 * GaDossierInvestment:
 * @party: its name
 * @purpose: what for
 */
typedef struct
{
  GaRecord *record;
  char *party;
  char *purpose;
} GaDossierInvestment;

/**
 * GaDossierMoney: sums of one currency, in øre; currencies are never added up.
 * @invested: money, and what hours and venues are said to be worth
 */
typedef struct
{
  const char *currency;
  gint64 granted;
  gint64 paid;
  gint64 returned;
  gint64 spent;
  gint64 invested;
} GaDossierMoney;

/**
 * GaDossierPerson: somebody, and what they are here.
 * @about: for hosts the names of their communities
 */
typedef struct
{
  GaRecord *record;
  const char *name;
  char *about;
} GaDossierPerson;

typedef enum
{
  GA_DOSSIER_SIGNED,
  GA_DOSSIER_BEGAN,
  GA_DOSSIER_ENDED,
  GA_DOSSIER_SUBMITTED,
  GA_DOSSIER_DECIDED,
  GA_DOSSIER_PAID,
  GA_DOSSIER_RETURNED,
  GA_DOSSIER_REPORTED,
  GA_DOSSIER_COMMUNITY_STARTED,
  GA_DOSSIER_COMMUNITY_CLOSED,
} GaDossierEventKind;

/**
 * GaDossierEvent: something that happened, up to the day of the dossier.
 * @day: canonical
 * @about: agreement, application, grant or community
 * @name: what it is called
 * @amount: (nullable): as it is shown, where money moved
 * @status: (nullable): of an application that was decided
 */
typedef struct
{
  GaDossierEventKind kind;
  char *day;
  GaRecord *about;
  char *name;
  char *amount;
  const GaChoice *status;
} GaDossierEvent;

/**
 * GaDossier:
 *
 * All that is known of a partner, an organisation or a kommune, as it stands on one day. Constant
 * once it is made, so any thread may read it; everything in it is its own.
 *
 * To an organisation belong the agreements in which it is partner or party with their initiatives,
 * the communities that it or such an initiative stands behind, and the applications that it made or
 * puts something into. To a kommune belong its agreements, also those that its own organisations
 * (of kind `kommune`) are partner or party in, the communities in it, the organisations that serve
 * it, and the applications that are for it or for an initiative of its agreements. An applicant
 * that serves several kommuner would otherwise bring the money of one into the dossier of another.
 * An organisation of kind `kommune` is its kommune under another name, and has all of that, too.
 */
#define GA_TYPE_DOSSIER (ga_dossier_get_type ())
G_DECLARE_FINAL_TYPE (GaDossier, ga_dossier, GA, DOSSIER, GObject)

/**
 * _GaDossier:
 * @facts: (element-type char*): label and value in turns
 * @organisations: (element-type GaRecord): that serve the kommune, or are part of the organisation
 * @agreements: (element-type GaDossierAgreement): newest first
 * @initiatives: (element-type GaDossierInitiative): by name
 * @communities: (element-type GaDossierCommunity): by name
 * @active: how many of them held a walk in the last twelve months
 * @held, @visits: sums of what they show
 * @visits_left_out: something too small to be told is not in @visits
 * @applications: (element-type GaDossierApplication): newest first
 * @investments: (element-type GaDossierInvestment): an organisation's own, or all in the kommune
 * @money: (element-type GaDossierMoney): each currency there is
 * @hours: of work put in
 * @hosts, @people: (element-type GaDossierPerson): by name; empty where the reader sees no names
 * @n_hosts, @n_people: how many different ones, also where their names are not seen
 * @events: (element-type GaDossierEvent): newest first
 * @more_events: how many older ones there are
 */
struct _GaDossier
{
  GObject parent_instance;

  GaRecord *subject;
  gboolean is_kommune;
  gboolean sees_names;
  char *day;
  GPtrArray *facts;
  GPtrArray *organisations;
  GPtrArray *agreements;
  GPtrArray *initiatives;
  GPtrArray *communities;
  guint active;
  guint held;
  gint64 visits;
  gboolean visits_left_out;
  GPtrArray *applications;
  GPtrArray *investments;
  GArray *money;
  gint64 hours;
  GPtrArray *hosts;
  guint n_hosts;
  GPtrArray *people;
  guint n_people;
  GPtrArray *events;
  guint more_events;
};

/*
 * A long read, of some twenty milliseconds for 300 communities; @today is a canonical day.
 * (transfer full) (nullable): %NULL with @error set, %GA_STORE_ERROR_MISSING where there is no such
 * record.
 */
GaDossier *ga_dossier_read (
    GaReader *reader, const GaEntity *entity, const GaId *id, const char *today, GError **error);

G_END_DECLS
