/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_parallel.c -- the shared kernels against the whole ones, which have their own checks.
 *
 *  The hook runs the parts from the last to the first, so what one leaves for a later one shows.
 */
#include "check_scale.h"
#include "adder_parallel_kernels.h"
#include "check_packing.h"

enum { most_parts = 7 };

static int32_t most_seen = 0; /* parts of one call */

static void run_backwards(void *context, adder_task task, void *work, int32_t parts) {
  most_seen = parts > most_seen ? parts : most_seen;
  if (parts < 2 || parts > *(const int32_t *)context) {
    fprintf(stderr, "adder_parallel: %d parts\n", (int)parts);
    exit(1);
  }
  for (int32_t part = parts; part > 0; --part) {
    task(work, part - 1);
  }
}

/*  Two buffers of the same bytes, for the outputs of both forms. */
typedef struct {
  void *want;
  void *got;
  size_t size;
} pair;

static pair make_pair(size_t size) {
  const pair p = {check_s8((int32_t)size, uniform, -16, 15), check_allocate(size), size};
  memcpy(p.got, p.want, size);
  return p;
}

static void compare(const char *name, pair p) {
  check_equal(name, "in parts", p.got, p.want, p.size);
  check_release(name, p.want, p.size);
  check_release(name, p.got, p.size);
}

/* ---- kernels ----------------------------------------------------------------------------- */

