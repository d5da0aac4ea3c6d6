/*  Runs an emitted model of the prefix `model` for the comparison. THREADS is defined for a model
 *  with threads; FRAMES, of a clip, for a classifier.
 */
#include "model.h"

#ifdef THREADS
#include "adder_pool.h"
#endif

int driver_start(void);
#ifdef FRAMES
int32_t driver_clips(int32_t count);
#else
int32_t driver_decode(int32_t count);
int32_t driver_prefill(const int32_t *tokens, int32_t count);
#endif

static model_state state;
static int32_t logits[1 << 16];

/*  Returns 0, or an error number where threads cannot be started. */
int driver_start(void) {
  model_init(&state);
#ifdef THREADS
  static adder_pool pool;
  const int error = adder_pool_start(&pool, THREADS);
  if (error != 0) {
    return error;
  }
  model_set_parallel(&state, &pool.parallel);
#endif
  return 0;
}

#ifdef FRAMES
int32_t driver_clips(int32_t count) {
  static int16_t frames[FRAMES * MODEL_WIDTH];
  for (size_t i = 0; i < sizeof frames / sizeof frames[0]; ++i) {
    frames[i] = (int16_t)(i * 2654435761u >> 17);
  }
  for (int32_t i = 0; i < count; ++i) {
    model_reset(&state);
    model_prefill(&state, frames, FRAMES);
    model_logits(&state, logits);
  }
  return logits[0];
}
#else
int32_t driver_decode(int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    model_step(&state, i % 1000, logits);
  }
  return logits[0];
}

int32_t driver_prefill(const int32_t *tokens, int32_t count) {
  model_reset(&state);
  model_prefill(&state, tokens, (size_t)count, logits);
  return logits[0];
}
#endif
