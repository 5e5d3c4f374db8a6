/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ctl/ga-ctl-passphrase.h"
#include "ctl/ga-ctl-sync.h"
#include "ctl/ga-ctl-table.h"
#include "ctl/ga-ctl.h"
#include "model/ga-record-json.h"
#include "store/ga-membership.h"
#include "store/ga-permission.h"
#include "sync/client/ga-code-look.h"
#include "sync/client/ga-conflict-value.h"
#include "sync/client/ga-invitation.h"
#include "sync/client/ga-server-link.h"
#include "sync/client/ga-sync-engine.h"
#include "sync/ga-push.h"

#define TOKEN_VARIABLE "GANGART_TOKEN_FILE"

/* Something of the engine's that the program waits for. */
typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result;
} Waiting;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->result = g_object_ref (result);
  g_main_loop_quit (waiting->loop);
}

static Waiting *
waiting_new (void)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->loop = g_main_loop_new (NULL, FALSE);
  return waiting;
}

static void
waiting_free (Waiting *waiting)
{
  g_clear_object (&waiting->result);
  g_main_loop_unref (waiting->loop);
  g_free (waiting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

/* A file that cannot be written would be found out when the code has been used. */
static gboolean
check_token_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_filename_display_name (path);

  if (g_access (folder, W_OK) == 0 && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED,
               _ ("The file “%s” cannot be written. Choose another for the token."), name);
  return FALSE;
}

/* Whether what is kept there can be read, as a trial of the keyring or the file. */
static gboolean
check_tokens (GaTokenStore *tokens, gboolean in_file, GError **error)
{
  g_autoptr (Waiting) waiting = waiting_new ();
  g_autoptr (GError) local = NULL;

  ga_token_store_load_async (tokens, "trial", NULL, done_cb, waiting);
  g_main_loop_run (waiting->loop);
  g_free (ga_token_store_load_finish (tokens, waiting->result, &local));
  if (local == NULL)
    return TRUE;
  if (in_file)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED,
                         _ ("There is no keyring to keep the token in. Name a file for it with "
                            "--token-file."));
  return FALSE;
}

/* (transfer full) (nullable): where tokens are: in the file that is named, else the keyring */
static GaTokenStore *
open_tokens (const char *path, gboolean to_write, GError **error)
{
  g_autoptr (GaTokenStore) tokens = NULL;

  if (path == NULL)
    path = g_getenv (TOKEN_VARIABLE);
  if (path != NULL && *path == '\0')
    path = NULL;
  tokens = path != NULL ? ga_token_file_new (path) : ga_token_keyring_new ();
  if ((to_write && path != NULL && !check_token_file (path, error)) ||
      !check_tokens (tokens, path != NULL, error))
    return NULL;
  return g_steal_pointer (&tokens);
}

static char *
format_moment (gint64 at)
{
  g_autoptr (GDateTime) utc = at > 0 ? g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC) : NULL;

  return utc != NULL ? g_date_time_format_iso8601 (utc) : NULL;
}

static const char *
name_state (GaSyncState state)
{
  switch (state)
    {
    case GA_SYNC_ALONE:
      return "alone";
    case GA_SYNC_OFFLINE:
      return "offline";
    case GA_SYNC_SENDING:
      return "sending";
    case GA_SYNC_RECEIVING:
      return "receiving";
    case GA_SYNC_UP_TO_DATE:
      return "up-to-date";
    case GA_SYNC_RETRYING:
      return "retrying";
    case GA_SYNC_ELSEWHERE:
      return "elsewhere";
    case GA_SYNC_STOPPED:
      return "stopped";
    default:
      g_assert_not_reached ();
    }
}

/* What a profile that is not connected just now can say of itself. */
static const char *
name_standing (const GaMembership *membership)
{
  if (membership == NULL)
    return "alone";
  if (membership->stopped != NULL)
    return "stopped";
  return membership->waiting > 0 ? "waiting" : "up-to-date";
}

