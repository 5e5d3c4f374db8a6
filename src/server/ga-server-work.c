/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-server-work.h"

#include "sync/ga-push.h"

#define GA_TYPE_SERVER_WORK (ga_server_work_get_type ())
G_DECLARE_FINAL_TYPE (GaServerWork, ga_server_work, GA, SERVER_WORK, GObject)

struct _GaServerWork
{
  GObject parent;

  GaRows *rows;
};

static void work_init (GaWorkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GaServerWork,
                               ga_server_work,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GA_TYPE_WORK, work_init))

/* Also what is gone: what depends on it stays where it is, or brings it back. */
static gboolean
look_up (GaWork *work, const char *entity, const GaId *id, GaStoredRow **row, GError **error)
{
  GaRows *rows = GA_SERVER_WORK (work)->rows;

  return ga_rows_find (rows, ga_schema_get (ga_rows_get_schema (rows), entity), id, row, error);
}

static GaRecord *
work_find (GaWork *work, const char *entity, const GaId *id, GError **error)
{
  GaStoredRow *row = NULL;

  if (!look_up (work, entity, id, &row, error))
    return NULL;
  if (row != NULL)
    return ga_row_to_record (row->row);
  g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
                       ga_refusal_get_sentence ("reference"));
  return NULL;
}

static gboolean
work_get_space (GaWork *work, const char *entity, const GaId *id, GaSpace *space, GError **error)
{
  GaStoredRow *row = NULL;

  if (!look_up (work, entity, id, &row, error))
    return FALSE;
  *space = (GaSpace){ .place = GA_PLACE_OWN };
  if (row != NULL)
    *space = row->row->space;
  return TRUE;
}

static void
work_init (GaWorkInterface *iface)
{
  iface->find = work_find;
  iface->get_space = work_get_space;
}

static void
ga_server_work_class_init (GaServerWorkClass *klass)
{
}

static void
ga_server_work_init (GaServerWork *self)
{
}

GaWork *
ga_server_work_new (GaRows *rows)
{
  GaServerWork *self = g_object_new (GA_TYPE_SERVER_WORK, NULL);

  self->rows = rows;
  return GA_WORK (self);
}
