/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"

const GaChoice ga_choices_yes_no_unknown[] = {
  { "yes", N_ ("Yes"), "ja" },
  { "no", N_ ("No"), "nej|nei" },
  { NULL },
};

const GaChoice ga_choices_target_group[] = {
  { "everyone", N_ ("Everyone"), "alle" },
  { "seniors", N_ ("Seniors"), "seniorer|ældre|eldre" },
  { "parents", N_ ("Parents with small children"), "forældre|foreldre|barsel" },
  { "men", N_ ("Men"), "mænd|menn" },
  { "women", N_ ("Women"), "kvinder|kvinner" },
  { "newcomers", N_ ("New to exercise"), "nybegyndere|nybegynnere|begyndere" },
  { "illness", N_ ("People with a long-term illness"), "kronisk sygdom|kronisk sykdom" },
  { "loneliness", N_ ("People who feel alone"), "ensomme" },
  { "minorities", N_ ("New to the country"), "flygtninge|innvandrere|indvandrere" },
  { "families", N_ ("Families"), "familier" },
  { "young", N_ ("Young people"), "unge" },
  { "employees", N_ ("Employees"), "medarbejdere|ansatte" },
  { NULL },
};

const GaChoice ga_choices_arena[] = {
  { "village", N_ ("Village"), "landsby|bygd" },
  { "town", N_ ("Town"), "by" },
  { "housing_area", N_ ("Housing area"), "boligområde|borettslag|bustadområde" },
  { "workplace", N_ ("Workplace"), "arbejdsplads|arbeidsplass" },
  { "health_centre", N_ ("Health centre"), "sundhedscenter|frisklivssentral" },
  { "nature", N_ ("Nature"), "natur" },
  { "club", N_ ("Sports club"), "idrætsforening|idrettslag" },
  { "volunteer_centre", N_ ("Volunteer centre"), "frivilligcenter|frivilligsentral" },
  { "school", N_ ("School"), "skole" },
  { NULL },
};

const GaChoice ga_choices_country[] = {
  { "DK", N_ ("Denmark"), "danmark" },
  { "NO", N_ ("Norway"), "norge" },
  { NULL },
};

const GaChoice ga_choices_currency[] = {
  { "DKK", N_ ("Danish kroner"), NULL },
  { "NOK", N_ ("Norwegian kroner"), NULL },
  { NULL },
};

/* What the money of a project goes to. */
const GaChoice ga_choices_cost[] = {
  { "materials", N_ ("Materials"), "materialer|udstyr|utstyr" },
  { "training", N_ ("Training"), "uddannelse|kurser|opplæring|kurs" },
  { "information", N_ ("Information"), "oplysning|annoncer|informasjon" },
  { "transport", N_ ("Transport"), "transport|kørsel|reise" },
  { "food", N_ ("Food and drink"), "forplejning|mat" },
  { "rooms", N_ ("Rooms"), "lokaler" },
  { "pay", N_ ("Pay and fees"), "løn|honorar|lønn" },
  { "other", N_ ("Other"), "andet|annet" },
  { NULL },
};

const GaChoice ga_choices_surface[] = {
  { "paved", N_ ("Paved"), "asfalt|fliser" },
  { "gravel", N_ ("Gravel"), "grus" },
  { "trail", N_ ("Trail"), "sti" },
  { "grass", N_ ("Grass"), "græs|gress" },
  { "sand", N_ ("Sand"), NULL },
  { "mixed", N_ ("Mixed"), "blandet" },
  { NULL },
};

/* The zones of the countries served; what a meeting's local time means. */
const GaChoice ga_choices_zone[] = {
  { "Europe/Copenhagen", N_ ("Danish time"), NULL },
  { "Europe/Oslo", N_ ("Norwegian time"), NULL },
  { "Atlantic/Faroe", N_ ("Faroese time"), NULL },
  { "America/Nuuk", N_ ("Greenlandic time"), "America/Godthab" },
  { NULL },
};
