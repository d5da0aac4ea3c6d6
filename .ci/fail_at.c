/*  Lets one call that changes files fail, or the process die at it.
 *
 *  usage: FAIL_AT=N FAIL_HOW=kill|ERRNO FAIL_COUNT=FILE LD_PRELOAD=fail_at.so COMMAND
 *
 *  Calls are counted from 1: those that open a directory or, for writing, a file, write to one above
 *  standard error, flush, rename, link, make a directory, remove. The N-th is not made: it returns -1
 *  with the given errno, or the process gets SIGKILL in its place. At the end the number of calls is
 *  written to FAIL_COUNT, where that is given. With FAIL_EXCHANGE nothing can change places, as on
 *  some file systems. Only the process that was started counts, not its children.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long fails_at;
static int fails_with; /* an errno; 0 kills */
static pid_t process;
static long calls;

__attribute__((constructor)) static void begin(void) {
  const char *at = getenv("FAIL_AT");
  const char *how = getenv("FAIL_HOW");
  fails_at = at != NULL ? atol(at) : 0;
  fails_with = how != NULL && strcmp(how, "kill") != 0 ? atoi(how) : 0;
  process = getpid();
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAIL_COUNT");
  const long count = calls;
  if (path == NULL || getpid() != process) {
    return;
  }
  fails_at = 0;
  FILE *file = fopen(path, "w");
  if (file != NULL) {
    fprintf(file, "%ld\n", count);
    fclose(file);
  }
}

/*  Counts a call; 1 if it is the one that fails. */
static int fails(void) {
  if (getpid() != process || __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) != fails_at) {
    return 0;
  }
  if (fails_with == 0) {
    kill(process, SIGKILL);
  }
  errno = fails_with;
  return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define WRAP(result, name, parameters, arguments) \
  result name parameters { return fails() ? -1 : NEXT(name) arguments; }

WRAP(int, rename, (const char *from, const char *to), (from, to))
WRAP(int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))

int renameat2(int a, const char *from, int b, const char *to, unsigned int flags) {
  if (fails()) {
    return -1;
  }
  if (getenv("FAIL_EXCHANGE") != NULL && (flags & RENAME_EXCHANGE) != 0) {
    errno = EINVAL;
    return -1;
  }
  return NEXT(renameat2)(a, from, b, to, flags);
}

WRAP(int, link, (const char *from, const char *to), (from, to))
WRAP(int, symlink, (const char *from, const char *to), (from, to))
WRAP(int, unlink, (const char *path), (path))
WRAP(int, unlinkat, (int directory, const char *path, int flags), (directory, path, flags))
WRAP(int, rmdir, (const char *path), (path))
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(int, mkdirat, (int directory, const char *path, mode_t mode), (directory, path, mode))
WRAP(int, fsync, (int file), (file))
WRAP(int, ftruncate, (int file, off_t length), (file, length))

ssize_t write(int file, const void *bytes, size_t count) {
  return file > STDERR_FILENO && fails() ? -1 : NEXT(write)(file, bytes, count);
}

#define WRAP_OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    const int counts = (flags & O_ACCMODE) != O_RDONLY || (flags & O_DIRECTORY) != 0; \
    return counts && fails() ? -1 : NEXT(name)(path, flags, mode); \
  }

WRAP_OPEN(open)
WRAP_OPEN(open64)
