/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-trail.h"

typedef struct
{
  char *page;
  GaPagePlace place;
  GtkWidget *focus; /* (nullable): a weak pointer */
} Step;

struct _GaTrail
{
  GPtrArray *steps; /* of Step */
};

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_weak_pointer (&step->focus);
  g_free (step->page);
  g_free (step);
}

GaTrail *
ga_trail_new (void)
{
  GaTrail *self = g_new0 (GaTrail, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
ga_trail_free (GaTrail *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

void
ga_trail_push (GaTrail *self, const char *name, GaPage *page, GtkWidget *focus)
{
  Step *step = g_new0 (Step, 1);

  step->page = g_strdup (name);
  ga_page_get_place (page, &step->place);
  g_set_weak_pointer (&step->focus, focus);
  g_ptr_array_add (self->steps, step);
}

char *
ga_trail_pop (GaTrail *self, GaPagePlace *place, GtkWidget **focus)
{
  Step *step;
  char *page;

  *focus = NULL;
  if (self->steps->len == 0)
    return NULL;
  step = g_ptr_array_index (self->steps, self->steps->len - 1);
  *focus = step->focus;
  *place = step->place;
  page = g_steal_pointer (&step->page);
  g_ptr_array_set_size (self->steps, (gint) self->steps->len - 1);
  return page;
}

void
ga_trail_clear (GaTrail *self)
{
  g_ptr_array_set_size (self->steps, 0);
}
