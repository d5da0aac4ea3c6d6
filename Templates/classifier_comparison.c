/*  Row of the logits after a position, or SIZE_MAX: only those of the last are known. */
static size_t adder_row(size_t position) {
  return position + 1 == ADDER_POSITIONS ? 0 : SIZE_MAX;
}

static int32_t adder_logits[MODEL_CLASSES];

/*  One position, and after the last the logits. */
static void adder_take(model_state *s, size_t position) {
  model_step(s, adder_input + position * MODEL_WIDTH);
  if (position + 1 == ADDER_POSITIONS) {
    model_logits(s, adder_logits);
  }
}

/*  All positions, and the logits after the last. */
static void adder_take_all(model_state *s) {
  model_prefill(s, adder_input, ADDER_POSITIONS);
  model_logits(s, adder_logits);
}

/* @insert sequence */
