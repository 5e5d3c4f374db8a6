/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/compat/ga-entry-row.h"
#include "app/funding/ga-grant-view.h"
#include "app/ga-act.h"
#include "exchange/ga-accounts-file.h"
#include "fund-fixture.h"

static gboolean
has_entry (gpointer user_data)
{
  return desk_count (user_data, "account_entry") > 0;
}

static gboolean
is_empty (gpointer editable)
{
  return *gtk_editable_get_text (editable) == '\0';
}

static void
write_quickly (GtkWidget *quick, const char *text, const char *amount)
{
  gtk_editable_set_text (part_of (quick, "text"), text);
  gtk_editable_set_text (part_of (quick, "amount"), amount);
  g_signal_emit_by_name (part_of (quick, "amount"), "activate");
}

static void
test_accounts (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  GtkWidget *view, *quick;

  approve (fund, application);
  given = grant (fund, application);
  view = show (fund, GA_TYPE_GRANT_VIEW, given);
  quick = part_of (view, "quick");
  g_assert_true (says (view, "Nothing has been spent yet."));
  write_quickly (quick, "Veste", "1250.50");
  /* A key that is pressed twice is no second voucher. */
  g_signal_emit_by_name (part_of (quick, "amount"), "activate");
  wait_until (has_entry, &fund->desk, "the entry");
  wait_for (part_of (view, "accounts"), "38,749.50");
  /* Nothing is paid yet: what is left of the grant is not what is there to spend. */
  g_assert_true (says (find_row (part_of (view, "sums"), "Left of the grant"), "38,749.50"));
  g_assert_true (says (find_row (part_of (view, "sums"), "Balance"), "-1,250.50"));
  /* What is saved can be read before the answer has come. */
  wait_until (is_empty, part_of (quick, "text"), "the fields to be free for the next one");
  g_assert_cmpstr (gtk_editable_get_text (part_of (quick, "date")), !=, "");
  g_assert_cmpuint (desk_count (&fund->desk, "account_entry"), ==, 1);
}

/* In the words of its form, at the field, and no longer than it is wrong. */
static void
test_refused_entry (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  GtkWidget *view, *quick;

  approve (fund, application);
  given = grant (fund, application);
  view = show (fund, GA_TYPE_GRANT_VIEW, given);
  quick = part_of (view, "quick");
  write_quickly (quick, "Veste", "mange");
  g_assert_true (says (quick, "“mange” is not an amount of money. Write kroner and øre, such as"));
  g_assert_cmpstr (gtk_editable_get_text (part_of (quick, "text")), ==, "Veste");
  gtk_editable_set_text (part_of (quick, "text"), "Veste og huer");
  g_assert_true (says (quick, "is not an amount of money"));
  gtk_editable_set_text (part_of (quick, "amount"), "1250");
  g_assert_false (says (quick, "is not an amount of money"));
  write_quickly (quick, "Veste", "1250 NOK");
  g_assert_true (says (quick, "in NOK, but this is counted in DKK"));
  write_quickly (quick, " ", "1250");
  g_assert_true (says (quick, "Write what it was spent on."));
  write_quickly (quick, "Veste", "");
  g_assert_true (says (quick, "This must be filled in."));
  gtk_editable_set_text (part_of (quick, "date"), "31-2");
  write_quickly (quick, "Veste", "1250");
  g_assert_true (says (quick, "“31-2” is not a date."));
  g_assert_cmpuint (desk_count (&fund->desk, "account_entry"), ==, 0);
}

static void
add_entry (Fund *fund, GaRecord *given, const char *text, gint64 oere)
{
  g_autoptr (GaRecord) entry = desk_record (&fund->desk, "account_entry");

  ga_record_set_reference (entry, "grant", ga_record_get_id (given));
  ga_record_set_text (entry, "date", "2026-06-01");
  ga_record_set_text (entry, "text", text);
  ga_record_set_integer (entry, "amount", oere);
  desk_put (&fund->desk, entry);
}

