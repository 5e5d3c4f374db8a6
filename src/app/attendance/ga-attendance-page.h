/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-page.h"

G_BEGIN_DECLS

/**
 * GaAttendancePage:
 *
 * The attendance sheet of one walk: ga_page_open() with it. Made for the keyboard first, for large
 * fingers and tired eyes second. Everything is saved as it is recorded. Main thread.
 *
 * Its actions: `page.everyone`, `page.number`, `page.first-time`, `page.excused`, `page.nobody`,
 * `page.cancel-walk`, `page.hold`, `page.copy-message`, `page.edit-walk`.
 */
#define GA_TYPE_ATTENDANCE_PAGE (ga_attendance_page_get_type ())
G_DECLARE_FINAL_TYPE (GaAttendancePage, ga_attendance_page, GA, ATTENDANCE_PAGE, GaPage)

G_END_DECLS
