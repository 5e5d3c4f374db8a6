/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/files/ga-import-window.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/compat/ga-question.h"
#include "app/ga-toaster.h"
#include "app/widgets/ga-cell-layout.h"
#include "app/widgets/ga-reference-row.h"
#include "app/widgets/ga-selector.h"
#include "exchange/ga-exchange-error.h"
#include "exchange/ga-import-look.h"
#include "store/ga-permission.h"

#define MOST_SHOWN    20  /* rows; the counts tell of the others */
#define MOST_PROBLEMS 20  /* sentences */
#define LOOK_EVERY    100 /* ms, at how far it is */

/* The file being read, or written, on a thread of its own; what it uses lives as long. */
typedef struct
{
  char *path;
  GStrv map;
  char *community;
  const GaEntity *entity;
  GaImportOptions options;
  GaImportProgress progress;
  GCancellable *cancellable;
  GaStore *store;
  gboolean automatic; /* nobody has said yet what the columns mean */
  GWeakRef window;
} Reading;

struct _GaImportWindow
{
  AdwWindow parent_instance;

  GaContext *context;
  GtkWidget *origin;
  char *path;
  GaImportLook *look;
  GPtrArray *entities; /* of const GaEntity: what the account may add */
  GPtrArray *meanings; /* a GaSelector for each heading of the file */
  GArray *taken;       /* of guint: what each was taken for */
  Reading *reading;    /* (nullable): that goes on */
  Reading *read;       /* (nullable): that made @import */
  GaImport *import;    /* (nullable): what was read last */
  gboolean showing;    /* choices are being set by the program */
  guint look_source;
  GtkWidget *community;

  GtkLabel *heading;
  GaSelector *entity;
  GtkListBox *community_place;
  GtkWidget *columns_place;
  GtkBox *columns;
  GtkCheckButton *update;
  GtkLabel *update_label;
  GtkCheckButton *skip;
  GtkLabel *skip_label;
  GtkProgressBar *progress;
  GtkLabel *counts;
  GtkLabel *problem;
  GtkListBox *rows;
  GtkWidget *import_button;
};

G_DEFINE_FINAL_TYPE (GaImportWindow, ga_import_window, ADW_TYPE_WINDOW)

static void read_again (GaImportWindow *self);

static void
reading_clear (gpointer data)
{
  Reading *reading = data;

  g_free (reading->path);
  g_strfreev (reading->map);
  g_free (reading->community);
  g_object_unref (reading->cancellable);
  g_object_unref (reading->store);
  g_weak_ref_clear (&reading->window);
}

static void
reading_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, reading_clear);
}

static Reading *
reading_new (GaImportWindow *self)
{
  Reading *reading = g_atomic_rc_box_new0 (Reading);

  reading->path = g_strdup (self->path);
  reading->cancellable = g_cancellable_new ();
  reading->store = g_object_ref (ga_context_get_store (self->context));
  g_weak_ref_init (&reading->window, self);
  return reading;
}

static gboolean
look_at_progress_cb (gpointer user_data)
{
  GaImportWindow *self = user_data;
  Reading *reading = self->reading;

  if (reading != NULL)
    gtk_progress_bar_set_fraction (self->progress,
                                   g_atomic_int_get (&reading->progress.done) / 1000.0);
  return G_SOURCE_CONTINUE;
}

/* Takes over @reading, before which what went on is broken off; %NULL when it has ended. */
static void
set_reading (GaImportWindow *self, Reading *reading)
{
  if (self->reading != NULL)
    {
      if (reading != NULL)
        g_cancellable_cancel (self->reading->cancellable);
      reading_unref (self->reading);
    }
  self->reading = reading;
  if (reading != NULL && self->look_source == 0)
    self->look_source = g_timeout_add (LOOK_EVERY, look_at_progress_cb, self);
  if (reading == NULL)
    g_clear_handle_id (&self->look_source, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), reading != NULL);
}

/* How it stands, or nothing. */
static void
tell (GaImportWindow *self, const char *text)
{
  gtk_label_set_text (self->counts, text);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), *text != '\0');
}

static void
complain (GaImportWindow *self, const char *text)
{
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *text != '\0');
}

