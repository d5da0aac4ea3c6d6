/* @insert banner */
/*  Only for builds with -DADDER_CHECKED; model.c alone includes it. */
#ifndef MODEL_RANGES_H
#define MODEL_RANGES_H

#include "adder_checked.h"

/*  Of each step first its inner values, then the buffers that it writes. */
static const adder_range model_ranges[] = {
  /* @insert rows */
};

/*  Values compared so far, in all states. */
uint64_t model_checks_made(void);

uint64_t model_checks_made(void) {
  return adder_checks_made;
}

#endif /* MODEL_RANGES_H */
