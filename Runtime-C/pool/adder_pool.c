/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_pool.c -- a fixed number of POSIX threads behind the hook of adder_parallel.h.
 *
 *  Parts are claimed one by one by whoever runs, the caller included: a worker that the system has
 *  put aside holds up nothing that it has not begun. Whoever has nothing to do looks for a few
 *  microseconds, which bridges the steps of a model, and then sleeps.
 */
#define _POSIX_C_SOURCE 200112L

#include "adder_pool.h"

#include <errno.h>
#include <string.h>
#include <time.h>

enum {
  patience = 20000,          /* how long to look before sleeping, in nanoseconds */
  looks = 16,                /* how often to look between looks at the clock */
  caution = 8,               /* how much longer than it was held up the caller goes on alone */
  longest_alone = 100000000, /* in nanoseconds */
  exact_period = 16,         /* of how many pieces of work one is timed exactly */
  most_parts = 0xffff        /* of one piece of work */
};

/*  Tells the processor that this is a loop that waits. */
static void relax(void) {
#if defined(__x86_64__) || defined(__i386__)
  __asm__ volatile("pause");
#elif defined(__aarch64__) || (defined(__ARM_ARCH) && __ARM_ARCH >= 7)
  __asm__ volatile("yield");
#else
  __asm__ volatile("");
#endif
}

