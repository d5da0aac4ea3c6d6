/*  A keyword spotter of the shape `keywords` in plain float C, as a small float runtime computes
 *  it: whole-clip arrays, one loop nest for each operation, expf where the formula has it. It
 *  stands in for such runtimes in the comparison; the weights are random.
 */
#include <math.h>
#include <stdint.h>

enum {
  FRAMES = 100, FEATURES = 40, WIDTH = 64, INNER = 128, RANK = 4, STATES = 16, TAPS = 4,
  CLASSES = 10
};

void float_start(void);
float float_clips(int count);

static struct {
  float linear_in[WIDTH][FEATURES], linear_in_bias[WIDTH];
  float in_proj[2 * INNER][WIDTH];
  float conv[INNER][TAPS], conv_bias[INNER];
  float x_proj[RANK + 2 * STATES][INNER];
  float dt_proj[INNER][RANK], dt_bias[INNER];
  float a[INNER][STATES], d[INNER];
  float out_proj[WIDTH][INNER];
  float classifier[CLASSES][WIDTH], classifier_bias[CLASSES];
} w;

static struct {
  float input[FRAMES][FEATURES], hidden[FRAMES][WIDTH], both[FRAMES][2 * INNER];
  float x[FRAMES][INNER], low[FRAMES][RANK + 2 * STATES], dt[FRAMES][INNER];
  float y[FRAMES][INNER], output[FRAMES][WIDTH], state[INNER][STATES];
} v;

static uint32_t random_state = 1;

static void fill(float *values, int count, float size) {
  for (int i = 0; i < count; ++i) {
    random_state = random_state * 1664525u + 1013904223u;
    values[i] = size * ((float)(random_state >> 8) / (1 << 23) - 1);
  }
}

void float_start(void) {
  fill((float *)&w, sizeof w / sizeof(float), 0.1f);
  for (int e = 0; e < INNER; ++e) {
    for (int n = 0; n < STATES; ++n) {
      w.a[e][n] = -(float)(n + 1);
    }
    w.dt_bias[e] = -4;
  }
  fill(&v.input[0][0], FRAMES * FEATURES, 1);
}

static float silu(float x) { return x / (1 + expf(-x)); }

/*  output[rows] = weight[rows][columns] input[columns] */
static void linear(float *output, const float *weight, const float *input, int rows, int columns) {
  for (int i = 0; i < rows; ++i) {
    float sum = 0;
    for (int j = 0; j < columns; ++j) {
      sum += weight[i * columns + j] * input[j];
    }
    output[i] = sum;
  }
}

static void convolve(void) {
  for (int t = 0; t < FRAMES; ++t) {
    for (int e = 0; e < INNER; ++e) {
      float sum = w.conv_bias[e];
      for (int k = 0; k < TAPS; ++k) {
        const int past = t - TAPS + 1 + k;
        sum += past < 0 ? 0 : w.conv[e][k] * v.both[past][e];
      }
      v.x[t][e] = silu(sum);
    }
  }
}

static void scan(void) {
  for (int t = 0; t < FRAMES; ++t) {
    const float *b = &v.low[t][RANK];
    const float *c = b + STATES;
    for (int e = 0; e < INNER; ++e) {
      const float drive = v.dt[t][e] * v.x[t][e];
      float y = 0;
      for (int n = 0; n < STATES; ++n) {
        const float h = expf(v.dt[t][e] * w.a[e][n]) * (t == 0 ? 0 : v.state[e][n]) + drive * b[n];
        v.state[e][n] = h;
        y += h * c[n];
      }
      v.y[t][e] = (y + w.d[e] * v.x[t][e]) * silu(v.both[t][INNER + e]);
    }
  }
}

/*  Classifies the clip so many times; returns a logit. */
float float_clips(int count) {
  float logits[CLASSES] = {0};
  for (int clip = 0; clip < count; ++clip) {
    for (int t = 0; t < FRAMES; ++t) {
      linear(v.hidden[t], &w.linear_in[0][0], v.input[t], WIDTH, FEATURES);
      for (int i = 0; i < WIDTH; ++i) {
        v.hidden[t][i] += w.linear_in_bias[i];
      }
      linear(v.both[t], &w.in_proj[0][0], v.hidden[t], 2 * INNER, WIDTH);
    }
    convolve();
    for (int t = 0; t < FRAMES; ++t) {
      linear(v.low[t], &w.x_proj[0][0], v.x[t], RANK + 2 * STATES, INNER);
      linear(v.dt[t], &w.dt_proj[0][0], v.low[t], INNER, RANK);
      for (int e = 0; e < INNER; ++e) {
        v.dt[t][e] = log1pf(expf(v.dt[t][e] + w.dt_bias[e]));
      }
    }
    scan();
    float mean[WIDTH] = {0};
    for (int t = 0; t < FRAMES; ++t) {
      linear(v.output[t], &w.out_proj[0][0], v.y[t], WIDTH, INNER);
      for (int i = 0; i < WIDTH; ++i) {
        mean[i] += v.output[t][i] / FRAMES;
      }
    }
    linear(logits, &w.classifier[0][0], mean, CLASSES, WIDTH);
    for (int i = 0; i < CLASSES; ++i) {
      logits[i] += w.classifier_bias[i];
    }
  }
  return logits[0];
}
