/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-application-comparison.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/funding/ga-application-words.h"
#include "app/funding/ga-decide.h"
#include "app/widgets/ga-selector.h"
#include "model/entities/ga-entities.h"
#include "store/ga-permission.h"
#include "store/ga-round-figures.h"

#define SIDES 2

/* The rows above what is compared: what is chosen. */
#define HEAD 1

struct _GaApplicationComparison
{
  GtkBox parent_instance;

  GtkWidget *too_few;
  GtkWidget *both;
  GtkGrid *grid;

  GaContext *context;
  GListModel *applications;
  GaSelector *choices[SIDES];
  GtkWidget *decide[SIDES];
  GaId chosen[SIDES];
  GaRecord *records[SIDES]; /* (nullable) */
  int rows;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (GaApplicationComparison, ga_application_comparison, GTK_TYPE_BOX)

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* What it is about, and below it what both say. @about: translated; @first, @second: (nullable)
 * (transfer full) */
static void
add_row (GaApplicationComparison *self, const char *about, char *first, char *second)
{
  char *values[SIDES] = { first, second };
  gboolean differs = g_strcmp0 (first, second) != 0;
  g_autofree char *signed_about = g_strconcat ("≠ ", about, NULL);
  GtkWidget *caption = make_label (differs ? signed_about : about, "dim-label");

  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_set_margin_top (caption, 8);
  gtk_grid_attach (self->grid, caption, 0, HEAD + self->rows++, SIDES, 1);
  for (int i = 0; i < SIDES; i++)
    {
      const char *shown = values[i] != NULL ? values[i] : "–";
      GtkWidget *label = make_label (shown, differs ? "ga-strong" : NULL);
      /* TRANSLATORS: what is compared, and what one of the two says */
      g_autofree char *name = differs
                                  ? g_strdup_printf (_ ("%1$s, which differs: %2$s"), about, shown)
                                  : g_strdup_printf (_ ("%1$s: %2$s"), about, shown);

      ga_accessible_set_name (label, name);
      gtk_grid_attach (self->grid, label, i, HEAD + self->rows, 1, 1);
      g_free (values[i]);
    }
  self->rows++;
}

typedef char *(*Tell) (GaReader *reader, const GaRecord *application);

static void
add_told (GaApplicationComparison *self, GaReader *reader, const char *about, Tell tell)
{
  add_row (self, about, tell (reader, self->records[0]), tell (reader, self->records[1]));
}

static void
add_field (GaApplicationComparison *self, GaReader *reader, const char *name)
{
  const GaField *field = ga_entity_get_field (ga_record_get_entity (self->records[0]), name);

  add_row (self, ga_field_get_label (field), ga_reader_display (reader, self->records[0], name),
           ga_reader_display (reader, self->records[1], name));
}

static void
add_line (GString *lines, const char *what, const char *value)
{
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append_printf (lines, _ ("%1$s: %2$s"), what, value);
}

/* (transfer full) (nullable): the budget lines of a category, one below the other */
static char *
list_budget (GaReader *reader, GPtrArray *budget, const char *category)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < budget->len; i++)
    {
      const GaRecord *line = budget->pdata[i];
      g_autofree char *amount = ga_reader_display (reader, line, "amount");

      if (g_strcmp0 (ga_record_get_text (line, "category"), category) == 0)
        add_line (lines, ga_record_get_text (line, "text"), amount);
    }
  return g_string_free (lines, lines->len == 0);
}

static void
add_category (GaApplicationComparison *self,
              GaReader *reader,
              GPtrArray *budgets[SIDES],
              const char *category,
              const char *about)
{
  char *first = list_budget (reader, budgets[0], category);
  char *second = list_budget (reader, budgets[1], category);

  if (first != NULL || second != NULL)
    add_row (self, about, first, second);
}

static char *
tell_budget (GaReader *reader, const GaRecord *application)
{
  g_autoptr (GPtrArray) budget = ga_application_list_parts (reader, application, "budget_line");

  return ga_application_words_money (application, ga_application_sum (budget));
}

