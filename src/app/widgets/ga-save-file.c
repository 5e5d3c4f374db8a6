/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-save-file.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-question.h"
#include "app/ga-toaster.h"

typedef struct
{
  GtkWidget *origin;
  GaStore *store;
  char *path;
  GaSaveFunc write;
  gpointer data;
  GDestroyNotify data_free;
} Saving;

static void
saving_clear (gpointer data)
{
  Saving *self = data;

  if (self->data_free != NULL)
    self->data_free (self->data);
  g_object_unref (self->store);
  g_object_unref (self->origin);
  g_free (self->path);
}

static void
saving_unref (gpointer data)
{
  g_rc_box_release_full (data, saving_clear);
}

static Saving *
saving_new (GtkWidget *origin,
            GaStore *store,
            GaSaveFunc write,
            gpointer user_data,
            GDestroyNotify user_data_free)
{
  Saving *self = g_rc_box_new0 (Saving);

  self->origin = g_object_ref (origin);
  self->store = g_object_ref (store);
  self->write = write;
  self->data = user_data;
  self->data_free = user_data_free;
  return self;
}

static void
say_error (GtkWidget *origin, const GError *error)
{
  GaToaster *toaster = ga_toaster_for (origin);

  if (toaster != NULL)
    ga_toaster_say_error (toaster, error);
}

/* Returns: the file's address */
static gpointer
write_file (GaReader *reader, gpointer user_data, GError **error)
{
  Saving *self = user_data;
  g_autofree char *target = ga_store_resolve_output (self->store, self->path, error);

  if (target == NULL || !self->write (reader, target, self->data, error))
    return NULL;
  return g_filename_to_uri (target, NULL, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *self = user_data;
  GaToaster *toaster = ga_toaster_for (self->origin);
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = ga_store_read_finish (GA_STORE (source), result, &error);
  g_autofree char *name = g_filename_display_basename (self->path);
  /* TRANSLATORS: the name of a file */
  g_autofree char *text = g_strdup_printf (_ ("Saved “%s”"), name);

  if (uri == NULL)
    say_error (self->origin, error);
  else if (toaster != NULL)
    ga_toaster_offer_open (toaster, text, uri);
  saving_unref (self);
}

/* @self: (transfer full) */
static void
save (Saving *self, GFile *file)
{
  g_autoptr (GError) error = NULL;

  g_free (self->path);
  self->path = g_file_get_path (file);
  if (self->path != NULL)
    {
      ga_store_read_async (self->store, write_file, self, NULL, g_free, NULL, written_cb, self);
      return;
    }
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _ ("Files can be saved on this computer only. Choose a folder of it."));
  say_error (self->origin, error);
  saving_unref (self);
}

static void
chosen_cb (GtkWidget *parent, GFile *file, gpointer user_data)
{
  save (g_rc_box_acquire (user_data), file);
}

/**
 * ga_save_file_ask:
 * @origin: the widget that asks, in whose window it is told how it went
 * @store: what is read, and whose own files are not written onto
 * @title: title of the question for a file
 * @name: the name proposed, with its ending; a sign that no file may have in it becomes a dash
 * @write: writes the file
 * @user_data_free: (nullable): frees @user_data in the end, also when no file is chosen
 */
void
ga_save_file_ask (GtkWidget *origin,
                  GaStore *store,
                  const char *title,
                  const char *name,
                  GaSaveFunc write,
                  gpointer user_data,
                  GDestroyNotify user_data_free)
{
  g_autofree char *plain = g_strdelimit (g_strdup (name), "/\\:*?\"<>|", '-');

  g_return_if_fail (GTK_IS_WIDGET (origin));
  g_return_if_fail (GA_IS_STORE (store));

  ga_question_save_file (origin, title, plain, chosen_cb,
                         saving_new (origin, store, write, user_data, user_data_free),
                         saving_unref);
}

/**
 * ga_save_file:
 * @file: where to; otherwise as ga_save_file_ask()
 */
void
ga_save_file (GtkWidget *origin,
              GaStore *store,
              GFile *file,
              GaSaveFunc write,
              gpointer user_data,
              GDestroyNotify user_data_free)
{
  g_return_if_fail (GTK_IS_WIDGET (origin));
  g_return_if_fail (GA_IS_STORE (store));

  save (saving_new (origin, store, write, user_data, user_data_free), file);
}
