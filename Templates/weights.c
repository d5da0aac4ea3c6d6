/* @insert banner */
#include "model_weights.h"

/* @insert tables */
