static int compare(const char *call, const int32_t *logits) {
  if (checksum(logits) == expected[0]) {
    return 0;
  }
  fprintf(stderr, "model_selftest: %s: wrong logits\n", call);
  return 1;
}

/*  The sequence, by steps and by a prefill; returns 1 if one is not as expected. */
static int compare_all(model_state *s) {
  static int32_t logits[MODEL_CLASSES];
  int failed = 0;
  for (size_t position = 0; position < POSITIONS; ++position) {
    model_step(s, input + position * MODEL_WIDTH);
  }
  model_logits(s, logits);
  failed |= compare("model_step", logits);
  model_reset(s);
  model_prefill(s, input, POSITIONS);
  model_logits(s, logits);
  failed |= compare("model_prefill", logits);
  if (!failed) {
    printf("model_selftest: %lu positions equal\n", (unsigned long)POSITIONS);
  }
  return failed;
}
