adder_status model_init(model_state *s, const void *weights, size_t count) {
  ADDER_KERNEL_SET();
  /* @insert seal */
  const uint8_t *bytes = (const uint8_t *)weights;
  const adder_status status = adder_check_weights(
      &seal, bytes, count, MODEL_WEIGHTS_ALIGNMENT);
  if (status == ADDER_OK) {
    s->weights = bytes;
    /* @insert start */
    model_reset(s);
  }
  return status;
}

