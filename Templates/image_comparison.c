/*  The image; returns 1 if it is not as expected. */
static int compare_all(model_state *s) {
  static int32_t logits[MODEL_CLASSES];
  model_classify(s, input, logits);
  if (checksum(logits) != expected[0]) {
    fprintf(stderr, "model_selftest: model_classify: wrong logits\n");
    return 1;
  }
  printf("model_selftest: image equal\n");
  return 0;
}
