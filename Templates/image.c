/* @insert banner */
#include "model.h"

/* @insert include */
#include "model_weights.h"

#include <string.h>

/*  Built with -DADDER_TRACE, the program defines adder_trace() and receives every buffer that a
 *  step writes.
 */
#ifdef ADDER_TRACE
void adder_trace(const void *bytes, size_t count);
#define TRACE(buffer, bytes) adder_trace(buffer, bytes)
#else
#define TRACE(buffer, bytes) ((void)0)
#endif

/*  Built with -DADDER_CHECKED, the program defines adder_check_failed() and receives every value
 *  that leaves its proved interval.
 */
#ifdef ADDER_CHECKED
#include "model_ranges.h"
#define CHECK(what, ...) adder_check_##what(__VA_ARGS__)
#else
#define CHECK(what, ...) ((void)0)
#endif

/* @insert labels */
/* @insert reset */
void model_classify(
    model_state *s, const uint8_t image[MODEL_IMAGE_BYTES], int32_t *logits) {
  /* @insert body */

  /* @insert head */
}
