/*  One sequence: int32 tokens in, the logits of every position out. */
static adder_run_status adder_run_sequence(
    adder_run_files *files, model_state *s, uint32_t positions) {
  static int32_t logits[MODEL_CLASSES];
  for (uint32_t position = 0; position < positions; ++position) {
    unsigned char bytes[4];
    if (fread(bytes, 1, sizeof bytes, files->input) != sizeof bytes) {
      return adder_input_ends(files, position);
    }
    const uint32_t token = adder_load_32(bytes);
    if (token >= MODEL_VOCABULARY) {
      const long value = token < 0x80000000u ? (long)token : -(long)(0xffffffffu - token) - 1;
      return adder_input_out_of_range(files, position, value);
    }
    model_step(s, (int32_t)token, logits);
    const adder_run_status status = adder_write_logits(files, logits);
    if (status != adder_run_success) {
      return status;
    }
  }
  return adder_run_success;
}
