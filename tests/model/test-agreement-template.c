/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/entities/ga-entities.h"
#include "model/ga-agreement-template.h"

static const char *
find (const GaAgreementClause *clauses, const char *side, const char *heading)
{
  for (guint i = 0; i < GA_AGREEMENT_CLAUSES; i++)
    if (g_str_equal (clauses[i].side, side) && g_str_equal (clauses[i].heading, heading))
      return clauses[i].text;
  g_assert_not_reached ();
}

static const char *
find_for (const char *kind, const char *partner, const char *side, const char *heading)
{
  GaAgreementClause clauses[GA_AGREEMENT_CLAUSES];

  ga_agreement_template_list (kind, partner, clauses);
  return find (clauses, side, heading);
}

static const GaChoice *
choices_of (const GaEntity *entity, const char *field)
{
  return ga_entity_get_field (entity, field)->choices;
}

/* Both sides say something under each heading, whoever agrees on whatever. */
static void
test_every_kind_has_both_sides (void)
{
  const GaField *text = ga_entity_get_field (&ga_entity_clause, "text");

  for (const GaChoice *kind = choices_of (&ga_entity_agreement, "kind"); kind->code != NULL; kind++)
    for (const GaChoice *partner = choices_of (&ga_entity_organisation, "kind");
         partner->code != NULL; partner++)
      {
        GaAgreementClause clauses[GA_AGREEMENT_CLAUSES];

        ga_agreement_template_list (kind->code, partner->code, clauses);
        for (guint i = 0; i < GA_AGREEMENT_CLAUSES; i++)
          {
            const char *ours = find (clauses, "ours", clauses[i].heading);
            const char *theirs = find (clauses, "theirs", clauses[i].heading);

            g_assert_cmpstr (ours, !=, theirs);
            g_assert_cmpint (g_utf8_strlen (ours, -1), <, text->max);
          }
      }
}

/* No two kinds of agreement begin alike. */
static void
test_kinds_differ (void)
{
  for (const GaChoice *a = choices_of (&ga_entity_agreement, "kind"); a->code != NULL; a++)
    for (const GaChoice *b = a + 1; b->code != NULL; b++)
      {
        GaAgreementClause one[GA_AGREEMENT_CLAUSES], two[GA_AGREEMENT_CLAUSES];
        guint differ = 0;

        ga_agreement_template_list (a->code, NULL, one);
        ga_agreement_template_list (b->code, NULL, two);
        for (guint i = 0; i < GA_AGREEMENT_CLAUSES; i++)
          if (g_str_equal (one[i].side, "ours"))
            differ += one[i].text != find (two, "ours", one[i].heading);
        g_test_message ("%s and %s", a->code, b->code);
        g_assert_cmpuint (differ, >, 0);
      }
}

static void
test_the_partner_comes_before_the_kind (void)
{
  const char *usual = find_for ("cooperation", NULL, "ours", "Who the volunteers are");
  const char *club = find_for ("cooperation", "club", "ours", "Who the volunteers are");
  const char *health = find_for ("cooperation", "health_centre", "ours", "Who the volunteers are");

  g_assert_cmpstr (usual, !=, club);
  g_assert_cmpstr (club, !=, health);
  g_assert_nonnull (strstr (health, "health"));
  g_assert_cmpstr (find_for ("smaller", "other", "theirs", "Readiness of the place"), ==,
                   find_for ("dgi", NULL, "theirs", "Readiness of the place"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement-template/every-kind-has-both-sides", test_every_kind_has_both_sides);
  g_test_add_func ("/agreement-template/kinds-differ", test_kinds_differ);
  g_test_add_func ("/agreement-template/the-partner-comes-before-the-kind",
                   test_the_partner_comes_before_the_kind);
  return g_test_run ();
}
