/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-value.h"
#include "series-fixture.h"
#include "store/ga-transaction.h"

/* A plan that is open in a form while another program changes it. */

typedef struct
{
  GaRecord *record;
  const GaRecord *base;
  const char *field;
} Attempt;

static gboolean
save_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Attempt *attempt = user_data;

  return ga_transaction_rebase (transaction, attempt->record, attempt->base, &attempt->field,
                                error) &&
         ga_transaction_put (transaction, attempt->record, error);
}

static const char *
save (Profile *profile, GaRecord *record, const GaRecord *base, GError **error)
{
  Attempt attempt = { record, base, NULL };

  ga_store_transact (profile->store, "Test", save_cb, &attempt, error);
  return attempt.field;
}

static void
change (Profile *profile, const GaRecord *record, const char *field, const char *text)
{
  g_autoptr (GaRecord) changed = profile_find (profile, record);

  ga_record_set_text (changed, field, text);
  profile_put (profile, changed);
}

static void
test_what_others_changed_stays (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) base = plan (profile, "FREQ=WEEKLY", "2026-03-03", "2026-06-30");
  g_autoptr (GaRecord) mine = ga_record_copy (base);
  g_autoptr (GaRecord) stands = NULL;
  g_autoptr (GError) error = NULL;

  change (profile, base, "until", "2026-05-30");
  ga_record_set_integer (mine, "duration_min", 90);
  save (profile, mine, base, &error);
  g_assert_no_error (error);
  stands = profile_find (profile, base);
  g_assert_cmpint (ga_record_get_integer (stands, "duration_min"), ==, 90);
  g_assert_cmpstr (ga_record_get_text (stands, "until"), ==, "2026-05-30");
}

static void
test_same_field_is_refused (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) base = plan (profile, "FREQ=WEEKLY", "2026-03-03", "2026-06-30");
  g_autoptr (GaRecord) mine = ga_record_copy (base);
  g_autoptr (GaRecord) same = ga_record_copy (base);
  g_autoptr (GaRecord) stands = NULL;
  g_autoptr (GError) error = NULL;

  change (profile, base, "until", "2026-05-30");
  ga_record_set_text (mine, "until", "2026-05-31");
  g_assert_cmpstr (save (profile, mine, base, &error), ==, "until");
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE);
  g_clear_error (&error);
  stands = profile_find (profile, base);
  g_assert_cmpstr (ga_record_get_text (stands, "until"), ==, "2026-05-30");

  /* To the same there is nothing to ask. */
  ga_record_set_text (same, "until", "2026-05-30");
  g_assert_null (save (profile, same, base, &error));
  g_assert_no_error (error);
}

static void
test_fields_that_belong_together_are_one (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) base = plan (profile, "FREQ=WEEKLY", "2026-03-03", "2026-06-30");
  g_autoptr (GaRecord) mine = ga_record_copy (base);
  g_autoptr (GaRecord) before = NULL;
  g_autoptr (GaRecord) stands = NULL;
  g_autoptr (GError) error = NULL;

  change (profile, base, "rule", "FREQ=WEEKLY;BYDAY=SA");
  ga_record_set_text (mine, "at", "19:30");
  g_assert_cmpstr (save (profile, mine, base, &error), ==, "rule");
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE);
  stands = profile_find (profile, base);
  before = ga_record_copy (stands);
  g_assert_cmpstr (ga_record_get_text (stands, "rule"), ==, "FREQ=WEEKLY;BYDAY=SA");
  g_assert_cmpstr (ga_record_get_text (stands, "at"), ==, ga_record_get_text (base, "at"));
  g_clear_error (&error);

  /* What is told of is what others have changed. */
  ga_record_set_text (stands, "rule", "FREQ=WEEKLY;BYDAY=SU");
  change (profile, base, "at", "08:00");
  g_assert_cmpstr (save (profile, stands, before, &error), ==, "at");
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/rebase/" path, Profile, NULL, profile_set_up, test, profile_tear_down)

  ADD ("what-others-changed-stays", test_what_others_changed_stays);
  ADD ("same-field-is-refused", test_same_field_is_refused);
  ADD ("fields-that-belong-together-are-one", test_fields_that_belong_together_are_one);
#undef ADD

  return g_test_run ();
}
