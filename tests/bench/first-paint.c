/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts a program on the display and prints, as "MILLISECONDS PEAK_KIB PSS_KIB", the time from its
 * start to its first painted frame and its peak memory (VmHWM) and proportional share (PSS, 0 where
 * it cannot be read) at that moment; then ends it.
 *
 *   first-paint COMMAND [ARGUMENT…]
 *
 * A frame counts when something is drawn on a window of at least 200 × 200 after it was mapped. The
 * damage object is made at MapNotify; making it reports the whole window once, so what is queued by
 * then is thrown away. No window manager may run: its frames are painted too. Exit: 0 painted, 1
 * not within 30 s, 2 wrong usage or no display. */
#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LEAST_SIDE 200
#define LIMIT_MS   30000.0

extern char **environ;

static double
now_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

/* Returns: the number after @key in /proc/PID/FILE, or 0. */
static long
read_kib (pid_t pid, const char *file, const char *key)
{
  char path[64];
  char line[256];
  long kib = 0;
  FILE *stream;

  snprintf (path, sizeof path, "/proc/%d/%s", (int) pid, file);
  stream = fopen (path, "r");
  if (stream == NULL)
    return 0;
  while (fgets (line, sizeof line, stream) != NULL)
    if (strncmp (line, key, strlen (key)) == 0)
      {
        kib = strtol (line + strlen (key), NULL, 10);
        break;
      }
  fclose (stream);
  return kib;
}

/* A window may be gone before it is asked about; that is no reason to end. */
static int
ignore_error_cb (Display *display, XErrorEvent *event)
{
  return 0;
}

/* Waits for the next event until @limit. Returns: whether there is one. */
static int
next_event (Display *display, double limit, XEvent *event)
{
  while (XPending (display) == 0)
    {
      struct pollfd ready = { .fd = ConnectionNumber (display), .events = POLLIN };
      double left = limit - now_ms ();

      if (left <= 0 || (poll (&ready, 1, (int) left + 1) < 0 && errno != EINTR))
        return 0;
    }
  XNextEvent (display, event);
  return 1;
}

static int
is_large (Display *display, Window window)
{
  XWindowAttributes attributes;

  return XGetWindowAttributes (display, window, &attributes) && attributes.width >= LEAST_SIDE &&
         attributes.height >= LEAST_SIDE;
}

/* Watches a window that has just been mapped; what is queued about it so far is no painting. */
static void
watch (Display *display, Window window, int damage_event)
{
  Damage damage = XDamageCreate (display, window, XDamageReportNonEmpty);
  XEvent stale;

  XDamageSubtract (display, damage, None, None);
  XSync (display, False);
  while (XCheckTypedEvent (display, damage_event + XDamageNotify, &stale))
    ;
}

/* Returns: the time of the first frame, or 0 when there was none until @limit. */
static double
wait_for_frame (Display *display, int damage_event, double limit)
{
  XEvent event;

  while (next_event (display, limit, &event))
    {
      if (event.type == damage_event + XDamageNotify)
        return now_ms ();
      if (event.type == MapNotify && is_large (display, event.xmap.window))
        watch (display, event.xmap.window, damage_event);
    }
  return 0;
}

int
main (int argc, char *argv[])
{
  Display *display = XOpenDisplay (NULL);
  int damage_event;
  int damage_error;
  double started;
  double painted;
  pid_t child;

  if (argc < 2 || display == NULL || !XDamageQueryExtension (display, &damage_event, &damage_error))
    {
      fprintf (stderr, "Usage, on a display with the DAMAGE extension: first-paint COMMAND…\n");
      return 2;
    }
  XSetErrorHandler (ignore_error_cb);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);

  started = now_ms ();
  if (posix_spawnp (&child, argv[1], NULL, NULL, argv + 1, environ) != 0)
    {
      fprintf (stderr, "first-paint: %s cannot be started\n", argv[1]);
      return 2;
    }
  painted = wait_for_frame (display, damage_event, started + LIMIT_MS);
  if (painted > 0)
    printf ("%.1f %ld %ld\n", painted - started, read_kib (child, "status", "VmHWM:"),
            read_kib (child, "smaps_rollup", "Pss:"));
  else
    fprintf (stderr, "first-paint: %s painted nothing\n", argv[1]);

  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  XCloseDisplay (display);
  return painted > 0 ? 0 : 1;
}
