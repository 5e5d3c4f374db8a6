/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-name-list.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-name-choice.h"
#include "app/attendance/ga-name-row.h"
#include "app/attendance/ga-sheet-match.h"
#include "app/compat/ga-accessible.h"

#define FORMER_SHOWN 5

struct _GaNameList
{
  GtkBox parent_instance;

  GaSheet *sheet;   /* unowned: the page's */
  GPtrArray *rows;  /* of GaNameRow, in the order of the sheet */
  GtkWidget *among; /* whether who is ticked is one of the number */
  GtkWidget *entry;
  GtkWidget *doubt;  /* asks whether it is one of those shown */
  GtkWidget *names;  /* box of rows */
  GtkWidget *former; /* box of rows: those who have left and answer what is typed */
  GtkWidget *add;    /* adds what is typed as somebody new */
  GtkLabel *add_label;
  GtkWidget *number; /* records what is typed as a number without a name */
  GtkLabel *number_label;
  GtkWidget *target; /* (nullable): what Enter presses */
  char *added;       /* (nullable): somebody new who is on the way to the file */
};

G_DEFINE_FINAL_TYPE (GaNameList, ga_name_list, GTK_TYPE_BOX)

static char *
dup_typed (GaNameList *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static gboolean
is_present (GaNameList *self, GaNameRow *row)
{
  const GaSheetName *name =
      ga_sheet_find_name (self->sheet, ga_record_get_id (ga_name_row_get_participant (row)));

  return name != NULL && name->presence == GA_PRESENCE_PRESENT;
}

static void
tick (GaNameList *self, GaNameRow *row)
{
  GaRecord *participant = ga_name_row_get_participant (row);

  if (is_present (self, row))
    ga_sheet_mark (self->sheet, participant, GA_PRESENCE_ABSENT, FALSE);
  else
    ga_sheet_mark (self->sheet, participant, GA_PRESENCE_PRESENT,
                   ga_sheet_is_first_of (self->sheet, participant));
}

/* Who copies a paper list may meet a name twice and wants nobody taken away by it; who takes ticks
 * away types the first letters or the number. */
static gboolean
keeps_tick (GaNameList *self, GaNameRow *row)
{
  g_autofree char *typed = dup_typed (self);

  return is_present (self, row) && g_utf8_strlen (typed, -1) > 2 &&
         ga_sheet_has_named (self->sheet, typed);
}

static const char *
describe_enter (GaNameList *self, GaNameRow *row)
{
  if (keeps_tick (self, row))
    return _ ("Already ticked");
  return is_present (self, row) ? _ ("Enter: did not come") : _ ("Enter: came");
}

static void
ticked_cb (GaNameList *self, GaNameRow *row)
{
  gboolean typing = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';

  tick (self, row);
  if (typing)
    ga_name_list_focus (self);
}

static void
chosen_cb (GaNameList *self, const char *what, GaNameRow *row)
{
  g_signal_emit_by_name (self, "menu-chosen", what, ga_name_row_get_participant (row));
}

static GtkWidget *
make_row (GaNameList *self, GaRecord *participant)
{
  GtkWidget *row = ga_name_row_new (participant);

  g_signal_connect_object (row, "ticked", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
set_target (GaNameList *self, GtkWidget *target)
{
  if (GA_IS_NAME_ROW (self->target))
    ga_name_row_set_hint (GA_NAME_ROW (self->target), NULL);
  else if (self->target != NULL)
    gtk_widget_remove_css_class (self->target, "ga-target");
  self->target = target;
  if (GA_IS_NAME_ROW (target))
    ga_name_row_set_hint (GA_NAME_ROW (target), describe_enter (self, GA_NAME_ROW (target)));
  else if (target != NULL)
    gtk_widget_add_css_class (target, "ga-target");
}

static void
clear_former (GaNameList *self)
{
  GtkWidget *row;

  if (self->target != NULL && gtk_widget_is_ancestor (self->target, self->former))
    set_target (self, NULL);
  while ((row = gtk_widget_get_first_child (self->former)) != NULL)
    gtk_box_remove (GTK_BOX (self->former), row);
}

/* Returns how well the first of them answers what is typed. */
static GaLikeness
show_former (GaNameList *self, const char *typed)
{
  g_autoptr (GArray) former = NULL;

  clear_former (self);
  if (*typed == '\0')
    return GA_LIKENESS_NONE;
  former = ga_sheet_match_former (self->sheet, typed, FORMER_SHOWN);
  for (guint i = 0; i < former->len; i++)
    {
      GaRecord *participant = g_array_index (former, GaFormerMatch, i).participant;
      GaSheetName name = { participant, FALSE, TRUE, FALSE, GA_PRESENCE_ABSENT, FALSE };
      GtkWidget *row = make_row (self, participant);

      ga_name_row_show (GA_NAME_ROW (row), 0, &name);
      gtk_box_append (GTK_BOX (self->former), row);
    }
  return former->len > 0 ? g_array_index (former, GaFormerMatch, 0).likeness : GA_LIKENESS_NONE;
}

/* Also says what Enter would do, so that nothing has to be guessed. */
static void
show_offers (GaNameList *self, const char *typed)
{
  guint64 number = g_ascii_strtoull (typed, NULL, 10);
  gboolean digits = number > 0 && strspn (typed, "0123456789") == strlen (typed) && number <= 9999;
  gboolean nameable = *typed != '\0' && !digits && !ga_sheet_has_named (self->sheet, typed);

  gtk_widget_set_visible (self->add, nameable);
  gtk_widget_set_visible (self->number, digits);
  if (nameable)
    {
      g_autofree char *text = g_strdup_printf (_ ("Add “%s”, new today"), typed);

      gtk_label_set_text (self->add_label, text);
      ga_accessible_set_name (self->add, text);
    }
  if (digits)
    {
      g_autofree char *text = g_strdup_printf (_ ("%u without a name"), (guint) number);

      gtk_label_set_text (self->number_label, text);
      ga_accessible_set_name (self->number, text);
    }
}

/* Somebody new is about to be added, and somebody known is called nearly so. */
static void
show_doubt (GaNameList *self, gboolean any_near)
{
  gboolean doubt = any_near && self->target == self->add;

  gtk_widget_set_visible (self->doubt, doubt);
  ga_accessible_set_description (
      self->add, doubt ? _ ("Somebody with nearly the same name is on the list above") : "");
}

/* Who is called the same, whatever the spelling, comes before somebody new; whoever is nearly so is
 * only shown, so that a new name never takes more than Enter. */
static GtkWidget *
choose_target (GaNameList *self, const GArray *matches, GaLikeness former)
{
  const GaSheetMatch *best = matches->len > 0 ? &g_array_index (matches, GaSheetMatch, 0) : NULL;
  GaLikeness listed = best != NULL ? best->likeness : GA_LIKENESS_NONE;
  gboolean returns = former == GA_LIKENESS_SAME || former == GA_LIKENESS_EXACT;

  if (listed > GA_LIKENESS_NEAR && (listed >= former || !returns))
    return self->rows->pdata[best->index];
  if (former > GA_LIKENESS_NEAR)
    return gtk_widget_get_first_child (self->former);
  if (gtk_widget_get_visible (self->add))
    return self->add;
  return gtk_widget_get_visible (self->number) ? self->number : NULL;
}

static void
filter (GaNameList *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autoptr (GArray) matches = NULL;
  GaLikeness former;

  if (self->sheet == NULL)
    return;
  matches = ga_sheet_match (self->sheet, typed);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (self->rows->pdata[i], *typed == '\0');
  for (guint i = 0; *typed != '\0' && i < matches->len; i++)
    gtk_widget_set_visible (self->rows->pdata[g_array_index (matches, GaSheetMatch, i).index],
                            TRUE);
  former = show_former (self, typed);
  show_offers (self, typed);
  set_target (self, *typed != '\0' ? choose_target (self, matches, former) : NULL);
  show_doubt (self, matches->len > 0 || former != GA_LIKENESS_NONE);
}

static void
add_cb (GaNameList *self)
{
  g_autofree char *typed = dup_typed (self);

  if (*typed != '\0')
    {
      g_free (self->added);
      self->added = g_strdup (typed);
      ga_sheet_add (self->sheet, typed);
    }
  /* What was refused stays as it was typed. */
  if (!ga_sheet_is_to_come (self->sheet))
    ga_name_list_focus (self);
}

/* What the file did not take stands in the entry again, unless something else is written there. */
static void
settle_added (GaNameList *self)
{
  if (self->added == NULL || ga_sheet_is_saving (self->sheet))
    return;
  if (!ga_sheet_has_named (self->sheet, self->added) &&
      *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), self->added);
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
    }
  g_clear_pointer (&self->added, g_free);
}

static void
number_cb (GaNameList *self)
{
  g_autofree char *typed = dup_typed (self);

  ga_sheet_set_unnamed (self->sheet, (guint) g_ascii_strtoull (typed, NULL, 10));
  ga_name_list_focus (self);
}

static void
enter_row (GaNameList *self, GaNameRow *row)
{
  if (!keeps_tick (self, row))
    {
      gboolean present = is_present (self, row);

      tick (self, row);
      if (present)
        ga_name_choice_say_taken (GTK_WIDGET (self), ga_name_row_get_participant (row));
    }
  ga_name_list_focus (self);
}

static void
entered_cb (GaNameList *self)
{
  GtkWidget *target = self->target;

  if (target == NULL)
    return;
  if (GA_IS_NAME_ROW (target))
    enter_row (self, GA_NAME_ROW (target));
  else
    /* Not gtk_widget_activate(), which shows the press first: the next name is typed by then. */
    g_signal_emit_by_name (target, "clicked");
}

/* The controls that can be walked through with the arrow keys, from top to bottom. */
static GPtrArray *
list_stops (GaNameList *self)
{
  GPtrArray *stops = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_get_visible (self->rows->pdata[i]))
      g_ptr_array_add (stops, ga_name_row_get_button (self->rows->pdata[i]));
  for (GtkWidget *row = gtk_widget_get_first_child (self->former); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_ptr_array_add (stops, ga_name_row_get_button (GA_NAME_ROW (row)));
  if (gtk_widget_get_visible (self->add))
    g_ptr_array_add (stops, self->add);
  if (gtk_widget_get_visible (self->number))
    g_ptr_array_add (stops, self->number);
  return stops;
}

static gboolean
walk (GaNameList *self, int step)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autoptr (GPtrArray) stops = list_stops (self);
  gboolean found = FALSE;
  guint at = 0;

  for (guint i = 0; focus != NULL && !found && i < stops->len; i++)
    {
      GtkWidget *row = gtk_widget_get_ancestor (stops->pdata[i], GA_TYPE_NAME_ROW);

      found = focus == stops->pdata[i] || (row != NULL && gtk_widget_is_ancestor (focus, row));
      at = i;
    }
  if (!found)
    return step > 0 && stops->len > 0 && gtk_widget_grab_focus (stops->pdata[0]);
  if (step < 0 && at == 0)
    {
      gtk_widget_grab_focus (self->entry);
      return TRUE;
    }
  return at + (guint) step < stops->len && gtk_widget_grab_focus (stops->pdata[at + (guint) step]);
}