static void
attach (Fund *fund, const char *entity, const GaRecord *owner, const char *name)
{
  g_autoptr (GaRecord) document = desk_record (&fund->desk, "attachment");
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  ga_record_set_reference (document, entity, ga_record_get_id (owner));
  ga_record_set_text (document, "name", name);
  ga_record_set_integer (document, "size", 1);
  ga_record_set_text (document, "sha256", sha256);
  desk_put (&fund->desk, document);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

/* What was written last stays at hand, with its voucher, until it is there no more. */
static void
test_written_entry (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaQuery) query =
      ga_query_new (ga_context_get_entity (fund->desk.context, "account_entry"));
  g_autoptr (GPtrArray) entries = NULL;
  GtkWidget *view, *quick;

  approve (fund, application);
  given = grant (fund, application);
  view = show (fund, GA_TYPE_GRANT_VIEW, given);
  quick = part_of (view, "quick");
  g_assert_true (is_hidden (part_of (quick, "written_row")));
  write_quickly (quick, "Kaffe", "125");
  wait_for (quick, "Account entry added: Kaffe, DKK\302\240125.00");
  g_assert_true (says (quick, "Attach voucher…"));
  entries = ga_reader_list (ga_context_get_reader (fund->desk.context), query, NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  attach (fund, "account_entry", entries->pdata[0], "Kvittering.pdf");
  wait_for (quick, "DKK\302\240125.00 · Kvittering.pdf");
  /* What has a voucher is not taken out by undoing that it was written. */
  g_assert_true (is_hidden (part_of (quick, "undo_button")));
  ga_store_undo_async (ga_context_get_store (fund->desk.context), 0, NULL, NULL, NULL);
  ga_store_undo_async (ga_context_get_store (fund->desk.context), 0, NULL, NULL, NULL);
  wait_until (is_hidden, part_of (quick, "written_row"), "the entry to be gone");
}

/* On one day in the order in which they were written, whatever their numbers say. */
static void
test_order (Fund *fund, gconstpointer data)
{
  static const char *const vouchers[] = { "9", NULL, "10" };
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaQuery) query =
      ga_query_new (ga_context_get_entity (fund->desk.context, "account_entry"));
  g_autoptr (GPtrArray) entries = NULL;

  approve (fund, application);
  given = grant (fund, application);
  for (guint i = 0; i < G_N_ELEMENTS (vouchers); i++)
    {
      g_autoptr (GaRecord) entry = desk_record (&fund->desk, "account_entry");

      ga_record_set_reference (entry, "grant", ga_record_get_id (given));
      ga_record_set_text (entry, "date", "2026-06-01");
      ga_record_set_text (entry, "text", "Kaffe");
      ga_record_set_integer (entry, "amount", i + 1);
      if (vouchers[i] != NULL)
        ga_record_set_text (entry, "voucher", vouchers[i]);
      desk_put (&fund->desk, entry);
    }
  entries = ga_reader_list (ga_context_get_reader (fund->desk.context), query, NULL);
  g_assert_cmpuint (entries->len, ==, G_N_ELEMENTS (vouchers));
  for (guint i = 0; i < entries->len; i++)
    g_assert_cmpint (ga_record_get_integer (entries->pdata[i], "amount"), ==, i + 1);
}

/* Where a form refers to it, the grant is told with what it is. */
static void
test_title (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  g_autofree char *title = NULL;

  approve (fund, application);
  given = grant (fund, application);
  title = ga_reader_title_of (ga_context_get_reader (fund->desk.context), given);
  g_assert_cmpstr (title, ==, "Østerbro går · Gåture · DKK\302\24040,000.00");
}

