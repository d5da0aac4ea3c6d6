/* @insert banner */
/*  Usage: model_run INPUT OUTPUT [TRACE]
 *
 *  INPUT   sequences, little-endian: uint32 number of positions, then the positions
 *  OUTPUT  receives the logits, int32, little-endian
 *  TRACE   receives every buffer that a step writes; only in a build with -DADDER_TRACE
 *
 *  Exit status: 0 success, 1 bad input, 2 bad usage, 3 output that cannot be written.
 */
#include "model.h"

#include <stdio.h>

enum { run_success, run_bad_input, run_bad_usage, run_bad_output };
typedef int run_status;

typedef struct {
  const char *input_path;
  const char *output_path;
  FILE *input;
  FILE *output;
  unsigned long sequence; /* zero-based */
} run_files;

#ifdef ADDER_TRACE
static FILE *trace_file = NULL;
static int trace_failed = 0;

void adder_trace(const void *bytes, size_t count);

void adder_trace(const void *bytes, size_t count) {
  if (trace_file != NULL && fwrite(bytes, 1, count, trace_file) != count) {
    trace_failed = 1;
  }
}
#endif

static uint32_t load_32(const unsigned char *bytes) {
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16
         | (uint32_t)bytes[3] << 24;
}

static run_status input_ends(const run_files *files, unsigned long position) {
  fprintf(
      stderr, "model_run: %s: sequence %lu ends at position %lu: truncated, or another input\n",
      files->input_path, files->sequence, position);
  return run_bad_input;
}

static run_status input_out_of_range(const run_files *files, unsigned long position, long value) {
  fprintf(
      stderr, "model_run: %s: sequence %lu, position %lu: %ld is out of range\n",
      files->input_path, files->sequence, position, value);
  return run_bad_input;
}

static run_status output_fails(const char *path) {
  fprintf(stderr, "model_run: %s: cannot be written\n", path);
  return run_bad_output;
}

static run_status write_logits(const run_files *files, const int32_t *logits) {
  static unsigned char bytes[4 * MODEL_CLASSES];
  for (size_t i = 0; i < MODEL_CLASSES; ++i) {
    const uint32_t logit = (uint32_t)logits[i];
    bytes[4 * i] = (unsigned char)(logit & 0xff);
    bytes[4 * i + 1] = (unsigned char)(logit >> 8 & 0xff);
    bytes[4 * i + 2] = (unsigned char)(logit >> 16 & 0xff);
    bytes[4 * i + 3] = (unsigned char)(logit >> 24);
  }
  if (fwrite(bytes, 1, sizeof bytes, files->output) != sizeof bytes) {
    return output_fails(files->output_path);
  }
  return run_success;
}

/* @insert sequence */

/*  All sequences of the input. */
static run_status run_all(run_files *files) {
  static model_state state;
  model_init(&state);
  for (;;) {
    unsigned char bytes[4];
    const size_t count = fread(bytes, 1, sizeof bytes, files->input);
    if (ferror(files->input)) {
      fprintf(stderr, "model_run: %s: cannot be read\n", files->input_path);
      return run_bad_input;
    }
    if (count == 0) {
      return run_success;
    }
    if (count != sizeof bytes) {
      return input_ends(files, 0);
    }
    model_reset(&state);
    const run_status status = run_sequence(files, &state, load_32(bytes));
    if (status != run_success) {
      return status;
    }
    files->sequence += 1;
  }
}

int main(int argc, char **argv) {
#ifdef ADDER_TRACE
  const int most = 4;
#else
  const int most = 3;
#endif
  if (argc < 3 || argc > most) {
    fprintf(stderr, "usage: model_run INPUT OUTPUT%s\n", most == 4 ? " [TRACE]" : "");
    return run_bad_usage;
  }
  run_files files = {argv[1], argv[2], NULL, NULL, 0};
  files.input = fopen(files.input_path, "rb");
  if (files.input == NULL) {
    fprintf(stderr, "model_run: %s: cannot be opened\n", files.input_path);
    return run_bad_input;
  }
  files.output = fopen(files.output_path, "wb");
  if (files.output == NULL) {
    fclose(files.input);
    return output_fails(files.output_path);
  }
#ifdef ADDER_TRACE
  if (argc == 4) {
    trace_file = fopen(argv[3], "wb");
    trace_failed = trace_file == NULL;
  }
#endif
  run_status status = run_all(&files);
  fclose(files.input);
  if (fclose(files.output) != 0 && status == run_success) {
    status = output_fails(files.output_path);
  }
#ifdef ADDER_TRACE
  if (trace_file != NULL && fclose(trace_file) != 0) {
    trace_failed = 1;
  }
  if (trace_failed && status == run_success) {
    status = output_fails(argv[3]);
  }
#endif
  return status;
}
