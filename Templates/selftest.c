/* @insert banner */
/*  Runs the model and compares checksums of its logits with those of the interpreter. */
#define _POSIX_C_SOURCE 200112L

#include "model.h"
/* @insert include */

#include <stdio.h>

#ifdef ADDER_TRACE
void adder_trace(const void *bytes, size_t count);

void adder_trace(const void *bytes, size_t count) {
  (void)bytes;
  (void)count;
}
#endif

/* @insert golden */

/* @insert threads */
/* @insert init */
/*  FNV-1a over the little-endian bytes of the logits. */
static uint32_t checksum(const int32_t *logits) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < MODEL_CLASSES; ++i) {
    for (int32_t shift = 0; shift < 32; shift += 8) {
      hash = (hash ^ ((uint32_t)logits[i] >> shift & 0xff)) * 16777619u;
    }
  }
  return hash;
}

/* @insert comparison */

int main(void) {
  static model_state state;
  /* @insert begin */
  /* @insert start */
  const int failed = compare_all(&state);
  /* @insert stop */
  return failed;
}
