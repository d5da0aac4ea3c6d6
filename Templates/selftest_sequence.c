/*  Where a state is saved and restored. */
#define ADDER_HALF (ADDER_POSITIONS / 2)

static uint8_t adder_saved[MODEL_SAVED_BYTES];

/*  Whether the state after all positions is not as expected; says so. */
static int adder_state_differs(const model_state *s) {
  model_save(s, adder_saved);
  const uint32_t hash = adder_hash(adder_saved, sizeof adder_saved, 1);
  if (!ADDER_HAS_STATE || hash == ADDER_STATE_HASH) {
    return 0;
  }
  adder_fail(ADDER_POSITIONS - 1);
  adder_put_hashes("state", ADDER_STATE_HASH, hash);
  return 1;
}

/*  The positions from `start` on, step by step. */
static int adder_positions_fail(model_state *s, size_t start) {
  for (size_t position = start; position < ADDER_POSITIONS; ++position) {
    const size_t row = adder_row(position);
    adder_begin_position();
    adder_take(s, position);
    adder_end_position();
    if (adder_trace_fails()
        || (row != SIZE_MAX && adder_logits_differ(row, position, adder_logits))) {
      return 1;
    }
    if (position + 1 == ADDER_HALF) {
      model_save(s, adder_saved);
    }
  }
  return 0;
}

/*  Steps, a state that goes on where it was saved, and a prefill: the same bits. */
static int adder_calls_fail(model_state *s) {
  adder_begin("model_step");
  model_reset(s);
  model_save(s, adder_saved);
  adder_begin_traces();
  if (adder_positions_fail(s, 0)) {
    return 1;
  }
  adder_end_traces();
  adder_pass();
  adder_begin("model_restore");
  if (model_restore(s, adder_saved, sizeof adder_saved) != ADDER_OK
      || model_position(s) != ADDER_HALF) {
    adder_fail(ADDER_HALF);
    model_print("refuses what model_save wrote\n");
    return 1;
  }
  if (adder_positions_fail(s, ADDER_HALF) || adder_state_differs(s)) {
    return 1;
  }
  adder_pass();
  adder_begin("model_prefill");
  model_reset(s);
  adder_take_all(s);
  const size_t last = ADDER_POSITIONS - 1;
  if (adder_logits_differ(adder_row(last), last, adder_logits) || adder_state_differs(s)) {
    return 1;
  }
  adder_pass();
  return 0;
}
