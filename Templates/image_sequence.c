/*  One image: its number of bytes and its pixels in, one row of logits out. */
static adder_run_status adder_run_sequence(
    adder_run_files *files, model_state *s, uint32_t count) {
  static uint8_t image[MODEL_IMAGE_BYTES];
  static int32_t logits[MODEL_CLASSES];
  if (count != MODEL_IMAGE_BYTES) {
    return adder_input_out_of_range(files, 0, (long)count);
  }
  if (fread(image, 1, sizeof image, files->input) != sizeof image) {
    return adder_input_ends(files, 0);
  }
  model_classify(s, image, logits);
  return adder_write_logits(files, logits);
}
