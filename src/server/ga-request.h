/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-exchange.h"
#include "server/ga-files.h"
#include "server/ga-heads.h"
#include "server/ga-limits.h"
#include "server/ga-session-cache.h"
#include "server/ga-workers.h"

G_BEGIN_DECLS

typedef struct _GaRequest GaRequest;

/**
 * GaRoute: what is served at a path.
 * @path: as written in logs and metrics; `*` stands for one part, the request's @argument
 * @lane: where @run runs
 * @run: on a worker; sets the answer, or job.error; may go on in another lane
 * @open: needs no token
 * @guarded: failures are counted per address, as somebody may be trying codes or passphrases
 * @revoked: a computer that lost its access may ask still, for what it hands over
 * @recent: asked so often that its session may be some seconds old
 * @tells_head: it tells the newest revision alone, which the main thread may know (#GaHeads)
 * @keeps: see #GaJob
 * @most: bytes of a body as it is sent
 */
typedef struct
{
  const char *method;
  const char *path;
  GaLane lane;
  void (*run) (GaJob *job, GaSql *sql);
  gboolean open;
  gboolean guarded;
  gboolean revoked;
  gboolean recent;
  gboolean tells_head;
  gboolean keeps;
  gsize most;
} GaRoute;

/* What requests share. Each is for any thread. */
typedef struct
{
  GaSchema *schema;
  GaFiles *files;
  GaSessionCache *sessions;
  GaLimits *tries;             /* at an account, by whom */
  GaLimits *tries_per_account; /* of all whom it does not know */
  GaLimits *tries_per_address; /* that failed */
  GaLimits *slips_per_address; /* what could not be read */
  gsize reserved;              /* atomic: bytes of bodies and answers that are held */
} GaShared;

/**
 * GaRequest: one request without HTTP, and its answer. The main thread fills in what is asked and
 * submits the job; workers answer; see #GaJob for whose it is when.
 */
struct _GaRequest
{
  GaJob job; /* first */
  GaShared *shared;
  const GaRoute *route;
  gpointer owner; /* the main thread's */
  char *argument;
  char *token;                                /* (nullable): of access */
  char *address;                              /* who asks, for limits alone */
  gint64 head;                                /* of the query; -1: none */
  gint64 epoch;                               /* of the query; -1: none */
  gint64 seconds;                             /* of the query: 0 does not wait; -1: none */
  gint64 range_start, range_end, range_total; /* a start below 0 counts from the end */
  gboolean has_range;
  gboolean bad_range; /* there is one, which cannot be read */
  gboolean packed;
  gboolean takes_gzip;
  GBytes *body; /* (nullable): unpacked once prepared */
  GaSession *session;
  gsize reserved;
  gboolean wakes; /* what it wrote is for others who wait: @new_head */
  gint64 new_head;
  gint64 new_epoch;    /* read along with it */
  GaHeadsState before; /* it was read */
  /* What one step leaves to the next. */
  char *text;
  char *hash; /* (nullable): of a passphrase that is to be set */
  gint64 number;
  GPtrArray *candidates; /* (nullable) (element-type GaCandidate): who may have been meant */
  char *tries;           /* (nullable): under what a try at a passphrase is counted */
  gboolean is_known;     /* the account knows the computer that tries */

  guint status;
  GBytes *answer; /* (nullable) */
  gboolean answer_packed;
  const char *type; /* of the answer */
  char *detail;     /* (nullable): members that go with the error */
  guint retry_after;
  gint64 have; /* Gangart-Have; -1: none */
  gboolean ends_sessions;
  gboolean waits; /* to be answered when there is news */
};

GaRequest *ga_request_new (GaShared *shared, const GaRoute *route);
void ga_request_free (GaRequest *self);

/* Chooses the first lane and step: prepares what must be prepared on a worker. @now: monotonic. */
void ga_request_begin (GaRequest *self, gint64 now);
/* Reserves memory for what is held of it; %FALSE if there is too much already. */
gboolean ga_request_reserve (GaRequest *self, gsize bytes);
/* Takes the route's lane and step. */
void ga_request_go_on (GaRequest *self, GaLane lane, void (*run) (GaJob *job, GaSql *sql));

/* 200; @answer (transfer full). Packs what is worth it. */
void ga_request_answer (GaRequest *self, GBytes *answer, const char *type);
void ga_request_answer_json (GaRequest *self, GString *json);
/* With the newest revision. */
void ga_request_answer_head (GaRequest *self);
/* The same, or it waits for one that is newer, whichever was asked for. */
void ga_request_answer_or_wait (GaRequest *self);
/* What a refusal says of a restore; of %GA_SQL_ERROR, as the job's error. */
gboolean ga_request_tell_life (GaRequest *self, GaSql *sql, gint64 tenant);
/* The error as it goes out. @status: (out). Returns: (transfer full) */
char *ga_request_explain (GaRequest *self, guint *status);

/* A member of a request that is a text; its value stays NULL if it is missing. */
typedef struct
{
  const char *name;
  char **value;
} GaTextMember;

/* Reads a body that is one object; @members end with one without a name, members of other names are
 * passed over. Sets job.error. */
gboolean ga_request_read_texts (GaRequest *self, const GaTextMember *members);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaRequest, ga_request_free)

G_END_DECLS
