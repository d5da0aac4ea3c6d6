/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_slice.h -- how the work of a kernel is cut into parts.
 *
 *  One position is cut by rows or channels: a part is a call of the kernel with parameters whose
 *  pointers are moved to its slice. Several positions of a kernel without state are cut by
 *  positions. Parts are about equal and depend on nothing but sizes.
 */
#ifndef ADDER_SLICE_H
#define ADDER_SLICE_H

#include "adder_kernels.h"
#include "adder_parallel.h"

/*  The least work that is worth a part, in multiply-accumulates or what takes as long; the cost of
 *  handing it to another thread is about that of reading so many bytes from memory.
 */
#ifndef ADDER_PARALLEL_GRAIN
#define ADDER_PARALLEL_GRAIN 16384
#endif

/*  Channels are cut at multiples of whole cache lines and vectors. */
enum { adder_slice_channels = 64 };

/*  The elements first ..< first + count. */
typedef struct {
  int32_t first;
  int32_t count;
} adder_slice;

/*  Into how many parts to cut `count` elements at multiples of `unit`.
 *
 *    cost  the work of one element
 */
static inline int32_t adder_part_count(
    const adder_parallel *parallel, int32_t count, int32_t unit, int64_t cost) {
  if (parallel == NULL || parallel->parts <= 1) {
    return 1;
  }
  const int64_t blocks = ((int64_t)count + unit - 1) / unit;
  const int64_t worth = cost * count / ADDER_PARALLEL_GRAIN;
  int64_t parts = parallel->parts;
  parts = parts < blocks ? parts : blocks;
  parts = parts < worth ? parts : worth;
  return parts > 1 ? (int32_t)parts : 1;
}

/*  Slice `part` of `parts` of `count` elements, cut at multiples of `unit`. */
static inline adder_slice adder_slice_of(
    int32_t part, int32_t parts, int32_t count, int32_t unit) {
  const int64_t blocks = ((int64_t)count + unit - 1) / unit;
  const int64_t first = blocks * part / parts * unit;
  const int64_t end = blocks * ((int64_t)part + 1) / parts * unit;
  const adder_slice slice = {
      (int32_t)first, (int32_t)((end < count ? end : count) - first)};
  return slice;
}

/*  A part of a call: these positions, and of each the elements first ..< first + count. */
typedef struct {
  int32_t position;
  int32_t positions;
  int32_t first;
  int32_t count;
} adder_cut;

/*  Into how many parts to cut a call: by positions where it has several, otherwise by elements. */
static inline int32_t adder_cut_count(
    const adder_parallel *parallel, int32_t positions, int32_t count, int32_t unit,
    int64_t cost) {
  return positions > 1 ? adder_part_count(parallel, positions, 1, cost * count)
                       : adder_part_count(parallel, count, unit, cost);
}

/*  Part `part` of `parts` of such a call. */
static inline adder_cut adder_cut_of(
    int32_t part, int32_t parts, int32_t positions, int32_t count, int32_t unit) {
  adder_cut cut = {0, positions, 0, count};
  if (positions > 1) {
    const adder_slice slice = adder_slice_of(part, parts, positions, 1);
    cut.position = slice.first;
    cut.positions = slice.count;
  } else {
    const adder_slice slice = adder_slice_of(part, parts, count, unit);
    cut.first = slice.first;
    cut.count = slice.count;
  }
  return cut;
}

/*  Runs the parts of `work`. */
static inline void adder_share(
    const adder_parallel *parallel, adder_task task, void *work, int32_t parts) {
  if (parts > 1) {
    parallel->run(parallel->context, task, work, parts);
  } else {
    task(work, 0);
  }
}

/*  The factors from channel `first`. */
static inline adder_channel_scale adder_scale_from(adder_channel_scale scale, int32_t first) {
  scale.multiplier += first;
  scale.shift += first;
  return scale;
}

#endif /* ADDER_SLICE_H */
