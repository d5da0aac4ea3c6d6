#ifndef ADDER_POSITIONS
#define ADDER_POSITIONS 100 /* frames of a sequence */
#endif

static int16_t adder_input[ADDER_POSITIONS * MODEL_WIDTH];

static void adder_make_input(void) {
  uint32_t random = 1;
  for (size_t i = 0; i < sizeof adder_input / sizeof adder_input[0]; ++i) {
    random = random * 1664525u + 1013904223u;
    adder_input[i] = (int16_t)((int32_t)((random >> 8) % (2 * MODEL_LIMIT + 1)) - MODEL_LIMIT);
  }
}

/*  One frame. */
static void adder_decode(size_t index) {
  model_step(&state, adder_input + index % ADDER_POSITIONS * MODEL_WIDTH);
}

#ifdef ADDER_TRACE
/*  A frame and the logits. */
static void adder_all_steps(size_t index) {
  adder_decode(index);
  model_logits(&state, adder_logits);
}
#else
/*  A sequence and its logits. */
static void adder_prefill(size_t index) {
  (void)index;
  model_reset(&state);
  model_prefill(&state, adder_input, ADDER_POSITIONS);
  model_logits(&state, adder_logits);
}
#endif
