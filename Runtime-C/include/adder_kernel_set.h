/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_kernel_set.h -- keeps kernels of two targets out of one program.
 *
 *  The kernels of all targets have the same names, but weights that are packed for one are garbage
 *  to another. NAME_init calls the function whose name is ADDER_KERNEL_SET: a hash of all sources
 *  of the target's kernels and of their version, which a package writes here. The object that has
 *  it defines a second name, the same for all: so a linker that takes in two sets of kernels stops
 *  at two definitions of adder_kernel_sets_do_not_mix. Packages of one set share one object.
 */
#ifndef ADDER_KERNEL_SET_H
#define ADDER_KERNEL_SET_H

#define ADDER_KERNEL_SET adder_kernels_00000000

#ifdef __cplusplus
extern "C" {
#endif

/*  Does nothing. */
void ADDER_KERNEL_SET(void);

/*  Is called by nobody. */
void adder_kernel_sets_do_not_mix(void);

#ifdef __cplusplus
}
#endif

#endif /* ADDER_KERNEL_SET_H */
