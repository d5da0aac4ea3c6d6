/* @insert banner */
#ifndef MODEL_SELFTEST_H
#define MODEL_SELFTEST_H

#include "model.h"

/*  Checks, in this order: what the code assumes of the processor; the tables; the model, with an
 *  input whose outcome is known. Prints each check and the first difference.
 *
 *    s  made usable by model_init; where it stands does not matter
 *
 *  Returns 0 if all is as the interpreter says, otherwise 1.
 *
 *  With an operating system model_selftest.c is a program. Without one (-ffreestanding, or
 *  -DADDER_BARE) it is this function, which needs the two below and no library but memset and
 *  its kin.
 */
int model_selftest(model_state *s);

/*  Prints a text, as a port or a console does. The caller supplies it. */
void model_print(const char *text);

/*  A counter that goes forward and may wrap. The caller supplies it with -DADDER_CLOCK=UNIT, for
 *  example -DADDER_CLOCK=cycles; without it no times are printed.
 */
uint32_t model_clock(void);

#endif /* MODEL_SELFTEST_H */
