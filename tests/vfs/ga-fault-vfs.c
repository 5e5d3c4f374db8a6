/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vfs/ga-fault-vfs.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

typedef enum
{
  OPERATION_READ,
  OPERATION_WRITE,
  OPERATION_SYNC,
  OPERATION_SHRINK, /* truncation and deletion */
  N_OPERATIONS
} Operation;

typedef enum
{
  OUTCOME_PASS,
  OUTCOME_FAIL,
  OUTCOME_FAIL_FULL,
  OUTCOME_SHORT,
  OUTCOME_TEAR, /* a part reaches the file, and the call fails */
  OUTCOME_TEAR_AND_DROP,
  OUTCOME_DROP, /* nothing reaches the file, and the call succeeds */
} Outcome;

typedef struct
{
  sqlite3_file base;
  GaFaultFiles kind;
  sqlite3_file *real; /* lies directly behind this struct */
} FaultFile;

#define N_FILE_KINDS 4

static GMutex lock;
static sqlite3_vfs fault_vfs;
static struct
{
  gboolean armed;
  GaFaultKind kind;
  GaFaultFiles files;
  guint nth;
  gboolean sticky;
  gboolean down;
  guint n_struck;
  guint counts[N_FILE_KINDS][N_OPERATIONS];
} state;
static int torn_bytes = 512;

static gboolean
can_strike (GaFaultKind kind, Operation operation)
{
  switch (kind)
    {
    case GA_FAULT_READ_ERROR:
    case GA_FAULT_SHORT_READ:
      return operation == OPERATION_READ;
    case GA_FAULT_FULL:
    case GA_FAULT_TORN_WRITE:
      return operation == OPERATION_WRITE;
    case GA_FAULT_IO_ERROR:
    case GA_FAULT_CRASH:
    case GA_FAULT_EXIT:
    default:
      return operation != OPERATION_READ;
    }
}

static guint
count_locked (GaFaultKind kind, GaFaultFiles files)
{
  guint n = 0;

  for (guint i = 0; i < N_FILE_KINDS; i++)
    for (guint operation = 0; operation < N_OPERATIONS; operation++)
      if ((files & (1u << i)) && can_strike (kind, operation))
        n += state.counts[i][operation];
  return n;
}

static Outcome
strike_locked (void)
{
  switch (state.kind)
    {
    case GA_FAULT_EXIT:
      _exit (GA_FAULT_EXIT_CODE);
    case GA_FAULT_CRASH:
      state.down = TRUE;
      return OUTCOME_DROP;
    case GA_FAULT_TORN_WRITE:
      state.down = state.sticky;
      return state.sticky ? OUTCOME_TEAR_AND_DROP : OUTCOME_TEAR;
    case GA_FAULT_FULL:
      return OUTCOME_FAIL_FULL;
    case GA_FAULT_SHORT_READ:
      return OUTCOME_SHORT;
    case GA_FAULT_IO_ERROR:
    case GA_FAULT_READ_ERROR:
    default:
      return OUTCOME_FAIL;
    }
}

/* Counts one operation and says what becomes of it. */
static Outcome
decide (GaFaultFiles file, Operation operation)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  guint n;

  state.counts[g_bit_nth_lsf (file, -1)][operation]++;

  if (state.down)
    {
      if (operation == OPERATION_READ)
        return OUTCOME_PASS;
      state.n_struck++;
      return OUTCOME_DROP;
    }
  if (!state.armed || !(state.files & file) || !can_strike (state.kind, operation))
    return OUTCOME_PASS;
  n = count_locked (state.kind, state.files);
  if (n < state.nth || (n > state.nth && !state.sticky))
    return OUTCOME_PASS;
  state.n_struck++;
  return strike_locked ();
}

/* The methods of a file */

static sqlite3_file *
real_file (sqlite3_file *file)
{
  return ((FaultFile *) file)->real;
}

static int
close_file (sqlite3_file *file)
{
  sqlite3_file *real = real_file (file);

  return real->pMethods != NULL ? real->pMethods->xClose (real) : SQLITE_OK;
}