static const char *
describe_fate (GaImportFate fate)
{
  switch (fate)
    {
    case GA_IMPORT_CREATED:
      return _ ("New");
    case GA_IMPORT_UPDATED:
      return _ ("Will be changed");
    case GA_IMPORT_UNCHANGED:
      return _ ("There already, the same");
    case GA_IMPORT_DUPLICATE:
      return _ ("There already, left as it is");
    case GA_IMPORT_BAD:
    default:
      return _ ("Has a problem");
    }
}

static GtkWidget *
make_line (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_row (GaImportWindow *self, const GaImportPreview *preview)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *number = g_strdup_printf (_ ("Row %u"), preview->row);
  const char *title = preview->title != NULL && *preview->title != '\0' ? preview->title : number;
  const char *fate = describe_fate (preview->fate);
  /* TRANSLATORS: a row of a file and what becomes of it, for a screen reader */
  g_autofree char *name = g_strdup_printf (_ ("%1$s: %2$s"), title, fate);

  gtk_box_append (GTK_BOX (box), make_line (title, NULL));
  gtk_box_append (GTK_BOX (box),
                  make_line (fate, preview->fate == GA_IMPORT_BAD ? "error" : "dim-label"));
  gtk_widget_add_css_class (box, "ga-preview");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  ga_accessible_set_name (row, name);
  gtk_list_box_append (self->rows, row);
}

static void
show_rows (GaImportWindow *self)
{
  GPtrArray *preview = self->import != NULL ? ga_import_get_preview (self->import) : NULL;

  ga_list_box_remove_all (self->rows);
  for (guint i = 0; preview != NULL && i < MIN (preview->len, MOST_SHOWN); i++)
    add_row (self, preview->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), preview != NULL && preview->len > 0);
}

static void
show_problems (GaImportWindow *self)
{
  GPtrArray *problems = ga_import_get_problems (self->import);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (problems->len, MOST_PROBLEMS); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            ((const GaImportProblem *) problems->pdata[i])->message);
  if (ga_import_get_counts (self->import)->problems > MOST_PROBLEMS)
    g_string_append (text, "\n…");
  if (ga_import_is_broken_off (self->import))
    g_string_append_printf (text, "\n%s", _ ("What comes after it in the file could not be read."));
  complain (self, text->str);
}

static void
show_counts (GaImportWindow *self)
{
  const GaImportCounts *counts = ga_import_get_counts (self->import);
  g_autofree char *text = g_strdup_printf (
      _ ("Rows: %1$u. New: %2$u. To be changed: %3$u. There already: %4$u. Problems: %5$u."),
      counts->rows, counts->created, counts->updated, counts->unchanged + counts->duplicates,
      counts->problems);

  tell (self, text);
}

/* What a column was taken for stands in its choice. */
static void
show_meanings (GaImportWindow *self)
{
  const Reading *read = self->read;

  self->showing = TRUE;
  for (guint i = 0; i < self->meanings->len; i++)
    {
      const GaField *field = ga_import_get_field (self->import, self->look->headings[i]);
      guint at = field != NULL ? (guint) (field - read->entity->fields) + 1 : 0;

      g_array_index (self->taken, guint, i) = at;
      ga_selector_set_selected (self->meanings->pdata[i], at);
    }
  self->showing = FALSE;
}

static void
show_import (GaImportWindow *self)
{
  const GaImportCounts *counts = ga_import_get_counts (self->import);

  show_counts (self);
  show_problems (self);
  show_rows (self);
  if (self->read->automatic)
    show_meanings (self);
  gtk_widget_set_visible (GTK_WIDGET (self->skip),
                          counts->problems > 0 && !ga_import_is_broken_off (self->import));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.apply",
                                 ga_import_can_apply (self->import) &&
                                     counts->created + counts->updated > 0);
}

static gpointer
read_import (GaReader *reader, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  g_autoptr (GaImport) import =
      ga_import_read (reader, reading->entity, reading->path, &reading->options, error);

  if (import == NULL ||
      (ga_import_can_apply (import) && !ga_import_rehearse (import, reading->store, error)))
    return NULL;
  return g_steal_pointer (&import);
}

