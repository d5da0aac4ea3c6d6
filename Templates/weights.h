/* @insert banner */
#ifndef MODEL_WEIGHTS_H
#define MODEL_WEIGHTS_H

#include "adder_kernels.h"

/* @insert declarations */

#endif /* MODEL_WEIGHTS_H */
