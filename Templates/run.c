/* @insert banner */
/*  Usage: model_run INPUT OUTPUT [TRACE]
 *
 *  INPUT   sequences, little-endian: uint32 number of positions, then the positions
 *  OUTPUT  receives the logits, int32, little-endian
 *  TRACE   receives every buffer that a step writes; only in a build with -DADDER_TRACE
 *
 *  Exit status: 0 success, 1 bad input or weights, 2 bad usage, 3 output that cannot be written,
 *  4 a value outside its proved interval, in a build with -DADDER_CHECKED.
 */
#define _POSIX_C_SOURCE 200112L

#include "model.h"
/* @insert include */

#include <stdio.h>
#include <string.h>

/*  Names of this file start with adder_, which no prefix of a package does. */
enum { adder_run_success, adder_run_bad_input, adder_run_bad_usage, adder_run_bad_output };
typedef int adder_run_status;

typedef struct {
  const char *input_path;
  const char *output_path;
  FILE *input;
  FILE *output;
  unsigned long sequence; /* zero-based */
} adder_run_files;

#ifdef ADDER_TRACE
static FILE *adder_trace_file = NULL;
static int adder_trace_failed = 0;

void adder_trace(const void *bytes, size_t count);

void adder_trace(const void *bytes, size_t count) {
  if (adder_trace_file != NULL && fwrite(bytes, 1, count, adder_trace_file) != count) {
    adder_trace_failed = 1;
  }
}
#endif

#ifdef ADDER_CHECKED
uint64_t model_checks_made(void);
#endif

static uint32_t adder_load_32(const unsigned char *bytes) {
  return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16
         | (uint32_t)bytes[3] << 24;
}

static adder_run_status adder_input_ends(const adder_run_files *files, unsigned long position) {
  fprintf(
      stderr, "model_run: %s: sequence %lu ends at position %lu: truncated, or another input\n",
      files->input_path, files->sequence, position);
  return adder_run_bad_input;
}

static adder_run_status adder_input_out_of_range(
    const adder_run_files *files, unsigned long position, long value) {
  fprintf(
      stderr, "model_run: %s: sequence %lu, position %lu: %ld is out of range\n",
      files->input_path, files->sequence, position, value);
  return adder_run_bad_input;
}

static adder_run_status adder_output_fails(const char *path) {
  fprintf(stderr, "model_run: %s: cannot be written\n", path);
  return adder_run_bad_output;
}

static adder_run_status adder_write_logits(const adder_run_files *files, const int32_t *logits) {
  static unsigned char bytes[4 * MODEL_CLASSES];
  for (size_t i = 0; i < MODEL_CLASSES; ++i) {
    const uint32_t logit = (uint32_t)logits[i];
    bytes[4 * i] = (unsigned char)(logit & 0xff);
    bytes[4 * i + 1] = (unsigned char)(logit >> 8 & 0xff);
    bytes[4 * i + 2] = (unsigned char)(logit >> 16 & 0xff);
    bytes[4 * i + 3] = (unsigned char)(logit >> 24);
  }
  if (fwrite(bytes, 1, sizeof bytes, files->output) != sizeof bytes) {
    return adder_output_fails(files->output_path);
  }
  return adder_run_success;
}

/* @insert sequence */

/* @insert threads */
/* @insert init */
/*  All sequences of the input. */
static adder_run_status adder_run_all(adder_run_files *files, model_state *s) {
  for (;;) {
    unsigned char bytes[4];
    const size_t count = fread(bytes, 1, sizeof bytes, files->input);
    if (ferror(files->input)) {
      fprintf(stderr, "model_run: %s: cannot be read\n", files->input_path);
      return adder_run_bad_input;
    }
    if (count == 0) {
      return adder_run_success;
    }
    if (count != sizeof bytes) {
      return adder_input_ends(files, 0);
    }
    model_reset(s);
    const adder_run_status status = adder_run_sequence(files, s, adder_load_32(bytes));
    if (status != adder_run_success) {
      return status;
    }
    files->sequence += 1;
  }
}

/*  Whether two paths are the same: opening an output empties it. */
static int adder_paths_repeat(char **paths, int count) {
  int repeat = 0;
  for (int i = 1; i < count; ++i) {
    for (int j = 0; j < i; ++j) {
      repeat |= strcmp(paths[i], paths[j]) == 0;
    }
  }
  return repeat;
}

int main(int argc, char **argv) {
#ifdef ADDER_TRACE
  const int most = 4;
#else
  const int most = 3;
#endif
  if (argc < 3 || argc > most) {
    fprintf(stderr, "usage: model_run INPUT OUTPUT%s\n", most == 4 ? " [TRACE]" : "");
    return adder_run_bad_usage;
  }
  if (adder_paths_repeat(argv + 1, argc - 1)) {
    fprintf(stderr, "model_run: %s: each file has to be another one\n", argv[argc - 1]);
    return adder_run_bad_usage;
  }
  static model_state state;
  /* @insert begin */
  adder_run_files files = {argv[1], argv[2], NULL, NULL, 0};
  files.input = fopen(files.input_path, "rb");
  if (files.input == NULL) {
    fprintf(stderr, "model_run: %s: cannot be opened\n", files.input_path);
    return adder_run_bad_input;
  }
  files.output = fopen(files.output_path, "wb");
  if (files.output == NULL) {
    fclose(files.input);
    return adder_output_fails(files.output_path);
  }
#ifdef ADDER_TRACE
  if (argc == 4) {
    adder_trace_file = fopen(argv[3], "wb");
    adder_trace_failed = adder_trace_file == NULL;
  }
#endif
  /* @insert start */
  adder_run_status status = adder_run_all(&files, &state);
  /* @insert stop */
  fclose(files.input);
  if (fclose(files.output) != 0 && status == adder_run_success) {
    status = adder_output_fails(files.output_path);
  }
#ifdef ADDER_TRACE
  if (adder_trace_file != NULL && fclose(adder_trace_file) != 0) {
    adder_trace_failed = 1;
  }
  if (adder_trace_failed && status == adder_run_success) {
    status = adder_output_fails(argv[3]);
  }
#endif
#ifdef ADDER_CHECKED
  printf("%llu values in their proved intervals\n", (unsigned long long)model_checks_made());
#endif
  return status;
}