static int
read_file (sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset)
{
  sqlite3_file *real = real_file (file);
  Outcome outcome = decide (((FaultFile *) file)->kind, OPERATION_READ);
  int got = amount / 2;
  int rc;

  if (outcome == OUTCOME_PASS)
    return real->pMethods->xRead (real, buffer, amount, offset);
  if (outcome == OUTCOME_FAIL)
    return SQLITE_IOERR_READ;

  rc = real->pMethods->xRead (real, buffer, got, offset);
  if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
    return rc;
  memset ((guint8 *) buffer + got, 0, (gsize) (amount - got));
  return SQLITE_IOERR_SHORT_READ;
}

static int
write_file (sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset)
{
  sqlite3_file *real = real_file (file);
  Outcome outcome = decide (((FaultFile *) file)->kind, OPERATION_WRITE);
  int rc;

  switch (outcome)
    {
    case OUTCOME_DROP:
      return SQLITE_OK;
    case OUTCOME_FAIL:
      return SQLITE_IOERR_WRITE;
    case OUTCOME_FAIL_FULL:
      return SQLITE_FULL;
    case OUTCOME_TEAR:
    case OUTCOME_TEAR_AND_DROP:
      rc = real->pMethods->xWrite (real, buffer, MIN (amount, g_atomic_int_get (&torn_bytes)),
                                   offset);
      return outcome == OUTCOME_TEAR ? SQLITE_IOERR_WRITE : rc;
    case OUTCOME_PASS:
    case OUTCOME_SHORT:
    default:
      return real->pMethods->xWrite (real, buffer, amount, offset);
    }
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  sqlite3_file *real = real_file (file);

  switch (decide (((FaultFile *) file)->kind, OPERATION_SHRINK))
    {
    case OUTCOME_PASS:
      return real->pMethods->xTruncate (real, size);
    case OUTCOME_DROP:
      return SQLITE_OK;
    default:
      return SQLITE_IOERR_TRUNCATE;
    }
}

static int
sync_file (sqlite3_file *file, int flags)
{
  return decide (((FaultFile *) file)->kind, OPERATION_SYNC) == OUTCOME_FAIL ? SQLITE_IOERR_FSYNC
                                                                             : SQLITE_OK;
}

static int
get_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_file (file)->pMethods->xFileSize (real_file (file), size);
}

static int
lock_file (sqlite3_file *file, int level)
{
  return real_file (file)->pMethods->xLock (real_file (file), level);
}

static int
unlock_file (sqlite3_file *file, int level)
{
  return real_file (file)->pMethods->xUnlock (real_file (file), level);
}

static int
check_reserved_lock (sqlite3_file *file, int *held)
{
  return real_file (file)->pMethods->xCheckReservedLock (real_file (file), held);
}

static int
control_file (sqlite3_file *file, int operation, void *argument)
{
  /* A hint about the size makes the real file grow; a machine that is down must not. */
  if (operation == SQLITE_FCNTL_SIZE_HINT && ga_fault_vfs_is_down ())
    return SQLITE_OK;
  return real_file (file)->pMethods->xFileControl (real_file (file), operation, argument);
}

static int
get_sector_size (sqlite3_file *file)
{
  return real_file (file)->pMethods->xSectorSize (real_file (file));
}

static int
get_characteristics (sqlite3_file *file)
{
  return real_file (file)->pMethods->xDeviceCharacteristics (real_file (file));
}

static int
map_shared (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  return real_file (file)->pMethods->xShmMap (real_file (file), region, size, extend, memory);
}

static int
lock_shared (sqlite3_file *file, int offset, int n, int flags)
{
  return real_file (file)->pMethods->xShmLock (real_file (file), offset, n, flags);
}

static void
order_shared (sqlite3_file *file)
{
  real_file (file)->pMethods->xShmBarrier (real_file (file));
}

static int
unmap_shared (sqlite3_file *file, int also_delete)
{
  return real_file (file)->pMethods->xShmUnmap (real_file (file), also_delete);
}

