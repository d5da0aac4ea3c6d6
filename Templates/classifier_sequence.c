/*  Frames that are read and processed at a time; a trace has one position for each record. */
#ifdef ADDER_TRACE
enum { frames_at_once = 1 };
#else
enum { frames_at_once = MODEL_TILE };
#endif

/*  One frame of int16 features, little-endian. */
static adder_run_status adder_read_frame(
    adder_run_files *files, uint32_t position, int16_t *frame) {
  static unsigned char bytes[2 * MODEL_WIDTH];
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
  return adder_run_success;
}

/*  One sequence: int16 features in, one row of logits out. */
static adder_run_status adder_run_sequence(
    adder_run_files *files, model_state *s, uint32_t positions) {
  static int16_t frames[frames_at_once * MODEL_WIDTH];
  static int32_t logits[MODEL_CLASSES];
  size_t count = 0;
  for (uint32_t position = 0; position < positions; ++position) {
    const adder_run_status status = adder_read_frame(
        files, position, frames + count * MODEL_WIDTH);
    if (status != adder_run_success) {
      return status;
    }
    count += 1;
    if (count == frames_at_once || position + 1 == positions) {
      model_prefill(s, frames, count);
      count = 0;
    }
  }
  model_logits(s, logits);
  return adder_write_logits(files, logits);
}
