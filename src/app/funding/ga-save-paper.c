/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-save-paper.h"

#include "app/widgets/ga-save-file.h"

typedef struct
{
  GaId id;
  GaPaperFunc make;
} Wish;

static gboolean
write_paper (GaReader *reader, const char *path, gpointer user_data, GError **error)
{
  const Wish *wish = user_data;
  g_autoptr (GaPaper) paper = wish->make (reader, &wish->id, error);

  return paper != NULL && ga_paper_write_pdf (paper, path, error);
}

void
ga_save_paper (GaRecordView *view, const char *title, const char *name, GaPaperFunc make)
{
  GaStore *store = ga_context_get_store (ga_record_view_get_context (view));
  Wish *wish = g_new0 (Wish, 1);

  wish->id = *ga_record_get_id (ga_record_view_get_record (view));
  wish->make = make;
  ga_save_file_ask (GTK_WIDGET (view), store, title, name, write_paper, wish, g_free);
}
