/* @insert banner */
#include "adder_saved.h"
#include "model.h"

/* @insert seal */

uint64_t model_position(const model_state *s) {
  return s->position;
}

void model_fork(model_state *copy, const model_state *s) {
  *copy = *s;
  /* @insert alone */
}

void model_save(const model_state *s, uint8_t *bytes) {
  uint8_t *at = adder_save_u64(bytes + ADDER_SEAL_BYTES, s->position);
  /* @insert save */
  while (at < bytes + MODEL_SAVED_BYTES) {
    *at++ = 0;
  }
  adder_seal_state(&seal, bytes);
}

/*  Whether the model can come to have the values of a state: a seal finds damage, not forgery. */
static int is_possible(const uint8_t *bytes) {
  int possible = adder_possible_u64(bytes + ADDER_SEAL_BYTES);
  /* @insert possible */
  return possible;
}

adder_status model_restore(model_state *s, const uint8_t *bytes, size_t count) {
  adder_status status = adder_check_state(&seal, bytes, count);
  if (status == ADDER_OK && !is_possible(bytes)) {
    status = ADDER_IMPOSSIBLE;
  }
  if (status == ADDER_OK) {
    const uint8_t *at = adder_restore_u64(bytes + ADDER_SEAL_BYTES, &s->position);
    /* @insert restore */
    (void)at;
  }
  return status;
}
