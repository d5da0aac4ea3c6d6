/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_pool.h -- a fixed number of POSIX threads behind the hook of adder_parallel.h.
 *
 *  The only file of a package that needs more than the memory functions of C. It is optional: any
 *  other hook gives the same bits.
 */
#ifndef ADDER_POOL_H
#define ADDER_POOL_H

#include "adder_parallel.h"

#include <pthread.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { adder_pool_most = 64, adder_pool_line = 64 };

/*  The caller owns the memory, which stays where it is from start to stop; the members but the
 *  first are private.
 */
typedef struct {
  /*  The hook: its address is what a model takes. Its run serves any number of callers; while it
   *  serves one, the others run their parts by themselves.
   */
  adder_parallel parallel;

  /*  What is being done. `claim` has the number of the work in its upper 32 bits, then 16 bits of
   *  parts and 16 bits of the next part that nobody has claimed.
   */
  adder_task task;
  void *work;
  unsigned char before_claim[adder_pool_line];
  uint64_t claim;
  unsigned char after_claim[adder_pool_line];
  int32_t done; /* parts that have returned */
  unsigned char after_done[adder_pool_line];

  int32_t busy;        /* has a caller */
  int64_t alone_until; /* for the caller, which has been held up; in nanoseconds */
  int64_t alone_for;   /* the last such time, less since */
  int32_t stopping;
  int32_t idle;    /* a worker sleeps, or is about to */
  int32_t waiting; /* the caller sleeps, or is about to */
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  pthread_cond_t finished;
  int32_t workers;
  pthread_t threads[adder_pool_most - 1];
} adder_pool;

/*  Starts threads - 1 workers; a caller of run is the last thread.
 *
 *    threads  1...adder_pool_most
 *
 *  Returns 0, or an error number of <errno.h>, and then nothing is left running.
 */
int adder_pool_start(adder_pool *pool, int32_t threads);

/*  Ends the workers. Nothing may be running in the pool. */
void adder_pool_stop(adder_pool *pool);

#ifdef __cplusplus
}
#endif

#endif /* ADDER_POOL_H */
