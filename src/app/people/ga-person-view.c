/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-person-view.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/people/ga-mail.h"
#include "app/people/ga-person-sections.h"
#include "app/widgets/ga-beside-layout.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-save-file.h"
#include "exchange/ga-person-file.h"
#include "store/ga-membership.h"

#define ROLES 20
/* So wide are two of the buttons. */
#define TOOL_LETTERS 32

struct _GaPersonView
{
  GaRecordView parent_instance;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *summary;
  GtkLabel *access;
  GaBesideLayout *tools;
  GtkWidget *edit_button;
  GtkMenuButton *more_button;
  GtkWidget *mail_button;
  GtkWidget *add_role_button;
  GtkWidget *recruit_button;
  GtkListBox *roles;
  GtkLabel *no_roles;
  GaFacts *facts;
  GaFacts *leading;
  GtkLabel *no_leading;
  GtkWidget *named_group;
  GtkListBox *named;
  GtkWidget *changes_group;
  GtkListBox *changes;
};

G_DEFINE_FINAL_TYPE (GaPersonView, ga_person_view, GA_TYPE_RECORD_VIEW)

static char *
describe_period (GaReader *reader, GaRecord *role)
{
  g_autofree char *what = ga_reader_display (reader, role, "role");
  g_autofree char *from = ga_reader_display (reader, role, "from");
  g_autofree char *until = ga_reader_display (reader, role, "until");

  if (from != NULL && until != NULL)
    /* TRANSLATORS: a role and its time: "Host from 6-1-2026 to 30-6-2026" */
    return g_strdup_printf (_ ("%1$s from %2$s to %3$s"), what, from, until);
  if (from != NULL)
    /* TRANSLATORS: a role and its start: "Host since 6-1-2026" */
    return g_strdup_printf (_ ("%1$s since %2$s"), what, from);
  if (until != NULL)
    /* TRANSLATORS: a role and its end: "Host until 30-6-2026" */
    return g_strdup_printf (_ ("%1$s until %2$s"), what, until);
  return g_steal_pointer (&what);
}

static void
edit_role_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaContext *context = ga_record_view_get_context (view);
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_context_get_reader (context), NULL);
  GaEditor *editor = NULL;
  GaId id;

  if (ga_id_parse (g_variant_get_string (parameter, NULL), &id))
    editor = ga_editor_edit (widget, context, ga_record_view_get_entity (view, "role"), &id);
  if (editor != NULL && membership != NULL)
    ga_editor_set_note (editor,
                        _ ("This writes down what somebody does, and until when. It ends nobody's "
                           "access to what is here: whoever runs the server of your association "
                           "does that."));
}

static GtkWidget *
make_role_row (GaReader *reader, GaRecord *role)
{
  GtkWidget *row = adw_action_row_new ();
  const char *where = ga_record_has (role, "community") ? "community" : "organisation";
  g_autofree char *place = ga_reader_display (reader, role, where);
  g_autofree char *period = describe_period (reader, role);
  GtkWidget *change = gtk_button_new_from_icon_name ("document-edit-symbolic");
  const GaId *target = ga_record_get_reference (role, where);
  char id[GA_ID_TEXT_SIZE];

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), place != NULL ? place : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), period != NULL ? period : "");
  if (target != NULL)
    {
      ga_id_format (target, id);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", where, id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
    }
  ga_id_format (ga_record_get_id (role), id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (change), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (change), "person.edit-role");
  gtk_widget_set_valign (change, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (change, "flat");
  gtk_widget_set_tooltip_text (change, _ ("Edit role"));
  ga_accessible_set_name (change, _ ("Edit role"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), change);
  return row;
}

static void
show_roles (GaPersonView *self, GaReader *reader, const GaId *id)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_record_view_get_entity (GA_RECORD_VIEW (self), "role"));
  g_autoptr (GPtrArray) roles = NULL;

  ga_list_box_remove_all (self->roles);
  ga_query_where_id (query, "person", id);
  ga_query_set_window (query, 0, ROLES);
  roles = ga_reader_list (reader, query, NULL);
  for (guint i = 0; roles != NULL && i < roles->len; i++)
    gtk_list_box_append (self->roles, make_role_row (reader, roles->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->roles), roles != NULL && roles->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_roles), roles == NULL || roles->len == 0);
}

static void
add_role_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "person", NULL };

  ga_record_view_add_to (GA_RECORD_VIEW (widget), "role", "person", hidden);
}

static void
recruit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const hidden[] = { "person", NULL };
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaContext *context = ga_record_view_get_context (view);
  GaRecord *person = ga_record_view_get_record (view);
  g_autoptr (GaRecord) recruitment = NULL;

  if (person == NULL)
    return;
  recruitment =
      ga_person_find_recruitment (ga_context_get_reader (context), ga_record_get_id (person));
  gtk_window_present (GTK_WINDOW (ga_editor_new (widget, context, recruitment, hidden)));
}

static void
mail_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecord *person = ga_record_view_get_record (GA_RECORD_VIEW (widget));
  const char *const addresses[] = { person != NULL ? ga_record_get_text (person, "email") : NULL,
                                    NULL };

  if (addresses[0] != NULL)
    ga_mail_write (widget, addresses);
}

