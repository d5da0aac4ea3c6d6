static int compare(const char *call, size_t position, const int32_t *logits) {
  if (checksum(logits) == expected[position]) {
    return 0;
  }
  fprintf(
      stderr, "model_selftest: %s: wrong logits at position %lu\n", call,
      (unsigned long)position);
  return 1;
}

/*  The sequence, by steps and by a prefill; returns 1 if one is not as expected. */
static int compare_all(model_state *s) {
  static int32_t logits[MODEL_CLASSES];
  int failed = 0;
  for (size_t position = 0; position < POSITIONS && !failed; ++position) {
    model_step(s, input[position], logits);
    failed = compare("model_step", position, logits);
  }
  model_reset(s);
  model_prefill(s, input, POSITIONS, logits);
  failed |= compare("model_prefill", POSITIONS - 1, logits);
  if (!failed) {
    printf("model_selftest: %lu positions equal\n", (unsigned long)POSITIONS);
  }
  return failed;
}