/* By their number, their document, or both; what belongs to the grant is not among them. */
static void
test_vouchers (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaRecord) coffee = desk_record (&fund->desk, "account_entry");
  GtkWidget *view;

  approve (fund, application);
  given = grant (fund, application);
  ga_record_set_reference (coffee, "grant", ga_record_get_id (given));
  ga_record_set_text (coffee, "date", "2026-06-01");
  ga_record_set_text (coffee, "text", "Kaffe");
  ga_record_set_integer (coffee, "amount", KRONER (125));
  ga_record_set_text (coffee, "voucher", "17");
  desk_put (&fund->desk, coffee);
  attach (fund, "grant", given, "Brev.pdf");
  view = show (fund, GA_TYPE_GRANT_VIEW, given);
  wait_for (part_of (view, "accounts"), "17");
  g_assert_false (says (part_of (view, "accounts"), "Brev.pdf"));
  attach (fund, "account_entry", coffee, "Kvittering.pdf");
  wait_for (part_of (view, "accounts"), "17 · Kvittering.pdf");
  attach (fund, "account_entry", coffee, "Billede.jpg");
  wait_for (part_of (view, "accounts"), "17 · 2 documents");
}

/* A spreadsheet adds them up, and runs none of them. */
static void
test_accounts_file (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  g_autofree char *path =
      g_build_filename (ga_context_get_folder (fund->desk.context), "accounts.csv", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  approve (fund, application);
  given = grant (fund, application);
  add_entry (fund, given, "=Kaffe, æbler", 123450);
  add_entry (fund, given, "Retur", -1250);
  ga_accounts_file_write (ga_context_get_reader (fund->desk.context), ga_record_get_id (given),
                          path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_nonnull (strstr (content, "Date,Text,Category,Voucher,Amount,Currency\r\n"));
  g_assert_nonnull (strstr (content, "2026-06-01,\"'=Kaffe, æbler\",,,1234.50,DKK\r\n"));
  g_assert_nonnull (strstr (content, "2026-06-01,Retur,,,-12.50,DKK\r\n"));
}

static void
test_tranches (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaRecord) tranche = desk_record (&fund->desk, "tranche");
  GtkWidget *view;
  char id[GA_ID_TEXT_SIZE];

  approve (fund, application);
  given = grant (fund, application);
  ga_record_set_reference (tranche, "grant", ga_record_get_id (given));
  ga_record_set_text (tranche, "due", "2020-01-01");
  ga_record_set_integer (tranche, "amount", KRONER (15000));
  desk_put (&fund->desk, tranche);
  view = show (fund, GA_TYPE_GRANT_VIEW, given);
  g_assert_true (says (part_of (view, "tranches"), "Overdue: not paid yet"));
  g_assert_cmpuint (count_deletes (part_of (view, "tranches")), ==, 1);
  ga_id_format (ga_record_get_id (tranche), id);
  gtk_widget_grab_focus (gtk_widget_get_first_child (part_of (view, "tranches")));
  gtk_widget_activate_action (view, "grant.pay", "s", id);
  wait_for (part_of (view, "tranches"), "Paid on");
  g_assert_false (says (part_of (view, "tranches"), "Overdue"));
  /* What was paid stays. */
  g_assert_cmpuint (count_deletes (part_of (view, "tranches")), ==, 0);
  /* The row is another now, and has the focus that the old one had. */
  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (fund->window), part_of (view, "tranches")));
}

/* (nullable): the question that is open */
static GtkWidget *
find_question (void)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *link = all; link != NULL; link = link->next)
    if (ADW_IS_MESSAGE_DIALOG (link->data) && gtk_widget_get_visible (link->data))
      return link->data;
  return NULL;
}

static void
answer (const char *said, const char *response)
{
  GtkWidget *question = find_question ();

  g_assert_nonnull (question);
  g_assert_true (says (question, said));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (GTK_WINDOW (question));
  settle ();
}

static GaRecord *
plan_tranche (Fund *fund, GaRecord *given, const char *condition)
{
  GaRecord *tranche = desk_record (&fund->desk, "tranche");

  ga_record_set_reference (tranche, "grant", ga_record_get_id (given));
  ga_record_set_integer (tranche, "amount", KRONER (15000));
  ga_record_set_text (tranche, "condition", condition);
  desk_put (&fund->desk, tranche);
  return tranche;
}