static const char *
get_reason (const GaMembership *membership)
{
  GaSyncError code;

  return membership != NULL && ga_sync_error_from_code (membership->stopped, &code)
             ? ga_sync_error_get_sentence (code)
             : NULL;
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
take_object (GaCtl *ctl, JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  ga_ctl_take_json (ctl, node);
}

/* What nobody else gets. */
static gint64
count_apart (GaReader *reader, const GaMembership *membership)
{
  return membership != NULL ? ga_reader_count_apart (reader) : 0;
}

static void
print_status_json (GaCtl *ctl, const GaMembership *membership, gint64 conflicts, gint64 apart)
{
  JsonObject *object = json_object_new ();
  g_autofree char *last = membership != NULL ? format_moment (membership->last_contact) : NULL;

  json_object_set_boolean_member (object, "joined", membership != NULL);
  set_text (object, "server", membership != NULL ? membership->url : NULL);
  set_text (object, "organisation", membership != NULL ? membership->organisation : NULL);
  set_text (object, "account", membership != NULL ? membership->name : NULL);
  set_text (object, "role", membership != NULL ? membership->role : NULL);
  set_text (object, "device", membership != NULL ? membership->device : NULL);
  json_object_set_int_member (object, "waiting", membership != NULL ? membership->waiting : 0);
  json_object_set_int_member (object, "apart", apart);
  json_object_set_int_member (object, "conflicts", conflicts);
  set_text (object, "last_contact", last);
  set_text (object, "state", name_standing (membership));
  set_text (object, "reason", get_reason (membership));
  take_object (ctl, object);
}

static void
print_waiting (GaCtl *ctl, const GaMembership *membership, gint64 conflicts, gint64 apart)
{
  if (membership->waiting > 0)
    ga_ctl_take_line (ctl, g_strdup_printf (ngettext ("%d change waits to be sent.",
                                                      "%d changes wait to be sent.",
                                                      (gulong) membership->waiting),
                                            (int) membership->waiting));
  else if (apart == 0)
    ga_ctl_print (ctl, _ ("Everything is sent."));
  if (apart > 0)
    ga_ctl_take_line (
        ctl, g_strdup_printf (ngettext ("%lu community is on this computer only, with its walks: "
                                        "it has no kommune.",
                                        "%lu communities are on this computer only, with their "
                                        "walks: they have no kommune.",
                                        (gulong) apart),
                              (gulong) apart));
  if (conflicts > 0)
    ga_ctl_take_line (
        ctl, g_strdup_printf (ngettext ("%d conflict is to be decided. The command “conflicts” "
                                        "shows it.",
                                        "%d conflicts are to be decided. The command “conflicts” "
                                        "shows them.",
                                        (gulong) conflicts),
                              (int) conflicts));
}

static void
print_status (GaCtl *ctl, const GaMembership *membership, gint64 conflicts, gint64 apart)
{
  g_autofree char *last = NULL;
  const char *reason = get_reason (membership);

  if (membership == NULL)
    {
      ga_ctl_print (ctl, _ ("These data are on this computer alone. The command “enrol” joins a "
                            "server."));
      return;
    }
  last = format_moment (membership->last_contact);
  /* Translators: an organisation, and an address. */
  ga_ctl_take_line (
      ctl, g_strdup_printf (_ ("Joined: %1$s, %2$s"), membership->organisation, membership->url));
  if (last != NULL)
    ga_ctl_take_line (ctl, g_strdup_printf (_ ("Last connected: %s"), last));
  print_waiting (ctl, membership, conflicts, apart);
  if (reason != NULL)
    ga_ctl_print (ctl, reason);
}

static gboolean
tell_status (GaCtl *ctl, GaStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  GaReader *reader = ga_store_get_reader (store);
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, &local);
  gint64 conflicts = ga_reader_count_conflicts (reader);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (ga_ctl_wants_json (ctl))
    print_status_json (ctl, membership, conflicts, count_apart (reader, membership));
  else
    print_status (ctl, membership, conflicts, count_apart (reader, membership));
  return TRUE;
}

/* Once, now; whether everything was sent and received. */
static gboolean
sync_once (GaSyncEngine *engine, GError **error)
{
  g_autoptr (Waiting) waiting = waiting_new ();

  ga_sync_engine_sync_async (engine, NULL, done_cb, waiting);
  g_main_loop_run (waiting->loop);
  return ga_sync_engine_sync_finish (engine, waiting->result, error);
}

/* Here there is a way more than in the window. Returns: %FALSE */
static gboolean
explain_apart (GError **error)
{
  if (g_error_matches (*error, GA_SYNC_ERROR, GA_SYNC_ERROR_APART))
    {
      g_autoptr (GError) apart = g_steal_pointer (error);

      g_set_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_APART, "%s %s", apart->message,
                   _ ("Or name another profile with --profile."));
    }
  return FALSE;
}

/* Whether the profile belongs to the server at @url. */
static gboolean
is_there (GaStore *store, const char *url)
{
  g_autofree char *kept = ga_server_link_check_url (url, NULL);
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (store), NULL);

  return membership != NULL && g_strcmp0 (membership->url, kept) == 0;
}