static gboolean
lacks_community (const Reading *reading, const GError *error)
{
  return reading->community == NULL &&
         g_error_matches (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_UNKNOWN_COLUMN) &&
         g_strcmp0 (ga_exchange_error_get_heading (error), "community") == 0;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GaImportWindow) self = g_weak_ref_get (&reading->window);
  g_autoptr (GError) error = NULL;
  GaImport *import = ga_store_read_finish (GA_STORE (source), result, &error);

  if (self == NULL || self->reading != reading)
    {
      g_clear_pointer (&import, ga_import_unref);
      reading_unref (reading);
      return;
    }
  g_clear_pointer (&self->import, ga_import_unref);
  g_clear_pointer (&self->read, reading_unref);
  self->import = import;
  self->read = reading;
  set_reading (self, NULL);
  if (import != NULL)
    show_import (self);
  else
    {
      tell (self, "");
      show_rows (self);
      complain (self, lacks_community (reading, error)
                          ? _ ("Choose the community whose walks these are.")
                          : error->message);
    }
}

/* What the user has said of the columns, where it is something else than they were taken for. */
static GStrv
make_map (GaImportWindow *self, const GaEntity *entity)
{
  g_autoptr (GPtrArray) map = g_ptr_array_new ();

  for (guint i = 0; i < self->meanings->len; i++)
    {
      guint at = ga_selector_get_selected (self->meanings->pdata[i]);

      if (at != g_array_index (self->taken, guint, i))
        g_ptr_array_add (map, g_strdup_printf ("%s=%s", self->look->headings[i],
                                               at > 0 ? entity->fields[at - 1].name : ""));
    }
  g_ptr_array_add (map, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&map), FALSE);
}

static const GaEntity *
get_entity (GaImportWindow *self)
{
  return self->entities->pdata[ga_selector_get_selected (self->entity)];
}

static void
start (GaImportWindow *self, gboolean mapped)
{
  Reading *reading = reading_new (self);

  reading->entity = get_entity (self);
  reading->automatic = !mapped;
  if (mapped && self->look->is_table)
    reading->map = make_map (self, reading->entity);
  if (self->look->is_calendar)
    {
      g_autoptr (GaRecord) chosen = ga_record_new (reading->entity);
      const GaId *id;

      ga_reference_row_store (GA_REFERENCE_ROW (self->community), chosen);
      id = ga_record_get_reference (chosen, "community");
      reading->community = id != NULL ? ga_id_to_string (id) : NULL;
    }
  reading->options = (GaImportOptions){ .map = (const char *const *) reading->map,
                                        .community = reading->community,
                                        .update = gtk_check_button_get_active (self->update),
                                        .skip_bad = gtk_check_button_get_active (self->skip),
                                        .progress = &reading->progress,
                                        .cancellable = reading->cancellable };
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.apply", FALSE);
  complain (self, "");
  tell (self, _ ("Reading the file…"));
  set_reading (self, g_atomic_rc_box_acquire (reading));
  ga_store_read_async (reading->store, read_import, reading, NULL, (GDestroyNotify) ga_import_unref,
                       reading->cancellable, read_cb, reading);
}

/* Something other than the kind of records was chosen. */
static void
read_again (GaImportWindow *self)
{
  if (!self->showing && self->look != NULL)
    start (self, TRUE);
}

static void
add_meaning (GaImportWindow *self, const GaEntity *entity, const char *heading)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *meaning = g_object_new (GA_TYPE_SELECTOR, "caption", heading, NULL);

  g_ptr_array_add (labels, (gpointer) _ ("Leave out"));
  for (guint i = 0; i < entity->n_fields; i++)
    g_ptr_array_add (labels, (gpointer) ga_field_get_label (&entity->fields[i]));
  g_ptr_array_add (labels, NULL);
  ga_selector_set_options (GA_SELECTOR (meaning), (const char *const *) labels->pdata);
  g_signal_connect_object (meaning, "selected", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->columns, meaning);
  g_ptr_array_add (self->meanings, meaning);
}