/*  Calls both forms of a kernel with one output. */
#define CHECK_BOTH(kernel, type, count, input)                            \
  do {                                                                    \
    const pair p = make_pair((size_t)(count) * sizeof(type));             \
    adder_##kernel((type *)p.want, input, params, positions);             \
    adder_parallel_##kernel(hook, (type *)p.got, input, params, positions); \
    compare(#kernel, p);                                                  \
  } while (0)

static void check_linear(
    const adder_parallel *hook, int32_t rows, int32_t columns, int32_t positions) {
  const int32_t count = rows * positions;
  int8_t *weight = check_s8(rows * columns, uniform, -127, 127);
  int32_t *bias = check_s32(rows, uniform, -100000, 100000);
  int8_t *x8 = check_s8(columns * positions, uniform, -128, 127);
  int16_t *x16 = check_s16(columns * positions, uniform, -128, 127);
  const adder_channel_scale scale = make_scale(rows, 0, 0, 2);
  int8_t *packed8 = pack_s8(weight, rows, columns);
  int8_t *packed16 = pack_s16(weight, rows, columns);
  int32_t *packed_bias = pack_bias(bias, weight, rows, columns);
  const adder_linear_params of_s8 = {packed8, packed_bias, scale, rows, columns, 0};
  const adder_linear_params of_s16 = {packed16, NULL, scale, rows, columns, 100};
  const adder_linear_params *params = &of_s8;
  CHECK_BOTH(linear_s8_s8, int8_t, count, x8);
  CHECK_BOTH(linear_s8_s16, int16_t, count, x8);
  CHECK_BOTH(linear_s8_s32, int32_t, count, x8);
  CHECK_BOTH(linear_s8_add, int32_t, count, x8);
  params = &of_s16;
  CHECK_BOTH(linear_s16_s8, int8_t, count, x16);
  CHECK_BOTH(linear_s16_s16, int16_t, count, x16);
  CHECK_BOTH(linear_s16_s32, int32_t, count, x16);
  CHECK_BOTH(linear_s16_add, int32_t, count, x16);
  free(packed8);
  free(packed16);
  free(packed_bias);
  check_release("weight", weight, (size_t)(rows * columns));
  check_release("bias", bias, (size_t)rows * sizeof bias[0]);
  check_release("x8", x8, (size_t)(columns * positions));
  check_release("x16", x16, (size_t)(columns * positions) * sizeof x16[0]);
  release_scale(scale, rows);
}

static void check_linear4(
    const adder_parallel *hook, int32_t rows, int32_t columns, int32_t positions) {
  const int32_t count = rows * positions;
  const int32_t groups = tiles_of(columns, 32);
  int8_t *weight = check_s8(rows * columns, uniform, -7, 7);
  uint8_t *group_scale = (uint8_t *)check_s8(rows * groups, uniform, 1, 127);
  int32_t *bias = check_s32(rows, uniform, -100000, 100000);
  int8_t *x = check_s8(columns * positions, uniform, -128, 127);
  const adder_channel_scale scale = make_scale(rows, 0, 0, 2);
  uint8_t *packed = pack_w4(weight, rows, columns);
  uint8_t *packed_scale = pack_group_scales(group_scale, rows, groups);
  const adder_linear4_params own = {packed, packed_scale, bias, scale, rows, columns, 32, 0};
  const adder_linear4_params *params = &own;
  CHECK_BOTH(linear4_s8_s8, int8_t, count, x);
  CHECK_BOTH(linear4_s8_s16, int16_t, count, x);
  CHECK_BOTH(linear4_s8_s32, int32_t, count, x);
  CHECK_BOTH(linear4_s8_add, int32_t, count, x);
  free(packed);
  free(packed_scale);
  check_release("weight", weight, (size_t)(rows * columns));
  check_release("group_scale", group_scale, (size_t)(rows * groups));
  check_release("bias", bias, (size_t)rows * sizeof bias[0]);
  check_release("x", x, (size_t)(columns * positions));
  release_scale(scale, rows);
}

static void check_normalize(const adder_parallel *hook, int32_t width, int32_t positions) {
  const int32_t count = width * positions;
  int32_t *input = check_s32(count, uniform, -(1 << 20), 1 << 20);
  int32_t *gain = check_s32(width, uniform, 0, INT32_MAX);
  const adder_normalize_params own = {gain, 1, 0, 20, width};
  const adder_normalize_params *params = &own;
  CHECK_BOTH(normalize_s8, int8_t, count, input);
  CHECK_BOTH(normalize_s16, int16_t, count, input);
  check_release("input", input, (size_t)count * sizeof input[0]);
  check_release("gain", gain, (size_t)width * sizeof gain[0]);
}

static void check_convolve(
    const adder_parallel *hook, int32_t kernel, int32_t channels, int32_t positions) {
  const int32_t count = channels * positions;
  int8_t *weight = check_s8(kernel * channels, uniform, -127, 127);
  int32_t *bias = check_s32(channels, uniform, -100000, 100000);
  int8_t *input = check_s8(count, uniform, -128, 127);
  const adder_channel_scale first = make_scale(channels, 0, 5, 0);
  const adder_channel_scale second = make_scale(channels, 0, 15, 16);
  const pair x = make_pair((size_t)count * sizeof(int16_t));
  const pair quantized = make_pair((size_t)count);
  const pair state = make_pair((size_t)(channels * (kernel - 1)));
  const adder_convolve_params p = {
      weight, bias, first, second, 10, kernel, channels, channels};
  adder_convolve(
      (int16_t *)x.want, (int8_t *)quantized.want, (int8_t *)state.want, input, &p, positions);
  adder_parallel_convolve(
      hook, (int16_t *)x.got, (int8_t *)quantized.got, (int8_t *)state.got, input, &p, positions);
  compare("convolve x", x);
  compare("convolve x_quantized", quantized);
  compare("convolve state", state);
  const pair alone = make_pair((size_t)count * sizeof(int16_t));
  const pair state_alone = make_pair((size_t)(channels * (kernel - 1)));
  adder_convolve((int16_t *)alone.want, NULL, (int8_t *)state_alone.want, input, &p, positions);
  adder_parallel_convolve(
      hook, (int16_t *)alone.got, NULL, (int8_t *)state_alone.got, input, &p, positions);
  compare("convolve x alone", alone);
  compare("convolve state alone", state_alone);
  check_release("weight", weight, (size_t)(kernel * channels));
  check_release("bias", bias, (size_t)channels * sizeof bias[0]);
  check_release("input", input, (size_t)count);
  release_scale(first, channels);
  release_scale(second, channels);
}

static void check_discretize(const adder_parallel *hook, int32_t channels, int32_t positions) {
  const int32_t count = channels * positions;
  const size_t bytes = (size_t)count * sizeof(int16_t);
  int16_t *preactivation = check_s16(count, uniform, -32768, 32767);
  int16_t *x = check_s16(count, uniform, -32768, 32767);
  const adder_discretize_params p = {
      make_scale(channels, 0, 0, 0), make_scale(channels, 0, 0, 0), channels};
  const pair dt = make_pair(bytes);
  const pair drive = make_pair(bytes);
  adder_discretize(
      (int16_t *)dt.want, (int16_t *)drive.want, preactivation, x, &p, positions);
  adder_parallel_discretize(
      hook, (int16_t *)dt.got, (int16_t *)drive.got, preactivation, x, &p, positions);
  compare("discretize dt", dt);
  compare("discretize drive", drive);
  check_release("preactivation", preactivation, bytes);
  check_release("x", x, bytes);
  release_scale(p.time_step, channels);
  release_scale(p.drive, channels);
}

static void check_scan(
    const adder_parallel *hook, int32_t states, int32_t channels, int32_t positions) {
  const int32_t count = channels * positions;
  const size_t bytes = (size_t)count * sizeof(int16_t);
  int16_t *a = check_s16(states * channels, uniform, 0, 32767);
  int16_t *dt = check_s16(count, uniform, 0, 32767);
  int16_t *drive = check_s16(count, uniform, -32768, 32767);
  int16_t *b = check_s16(states * positions, uniform, -32767, 32767);
  int16_t *c = check_s16(states * positions, uniform, -65535 / 20, 65535 / 20);
  const pair y = make_pair((size_t)count * sizeof(int32_t));
  const pair state = make_pair((size_t)(states * channels) * sizeof(int16_t));
  const adder_scan_params p = {a, 26, states, channels, channels};
  adder_scan((int32_t *)y.want, (int16_t *)state.want, dt, drive, b, c, &p, positions);
  adder_parallel_scan(
      hook, (int32_t *)y.got, (int16_t *)state.got, dt, drive, b, c, &p, positions);
  compare("scan y", y);
  compare("scan state", state);
  check_release("a", a, (size_t)(states * channels) * sizeof a[0]);
  check_release("dt", dt, bytes);
  check_release("drive", drive, bytes);
  check_release("b", b, (size_t)(states * positions) * sizeof b[0]);
  check_release("c", c, (size_t)(states * positions) * sizeof c[0]);
}

static void check_scan_heads(
    const adder_parallel *hook, int32_t head_channels, int32_t heads, int32_t positions) {
  enum { states = 11, groups = 2 };
  const int32_t channels = heads * groups * head_channels;
  const int32_t count = channels * positions;
  const int32_t columns = groups * states * positions;
  int16_t *decay = check_s16(heads * groups * positions, uniform, -32767, 0);
  int16_t *drive = check_s16(count, uniform, -32768, 32767);
  int16_t *b = check_s16(columns, uniform, -32767, 32767);
  int16_t *c = check_s16(columns, uniform, -8191, 8191);
  const pair y = make_pair((size_t)count * sizeof(int32_t));
  const pair state = make_pair((size_t)(states * channels) * sizeof(int16_t));
  const adder_scan_heads_params p = {2, heads * groups, head_channels, groups, states};
  adder_scan_heads((int32_t *)y.want, (int16_t *)state.want, decay, drive, b, c, &p, positions);
  adder_parallel_scan_heads(
      hook, (int32_t *)y.got, (int16_t *)state.got, decay, drive, b, c, &p, positions);
  compare("scan_heads y", y);
  compare("scan_heads state", state);
  check_release("decay", decay, (size_t)(heads * groups * positions) * sizeof decay[0]);
  check_release("drive", drive, (size_t)count * sizeof drive[0]);
  check_release("b", b, (size_t)columns * sizeof b[0]);
  check_release("c", c, (size_t)columns * sizeof c[0]);
}

static void check_gate(const adder_parallel *hook, int32_t channels, int32_t positions) {
  const int32_t count = channels * positions;
  const size_t bytes = (size_t)count * sizeof(int16_t);
  int32_t *y = check_s32(count, uniform, -(1 << 30), 1 << 30);
  int16_t *x = check_s16(count, uniform, -32768, 32767);
  int16_t *z = check_s16(count, uniform, -32768, 32767);
  const adder_gate_params p = {
      make_scale(channels, 0, 0, 1), make_scale(channels, 0, 15, 2),
      make_scale(channels, 0, 0, 0), 10, channels};
  const pair output = make_pair(bytes);
  adder_gate((int16_t *)output.want, y, x, z, &p, positions);
  adder_parallel_gate(hook, (int16_t *)output.got, y, x, z, &p, positions);
  compare("gate", output);
  check_release("y", y, (size_t)count * sizeof y[0]);
  check_release("x", x, bytes);
  check_release("z", z, bytes);
  release_scale(p.y, channels);
  release_scale(p.skip, channels);
  release_scale(p.output, channels);
}

static void check_all(const adder_parallel *hook, int32_t size, int32_t positions) {
  static const int32_t columns[] = {1, 5, 33, 65};
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; ++i) {
    check_linear(hook, size, columns[i], positions);
    check_linear4(hook, size, columns[i], positions);
  }
  check_normalize(hook, size, positions);
  for (int32_t kernel = 1; kernel <= 4; ++kernel) {
    check_convolve(hook, kernel, size, positions);
  }
  check_discretize(hook, size, positions);
  check_scan(hook, 1, size, positions);
  check_scan(hook, 16, size, positions);
  check_scan_heads(hook, 1 + size % 40, 1 + size % 3, positions);
  check_gate(hook, size, positions);
}

int main(void) {
  static const int32_t sizes[] = {1, 15, 16, 17, 63, 64, 65, 130, 200, 511};
  check_all(NULL, 130, 1);
  for (int32_t parts = 1; parts <= most_parts; ++parts) {
    const adder_parallel hook = {run_backwards, &parts, parts};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
      for (int32_t positions = 1; positions <= 5; positions += 2) {
        check_all(&hook, sizes[i], positions);
      }
    }
  }
  if (most_seen != most_parts) {
    fprintf(stderr, "adder_parallel: never %d parts\n", (int)most_parts);
    return 1;
  }
  return check_report("check_parallel");
}
