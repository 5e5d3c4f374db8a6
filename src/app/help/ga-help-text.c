/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/ga-help-text.h"

#include <cmark.h>

#define PAGE_ENDING ".md"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_node, cmark_node_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_iter, cmark_iter_free)

static cmark_node *
parse (const char *markdown)
{
  return cmark_parse_document (markdown, strlen (markdown), CMARK_OPT_DEFAULT);
}

static void
append_escaped (GString *string, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (string, escaped);
}

static void
append_link (GString *markup, cmark_node *link, gboolean enter)
{
  if (!enter)
    {
      g_string_append (markup, "</a>");
      return;
    }
  g_string_append (markup, "<a href=\"");
  append_escaped (markup, cmark_node_get_url (link));
  g_string_append (markup, "\">");
}

static void
append_inline (GString *markup, cmark_node *node, gboolean enter)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      append_escaped (markup, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_CODE:
      g_string_append (markup, "<tt>");
      append_escaped (markup, cmark_node_get_literal (node));
      g_string_append (markup, "</tt>");
      break;
    case CMARK_NODE_SOFTBREAK:
      g_string_append_c (markup, ' ');
      break;
    case CMARK_NODE_LINEBREAK:
      g_string_append_c (markup, '\n');
      break;
    case CMARK_NODE_STRONG:
      g_string_append (markup, enter ? "<b>" : "</b>");
      break;
    case CMARK_NODE_EMPH:
      g_string_append (markup, enter ? "<i>" : "</i>");
      break;
    case CMARK_NODE_LINK:
      append_link (markup, node, enter);
      break;
    default:
      break;
    }
}

/* What stands in a heading or paragraph, for a label. */
static char *
make_markup (cmark_node *block)
{
  g_autoptr (cmark_iter) iter = cmark_iter_new (block);
  GString *markup = g_string_new (NULL);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    append_inline (markup, cmark_iter_get_node (iter), event == CMARK_EVENT_ENTER);
  return g_string_free (markup, FALSE);
}

static void
append_words (GString *words, cmark_node *block)
{
  g_autoptr (cmark_iter) iter = cmark_iter_new (block);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);

      if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
        g_string_append (words, cmark_node_get_literal (node));
      else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_PARAGRAPH ||
               (type == CMARK_NODE_HEADING && event == CMARK_EVENT_EXIT))
        g_string_append_c (words, ' ');
    }
}

static gboolean
link_cb (GtkLabel *label, const char *uri)
{
  g_autofree char *page = ga_help_text_get_page (uri);

  return page != NULL && gtk_widget_activate_action (GTK_WIDGET (label), "help.show", "s", page);
}

static GtkWidget *
make_label (cmark_node *block, GtkAccessibleRole role)
{
  g_autofree char *markup = make_markup (block);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", markup, "use-markup", TRUE,
                    "selectable", TRUE, "wrap", TRUE, "xalign", 0.0, "hexpand", TRUE, NULL);

  g_signal_connect (label, "activate-link", G_CALLBACK (link_cb), NULL);
  return label;
}

static GtkWidget *
make_heading (cmark_node *block)
{
  GtkWidget *label = make_label (block, GTK_ACCESSIBLE_ROLE_HEADING);
  int level = cmark_node_get_heading_level (block);

  gtk_widget_add_css_class (label, level == 1 ? "title-1" : "title-4");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
  return label;
}

static GtkWidget *
make_item (cmark_node *list, int number)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                 "spacing", 9, NULL);
  gboolean numbered = cmark_node_get_list_type (list) == CMARK_ORDERED_LIST;
  g_autofree char *mark = numbered ? g_strdup_printf ("%d.", number) : g_strdup ("•");
  GtkWidget *label = gtk_label_new (mark);

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (numbered)
    {
      gtk_label_set_width_chars (GTK_LABEL (label), 2);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
    }
  gtk_box_append (GTK_BOX (row), label);
  return row;
}

static void append_blocks (GtkBox *box, cmark_node *parent);

static GtkWidget *
make_list (cmark_node *list)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST,
                                 "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);
  int number = cmark_node_get_list_start (list);

  for (cmark_node *item = cmark_node_first_child (list); item != NULL;
       item = cmark_node_next (item))
    {
      GtkWidget *row = make_item (list, number++);
      GtkWidget *blocks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

      append_blocks (GTK_BOX (blocks), item);
      gtk_box_append (GTK_BOX (row), blocks);
      gtk_box_append (GTK_BOX (box), row);
    }
  return box;
}

static void
append_blocks (GtkBox *box, cmark_node *parent)
{
  for (cmark_node *block = cmark_node_first_child (parent); block != NULL;
       block = cmark_node_next (block))
    switch (cmark_node_get_type (block))
      {
      case CMARK_NODE_HEADING:
        gtk_box_append (box, make_heading (block));
        break;
      case CMARK_NODE_LIST:
        gtk_box_append (box, make_list (block));
        break;
      default:
        gtk_box_append (box, make_label (block, GTK_ACCESSIBLE_ROLE_LABEL));
        break;
      }
}

/**
 * ga_help_text_get_title:
 * Returns: (transfer full): what the first heading says
 */
char *
ga_help_text_get_title (const char *markdown)
{
  g_autoptr (cmark_node) document = parse (markdown);
  cmark_node *first = cmark_node_first_child (document);
  GString *words = g_string_new (NULL);

  if (first != NULL)
    append_words (words, first);
  return g_strchomp (g_string_free (words, FALSE));
}

/**
 * ga_help_text_get_words:
 * Returns: (transfer full): all that stands there, without marks, to look for words in
 */
char *
ga_help_text_get_words (const char *markdown)
{
  g_autoptr (cmark_node) document = parse (markdown);
  GString *words = g_string_new (NULL);

  append_words (words, document);
  return g_string_free (words, FALSE);
}

/**
 * ga_help_text_get_page:
 * @uri: of a link
 * Returns: (transfer full) (nullable): the page of the manual that it leads to
 */
char *
ga_help_text_get_page (const char *uri)
{
  return g_str_has_suffix (uri, PAGE_ENDING) ? g_strndup (uri, strlen (uri) - strlen (PAGE_ENDING))
                                             : NULL;
}

/**
 * ga_help_text_new:
 * @markdown: a page of the manual
 * Returns: (transfer floating): what it says
 */
GtkWidget *
ga_help_text_new (const char *markdown)
{
  g_autoptr (cmark_node) document = parse (markdown);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_add_css_class (box, "ga-manual");
  append_blocks (GTK_BOX (box), document);
  return box;
}
