/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-host-rows.h"

G_BEGIN_DECLS

/* Who leads walks and has led none for so many weeks may have stopped without a word. Sentences and
 * the manual say *eight weeks*. */
#define GA_HOSTS_QUIET_WEEKS 8
/* More than anybody has led walks. */
#define GA_HOSTS_MOST_WEEKS 1000

/**
 * GaHostColumn: by what hosts are put in order, as the columns of a table stand.
 */
typedef enum
{
  GA_HOST_NAME,
  GA_HOST_STATE,
  GA_HOST_SINCE,
  GA_HOST_SOURCE,
  GA_HOST_COMMUNITIES,
  GA_HOST_LED,
} GaHostColumn;

#define GA_HOST_N_COLUMNS 6

/* Translated. */
const char *ga_host_column_get_label (GaHostColumn column);

/**
 * GaHost:
 *
 * Somebody who leads walks, led them, or may come to (docs/decisions/047).
 * @id: of the person
 * @email, @kommune, @source, @initiative: (nullable): @source in words
 * @state: of ga_choices_recruitment: as it is written down, else *active* or *stopped* as their
 *   roles say
 * @since: the day from which @state holds; empty where nobody knows
 * @communities: names of those they host today
 * @last_led: the day of the last walk they led; empty where there is none
 * @rank, @source_rank, @communities_rank: its place among all of one answer by name, by @source and
 *   by @communities, in the alphabet of the file
 * @quiet: active, and none for %GA_HOSTS_QUIET_WEEKS or what else was asked for
 *
 * Constant once it is made, but for what a search keeps of it: so one thread at a time searches.
 */
#define GA_TYPE_HOST (ga_host_get_type ())
G_DECLARE_FINAL_TYPE (GaHost, ga_host, GA, HOST, GObject)

struct _GaHost
{
  GObject parent_instance;

  GaId id;
  char *name;
  char *email;
  char *kommune;
  char *source;
  char *source_name;
  char *initiative;
  char **communities;
  const GaChoice *state;
  const GaChoice *source_kind; /* (nullable) */
  char since[sizeof "2026-12-31"];
  char last_led[sizeof "2026-12-31"];
  guint rank;
  guint source_rank;
  guint communities_rank;
  gboolean quiet;
  /* Of its own. */
  char *words;
};

/* By name. @person: (nullable): only this one; @weeks: how long without a walk is quiet, at most
 * %GA_HOSTS_MOST_WEEKS. Of everybody a long read. Returns: (transfer full) (element-type GaHost)
 * (nullable): %NULL with @error set (#GaStoreError, or #GaModelError where @today is no day that a
 * date may be, or so many weeks before it is none) */
GPtrArray *ga_hosts_read (
    GaReader *reader, const GaId *person, const char *today, guint weeks, GError **error);
/* (transfer full): what stands in @column, translated; empty where there is nothing */
char *ga_host_tell (const GaHost *self, GaHostColumn column);
/* Below 0 where @a stands before @b: by rank, status in the order of its choices, or day. */
int ga_host_compare (const GaHost *a, const GaHost *b, GaHostColumn column);
/* (transfer full): the communities of today in one line */
char *ga_host_list_communities (const GaHost *self);
/* Whether every word of @typed (nullable) begins a word of the name, the communities, the kommune
 * or how they were found. */
gboolean ga_host_matches (GaHost *self, const char *typed);

/**
 * GaHostTarget: how many hosts were to be trained for an initiative, and how many have been: those
 * found for it who have a day of training, also if they lead no walk today or have stopped.
 * @target: 0 where nobody has said so
 */
typedef struct
{
  GaId id;
  char *name;
  guint target;
  guint trained;
} GaHostTarget;

void ga_host_target_free (GaHostTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaHostTarget, ga_host_target_free)
/* By name of the initiative. Returns: (transfer full) (element-type GaHostTarget) (nullable): %NULL
 * with @error set (#GaStoreError) */
GPtrArray *ga_host_targets_read (GaReader *reader, GError **error);
/* (transfer full): "7 of 12 trained hosts", translated */
char *ga_host_target_describe (const GaHostTarget *self);
/* (transfer full) (nullable): the same of one initiative; %NULL where there is nothing to tell, it
 * is closed, or the reader sees no names */
char *ga_host_target_of (GaReader *reader, const GaId *initiative);

G_END_DECLS
