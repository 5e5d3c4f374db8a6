/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaRoundApplication:
 *
 * One application of a funding round, with all that a row of a table needs: so one question answers
 * for two thousand of them. Constant once it is made, but for what a search keeps of it: so one
 * thread at a time searches.
 */
#define GA_TYPE_ROUND_APPLICATION (ga_round_application_get_type ())
G_DECLARE_FINAL_TYPE (GaRoundApplication, ga_round_application, GA, ROUND_APPLICATION, GObject)

/**
 * GaRoundColumn: by what applications are put in order; names as the alphabet of the file has them.
 */
typedef enum
{
  GA_ROUND_APPLICANT,
  GA_ROUND_KOMMUNE,
  GA_ROUND_PURPOSE,
  GA_ROUND_APPLIED,
  GA_ROUND_DECIDED,
  GA_ROUND_STATUS,
  GA_ROUND_N_COLUMNS,
} GaRoundColumn;

struct _GaRoundApplication
{
  GObject parent_instance;

  GaId id;
  char *applicant;
  char *kommune;
  char *purpose;
  const GaChoice *status; /* (nullable) */
  gint64 applied;         /* øre, as all amounts */
  gint64 decided;
  gboolean is_decided; /* that it gets something; else @decided says nothing */
  /* Of its own. */
  guint ranks[3];
  char *words;
};

/**
 * GaRoundSums: what of the frame of a round is taken, in øre.
 * @granted: by grants, less what came back
 * @returned: what came back
 * @reserved: approved, and not granted yet
 */
typedef struct
{
  gint64 granted;
  gint64 returned;
  gint64 reserved;
} GaRoundSums;

/* Of @frame; below 0 where more is promised than there is. */
static inline gint64
ga_round_sums_get_left (const GaRoundSums *self, gint64 frame)
{
  return frame - self->granted - self->reserved;
}

/**
 * GaApplicantRecord: what is known of an applicant when the next application is decided.
 * @grants: how many they have for other applications
 * @granted: their sum, less what came back, in øre
 * @overdue: how many reports are late, those included that nobody has written yet
 */
typedef struct
{
  guint grants;
  gint64 granted;
  guint overdue;
} GaApplicantRecord;

/**
 * GaYears: the first and the last year in which money was paid out, spent or returned; 0 and 0 when
 * nothing has happened yet.
 */
typedef struct
{
  int first;
  int last;
} GaYears;

GPtrArray *ga_reader_round_applications (GaReader *self, const GaId *round, GError **error);
gboolean
ga_reader_round_sums (GaReader *self, const GaId *round, GaRoundSums *sums, GError **error);
gboolean ga_reader_applicant_record (GaReader *self,
                                     const GaRecord *application,
                                     const char *today,
                                     GaApplicantRecord *known,
                                     GError **error);
gboolean ga_reader_money_years (GaReader *self, const GaId *id, GaYears *years, GError **error);
int ga_round_application_compare (const GaRoundApplication *a,
                                  const GaRoundApplication *b,
                                  GaRoundColumn column);
gboolean ga_round_application_matches (GaRoundApplication *self, const char *typed);

G_END_DECLS
