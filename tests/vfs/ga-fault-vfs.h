/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * A SQLite VFS over the default one that lets the disk misbehave on demand, for tests of the store.
 *
 * Every read, write, sync, truncation and deletion of a file is counted; the n-th that the armed
 * fault can strike is struck. The usual way through: do the work once without a fault, ask
 * ga_fault_vfs_count() how many operations it took, then do it again for every n up to that number,
 * and look at the file each time after ga_fault_vfs_disarm().
 *
 * Syncs are counted and can fail, but are not passed on: the machine under the test never loses
 * power, so the suites need not wait for its disk. Shared memory and locks pass through untouched;
 * mapped reads are not offered, so that every read can be struck.
 *
 * State is one for the process and guarded by a lock: any thread may read and write through the
 * VFS, and may call any function here.
 */

#define GA_FAULT_VFS_NAME "ga-fault"

/* The exit code of a process that GA_FAULT_EXIT ended. */
#define GA_FAULT_EXIT_CODE 86

/**
 * GaFaultKind:
 * @GA_FAULT_IO_ERROR: a write, sync, truncation or deletion does nothing and fails (SQLITE_IOERR_…)
 * @GA_FAULT_FULL: a write does nothing and fails with SQLITE_FULL
 * @GA_FAULT_TORN_WRITE: only the first bytes of a write reach the file, see
 *   ga_fault_vfs_set_torn_bytes(). Once: the write fails. Sticky: power is lost in the middle of
 * it, from then on as after %GA_FAULT_CRASH
 * @GA_FAULT_CRASH: a write, sync, truncation or deletion, and all that follow on any file, are
 *   dropped while SQLite is told that they went well; always sticky
 * @GA_FAULT_EXIT: the process ends with _exit() in place of a write, sync, truncation or deletion
 * @GA_FAULT_READ_ERROR: a read fails with SQLITE_IOERR_READ
 * @GA_FAULT_SHORT_READ: a read gets the first half of what it asked for, the rest reads as zeros,
 *   and fails with SQLITE_IOERR_SHORT_READ. SQLite takes a short page for the end of the file and
 *   may believe the zeros: fit for opening and checking a file, not for comparing rows
 */
typedef enum
{
  GA_FAULT_IO_ERROR,
  GA_FAULT_FULL,
  GA_FAULT_TORN_WRITE,
  GA_FAULT_CRASH,
  GA_FAULT_EXIT,
  GA_FAULT_READ_ERROR,
  GA_FAULT_SHORT_READ,
} GaFaultKind;

/**
 * GaFaultFiles:
 * @GA_FAULT_FILES_DB: the database
 * @GA_FAULT_FILES_WAL: its write-ahead log
 * @GA_FAULT_FILES_JOURNAL: its rollback journal
 * @GA_FAULT_FILES_TEMP: anything else, such as temporary files for sorting
 * @GA_FAULT_FILES_ALL: all of them
 */
typedef enum
{
  GA_FAULT_FILES_DB = 1 << 0,
  GA_FAULT_FILES_WAL = 1 << 1,
  GA_FAULT_FILES_JOURNAL = 1 << 2,
  GA_FAULT_FILES_TEMP = 1 << 3,
  GA_FAULT_FILES_ALL = (1 << 4) - 1,
} GaFaultFiles;

/* Registers the VFS under GA_FAULT_VFS_NAME; a second call changes only whether it is the default
 * one, which reaches programs that open their files without naming a VFS. */
void ga_fault_vfs_register (gboolean make_default);

/* Arms @kind for the @nth operation (counted from 1, from this call on) that it can strike on one
 * of
 * @files. With @sticky it strikes from then on, else once. Counts begin at 0 again. */
void ga_fault_vfs_arm (GaFaultKind kind, GaFaultFiles files, guint nth, gboolean sticky);

/* Ends every fault, a crash too, and begins the counts at 0 again. After a crash close all
 * connections first, as a machine that starts again has none. */
void ga_fault_vfs_disarm (void);

/* How many bytes of a torn write reach the file; 512, a disk's sector, unless set. */
void ga_fault_vfs_set_torn_bytes (guint n_bytes);

/* Returns: the operations on @files that @kind could have struck since the last arm or disarm. */
guint ga_fault_vfs_count (GaFaultKind kind, GaFaultFiles files);

/* Returns: how often a fault struck since the last arm; what a crash drops later counts too. */
guint ga_fault_vfs_get_n_struck (void);

/* Returns: whether a simulated crash has happened. What SQLite reports as committed from then on
 * was told to nobody: a test must not count it as confirmed. */
gboolean ga_fault_vfs_is_down (void);
