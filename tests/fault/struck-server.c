/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>
#include <signal.h>
#include <sodium.h>
#include <string.h>

#include "server/ga-serve.h"
#include "vfs/ga-fault-vfs.h"

/*
 * struck-server FOLDER exit|full NTH: serves as gangart-server does until the nth write from then
 * on, in place of which it ends, or from which on its disk is full until SIGUSR1 says that there is
 * room again.
 */

static gboolean
room_cb (gpointer user_data)
{
  ga_fault_vfs_disarm ();
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  const GaServeOptions options = { .listen = "127.0.0.1:0" };
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ends;

  if (argc != 4 || sodium_init () < 0)
    return 2;
  ends = strcmp (argv[2], "exit") == 0;
  ga_fault_vfs_register (TRUE);
  database = ga_database_new (argv[1], NULL, schema);
  g_unix_signal_add (SIGUSR1, room_cb, NULL);
  if (ga_database_prepare (database, &error))
    {
      /* A commit is there when its last write to the log is: who ends in place of one has not
       * committed. */
      if (ends)
        ga_fault_vfs_arm (GA_FAULT_EXIT, GA_FAULT_FILES_WAL,
                          (guint) g_ascii_strtoull (argv[3], NULL, 10), FALSE);
      else
        ga_fault_vfs_arm (GA_FAULT_FULL, GA_FAULT_FILES_ALL,
                          (guint) g_ascii_strtoull (argv[3], NULL, 10), TRUE);
      ga_serve_run (database, &options, &error);
    }
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return error != NULL;
}
