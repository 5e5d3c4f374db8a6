/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ga-json-scanner.h"
#include "sync/ga-pull.h"
#include "sync/ga-push.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Any bytes where a push, a receipt, a pull or its answer is expected: read, or refused as
 * malformed. What was read is written and read again as the same. */

static void
check_error (gboolean read, const GError *error)
{
  if (read == (error != NULL))
    g_error ("Something read or a reason was expected");
  if (error != NULL && error->domain != GA_SYNC_ERROR)
    g_error ("A reason of another domain: %s", error->message);
}

static void
fuzz_push (GaSchema *schema, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaPush) push = ga_push_read (schema, text, length, &error);
  g_autoptr (GaPush) again = NULL;
  g_autoptr (GBytes) written = NULL, rewritten = NULL;

  check_error (push != NULL, error);
  if (push == NULL)
    return;
  written = ga_push_write (push);
  again = ga_push_read (schema, g_bytes_get_data (written, NULL), g_bytes_get_size (written), NULL);
  if (again == NULL)
    g_error ("A push that was read cannot be read again");
  rewritten = ga_push_write (again);
  if (!g_bytes_equal (written, rewritten))
    g_error ("A push changed on its way");
}

static void
fuzz_receipt (GaSchema *schema, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaReceipt) receipt = ga_receipt_read (schema, text, length, &error);

  check_error (receipt != NULL, error);
}

static void
fuzz_pull (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaPull) pull = ga_pull_read (text, length, &error);

  check_error (pull != NULL, error);
}

static gboolean
row_cb (GaRow *row, gpointer user_data, GError **error)
{
  if (row->entity == NULL || row->revision <= 0)
    g_error ("A row that is none");
  return TRUE;
}

static void
fuzz_answer (GaSchema *schema, const char *text, gsize length)
{
  static const GaPullHandler handler = { .row = row_cb };
  g_autoptr (GError) error = NULL;
  gboolean more, read = ga_pull_read_answer (schema, text, length, &handler, NULL, &more, &error);

  check_error (read, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static GaSchema *schema;
  const char *text = (const char *) data;

  if (schema == NULL)
    schema = ga_schema_new ();
  fuzz_push (schema, text, size);
  fuzz_receipt (schema, text, size);
  fuzz_pull (text, size);
  fuzz_answer (schema, text, size);
  return 0;
}
