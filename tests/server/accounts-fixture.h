/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-accounts-private.h"
#include "server/ga-server-invitation.h"
#include "server/server-fixture.h"

/* An association on a server, and who joins it. */

#define NOW G_GINT64_CONSTANT (1790000000000000)

typedef struct
{
  ServerFixture server;
  gint64 tenant;
  GaId kommune;
  GaId client;
} AccountsFixture;

static inline GaSql *
accounts_fixture_get_sql (AccountsFixture *fixture)
{
  return fixture->server.sql;
}

static inline void
accounts_fixture_set_up (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  server_fixture_set_up (&fixture->server, data);
  g_assert_true (ga_sql_begin (accounts_fixture_get_sql (fixture), NULL));
  fixture->tenant = ga_tenant_create (accounts_fixture_get_sql (fixture), fixture->server.schema,
                                      "Gåforbundet", NOW, &error);
  g_assert_no_error (error);
  g_assert_true (ga_sql_commit (accounts_fixture_get_sql (fixture), NULL));
  fixture->kommune = ga_id_for_fact ("kommune:test");
  fixture->client = ga_id_new ();
}

static inline void
accounts_fixture_tear_down (AccountsFixture *fixture, gconstpointer data)
{
  server_fixture_tear_down (&fixture->server, data);
}

static inline char *
accounts_fixture_invite (AccountsFixture *fixture,
                         GaAccess access,
                         GaSpacePlace place,
                         const GaId *target)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  g_autoptr (GError) error = NULL;
  GaGrant grant = { access, { place, *target } };
  char *code;

  g_array_append_val (grants, grant);
  code = ga_server_invitation_create (accounts_fixture_get_sql (fixture), fixture->tenant, 0,
                                      grants, "Ane", NOW, &error);
  g_assert_no_error (error);
  return code;
}

static inline GaWelcome *
accounts_fixture_enrol (AccountsFixture *fixture,
                        GaAccess access,
                        GaSpacePlace place,
                        const GaId *target)
{
  g_autofree char *code = accounts_fixture_invite (fixture, access, place, target);
  g_autoptr (GError) error = NULL;
  GaWelcome *welcome = ga_accounts_enrol (accounts_fixture_get_sql (fixture), code,
                                          &fixture->client, "Desk", NULL, NOW, &error);

  g_assert_no_error (error);
  return welcome;
}

static inline void
accounts_fixture_assert_lets_in (AccountsFixture *fixture, const char *access, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaSession) session =
      ga_session_load (accounts_fixture_get_sql (fixture), access, now, &error);

  g_assert_no_error (error);
  g_assert_nonnull (session);
}

static inline void
accounts_fixture_run (AccountsFixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  ga_sql_exec (accounts_fixture_get_sql (fixture), text, &error);
  g_assert_no_error (error);
}
