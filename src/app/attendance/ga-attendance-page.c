/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-attendance-page.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-cancel-dialog.h"
#include "app/attendance/ga-name-choice.h"
#include "app/attendance/ga-name-list.h"
#include "app/attendance/ga-sheet.h"
#include "app/attendance/ga-walk-words.h"
#include "app/calendar/ga-scope-section.h"
#include "app/compat/ga-accessible.h"
#include "app/compat/ga-entry-row.h"
#include "app/ga-act.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-paper-window.h"
#include "exchange/ga-walk-paper.h"
#include "store/ga-permission.h"

#define TYPING_PAUSE_MS 600 /* after which a number or note counts as written */
#define SAVING_SHOWN_MS 300 /* shorter writing is not worth a word */

/* With less room than for so many lines of text the foot leaves most of it to the names. */
#define FEW_LINES 24

struct _GaAttendancePage
{
  GaPage parent_instance;

  GaSheet *sheet;
  GtkWidget *note_row;
  guint number_source;
  guint note_source;
  guint saving_source;
  guint fold_source;
  gboolean folded;   /* the foot has the total alone */
  gboolean updating; /* the fields follow the sheet, and not the other way */

  GtkWidget *back;
  GtkScrolledWindow *scroll;
  GtkWidget *head;
  GtkLabel *community;
  GtkLabel *when;
  GtkLabel *place;
  GtkLabel *status;
  GtkLabel *access;
  GtkWidget *cancelled;
  GtkLabel *cancelled_title;
  GtkLabel *cancelled_message;
  GtkWidget *copy_button;
  GtkWidget *gone;
  GtkWidget *ended;
  GtkWidget *recording;
  GtkWidget *names_section;
  GtkWidget *names_hidden;
  GaNameList *names;
  GtkListBox *notes;
  GtkWidget *foot;
  GtkWidget *foot_content;
  GtkWidget *counts; /* what is counted without a name */
  GtkLabel *total;
  GtkLabel *detail;
  GtkImage *saved_icon;
  GtkLabel *saved;
  GtkSpinButton *number;
  GtkLabel *number_label;
  GtkSwitch *host;
  GtkLabel *host_label;
};

G_DEFINE_FINAL_TYPE (GaAttendancePage, ga_attendance_page, GA_TYPE_PAGE)

