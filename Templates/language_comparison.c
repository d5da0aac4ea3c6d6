/*  Row of the logits after a position. */
static size_t adder_row(size_t position) {
  return position;
}

static int32_t adder_logits[MODEL_CLASSES];

/*  One position, and its logits. */
static void adder_take(model_state *s, size_t position) {
  model_step(s, adder_input[position], adder_logits);
}

/*  All positions, and the logits after the last. */
static void adder_take_all(model_state *s) {
  model_prefill(s, adder_input, ADDER_POSITIONS, adder_logits);
}

/* @insert sequence */
