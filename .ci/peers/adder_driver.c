/*  Runs an emitted model for the comparison; built into a shared library with MODEL_HEADER and
 *  MODEL (the prefix) defined.
 */
#include MODEL_HEADER

#ifdef THREADS
#include "adder_pool.h"
#endif

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define CALL(name) JOIN(MODEL, name)

int driver_start(void);
int32_t driver_decode(int32_t count);
int32_t driver_prefill(const int32_t *tokens, int32_t count);

static CALL(_state) state;
static int32_t logits[1 << 16];

/*  Returns 0, or an error number where threads cannot be started. */
int driver_start(void) {
  CALL(_init)(&state);
#ifdef THREADS
  static adder_pool pool;
  const int error = adder_pool_start(&pool, THREADS);
  if (error != 0) {
    return error;
  }
  CALL(_set_parallel)(&state, &pool.parallel);
#endif
  return 0;
}

int32_t driver_decode(int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    CALL(_step)(&state, i % 1000, logits);
  }
  return logits[0];
}

int32_t driver_prefill(const int32_t *tokens, int32_t count) {
  CALL(_reset)(&state);
  CALL(_prefill)(&state, tokens, (size_t)count, logits);
  return logits[0];
}
