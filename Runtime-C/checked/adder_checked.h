/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_checked.h -- the assertions of a build with -DADDER_CHECKED.
 *
 *  Before a step, its inner values are computed a second time from the definitions, with sums in
 *  64 bits that cannot wrap, and compared with their proved intervals; after it, every element that
 *  it wrote. All of it stands in headers: a build without the macro has none of it, and libraries
 *  need no further object. It calls nothing but the user's adder_check_failed().
 */
#ifndef ADDER_CHECKED_H
#define ADDER_CHECKED_H

#include "adder_checked_elements.h"
#include "adder_checked_scan.h"
#include "adder_checked_sums.h"

#endif /* ADDER_CHECKED_H */