static int64_t now(clockid_t clock) {
  struct timespec time = {0, 0};
  (void)clock_gettime(clock, &time); /* fails for no clock that is used here */
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/*  Whether `is_ready` becomes true within the patience. */
static int becomes(int (*is_ready)(adder_pool *pool), adder_pool *pool) {
  const int64_t end = now(CLOCK_MONOTONIC) + patience;
  do {
    for (int32_t i = 0; i < looks; ++i) {
      if (is_ready(pool) != 0) {
        return 1;
      }
      relax();
    }
  } while (now(CLOCK_MONOTONIC) < end);
  return 0;
}

/* ---- claims ------------------------------------------------------------------------------ */

static int32_t parts_of(uint64_t claim) { return (int32_t)(claim >> 16 & 0xffff); }

static int32_t next_of(uint64_t claim) { return (int32_t)(claim & 0xffff); }

static int has_parts(adder_pool *pool) {
  const uint64_t claim = __atomic_load_n(&pool->claim, __ATOMIC_SEQ_CST);
  return next_of(claim) < parts_of(claim)
         || __atomic_load_n(&pool->stopping, __ATOMIC_RELAXED);
}

static int is_done(adder_pool *pool) {
  const uint64_t claim = __atomic_load_n(&pool->claim, __ATOMIC_RELAXED);
  return __atomic_load_n(&pool->done, __ATOMIC_SEQ_CST) == parts_of(claim);
}

/*  One part has returned; wakes the caller after the last. */
static void count_part(adder_pool *pool, int32_t parts) {
  if (__atomic_add_fetch(&pool->done, 1, __ATOMIC_SEQ_CST) == parts
      && __atomic_load_n(&pool->waiting, __ATOMIC_SEQ_CST)) {
    pthread_mutex_lock(&pool->mutex);
    pthread_cond_signal(&pool->finished);
    pthread_mutex_unlock(&pool->mutex);
  }
}

/*  Claims and runs parts until none is left, and returns how many.
 *
 *  Task and work may be those of later work than the claim that was read, but then that claim is
 *  outdated and the exchange fails: they change only after all of its parts have returned.
 */
static int32_t run_parts(adder_pool *pool) {
  int32_t count = 0;
  uint64_t claim = __atomic_load_n(&pool->claim, __ATOMIC_ACQUIRE);
  while (next_of(claim) < parts_of(claim)) {
    const adder_task task = __atomic_load_n(&pool->task, __ATOMIC_RELAXED);
    void *work = __atomic_load_n(&pool->work, __ATOMIC_RELAXED);
    if (__atomic_compare_exchange_n(
            &pool->claim, &claim, claim + 1, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
      task(work, next_of(claim));
      count_part(pool, parts_of(claim));
      count += 1;
      claim = __atomic_load_n(&pool->claim, __ATOMIC_ACQUIRE);
    }
  }
  return count;
}

/* ---- caller ------------------------------------------------------------------------------ */

static void wake_workers(adder_pool *pool) {
  if (__atomic_load_n(&pool->idle, __ATOMIC_SEQ_CST) != 0) {
    pthread_mutex_lock(&pool->mutex);
    __atomic_store_n(&pool->idle, 0, __ATOMIC_RELAXED);
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->mutex);
  }
}

static void wait_until_done(adder_pool *pool) {
  if (becomes(is_done, pool) != 0) {
    return;
  }
  pthread_mutex_lock(&pool->mutex);
  __atomic_store_n(&pool->waiting, 1, __ATOMIC_SEQ_CST);
  while (!is_done(pool)) {
    pthread_cond_wait(&pool->finished, &pool->mutex);
  }
  __atomic_store_n(&pool->waiting, 0, __ATOMIC_RELAXED);
  pthread_mutex_unlock(&pool->mutex);
}

/*  When the caller began, had woken the workers, had no part left to claim, and saw all parts done:
 *  on the clock of the caller's thread, which leaves out what others ran on its processor, and on
 *  the wall's. The former costs system calls, so the latter often stands in for it.
 */
typedef struct {
  int64_t begin;
  int64_t woken;
  int64_t claimed;
  int64_t wall_begin;
  int64_t wall_claimed;
  int64_t wall_end;
} course;

/*  Work that took longer than the caller alone would have needed was held up: the system gave a
 *  worker's processor to something else in the middle of a part, or put a worker on the caller's.
 *  The caller then goes on alone for some time, and longer each time that it happens again, so
 *  that a busy machine costs little.
 *
 *    own  how many of the parts the caller ran
 */
static void judge(adder_pool *pool, const course *c, int32_t own, int32_t parts) {
  const int64_t stolen = c->wall_claimed - c->wall_begin - (c->claimed - c->begin);
  const int64_t waited = c->wall_end - c->wall_claimed;
  const int64_t gained = own > 0 ? (c->claimed - c->woken) / own * (parts - own) : waited;
  const int64_t lost = stolen + waited - gained;
  if (lost > patience / 2 + gained / 4) { /* a worker that was asleep begins late and cold */
    const int64_t again = pool->alone_for * 2;
    const int64_t time_alone = again > lost * caution ? again : lost * caution;
    pool->alone_for = time_alone < longest_alone ? time_alone : longest_alone;
    pool->alone_until = c->wall_end + pool->alone_for;
  } else {
    pool->alone_for -= pool->alone_for / 16;
  }
}

static void run_together(adder_pool *pool, adder_task task, void *work, int32_t parts) {
  const uint64_t number = (__atomic_load_n(&pool->claim, __ATOMIC_RELAXED) >> 32) + 1;
  const int is_exact = pool->alone_for > patience || number % exact_period == 0;
  const clockid_t clock = is_exact ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC;
  course c;
  c.wall_begin = now(CLOCK_MONOTONIC);
  c.begin = is_exact ? now(clock) : c.wall_begin;
  __atomic_store_n(&pool->task, task, __ATOMIC_RELAXED);
  __atomic_store_n(&pool->work, work, __ATOMIC_RELAXED);
  __atomic_store_n(&pool->done, 0, __ATOMIC_RELAXED);
  __atomic_store_n(&pool->claim, number << 32 | (uint64_t)parts << 16, __ATOMIC_SEQ_CST);
  wake_workers(pool);
  c.woken = now(clock);
  const int32_t own = run_parts(pool);
  c.claimed = now(clock);
  c.wall_claimed = is_exact ? now(CLOCK_MONOTONIC) : c.claimed;
  wait_until_done(pool);
  c.wall_end = now(CLOCK_MONOTONIC);
  judge(pool, &c, own, parts);
}

static void run(void *context, adder_task task, void *work, int32_t parts) {
  adder_pool *pool = (adder_pool *)context;
  const int has_turn = !__atomic_exchange_n(&pool->busy, 1, __ATOMIC_ACQUIRE);
  if (has_turn && parts <= most_parts && now(CLOCK_MONOTONIC) >= pool->alone_until) {
    run_together(pool, task, work, parts);
  } else {
    for (int32_t part = 0; part < parts; ++part) {
      task(work, part);
    }
  }
  if (has_turn != 0) {
    __atomic_store_n(&pool->busy, 0, __ATOMIC_RELEASE);
  }
}

/* ---- workers ----------------------------------------------------------------------------- */

/*  Until there is work; it may have been done by the time that this thread is up. */
static void sleep_until_work(adder_pool *pool) {
  pthread_mutex_lock(&pool->mutex);
  __atomic_store_n(&pool->idle, 1, __ATOMIC_SEQ_CST);
  if (!has_parts(pool)) {
    pthread_cond_wait(&pool->wake, &pool->mutex);
  }
  pthread_mutex_unlock(&pool->mutex);
}

static void *serve(void *context) {
  adder_pool *pool = (adder_pool *)context;
  while (!__atomic_load_n(&pool->stopping, __ATOMIC_ACQUIRE)) {
    (void)run_parts(pool);
    if (!becomes(has_parts, pool)) {
      sleep_until_work(pool);
    }
  }
  return NULL;
}

/* ---- start and stop ---------------------------------------------------------------------- */

int adder_pool_start(adder_pool *pool, int32_t threads) {
  memset(pool, 0, sizeof *pool);
  if (threads < 1 || threads > adder_pool_most) {
    return EINVAL;
  }
  pool->parallel.run = run;
  pool->parallel.context = pool;
  pool->parallel.parts = threads;
  int error = pthread_mutex_init(&pool->mutex, NULL);
  if (error != 0) {
    return error;
  }
  error = pthread_cond_init(&pool->wake, NULL);
  if (error != 0) {
    pthread_mutex_destroy(&pool->mutex);
    return error;
  }
  error = pthread_cond_init(&pool->finished, NULL);
  if (error != 0) {
    pthread_cond_destroy(&pool->wake);
    pthread_mutex_destroy(&pool->mutex);
    return error;
  }
  for (; pool->workers < threads - 1 && error == 0; pool->workers += error == 0) {
    error = pthread_create(&pool->threads[pool->workers], NULL, serve, pool);
  }
  if (error != 0) {
    adder_pool_stop(pool);
  }
  return error;
}

void adder_pool_stop(adder_pool *pool) {
  pthread_mutex_lock(&pool->mutex);
  __atomic_store_n(&pool->stopping, 1, __ATOMIC_SEQ_CST);
  pthread_cond_broadcast(&pool->wake);
  pthread_mutex_unlock(&pool->mutex);
  for (int32_t i = 0; i < pool->workers; ++i) {
    pthread_join(pool->threads[i], NULL);
  }
  pthread_cond_destroy(&pool->finished);
  pthread_cond_destroy(&pool->wake);
  pthread_mutex_destroy(&pool->mutex);
}
