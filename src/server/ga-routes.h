/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-request.h"

G_BEGIN_DECLS

/*
 * What the server serves: docs/sync-protocol.md, a table a group, each ended by a route without a
 * path. The functions in them run on workers.
 */

extern const GaRoute ga_routes_accounts[];
extern const GaRoute ga_routes_exchange[];
extern const GaRoute ga_routes_files[];

void ga_route_look_cb (GaJob *job, GaSql *sql);
void ga_route_invite_cb (GaJob *job, GaSql *sql);
void ga_route_list_invitations_cb (GaJob *job, GaSql *sql);
void ga_route_withdraw_cb (GaJob *job, GaSql *sql);
void ga_route_accept_cb (GaJob *job, GaSql *sql);

/**
 * ga_routes_find:
 * @argument: (out) (transfer full) (nullable): what stands for `*`
 * @known: (out): whether the path is served at all, if not by @method
 *
 * Returns: (nullable) (transfer none)
 */
const GaRoute *
ga_routes_find (const char *method, const char *path, char **argument, gboolean *known);

G_END_DECLS
