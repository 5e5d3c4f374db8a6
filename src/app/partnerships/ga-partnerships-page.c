/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-partnerships-page.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/partnerships/ga-agreement-view.h"
#include "app/partnerships/ga-dossier-view.h"
#include "app/partnerships/ga-headings-section.h"
#include "app/widgets/ga-picker.h"

struct _GaPartnershipsPage
{
  GaRecordsPage parent_instance;

  GaRecordView *dossier;
  GPtrArray *trail; /* of GaRecord: the partners that led to the one shown */
  GtkWidget *partners;
};

G_DEFINE_FINAL_TYPE (GaPartnershipsPage, ga_partnerships_page, GA_TYPE_RECORDS_PAGE)

static const GaRecordsWords words = {
  .add = N_ ("Add agreement"),
  .add_tip = N_ ("Add agreement (Ctrl+N)"),
  .no_records = N_ ("No agreements yet"),
  .first = N_ ("Your first agreement"),
  .first_text = N_ ("Write down with whom you work together, until when, and what you expect of "
                    "each other."),
  .none = N_ ("No agreement chosen"),
  .none_text = N_ ("Choose one in the list to see what it says and how it goes."),
};

static const char *const hidden[] = { "extends", "end_reason", "facilitator", NULL };

static void
ga_partnerships_page_extend (GaRecordsPage *page, GaEditor *editor)
{
  ga_editor_add_section (editor, ga_headings_section_new (ga_page_get_context (GA_PAGE (page)),
                                                          ga_editor_get_form (editor)));
}

/* An initiative is shown with its agreement. */
static void
open_initiative (GaRecordsPage *self, const GaEntity *entity, const GaId *id)
{
  GaContext *context = ga_page_get_context (GA_PAGE (self));
  g_autoptr (GaRecord) initiative =
      ga_reader_find (ga_context_get_reader (context), entity, id, NULL);

  if (initiative == NULL)
    return;
  GA_PAGE_CLASS (ga_partnerships_page_parent_class)
      ->open (GA_PAGE (self), ga_context_get_entity (context, "agreement"),
              ga_record_get_reference (initiative, "agreement"));
  ga_agreement_view_choose (GA_AGREEMENT_VIEW (ga_records_page_get_view (self)), id);
}

static void
show_partner (GaPartnershipsPage *self, const GaEntity *entity, const GaId *id)
{
  ga_record_view_set_of (self->dossier, entity, id);
  ga_records_page_show_view (GA_RECORDS_PAGE (self), self->dossier);
}

static void
ga_partnerships_page_open (GaPage *page, const GaEntity *entity, const GaId *id)
{
  GaPartnershipsPage *self = GA_PARTNERSHIPS_PAGE (page);
  gboolean is_initiative = g_str_equal (entity->name, "initiative");
  gboolean is_partner = !is_initiative && !g_str_equal (entity->name, "agreement");
  GaRecord *shown = ga_records_page_get_shown_view (GA_RECORDS_PAGE (self)) != NULL
                        ? ga_record_view_get_record (self->dossier)
                        : NULL;

  if (shown == NULL || !is_partner)
    g_ptr_array_set_size (self->trail, 0);
  else if (!ga_id_equal (ga_record_get_id (shown), id))
    g_ptr_array_add (self->trail, g_object_ref (shown));
  if (is_partner)
    show_partner (self, entity, id);
  else if (is_initiative)
    open_initiative (GA_RECORDS_PAGE (self), entity, id);
  else
    GA_PAGE_CLASS (ga_partnerships_page_parent_class)->open (page, entity, id);
}

/* To the partner that one came from; at last to the agreements. */
static void
ga_partnerships_page_back (GaRecordsPage *page)
{
  GaPartnershipsPage *self = GA_PARTNERSHIPS_PAGE (page);
  g_autoptr (GaRecord) before = NULL;

  if (self->trail->len == 0)
    {
      GA_RECORDS_PAGE_CLASS (ga_partnerships_page_parent_class)->back (page);
      return;
    }
  before = g_ptr_array_steal_index (self->trail, self->trail->len - 1);
  show_partner (self, ga_record_get_entity (before), ga_record_get_id (before));
}

static void
picked_cb (GaPartnershipsPage *self, GaRecord *record)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->partners));
  ga_page_open (GA_PAGE (self), ga_record_get_entity (record), ga_record_get_id (record));
}

static void
popup_cb (GtkMenuButton *button, gpointer user_data)
{
  GaContext *context = ga_page_get_context (GA_PAGE (user_data));
  GtkWidget *picker;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  picker = ga_picker_new (context, ga_context_get_entity (context, "organisation"));
  ga_picker_set_known_only (GA_PICKER (picker), TRUE);
  ga_picker_add_entity (GA_PICKER (picker), ga_context_get_entity (context, "kommune"));
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), user_data, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, picker);
}

static void
partners_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (GA_PARTNERSHIPS_PAGE (user_data)->partners));
}

static void
add_partners (GaPartnershipsPage *self)
{
  static const GActionEntry entries[] = { { "partners", partners_cb } };

  self->partners = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->partners), _ ("Partners"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->partners), popup_cb, self, NULL);
  gtk_widget_set_tooltip_text (self->partners,
                               _ ("All about an organisation or a kommune (Ctrl+G)"));
  ga_accessible_set_name (self->partners, _ ("Partners"));
  ga_page_add_header_start (GA_PAGE (self), self->partners);
  g_action_map_add_action_entries (ga_page_get_actions (GA_PAGE (self)), entries,
                                   G_N_ELEMENTS (entries), self);
}

static void
ga_partnerships_page_constructed (GObject *object)
{
  GaPartnershipsPage *self = GA_PARTNERSHIPS_PAGE (object);

  G_OBJECT_CLASS (ga_partnerships_page_parent_class)->constructed (object);
  self->dossier = ga_records_page_add_view (GA_RECORDS_PAGE (self), GA_TYPE_DOSSIER_VIEW);
  add_partners (self);
}

static void
ga_partnerships_page_finalize (GObject *object)
{
  g_ptr_array_unref (GA_PARTNERSHIPS_PAGE (object)->trail);
  G_OBJECT_CLASS (ga_partnerships_page_parent_class)->finalize (object);
}

static void
ga_partnerships_page_class_init (GaPartnershipsPageClass *klass)
{
  GaRecordsPageClass *page_class = GA_RECORDS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ga_partnerships_page_constructed;
  G_OBJECT_CLASS (klass)->finalize = ga_partnerships_page_finalize;
  GA_PAGE_CLASS (klass)->open = ga_partnerships_page_open;
  page_class->entity = "agreement";
  page_class->get_view_type = ga_agreement_view_get_type;
  page_class->icon = "ga-no-partnerships-symbolic";
  page_class->words = &words;
  page_class->hidden = hidden;
  page_class->extend = ga_partnerships_page_extend;
  page_class->back = ga_partnerships_page_back;
}

static void
ga_partnerships_page_init (GaPartnershipsPage *self)
{
  self->trail = g_ptr_array_new_with_free_func (g_object_unref);
}