static GaContext *
context_of (GaAttendancePage *self)
{
  return ga_page_get_context (GA_PAGE (self));
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_head (GaAttendancePage *self)
{
  GaReader *reader = ga_context_get_reader (context_of (self));
  GaRecord *meeting = ga_sheet_get_meeting (self->sheet);
  g_autofree char *at = ga_walk_when (meeting);
  g_autofree char *when = ga_walk_begin (at);
  g_autofree char *place = NULL;
  g_autofree char *status = ga_reader_display (reader, meeting, "status");

  if (ga_record_has (meeting, "venue"))
    place = ga_reader_display (reader, meeting, "venue");
  show_text (self->community, ga_record_get_text (ga_sheet_get_community (self->sheet), "name"));
  show_text (self->when, when);
  show_text (self->place, place);
  show_text (self->status, status);
}

static void
show_cancelled (GaAttendancePage *self)
{
  GaReader *reader = ga_context_get_reader (context_of (self));
  GaRecord *meeting = ga_sheet_get_meeting (self->sheet);
  g_autofree char *message = ga_walk_cancelled_message (reader, meeting);
  /* TRANSLATORS: why a walk was cancelled */
  g_autofree char *title = g_strdup_printf (_ ("Cancelled: %s"), ga_walk_reason (meeting));

  show_text (self->cancelled_title, title);
  show_text (self->cancelled_message, message);
}

static void
show_total (GaAttendancePage *self)
{
  guint named = ga_sheet_count_named (self->sheet);
  guint unnamed = ga_sheet_get_unnamed (self->sheet);
  guint first = ga_sheet_count_first_time (self->sheet);
  gboolean host = ga_sheet_get_host_counts (self->sheet);
  gboolean held = ga_sheet_is_held (self->sheet);
  g_autofree char *total =
      held ? ga_walk_total (named + unnamed + (host ? 1 : 0))
           : g_strdup (ga_sheet_is_to_come (self->sheet) ? _ ("Still to come") : _ ("Who came?"));
  g_autofree char *detail =
      held ? ga_walk_detail (named, host, unnamed) : g_strdup (_ ("Nothing is recorded yet"));
  g_autofree char *sum = held ? ga_walk_sum (named, host, unnamed) : g_strdup (detail);
  g_autofree char *both = NULL;

  if (held && first > 0)
    {
      g_autofree char *fresh =
          g_strdup_printf (ngettext ("%u new today", "%u new today", first), first);

      both = g_strdup_printf ("%s · %s", detail, fresh);
    }
  show_text (self->total, total);
  /* A label and no status, of which GTK 4.18 tells no name. */
  ga_accessible_set_name (GTK_WIDGET (self->total), sum);
  show_text (self->detail, both != NULL ? both : detail);
}

static gboolean
say_saving_cb (gpointer user_data)
{
  GaAttendancePage *self = user_data;

  self->saving_source = 0;
  gtk_label_set_text (self->saved, _ ("Saving…"));
  gtk_widget_set_visible (GTK_WIDGET (self->saved_icon), FALSE);
  return G_SOURCE_REMOVE;
}

static void
show_saved (GaAttendancePage *self)
{
  if (ga_sheet_is_saving (self->sheet))
    {
      if (self->saving_source == 0)
        self->saving_source = g_timeout_add (SAVING_SHOWN_MS, say_saving_cb, self);
      return;
    }
  g_clear_handle_id (&self->saving_source, g_source_remove);
  g_clear_handle_id (&self->fold_source, g_source_remove);
  gtk_label_set_text (self->saved, ga_sheet_is_held (self->sheet) ? _ ("Saved") : "");
  gtk_widget_set_visible (GTK_WIDGET (self->saved_icon), ga_sheet_is_held (self->sheet));
}

static void
show_fields (GaAttendancePage *self)
{
  g_autofree char *note = ga_entry_row_dup_text (GA_ENTRY_ROW (self->note_row));

  /* The sheet keeps it without the space that whoever goes on writing has just typed. */
  g_strstrip (note);
  self->updating = TRUE;
  if (self->number_source == 0 &&
      (guint) gtk_spin_button_get_value_as_int (self->number) != ga_sheet_get_unnamed (self->sheet))
    gtk_spin_button_set_value (self->number, ga_sheet_get_unnamed (self->sheet));
  if (gtk_switch_get_active (self->host) != ga_sheet_get_host_counts (self->sheet))
    gtk_switch_set_active (self->host, ga_sheet_get_host_counts (self->sheet));
  if (self->note_source == 0 && g_strcmp0 (note, ga_sheet_get_note (self->sheet)) != 0)
    ga_entry_row_set_text (GA_ENTRY_ROW (self->note_row), ga_sheet_get_note (self->sheet));
  self->updating = FALSE;
}

static void
enable (GaAttendancePage *self, const char *action, gboolean enabled)
{
  GAction *found = g_action_map_lookup_action (ga_page_get_actions (GA_PAGE (self)), action);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (found), enabled);
}

static void
focus_number (GaAttendancePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->number));
  gtk_editable_select_region (GTK_EDITABLE (self->number), 0, -1);
}

/* Where recording begins, or what to do about a cancelled walk; the way back from one that is only
 * to be read. */
static void
focus_first (GaAttendancePage *self)
{
  if (gtk_widget_get_visible (self->recording) && gtk_widget_get_visible (self->names_section))
    ga_name_list_focus (self->names);
  else if (gtk_widget_get_visible (self->foot) &&
           gtk_widget_get_sensitive (GTK_WIDGET (self->number)))
    focus_number (self);
  else if (gtk_widget_get_visible (self->cancelled))
    gtk_widget_grab_focus (self->copy_button);
  else
    gtk_widget_grab_focus (self->back);
}

/* What is about to go away or to be fixed keeps no focus, which would be nowhere then. */
static void
let_go (GaAttendancePage *self, GtkWidget *part)
{
  if ((gtk_widget_get_state_flags (part) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    gtk_widget_grab_focus (self->back);
}

/* Whether the account may change the walk; @names: (out): and who came by name */
static gboolean
show_access (GaAttendancePage *self, gboolean *names)
{
  GaReader *reader = ga_context_get_reader (context_of (self));
  GaRecord *meeting = ga_sheet_get_meeting (self->sheet);
  g_autoptr (GaRecord) name =
      ga_record_new (ga_context_get_entity (context_of (self), "participant"));
  const char *why = NULL;
  gboolean may;

  ga_record_set_reference (name, "community", ga_record_get_reference (meeting, "community"));
  *names = ga_reader_may (reader, name, GA_OPERATION_INSERT, &why);
  may = ga_reader_may (reader, meeting, GA_OPERATION_UPDATE, &why);
  /* Whoever may change the walk and sees no names has a number to write; that says enough. */
  if (may)
    why = ga_sheet_is_to_come (self->sheet)
              ? _ ("This walk is still to come. Regrets can be noted already, and who came on the "
                   "day itself.")
              : NULL;
  show_text (self->access, why);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), *names);
  return may;
}

