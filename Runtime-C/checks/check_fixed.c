/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_fixed.c -- the primitives against Tests/Vectors.
 *
 *    check_fixed DIRECTORY
 */
#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_sampler.h"

enum { most_columns = 14, most_tokens = 257 };

/*  Computes the results of one row from its arguments, both in `row`. */
typedef void (*restatement)(int64_t *row);

static void row_q15(int64_t *r) { r[2] = adder_q15((int16_t)r[0], (int16_t)r[1]); }
static void row_q31(int64_t *r) { r[2] = adder_q31((int32_t)r[0], (int32_t)r[1]); }
static void row_rshift(int64_t *r) { r[2] = adder_rshift((int32_t)r[0], (int32_t)r[1]); }
static void row_saturate(int64_t *r) {
  r[1] = adder_sat8((int32_t)r[0]);
  r[2] = adder_sat16((int32_t)r[0]);
}
static void row_requantize(int64_t *r) {
  r[4] = adder_requantize((int32_t)r[0], (int32_t)r[1], (int32_t)r[2], (int32_t)r[3]);
}
static void row_negated_decay(int64_t *r) {
  r[3] = adder_negated_decay((int16_t)r[0], (int16_t)r[1], (int32_t)r[2]);
}
static void row_sigmoid(int64_t *r) {
  r[2] = adder_sigmoid((int16_t)r[0], (int32_t)r[1]);
  r[3] = adder_silu((int16_t)r[0], (int32_t)r[1]);
}
static void row_softplus(int64_t *r) { r[1] = adder_softplus((int16_t)r[0]); }
static void row_root(int64_t *r) {
  const adder_reciprocal_root root = adder_reciprocal_square_root((uint64_t)r[0]);
  r[1] = root.mantissa;
  r[2] = root.half_shift;
}
static void row_mean(int64_t *r) {
  const int32_t sum = (int32_t)r[0];
  const int32_t count = (int32_t)r[1];
  int16_t output;
  adder_mean(&output, &sum, &count, 1);
  r[2] = output;
}
static void row_decimal(int64_t *r) {
  char text[32];
  uint32_t value = 0;
  const int length = snprintf(text, sizeof text, "%d", (int)r[0]);
  if (r[1] > 0) {
    snprintf(text + length, sizeof text - (size_t)length, ".%0*d", (int)r[1], (int)r[2]);
  }
  r[3] = adder_parse_decimal(text, &value) ? (int64_t)value : -1;
}
static void row_sigmoid_table(int64_t *r) { r[1] = adder_sigmoid_table[r[0]]; }
static void row_softplus_table(int64_t *r) { r[1] = adder_softplus_table[r[0]]; }
static void row_negative_power(int64_t *r) { r[1] = adder_negative_power((uint64_t)r[0]); }
static void row_sample(int64_t *r) {
  uint32_t seen[ADDER_SAMPLER_WORDS(most_tokens)];
  int32_t logits[most_tokens];
  const adder_sampler_settings settings = {
      (uint32_t)r[3], (uint32_t)r[5], (uint32_t)r[6], (int32_t)r[4], (uint64_t)r[7]};
  adder_sampler sampler;
  const int32_t vocabulary = (int32_t)r[0];
  adder_sampler_init(
      &sampler, &settings, (uint32_t)r[8], (int32_t)r[9], vocabulary, seen);
  check_state = (uint64_t)r[1];
  for (int draw = 0; draw < 4; ++draw) {
    for (int32_t i = 0; i < vocabulary; ++i) {
      const int64_t number = (int64_t)(check_random() >> 32) - ((int64_t)1 << 31);
      logits[i] = (int32_t)adder_shift_right_64(number, (int32_t)r[2]);
    }
    const int32_t token = adder_sampler_draw(&sampler, logits);
    adder_sampler_see(&sampler, token);
    r[10 + draw] = token;
  }
}

static const struct {
  const char *name;
  int columns;
  restatement compute;
} files[] = {
    {"q15", 3, row_q15},
    {"q31", 3, row_q31},
    {"rshift", 3, row_rshift},
    {"saturate", 3, row_saturate},
    {"requantize", 5, row_requantize},
    {"negated_decay", 4, row_negated_decay},
    {"sigmoid", 4, row_sigmoid},
    {"softplus", 2, row_softplus},
    {"reciprocal_square_root", 3, row_root},
    {"mean", 3, row_mean},
    {"decimal", 4, row_decimal},
    {"sigmoid_table", 2, row_sigmoid_table},
    {"softplus_table", 2, row_softplus_table},
    {"negative_power", 2, row_negative_power},
    {"sample", 14, row_sample},
};

/*  Reads one line of numbers; 0 at the end of the file. */
static int read_row(FILE *file, const char *path, int64_t *row, int columns) {
  char line[256];
  do {
    if (fgets(line, sizeof line, file) == NULL) {
      return 0;
    }
  } while (line[0] == '#');
  char *cursor = line;
  for (int i = 0; i < columns; ++i) {
    char *end;
    row[i] = strtoll(cursor, &end, 10);
    if (end == cursor) {
      fprintf(stderr, "%s: bad line: %s", path, line);
      exit(2);
    }
    cursor = end;
  }
  return 1;
}

static void check_file(const char *path, const char *name, int columns, restatement compute) {
  FILE *file = fopen(path, "r");
  if (file == NULL) {
    fprintf(stderr, "%s: cannot be opened\n", path);
    exit(2);
  }
  int64_t want[most_columns] = {0};
  long rows = 0;
  for (; read_row(file, path, want, columns); ++rows) {
    int64_t got[most_columns];
    char detail[64];
    memcpy(got, want, sizeof got);
    compute(got);
    snprintf(detail, sizeof detail, "arguments %lld %lld", (long long)want[0], (long long)want[1]);
    check_equal(name, detail, got, want, (size_t)columns * sizeof got[0]);
  }
  fclose(file);
  if (rows == 0) {
    fprintf(stderr, "%s: no vectors\n", path);
    exit(2);
  }
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: check_fixed DIRECTORY_OF_VECTORS\n");
    return 2;
  }
  for (size_t i = 0; i < sizeof files / sizeof files[0]; ++i) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.txt", argv[1], files[i].name);
    check_file(path, files[i].name, files[i].columns, files[i].compute);
  }
  return check_report("check_fixed");
}
