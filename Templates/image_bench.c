/*  An image is whole: what is prefilled is one image as well. */
#undef ADDER_POSITIONS
#define ADDER_POSITIONS 1

static uint8_t adder_input[MODEL_IMAGE_BYTES];

static void adder_make_input(void) {
  uint32_t random = 1;
  for (size_t i = 0; i < sizeof adder_input; ++i) {
    random = random * 1664525u + 1013904223u;
    adder_input[i] = (uint8_t)(random >> 24);
  }
}

/*  One image. */
static void adder_decode(size_t index) {
  (void)index;
  model_classify(&state, adder_input, adder_logits);
}

#ifdef ADDER_TRACE
/*  All steps once. */
static void adder_all_steps(size_t index) {
  adder_decode(index);
}
#else
static void adder_prefill(size_t index) {
  adder_decode(index);
}
#endif
