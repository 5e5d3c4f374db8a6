/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-dossier-view.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/ga-toaster.h"
#include "app/partnerships/ga-agreement-card.h"
#include "app/partnerships/ga-dossier-section.h"
#include "app/widgets/ga-facts.h"
#include "app/widgets/ga-save-file.h"
#include "exchange/ga-dossier-paper.h"
#include "model/ga-date.h"

struct _GaDossierView
{
  GaRecordView parent_instance;

  GaDossier *dossier; /* (nullable): what is shown below the heading */
  GCancellable *reading;
  gboolean is_stale; /* something has changed since, out of sight */

  GtkLabel *title;
  GtkLabel *kind;
  GtkLabel *access;
  GtkWidget *edit_button;
  GtkWidget *body;
  GaFacts *facts;
  GtkBox *agreements;
  GtkLabel *no_agreements;
  GtkBox *sections;
};

/* What is asked of the file, on another thread. */
typedef struct
{
  const GaEntity *entity;
  GaId id;
  char *today;
} Question;

G_DEFINE_FINAL_TYPE (GaDossierView, ga_dossier_view, GA_TYPE_RECORD_VIEW)

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->today);
  g_free (question);
}

static gpointer
read_cb (GaReader *reader, gpointer user_data, GError **error)
{
  Question *question = user_data;

  return ga_dossier_read (reader, question->entity, &question->id, question->today, error);
}

static void
show_facts (GaDossierView *self)
{
  GPtrArray *facts = self->dossier->facts;

  ga_facts_clear (self->facts);
  for (guint i = 0; i + 1 < facts->len; i += 2)
    ga_facts_add (self->facts, facts->pdata[i], facts->pdata[i + 1]);
}

/* A card for each; those that are there are filled anew, and keep the focus. */
static void
show_agreements (GaDossierView *self)
{
  GPtrArray *agreements = self->dossier->agreements;
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->agreements));

  for (guint i = 0; i < agreements->len; i++)
    {
      if (card == NULL)
        {
          card = ga_agreement_card_new ();
          gtk_box_append (self->agreements, card);
        }
      ga_agreement_card_show (GA_AGREEMENT_CARD (card), agreements->pdata[i], self->dossier->day);
      card = gtk_widget_get_next_sibling (card);
    }
  while (card != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (card);

      gtk_box_remove (self->agreements, card);
      card = next;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->agreements), agreements->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_agreements), agreements->len == 0);
}

static void
show_sections (GaDossierView *self, gboolean anew)
{
  GtkWidget *section = gtk_widget_get_first_child (GTK_WIDGET (self->sections));

  for (int part = 0; part < GA_DOSSIER_N_PARTS; part++)
    {
      ga_dossier_section_show (GA_DOSSIER_SECTION (section), self->dossier, part, anew);
      section = gtk_widget_get_next_sibling (section);
    }
}

/* Takes @dossier. */
static void
show_dossier (GaDossierView *self, GaDossier *dossier)
{
  gboolean anew = self->dossier == NULL || !ga_id_equal (ga_record_get_id (self->dossier->subject),
                                                         ga_record_get_id (dossier->subject));
  g_autofree char *kind = ga_dossier_display_kind (dossier);

  g_clear_object (&self->dossier);
  self->dossier = dossier;
  gtk_label_set_text (self->kind, kind);
  show_facts (self);
  show_agreements (self);
  show_sections (self, anew);
  ga_accessible_mend (self->body);
  gtk_widget_set_visible (self->body, TRUE);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaDossierView) self = user_data;
  g_autoptr (GError) error = NULL;
  GaDossier *dossier = ga_store_read_finish (GA_STORE (source), result, &error);
  GaToaster *toaster = ga_toaster_for (GTK_WIDGET (self));

  /* Asked again meanwhile, or closed. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->title == NULL)
    g_clear_object (&dossier);
  else if (dossier != NULL)
    show_dossier (self, dossier);
  else if (toaster != NULL)
    ga_toaster_say_error (toaster, error);
}

static void
read_again (GaDossierView *self)
{
  GaRecordView *view = GA_RECORD_VIEW (self);
  GaRecord *record = ga_record_view_get_record (view);
  Question *question = g_new0 (Question, 1);

  question->entity = ga_record_get_entity (record);
  question->id = *ga_record_get_id (record);
  question->today = ga_date_today ();
  self->is_stale = FALSE;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  ga_store_read_async (ga_context_get_store (ga_record_view_get_context (view)), read_cb, question,
                       question_free, g_object_unref, self->reading, answered_cb,
                       g_object_ref (self));
}

/* Another partner: what stands below is not about them. */
static void
ga_dossier_view_show (GaRecordView *view, GaReader *reader, GaRecord *record)
{
  GaDossierView *self = GA_DOSSIER_VIEW (view);

  if (self->dossier == NULL ||
      !ga_id_equal (ga_record_get_id (self->dossier->subject), ga_record_get_id (record)))
    gtk_widget_set_visible (self->body, FALSE);
  gtk_label_set_text (self->title, ga_record_get_text (record, "name"));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) || !gtk_widget_get_visible (self->body))
    read_again (self);
  else
    self->is_stale = TRUE;
}