static void
type_letter (GaNameList *self, gunichar letter)
{
  char text[7] = { 0 };
  int at = -1;

  g_unichar_to_utf8 (letter, text);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  at = gtk_editable_get_position (GTK_EDITABLE (self->entry));
  gtk_editable_insert_text (GTK_EDITABLE (self->entry), text, -1, &at);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), at);
}

static gboolean
in_entry (GaNameList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, self->entry);
}

/* A button shows its press for a moment before it acts; who ticks down a list is gone by then. */
static gboolean
press (GaNameList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!GTK_IS_BUTTON (focus) || GTK_IS_TOGGLE_BUTTON (focus))
    return FALSE;
  g_signal_emit_by_name (focus, "clicked");
  return TRUE;
}

static gboolean
key_cb (
    GtkEventControllerKey *keys, guint key, guint code, GdkModifierType modifiers, GaNameList *self)
{
  gunichar letter = gdk_keyval_to_unicode (key);

  if (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return walk (self, 1);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return !in_entry (self) && walk (self, -1);
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return press (self);
    case GDK_KEY_Escape:
      if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
        return GDK_EVENT_PROPAGATE;
      ga_name_list_focus (self);
      return GDK_EVENT_STOP;
    default:
      if (in_entry (self) || !g_unichar_isgraph (letter))
        return GDK_EVENT_PROPAGATE;
      type_letter (self, letter);
      return GDK_EVENT_STOP;
    }
}

