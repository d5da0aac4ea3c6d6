/*  The image twice: nothing may remain of the first time. */
static int adder_calls_fail(model_state *s) {
  static int32_t logits[MODEL_CLASSES];
  adder_begin("model_classify");
  adder_begin_traces();
  for (int time = 0; time < 2; ++time) {
    adder_begin_position();
    model_classify(s, adder_input, logits);
    adder_end_position();
    adder_end_traces();
    if (adder_trace_fails() || adder_logits_differ(0, SIZE_MAX, logits)) {
      return 1;
    }
  }
  adder_pass();
  return 0;
}