static void
make_meanings (GaImportWindow *self)
{
  const GaEntity *entity = get_entity (self);
  GtkWidget *child;

  self->showing = TRUE;
  g_ptr_array_set_size (self->meanings, 0);
  g_array_set_size (self->taken, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_box_remove (self->columns, child);
  for (guint i = 0; self->look->is_table && self->look->headings[i] != NULL; i++)
    add_meaning (self, entity, self->look->headings[i]);
  g_array_set_size (self->taken, self->meanings->len);
  gtk_widget_set_visible (self->columns_place, self->meanings->len > 0);
  self->showing = FALSE;
}

static void
entity_cb (GaImportWindow *self)
{
  if (self->showing || self->look == NULL)
    return;
  make_meanings (self);
  start (self, FALSE);
}

/* What the account may add; of a calendar and a track only what they can hold. */
static void
list_entities (GaImportWindow *self)
{
  GaReader *reader = ga_context_get_reader (self->context);
  GaSchema *schema = ga_reader_get_schema (reader);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint chosen = 0;

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);
      const char *why = NULL;

      if (entity != self->look->entity &&
          (!self->look->is_table || g_str_equal (entity->name, "conflict") ||
           g_str_equal (entity->name, "attachment") || !ga_reader_may_add (reader, entity, &why)))
        continue;
      if (entity == self->look->entity)
        chosen = self->entities->len;
      g_ptr_array_add (self->entities, (gpointer) entity);
      g_ptr_array_add (labels, (gpointer) ga_entity_get_plural (entity));
    }
  g_ptr_array_add (labels, NULL);
  self->showing = TRUE;
  ga_selector_set_options (self->entity, (const char *const *) labels->pdata);
  ga_selector_set_selected (self->entity, chosen);
  self->showing = FALSE;
}

static gpointer
look (GaReader *reader, gpointer user_data, GError **error)
{
  Reading *reading = user_data;

  return ga_import_look (reader, reading->path, reading->cancellable, error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GaImportWindow) self = g_weak_ref_get (&reading->window);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaImportLook) found = ga_store_read_finish (GA_STORE (source), result, &error);

  if (self != NULL && self->reading == reading)
    {
      set_reading (self, NULL);
      tell (self, "");
      if (found != NULL)
        {
          self->look = g_steal_pointer (&found);
          gtk_widget_set_visible (GTK_WIDGET (self->entity), self->look->is_table);
          gtk_widget_set_visible (GTK_WIDGET (self->update), TRUE);
          gtk_widget_set_visible (GTK_WIDGET (self->community_place), self->look->is_calendar);
          list_entities (self);
          make_meanings (self);
          start (self, FALSE);
          gtk_widget_child_focus (self->look->is_calendar ? GTK_WIDGET (self->community_place)
                                                          : GTK_WIDGET (self->entity),
                                  GTK_DIR_TAB_FORWARD);
        }
      else
        complain (self, error->message);
    }
  reading_unref (reading);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GaImportWindow) self = g_weak_ref_get (&reading->window);
  g_autoptr (GError) error = NULL;
  const GaImportCounts *counts;
  GaToaster *toaster;
  gint64 act;
  g_autofree char *text = NULL;

  reading_unref (reading);
  if (self == NULL || self->import == NULL)
    return;
  act = ga_import_apply_finish (self->import, GA_STORE (source), result, &error);
  set_reading (self, NULL);
  if (act == 0)
    {
      tell (self, _ ("Nothing was imported."));
      complain (self, error->message);
      return;
    }
  counts = ga_import_get_counts (self->import);
  text = g_strdup_printf (
      ngettext ("%u row imported", "%u rows imported", counts->created + counts->updated),
      counts->created + counts->updated);
  toaster = ga_toaster_for (self->origin);
  if (toaster != NULL)
    ga_toaster_offer_undo (toaster, text, act);
  gtk_window_close (GTK_WINDOW (self));
}

static void
apply_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaImportWindow *self = GA_IMPORT_WINDOW (widget);
  Reading *reading;

  if (self->import == NULL || self->reading != NULL)
    return;
  reading = g_atomic_rc_box_acquire (self->read);
  gtk_widget_action_set_enabled (widget, "import.apply", FALSE);
  tell (self, _ ("Importing…"));
  set_reading (self, g_atomic_rc_box_acquire (reading));
  ga_import_apply_async (self->import, reading->store, reading->cancellable, applied_cb, reading);
}

