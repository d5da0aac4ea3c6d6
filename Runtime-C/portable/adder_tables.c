#include "adder_fixed.h"
