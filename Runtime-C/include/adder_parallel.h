/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_parallel.h -- the hook by which a model shares its work among threads of the caller. */
#ifndef ADDER_PARALLEL_H
#define ADDER_PARALLEL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*  One part of a piece of work. */
typedef void (*adder_task)(void *work, int32_t part);

/*  Whatever runs parts at the same time: a pool of threads, a scheduler, a second core.
 *
 *    run      calls task(work, part) once for each part 0 ..< parts, in any order and on any
 *             threads, and returns when all of them have returned; their writes are then seen by
 *             the caller
 *    context  the first argument of run
 *    parts    into how many parts work is cut at most; with 1 or less run is not called
 *
 *  The parts of one piece of work write to different elements and read none that another part
 *  writes, so the results are the same bits for every number of parts and threads.
 */
typedef struct {
  void (*run)(void *context, adder_task task, void *work, int32_t parts);
  void *context;
  int32_t parts;
} adder_parallel;

#ifdef __cplusplus
}
#endif

#endif /* ADDER_PARALLEL_H */
