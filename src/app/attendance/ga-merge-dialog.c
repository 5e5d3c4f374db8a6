/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/attendance/ga-merge-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/ga-act.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-facts.h"
#include "app/widgets/ga-selector.h"
#include "model/ga-date.h"
#include "model/ga-likeness.h"
#include "model/ga-number.h"
#include "store/ga-permission.h"
#include "store/ga-walker-merge.h"

/* What the writer is handed. */
typedef struct
{
  GaId stays;
  GaId goes;
} Pair;

struct _GaMergeDialog
{
  AdwWindow parent_instance;

  GtkWidget *origin;
  GaContext *context;
  GPtrArray *participants; /* of GaRecord: all of the community, by name */
  GPtrArray *others; /* of GaRecord, unowned: all but the first chosen, the most alike first */

  GaSelector *one;
  GaSelector *other;
  GaSelector *name;
  GaFacts *facts;
  GtkLabel *problem;
  GtkButton *merge;
};

G_DEFINE_FINAL_TYPE (GaMergeDialog, ga_merge_dialog, ADW_TYPE_WINDOW)

static const char *
name_of (const GaRecord *participant)
{
  return ga_record_get_text (participant, "name");
}

/* Two may be called the same; the day tells them apart. @participant: (nullable) */
static char *
describe (GaReader *reader, const GaRecord *participant)
{
  g_autofree char *joined = NULL;
  g_autofree char *left = NULL;

  if (participant == NULL)
    return g_strdup (_ ("Choose a name"));
  joined = ga_reader_display (reader, participant, "joined");
  left = ga_reader_display (reader, participant, "left");
  if (left != NULL)
    /* TRANSLATORS: a participant who has left, and the day */
    return g_strdup_printf (_ ("%1$s, left %2$s"), name_of (participant), left);
  if (joined != NULL)
    /* TRANSLATORS: a participant, and the day of the first walk */
    return g_strdup_printf (_ ("%1$s, since %2$s"), name_of (participant), joined);
  return g_strdup (name_of (participant));
}

static void
set_participants (GaMergeDialog *self, GaSelector *selector, GPtrArray *participants)
{
  GaReader *reader = ga_context_get_reader (self->context);
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  g_auto (GStrv) options = NULL;

  for (guint i = 0; i < participants->len; i++)
    {
      g_autofree char *label = describe (reader, participants->pdata[i]);

      g_strv_builder_add (labels, label);
    }
  options = g_strv_builder_end (labels);
  ga_selector_set_options (selector, (const char *const *) options);
}

static GaRecord *
get_one (GaMergeDialog *self)
{
  return self->participants->pdata[ga_selector_get_selected (self->one)];
}

/* (nullable) */
static GaRecord *
get_other (GaMergeDialog *self)
{
  return self->others->pdata[ga_selector_get_selected (self->other)];
}

static Pair
get_pair (GaMergeDialog *self)
{
  gboolean second = ga_selector_get_selected (self->name) == 1;
  const GaId *one = ga_record_get_id (get_one (self));
  const GaId *other = ga_record_get_id (get_other (self));
  Pair pair = { second ? *other : *one, second ? *one : *other };

  return pair;
}

static void
add_number (GaFacts *facts, const char *label, guint number)
{
  g_autofree char *text = ga_number_display (number);

  ga_facts_add (facts, label, text);
}

static void
show_outcome (GaMergeDialog *self, GaReader *reader, const GaWalkerMerge *what)
{
  static const char *const without[] = { "community", "name", NULL };
  g_autofree char *first = what->first_day != NULL ? ga_date_display (what->first_day) : NULL;
  g_autofree char *now = g_strdup_printf ("%u + %u", what->visits_stays, what->visits_goes);

  ga_facts_add_fields (self->facts, reader, what->result, without);
  if (first != NULL)
    ga_facts_add (self->facts, _ ("First time"), first);
  ga_facts_add (self->facts, _ ("Visits now"), now);
  if (what->visits_both > 0)
    add_number (self->facts, _ ("Of these on the same walk"), what->visits_both);
  add_number (self->facts, _ ("Visits afterwards"), what->visits);
}

/* Tells what would come of it, or why it may not be. */
static void
show_preview (GaMergeDialog *self)
{
  GaReader *reader = ga_context_get_reader (self->context);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaWalkerMerge) what = NULL;

  if (get_other (self) != NULL)
    {
      Pair pair = get_pair (self);

      what = ga_walker_merge_look (reader, &pair.stays, &pair.goes, &error);
    }
  ga_facts_clear (self->facts);
  if (what != NULL)
    show_outcome (self, reader, what);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), what != NULL);
  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->merge), what != NULL);
}

/* A surname tells more; of two spellings the older one is known to more people. */
static gboolean
is_better_known (const GaRecord *other, const GaRecord *one)
{
  glong more = g_utf8_strlen (name_of (other), -1) - g_utf8_strlen (name_of (one), -1);
  const char *joined = ga_record_get_text (other, "joined");

  if (ABS (more) > 1)
    return more > 0;
  return joined != NULL && g_strcmp0 (joined, ga_record_get_text (one, "joined")) < 0;
}

/* Nothing is asked where both are called the same. */
static void
other_cb (GaMergeDialog *self)
{
  const GaRecord *other = get_other (self);
  const char *one = name_of (get_one (self));
  const char *names[] = { one, other != NULL ? name_of (other) : NULL, NULL };

  ga_selector_set_options (self->name, names);
  gtk_widget_set_visible (GTK_WIDGET (self->name), other != NULL && !g_str_equal (one, names[1]));
  if (other != NULL && is_better_known (other, get_one (self)))
    ga_selector_set_selected (self->name, 1);
  show_preview (self);
}