static void
show_sheet (GaAttendancePage *self)
{
  gboolean may_name = FALSE;
  gboolean there = ga_sheet_get_meeting (self->sheet) != NULL;
  gboolean deleted = !there && ga_sheet_was_deleted (self->sheet);
  gboolean may = there && show_access (self, &may_name);
  gboolean cancelled = there && ga_sheet_is_cancelled (self->sheet);
  gboolean names = there && may_name && ga_sheet_shows_names (self->sheet);
  gboolean turned = cancelled != gtk_widget_get_visible (self->cancelled);
  gboolean may_count = may && !ga_sheet_is_to_come (self->sheet);

  if (!may_count)
    let_go (self, self->counts);
  if (!names)
    let_go (self, self->names_section);
  gtk_widget_set_sensitive (GTK_WIDGET (self->number), may_count);
  gtk_widget_set_sensitive (GTK_WIDGET (self->host), may_count);
  gtk_widget_set_visible (self->head, there);
  gtk_widget_set_visible (self->gone, deleted);
  gtk_widget_set_visible (self->ended, !there && !deleted);
  gtk_widget_set_visible (self->cancelled, cancelled);
  gtk_widget_set_visible (self->recording, there && !cancelled);
  gtk_widget_set_visible (self->foot, there && !cancelled);
  gtk_widget_set_visible (self->names_section, names);
  gtk_widget_set_visible (self->names_hidden, may_name && !names);
  enable (self, "everyone",
          names && may_count && !cancelled && ga_sheet_get_n_names (self->sheet) > 0);
  enable (self, "number", may_count && !cancelled);
  enable (self, "nobody", may_count && !cancelled);
  enable (self, "cancel-walk", may && !cancelled);
  enable (self, "hold", may && cancelled);
  enable (self, "copy-message", cancelled);
  enable (self, "edit-walk", there);
  enable (self, "print", there);
  if (!there)
    return;
  show_head (self);
  if (cancelled)
    show_cancelled (self);
  ga_name_list_update (self->names);
  show_total (self);
  show_saved (self);
  show_fields (self);
  /* Else the focus falls on whatever is left, and that may be the toast's Undo. */
  if (turned && gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_first (self);
}

static void
take_number (GaAttendancePage *self)
{
  g_clear_handle_id (&self->number_source, g_source_remove);
  ga_sheet_set_unnamed (self->sheet, (guint) gtk_spin_button_get_value_as_int (self->number));
}

static void
number_changed_cb (GaAttendancePage *self)
{
  if (!self->updating)
    take_number (self);
}

static gboolean
number_typed_later_cb (gpointer user_data)
{
  GaAttendancePage *self = user_data;

  self->number_source = 0;
  gtk_spin_button_update (self->number);
  take_number (self);
  return G_SOURCE_REMOVE;
}

/* A spin button keeps what is typed to itself until it is left; here it counts after a moment. */
static void
number_typed_cb (GaAttendancePage *self)
{
  if (self->updating)
    return;
  g_clear_handle_id (&self->number_source, g_source_remove);
  self->number_source = g_timeout_add (TYPING_PAUSE_MS, number_typed_later_cb, self);
}

static void
host_cb (GaAttendancePage *self)
{
  if (!self->updating)
    ga_sheet_set_host_counts (self->sheet, gtk_switch_get_active (self->host));
}

static void
take_note (GaAttendancePage *self)
{
  g_autofree char *text = ga_entry_row_dup_text (GA_ENTRY_ROW (self->note_row));

  g_clear_handle_id (&self->note_source, g_source_remove);
  g_strstrip (text);
  ga_sheet_set_note (self->sheet, text);
}

static gboolean
note_later_cb (gpointer user_data)
{
  GaAttendancePage *self = user_data;

  self->note_source = 0;
  take_note (self);
  return G_SOURCE_REMOVE;
}

static void
note_changed_cb (GaAttendancePage *self)
{
  if (self->updating)
    return;
  g_clear_handle_id (&self->note_source, g_source_remove);
  self->note_source = g_timeout_add (TYPING_PAUSE_MS, note_later_cb, self);
}

/* What was typed a moment ago is recorded before another walk is shown or the page goes. */
static void
take_what_waits (GaAttendancePage *self)
{
  if (self->note_source != 0)
    take_note (self);
  if (self->number_source != 0)
    {
      gtk_spin_button_update (self->number);
      take_number (self);
    }
}

static void
note_left_cb (GaAttendancePage *self)
{
  if (self->note_source != 0)
    take_note (self);
}

static void
menu_chosen_cb (GaAttendancePage *self, const char *what, GaRecord *participant)
{
  ga_name_choice_do (GTK_WIDGET (self), self->sheet, what, participant);
}

static void
everyone_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaAttendancePage *self = user_data;

  ga_sheet_everyone (self->sheet);
  ga_name_list_focus (self->names);
}

