/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_check_failed.h -- what the programs of a package do in a build with -DADDER_CHECKED when
 *  a value leaves its proved interval: print it and exit with status 4.
 */
#ifndef ADDER_CHECK_FAILED_H
#define ADDER_CHECK_FAILED_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void adder_check_failed(
    const char *step, const char *quantity, int64_t element, int64_t value, int64_t low,
    int64_t high);

void adder_check_failed(
    const char *step, const char *quantity, int64_t element, int64_t value, int64_t low,
    int64_t high) {
  fprintf(
      stderr, "check failed: %s: %s of element %lld is %lld, outside %lld...%lld\n", step,
      quantity, (long long)element, (long long)value, (long long)low, (long long)high);
  exit(4);
}

#endif /* ADDER_CHECK_FAILED_H */
