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

/* @insert reset */
/*  All layers, at 1...MODEL_TILE positions. */
static void model_body(
    model_state *s, const int32_t *tokens, int32_t positions) {
  /* @insert body */
  s->position += (uint64_t)positions;
}

void model_logits(model_state *s, int32_t *logits) {
  /* @insert head */
}

void model_step(model_state *s, int32_t token, int32_t *logits) {
  model_body(s, &token, 1);
  if (logits != NULL) {
    model_logits(s, logits);
  }
}

void model_prefill(
    model_state *s, const int32_t *tokens, size_t count, int32_t *logits) {
  for (size_t position = 0; position < count; position += MODEL_TILE) {
    int32_t positions = MODEL_TILE;
    if (count - position < MODEL_TILE) {
      positions = (int32_t)(count - position);
    }
    model_body(s, tokens + position, positions);
  }
  if (logits != NULL) {
    model_logits(s, logits);
  }
}
