/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-print.h"

#include "app/ga-toaster.h"

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  GaToaster *toaster = ga_toaster_for (user_data);
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || toaster == NULL)
    return;
  gtk_print_operation_get_error (operation, &error);
  if (error != NULL)
    ga_toaster_say_failure (toaster, error, "print");
}

static void
free_parent_cb (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

GtkPrintOperation *
ga_print_new (GtkWindow *parent, const char *name)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) page = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (page, paper);
  gtk_print_operation_set_default_page_setup (operation, page);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "done", G_CALLBACK (done_cb), g_object_ref (parent),
                         free_parent_cb, 0);
  return operation;
}

void
ga_print_run (GtkPrintOperation *operation, GtkWindow *parent)
{
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