/* Numbers are followed by names: letters would only wipe the number that is selected. */
static gboolean
number_key_cb (
    GtkEventControllerKey *keys, guint key, guint code, GdkModifierType modifiers, GaNameList *self)
{
  gunichar letter = gdk_keyval_to_unicode (key);

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) ||
      !g_unichar_isalpha (letter))
    return GDK_EVENT_PROPAGATE;
  if (gtk_widget_get_mapped (self->entry))
    type_letter (self, letter);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

static void
ga_name_list_dispose (GObject *object)
{
  GaNameList *self = GA_NAME_LIST (object);

  self->sheet = NULL;
  self->target = NULL;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->added, g_free);
  G_OBJECT_CLASS (ga_name_list_parent_class)->dispose (object);
}

static void
ga_name_list_class_init (GaNameListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_name_list_dispose;
  g_signal_new ("menu-chosen", GA_TYPE_NAME_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_STRING, GA_TYPE_RECORD);
}

static void
among_cb (GaNameList *self)
{
  ga_sheet_set_among (self->sheet, gtk_check_button_get_active (GTK_CHECK_BUTTON (self->among)));
}

static GtkWidget *
make_among (GaNameList *self)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_widget_set_visible (check, FALSE);
  gtk_widget_add_css_class (check, "ga-among");
  g_signal_connect_object (check, "toggled", G_CALLBACK (among_cb), self, G_CONNECT_SWAPPED);
  return check;
}

