/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-profile.h"
#include "model/ga-date.h"

/*
 * Begins a profile with one community of fifteen walkers and its walks around today:
 *
 *   walks-profile FOLDER [empty | health | many]
 *
 * The walk of yesterday waits for its attendance. `empty`: nobody is known by name; `health`: nor
 * may be; `many`: three hundred communities.
 */

static const char *const walkers[] = {
  "Agnete", "Bodil", "Carl Erik", "Dagny", "Ejvind", "Frode", "Gudrun", "Holger",
  "Inger",  "Jytte", "Knud",      "Lilly", "Mogens", "Nanna", "Orla",
};

static GaRecord *
make (GaStore *store, GPtrArray *records, const char *entity)
{
  GaRecord *record = ga_record_new (ga_schema_get (ga_store_get_schema (store), entity));

  g_ptr_array_add (records, record);
  return record;
}

static void
add_walk (GaStore *store, GPtrArray *records, GaRecord *community, int days, const char *clock)
{
  GaRecord *meeting = make (store, records, "meeting");
  g_autofree char *today = ga_date_today ();
  g_autofree char *date = ga_date_add_days (today, days);
  g_autofree char *start = g_strdup_printf ("%sT%s", date, clock);

  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_text (meeting, "start", start);
}

static void
add_community (GaStore *store, GPtrArray *records, guint number, const char *kind)
{
  g_autofree char *name =
      number == 0 ? g_strdup ("Løb & Gang ved åen") : g_strdup_printf ("Bakkegården %u", number);
  g_autofree char *day = ga_date_today ();
  g_autofree char *joined = ga_date_add_days (day, -200);
  g_autofree char *left = ga_date_add_days (day, -1);
  GaRecord *venue = make (store, records, "venue");
  GaRecord *community = make (store, records, "community");

  ga_record_set_text (venue, "name", "Broen ved Åparken");
  ga_record_set_text (community, "name", name);
  ga_record_set_reference (community, "venue", ga_record_get_id (venue));
  ga_record_set_integer (community, "reveals_health", g_strcmp0 (kind, "health") == 0);
  for (guint i = 0; kind == NULL && i < G_N_ELEMENTS (walkers); i++)
    {
      GaRecord *walker = make (store, records, "participant");

      ga_record_set_reference (walker, "community", ga_record_get_id (community));
      ga_record_set_text (walker, "name", walkers[i]);
      ga_record_set_text (walker, "joined", joined);
    }
  if (kind == NULL)
    {
      GaRecord *walker = make (store, records, "participant");

      ga_record_set_reference (walker, "community", ga_record_get_id (community));
      ga_record_set_text (walker, "name", "Poul");
      ga_record_set_text (walker, "joined", joined);
      ga_record_set_text (walker, "left", left);
    }
  add_walk (store, records, community, -1, "10:00");
  add_walk (store, records, community, 1, "10:00");
  add_walk (store, records, community, 6, "09:30");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  const char *kind = argc > 2 ? argv[2] : NULL;
  GaStore *store = argc > 1 ? ga_profile_open (argv[1], &error) : NULL;
  gboolean done = FALSE;

  if (store != NULL)
    {
      guint n = g_strcmp0 (kind, "many") == 0 ? 300 : 1;

      for (guint i = 0; i < n; i++)
        add_community (store, records, i, kind);
      done = ga_store_put (store, "Test", records, &error) > 0;
      ga_store_close (store);
      g_object_unref (store);
    }
  if (!done)
    g_printerr ("%s\n", error != NULL ? error->message : "Usage: walks-profile FOLDER [KIND]");
  return done ? 0 : 1;
}
