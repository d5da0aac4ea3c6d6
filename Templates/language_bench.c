#ifndef ADDER_POSITIONS
#define ADDER_POSITIONS 512 /* of a prefill */
#endif

static int32_t adder_input[ADDER_POSITIONS];

static void adder_make_input(void) {
  uint32_t random = 1;
  for (size_t i = 0; i < ADDER_POSITIONS; ++i) {
    random = random * 1664525u + 1013904223u;
    adder_input[i] = (int32_t)((random >> 8) % MODEL_VOCABULARY);
  }
}

/*  One token, and the logits of the next. */
static void adder_decode(size_t index) {
  model_step(&state, adder_input[index % ADDER_POSITIONS], adder_logits);
}

#ifdef ADDER_TRACE
/*  All steps once. */
static void adder_all_steps(size_t index) {
  adder_decode(index);
}
#else
/*  A sequence, and the logits after it. */
static void adder_prefill(size_t index) {
  (void)index;
  model_reset(&state);
  model_prefill(&state, adder_input, ADDER_POSITIONS, adder_logits);
}
#endif