static void
show_among (GaNameList *self)
{
  guint bare = 0;
  gboolean among = ga_sheet_get_among (self->sheet, &bare);
  g_autofree char *text =
      /* TRANSLATORS: of a walk of which only a number was written down, whose names are added now
       */
      g_strdup_printf (ngettext ("Who is ticked is the %u without a name",
                                 "Who is ticked is one of the %u without a name", bare),
                       bare);

  g_signal_handlers_block_by_func (self->among, among_cb, self);
  gtk_label_set_text (GTK_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (self->among))),
                      text);
  ga_accessible_set_name (self->among, text);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->among), among);
  gtk_widget_set_visible (self->among, bare > 0);
  g_signal_handlers_unblock_by_func (self->among, among_cb, self);
}

static void
ga_name_list_init (GaNameList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ga-names");
  self->rows = g_ptr_array_new ();
  self->among = make_among (self);
  self->entry = gtk_entry_new ();
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY,
                                     "ga-people-symbolic");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Add a name"));
  ga_accessible_set_name (self->entry, _ ("Add a name"));
  ga_accessible_set_description (
      self->entry, _ ("Type a name or its number. Enter ticks it, or takes the tick away."));
  gtk_widget_add_css_class (self->entry, "ga-name-entry");
  self->doubt = gtk_label_new (_ ("Is it somebody you know already?"));
  gtk_label_set_xalign (GTK_LABEL (self->doubt), 0);
  gtk_label_set_wrap (GTK_LABEL (self->doubt), TRUE);
  gtk_widget_set_visible (self->doubt, FALSE);
  gtk_widget_add_css_class (self->doubt, "ga-doubt");
  self->names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->former = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->add = ga_name_offer_new ("list-add-symbolic", &self->add_label);
  self->number = ga_name_offer_new ("ga-walk-symbolic", &self->number_label);

  gtk_box_append (GTK_BOX (self), self->among);
  gtk_box_append (GTK_BOX (self), self->entry);
  gtk_box_append (GTK_BOX (self), self->doubt);
  gtk_box_append (GTK_BOX (self), self->names);
  gtk_box_append (GTK_BOX (self), self->former);
  gtk_box_append (GTK_BOX (self), self->add);
  gtk_box_append (GTK_BOX (self), self->number);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (filter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->number, "clicked", G_CALLBACK (number_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * ga_name_list_set_sheet:
 * @sheet: outlives the list
 */
void
ga_name_list_set_sheet (GaNameList *self, GaSheet *sheet)
{
  g_return_if_fail (GA_IS_NAME_LIST (self));

  self->sheet = sheet;
}

/**
 * ga_name_list_follow:
 * @number: takes digits alone; letters that are typed there are the beginning of a name
 */
void
ga_name_list_follow (GaNameList *self, GtkWidget *number)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (number_key_cb), self, 0);
  gtk_widget_add_controller (number, keys);
}