/* Of a profile that has joined, the engine has to have met the server's refusal first; where that
 * server has just not answered, it is not waited for a second time.
 * @code: (nullable); @account, @passphrase: (nullable): instead of it */
static gboolean
join (GaStore *store,
      GaTokenStore *tokens,
      const char *url,
      const char *code,
      const char *account,
      const char *passphrase,
      const char *device,
      GError **error)
{
  g_autoptr (GaSyncEngine) engine = ga_sync_engine_new (store, tokens);
  g_autoptr (Waiting) waiting = waiting_new ();
  g_autoptr (GError) local = NULL;

  if (!sync_once (engine, &local) &&
      g_error_matches (local, GA_SYNC_ERROR, GA_SYNC_ERROR_OFFLINE) && is_there (store, url))
    {
      ga_code_look_explain (NULL, &local);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (code != NULL)
    ga_sync_engine_join_async (engine, url, code, NULL, device, NULL, done_cb, waiting);
  else
    ga_sync_engine_sign_in_async (engine, url, account, passphrase, device, NULL, done_cb, waiting);
  g_main_loop_run (waiting->loop);
  return ga_sync_engine_join_finish (engine, waiting->result, error) || explain_apart (error);
}

/* Told before anything is said of tokens. */
static gboolean
check_joined (GaStore *store, GError **error)
{
  GError *local = NULL;
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (store), &local);

  if (local != NULL)
    g_propagate_error (error, local);
  else if (membership == NULL)
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_FAILED,
                         _ ("These data have joined no server."));
  return membership != NULL;
}

/* Whether an invitation would only add to what the account has. */
static gboolean
has_access (GaStore *store)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (store), NULL);

  return membership != NULL && membership->stopped == NULL;
}

/* Either the code of an invitation, or its link, which says both, or an account.
 * @words: an address and perhaps a code; or a link */
static gboolean
read_way_in (char *const *words, const char *account, char **url, char **code, GError **error)
{
  gboolean has_code = words[1] != NULL;
  g_autoptr (GaInvitation) link = has_code ? NULL : ga_invitation_parse (words[0]);

  if (link != NULL ? account == NULL : has_code == (account == NULL))
    {
      *url = g_strdup (link != NULL ? link->url : words[0]);
      *code = g_strdup (link != NULL ? link->code : words[1]);
      return TRUE;
    }
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                       _ ("Write the link of an invitation, or its address and code, or --account "
                          "and the name of an account that is there."));
  return FALSE;
}

static gboolean
run_enrol (GaCtl *ctl, char **arguments, GError **error)
{
  g_autofree char *token_file = NULL;
  g_autofree char *device = NULL;
  g_autofree char *account = NULL;
  g_autofree char *passphrase = NULL;
  const GOptionEntry entries[] = {
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file,
      N_ ("Keep the token in this file, instead of the keyring"), "FILE" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &account,
      N_ ("Sign in to this account, instead of joining with an invitation"), "NAME" },
    { "device", 0, 0, G_OPTION_ARG_STRING, &device, N_ ("What this computer is called"), "NAME" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 2, error);
  g_autofree char *url = NULL;
  g_autofree char *code = NULL;
  gboolean had_access;
  GaStore *store = rest != NULL && read_way_in (rest + 1, account, &url, &code, error)
                       ? ga_ctl_get_store (ctl, error)
                       : NULL;
  g_autoptr (GaTokenStore) tokens = store != NULL ? open_tokens (token_file, TRUE, error) : NULL;

  if (tokens == NULL)
    return FALSE;
  if (account != NULL && (passphrase = ga_ctl_read_passphrase (error)) == NULL)
    return FALSE;
  had_access = has_access (store);
  if (!join (store, tokens, url, code, account, passphrase,
             device != NULL ? device : g_get_host_name (), error))
    return FALSE;
  ga_ctl_set_saved (ctl);
  /* It may have been used before: an answer may have been lost. */
  if (had_access && code != NULL && !ga_ctl_wants_json (ctl))
    ga_ctl_print (ctl, _ ("You had joined already. What this invitation gives is yours, and comes "
                          "with the next “sync”."));
  return tell_status (ctl, store, error);
}

