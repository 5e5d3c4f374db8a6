/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Opens the mail program with an empty mail to @addresses (ends with %NULL): to one in the open, to
 * several as blind copies, so that nobody gets the addresses of the others. Where no mail program
 * answers, the addresses can be copied instead. Nothing is sent. Main thread. */
void ga_mail_write (GtkWidget *origin, const char *const *addresses);
/* (transfer full): what is opened */
char *ga_mail_make_uri (const char *const *addresses);

G_END_DECLS
