/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-text-table.h"
#include "server/ga-accounts.h"

G_BEGIN_DECLS

/**
 * GaServerCli:
 *
 * The command line of gangart-server: exit status 0 done; 1 refused or failed, reason on standard
 * error, nothing changed; 2 wrong usage; 3 done, but something is left to do. Usage errors are of
 * %G_OPTION_ERROR. A function that returns %FALSE without an error has printed its help. Main
 * thread.
 */
typedef struct _GaServerCli GaServerCli;

/**
 * GaServerCommand:
 * @arguments: what follows the name, for the usage line
 * @summary: msgid
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  gboolean (*run) (GaServerCli *cli, char **words, GError **error);
} GaServerCommand;

extern const GaServerCommand ga_server_commands_setup[];
extern const GaServerCommand ga_server_commands_accounts[];
extern const GaServerCommand ga_server_commands_spaces[];
extern const GaServerCommand ga_server_commands_safety[];
extern const GaServerCommand ga_server_commands_people[];

GaServerCli *ga_server_cli_new (void);
void ga_server_cli_free (GaServerCli *self);
/* Runs the command line; returns the exit status. */
int ga_server_cli_run (GaServerCli *self, char **arguments);

/* Reads options. Returns: (transfer full) (nullable): the words that are none, the command first */
char **ga_server_cli_parse (GaServerCli *self,
                            char **words,
                            const GOptionEntry *entries,
                            guint least,
                            guint most,
                            GError **error);
gboolean ga_server_cli_wants_json (GaServerCli *self);
const char *ga_server_cli_get_organisation (GaServerCli *self); /* (nullable) */
gint64 ga_server_cli_get_now (void);

/* (transfer none) (nullable): as --data and --database say, whether it is there or not */
GaDatabase *ga_server_cli_get_database (GaServerCli *self, GError **error);
/* The same, which must be there, brought up to date. */
GaDatabase *ga_server_cli_open (GaServerCli *self, GError **error);

/* Runs @body as a writer, within a transaction that it makes or breaks. @tenant: the association
 * that --organisation names, or the only one there is. */
typedef gboolean (*GaServerCliFunc) (
    GaServerCli *self, GaSql *sql, gint64 tenant, gpointer user_data, GError **error);
gboolean ga_server_cli_transact (GaServerCli *self,
                                 GaServerCliFunc body,
                                 gpointer user_data,
                                 GError **error);
gboolean ga_server_cli_find_tenant (GaServerCli *self, GaSql *sql, gint64 *tenant, GError **error);

/* `host` with `community:NAME`, `kommune:CODE`, `kommune:NAME`, either with a UUID, or `national`
 * …; the beginning of a name will do where only one begins so. Returns (transfer full) (nullable)
 * (element-type GaGrant) */
GArray *ga_server_cli_read_grants (
    GaSql *sql, gint64 tenant, const char *role, char **spaces, GError **error);
/* Refuses to give what leads nowhere. @grants: (element-type GaGrant) */
gboolean ga_server_cli_check_sight (GArray *grants, GError **error);
/* For who has a server without communities: a sentence, translated. */
const char *ga_server_cli_get_first_step (void);

/* (transfer full): `host: Åstien; consultant: Aarhus`, for people */
char *ga_server_cli_show_grants (GaSql *sql, gint64 tenant, GArray *grants);

/* (transfer full): on standard output */
GaTextTable *ga_server_cli_table_new (void);
void ga_server_cli_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* What was asked for is done, but not all of it could be. */
void ga_server_cli_warn (GaServerCli *self, const char *sentence);
/* "" while there is none: `2026-11-25 10:00` */
char *ga_server_cli_show_time (gint64 time);

G_END_DECLS
