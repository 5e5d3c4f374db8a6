/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/partnerships/ga-agreement-row.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "insight/ga-agreement-words.h"
#include "insight/ga-hosts.h"

struct _GaAgreementRow
{
  AdwActionRow parent_instance;

  GtkWidget *more;
  GMenu *menu;
  GaRecord *indicator; /* (nullable): what it tells of */
  char id[GA_ID_TEXT_SIZE];
};

G_DEFINE_FINAL_TYPE (GaAgreementRow, ga_agreement_row, ADW_TYPE_ACTION_ROW)

static void
ga_agreement_row_finalize (GObject *object)
{
  g_object_unref (GA_AGREEMENT_ROW (object)->menu);
  g_clear_object (&GA_AGREEMENT_ROW (object)->indicator);
  G_OBJECT_CLASS (ga_agreement_row_parent_class)->finalize (object);
}

static void
ga_agreement_row_class_init (GaAgreementRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_agreement_row_finalize;
}

static void
ga_agreement_row_init (GaAgreementRow *self)
{
  self->menu = g_menu_new ();
  self->more = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->more), G_MENU_MODEL (self->menu));
  gtk_widget_set_tooltip_text (self->more, _ ("More"));
  gtk_widget_set_valign (self->more, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->more, "flat");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->more);
}

static void
add_item (GaAgreementRow *self, const char *label, const char *action, const char *entity)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  if (entity != NULL)
    g_menu_item_set_action_and_target (item, action, "(ss)", entity, self->id);
  else
    g_menu_item_set_action_and_target (item, action, "s", self->id);
  g_menu_append_item (self->menu, item);
}

static GaAgreementRow *
make (const GaRecord *record, const char *title, const char *subtitle)
{
  GaAgreementRow *self = g_object_new (GA_TYPE_AGREEMENT_ROW, NULL);
  const char *entity = ga_record_get_entity (record)->name;
  g_autofree char *more = g_strdup_printf (_ ("More about %s"), title);

  ga_id_format (ga_record_get_id (record), self->id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
  ga_accessible_set_name (self->more, more);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "(ss)", entity, self->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "agreement.edit");
  return self;
}

/* The partner is asked for more often than what is written of it here. */
static void
lead_to_partner (GaAgreementRow *self, const GaRecord *party, gboolean is_partner)
{
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_reference (party, "organisation"), id);
  if (is_partner)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "(ss)", "organisation", id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.open-record");
      add_item (self, _ ("_Edit party"), "agreement.edit", "agreement_party");
    }
  else
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ ("_Open partner"), NULL);

      g_menu_item_set_action_and_target (item, "win.open-record", "(ss)", "organisation", id);
      g_menu_append_item (self->menu, item);
    }
}

/* (transfer full): as whom it takes part, and who of it */
static char *
describe_party (GaReader *reader, const GaRecord *party, gboolean is_partner)
{
  g_autofree char *department = ga_reader_display (reader, party, "department");
  g_autofree char *person = ga_reader_display (reader, party, "person");
  const char *parts[] = { is_partner ? _ ("Partner") : NULL, department, person };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) said = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_strv_builder_add (builder, parts[i]);
  said = g_strv_builder_end (builder);
  return g_strjoinv (" · ", said);
}

GtkWidget *
ga_agreement_row_new_party (GaReader *reader, const GaRecord *party, gboolean is_partner)
{
  g_autofree char *organisation = ga_reader_display (reader, party, "organisation");
  g_autofree char *subtitle = describe_party (reader, party, is_partner);
  GaAgreementRow *self = make (party, organisation != NULL ? organisation : "", subtitle);

  lead_to_partner (self, party, is_partner);
  add_item (self, _ ("_Delete party"), "agreement.delete", "agreement_party");
  return GTK_WIDGET (self);
}

GtkWidget *
ga_agreement_row_new_initiative (GaReader *reader, const GaRecord *initiative, guint n_indicators)
{
  g_autofree char *status = ga_reader_display (reader, initiative, "status");
  g_autofree char *measured =
      n_indicators == 0 ? g_strdup (_ ("no indicators"))
                        : g_strdup_printf (ngettext ("%u indicator", "%u indicators", n_indicators),
                                           n_indicators);
  g_autofree char *trained = ga_host_target_of (reader, ga_record_get_id (initiative));
  g_autofree char *subtitle = g_strjoin (" · ", status, measured, trained, NULL);
  GaAgreementRow *self = make (initiative, ga_record_get_text (initiative, "name"), subtitle);

  if (ga_record_is_one_of (initiative, "status", "active"))
    add_item (self, _ ("Ad_just…"), "agreement.edit", "initiative");
  add_item (self, _ ("_Add indicator"), "agreement.add-indicator", NULL);
  add_item (self, _ ("_Delete initiative"), "agreement.delete", "initiative");
  return GTK_WIDGET (self);
}

GtkWidget *
ga_agreement_row_new_indicator (GaRecord *indicator, const char *counted)
{
  g_autofree char *subtitle = ga_agreement_words_indicator (indicator, counted);
  GaAgreementRow *self = make (indicator, ga_record_get_text (indicator, "name"), subtitle);

  self->indicator = g_object_ref (indicator);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ga-below");
  add_item (self, _ ("_Delete indicator"), "agreement.delete", "indicator");
  return GTK_WIDGET (self);
}

/* Why stands first; when, and what was changed, below. */
GtkWidget *
ga_agreement_row_new_revision (GaReader *reader, const GaRecord *revision)
{
  const char *changes = ga_record_get_text (revision, "text");
  g_autofree char *day = ga_reader_display (reader, revision, "date");
  /* TRANSLATORS: %s is a day */
  g_autofree char *adjusted = g_strdup_printf (_ ("Adjusted on %s"), day);
  g_autofree char *subtitle =
      changes != NULL ? g_strjoin ("\n", adjusted, changes, NULL) : g_strdup (adjusted);
  GaAgreementRow *self = make (revision, ga_record_get_text (revision, "reason"), subtitle);

  gtk_widget_add_css_class (GTK_WIDGET (self), "ga-below");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  add_item (self, _ ("_Delete adjustment"), "agreement.delete", "revision");
  return GTK_WIDGET (self);
}

void
ga_agreement_row_set_counted (GaAgreementRow *self, const GaId *indicator, const char *counted)
{
  g_autofree char *subtitle = NULL;

  g_return_if_fail (GA_IS_AGREEMENT_ROW (self));

  if (self->indicator == NULL || !ga_id_equal (ga_record_get_id (self->indicator), indicator))
    return;
  subtitle = ga_agreement_words_indicator (self->indicator, counted);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

void
ga_agreement_row_set_fixed (GaAgreementRow *self, gboolean fixed)
{
  g_return_if_fail (GA_IS_AGREEMENT_ROW (self));

  gtk_widget_set_visible (self->more, !fixed);
}