static gboolean
write_file (GaReader *reader, const char *path, gpointer person, GError **error)
{
  g_autoptr (GaPersonFile) file =
      ga_person_file_read (reader, ga_record_get_entity (person), ga_record_get_id (person), error);

  return file != NULL && ga_person_file_write (file, path, error);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaRecordView *view = GA_RECORD_VIEW (widget);
  GaRecord *person = ga_record_view_get_record (view);
  g_autofree char *name = NULL;

  if (person == NULL)
    return;
  name = g_strconcat (ga_record_get_text (person, "name"), ".ods", NULL);
  ga_save_file_ask (widget, ga_context_get_store (ga_record_view_get_context (view)),
                    _ ("Export everything about this person (.ods, .xlsx or .json)"), name,
                    write_file, g_object_ref (person), g_object_unref);
}

static void
show_more (GaPersonView *self, GaReader *reader, GaRecord *person)
{
  const GaId *id = ga_record_get_id (person);
  g_autoptr (GaRecord) found = ga_person_find_recruitment (reader, id);
  const GaRecord *recruitment = ga_record_is_stored (found) ? found : NULL;

  ga_person_show_leading (self->leading, reader, id, recruitment);
  gtk_widget_set_visible (GTK_WIDGET (self->no_leading),
                          !gtk_widget_get_visible (GTK_WIDGET (self->leading)));
  gtk_button_set_label (GTK_BUTTON (self->recruit_button),
                        recruitment != NULL ? _ ("Edit recruitment") : _ ("Write down the status"));
  gtk_widget_set_visible (self->named_group, ga_person_show_named (self->named, reader, id) > 0);
  gtk_widget_set_visible (self->changes_group,
                          ga_person_show_changes (self->changes, reader, person, recruitment) > 0);
}

static void
ga_person_view_show (GaRecordView *view, GaReader *reader, GaRecord *person)
{
  static const char *const without[] = { "name", "kommune", NULL };
  GaPersonView *self = GA_PERSON_VIEW (view);
  g_autofree char *kommune = ga_reader_display (reader, person, "kommune");

  gtk_label_set_text (self->name, ga_record_get_text (person, "name"));
  adw_avatar_set_text (self->avatar, ga_record_get_text (person, "name"));
  gtk_label_set_text (self->summary, kommune != NULL ? kommune : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), kommune != NULL);
  show_roles (self, reader, ga_record_get_id (person));
  ga_facts_clear (self->facts);
  ga_facts_add_fields (self->facts, reader, person, without);
  gtk_widget_set_visible (self->mail_button, ga_record_has (person, "email"));
  show_more (self, reader, person);
}

static void
ga_person_view_allow (GaRecordView *view, const char *why)
{
  GaPersonView *self = GA_PERSON_VIEW (view);

  gtk_label_set_text (self->access, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->access), why != NULL);
  gtk_widget_set_visible (self->edit_button, why == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.delete", why == NULL);
  gtk_widget_set_visible (self->add_role_button, why == NULL);
  gtk_widget_set_visible (self->recruit_button, why == NULL);
}

/* In large letters the buttons stand in two rows. */
static void
ga_person_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ga_person_view_parent_class)->css_changed (widget, change);
  ga_beside_layout_fit (GA_PERSON_VIEW (widget)->tools, widget, TOOL_LETTERS);
}

static void
ga_person_view_class_init (GaPersonViewClass *klass)
{
  static const char *const shown[] = { "person",      "role",    "community", "organisation",
                                       "recruitment", "meeting", "agreement", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GaRecordViewClass *view_class = GA_RECORD_VIEW_CLASS (klass);

  view_class->entity = "person";
  view_class->shown = shown;
  view_class->show = ga_person_view_show;
  view_class->allow = ga_person_view_allow;
  widget_class->css_changed = ga_person_view_css_changed;
  g_type_ensure (GA_TYPE_BESIDE_LAYOUT);
  g_type_ensure (GA_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/people/person-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, avatar);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, name);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, summary);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, access);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, tools);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, edit_button);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, add_role_button);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, more_button);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, roles);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, no_roles);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, facts);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, mail_button);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, recruit_button);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, leading);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, no_leading);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, named_group);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, named);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, changes_group);
  gtk_widget_class_bind_template_child (widget_class, GaPersonView, changes);
  gtk_widget_class_install_action (widget_class, "person.edit-role", "s", edit_role_cb);
  gtk_widget_class_install_action (widget_class, "person.add-role", NULL, add_role_cb);
  gtk_widget_class_install_action (widget_class, "person.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "person.mail", NULL, mail_cb);
  gtk_widget_class_install_action (widget_class, "person.recruit", NULL, recruit_cb);
}

static void
ga_person_view_init (GaPersonView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->more_button), _ ("More"));
  ga_accessible_set_name (GTK_WIDGET (self->roles), _ ("Roles"));
  ga_accessible_set_name (GTK_WIDGET (self->named), _ ("Named in"));
  ga_accessible_set_name (GTK_WIDGET (self->changes), _ ("What was changed last"));
}
