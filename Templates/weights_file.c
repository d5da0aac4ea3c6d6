/*  Maps model_weights.bin of the current directory for good and makes `s` usable with it; says what
 *  is wrong and returns 1 where that fails.
 */
static int adder_init(model_state *s) {
  static const char *const faults[] = {
    "correct", "misaligned", "truncated", "no file of weights for this processor",
    "of another version of Adder", "of another model or target", "damaged"};
  const int file = open("model_weights.bin", O_RDONLY);
  struct stat status;
  const void *weights = MAP_FAILED;
  if (file >= 0 && fstat(file, &status) == 0 && status.st_size > 0) {
    weights = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  }
  if (file >= 0) {
    close(file);
  }
  if (weights == MAP_FAILED) {
    fprintf(stderr, "model_weights.bin is not in this directory, or cannot be mapped\n");
    return 1;
  }
  const adder_status fault = model_init(s, weights, (size_t)status.st_size);
  if (fault != ADDER_OK) {
    fprintf(stderr, "model_weights.bin: %s\n", faults[fault]);
    return 1;
  }
  return 0;
}

