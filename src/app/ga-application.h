/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GaApplication:
 *
 * The running program. Reads the command line (of later starts too: they raise the window of their
 * profile, or open it), and owns the actions and keys that hold everywhere. Main thread.
 */
#define GA_TYPE_APPLICATION (ga_application_get_type ())
G_DECLARE_FINAL_TYPE (GaApplication, ga_application, GA, APPLICATION, AdwApplication)

GaApplication *ga_application_new (void);

G_END_DECLS