static void
ga_import_window_dispose (GObject *object)
{
  GaImportWindow *self = GA_IMPORT_WINDOW (object);

  if (self->reading != NULL)
    {
      g_cancellable_cancel (self->reading->cancellable);
      g_clear_pointer (&self->reading, reading_unref);
    }
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_pointer (&self->read, reading_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_IMPORT_WINDOW);
  g_clear_pointer (&self->import, ga_import_unref);
  g_clear_pointer (&self->look, ga_import_look_free);
  g_clear_pointer (&self->entities, g_ptr_array_unref);
  g_clear_pointer (&self->meanings, g_ptr_array_unref);
  g_clear_pointer (&self->taken, g_array_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->context);
  g_clear_object (&self->origin);
  G_OBJECT_CLASS (ga_import_window_parent_class)->dispose (object);
}

static void
ga_import_window_class_init (GaImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_import_window_dispose;
  g_type_ensure (GA_TYPE_SELECTOR);
  g_type_ensure (GA_TYPE_CELL_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/files/import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, entity);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, community_place);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, columns_place);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, update);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, update_label);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, skip);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, skip_label);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, counts);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, rows);
  gtk_widget_class_bind_template_child (widget_class, GaImportWindow, import_button);
  gtk_widget_class_bind_template_callback (widget_class, read_again);
  gtk_widget_class_install_action (widget_class, "import.apply", NULL, apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ga_import_window_init (GaImportWindow *self)
{
  self->entities = g_ptr_array_new ();
  self->meanings = g_ptr_array_new ();
  self->taken = g_array_new (FALSE, TRUE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->entity), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->update), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->skip), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->community_place), FALSE);
  gtk_widget_set_visible (self->columns_place, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.apply", FALSE);
  g_signal_connect_object (self->entity, "selected", G_CALLBACK (entity_cb), self,
                           G_CONNECT_SWAPPED);
  ga_accessible_set_name (GTK_WIDGET (self->update), gtk_label_get_text (self->update_label));
  ga_accessible_set_name (GTK_WIDGET (self->skip), gtk_label_get_text (self->skip_label));
  ga_accessible_set_name (GTK_WIDGET (self->rows), _ ("The first rows"));
  ga_accessible_set_name (GTK_WIDGET (self->progress), _ ("How far it is"));
  ga_accessible_set_name (GTK_WIDGET (self->community_place), _ ("Community"));
  ga_accessible_mend (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->import_button);
}

static void
show (GtkWidget *origin, GaContext *context, const char *path)
{
  GtkRoot *root = gtk_widget_get_root (origin);
  GaImportWindow *self = g_object_new (GA_TYPE_IMPORT_WINDOW, "transient-for", root, NULL);
  const GaEntity *meeting = ga_context_get_entity (context, "meeting");
  g_autofree char *name = g_filename_display_basename (path);
  Reading *reading;

  self->context = g_object_ref (context);
  self->origin = g_object_ref (origin);
  self->path = g_strdup (path);
  gtk_label_set_text (self->heading, name);
  self->community = ga_reference_row_new (context, ga_entity_get_field (meeting, "community"));
  /* A community that would be added now has no walks to import yet. */
  ga_reference_row_set_known_only (GA_REFERENCE_ROW (self->community));
  g_signal_connect_object (self->community, "changed", G_CALLBACK (read_again), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->community_place, self->community);
  tell (self, _ ("Reading the file…"));
  reading = reading_new (self);
  set_reading (self, g_atomic_rc_box_acquire (reading));
  ga_store_read_async (reading->store, look, reading, NULL, (GDestroyNotify) ga_import_look_free,
                       reading->cancellable, looked_cb, reading);
  gtk_window_present (GTK_WINDOW (self));
}

static void
chosen_cb (GtkWidget *parent, GFile *file, gpointer user_data)
{
  g_autofree char *path = g_file_get_path (file);
  GaContext *context = user_data;
  GaToaster *toaster = ga_toaster_for (parent);

  if (path != NULL && ga_context_get_store (context) != NULL)
    show (parent, context, path);
  else if (toaster != NULL)
    ga_toaster_say (toaster,
                    _ ("Only files of this computer can be imported. Save it here first."));
}

void
ga_import_window_ask (GtkWidget *origin, GaContext *context)
{
  g_return_if_fail (GTK_IS_WIDGET (origin));
  g_return_if_fail (GA_IS_CONTEXT (context));

  ga_question_open_file (origin, _ ("Import a file"), chosen_cb, context, NULL);
}
