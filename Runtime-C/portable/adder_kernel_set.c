/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_kernel_set.c -- the two names of a set of kernels. */
#include "adder_kernel_set.h"

void ADDER_KERNEL_SET(void) {
}

void adder_kernel_sets_do_not_mix(void) {
}