static void
number_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  focus_number (user_data);
}

static void
mark_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaAttendancePage *self = user_data;

  ga_name_list_choose (self->names, g_action_get_name (G_ACTION (action)));
}

static void
nobody_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ga_sheet_nobody (GA_ATTENDANCE_PAGE (user_data)->sheet);
}

static void
cancel_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaAttendancePage *self = user_data;

  ga_cancel_dialog_ask (GTK_WIDGET (self), context_of (self), ga_sheet_get_meeting (self->sheet));
}

static void
hold_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ga_sheet_hold_after_all (GA_ATTENDANCE_PAGE (user_data)->sheet);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaAttendancePage *self = user_data;

  ga_cancel_copy_message (GTK_WIDGET (self), context_of (self), ga_sheet_get_meeting (self->sheet));
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaAttendancePage *self = user_data;
  GaRecord *shown = ga_sheet_get_meeting (self->sheet);
  g_autoptr (GaRecord) meeting =
      ga_reader_find (ga_context_get_reader (context_of (self)), ga_record_get_entity (shown),
                      ga_record_get_id (shown), NULL);
  GaEditor *editor = ga_editor_edit (GTK_WIDGET (self), context_of (self),
                                     ga_record_get_entity (shown), ga_record_get_id (shown));

  if (editor != NULL && meeting != NULL && ga_record_has (meeting, "schedule") &&
      ga_record_is_one_of (meeting, "status", "planned"))
    ga_editor_add_section (editor, ga_scope_section_new (meeting));
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaAttendancePage *self = user_data;

  ga_paper_window_show (GTK_WIDGET (self), context_of (self), _ ("Attendance list"),
                        ga_record_get_id (ga_sheet_get_meeting (self->sheet)), ga_walk_list_new);
}

static const GActionEntry actions[] = {
  { "everyone", everyone_cb }, { "number", number_cb },     { "first-time", mark_cb },
  { "excused", mark_cb },      { "nobody", nobody_cb },     { "cancel-walk", cancel_cb },
  { "hold", hold_cb },         { "copy-message", copy_cb }, { "edit-walk", edit_cb },
  { "print", print_cb },
};

/* The number beside the name stays in sight whatever is scrolled, so its keys are the page's. */
static void
add_header (GaAttendancePage *self)
{
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  gtk_widget_set_tooltip_text (back, _ ("Back (Alt+Left)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.leave-meeting");
  ga_accessible_set_name (back, _ ("Back"));
  ga_page_add_header_start (GA_PAGE (self), back);
  self->back = back;

  g_menu_append (menu, _ ("Nobody came"), "page.nobody");
  g_menu_append (menu, _ ("_Print list"), "page.print");
  g_menu_append (menu, _ ("_Edit walk"), "page.edit-walk");
  g_menu_append (menu, _ ("_Cancel walk…"), "page.cancel-walk");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (more, _ ("More about this walk"));
  ga_accessible_set_name (more, _ ("More about this walk"));
  ga_page_add_header_end (GA_PAGE (self), more);
}

static void
ga_attendance_page_open (GaPage *page, const GaEntity *entity, const GaId *id)
{
  GaAttendancePage *self = GA_ATTENDANCE_PAGE (page);

  take_what_waits (self);
  ga_name_list_clear (self->names);
  ga_sheet_open (self->sheet, id);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroll), 0);
  focus_first (self);
}

static int
get_line_height (GtkWidget *widget)
{
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int height = pango_font_metrics_get_height (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  return height;
}

/* @widget: (nullable) */
static void
set_css_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (widget != NULL && set)
    gtk_widget_add_css_class (widget, name);
  else if (widget != NULL)
    gtk_widget_remove_css_class (widget, name);
}

