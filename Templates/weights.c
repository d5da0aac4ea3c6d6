/* @insert banner */
#include "model_weights.h"

/* @insert placement */
/* @insert tables */