/* Before anybody saves it, of a new tranche and of one that is there. */
static void
test_too_much (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaRecord) tranche = NULL;
  const char *actions[] = { "grant.add-tranche", "grant.edit-tranche" };
  const char *sentences[] = { "Of the grant DKK\u00a025,000.00 is left for this tranche.",
                              "Of the grant DKK\u00a040,000.00 is left for this tranche." };
  const char *amounts[][2] = { { "25001", "25000" }, { "40001", "40000" } };
  char id[GA_ID_TEXT_SIZE];
  GtkWidget *view;

  approve (fund, application);
  given = grant (fund, application);
  tranche = plan_tranche (fund, given, "Rapporten er her");
  ga_id_format (ga_record_get_id (tranche), id);
  view = show (fund, GA_TYPE_GRANT_VIEW, given);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *editor, *amount;

      gtk_widget_activate_action (view, actions[i], i == 0 ? NULL : "s", id);
      editor = GTK_WIDGET (ga_editor_find (fund->window));
      amount = find_row (editor, "Amount");
      g_assert_true (says (editor, "Left for this tranche"));
      ga_entry_row_set_text (GA_ENTRY_ROW (amount), amounts[i][0]);
      g_assert_true (says (amount, sentences[i]));
      g_assert_false (gtk_widget_get_sensitive (part_of (editor, "save_button")));
      ga_entry_row_set_text (GA_ENTRY_ROW (amount), amounts[i][1]);
      g_assert_false (says (amount, sentences[i]));
      gtk_window_destroy (GTK_WINDOW (editor));
    }
}

/* The day on which a condition was met was said of that one, and of no other. */
static void
test_another_condition (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaRecord) tranche = NULL;

  approve (fund, application);
  given = grant (fund, application);
  tranche = plan_tranche (fund, given, "Ti fællesskaber er i gang");
  ga_record_set_text (tranche, "condition_met", "2026-05-01");
  desk_put (&fund->desk, tranche);
  g_assert_cmpstr (ga_record_get_text (tranche, "condition_met"), ==, "2026-05-01");
  ga_record_set_text (tranche, "condition", "Tyve fællesskaber er i gang");
  desk_put (&fund->desk, tranche);
  g_assert_false (ga_record_has (tranche, "condition_met"));
  ga_record_set_text (tranche, "condition_met", "2026-05-02");
  ga_record_clear (tranche, "condition");
  desk_put (&fund->desk, tranche);
  g_assert_false (ga_record_has (tranche, "condition_met"));
}

/* While it was asked about another program wrote that it was paid. */
static void
test_paid_meanwhile (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaRecord) tranche = NULL;
  g_autoptr (GaRecord) stands = NULL;
  GtkWidget *view;
  char id[GA_ID_TEXT_SIZE];

  approve (fund, application);
  given = grant (fund, application);
  tranche = plan_tranche (fund, given, "Ti fællesskaber er i gang");
  view = show (fund, GA_TYPE_GRANT_VIEW, given);
  ga_id_format (ga_record_get_id (tranche), id);
  gtk_widget_activate_action (view, "grant.pay", "s", id);
  ga_record_set_text (tranche, "paid_on", "2026-05-01");
  desk_put (&fund->desk, tranche);
  answer ("“Ti fællesskaber er i gang”. The report of the grant is not in yet.", "yes");
  settle ();
  stands = ga_reader_find (ga_context_get_reader (fund->desk.context),
                           ga_record_get_entity (tranche), ga_record_get_id (tranche), NULL);
  g_assert_cmpstr (ga_record_get_text (stands, "paid_on"), ==, "2026-05-01");
  g_assert_false (ga_record_has (stands, "condition_met"));
}