/* Category by category, so that what is for the same stands beside each other. */
static void
add_budget (GaApplicationComparison *self, GaReader *reader)
{
  GPtrArray *budgets[SIDES];

  for (guint i = 0; i < SIDES; i++)
    budgets[i] = ga_application_list_parts (reader, self->records[i], "budget_line");
  for (const GaChoice *category = ga_choices_cost; category->code != NULL; category++)
    add_category (self, reader, budgets, category->code, _ (category->label));
  add_category (self, reader, budgets, NULL, _ ("Without a category"));
  add_told (self, reader, _ ("Budget in all"), tell_budget);
  for (guint i = 0; i < SIDES; i++)
    g_ptr_array_unref (budgets[i]);
}

static char *
tell_parties (GaReader *reader, const GaRecord *application)
{
  g_autoptr (GPtrArray) parties = ga_application_list_parts (reader, application, "investment");
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < parties->len; i++)
    {
      g_autofree char *party = ga_reader_display (reader, parties->pdata[i], "party");
      g_autofree char *puts_in = ga_application_words_investment (reader, parties->pdata[i]);

      add_line (lines, party, puts_in);
    }
  return g_string_free (lines, lines->len == 0);
}

static void
clear_rows (GaApplicationComparison *self)
{
  for (; self->rows > 0; self->rows--)
    gtk_grid_remove_row (self->grid, HEAD);
}

static void
show_both (GaApplicationComparison *self, GaReader *reader)
{
  add_field (self, reader, "kommune");
  add_field (self, reader, "purpose");
  add_field (self, reader, "initiative");
  add_field (self, reader, "status");
  add_field (self, reader, "amount");
  add_field (self, reader, "decided_amount");
  add_budget (self, reader);
  add_told (self, reader, _ ("What each party puts in"), tell_parties);
  add_field (self, reader, "communities_promised");
  add_field (self, reader, "hosts_promised");
  add_told (self, reader, _ ("Granted to the applicant before"), ga_application_words_before);
  add_told (self, reader, _ ("Their reports"), ga_application_words_reports);
}

static void
show_chosen (GaApplicationComparison *self)
{
  GaReader *reader = ga_context_get_reader (self->context);
  const GaEntity *entity = ga_context_get_entity (self->context, "application");

  clear_rows (self);
  for (guint i = 0; i < SIDES; i++)
    {
      g_clear_object (&self->records[i]);
      if (!ga_id_is_none (&self->chosen[i]))
        self->records[i] = ga_reader_find (reader, entity, &self->chosen[i], NULL);
      if (self->records[i] != NULL &&
          !ga_record_is_one_of (self->records[i], "status", "approved partly_approved"))
        ga_record_clear (self->records[i], "decided_amount");
      gtk_widget_set_visible (
          self->decide[i], self->records[i] != NULL &&
                               ga_decide_why_not (self->records[i]) == NULL &&
                               ga_reader_may (reader, self->records[i], GA_OPERATION_UPDATE, NULL));
    }
  if (self->records[0] != NULL && self->records[1] != NULL)
    show_both (self, reader);
}

static GaRoundApplication *
get_nth (GaApplicationComparison *self, guint at)
{
  return g_list_model_get_item (self->applications, at);
}

/* Where the one that is chosen for a side stands; or else the first that the other side leaves. */
static guint
find_place (GaApplicationComparison *self, guint side)
{
  guint n = g_list_model_get_n_items (self->applications);
  guint left = n;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GaRoundApplication) application = get_nth (self, i);

      if (ga_id_equal (&application->id, &self->chosen[side]))
        return i;
      if (left == n && !ga_id_equal (&application->id, &self->chosen[1 - side]))
        left = i;
    }
  return left;
}

static void
choose (GaApplicationComparison *self, guint side, guint at)
{
  g_autoptr (GaRoundApplication) application = get_nth (self, at);

  self->chosen[side] = application != NULL ? application->id : (GaId){ { 0 } };
  ga_selector_set_selected (self->choices[side], at);
}