/* In a small window, or in large letters, what is counted scrolls along below the names. */
static gboolean
fold_cb (gpointer user_data)
{
  GaAttendancePage *self = user_data;
  GtkWidget *page = GTK_WIDGET (self);
  gboolean folds = gtk_widget_get_height (page) < FEW_LINES * get_line_height (page);

  self->fold_source = 0;
  if (folds == self->folded)
    return G_SOURCE_REMOVE;
  self->folded = folds;
  g_object_ref (self->counts);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->counts)), self->counts);
  if (folds)
    gtk_box_insert_child_after (GTK_BOX (self->recording), self->counts, self->names_section);
  else
    gtk_box_append (GTK_BOX (self->foot_content), self->counts);
  g_object_unref (self->counts);
  gtk_widget_set_halign (self->counts, folds ? GTK_ALIGN_START : GTK_ALIGN_FILL);
  set_css_class (page, "ga-folded", folds);
  set_css_class ((GtkWidget *) ga_toaster_for (page), "ga-above-low-foot", folds);
  return G_SOURCE_REMOVE;
}

/* Not while sizes are being given. */
static void
resized_cb (GaAttendancePage *self)
{
  if (self->fold_source == 0)
    self->fold_source = g_idle_add (fold_cb, self);
}

static void
ga_attendance_page_constructed (GObject *object)
{
  GaAttendancePage *self = GA_ATTENDANCE_PAGE (object);

  G_OBJECT_CLASS (ga_attendance_page_parent_class)->constructed (object);
  g_action_map_add_action_entries (ga_page_get_actions (GA_PAGE (self)), actions,
                                   G_N_ELEMENTS (actions), self);
  add_header (self);
  self->sheet = ga_sheet_new (context_of (self), GTK_WIDGET (self));
  g_signal_connect_object (self->sheet, "changed", G_CALLBACK (show_sheet), self,
                           G_CONNECT_SWAPPED);
  ga_name_list_set_sheet (self->names, self->sheet);
  ga_name_list_follow (self->names, GTK_WIDGET (self->number));
}

static void
ga_attendance_page_unmap (GtkWidget *widget)
{
  GaAttendancePage *self = GA_ATTENDANCE_PAGE (widget);

  if (self->sheet != NULL)
    take_what_waits (self);
  GTK_WIDGET_CLASS (ga_attendance_page_parent_class)->unmap (widget);
}

static void
ga_attendance_page_dispose (GObject *object)
{
  GaAttendancePage *self = GA_ATTENDANCE_PAGE (object);

  g_clear_handle_id (&self->number_source, g_source_remove);
  g_clear_handle_id (&self->note_source, g_source_remove);
  g_clear_handle_id (&self->saving_source, g_source_remove);
  /* The bin lets go of its child itself, which is also a child of the template. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_ATTENDANCE_PAGE);
  g_clear_object (&self->sheet);
  G_OBJECT_CLASS (ga_attendance_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GaAttendancePage, name)
  BIND (scroll);
  BIND (head);
  BIND (community);
  BIND (when);
  BIND (place);
  BIND (status);
  BIND (access);
  BIND (cancelled);
  BIND (cancelled_title);
  BIND (cancelled_message);
  BIND (copy_button);
  BIND (gone);
  BIND (ended);
  BIND (recording);
  BIND (names_section);
  BIND (names_hidden);
  BIND (names);
  BIND (notes);
  BIND (foot);
  BIND (foot_content);
  BIND (counts);
  BIND (total);
  BIND (detail);
  BIND (saved_icon);
  BIND (saved);
  BIND (number);
  BIND (number_label);
  BIND (host);
  BIND (host_label);
#undef BIND
}

static void
ga_attendance_page_class_init (GaAttendancePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ga_attendance_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ga_attendance_page_dispose;
  widget_class->unmap = ga_attendance_page_unmap;
  GA_PAGE_CLASS (klass)->open = ga_attendance_page_open;
  g_type_ensure (GA_TYPE_NAME_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/attendance/attendance-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, host_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_chosen_cb);
}

static void
ga_attendance_page_init (GaAttendancePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->note_row = ga_entry_row_new (_ ("Note, only seen by the hosts"), TRUE);
  g_signal_connect_object (self->note_row, "changed", G_CALLBACK (note_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->note_row, "left", G_CALLBACK (note_left_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->notes, self->note_row);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroll), "notify::page-size",
                           G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
  ga_accessible_set_name (GTK_WIDGET (self->number), gtk_label_get_text (self->number_label));
  ga_accessible_set_name (GTK_WIDGET (self->host), gtk_label_get_text (self->host_label));
  ga_accessible_set_name (GTK_WIDGET (self->notes), _ ("Note"));
}