static void
test_condition (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaRecord) tranche = NULL;
  g_autoptr (GaRecord) other = NULL;
  GtkWidget *view, *tranches, *editor;
  char id[GA_ID_TEXT_SIZE];

  approve (fund, application);
  given = grant (fund, application);
  tranche = plan_tranche (fund, given, "Ti fællesskaber er i gang");
  view = show (fund, GA_TYPE_GRANT_VIEW, given);
  tranches = part_of (view, "tranches");
  ga_id_format (ga_record_get_id (tranche), id);
  gtk_widget_activate_action (view, "grant.pay", "s", id);
  answer ("“Ti fællesskaber er i gang”. The report of the grant is not in yet.", "no");
  g_assert_false (says (tranches, "Paid on"));
  gtk_widget_activate_action (view, "grant.pay", "s", id);
  answer ("The report of the grant is not in yet.", "other");
  wait_for (tranches, "Paid on");
  g_assert_false (says (tranches, "Condition met on"));

  /* And in its form, where the day is written. */
  other = plan_tranche (fund, given, "Rapporten er her");
  ga_record_set_text (other, "paid_on", "2026-05-01");
  editor = GTK_WIDGET (ga_editor_new (view, fund->desk.context, other, NULL));
  gtk_window_present (GTK_WINDOW (editor));
  gtk_widget_activate_action (editor, "editor.save", NULL);
  answer ("“Rapporten er her”", "no");
  g_assert_nonnull (ga_editor_find (fund->window));
  gtk_widget_activate_action (editor, "editor.save", NULL);
  answer ("“Rapporten er her”", "yes");
  wait_until (no_editor, fund->window, "the tranche to be saved");
  wait_for (tranches, "Paid on 1 May 2026 · Condition met on 1 May 2026: Rapporten er her");
}

static void
test_condition_reported (Fund *fund, gconstpointer data)
{
  g_autoptr (GaRecord) application = apply (fund, 0, KRONER (40000));
  g_autoptr (GaRecord) report = desk_record (&fund->desk, "grant_report");
  g_autoptr (GaRecord) given = NULL;
  g_autoptr (GaRecord) tranche = NULL;
  GtkWidget *view;
  char id[GA_ID_TEXT_SIZE];

  approve (fund, application);
  given = grant (fund, application);
  tranche = plan_tranche (fund, given, "Rapporten er her");
  ga_record_set_reference (report, "grant", ga_record_get_id (given));
  ga_record_set_text (report, "received", "2026-06-01");
  ga_record_set_text (report, "as_expected", "Ja");
  ga_record_set_text (report, "gained", "Ti fællesskaber");
  desk_put (&fund->desk, report);
  view = show (fund, GA_TYPE_GRANT_VIEW, given);
  ga_id_format (ga_record_get_id (tranche), id);
  gtk_widget_activate_action (view, "grant.pay", "s", id);
  answer ("The report of the grant came on 1 June 2026.", "yes");
  wait_for (part_of (view, "tranches"), "Condition met on");
  g_assert_true (says (part_of (view, "tranches"), "Paid on"));
  /* One act, so one undo. */
  ga_act_undo (view, fund->desk.context, 0);
  wait_for (part_of (view, "tranches"), "Not paid yet · Condition: Rapporten er her");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Fund, NULL, fund_set_up, func, fund_tear_down)
  ADD ("/grant/enters-accounts-one-after-another", test_accounts);
  ADD ("/grant/tells-what-is-wrong-with-an-entry", test_refused_entry);
  ADD ("/grant/keeps-the-last-entry-at-hand", test_written_entry);
  ADD ("/grant/keeps-entries-of-a-day-as-written", test_order);
  ADD ("/grant/is-told-with-its-amount", test_title);
  ADD ("/grant/shows-the-vouchers-of-entries", test_vouchers);
  ADD ("/grant/saves-accounts-for-a-spreadsheet", test_accounts_file);
  ADD ("/grant/tells-which-tranches-are-overdue", test_tranches);
  ADD ("/grant/tells-of-more-than-is-left-as-a-tranche-is-written", test_too_much);
  ADD ("/grant/asks-if-the-condition-of-a-tranche-is-met", test_condition);
  ADD ("/grant/forgets-that-another-condition-was-met", test_another_condition);
  ADD ("/grant/pays-nothing-that-is-paid-meanwhile", test_paid_meanwhile);
  ADD ("/grant/says-when-the-report-came", test_condition_reported);
#undef ADD
  return g_test_run ();
}
