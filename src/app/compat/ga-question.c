/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/compat/ga-question.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"

typedef struct
{
  GtkWidget *parent;
  GaAnswerFunc answer;
  GaChoiceFunc choice;
  GaFileFunc chosen;
  gpointer user_data;
  GDestroyNotify user_data_free;
} Question;

static Question *
question_new (GtkWidget *parent, gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->parent = g_object_ref (parent);
  question->user_data = user_data;
  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->parent);
  if (question->user_data_free != NULL)
    question->user_data_free (question->user_data);
  g_free (question);
}

static GtkWindow *
window_of (GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

#if GTK_CHECK_VERSION(4, 18, 0)
/* Pixels that any letter of a heading has room in. */
#define NARROWEST 80

/* A message dialog has its heading twice, large and small, and shows the large one only where it
 * fits on one line. It asks both how high they are at any width that one of them can have, of which
 * GTK 4.18 warns; so both get the same least width. */
static void
let_heading_wrap (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean large = gtk_widget_has_css_class (child, "title-2");

      if (GTK_IS_LABEL (child) && (large || gtk_widget_has_css_class (child, "title-4")))
        gtk_widget_set_size_request (child, NARROWEST, -1);
      if (GTK_IS_LABEL (child) && large)
        g_object_set (child, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
      let_heading_wrap (child);
    }
}
#endif

/* What the toolkit's own dialog lacks. */
static void
mend (GtkWidget *dialog)
{
#if GTK_CHECK_VERSION(4, 18, 0)
  let_heading_wrap (dialog);
#endif
  ga_accessible_mend (dialog);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  /* The answer may end the parent's window, and the dialog outlives it by a moment. */
  gtk_window_set_transient_for (GTK_WINDOW (dialog), NULL);
  if (question->choice != NULL)
    question->choice (question->parent,
                      g_str_equal (response, "yes")     ? GA_ANSWER_YES
                      : g_str_equal (response, "other") ? GA_ANSWER_OTHER
                                                        : GA_ANSWER_NO,
                      question->user_data);
  else
    question->answer (question->parent, g_str_equal (response, "yes"), question->user_data);
  question_free (question);
}

static void
file_response_cb (GtkNativeDialog *dialog, int response, Question *question)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    question->chosen (question->parent, file, question->user_data);
  question_free (question);
  g_object_unref (dialog);
}

/**
 * ga_question_ask:
 * @parent: the widget that asks; its window is blocked meanwhile
 * @heading: the question
 * @body: what each answer leads to
 * @no: (nullable): label of the safe answer, which Esc gives; %NULL for "Cancel"
 * @yes: label of the other answer, with a mnemonic
 * @destructive: whether @yes throws something away
 * @answer: called once with the answer
 */
void
ga_question_ask (GtkWidget *parent,
                 const char *heading,
                 const char *body,
                 const char *no,
                 const char *yes,
                 gboolean destructive,
                 GaAnswerFunc answer,
                 gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (parent), heading, body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  Question *question = question_new (parent, user_data);

  question->answer = answer;
  adw_message_dialog_add_responses (message, "no", no != NULL ? no : _ ("_Cancel"), "yes", yes,
                                    NULL);
  adw_message_dialog_set_response_appearance (
      message, "yes", destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (message, "no");
  adw_message_dialog_set_default_response (message, destructive ? "no" : "yes");
  mend (dialog);
  g_signal_connect (message, "response", G_CALLBACK (response_cb), question);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * ga_question_choose: with two ways to go on
 * @parent: the widget that asks; its window is blocked meanwhile
 * @no: label of the safe answer, which Esc gives
 * @other: label of going on all the same, with a mnemonic
 * @yes: label of going on as it should be, with a mnemonic
 * @likely: whether @yes is what most will answer; Enter gives the safe answer else
 * @choice: called once with the answer
 */
void
ga_question_choose (GtkWidget *parent,
                    const char *heading,
                    const char *body,
                    const char *no,
                    const char *other,
                    const char *yes,
                    gboolean likely,
                    GaChoiceFunc choice,
                    gpointer user_data)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (parent), heading, body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  Question *question = question_new (parent, user_data);

  question->choice = choice;
  adw_message_dialog_add_responses (message, "no", no, "other", other, "yes", yes, NULL);
  adw_message_dialog_set_response_appearance (message, "other", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (message, "yes", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (message, "no");
  adw_message_dialog_set_default_response (message, likely ? "yes" : "no");
  mend (dialog);
  g_signal_connect (message, "response", G_CALLBACK (response_cb), question);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
ga_question_tell (GtkWidget *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (window_of (parent), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  mend (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * ga_question_open_file:
 * @parent: the widget that asks
 * @title: title of the chooser
 * @chosen: called with the file, and not at all if none was chosen
 * @user_data_free: (nullable): frees @user_data in the end, whether a file was chosen or not
 */
void
ga_question_open_file (GtkWidget *parent,
                       const char *title,
                       GaFileFunc chosen,
                       gpointer user_data,
                       GDestroyNotify user_data_free)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, window_of (parent), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  Question *question = question_new (parent, user_data);

  question->chosen = chosen;
  question->user_data_free = user_data_free;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (file_response_cb), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * ga_question_save_file:
 * @parent: the widget that asks
 * @title: title of the chooser
 * @name: the name proposed
 * @chosen: called with the file, and not at all if none was chosen
 * @user_data_free: (nullable): frees @user_data in the end, whether a file was chosen or not
 */
void
ga_question_save_file (GtkWidget *parent,
                       const char *title,
                       const char *name,
                       GaFileFunc chosen,
                       gpointer user_data,
                       GDestroyNotify user_data_free)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, window_of (parent), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  Question *question = question_new (parent, user_data);

  question->user_data_free = user_data_free;
  question->chosen = chosen;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (file_response_cb), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