static void
ga_dossier_view_map (GtkWidget *widget)
{
  GaDossierView *self = GA_DOSSIER_VIEW (widget);

  GTK_WIDGET_CLASS (ga_dossier_view_parent_class)->map (widget);
  if (self->is_stale && ga_record_view_get_record (GA_RECORD_VIEW (self)) != NULL)
    read_again (self);
}

/* The register of kommuner is nobody's to change. */
static void
ga_dossier_view_allow (GaRecordView *view, const char *why)
{
  GaDossierView *self = GA_DOSSIER_VIEW (view);
  GaRecord *record = ga_record_view_get_record (view);
  gboolean edits = g_str_equal (ga_record_get_entity (record)->name, "organisation");

  gtk_label_set_text (self->access, edits && why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->access), edits && why != NULL);
  gtk_widget_set_visible (self->edit_button, edits && why == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.edit", edits && why == NULL);
}

static gboolean
write_cb (GaReader *reader, const char *path, gpointer user_data, GError **error)
{
  g_autoptr (GaPaper) paper = ga_dossier_paper_new (user_data);

  return ga_paper_write_pdf (paper, path, error);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaDossierView *self = GA_DOSSIER_VIEW (widget);
  GaStore *store = ga_context_get_store (ga_record_view_get_context (GA_RECORD_VIEW (self)));
  g_autofree char *name = NULL;

  if (self->dossier == NULL)
    return;
  name = g_strconcat (ga_record_get_text (self->dossier->subject, "name"), ".pdf", NULL);
  g_strdelimit (name, G_DIR_SEPARATOR_S, '-');
  ga_save_file_ask (widget, store, _ ("Save as PDF"), name, write_cb, g_object_ref (self->dossier),
                    g_object_unref);
}

static void
ga_dossier_view_dispose (GObject *object)
{
  GaDossierView *self = GA_DOSSIER_VIEW (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->dossier);
  G_OBJECT_CLASS (ga_dossier_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, GaDossierView, child)
  BIND (title);
  BIND (kind);
  BIND (access);
  BIND (edit_button);
  BIND (body);
  BIND (facts);
  BIND (agreements);
  BIND (no_agreements);
  BIND (sections);
#undef BIND
}

static void
ga_dossier_view_class_init (GaDossierViewClass *klass)
{
  static const char *const shown[] = {
    "organisation", "kommune",     "agreement", "agreement_party", "clause", "initiative",
    "indicator",    "community",   "meeting",   "attendance",      "role",   "person",
    "application",  "investment",  "grant",     "tranche",         "round",  "account_entry",
    "grant_report", "recruitment", NULL,
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GaRecordViewClass *view_class = GA_RECORD_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_dossier_view_dispose;
  widget_class->map = ga_dossier_view_map;
  view_class->entity = "organisation";
  view_class->shown = shown;
  view_class->show = ga_dossier_view_show;
  view_class->allow = ga_dossier_view_allow;
  gtk_widget_class_install_action (widget_class, "dossier.save", NULL, save_cb);
  g_type_ensure (GA_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/partnerships/dossier-view.ui");
  bind_children (widget_class);
}

static void
ga_dossier_view_init (GaDossierView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int part = 0; part < GA_DOSSIER_N_PARTS; part++)
    gtk_box_append (self->sections, ga_dossier_section_new ());
}
