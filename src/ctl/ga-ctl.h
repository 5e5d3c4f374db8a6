/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaCtl:
 *
 * One run of `gangartctl`: the profile asked for, and where the answer goes. Each command gets it
 * and its own words of the command line.
 *
 * Commands run on the main thread, which may wait here. Errors of any domain end the program with
 * 1, but %G_OPTION_ERROR with 2 and %GA_CTL_ERROR as told below. What getters return is the run's;
 * words that have been parsed are (transfer full).
 */
typedef struct _GaCtl GaCtl;

/**
 * GaCtlError:
 * @GA_CTL_ERROR_USAGE: what was written is no command; the program ends with 2
 * @GA_CTL_ERROR_FAILED: refused, with the reason; the program ends with 1
 * @GA_CTL_ERROR_HELPED: the help asked for was printed; the program ends with 0
 */
typedef enum
{
  GA_CTL_ERROR_USAGE,
  GA_CTL_ERROR_FAILED,
  GA_CTL_ERROR_HELPED,
} GaCtlError;

#define GA_CTL_ERROR (ga_ctl_error_quark ())
GQuark ga_ctl_error_quark (void);

/**
 * GaCommand:
 * @name: what is written, such as `list`
 * @arguments: what follows it, in words that are the same in every language
 * @summary: msgid of one line of help
 * @details: (nullable): msgid of further help
 * @run: does it; arguments[0] is the name
 *
 * Tables of them end with a %NULL name.
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *details;
  gboolean (*run) (GaCtl *ctl, char **arguments, GError **error);
} GaCommand;

extern const GaCommand ga_ctl_commands_records[];
extern const GaCommand ga_ctl_commands_exchange[];
extern const GaCommand ga_ctl_commands_history[];

extern const GaCommand ga_ctl_commands_documents[];
extern const GaCommand ga_ctl_commands_meetings[];
extern const GaCommand ga_ctl_commands_person[];
extern const GaCommand ga_ctl_commands_print[];
extern const GaCommand ga_ctl_commands_profile[];
extern const GaCommand ga_ctl_commands_report[];
extern const GaCommand ga_ctl_commands_sync[];

GaCtl *ga_ctl_new (void);
void ga_ctl_free (GaCtl *self);

char **ga_ctl_parse_global (GaCtl *self, char **arguments, const char *description, GError **error);
void ga_ctl_set_command (GaCtl *self, const GaCommand *command);
const GaCommand *ga_ctl_get_command (GaCtl *self);
char **ga_ctl_parse (GaCtl *self,
                     char **arguments,
                     const GOptionEntry *entries,
                     guint least,
                     guint most,
                     GError **error);

gboolean ga_ctl_check_words (char **words, guint least, guint most, GError **error);

GaSchema *ga_ctl_get_schema (GaCtl *self);
char *ga_ctl_get_folder (GaCtl *self);
GaStore *ga_ctl_get_store (GaCtl *self, GError **error);
const GaEntity *ga_ctl_get_entity (GaCtl *self, const char *name, GError **error);
gboolean ga_ctl_wants_json (GaCtl *self);

void ga_ctl_print (GaCtl *self, const char *line);
void ga_ctl_take_line (GaCtl *self, char *line);
void ga_ctl_take_json (GaCtl *self, JsonNode *node);
void ga_ctl_set_saved (GaCtl *self);
gboolean ga_ctl_is_unheard (GaCtl *self);
gboolean ga_ctl_end_output (GaCtl *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaCtl, ga_ctl_free)

G_END_DECLS