/* What was sent and received, whatever came of it. */
static gboolean
tell_synced (GaCtl *ctl, GaStore *store, GaSyncEngine *engine, gboolean done, GError **error)
{
  GaReader *reader = ga_store_get_reader (store);
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader, error);
  gint64 conflicts = ga_reader_count_conflicts (reader);
  JsonObject *object;

  if (membership == NULL)
    return done;
  if (!ga_ctl_wants_json (ctl))
    {
      if (done)
        print_waiting (ctl, membership, conflicts, count_apart (reader, membership));
      return done;
    }
  object = json_object_new ();
  json_object_set_int_member (object, "sent", ga_sync_engine_get_done (engine));
  json_object_set_int_member (object, "received", ga_sync_engine_get_received (engine));
  json_object_set_int_member (object, "apart", count_apart (reader, membership));
  json_object_set_int_member (object, "conflicts", conflicts);
  json_object_set_int_member (object, "waiting", membership->waiting);
  json_object_set_string_member (object, "state", name_state (ga_sync_engine_get_state (engine)));
  json_object_set_int_member (object, "head", membership->head);
  take_object (ctl, object);
  return done;
}

static gboolean
run_sync (GaCtl *ctl, char **arguments, GError **error)
{
  g_autofree char *token_file = NULL;
  const GOptionEntry entries[] = {
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file,
      N_ ("The file that keeps the token, if the keyring does not"), "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 0, 0, error);
  GaStore *store = rest != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  g_autoptr (GaTokenStore) tokens =
      store != NULL && check_joined (store, error) ? open_tokens (token_file, FALSE, error) : NULL;
  g_autoptr (GaSyncEngine) engine = tokens != NULL ? ga_sync_engine_new (store, tokens) : NULL;
  gboolean done;

  if (engine == NULL)
    return FALSE;
  done = sync_once (engine, error);
  return tell_synced (ctl, store, engine, done, done ? error : NULL);
}

gboolean
ga_ctl_fetch (
    GaStore *store, const char *token_file, const char *sha256, gint64 size, GError **error)
{
  g_autoptr (GaTokenStore) tokens = open_tokens (token_file, FALSE, error);
  g_autoptr (GaSyncEngine) engine = tokens != NULL ? ga_sync_engine_new (store, tokens) : NULL;
  g_autoptr (Waiting) waiting = waiting_new ();

  if (engine == NULL)
    return FALSE;
  ga_sync_engine_fetch_async (engine, sha256, size, NULL, done_cb, waiting);
  g_main_loop_run (waiting->loop);
  return ga_sync_engine_fetch_finish (engine, waiting->result, error);
}

static gboolean
run_status (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, NULL, 0, 0, error);
  GaStore *store = rest != NULL ? ga_ctl_get_store (ctl, error) : NULL;

  return store != NULL && tell_status (ctl, store, error);
}

/* (transfer full) (nullable): which record and which of its fields a conflict is about */
static char *
describe_subject (GaReader *reader, GaRecord *conflict)
{
  const GaEntity *entity =
      ga_schema_get (ga_reader_get_schema (reader), ga_record_get_text (conflict, "subject"));
  const char *record = ga_record_get_text (conflict, "record");
  const char *name = ga_record_get_text (conflict, "field");
  const GaField *field = entity != NULL && name != NULL ? ga_entity_get_field (entity, name) : NULL;
  g_autoptr (GaRecord) found = NULL;
  g_autofree char *title = NULL;
  GaId id;

  if (entity != NULL && record != NULL && ga_id_parse (record, &id))
    {
      found = ga_reader_find (reader, entity, &id, NULL);
      title = found != NULL ? ga_reader_title (reader, entity, &id)
                            : g_strdup (ga_entity_get_label (entity));
    }
  if (field == NULL)
    return g_steal_pointer (&title);
  /* Translators: a record, and one of its fields. */
  return g_strdup_printf (_ ("%1$s, %2$s"), title != NULL ? title : "", ga_field_get_label (field));
}

/* (transfer full) (nullable) */
static char *
describe_side (GaReader *reader, GaRecord *conflict, const char *side)
{
  const char *subject = ga_record_get_text (conflict, "subject");

  return subject != NULL && ga_schema_get (ga_reader_get_schema (reader), subject) != NULL
             ? ga_conflict_value_display (reader, conflict, side, "; ")
             : NULL;
}

/* (nullable) */
static const char *
get_refusal (GaRecord *conflict)
{
  const char *code = ga_record_get_text (conflict, "code");

  return code != NULL ? ga_refusal_get_sentence (code) : NULL;
}