/* Whether each row still stands for the name at its place; then only their marks differ. */
static gboolean
same_names (GaNameList *self)
{
  if (self->rows->len != ga_sheet_get_n_names (self->sheet))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    if (!ga_id_equal (ga_record_get_id (ga_name_row_get_participant (self->rows->pdata[i])),
                      ga_record_get_id (ga_sheet_get_name (self->sheet, i)->participant)))
      return FALSE;
  return TRUE;
}

static GtkWidget *
take_row (GaNameList *self, GHashTable *known, GaRecord *participant)
{
  GtkWidget *row = g_hash_table_lookup (known, ga_record_get_id (participant));

  if (row != NULL)
    g_hash_table_remove (known, ga_record_get_id (participant));
  else
    {
      row = make_row (self, participant);
      gtk_box_append (GTK_BOX (self->names), row);
    }
  return row;
}

/* Rows are kept for whoever stays, so that focus and scroll are. */
static void
arrange (GaNameList *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (ga_id_hash, ga_id_equal);
  GHashTableIter iter;
  gpointer gone;
  GtkWidget *before = NULL;

  set_target (self, NULL);
  for (guint i = 0; i < self->rows->len; i++)
    g_hash_table_insert (
        known, (gpointer) ga_record_get_id (ga_name_row_get_participant (self->rows->pdata[i])),
        self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < ga_sheet_get_n_names (self->sheet); i++)
    {
      GtkWidget *row = take_row (self, known, ga_sheet_get_name (self->sheet, i)->participant);

      gtk_box_reorder_child_after (GTK_BOX (self->names), row, before);
      g_ptr_array_add (self->rows, row);
      before = row;
    }
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, NULL, &gone))
    gtk_box_remove (GTK_BOX (self->names), gone);
}

/**
 * ga_name_list_update: shows what the sheet says now
 */
void
ga_name_list_update (GaNameList *self)
{
  gboolean same;

  g_return_if_fail (GA_IS_NAME_LIST (self));

  same = same_names (self);
  if (!same)
    arrange (self);
  show_among (self);
  for (guint i = 0; i < self->rows->len; i++)
    ga_name_row_show (self->rows->pdata[i], i + 1, ga_sheet_get_name (self->sheet, i));
  if (!same)
    filter (self);
  settle_added (self);
}

/**
 * ga_name_list_clear: forgets what was typed
 */
void
ga_name_list_clear (GaNameList *self)
{
  g_clear_pointer (&self->added, g_free);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

/**
 * ga_name_list_focus: ready for the next name
 */
void
ga_name_list_focus (GaNameList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (self->entry);
}

/**
 * ga_name_list_choose:
 * @what: as the menu of a row says it; does it for the row that has the focus
 */
void
ga_name_list_choose (GaNameList *self, const char *what)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GA_TYPE_NAME_ROW) : NULL;

  if (row == NULL && GA_IS_NAME_ROW (self->target))
    row = self->target;
  if (row != NULL)
    chosen_cb (self, what, GA_NAME_ROW (row));
}
