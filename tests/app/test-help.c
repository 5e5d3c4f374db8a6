/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/ga-pages.h"
#include "app/help/ga-help-pages.h"
#include "app/help/ga-help-text.h"
#include "app/help/ga-help-window.h"
#include "app/widgets/ga-editor.h"

#define HELP "/io/github/gangart/Gangart/help"
#define UI   "/io/github/gangart/Gangart/ui/"

/* What the names in bold say is looked at by build-aux/check-help. */

static void
test_every_page_in_every_language (void)
{
  static const char *const languages[] = { "da", "en", "nb" };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *folder = g_strconcat (HELP, "/", languages[i], NULL);
      g_auto (GStrv) files = g_resources_enumerate_children (folder, 0, NULL);
      const char *const *pages = ga_help_pages_get ();

      g_assert_cmpuint (g_strv_length (files), ==, g_strv_length ((char **) pages));
      for (; *pages != NULL; pages++)
        {
          g_autofree char *text = ga_help_pages_read (*pages, languages[i]);
          g_autofree char *title = text != NULL ? ga_help_text_get_title (text) : NULL;

          g_assert_nonnull (title);
          g_assert_cmpstr (title, !=, "");
        }
    }
  g_assert_null (ga_help_pages_read ("no-such-page", "en"));
}

static void
assert_has_help (const char *type)
{
  const char *page = ga_help_pages_find_for_type (type);

  if (page == NULL)
    g_error ("%s has no page of help: name one in src/app/help/ga-help-pages.c", type);
  g_assert_true (g_strv_contains (ga_help_pages_get (), page));
}

static void
test_every_place_of_the_sidebar (void)
{
  guint n_pages;
  const GaPageInfo *pages = ga_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    assert_has_help (g_type_name (pages[i].get_type ()));
}

/* Views, pages and dialogs are those whose templates derive from such. */
static guint
look_at_templates (const char *folder, const GRegex *regex)
{
  g_auto (GStrv) names = g_resources_enumerate_children (folder, 0, NULL);
  guint n = 0;

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *path = g_strconcat (folder, *name, NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *type = NULL;

      if (g_str_has_suffix (*name, "/"))
        {
          n += look_at_templates (path, regex);
          continue;
        }
      bytes = g_resources_lookup_data (path, 0, NULL);
      if (!g_regex_match_full (regex, g_bytes_get_data (bytes, NULL),
                               (gssize) g_bytes_get_size (bytes), 0, 0, &match, NULL))
        continue;
      type = g_match_info_fetch (match, 1);
      if (!g_str_equal (type, "GaRecordsPage") && !g_str_equal (type, "GaHelpWindow"))
        assert_has_help (type);
      n++;
    }
  return n;
}

static void
test_every_page_view_and_dialog (void)
{
  g_autoptr (GRegex) regex = g_regex_new (
      "<template class=\"(\\w+)\" parent=\"(?:GaPage|GaRecordView|AdwWindow)\"", 0, 0, NULL);

  g_assert_cmpuint (look_at_templates (UI, regex), >, 20);
}

static void
test_a_form_by_what_it_edits (Desk *desk, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GaRecord) person = desk_record (desk, "person");
  GaEditor *editor;

  gtk_window_present (GTK_WINDOW (window));
  editor = ga_editor_new (window, desk->context, person, NULL);
  g_assert_cmpstr (ga_help_pages_find_for (GTK_WIDGET (ga_editor_get_form (editor))), ==, "people");
  g_assert_null (ga_help_pages_find_for (window));
  gtk_window_destroy (GTK_WINDOW (editor));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_text (void)
{
  const char *page = "# The *title*\n\nPress **Add** & go, or `F1`: [next](other.md).\n\n"
                     "1. one\n2. two <b>\n";
  g_autofree char *title = ga_help_text_get_title (page);
  g_autofree char *words = ga_help_text_get_words (page);
  g_autofree char *elsewhere = ga_help_text_get_page ("https://example.org");
  GtkWidget *box = g_object_ref_sink (ga_help_text_new (page));
  GtkWidget *heading = gtk_widget_get_first_child (box);
  GtkWidget *text = gtk_widget_get_next_sibling (heading);
  GtkWidget *list = gtk_widget_get_next_sibling (text);

  g_assert_cmpstr (title, ==, "The title");
  g_assert_nonnull (strstr (words, "Press Add & go, or F1: next."));
  g_assert_null (elsewhere);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (heading)), ==, "The title");
  gtk_test_accessible_assert_role (heading, GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_test_accessible_assert_property (heading, GTK_ACCESSIBLE_PROPERTY_LEVEL, 1);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (text)), ==,
                   "Press <b>Add</b> &amp; go, or <tt>F1</tt>: <a href=\"other.md\">next</a>.");
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (text)));
  gtk_test_accessible_assert_role (list, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_role (gtk_widget_get_first_child (list),
                                   GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_object_unref (box);
}

static GaHelpWindow *
find_help (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (GA_IS_HELP_WINDOW (window))
        return GA_HELP_WINDOW (window);
    }
  return NULL;
}

static guint
count_listed (GtkWidget *list)
{
  GtkListBoxRow *row;
  guint n = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i)) != NULL; i++)
    n += gtk_widget_get_child_visible (GTK_WIDGET (row));
  return n;
}

static gboolean
is_filtered (gpointer list)
{
  return count_listed (list) < g_strv_length ((char **) ga_help_pages_get ());
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
test_window (void)
{
  GtkWindow *asked = GTK_WINDOW (gtk_window_new ());
  GaHelpWindow *help;
  GtkWidget *list, *search;

  gtk_window_present (asked);
  ga_help_window_show (asked, "cancel");
  help = find_help ();
  g_assert_cmpstr (ga_help_window_get_page (help), ==, "cancel");
  gtk_widget_activate_action (GTK_WIDGET (help), "help.show", "s", "print");
  g_assert_cmpstr (ga_help_window_get_page (help), ==, "print");
  gtk_widget_activate_action (GTK_WIDGET (help), "help.show", "s", "no-such-page");
  g_assert_cmpstr (ga_help_window_get_page (help), ==, "print");
  gtk_widget_activate_action (GTK_WIDGET (help), "help.back", NULL);
  g_assert_cmpstr (ga_help_window_get_page (help), ==, "cancel");

  list = find_type (GTK_WIDGET (help), GTK_TYPE_LIST_BOX);
  search = find_type (GTK_WIDGET (help), GTK_TYPE_SEARCH_ENTRY);
  wait_until (is_mapped, list, "the contents to be seen");
  gtk_editable_set_text (GTK_EDITABLE (search), "facebook ic");
  wait_until (is_filtered, list, "the contents to be filtered");
  g_assert_cmpuint (count_listed (list), ==, 1);
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpstr (ga_help_window_get_page (help), ==, "cancel");

  /* It does not outlive what it helps with. */
  gtk_window_destroy (asked);
  settle ();
  g_assert_null (find_help ());
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/help/every-page-is-there-in-every-language",
                   test_every_page_in_every_language);
  g_test_add_func ("/help/every-page-of-the-sidebar-has-help", test_every_place_of_the_sidebar);
  g_test_add_func ("/help/every-view-and-dialog-has-help", test_every_page_view_and_dialog);
  g_test_add ("/help/a-form-has-the-help-of-what-it-edits", Desk, NULL, desk_set_up,
              test_a_form_by_what_it_edits, desk_tear_down);
  g_test_add_func ("/help/text-is-read-as-it-is-written", test_text);
  g_test_add_func ("/help/pages-are-shown-left-and-found", test_window);
  return g_test_run ();
}
