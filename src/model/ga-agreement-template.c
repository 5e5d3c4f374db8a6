/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-agreement-template.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  RESPONSIBILITY,
  VOLUNTEERS,
  RECRUITMENT,
  PLACE,
  LABOUR,
} Heading;

#define OURS   "ours"
#define THEIRS "theirs"

/* What both sides of every agreement have to come to terms about. */
static const char *const headings[GA_AGREEMENT_HEADINGS] = {
  [RESPONSIBILITY] = N_ ("Responsibility"),
  [VOLUNTEERS] = N_ ("Who the volunteers are"),
  [RECRUITMENT] = N_ ("How the volunteers are recruited"),
  [PLACE] = N_ ("Readiness of the place"),
  [LABOUR] = N_ ("Division of labour"),
};

static const char *const sides[GA_AGREEMENT_SIDES] = { OURS, THEIRS };

/* @kind, @partner: (nullable): whichever it is */
typedef struct
{
  const char *kind;
  const char *partner;
  const char *side;
  Heading heading;
  const char *text;
} Usual;

/* The first that fits is taken: what is made for few stands before what is made for all. */
static const Usual usual[] = {
  { NULL, "health_centre", OURS, VOLUNTEERS,
    N_ ("The staff tell those whom they send to a walk that it is voluntary, and pass on nothing "
        "about anybody’s health.") },
  { NULL, "health_centre", OURS, RECRUITMENT,
    N_ ("Everybody who ends a course is told of the communities, and one of the staff comes along "
        "the first time. Those who like to are asked to host.") },
  { NULL, "health_centre", THEIRS, VOLUNTEERS,
    N_ ("Hosts ask nobody about illness, and what somebody tells stays among those who walk.") },
  { NULL, "housing", OURS, RECRUITMENT,
    N_ ("The board and the caretakers tell the residents of the walks, and ask those who know many "
        "neighbours to host.") },
  { NULL, "housing", OURS, PLACE,
    N_ ("The common room may be used before and after the walk, and the programme hangs in every "
        "stairwell.") },
  { NULL, "volunteer_centre", OURS, RECRUITMENT,
    N_ ("The centre offers hosting to those who come to it to be of use, and passes on those who "
        "want to.") },
  { NULL, "volunteer_centre", OURS, VOLUNTEERS,
    N_ ("The volunteers are those of the centre, which stays their place to turn to.") },
  { NULL, "workplace", OURS, PLACE,
    N_ ("Walks in working hours are agreed on with the management, and changing rooms may be "
        "used.") },
  { NULL, "village", OURS, PLACE,
    N_ ("The village hall or another dry place is open before and after the walk all year.") },
  { NULL, "village_cluster", OURS, PLACE,
    N_ ("The villages take turns as the meeting place, and each has a dry place that is open before "
        "and after the walk.") },
  { NULL, "self_organised", OURS, RESPONSIBILITY,
    N_ ("The group chooses somebody who can be asked, without having to become an association.") },
  { NULL, "club", OURS, VOLUNTEERS,
    N_ ("The volunteers come from the club, and those who walk need not join it.") },

  { "visionskommune", NULL, OURS, RESPONSIBILITY,
    N_ ("The political committee and the management stand behind the agreement in all its years, "
        "and a coordinator has hours set aside for it.") },
  { "visionskommune", NULL, OURS, LABOUR,
    N_ ("Several departments take part, each with its share written down, and the goals of the "
        "municipal plan say what for.") },
  { "visionskommune", NULL, THEIRS, RESPONSIBILITY,
    N_ ("One of our consultants is there for the kommune, and plans each year together with the "
        "coordinator.") },
  { "visionskommune", NULL, THEIRS, LABOUR,
    N_ ("We bring along what other vision kommuner have learnt, measure every year, and show the "
        "committee what came of it.") },
  { "smaller", NULL, OURS, RESPONSIBILITY,
    N_ ("One person in the kommune answers for what was agreed, and tells us when it cannot be done "
        "in time.") },
  { "smaller", NULL, OURS, LABOUR,
    N_ ("The kommune sees to what was agreed for this place or these people. Anything more is "
        "agreed anew.") },
  { "smaller", NULL, THEIRS, RESPONSIBILITY,
    N_ ("One of our consultants helps at the start, and can be asked afterwards.") },
  { "dgi", NULL, OURS, RESPONSIBILITY,
    N_ ("The regional association names somebody who answers for the work in its area and has hours "
        "for it.") },
  { "dgi", NULL, OURS, RECRUITMENT,
    N_ ("The regional association looks for hosts in its clubs and offers them its training.") },
  { "dgi", NULL, OURS, LABOUR,
    N_ ("The regional association sees to the talks with kommuner and clubs in its area.") },
  { "dgi", NULL, THEIRS, LABOUR,
    N_ ("We see to material and training, and pass on what other regions have learnt.") },
  { "federation", NULL, OURS, VOLUNTEERS,
    N_ ("The volunteers are coaches and others whom the clubs know. Those who walk need not join a "
        "club.") },
  { "federation", NULL, OURS, RECRUITMENT,
    N_ ("The federation tells its clubs of the communities, and lets its coaches train hosts.") },
  { "federation", NULL, OURS, LABOUR,
    N_ ("The federation sees to what is its sport: routes, pace and training.") },
  { "federation", NULL, THEIRS, RECRUITMENT,
    N_ ("We ask the people of a club through their club.") },
  { "cooperation", NULL, OURS, RESPONSIBILITY,
    N_ ("The board has agreed to it, and names somebody who answers for it.") },
  { "cooperation", NULL, OURS, VOLUNTEERS,
    N_ ("The volunteers are the association’s own, who know the place and those who live there.") },

  { NULL, NULL, OURS, RESPONSIBILITY,
    N_ ("Somebody is named who answers for the agreement, may decide in daily matters, and meets us "
        "twice a year.") },
  { NULL, NULL, OURS, VOLUNTEERS,
    N_ ("The volunteers know whom to turn to, and are insured while they lead a walk.") },
  { NULL, NULL, OURS, RECRUITMENT,
    N_ ("Those who meet people at work tell them of the communities, and pass on those who would "
        "like to host.") },
  { NULL, NULL, OURS, PLACE,
    N_ ("Meeting places are lit, cleared of snow and open when agreed. What is wrong is put right, "
        "or told in time.") },
  { NULL, NULL, OURS, LABOUR,
    N_ ("The partner finds places and opens doors. The volunteers lead the walks.") },
  { NULL, NULL, THEIRS, RESPONSIBILITY,
    N_ ("One of our consultants answers for the agreement, and can be reached on workdays.") },
  { NULL, NULL, THEIRS, VOLUNTEERS,
    N_ ("We know every host and talk to each twice a year. Names are passed on with their consent "
        "alone.") },
  { NULL, NULL, THEIRS, RECRUITMENT,
    N_ ("We find hosts, train them and look after them, and find somebody new when one stops.") },
  { NULL, NULL, THEIRS, PLACE,
    N_ ("Walks are held when and where it was told. When one is cancelled, those who come hear of "
        "it beforehand.") },
  { NULL, NULL, THEIRS, LABOUR,
    N_ ("We train hosts, count attendance, and tell once a year what came of it.") },
};

static gboolean
fits (const char *wanted, const char *given)
{
  return wanted == NULL || g_strcmp0 (wanted, given) == 0;
}

static const char *
find_text (const char *kind, const char *partner, const char *side, guint heading)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (usual[i].heading == heading && g_str_equal (usual[i].side, side) &&
        fits (usual[i].kind, kind) && fits (usual[i].partner, partner))
      return usual[i].text;
  g_assert_not_reached ();
}

void
ga_agreement_template_list (const char *kind,
                            const char *partner,
                            GaAgreementClause clauses[GA_AGREEMENT_CLAUSES])
{
  for (guint i = 0; i < GA_AGREEMENT_SIDES; i++)
    for (guint j = 0; j < GA_AGREEMENT_HEADINGS; j++)
      {
        GaAgreementClause *clause = &clauses[i * GA_AGREEMENT_HEADINGS + j];

        clause->side = sides[i];
        clause->heading = headings[j];
        clause->text = find_text (kind, partner, sides[i], j);
      }
}