/* Version 2: without xFetch, so that SQLite maps nothing and every read comes through here. */
static const sqlite3_io_methods file_methods = {
  .iVersion = 2,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = get_size,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_reserved_lock,
  .xFileControl = control_file,
  .xSectorSize = get_sector_size,
  .xDeviceCharacteristics = get_characteristics,
  .xShmMap = map_shared,
  .xShmLock = lock_shared,
  .xShmBarrier = order_shared,
  .xShmUnmap = unmap_shared,
};

/* The methods of the VFS */

static sqlite3_vfs *
real_vfs (sqlite3_vfs *vfs)
{
  return vfs->pAppData;
}

static int
open_file (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = (FaultFile *) file;
  int rc;

  self->real = (sqlite3_file *) (self + 1);
  if (flags & SQLITE_OPEN_MAIN_DB)
    self->kind = GA_FAULT_FILES_DB;
  else if (flags & SQLITE_OPEN_WAL)
    self->kind = GA_FAULT_FILES_WAL;
  else if (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL))
    self->kind = GA_FAULT_FILES_JOURNAL;
  else
    self->kind = GA_FAULT_FILES_TEMP;

  rc = real_vfs (vfs)->xOpen (real_vfs (vfs), name, self->real, flags, out_flags);
  /* SQLite closes a file that has methods, even after a failed open. */
  file->pMethods = self->real->pMethods != NULL ? &file_methods : NULL;
  return rc;
}

static int
delete_file (sqlite3_vfs *vfs, const char *name, int sync_directory)
{
  GaFaultFiles kind = GA_FAULT_FILES_DB;

  if (g_str_has_suffix (name, "-wal"))
    kind = GA_FAULT_FILES_WAL;
  else if (g_str_has_suffix (name, "-journal"))
    kind = GA_FAULT_FILES_JOURNAL;

  switch (decide (kind, OPERATION_SHRINK))
    {
    case OUTCOME_PASS:
      /* Not synced either, see the header. */
      return real_vfs (vfs)->xDelete (real_vfs (vfs), name, 0);
    case OUTCOME_DROP:
      return SQLITE_OK;
    default:
      return SQLITE_IOERR_DELETE;
    }
}

/* Public API */

void
ga_fault_vfs_register (gboolean make_default)
{
  static sqlite3_vfs *real;

  if (real == NULL)
    {
      sqlite3_initialize ();
      real = sqlite3_vfs_find (NULL);
      g_assert (real != NULL);
      /* What has no business with a file's bytes (names, time, randomness) stays the real one's. */
      fault_vfs = *real;
      fault_vfs.pNext = NULL;
      fault_vfs.zName = GA_FAULT_VFS_NAME;
      fault_vfs.szOsFile = (int) sizeof (FaultFile) + real->szOsFile;
      fault_vfs.pAppData = real;
      fault_vfs.xOpen = open_file;
      fault_vfs.xDelete = delete_file;
    }
  sqlite3_vfs_register (&fault_vfs, make_default);
  if (!make_default)
    sqlite3_vfs_register (real, TRUE);
}

void
ga_fault_vfs_arm (GaFaultKind kind, GaFaultFiles files, guint nth, gboolean sticky)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  g_assert (nth > 0);
  memset (&state, 0, sizeof state);
  state.armed = TRUE;
  state.kind = kind;
  state.files = files;
  state.nth = nth;
  state.sticky = sticky;
}

void
ga_fault_vfs_disarm (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  memset (&state, 0, sizeof state);
}

void
ga_fault_vfs_set_torn_bytes (guint n_bytes)
{
  g_atomic_int_set (&torn_bytes, (int) n_bytes);
}

guint
ga_fault_vfs_count (GaFaultKind kind, GaFaultFiles files)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  return count_locked (kind, files);
}

guint
ga_fault_vfs_get_n_struck (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  return state.n_struck;
}

gboolean
ga_fault_vfs_is_down (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  return state.down;
}