static void
offer (GaApplicationComparison *self)
{
  guint n = g_list_model_get_n_items (self->applications);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GaRoundApplication) application = get_nth (self, i);
      g_autofree char *label =
          g_strjoin (" · ", application->applicant, application->purpose, NULL);

      g_strv_builder_add (builder, label);
    }
  labels = g_strv_builder_end (builder);
  self->filling = TRUE;
  for (guint i = 0; i < SIDES; i++)
    {
      guint at = find_place (self, i);

      ga_selector_set_options (self->choices[i], (const char *const *) labels);
      choose (self, i, at);
    }
  self->filling = FALSE;
  gtk_widget_set_visible (self->too_few, n < SIDES);
  gtk_widget_set_visible (self->both, n >= SIDES);
  show_chosen (self);
}

/* Nothing is read for nobody. */
static void
changed_cb (GaApplicationComparison *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    offer (self);
}

static void
selected_cb (GaApplicationComparison *self)
{
  if (self->filling)
    return;
  for (guint i = 0; i < SIDES; i++)
    choose (self, i, ga_selector_get_selected (self->choices[i]));
  show_chosen (self);
}

static void
decide_cb (GaApplicationComparison *self, GtkWidget *button)
{
  GaRecord *record = self->records[button == self->decide[0] ? 0 : 1];

  if (record != NULL)
    ga_decide (GTK_WIDGET (self), self->context, record, NULL);
}

static void
ga_application_comparison_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ga_application_comparison_parent_class)->map (widget);
  offer (GA_APPLICATION_COMPARISON (widget));
}

static void
ga_application_comparison_dispose (GObject *object)
{
  GaApplicationComparison *self = GA_APPLICATION_COMPARISON (object);

  for (guint i = 0; i < SIDES; i++)
    g_clear_object (&self->records[i]);
  g_clear_object (&self->applications);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_APPLICATION_COMPARISON);
  G_OBJECT_CLASS (ga_application_comparison_parent_class)->dispose (object);
}

static void
ga_application_comparison_class_init (GaApplicationComparisonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_application_comparison_dispose;
  widget_class->map = ga_application_comparison_map;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/funding/application-comparison.ui");
  gtk_widget_class_bind_template_child (widget_class, GaApplicationComparison, too_few);
  gtk_widget_class_bind_template_child (widget_class, GaApplicationComparison, both);
  gtk_widget_class_bind_template_child (widget_class, GaApplicationComparison, grid);
}

/* A choice, and the button that decides what is chosen. */
static void
add_side (GaApplicationComparison *self, int side, const char *caption, const char *decide)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->choices[side] = g_object_new (GA_TYPE_SELECTOR, "caption", caption, NULL);
  self->decide[side] = gtk_button_new_with_label (_ ("Decide…"));
  gtk_widget_set_halign (self->decide[side], GTK_ALIGN_START);
  ga_accessible_set_name (self->decide[side], decide);
  g_signal_connect_object (self->choices[side], "selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->decide[side], "clicked", G_CALLBACK (decide_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->choices[side]));
  gtk_box_append (GTK_BOX (head), self->decide[side]);
  gtk_widget_set_hexpand (head, TRUE);
  gtk_grid_attach (self->grid, head, side, 0, 1, 1);
}

static void
ga_application_comparison_init (GaApplicationComparison *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_side (self, 0, _ ("One application"), _ ("Decide the one application"));
  add_side (self, 1, _ ("The other application"), _ ("Decide the other application"));
}

void
ga_application_comparison_set_up (GaApplicationComparison *self,
                                  GaContext *context,
                                  GListModel *applications)
{
  g_return_if_fail (GA_IS_APPLICATION_COMPARISON (self));

  self->context = g_object_ref (context);
  self->applications = g_object_ref (applications);
  g_signal_connect_object (applications, "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}
