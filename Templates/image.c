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

/* @insert labels */
/* @insert reset */
void model_classify(
    model_state *s, const uint8_t image[MODEL_IMAGE_BYTES], int32_t *logits) {
  /* @insert body */

  /* @insert head */
}
