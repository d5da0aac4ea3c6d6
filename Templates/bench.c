/* @insert banner */
/*  Usage: model_bench [MILLISECONDS]
 *
 *  MILLISECONDS  for each quantity, 1000 unless given
 *
 *  Times decoding, prefill, and reading all tables of the model once, in one stream and in several.
 *  Built with -DADDER_TRACE it times each step of a decoded position instead. Each line says what
 *  it is of, the words after it are described by the line with a # above.
 *
 *  Exit status: 0 success, 1 bad weights, 2 bad usage.
 */
#define _POSIX_C_SOURCE 200112L

#include "model.h"
#include "model_weights.h"
/* @insert include */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/*  Names of this file start with adder_, which no prefix does, or have no underscore. */
enum { adder_rounds = 9 };

static model_state state;
static int32_t adder_logits[MODEL_CLASSES];

/*  Nanoseconds of a clock that only goes forward. */
static uint64_t adder_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* @insert work */

/* @insert threads */
/* @insert init */
/*  Something to do again and again; `index` says for which time. */
typedef void (*adder_work)(size_t index);

/*  Nanoseconds of so many times. */
static uint64_t adder_time(adder_work work, size_t count) {
  const uint64_t start = adder_now();
  for (size_t i = 0; i < count; ++i) {
    work(i);
  }
  return adder_now() - start;
}

/*  How many times take so many nanoseconds, about; at least one. */
static size_t adder_count(adder_work work, uint64_t nanoseconds) {
  size_t count = 1;
  while (count < (size_t)1 << 24 && adder_time(work, count) < nanoseconds / 2) {
    count *= 2;
  }
  return count;
}

#ifdef ADDER_TRACE
/* @insert steps */
#else
/* @insert rates */
#endif

int main(int argc, char **argv) {
  char *end = NULL;
  const unsigned long milliseconds = argc == 2 ? strtoul(argv[1], &end, 10) : 1000;
  if (argc > 2 || (end != NULL && *end != 0) || milliseconds < 1 || milliseconds > 1000000) {
    fprintf(stderr, "usage: model_bench [MILLISECONDS]\n");
    return 2;
  }
  /* @insert begin */
  adder_make_input();
  /* @insert start */
  adder_measure((uint64_t)milliseconds * 1000000u / adder_rounds);
  /* @insert stop */
  return 0;
}