static void
list_conflicts (GaCtl *ctl, GaReader *reader, GPtrArray *conflicts)
{
  GaTextTable *table = ga_ctl_table_new (ctl);

  ga_text_table_add_column (table, _ ("Id"), FALSE);
  ga_text_table_add_column (table, _ ("Kind"), FALSE);
  ga_text_table_add_column (table, _ ("Concerns"), FALSE);
  ga_text_table_add_column (table, _ ("Stands"), FALSE);
  ga_text_table_add_column (table, _ ("Does not stand"), FALSE);
  ga_text_table_add_column (table, C_ ("conflict", "Reason"), FALSE);
  for (guint i = 0; i < conflicts->len; i++)
    {
      GaRecord *conflict = g_ptr_array_index (conflicts, i);
      GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, ga_id_to_string (ga_record_get_id (conflict)));
      g_ptr_array_add (cells, ga_reader_display (reader, conflict, "kind"));
      g_ptr_array_add (cells, describe_subject (reader, conflict));
      g_ptr_array_add (cells, describe_side (reader, conflict, "kept"));
      g_ptr_array_add (cells, describe_side (reader, conflict, "lost"));
      g_ptr_array_add (cells, g_strdup (get_refusal (conflict)));
      ga_text_table_take_row (table, cells);
    }
  ga_text_table_end (table);
}

static gboolean
show_conflicts (GaCtl *ctl, GaStore *store, GError **error)
{
  GaReader *reader = ga_store_get_reader (store);
  g_autoptr (GPtrArray) conflicts = ga_reader_list_conflicts (reader, 0, error);

  if (conflicts == NULL)
    return FALSE;
  if (ga_ctl_wants_json (ctl))
    for (guint i = 0; i < conflicts->len; i++)
      ga_ctl_take_json (ctl, ga_record_to_json (g_ptr_array_index (conflicts, i)));
  else if (conflicts->len == 0)
    ga_ctl_print (ctl, _ ("There is nothing to decide."));
  else
    list_conflicts (ctl, reader, conflicts);
  return TRUE;
}

static gboolean
keep_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_keep (transaction, user_data, error);
}

static gboolean
restore_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_restore_value (transaction, user_data, error);
}

static gboolean
decide (GaCtl *ctl, GaStore *store, const char *verb, const char *text, GError **error)
{
  gboolean keeps = g_str_equal (verb, "keep");
  GaId id;

  if ((!keeps && !g_str_equal (verb, "restore")) || text == NULL || !ga_id_parse (text, &id))
    {
      g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                           _ ("Write “keep” or “restore”, and the id of the conflict."));
      return FALSE;
    }
  if (ga_store_transact (store, keeps ? N_ ("Value kept") : N_ ("Value restored"),
                         keeps ? keep_cb : restore_cb, &id, error) == 0)
    return FALSE;
  ga_ctl_set_saved (ctl);
  if (!ga_ctl_wants_json (ctl))
    ga_ctl_print (ctl, keeps ? _ ("What stands is kept.") : _ ("The other value is back."));
  return TRUE;
}

static gboolean
run_conflicts (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, NULL, 0, 2, error);
  GaStore *store = rest != NULL ? ga_ctl_get_store (ctl, error) : NULL;

  if (store == NULL)
    return FALSE;
  if (rest[1] == NULL || (g_str_equal (rest[1], "list") && rest[2] == NULL))
    return show_conflicts (ctl, store, error);
  return decide (ctl, store, rest[1], rest[2], error);
}

const GaCommand ga_ctl_commands_sync[] = {
  { "enrol", "(LINK | URL CODE | URL --account NAME) [--token-file FILE] [--device NAME]",
    N_ ("Join a server with an invitation, or sign in on a further computer"),
    N_ ("What is here already is sent with the next “sync”. To sign in, the passphrase is asked for "
        "at the terminal, or is the first line of standard input. The token, which gives access, is "
        "kept in the keyring; or, for scripts, in a file that only its owner may read. The "
        "environment variable GANGART_TOKEN_FILE names that file, too."),
    run_enrol },
  { "sync", "[--token-file FILE] [--json]", N_ ("Send what waits, and receive what is new"),
    N_ ("Ends with 1 and the reason when not everything could be sent and received. It is then kept "
        "and sent the next time."),
    run_sync },
  { "status", "[--json]", N_ ("Show the server joined, and what waits to be sent"), NULL,
    run_status },
  { "conflicts", "[list | keep ID | restore ID] [--json]",
    N_ ("Show and decide what several people changed"),
    N_ ("Of two values one stands and the other is kept until somebody decides: “keep” leaves the "
        "one that stands, “restore” takes the other. Of two records that may be of one thing, “keep” "
        "leaves both, and “restore” makes them one. The command “undo” takes the decision back."),
    run_conflicts },
  { NULL },
};
