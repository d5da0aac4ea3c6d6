/*  One sequence: int16 features in, one row of logits out. */
static adder_run_status adder_run_sequence(
    adder_run_files *files, model_state *s, uint32_t positions) {
  static unsigned char bytes[2 * MODEL_WIDTH];
  static int16_t frame[MODEL_WIDTH];
  static int32_t logits[MODEL_CLASSES];
  for (uint32_t position = 0; position < positions; ++position) {
    if (fread(bytes, 1, sizeof bytes, files->input) != sizeof bytes) {
      return adder_input_ends(files, position);
    }
    for (size_t i = 0; i < MODEL_WIDTH; ++i) {
      const int32_t raw = bytes[2 * i] | bytes[2 * i + 1] << 8;
      const int32_t value = raw < 32768 ? raw : raw - 65536;
      if (value < -MODEL_LIMIT || value > MODEL_LIMIT) {
        return adder_input_out_of_range(files, position, value);
      }
      frame[i] = (int16_t)value;
    }
    model_step(s, frame);
  }
  model_logits(s, logits);
  return adder_write_logits(files, logits);
}
