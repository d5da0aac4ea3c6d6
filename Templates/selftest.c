/* @insert banner */
/*  Checks a build on the machine that it is for: model_selftest.h says how, with and without an
 *  operating system. Built with -DADDER_TRACE, as model.c is then, it compares every buffer that a
 *  step writes, until the first difference, and times each layer.
 *
 *  Exit status of the program: 0 all is as it should be and has been said, else 1.
 */
#if __STDC_HOSTED__ && !defined ADDER_BARE
#define ADDER_HOSTED 1
#define _POSIX_C_SOURCE 200112L
#else
#define ADDER_HOSTED 0
#endif

#include "model_selftest.h"

#include "adder_fixed.h"
#include "model_weights.h"

#if ADDER_HOSTED
#include "model_selftest_host.h"
#endif

#include <limits.h>

/*  A word as a string, also where it stands for a macro. */
#define ADDER_TEXT(word) ADDER_QUOTED(word)
#define ADDER_QUOTED(word) #word

/* @insert golden */

/* @insert printing */

/* @insert platform */

/* @insert tables */

#ifdef ADDER_TRACE
/* @insert traces */
#else
/* @insert rates */
#endif

/*  Whether a row of logits is not as expected; says which is the first. */
static int adder_logits_differ(size_t row, size_t position, const int32_t *logits) {
  const uint32_t hash = adder_hash(logits, MODEL_CLASSES, sizeof logits[0]);
  if (hash == adder_row_hashes[row]) {
    return 0;
  }
  adder_fail(position);
  for (size_t i = 0; i < adder_row_values; ++i) {
    if (logits[i] != adder_rows[row * adder_row_values + i]) {
      adder_put_element("logits", i, adder_rows[row * adder_row_values + i], logits[i]);
      return 1;
    }
  }
  adder_put_hashes("logits", adder_row_hashes[row], hash);
  return 1;
}

/* @insert comparison */

int model_selftest(model_state *s) {
  if (adder_platform_fails(s) || adder_tables_fail(s) || adder_calls_fail(s)) {
    return 1;
  }
  adder_put_times();
  model_print("model_selftest: pass\n");
  return 0;
}
