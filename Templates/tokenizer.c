/* @insert banner */
#include "model_tokenizer.h"

/* @insert tables */

/* @insert tokenizer */
