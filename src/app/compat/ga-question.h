/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The few questions that are asked in a dialog, and the choosers of files, in one place: the
 * widgets for them differ between the oldest and the newest toolkit we build against. Main thread,
 * also for the answer.
 */

/* @GA_ANSWER_OTHER: to go on all the same, where there are two ways to (ga_question_choose()) */
typedef enum
{
  GA_ANSWER_NO,
  GA_ANSWER_OTHER,
  GA_ANSWER_YES,
} GaAnswer;

typedef void (*GaAnswerFunc) (GtkWidget *parent, gboolean yes, gpointer user_data);
typedef void (*GaChoiceFunc) (GtkWidget *parent, GaAnswer answer, gpointer user_data);
typedef void (*GaFileFunc) (GtkWidget *parent, GFile *file, gpointer user_data);

void ga_question_ask (GtkWidget *parent,
                      const char *heading,
                      const char *body,
                      const char *no,
                      const char *yes,
                      gboolean destructive,
                      GaAnswerFunc answer,
                      gpointer user_data);
void ga_question_choose (GtkWidget *parent,
                         const char *heading,
                         const char *body,
                         const char *no,
                         const char *other,
                         const char *yes,
                         gboolean likely,
                         GaChoiceFunc choice,
                         gpointer user_data);
/* Tells something that must not be missed; its only button closes it. */
void ga_question_tell (GtkWidget *parent, const char *heading, const char *body);
void ga_question_open_file (GtkWidget *parent,
                            const char *title,
                            GaFileFunc chosen,
                            gpointer user_data,
                            GDestroyNotify user_data_free);
void ga_question_save_file (GtkWidget *parent,
                            const char *title,
                            const char *name,
                            GaFileFunc chosen,
                            gpointer user_data,
                            GDestroyNotify user_data_free);

G_END_DECLS