static int
compare_likeness (gconstpointer a, gconstpointer b, gpointer name)
{
  GaLikeness first = ga_name_likeness_of_two (name_of (*(GaRecord *const *) a), name);
  GaLikeness second = ga_name_likeness_of_two (name_of (*(GaRecord *const *) b), name);

  return (int) second - (int) first;
}

static void
one_cb (GaMergeDialog *self)
{
  GaRecord *one = get_one (self);

  g_ptr_array_set_size (self->others, 0);
  for (guint i = 0; i < self->participants->len; i++)
    if (self->participants->pdata[i] != one)
      g_ptr_array_add (self->others, self->participants->pdata[i]);
  g_ptr_array_sort_with_data (self->others, compare_likeness, (gpointer) name_of (one));
  if (ga_name_likeness_of_two (name_of (self->others->pdata[0]), name_of (one)) == GA_LIKENESS_NONE)
    g_ptr_array_insert (self->others, 0, NULL);
  set_participants (self, self->other, self->others);
  other_cb (self);
}

static gboolean
merge (GaTransaction *transaction, gpointer user_data, GError **error)
{
  const Pair *pair = user_data;

  return ga_walker_merge (transaction, &pair->stays, &pair->goes, error);
}

static void
merge_cb (GaMergeDialog *self)
{
  Pair *pair = g_new (Pair, 1);

  *pair = get_pair (self);
  ga_act_transact (self->origin, self->context, N_ ("Participants made one"), merge, pair, g_free,
                   NULL, NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
ga_merge_dialog_dispose (GObject *object)
{
  GaMergeDialog *self = GA_MERGE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_MERGE_DIALOG);
  g_clear_object (&self->origin);
  g_clear_object (&self->context);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->participants, g_ptr_array_unref);
  G_OBJECT_CLASS (ga_merge_dialog_parent_class)->dispose (object);
}

static void
ga_merge_dialog_class_init (GaMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_merge_dialog_dispose;
  g_type_ensure (GA_TYPE_FACTS);
  g_type_ensure (GA_TYPE_SELECTOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/attendance/merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GaMergeDialog, one);
  gtk_widget_class_bind_template_child (widget_class, GaMergeDialog, other);
  gtk_widget_class_bind_template_child (widget_class, GaMergeDialog, name);
  gtk_widget_class_bind_template_child (widget_class, GaMergeDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, GaMergeDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, GaMergeDialog, merge);
  gtk_widget_class_bind_template_callback (widget_class, one_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_preview);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_merge_dialog_init (GaMergeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->others = g_ptr_array_new ();
  ga_accessible_mend (GTK_WIDGET (self));
}

static GPtrArray *
list_participants (GaContext *context, const GaId *community, GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (context, "participant"));

  ga_query_where_id (query, "community", community);
  ga_query_sort (query, "community");
  return ga_reader_list (ga_context_get_reader (context), query, error);
}

/* @participant, else the first in the alphabet whose neighbour has nearly the same name. */
static guint
find_first (GPtrArray *participants, const GaRecord *participant)
{
  for (guint i = 0; participant != NULL && i < participants->len; i++)
    if (ga_id_equal (ga_record_get_id (participants->pdata[i]), ga_record_get_id (participant)))
      return i;
  for (guint i = 1; i < participants->len; i++)
    if (ga_name_likeness_of_two (name_of (participants->pdata[i]),
                                 name_of (participants->pdata[i - 1])) > GA_LIKENESS_NONE)
      return i - 1;
  return 0;
}

/* (nullable): why these cannot become one */
static const char *
find_obstacle (GaContext *context, GPtrArray *participants)
{
  const char *why = NULL;

  if (participants->len < 2)
    return _ ("It takes two participants to make one of them.");
  ga_reader_may (ga_context_get_reader (context), participants->pdata[0], GA_OPERATION_DELETE,
                 &why);
  return why;
}

/**
 * ga_merge_dialog_ask:
 * @origin: the widget it is asked from, where the toast will appear
 * @community: whose participants they are
 * @participant: (nullable): one of the two
 */
void
ga_merge_dialog_ask (GtkWidget *origin,
                     GaContext *context,
                     const GaId *community,
                     const GaRecord *participant)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) participants = list_participants (context, community, &error);
  GaToaster *toaster = ga_toaster_for (origin);
  GtkRoot *root = gtk_widget_get_root (origin);
  const char *why;
  guint first;
  GaMergeDialog *self;

  if (participants == NULL)
    {
      if (toaster != NULL)
        ga_toaster_say_error (toaster, error);
      return;
    }
  why = find_obstacle (context, participants);
  if (why != NULL)
    {
      if (toaster != NULL)
        ga_toaster_say (toaster, why);
      return;
    }
  self = g_object_new (GA_TYPE_MERGE_DIALOG, NULL);
  self->origin = g_object_ref (origin);
  self->context = g_object_ref (context);
  self->participants = g_ptr_array_ref (participants);
  first = find_first (participants, participant);
  set_participants (self, self->one, participants);
  if (first > 0)
    ga_selector_set_selected (self->one, first);
  else
    one_cb (self);
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->merge));
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_child_focus (GTK_WIDGET (participant != NULL ? self->other : self->one),
                          GTK_DIR_TAB_FORWARD);
}
